#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An element goes while it serves: whatever the service, the session ends as if nothing had been."""
import json
import re
import unittest

from testbed_test import OnThisComputer

TESTBED = """\
edgepool: 1
name: services
sites: [{{name: here, via: local}}]
pool: {{handle: {service}, policy: round-robin}}
registrars: [{{site: here}}]
elements:
  - {{name: mec, site: here, service: {service}, initial: 2, min: 1, max: 2}}
users:
  - {{name: user, site: here}}
"""
# What the element runs: it takes its time, and says where it was.
SCRIPT = r"""#!/bin/sh
set -e
sleep 25
hostname >where
tar czf "$1" where
"""


class Services(OnThisComputer):
    def up(self, service):
        self.path = f"{self.folder}/services.yaml"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TESTBED.format(service=service))
        self.addCleanup(self.run_it, "down", "-f", self.path)
        self.run_it("up", "-f", self.path, status=0)
        self.inside(self.path, "user-1", "systemctl stop edgepool-user 2>/dev/null || true")
        shown = json.loads(self.run_it("show", "-f", self.path, "--json", status=0).stdout)
        address = next({each["network"]: each["ipv4"] for each in machine["interfaces"]}["pool"]
                       for machine in shown["machines"] if machine["name"] == "pr-1")
        self.known = f"-poolhandle={service} -registrar={address}:3863"

    def start(self, unit, command):
        self.inside(self.path, "user-1", f"systemd-run --quiet --unit={unit} -p RemainAfterExit=yes"
                    f" -p StandardOutput=file:/root/{unit}.log -p WorkingDirectory=/root {command}")

    def wait_for_sessions(self):
        """Until each element has one."""
        for machine in ("mec-1", "mec-2"):
            self.inside(self.path, machine, "until test \"$(/usr/local/lib/edgepool/edgepool-member sessions --port 7300"
                        " | tr -dc 0-9)\" != 0; do sleep 0.5; done")

    def ended(self, unit):
        """How the program ended, and what it wrote."""
        said = self.inside(self.path, "user-1", f"until systemctl show -p SubState {unit} | grep -qE 'exited|failed|dead';"
                           f" do sleep 1; done; systemctl show -p Result --value {unit}; cat /root/{unit}.log")
        result, _, log = said.partition("\n")
        return result, log

    def test_scripts_are_not_begun_again(self):
        self.up("scripting")
        with open(f"{self.folder}/ssrun", "w", encoding="utf-8") as file:
            file.write(SCRIPT)
        self.run_it("cp", "-f", self.path, f"{self.folder}/ssrun", "user-1:/root/ssrun", status=0)
        self.inside(self.path, "user-1", "cd /root && tar czf work.tar.gz ssrun")
        for number in (1, 2):
            self.start(f"script{number}", f"scriptingclient {self.known} -input=work.tar.gz -output=out{number}.tar.gz")
        self.wait_for_sessions()
        self.run_it("scale", "-f", self.path, "mec=1", "--drain", "5m", status=0)
        for number in (1, 2):
            result, log = self.ended(f"script{number}")
            self.assertEqual(result, "success", log)
        where = self.inside(self.path, "user-1", "cd /root; for n in 1 2; do tar xzOf out$n.tar.gz where; done").split()
        self.assertEqual(sorted(where), ["mec-1", "mec-2"], "a script was begun again elsewhere")

    def test_calculations_are_finished(self):
        self.up("calc")
        for number in (1, 2):
            self.start(f"calc{number}", f"calcappclient {self.known} -jobsize=15000000 -jobinterval=5 -runtime=60"
                       f" -vector=calc{number}.vec -scalar=calc{number}.sca")
        self.wait_for_sessions()
        self.run_it("scale", "-f", self.path, "mec=1", "--drain", "10s", status=0)
        for number in (1, 2):
            result, log = self.ended(f"calc{number}")
            self.assertEqual(result, "success", log)
            said = log + self.inside(self.path, "user-1", f"cat /root/calc{number}.sca")
            counts = {what: int(value) for what, value in re.findall(r'"CalcAppPU Total (.+)"\s+(\d+)$', said, re.M)}
            self.assertGreater(counts["Jobs Completed"], 0, said)
            # The last one is cut off when the client's time is over; no other was, and none was asked for twice.
            self.assertLessEqual(counts["Jobs Started"] - counts["Jobs Completed"], 1, said)
            # But by RSPLIB's client itself: now and then it is asked about a job of another session, whether its element
            # goes or not, takes that for an error of its own, and begins anew.
            begun_anew = log.count("for wrong job!")
            self.assertEqual(counts["CalcAppRequests"], counts["Jobs Started"] + begun_anew, said)
            self.assertEqual(counts["CalcAppRejects"], 0, said)


if __name__ == "__main__":
    unittest.main()
