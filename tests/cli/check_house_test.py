# SPDX-License-Identifier: Apache-2.0
"""tools/check_house counts what people would count, and refuses what CONTRIBUTING.md forbids."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ.get("EDGEPOOL_SOURCE_DIR", Path(__file__).resolve().parents[2]))
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"

HARD = (
    LICENCE
    + """#define OPEN(x) { x
namespace a::b
{
struct S : T
{
    S(int x, int y = 3)
        : a_(x), b_{y}, c_{{1, 2}}
    {
        f("}{", '{', R"x(}}})x", 1'000, '\\'');
        // }
    }

    template <typename X = int, int N = (3)>
    X get(X a = {}) const
    {
        return [&] { return a; }();
    }
    bool operator()(int x) { return x == 1; }
    std::string v = {"a(b)"};
    int w{3};
};
constexpr std::array k{f(1), f(2)};
constexpr S t[] = {
    {1, 2},
};
const auto lambda = [](int x) {
    return x;
};
extern "C" int main(int c)
{
    return c == '1' ? 1 : 2;
}
} // namespace a::b
"""
)


def check(files, *options):
    """Status and output of the check for a tree of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = [SOURCE_DIR / "tools" / "check_house", "--root", folder, *options]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        return result.returncode, result.stdout + result.stderr


def function(lines):
    return LICENCE + "void f()\n{\n" + "    g();\n" * (lines - 3) + "}\n"


class CheckHouse(unittest.TestCase):
    def test_finds_functions_in_hard_code(self):
        status, output = check({"src/a/x.cpp": HARD}, "--functions")
        self.assertEqual(status, 0, output)
        self.assertEqual(
            sorted(line.split() for line in output.splitlines()),
            [
                ["1", "src/a/x.cpp:19", "operator()"],
                ["4", "src/a/x.cpp:30", "main"],
                ["5", "src/a/x.cpp:14", "get"],
                ["6", "src/a/x.cpp:7", "S"],
            ],
        )

    def test_accepts_a_small_file(self):
        status, output = check({"src/a/x.cpp": function(10)})
        self.assertEqual(status, 0, output)
        self.assertIn("1 functions, p50 10, p90 10, longest 10 (src/a/x.cpp:2 f)", output)

    def test_long_function(self):
        status, output = check({"tests/unit/x_test.cpp": function(61)})
        self.assertEqual(status, 1)
        self.assertIn("tests/unit/x_test.cpp:2: f has 61 lines; 60 are allowed", output)
        self.assertEqual(check({"tests/unit/x_test.cpp": function(60)})[0], 0)

    def test_long_functions_on_the_whole(self):
        status, output = check({"src/a/x.cpp": function(26)})
        self.assertEqual(status, 1)
        self.assertIn("p90 of the functions' lengths is 26 lines; 25 are allowed", output)

    def test_long_file(self):
        text = LICENCE + "int a;\n" * 400
        status, output = check({"src/a/x.cpp": text, "tests/x_test.cpp": text})
        self.assertEqual(status, 1)
        self.assertIn("src/a/x.cpp:401: the file has 401 lines; 400 are allowed", output)
        self.assertNotIn("tests/", output.splitlines()[0])
        self.assertIn("1 faults", output)

    def test_licence(self):
        status, output = check({"src/a/x.h": "#pragma once\n", "tools/run": "#!/bin/sh\n", "tests/golden/in.yaml": "a: 1\n"})
        self.assertEqual(status, 1)
        self.assertIn("src/a/x.h:1: the file does not begin with", output)
        self.assertIn("tools/run:1: the file does not begin with", output)
        self.assertIn("2 faults", output)

    def test_words(self):
        for words in ("TODO", "a FIXME here", "for now", "Mock", "placeholders"):
            status, output = check({"src/a/x.h": LICENCE + f"// {words}\n"})
            self.assertEqual(status, 1, words)
            self.assertIn("src/a/x.h:2: '", output)
        self.assertEqual(check({"src/a/x.h": LICENCE + "// forewarned hammock\n"})[0], 0)


if __name__ == "__main__":
    unittest.main()
