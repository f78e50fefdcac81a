#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Machines that exist already (via: hosts): each is the real sshd with mounts of its own, so that its /etc, /var and /usr/local are not
this computer's. Programs that would need a whole machine (systemctl, apt) have stand-ins that behave."""
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest

EDGEPOOL = os.environ["EDGEPOOL"]
KILL_STRIDE = int(os.environ.get("EDGEPOOL_KILL_STRIDE", "1"))
PATIENCE = 100  # seconds until a test that waits for something has failed

# Run in new mounts: $1 is the machine's folder, $2 sshd's configuration.
BOOT = r"""
set -eu
mkdir "$1/disk"
mount -t tmpfs tmpfs "$1/disk"
for folder in etc var run usr/local; do
    mkdir -p "$1/disk/$folder.new" "$1/disk/$folder.work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$1/disk/$folder.new,workdir=$1/disk/$folder.work" "/$folder"
done
mount -t tmpfs tmpfs /proc/sys/net
mount -t tmpfs tmpfs /sys/module
mkdir -p /proc/sys/net/sctp /run/sshd
for timer in rto_initial rto_min rto_max hb_interval; do
    echo 1 >"/proc/sys/net/sctp/$timer"
done
# Whatever the shell of this computer's root reads when it starts is not the machine's.
mkdir /etc/nobody
{ echo 'root:x:0:0:root:/etc/nobody:/bin/sh'; grep -v '^root:' /etc/passwd; } >/etc/passwd.new
mv /etc/passwd.new /etc/passwd
echo 'demo:x:4321:4321::/tmp:/bin/sh' >>/etc/passwd
echo 'demo:*:19000:0:99999:7:::' >>/etc/shadow
exec /usr/sbin/sshd -D -e -f "$2"
"""

STAND_INS = {
    "systemctl": r"""
units=$LAB/units
for name; do :; done
while [ "${1#--}" != "$1" ]; do shift; done
case $1 in
show)
    shift
    while [ "$1" = -p ]; do
        case $2 in
        ActiveState) [ -e "$units/$name.active" ] && value=active || value=inactive ;;
        UnitFileState) [ -e "$units/$name.enabled" ] && value=enabled || value=disabled ;;
        LoadState) [ -e "/etc/systemd/system/$name" ] && value=loaded || value=not-found ;;
        *) value=no ;;
        esac
        echo "$2=$value"
        shift 2
    done
    ;;
enable) touch "$units/$name.enabled" ;;
disable) rm -f "$units/$name.enabled" ;;
restart) touch "$units/$name.active" ;;
stop) rm -f "$units/$name.active" ;;
is-active) [ -e "$units/$name.active" ] ;;
esac
""",
    "modprobe": r"""
touch "$LAB/loading"
while [ -e "$LAB/hold" ]; do sleep 0.05; done
mkdir -p "/sys/module/$1"
""",
    "dpkg-query": r"""
shift 3
for name; do echo "installed $name"; done
""",
    "journalctl": "",
    "sudo": "echo 'sudo: a password is required' >&2; exit 1",
    # What a kernel without SCTP, and a machine without RSPLIB, cannot say.
    "timeout": r"""
case $* in
*/proc/net/sctp/eps*) [ -e "$LAB/units/edgepool-registrar.service.active" ] ;;
*) exec /usr/bin/timeout "$@" ;;
esac
""",
    "edgepool-member": r"""
case $* in
resolve*--expect*) [ -e "$LAB/units/edgepool-element.service.active" ] ;;
resolve*) ;;
*) exec /usr/local/lib/edgepool/edgepool-member "$@" ;;
esac
""",
}


def can_be_machines():
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        text = 'mkdir "$1/a" "$1/b"; mount -t tmpfs tmpfs "$1/a"; mkdir "$1/a/new" "$1/a/work"; ' \
               'mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/a/new,workdir=$1/a/work" "$1/b" && ' \
               'mount -t tmpfs tmpfs /proc/sys/net'
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", text, "sh", folder]
        return subprocess.run(command, capture_output=True).returncode == 0


