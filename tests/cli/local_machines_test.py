#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is said of local machines before the first one could start: nothing here needs QEMU."""
import json
import os
import subprocess
import tempfile
import unittest

EDGEPOOL = os.environ["EDGEPOOL"]
TESTBED = """\
edgepool: 1
name: cannot-be
{more}
elements: [{{name: mec{machine}}}]
"""


class BeforeTheFirstMachine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = f"{self.folder}/sub/testbed.yaml"
        os.mkdir(f"{self.folder}/sub")

    def run_it(self, *arguments):
        return subprocess.run([EDGEPOOL, *arguments, "-f", self.path], capture_output=True, text=True, cwd=self.folder,
                              stdin=subprocess.DEVNULL, timeout=60,
                              env={"PATH": os.environ["PATH"], "HOME": self.folder, "XDG_RUNTIME_DIR": self.folder})

    def write(self, more="", machine=""):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TESTBED.format(more=more, machine=machine))

    def assert_refused(self, result, *words):
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertIn("hint: ", result.stderr)
        self.assertFalse(os.path.exists(f"{self.folder}/.local/state/edgepool/local/cannot-be"), "something was begun")

    def test_more_memory_than_there_is(self):
        self.write(machine=", machine: {memory: 4TiB}")
        result = self.run_it("up")
        self.assert_refused(result, "[machine.no-memory]", "edgepool list")

    def test_an_added_file_that_is_not_there(self):
        self.write(more="image: {files: [{path: /etc/motd, from: motd}]}")
        for command in ("plan", "up"):
            result = self.run_it(command)
            self.assert_refused(result, "[image.cannot-use-file]", f"{self.folder}/sub/motd", "/etc/motd")

    def test_added_files_are_found_beside_the_testbed_file_and_decide_what_is_planned(self):
        self.write(more="image: {packages: [iperf3], files: [{path: /etc/motd, from: motd}]}")
        with open(f"{self.folder}/sub/motd", "w", encoding="utf-8") as file:
            file.write("hello\n")
        result = self.run_it("plan")
        self.assertEqual(result.returncode, 0, result.stderr)
        shown = json.loads(self.run_it("show", "--json").stdout)
        self.assertEqual(shown["image"], {"packages": ["iperf3"],
                                          "files": [{"path": "/etc/motd", "from": f"{self.folder}/sub/motd"}]})
        self.assertIn("/etc/motd from", self.run_it("show").stdout)

    def test_a_pool_of_what_is_not_there(self):
        self.write()
        result = self.run_it("pool", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        pool = json.loads(result.stdout)
        self.assertEqual({member["machine"]: member["state"] for member in pool["members"]},
                         {"mec-1": "unreached", "pr-1": "unreached", "pr-2": "unreached", "pr-3": "unreached"})
        self.assertIn("[pool.no-answer]", self.run_it("pool", "--ask").stderr)

    def test_a_picture_with_states_of_what_is_not_there(self):
        self.write()
        result = self.run_it("graph", "--states", "--json")
        states = json.loads(result.stdout)["states"]
        self.assertEqual(states, {"mec-1": "absent", "pr-1": "absent", "pr-2": "absent", "pr-3": "absent"})
        self.assertIn("● absent", json.loads(result.stdout)["picture"])


if __name__ == "__main__":
    unittest.main()
