# SPDX-License-Identifier: Apache-2.0
"""tools/check_includes refuses every kind of fault, each in a small tree of its own."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ.get("EDGEPOOL_SOURCE_DIR", Path(__file__).resolve().parents[2]))

ARROWS = """# Layers
```arrows
base ->
doc  -> base
cli  -> base doc
```
```libraries
yaml-cpp/             -> doc
fmt/                  -> *
boost/program_options -> cli
```
"""

GOOD = {
    "docs/architecture.md": ARROWS,
    "src/CMakeLists.txt": "edgepool_library(base)\nedgepool_library(doc DEPENDS base LINKS x)\n"
    "edgepool_library(cli\n    DEPENDS doc base)\n",
    "src/base/source.h": "#pragma once\n#include <string>\n",
    "src/base/source.cpp": '#include "base/source.h"\n\n#include <vector>\n',
    "src/doc/read.h": '#include "base/source.h"\n',
    "src/doc/read.cpp": '#include "doc/read.h"\n#include <unistd.h>\n#include <yaml-cpp/yaml.h>\n#include <fmt/core.h>\n',
    "src/cli/views/table.cpp": '#include "doc/read.h"\n#include <boost/program_options.hpp>\n// #include "no/matter.h"\n',
    "tools/edgepool/main.cpp": '#include <vector>\n#include "cli/run.h"\n',
}


def check(files):
    """Status and output of the check for GOOD with these files put over it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**GOOD, **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        result = subprocess.run(
            [SOURCE_DIR / "tools" / "check_includes", "--root", folder], capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout + result.stderr


class CheckIncludes(unittest.TestCase):
    def refuses(self, name, text, place, message):
        status, output = check({name: text})
        self.assertEqual(status, 1, output)
        self.assertIn(f"{place}: ", output)
        self.assertIn(message, output)
        self.assertIn(" 1 faults", output)

    def test_accepts_what_the_arrows_allow(self):
        status, output = check({})
        self.assertEqual((status, output), (0, "6 files, 3 layers, 0 faults\n"))

    def test_this_tree(self):
        result = subprocess.run([SOURCE_DIR / "tools" / "check_includes"], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_an_arrow_that_is_not_there(self):
        self.refuses("src/base/x.cpp", '\n#include "doc/read.h"\n', "src/base/x.cpp:2", "base may not include doc")

    def test_third_party_in_a_header(self):
        self.refuses("src/doc/x.h", "#include <yaml-cpp/yaml.h>\n", "src/doc/x.h:1", "third-party")

    def test_third_party_of_another_folder(self):
        self.refuses("src/cli/x.cpp", "#include <yaml-cpp/yaml.h>\n", "src/cli/x.cpp:1", "cli may not include")

    def test_third_party_in_base(self):
        self.refuses("src/base/x.cpp", "#include <fmt/core.h>\n", "src/base/x.cpp:1", "base may not include")

    def test_unknown_third_party(self):
        self.refuses("src/cli/x.cpp", "#include <curl/curl.h>\n", "src/cli/x.cpp:1", "neither ours")

    def test_another_part_of_a_known_library(self):
        self.refuses("src/cli/x.cpp", "#include <boost/asio.hpp>\n", "src/cli/x.cpp:1", "neither ours")

    def test_operating_system_in_base_or_a_header(self):
        self.refuses("src/base/x.cpp", "#include <unistd.h>\n", "src/base/x.cpp:1", "standard library only")
        self.refuses("src/cli/x.h", "#include <unistd.h>\n", "src/cli/x.h:1", "only .cpp files")

    def test_relative_path(self):
        self.refuses("src/cli/x.cpp", '#include "../doc/read.h"\n', "src/cli/x.cpp:1", "relative path")

    def test_header_without_its_folder(self):
        self.refuses("src/doc/x.cpp", '#include "read.h"\n', "src/doc/x.cpp:1", "neither ours")

    def test_own_header_in_angles(self):
        self.refuses("src/doc/x.cpp", "#include <doc/read.h>\n", "src/doc/x.cpp:1", "with quotes")

    def test_folder_without_arrows(self):
        self.refuses("src/plan/x.h", "#pragma once\n", "src/plan/x.h:1", "'plan' has no arrows")

    def test_source_in_no_folder(self):
        self.refuses("src/x.h", "#pragma once\n", "src/x.h:1", "folder of a layer")

    def test_program_with_unknown_third_party(self):
        self.refuses("tools/edgepool/x.cpp", "#include <curl/curl.h>\n", "tools/edgepool/x.cpp:1", "neither ours")

    def test_cycle(self):
        page = ARROWS.replace("base ->", "base -> cli")
        status, output = check({"docs/architecture.md": page})
        self.assertEqual(status, 1)
        self.assertIn("docs/architecture.md:1: the arrows go round: base -> cli -> base", output)

    def test_arrow_to_nowhere(self):
        page = ARROWS.replace("doc  -> base", "doc  -> base dco")
        status, output = check({"docs/architecture.md": page})
        self.assertEqual(status, 1)
        self.assertIn("'dco' has no arrows of its own", output)

    def test_page_without_arrows(self):
        status, output = check({"docs/architecture.md": "# Layers\n"})
        self.assertEqual(status, 1)
        self.assertIn("there is no block of arrows", output)

    def test_build_that_links_more(self):
        build = GOOD["src/CMakeLists.txt"].replace("edgepool_library(base)", "edgepool_library(base DEPENDS doc)")
        self.refuses("src/CMakeLists.txt", build, "src/CMakeLists.txt:1", "DEPENDS of 'base' differs")

    def test_build_that_forgets_a_layer(self):
        build = GOOD["src/CMakeLists.txt"].replace("edgepool_library(base)\n", "")
        self.refuses("src/CMakeLists.txt", build, "src/CMakeLists.txt:1", "there is no edgepool_library(base ...)")


if __name__ == "__main__":
    unittest.main()
