#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A testbed on this computer as a user makes it: up, real RSPLIB inside, kills, down. One image for all of it."""
import glob
import json
import os
import shutil
import signal
import subprocess
import tempfile
import unittest

EDGEPOOL = os.environ["EDGEPOOL"]
IMAGES = os.environ["EDGEPOOL_SYSTEM_CACHE"]
MINUTES = 60

TESTBED = """\
edgepool: 1
name: {name}
sites: [{{name: here, via: local}}]
pool: {{handle: MEC Pool, policy: round-robin}}
registrars: [{registrars}]
elements:
  - {{name: mec, site: here, service: pingpong, initial: {elements}, min: 1, max: 4}}
users:
  - {{name: user, site: here}}
"""


def testbed(name, registrars=3, elements=2):
    return TESTBED.format(name=name, registrars=", ".join(["{site: here}"] * registrars), elements=elements)


class OnThisComputer(unittest.TestCase):
    """Each test has folders of its own; only the images are kept, in the build folder."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="eps")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder,
                            "XDG_CACHE_HOME": f"{self.folder}/cache", "XDG_STATE_HOME": f"{self.folder}/state",
                            "XDG_RUNTIME_DIR": f"{self.folder}/run"}
        os.makedirs(f"{self.folder}/cache/edgepool")
        os.makedirs(f"{self.folder}/run", 0o700)
        os.makedirs(IMAGES, exist_ok=True)
        os.symlink(IMAGES, f"{self.folder}/cache/edgepool/images")

    def file(self, name, **shape):
        path = f"{self.folder}/{name}.yaml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(testbed(name, **shape))
        self.addCleanup(self.run_it, "down", "-f", path)
        return path

    def run_it(self, *arguments, status=None):
        result = subprocess.run([EDGEPOOL, *arguments], capture_output=True, text=True, env=self.environment,
                                stdin=subprocess.DEVNULL, timeout=30 * MINUTES)
        if status is not None:
            self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result

    def inside(self, path, machine, command, status=0):
        return self.run_it("run", "-f", path, machine, "--", command, status=status).stdout

    def states(self, path):
        return {resource["name"]: resource["state"] for resource in self.resources(path)}

    def resources(self, path):
        return json.loads(self.run_it("status", "-f", path, "--json", status=0).stdout)["resources"]

    def processes(self, path):
        """The numbers of the processes that belong to the testbed's folder for sockets or bear its name."""
        name = os.path.basename(path).removesuffix(".yaml")
        found = {}
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/cmdline", encoding="utf-8", errors="replace") as file:
                    line = file.read().replace("\0", " ")
            except OSError:
                continue
            if f"guest=edgepool:{name}:" in line or ("edgepool-switch" in line and self.folder in line):
                found[int(number)] = line
        return found

    def assert_ready(self, path, machines):
        resources = self.resources(path)
        self.assertEqual({resource["state"] for resource in resources}, {"ready"}, resources)
        self.assertEqual([resource["day-1"] for resource in resources if resource["kind"] == "machine"],
                         ["done"] * machines)
        self.assertEqual(sum("guest=" in line for line in self.processes(path).values()), machines)

    def assert_gone(self, path):
        self.assertEqual(self.processes(path), {})
        name = os.path.basename(path).removesuffix(".yaml")
        self.assertFalse(os.path.exists(f"{self.folder}/state/edgepool/local/{name}"))
        self.assertEqual([entry for entry in os.listdir(f"{self.folder}/run/ep")], [])


