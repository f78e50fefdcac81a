#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Servers at the edge, in clouds and at the user, under the policy that prefers them in that order: sessions of a real user
go where the model of the policy says."""
import json
import unittest

from testbed_test import OnThisComputer

TESTBED = """\
edgepool: 1
name: spread
sites: [{name: edge, via: local}, {name: cloud, via: local}, {name: home, via: local}]
pool: {handle: Fractals, policy: priority-least-used}
registrars: [{site: edge}]
elements:
  - {name: mec, site: edge, service: fractal, initial: 2, sessions: 2, degradation: 0.1}
  - {name: far, site: cloud, service: fractal, initial: 2, sessions: 2, degradation: 0.5}
  - {name: own, site: home, service: fractal, initial: 1, sessions: 2, degradation: 0.95}
users:
  - {name: ue, site: home}
"""


class Spread(OnThisComputer):
    def setUp(self):
        super().setUp()
        self.path = f"{self.folder}/spread.yaml"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TESTBED)
        self.addCleanup(self.run_it, "down", "-f", self.path)

    def test_sessions_go_where_the_policy_says(self):
        self.assertIn("machine.not-running", self.run_it("spread", "-f", self.path, "--see", "ue-1", status=1).stderr)
        self.run_it("up", "-f", self.path, status=0)
        picture = f"{self.folder}/spread.svg"
        said = self.run_it("spread", "-f", self.path, "--see", "ue", "--apart", "6s", "-o", picture, "--json", status=0)
        spread = json.loads(said.stdout)
        foreseen = [step["sessions"] for step in spread["foreseen"]]
        seen = [step["sessions"] for step in spread["seen"]]
        self.assertEqual(len(foreseen), 10)
        self.assertEqual(seen, foreseen, said.stderr)
        with open(picture, encoding="utf-8") as file:
            self.assertIn("<title>own seen: 2 of 10</title>", file.read())
        self.assertIn("usage.unknown-machine",
                      self.run_it("spread", "-f", self.path, "--see", "eu-1", status=2).stderr)


if __name__ == "__main__":
    unittest.main()
