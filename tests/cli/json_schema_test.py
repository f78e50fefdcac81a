#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/testbed.schema.json says the same as the program about every value that can be judged alone.

The files of tests/golden/testbed are the examples: what the program reports of each stands beside it. A file with a fault in
a key or a value is refused by the schema; a file in which only values contradict each other is not.
"""
import json
import os
import pathlib
import re
import unittest

import yaml

try:
    import jsonschema
except ImportError:
    raise unittest.SkipTest("python3-jsonschema is not here")

ROOT = pathlib.Path(os.environ.get("EDGEPOOL_SOURCE_DIR") or pathlib.Path(__file__).resolve().parents[2])
SCHEMA = json.loads((ROOT / "docs/testbed.schema.json").read_text(encoding="utf-8"))
CASES = ROOT / "tests/golden/testbed"

# Faults of which the schema knows.
STRUCTURE = re.compile(r"testbed\.|secret\.(literal|not-a-source)|value\.unknown-choice")
# Of some values there is no pattern, or one that lets more pass; the bounds of quantities are not in the schema either.
PERHAPS = re.compile(r"value\.")
# The value of a key that does not belong there is not judged by the program, but by the schema.
MISPLACED = re.compile(r"site\.key-not|policy\.parameter-not-taken|group\.key-not|service\.no-session|epc\.not-on")


def codes_of(case):
    """The codes that the program reports of a file."""
    return re.findall(r"^\S+:\d+:\d+: \w+: .*\[([a-z.0-9-]+)\]$", case.with_suffix(".expected").read_text(encoding="utf-8"), re.M)


def faults_of(path):
    # PyYAML would make dates of '2024-01-01'; the schema has no such type.
    value = yaml.load(path.read_bytes(), Loader=yaml.SafeLoader)
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(value)]


class JsonSchema(unittest.TestCase):
    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_object_is_closed_and_every_key_described(self):
        for name, schema in [("", SCHEMA), *SCHEMA["definitions"].items()]:
            with self.subTest(name):
                self.assertIs(schema["additionalProperties"], False)
                for key, value in schema["properties"].items():
                    self.assertGreater(len(value["description"]), 3, key)

    def test_defaults_are_valid(self):
        for schema in [SCHEMA, *SCHEMA["definitions"].values()]:
            for key, value in schema["properties"].items():
                if "default" in value:
                    with self.subTest(key):
                        checked = {"definitions": SCHEMA["definitions"], **value}
                        jsonschema.Draft7Validator(checked).validate(value["default"])

    def test_good_files(self):
        files = [*sorted((CASES / "good").glob("*.yaml")), *sorted((ROOT / "examples").glob("*.yaml"))]
        self.assertGreater(len(files), 20)
        for path in files:
            with self.subTest(path.name):
                self.assertEqual(faults_of(path), [])

    def test_bad_files(self):
        refused = passed = 0
        for path in sorted(CASES.glob("*.yaml")):
            codes = codes_of(path)
            if any(code.startswith("yaml.") or MISPLACED.match(code) for code in codes):
                continue
            with self.subTest(path.name):
                if any(STRUCTURE.match(code) for code in codes):
                    self.assertNotEqual(faults_of(path), [])
                    refused += 1
                elif not any(PERHAPS.match(code) for code in codes):
                    self.assertEqual(faults_of(path), [])
                    passed += 1
        self.assertGreater(refused, 60)
        self.assertGreater(passed, 60)

    def test_values(self):
        """Most faulty values are seen, too: a pattern that lets all pass would go unnoticed otherwise."""
        seen = unseen = 0
        for path in sorted(CASES.glob("*.yaml")):
            codes = codes_of(path)
            if codes and all(code.startswith("value.") for code in codes):
                if faults_of(path):
                    seen += 1
                else:
                    unseen += 1
        self.assertGreater(seen, 3 * unseen)


if __name__ == "__main__":
    unittest.main()