class Testbed(OnThisComputer):
    def test_comes_up_serves_and_goes(self):
        path = self.file("serve")
        self.run_it("up", "-f", path, status=0)
        self.assert_ready(path, 6)
        again = self.run_it("up", "-f", path, status=0)
        self.assertIn("is up already", again.stdout)
        self.check_first_start(path)
        self.check_networks(path)
        self.check_files(path)
        self.check_pool(path)
        self.check_pool_view(path)
        self.check_day1(path)
        self.check_broken_day1(path)
        self.run_it("down", "-f", path, status=0)
        self.assert_gone(path)

    def check_networks(self, path):
        self.inside(path, "pr-1", "ping -4 -c 1 -W 10 mec-1.pool && ping -6 -c 1 -W 10 mec-2.pool")
        # 28 bytes of headers: the largest packet that fits passes whole, the next one is refused.
        self.inside(path, "pr-1", "ping -4 -c 1 -W 10 -M do -s 1472 user-1.pool")
        self.inside(path, "pr-1", "ping -4 -c 1 -W 10 -M do -s 1473 user-1.pool", status=1)
        identities = self.run_it("run", "-f", path, "all", "--json", "--", "cat /etc/machine-id", status=0).stdout
        numbers = [machine["out"] for machine in json.loads(identities)["machines"]]
        self.assertEqual(len(set(numbers)), 6, numbers)

    def check_files(self, path):
        original = f"{self.folder}/original"
        with open(original, "wb") as file:
            file.write(os.urandom(300_000))
        self.run_it("cp", "-f", path, original, "mec-1:/root/copy", status=0)
        self.run_it("cp", "-f", path, "mec-1:/root/copy", f"{self.folder}/back", status=0)
        with open(original, "rb") as one, open(f"{self.folder}/back", "rb") as other:
            self.assertEqual(one.read(), other.read())

    def check_pool(self, path):
        """Real RSPLIB: three registrars, two elements, and a user whom they serve over SCTP through the switch."""
        shown = json.loads(self.run_it("show", "-f", path, "--json", status=0).stdout)
        address = {machine["name"]: {each["network"]: each["ipv4"] for each in machine["interfaces"]}["pool"]
                   for machine in shown["machines"]}
        registrars = [f"pr-{number}" for number in (1, 2, 3)]
        known = " ".join(f"-registrar={address[name]}:3863" for name in registrars)
        said = self.inside(path, "user-1",
                           "for try in 1 2 3 4 5 6; do"
                           f" timeout 10 pingpongclient '-poolhandle=MEC Pool' {known} -interval=100 > /tmp/said 2>&1;"
                           " grep -a -m 3 'Ack #' /tmp/said && exit 0; done; cat /tmp/said; exit 1")
        self.assertIn("Ack #1", said)

    def check_pool_view(self, path):
        """What the members report of themselves, and what a registrar says of them."""
        self.assertEqual(self.pool_states(path), self.states_with("alive"))
        self.inside(path, "mec-2", "systemctl stop edgepool-element")
        self.assertEqual(self.pool_states(path), self.states_with("silent"))
        self.inside(path, "mec-2", "systemctl start edgepool-element")
        with subprocess.Popen([EDGEPOOL, "pool", "-f", path, "--watch", "--json"], stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, env=self.environment) as watching:
            watched = (json.loads(line) for line in watching.stdout)
            next(pool for pool in watched if self.states_in(pool) == self.states_with("alive"))
            self.inside(path, "mec-2", "systemctl kill --signal=KILL edgepool-element")
            next(pool for pool in watched if {"mec-2": 1}.items() <= self.restarts_in(pool).items())
            watching.send_signal(signal.SIGINT)
            watching.stdout.read()
            self.assertEqual(watching.wait(timeout=MINUTES), 130)

    def pool_states(self, path):
        """The registrar that is asked names those elements that are alive."""
        pool = json.loads(self.run_it("pool", "-f", path, "--ask", "--json", status=0).stdout)
        self.assertEqual((pool["malformed"], pool["asked"]["differences"]), (0, []))
        self.assertEqual({element["id"] for element in pool["asked"]["elements"]},
                         {member["id"] for member in pool["members"]
                          if (member["role"], member["state"]) == ("element", "alive")})
        return self.states_in(pool)

    @staticmethod
    def states_in(pool):
        return {member["machine"]: member["state"] for member in pool["members"]}

    @staticmethod
    def restarts_in(pool):
        return {member["machine"]: member["restarts"] for member in pool["members"]}

    @staticmethod
    def states_with(of_mec_2):
        """Users are started by people."""
        return {"pr-1": "alive", "pr-2": "alive", "pr-3": "alive", "mec-1": "alive", "mec-2": of_mec_2,
                "user-1": "silent"}

    def check_first_start(self, path):
        """Machines did their day-1 by themselves, found in their image what all members need, and kept no script."""
        for machine in ("pr-1", "mec-1", "user-1"):
            said = self.inside(path, machine, "cat /run/edgepool/first-start.log")
            self.assertRegex(said, r'"end":"day-1".*"failed":0', machine)
            for task in ("user edgepool", "SCTP in the kernel", "program edgepool-member", r"how edgepool-\w+.service is run"):
                self.assertRegex(said, f'"name":"{task}","state":"unchanged"', machine)
            self.assertNotIn("run", self.inside(path, machine, "ls /run/edgepool").splitlines(), machine)

    def check_day1(self, path):
        """What is as it should be stays; what was broken is said, and mended, on that machine alone."""
        self.assertEqual(self.changed(path), {name: 0 for name in ("pr-1", "pr-2", "pr-3", "mec-1", "mec-2", "user-1")})
        self.inside(path, "mec-2", "systemctl stop edgepool-element && rm /etc/systemd/system/edgepool-element.service")
        broken = self.changed(path, "--check", "mec")
        self.assertEqual((broken["mec-1"], broken["mec-2"] > 0), (0, True))
        self.assertGreater(self.changed(path, "mec-2")["mec-2"], 0)
        self.assertEqual(self.changed(path, "mec"), {"mec-1": 0, "mec-2": 0})
        self.inside(path, "mec-2", "systemctl is-active edgepool-element")

    def check_broken_day1(self, path):
        """A day-1 that failed, or was killed, is not taken for done; the same command mends it."""
        unit = "/etc/systemd/system/edgepool-element.service"
        self.inside(path, "mec-1", f"rm {unit} && mkdir {unit}")
        failed = self.run_it("configure", "-f", path, "mec-1", status=1)
        self.assertIn("[day-1.task-failed]", failed.stderr)
        self.assertIn(f"{unit} is a folder", failed.stderr)
        self.assertEqual(self.day1(path, "mec-1"), "to do")
        self.inside(path, "mec-1", f"rmdir {unit}")
        # It is killed while the machine cannot go on: another run holds the lock there.
        lock = "/run/edgepool-day-1.lock"
        self.inside(path, "mec-1", f"setsid flock {lock} sh -c 'touch /run/held; until [ -e /run/go ]; do sleep 0.1; done'"
                    " >/dev/null 2>&1 </dev/null & until [ -e /run/held ]; do sleep 0.1; done")
        with subprocess.Popen([EDGEPOOL, "configure", "-f", path, "mec-1"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=self.environment) as process:
            self.assertTrue(any(b"waits for another run" in line for line in process.stderr))
            process.kill()
        self.assertEqual(self.day1(path, "mec-1"), "to do")
        self.inside(path, "mec-1", "touch /run/go")
        self.assertGreater(self.changed(path, "mec-1")["mec-1"], 0)
        self.assertEqual(self.day1(path, "mec-1"), "done")

    def day1(self, path, machine):
        return next(each["day-1"] for each in self.resources(path) if (each["kind"], each["name"]) == ("machine", machine))

    def changed(self, path, *words):
        """How much each machine changed, or would."""
        said = self.run_it("configure", "-f", path, "--json", *words, status=0).stdout
        return {machine["name"]: machine["changed"] for machine in json.loads(said)["machines"]}


class KilledCommands(OnThisComputer):
    # Commands are killed at every step; where time is short, at one in so many.
    stride = int(os.environ.get("EDGEPOOL_KILL_STRIDE", "1"))

    def killed_after(self, lines, command, path, *words):
        """Whether the command still had something to do when it was killed behind that many events."""
        with subprocess.Popen([EDGEPOOL, command, "-f", path, *words, "--json"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=self.environment) as process:
            events = 0
            while events <= lines and (line := process.stdout.readline()):
                if not line.startswith(b'{"'):
                    continue  # the plan of a run that finds nothing to do
                event = json.loads(line)
                events += (event.get("what"), event.get("phase")) != ("advanced", "configuring")
            was_running = process.poll() is None
            process.kill()
            rest = process.stdout.read()
        return was_running and b'"ended"' not in rest and process.returncode == -signal.SIGKILL

    def interrupted(self, command, path, *words):
        """The exit status of a command that is told by Ctrl-C to end as soon as it has begun to do something."""
        with subprocess.Popen([EDGEPOOL, command, "-f", path, *words, "--json"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=self.environment) as process:
            for line in process.stdout:
                if b'"started"' in line:
                    process.send_signal(signal.SIGINT)
                    break
            process.stdout.read()
        return process.returncode


class Crashes(KilledCommands):
    def test_killed_machines_and_switch_come_back(self):
        path = self.file("kill", registrars=1, elements=1)
        self.run_it("up", "-f", path, status=0)
        for number, line in self.processes(path).items():
            if "guest=edgepool:kill:mec-1" in line or "edgepool-switch" in line:
                os.kill(number, signal.SIGKILL)
        self.assertEqual(self.states(path)["mec-1"], "unfinished")
        self.assertEqual(self.states(path)["pr-1"], "ready")
        self.run_it("up", "-f", path, status=0)
        self.assert_ready(path, 3)
        self.inside(path, "pr-1", "ping -4 -c 1 -W 10 mec-1.pool && ping -4 -c 1 -W 10 user-1.pool")

    def test_nothing_is_left_of_a_testbed_without_records(self):
        path = self.file("lost", registrars=1, elements=1)
        self.run_it("up", "-f", path, status=0)
        for record in glob.glob(f"{self.folder}/state/edgepool/local/lost/*.record"):
            os.remove(record)
        self.run_it("down", "-f", path, status=0)
        self.assert_gone(path)

    def test_killed_at_every_step_the_same_command_goes_on(self):
        path = self.file("steps", registrars=1, elements=1)
        for command, end in (("up", self.is_up), ("down", self.assert_gone)):
            steps = 0
            while self.killed_after(steps, command, path):
                steps += self.stride
            self.assertGreater(steps, 3, "nothing was killed")
            self.run_it(command, "-f", path, status=0)
            end(path)

    def is_up(self, path):
        self.assert_ready(path, 3)

    def test_testbeds_side_by_side_and_two_ups_at_once(self):
        one = self.file("one", registrars=1, elements=1)
        two = self.file("two", registrars=1, elements=1)
        ups = [subprocess.Popen([EDGEPOOL, "up", "-f", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                stdin=subprocess.DEVNULL, env=self.environment) for path in (one, two, one)]
        self.assertEqual([process.wait(timeout=10 * MINUTES) for process in ups], [0, 0, 0])
        self.run_it("down", "-f", one, status=0)
        self.assert_ready(two, 3)
        self.inside(two, "pr-1", "ping -4 -c 1 -W 10 mec-1.pool")


if __name__ == "__main__":
    unittest.main()