def key_pair(path, kind="ed25519"):
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", path], check=True)
    return read(f"{path}.pub").strip()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not come to pass")
        time.sleep(0.02)


class Host:
    """A machine of somebody else."""

    def __init__(self, folder, user_key, user="root"):
        self.folder, self.user, self.process = folder, user, None
        os.makedirs(f"{folder}/units")
        os.mkdir(f"{folder}/programs")
        for name, text in STAND_INS.items():
            write(f"{folder}/programs/{name}", "#!/bin/sh\n" + text, 0o755)
        self.host_key = " ".join(key_pair(f"{folder}/host").split()[:2])
        write(f"{folder}/authorized", user_key + "\n")
        self.port = free_port()

    def start(self):
        os.makedirs(f"{self.folder}/empty", exist_ok=True)
        write(f"{self.folder}/config", f"""\
ListenAddress 127.0.0.1:{self.port}
HostKey {self.folder}/host
AuthorizedKeysFile {self.folder}/authorized
SetEnv PATH={self.folder}/programs:/usr/local/bin:/usr/bin:/bin LAB={self.folder}
PidFile none
UsePAM no
StrictModes no
MaxStartups 100
""")
        if os.path.exists(f"{self.folder}/disk"):
            os.rmdir(f"{self.folder}/disk")
        with open(f"{self.folder}/log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "--propagation", "private", "sh", "-c", BOOT, "boot", self.folder,
                 f"{self.folder}/config"], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until(self.answers)
        return self

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(read(f"{self.folder}/log"))
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as one:
                return one.recv(1) == b"S"
        except OSError:
            return False

    def cut_connections(self):
        for entry in os.listdir("/proc"):
            try:
                words = read(f"/proc/{entry}/stat").rpartition(")")[2].split() if entry.isdigit() else []
                if words and int(words[1]) == self.process.pid:
                    os.kill(int(entry), signal.SIGKILL)
            except (OSError, ProcessLookupError):
                pass

    def stop(self):
        if self.process:
            self.cut_connections()
            self.process.kill()
            self.process.wait()
            self.process = None

    def text(self, **more):
        words = {"address": "127.0.0.1", "port": self.port, "user": self.user, "host-key": self.host_key, **more}
        return "{" + ", ".join(f"{key}: {value}" for key, value in words.items()) + "}"

    def unit_state(self, name):
        return [what for what in ("active", "enabled") if os.path.exists(f"{self.folder}/units/{name}.{what}")]


