#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A pool of real RSPLIB grows, shrinks and moves under a user who renders: nothing is lost, whatever is killed."""
import json
import unittest

from testbed_test import KilledCommands

MEMBER = "/usr/local/lib/edgepool/edgepool-member"
TESTBED = """\
edgepool: 1
name: scale
sites: [{name: here, via: local}, {name: there, via: local}]
pool: {handle: Fractals, policy: round-robin}
registrars: [{site: here}]
elements:
  - {name: mec, site: here, service: fractal, initial: 2, min: 1, max: 4}
users:
  - {name: user, site: here}
"""
SMALL = "--width 120 --height 80 --iterations 200"
LEAST_PICTURES = 200


class Scale(KilledCommands):
    """The parts of one story: each goes on where the one before ended."""

    def setUp(self):
        super().setUp()
        self.path = f"{self.folder}/scale.yaml"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TESTBED)
        self.addCleanup(self.run_it, "down", "-f", self.path)

    def test_the_pool_grows_and_shrinks_and_nothing_is_lost(self):
        self.refused_without_a_testbed()
        self.run_it("up", "-f", self.path, status=0)
        self.inside(self.path, "user-1", "systemctl stop edgepool-user")
        self.start_rendering()
        self.grow()
        self.kill_one_without_warning()
        self.shrink()
        self.move()
        self.check_that_udev_goes_on()
        self.check_rendering()
        self.check_kills()
        self.check_kills_of_a_move()

    def refused_without_a_testbed(self):
        self.assertIn("testbed.not-up", self.run_it("scale", "-f", self.path, "mec=3", status=1).stderr)
        self.assertIn("did you mean 'mec'", self.run_it("scale", "-f", self.path, "mek=3", status=2).stderr)

    def start_rendering(self):
        address = self.addresses()["pr-1"]
        self.known = f"--registrar {address}:3863"
        self.inside(self.path, "user-1", "systemd-run --quiet --collect --unit=renders -p StandardOutput=file:/root/renders"
                    f" {MEMBER} render --handle Fractals --output /root/pictures --forever --sessions 2 {SMALL} {self.known}")
        self.pictures_after(0)

    def addresses(self):
        shown = json.loads(self.run_it("show", "-f", self.path, "--json", status=0).stdout)
        return {machine["name"]: {each["network"]: each["ipv4"] for each in machine["interfaces"]}["pool"]
                for machine in shown["machines"]}

    def pictures_after(self, count):
        """Waits until there are more pictures than that."""
        self.inside(self.path, "user-1", f"until test $(grep -c event.:.picture /root/renders) -gt {count}; do sleep 0.5; done")

    def members(self):
        said = self.inside(self.path, "user-1", f"{MEMBER} resolve Fractals {self.known} --json")
        return {member["id"] for member in json.loads(said)["members"]}

    def elements(self):
        return {name for name in self.states(self.path) if name.startswith("mec-")}

    def grow(self):
        self.run_it("scale", "-f", self.path, "mec=4", status=0)
        self.assertEqual(self.elements(), {"mec-1", "mec-2", "mec-3", "mec-4"})
        self.assertEqual(self.members(), {"0x10001", "0x10002", "0x10003", "0x10004"}, "those that serve already")
        self.assertIn("has 4 elements already", self.run_it("scale", "-f", self.path, "mec=+0", status=0).stdout)
        self.assertIn("1 to 4", self.run_it("scale", "-f", self.path, "mec=+1", status=2).stderr)

    def kill_one_without_warning(self):
        self.inside(self.path, "mec-1", "systemctl kill --signal=KILL edgepool-element")

    def shrink(self):
        said = self.run_it("scale", "-f", self.path, "mec=1", status=0).stderr
        self.assertIn("the fewest of 4", said)
        left = self.elements()
        self.assertEqual(len(left), 1)
        self.assertEqual(self.members(), {f"0x1000{left.pop()[-1]}"}, "no ghost, and no machine without an element")
        self.assertIn("is up already", self.run_it("up", "-f", self.path, status=0).stdout)

    def move(self):
        left = self.elements().pop()
        self.assertIn("did you mean 'there'", self.run_it("migrate", "-f", self.path, "mec", "--to", "ther", status=2).stderr)
        said = self.run_it("migrate", "-f", self.path, "mec", "--to", "there", status=0).stderr
        self.assertIn(f"remove machine '{left}' at 'here': 'mec' is at 'there' now", said)
        self.check_place("there", 1)
        self.assertNotIn(left, self.elements())
        self.assertIn("'mec' is at 'there' already",
                      self.run_it("migrate", "-f", self.path, "mec", "--to", "there", status=0).stdout)

    def check_that_udev_goes_on(self):
        """It was stopped when the machine was saved; a minute after a start that is over."""
        asleep = "grep -q 'State:.S' /proc/$(pgrep -x systemd-udevd)/status"
        self.inside(self.path, "user-1", f"timeout 90 sh -c \"until {asleep}; do sleep 1; done\" && udevadm settle --timeout=10")

    def check_place(self, site, size):
        with open(self.path, encoding="utf-8") as file:
            self.assertIn(f"{{name: mec, site: {site}, service", file.read())
        places = {each["name"]: each["site"] for each in self.resources(self.path)
                  if each["kind"] == "machine" and each["name"].startswith("mec-")}
        self.assertEqual(list(places.values()), [site] * size)
        self.assertEqual(self.members(), {f"0x1000{name[-1]}" for name in places})
        self.assertIn("is up already", self.run_it("up", "-f", self.path, status=0).stdout)

    def check_rendering(self):
        self.pictures_after(LEAST_PICTURES)
        self.inside(self.path, "user-1", "systemctl stop renders")
        lines = [json.loads(line) for line in self.inside(self.path, "user-1", "cat /root/renders").splitlines()]
        pictures = [line for line in lines if line["event"] == "picture" and line["whole"]]
        self.assertEqual(len({line["checksum"] for line in pictures}), 1, "a picture is wrong")
        end = lines[-1]
        self.assertEqual((end["event"], end["whole"]), ("end", len(pictures)))
        # Those that were cut off when it was told to end are not whole; of the others, none failed.
        self.assertLessEqual(end["pictures"] - end["whole"], 2, lines)
        failovers = [line["from"] for line in lines if line["event"] == "failover"]
        self.assertEqual(set(failovers) - {"0x10001"}, set(), "only who was killed lost sessions")

    def check_kills(self):
        """Interrupted, then killed again and again on its way, the same command comes to the same end."""
        for wish, size in (("mec=2", 2), ("mec=1", 1)):
            self.assertEqual(self.interrupted("scale", self.path, wish), 130)
            steps = 0
            while self.killed_after(steps, "scale", self.path, wish):
                steps += self.stride
            self.assertGreater(steps, 3, "nothing was killed")
            self.run_it("scale", "-f", self.path, wish, status=0)
            elements = self.elements()
            self.assertEqual(len(elements), size)
            self.assertEqual(self.members(), {f"0x1000{name[-1]}" for name in elements})
            self.assertIn("is up already", self.run_it("up", "-f", self.path, status=0).stdout)

    def check_kills_of_a_move(self):
        """Interrupted, then killed again and again, the same command comes to its end, with one element at the other site."""
        self.assertEqual(self.interrupted("migrate", self.path, "mec", "--to", "here"), 130)
        self.assertGreaterEqual(len(self.members()), 1, "somebody serves all the time")
        steps = 0
        while self.killed_after(steps, "migrate", self.path, "mec", "--to", "here"):
            self.assertGreaterEqual(len(self.members()), 1, "somebody serves all the time")
            steps += self.stride
        self.assertGreater(steps, 2, "nothing was killed")
        self.run_it("migrate", "-f", self.path, "mec", "--to", "here", status=0)
        self.check_place("here", 1)


if __name__ == "__main__":
    unittest.main()
