#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""edgepool-member in real machines, with real RSPLIB: three registrars, two elements, and a user."""
import json
import os
import shutil
import subprocess
import unittest

from testbed_test import EDGEPOOL, OnThisComputer

MEMBER = os.path.join(os.path.dirname(EDGEPOOL), "edgepool-member")
INSIDE = "/root/edgepool-member"
POOL = "Fractals"
ASAP = 4863  # other ports than RSPLIB's own: what else runs in the machines is not in the way
ENRP = 4901
REGISTRARS = ("pr-1", "pr-2", "pr-3")
ELEMENTS = {"0x20000001": "mec-1", "0x20000002": "mec-2"}
WEB_PORT = 8080
SMALL = "--width 120 --height 80 --iterations 200"
# All pixels belong to the set: some 20 seconds of work for an emulated machine.
LARGE = "--width 400 --height 250 --from -0.1,0.1 --to 0.1,-0.1 --iterations 1500"


class Member(OnThisComputer):
    """The parts of one story: each goes on where the one before ended."""

    def test_a_pool_is_seen_used_drained_and_joined(self):
        self.path = self.file("member")
        self.run_it("up", "-f", self.path, status=0)
        self.start_pool()
        self.check_resolve()
        self.check_render()
        self.check_reports()
        self.check_interrupted_render()
        self.check_render_survives_an_element_and_a_registrar()
        self.check_deregister()
        self.check_serve()

    def start_pool(self):
        shown = json.loads(self.run_it("show", "-f", self.path, "--json", status=0).stdout)
        self.address = {machine["name"]: {each["network"]: each["ipv4"] for each in machine["interfaces"]}["pool"]
                        for machine in shown["machines"]}
        for number, name in enumerate(REGISTRARS, start=1):
            peers = " ".join(f"-peer={self.address[other]}:{ENRP}" for other in REGISTRARS if other != name)
            self.unit(name, "registrar", f"rspregistrar -asap={self.address[name]}:{ASAP} -enrp={self.address[name]}:{ENRP}"
                      f" {peers} -asapannounce=off -enrpannounce=off -identifier={0x10000000 + number:#x}")
        known = " ".join(f"-registrar={self.address[name]}:{ASAP}" for name in REGISTRARS)
        for identifier, name in ELEMENTS.items():
            self.unit(name, "element", f"rspserver -fractal -poolhandle={POOL} {known} -asapannounce=off"
                      f" -policy=PriorityLeastUsed:0.1 -local={self.address[name]}:0 -identifier={identifier}")
        self.run_it("cp", "-f", self.path, MEMBER, f"user-1:{INSIDE}", status=0)
        self.known = ",".join(f"{self.address[name]}:{ASAP}" for name in REGISTRARS)

    def unit(self, machine, name, command):
        self.inside(self.path, machine, f"systemd-run --quiet --collect --unit={name} {command}")

    def member(self, words, before="", exit_status=0):
        return self.inside(self.path, "user-1",
                           f"{before} {INSIDE} {words} --registrar {self.known}; test $? -eq {exit_status}")

    def resolve(self, handle, more=""):
        return {member["id"]: member for member in json.loads(self.member(f"resolve {handle} --json {more}"))["members"]}

    def check_resolve(self):
        for identifier in ELEMENTS:
            self.resolve(POOL, f"--expect {identifier} --deadline 60")
        members = self.resolve(POOL)
        self.assertEqual(set(members), set(ELEMENTS))
        for identifier, member in members.items():
            self.assertEqual(member["addresses"], [self.address[ELEMENTS[identifier]]])
            self.assertEqual((member["policy"], member["degradation"]), ("PriorityLeastUsed", 0.1))
            self.assertIn(member["home"], {"0x10000001", "0x10000002", "0x10000003"})
        self.member(f"resolve {POOL} --expect 0x99 --deadline 1", exit_status=1)

    def reference(self, shape):
        file = f"{self.folder}/reference.png"
        said = subprocess.run([MEMBER, "reference", *shape.split(), "--output", file], check=True, capture_output=True)
        return file, json.loads(said.stdout)["checksum"]

    def assert_equal_to_reference(self, shape, lines, picture):
        reference, checksum = self.reference(shape)
        told = [line for line in lines if line["event"] == "picture" and line["picture"] == picture]
        self.assertEqual([line["checksum"] for line in told], [checksum], lines)
        copy = f"{self.folder}/picture.png"
        self.run_it("cp", "-f", self.path, f"user-1:{told[0]['file']}", copy, status=0)
        with open(reference, "rb") as one, open(copy, "rb") as other:
            self.assertEqual(one.read(), other.read())

    def check_render(self):
        said = self.member(f"render --handle {POOL} --output /root/small --count 3 --sessions 2 {SMALL}")
        lines = [json.loads(line) for line in said.splitlines()]
        self.assertEqual({line["event"] for line in lines[:-1]}, {"served", "picture"})
        self.assertEqual((lines[-1]["event"], lines[-1]["whole"]), ("end", 3))
        for picture in (1, 2, 3):
            self.assert_equal_to_reference(SMALL, lines, picture)

    def check_reports(self):
        """A collector of the Component Status Protocol sees the user by its identifier."""
        place = f"{self.address['user-1']}:2960"
        said = self.member(f"render --handle {POOL} --output /root/told {SMALL} --csp-server {place} --csp-interval 0.25"
                           " --identifier 0x30000005",
                           before="timeout 60 tcpdump -i lo -c 1 -w /root/told.pcap udp port 2960 & sleep 3;")
        self.assertIn('"event":"end"', said)
        packet = self.inside(self.path, "user-1", "wait; tcpdump -r /root/told.pcap -x")
        self.assertIn("0300 0000 3000 0005", packet)

    def check_interrupted_render(self):
        said = self.member(f"render --handle {POOL} --output /root/cut {LARGE}", exit_status=130,
                           before="timeout --preserve-status --signal=INT 4")
        self.assertIn('"event":"end"', said)

    def check_render_survives_an_element_and_a_registrar(self):
        self.wait_for_idle_elements()
        self.unit("user-1", "large", "-p StandardOutput=file:/root/large.json sh -c '"
                  f"{INSIDE} render --handle {POOL} --output /root/large {LARGE} --deadline 300 --registrar {self.known};"
                  " echo $? > /root/large.status'")
        serving = self.busy_element()
        self.inside(self.path, ELEMENTS[serving], "systemctl kill --signal=KILL element")
        self.inside(self.path, "pr-1", "systemctl kill --signal=KILL registrar")
        said = self.inside(self.path, "user-1", "until test -s /root/large.status; do sleep 0.5; done;"
                           " cat /root/large.status /root/large.json")
        status, *rest = said.splitlines()
        self.assertEqual(status, "0", said)
        lines = [json.loads(line) for line in rest]
        failover = next(line for line in lines if line["event"] == "failover")
        self.assertEqual(failover["from"], serving)
        self.assertTrue(failover["cookie"])
        self.assertGreater(failover["gap_ms"], 0)
        self.assert_equal_to_reference(LARGE, lines, 1)
        self.left = next(identifier for identifier in ELEMENTS if identifier != serving)

    def wait_for_idle_elements(self):
        """An element whose user was interrupted reports its load for a while."""
        for _ in range(100):
            if all(member["load"] == 0 for member in self.resolve(POOL).values()):
                return
        self.fail("an element stays busy without a user")

    def busy_element(self):
        """Which element has told its registrar of a load."""
        for _ in range(100):
            busy = [identifier for identifier, member in self.resolve(POOL).items() if member["load"] > 0]
            if busy:
                return busy[0]
        self.fail("no element has a load")

    def check_deregister(self):
        self.resolve(POOL, f"--expect {self.left} --deadline 60")
        self.assertIn("was taken out", self.member(f"deregister {POOL} {self.left}"))
        self.assertEqual(self.resolve(POOL), {})
        told = json.loads(self.member(f"deregister {POOL} {self.left} --json"))
        self.assertFalse(told["was_member"])
        self.member(f"deregister {POOL} {self.left} --hold", before="timeout --preserve-status 3")

    def check_serve(self):
        self.run_it("cp", "-f", self.path, shutil.which("busybox"), "user-1:/root/busybox", status=0)
        place = f"{self.address['user-1']}:{WEB_PORT}"
        web = f"/root/busybox httpd -f -p {place} -h /usr/share"
        self.unit("user-1", "web", web)
        self.inside(self.path, "user-1", "echo 25% > /root/load")
        self.unit("user-1", "join", f"{INSIDE} serve --handle Web --policy LeastUsed --tcp {place} --id 0x77"
                  f" --load-file /root/load --check-interval 1 --registrar {self.known}")
        member = self.resolve("Web", "--expect 0x77 --deadline 60")["0x77"]
        self.assertEqual((member["protocol"], member["port"], member["load"]), ("tcp", WEB_PORT, 0.25))
        self.inside(self.path, "user-1", "echo 0.5 > /root/load")
        self.await_web(lambda members: members.get("0x77", {}).get("load") == 0.5)
        self.inside(self.path, "user-1", "systemctl stop web")
        self.await_web(lambda members: not members)
        self.unit("user-1", "web", web)
        self.await_web(lambda members: "0x77" in members)
        self.inside(self.path, "user-1", "systemctl stop join")
        self.await_web(lambda members: not members)

    def await_web(self, condition):
        for _ in range(100):
            members = self.resolve("Web")
            if condition(members):
                return
        self.fail(members)


if __name__ == "__main__":
    unittest.main()