@unittest.skipUnless(can_be_machines(), "needs root, and mounts of its own")
class Hosts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.chmod(self.folder, 0o755)
        os.makedirs(f"{self.folder}/home/.ssh")
        self.key = key_pair(f"{self.folder}/home/.ssh/id_ed25519")
        self.site = ""
        self.handle = "Lab Pool"

    def host(self, name, user="root"):
        host = Host(f"{self.folder}/{name}", self.key, user)
        self.addCleanup(host.stop)
        return host

    def hosts(self):
        """A registrar, an element and a user."""
        return [self.host(name).start() for name in ("a", "b", "c")]

    def write_testbed(self, hosts):
        listed = "".join(f"      - {host if isinstance(host, str) else host.text()}\n" for host in hosts)
        write(f"{self.folder}/testbed.yaml", f"""\
edgepool: 1
name: lab
pool: {{handle: {self.handle}}}
sites:
  - name: lab
    via: hosts
{self.site}    hosts:
{listed}registrars: [{{site: lab}}]
elements: [{{name: mec, site: lab, max: 1}}]
users: [{{name: ue, site: lab}}]
""")

    def begin(self, *arguments):
        environment = {"PATH": os.environ["PATH"], "HOME": f"{self.folder}/home",
                       "XDG_RUNTIME_DIR": f"{self.folder}/run"}
        os.makedirs(f"{self.folder}/run", mode=0o700, exist_ok=True)
        return subprocess.Popen([EDGEPOOL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=self.folder, stdin=subprocess.DEVNULL, env=environment)

    def run_it(self, *arguments, status=0):
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, status, out + err)
        return out + err

    def told(self, *arguments):
        process = self.begin(*arguments, "--json")
        out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 0, out + err)
        return json.loads(out)

    def status(self):
        rows = self.told("status")["resources"]
        return {row["name"]: (row["state"], row["day-1"]) for row in rows}

    def test_they_become_members_and_are_left_as_they_were(self):
        hosts = self.hosts()
        self.write_testbed(hosts)
        names = ["pr-1", "mec-1", "ue-1"]
        self.assertEqual(self.status(), {name: ("ready", "to do") for name in names})
        planned = self.run_it("plan")
        self.assertIn("3 to create, 3 to keep", planned)
        self.assertNotIn("machine", planned)
        self.run_it("up")
        self.assertEqual(self.status(), {name: ("ready", "done") for name in names})
        self.assertEqual(hosts[0].unit_state("edgepool-registrar.service"), ["active", "enabled"])
        self.assertIn("is up already", self.run_it("up"))
        self.run_it("configure", "--check")
        changes = self.told("configure")["machines"]
        self.assertEqual([machine["changed"] for machine in changes], [0, 0, 0])
        self.assertEqual(self.run_it("run", "mec", "--", "cat /etc/edgepool/element").count(
            "exec /usr/bin/rspserver"), 1)
        self.assertEqual(self.run_it("ssh", "ue-1", "--", "echo", "it's there"), "it's there\n")
        write(f"{self.folder}/file", "brought\n")
        self.run_it("cp", "file", "mec:/var/tmp/brought")
        self.assertIn("brought", self.run_it("run", "mec-1", "--", "cat", "/var/tmp/brought"))

        self.handle = "Another Pool"
        self.write_testbed(hosts)
        self.assertEqual(self.status()["mec-1"], ("ready", "outdated"))
        self.run_it("up")
        self.assertEqual(self.status()["mec-1"], ("ready", "done"))

        self.run_it("down")
        self.assertEqual(self.status(), {name: ("ready", "to do") for name in names})
        self.assertEqual(hosts[0].unit_state("edgepool-registrar.service"), [])
        left = self.run_it("run", "all", "--", "ls -d /etc/systemd/system/edgepool-* /var/lib/edgepool "
                                               "/usr/local/lib/edgepool /etc/sysctl.d/90-edgepool-* 2>/dev/null || true")
        self.assertNotIn("/", left)
        self.assertIn("nothing that could be taken down", self.run_it("down"))
        self.assertFalse(os.path.exists("/etc/systemd/system/edgepool-registrar.service"), "this computer was meant")

    def made(self, hosts):
        """What the hosts are, and what must not be left there."""
        units = [[host.unit_state(f"edgepool-{name}.service") for name in ("registrar", "element", "user")] for host in hosts]
        return units, self.run_it("run", "all", "--", "cat /var/lib/edgepool/day-1.digest /etc/edgepool/* /etc/sysctl.d/90-*;"
                                  " sha256sum /usr/local/lib/edgepool/*; ls -A /var/lib/edgepool/restart;"
                                  " find /run/edgepool-day-1 -type f -size +0; find /etc /usr/local -name '*.edgepool-new'")

    def was_killed_behind(self, tasks):
        """Kills `up` when that many tasks have begun. False: it had ended before."""
        process = self.begin("up", "--json")
        begun = 0
        while begun <= tasks and (line := process.stdout.readline()):
            event = json.loads(line)
            begun += event.get("what") == "advanced" and event.get("phase") == "configuring"
        process.kill()
        process.communicate(timeout=PATIENCE)
        return process.returncode == -signal.SIGKILL and begun > tasks

    def test_killed_at_every_task_the_same_command_goes_on(self):
        hosts = self.hosts()
        self.write_testbed(hosts)
        self.run_it("up")
        whole = self.made(hosts)
        tasks = 0
        self.run_it("down")
        while self.was_killed_behind(tasks):
            self.run_it("up")
            self.assertEqual(self.made(hosts), whole, f"killed behind {tasks} tasks")
            self.run_it("down")
            tasks += KILL_STRIDE
        self.assertGreater(tasks, 10, "nothing was killed")

    def test_one_that_is_down_is_told_and_the_others_go_on(self):
        hosts = self.hosts()
        self.write_testbed(hosts)
        self.run_it("up")
        hosts[1].stop()
        self.assertEqual(self.status(), {"pr-1": ("ready", "done"), "mec-1": ("silent", "unknown"),
                                         "ue-1": ("ready", "done")})
        said = self.run_it("status")
        self.assertIn("nobody listens there: 127.0.0.1 port", said)
        self.assertIn("[ssh.refused]", self.run_it("configure", "mec", "--timeout", "2", status=1))
        said = self.run_it("run", "all", "--", "true", status=1)
        self.assertIn("[ssh.refused]", said)
        self.assertIn("2 well, 1 failed", said)

    def test_one_that_comes_late_is_waited_for(self):
        hosts = self.hosts()
        self.write_testbed(hosts)
        hosts[2].stop()
        for words in (["up"], ["configure"]):
            process = self.begin(*words)
            said = ""
            while "trying day-1" not in said and "waiting for it" not in said:
                line = process.stderr.readline()
                self.assertTrue(line, said)
                said += line
            hosts[2].start()
            out, err = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, 0, out + err)
            hosts[2].stop()

    def test_one_that_is_restarted_in_the_middle_is_gone_on_with(self):
        hosts = self.hosts()
        self.write_testbed(hosts)
        hold = f"{hosts[1].folder}/hold"
        for words, status in ((["configure", "mec"], 1), (["up"], 0)):
            write(hold, "")
            loading = f"{hosts[1].folder}/loading"
            if os.path.exists(loading):
                os.remove(loading)
            process = self.begin(*words)
            until(lambda: os.path.exists(loading))
            hosts[1].cut_connections()
            if status:
                _, err = process.communicate(timeout=PATIENCE)
                self.assertIn("[ssh.broken]", err)
            os.remove(hold)
            out, err = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, status, out + err)
        self.assertEqual(self.status()["mec-1"], ("ready", "done"))

    def test_a_user_who_may_not_become_root_is_told_what_to_do(self):
        hosts = self.hosts()
        hosts[2].user = "demo"
        self.write_testbed(hosts)
        said = self.run_it("configure", "ue", status=1)
        self.assertIn("[day-1.not-begun]", said)
        self.assertIn("sudo: a password is required", said)
        self.assertIn("hint: ", said)
        self.run_it("run", "ue", "--", "test -w /var/tmp")

    def test_another_host_key_and_another_key_are_told(self):
        hosts = self.hosts()
        self.write_testbed([hosts[0], hosts[1].text(**{"host-key": hosts[0].host_key}), hosts[2]])
        said = self.run_it("configure", "mec", status=1)
        self.assertIn("[ssh.wrong-host-key]", said)
        write(f"{hosts[1].folder}/authorized", "")
        self.write_testbed(hosts)
        said = self.run_it("configure", "mec", status=1)
        self.assertIn("[ssh.not-authorized]", said)
        self.assertIn("id_ed25519", said)
        os.rename(f"{self.folder}/home/.ssh/id_ed25519", f"{self.folder}/mine")
        self.assertIn("[ssh.no-key]", self.run_it("configure", "mec", status=1))
        self.site = "    key: mine\n"
        self.write_testbed(hosts)
        self.run_it("configure", "pr", status=0)

    def test_they_may_be_behind_a_jump_host(self):
        hosts = self.hosts()
        gate = self.host("gate").start()
        self.site = f"    jump: {gate.text()}\n"
        self.write_testbed(hosts)
        self.run_it("up")
        self.assertEqual({day1 for _, day1 in self.status().values()}, {"done"})
        self.assertEqual(self.run_it("ssh", "ue-1", "--", "echo", "passed"), "passed\n")
        gate.stop()
        said = self.run_it("run", "ue", "--", "true", status=1)
        self.assertIn("the jump host of ue-1", said)
        self.assertIn("[ssh.refused]", said)


if __name__ == "__main__":
    unittest.main()
