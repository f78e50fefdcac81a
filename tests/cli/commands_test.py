#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program as a user runs it: arguments, files, streams, exit status."""
import json
import os
import pty
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

EDGEPOOL = os.environ["EDGEPOOL"]
SOURCE = os.environ["EDGEPOOL_SOURCE_DIR"]
EXAMPLES = ["demo", "mec", "epc-mec", "multi-cloud"]
COMMANDS = ["init", "validate", "explain", "show", "graph", "pool", "completion", "help", "version"]


class Folder(unittest.TestCase):
    """Each test has a folder of its own as current folder."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_it(self, *arguments, stdin="", status=None, **environment):
        result = subprocess.run([EDGEPOOL, *arguments], input=stdin, capture_output=True, text=True, cwd=self.folder,
                                env={"PATH": os.environ["PATH"], "HOME": self.folder, **environment}, timeout=60)
        if status is not None:
            self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()


class Help(Folder):
    def test_every_command_teaches_with_an_example(self):
        for command in COMMANDS:
            result = self.run_it(command, "--help", status=0)
            self.assertIn(f"    edgepool {command}", result.stdout)
            self.assertEqual(result.stderr, "")

    def test_mistyped_commands_options_and_values_are_told_with_what_was_meant(self):
        for words, hint in [(["vlaidate"], "edgepool validate"), (["show", "--jason"], "--json"),
                            (["graph", "--format", "grapviz"], "graphviz"), (["init", "multicloud"], "multi-cloud"),
                            (["completion", "zs"], "zsh"), (["help", "testbedfile"], "testbed-file")]:
            result = self.run_it(*words, status=2)
            self.assertIn(f"did you mean '{hint}'?", result.stderr)
            self.assertEqual(result.stdout, "")


class Json(Folder):
    def test_every_command_has_it(self):
        self.run_it("init", "mec", status=0)
        for words in [["init", "-o", "other.yaml"], ["validate"], ["show"], ["graph"], ["completion", "bash"], ["explain"], ["help"],
                      ["help", "show"], ["version"]]:
            json.loads(self.run_it(*words, "--json", status=0).stdout)

    def test_show_has_every_machine_with_its_addresses(self):
        shown = json.loads(self.run_it("show", "--json", "-f", f"{SOURCE}/examples/demo.yaml", status=0).stdout)
        names = [machine["name"] for machine in shown["machines"]]
        self.assertEqual(names, ["gateway", "pr-1", "pr-2", "pr-3", "mec-1", "mec-2", "far-1", "phone-1", "desk-1"])
        addresses = [interface["ipv4"] for machine in shown["machines"] for interface in machine["interfaces"]]
        self.assertEqual(len(addresses), len(set(addresses)))


class Init(Folder):
    def test_every_example_is_written_and_valid(self):
        for example in EXAMPLES:
            self.run_it("init", example, "-o", f"{example}.yaml", status=0)
            result = self.run_it("validate", f"{example}.yaml", status=0)
            self.assertEqual((result.stdout, result.stderr), ("1 file: no errors, no warnings\n", ""))
            with open(f"{SOURCE}/examples/{example}.yaml", encoding="utf-8") as file:
                self.assertEqual(self.read(f"{example}.yaml"), file.read())

    def test_an_existing_file_is_left_as_it_is(self):
        self.write("testbed.yaml", "mine\n")
        result = self.run_it("init", status=1)
        self.assertIn("[file.exists]", result.stderr)
        self.assertEqual(self.read("testbed.yaml"), "mine\n")

    def test_a_dangling_link_is_not_followed(self):
        os.symlink("elsewhere.yaml", os.path.join(self.folder, "testbed.yaml"))
        self.run_it("init", status=1)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "elsewhere.yaml")))

    def test_a_folder_that_is_not_there_is_told(self):
        result = self.run_it("init", "-o", "no/such/folder.yaml", status=1)
        self.assertIn("No such file or directory", result.stderr)

    def test_standard_output(self):
        self.assertTrue(self.run_it("init", "mec", "-o", "-", status=0).stdout.startswith("# SPDX"))


class Pool(Folder):
    def test_the_display_of_rserpooldemo_knows_every_tag_and_has_every_member(self):
        for path in ("-", "demo.xml"):
            said = self.run_it("pool", "-f", f"{SOURCE}/examples/demo.yaml", "--export", path, status=0).stdout
            root = xml.etree.ElementTree.fromstring(said if path == "-" else self.read(path))
            self.assertEqual(root.tag, "RSerPoolDemoConfigurationRoot")
            self.assertLessEqual({child.tag for child in root},
                                 {"RefreshTime", "ListenPort", "DiagramResolutionX", "DiagramResolutionY", "Caption",
                                  "ProtocolColor", "Node"})
            uids = {node.findtext("DisplayName"): node.findtext("UID") for node in root.iter("Node")}
            self.assertEqual(set(uids), {"pr-1", "pr-2", "pr-3", "mec-1", "mec-2", "far-1", "phone-1", "desk-1"})
            self.assertEqual(len(set(uids.values())), len(uids))
            self.assertEqual(uids["pr-1"], "100000000001001")

    def test_what_cannot_be_is_told(self):
        demo = ["-f", f"{SOURCE}/examples/demo.yaml"]
        self.assertIn("[file.unwritable]", self.run_it("pool", *demo, "--export", "no/such.xml", status=1).stderr)
        self.assertIn("65535", self.run_it("pool", *demo, "--forward", "70000", status=2).stderr)


class WhichTestbed(Folder):
    def test_option_before_variable_before_folder(self):
        for name in ["testbed", "variable", "option"]:
            self.write(f"{name}.yaml", f"edgepool: 1\nname: {name}\n")

        def shown(*arguments, **environment):
            return json.loads(self.run_it("show", "--json", *arguments, status=0, **environment).stdout)["testbed"]

        self.assertEqual(shown(), "testbed")
        self.assertEqual(shown(EDGEPOOL_TESTBED="variable.yaml"), "variable")
        self.assertEqual(shown("-f", "option.yaml", EDGEPOOL_TESTBED="variable.yaml"), "option")

    def test_without_any_the_next_step_is_told(self):
        for command in ["show", "graph", "validate"]:
            result = self.run_it(command, status=1)
            self.assertIn("edgepool init", result.stderr)

    def test_an_invalid_testbed_is_told_and_nothing_is_shown(self):
        self.write("testbed.yaml", "edgepool: 1\nname: x\nelemnts: []\n")
        for command in ["show", "graph"]:
            result = self.run_it(command, status=3)
            self.assertIn("testbed.yaml:3:1: error: unknown key", result.stderr)
            self.assertEqual(result.stdout, "")


class Validate(Folder):
    def test_many_files_at_once(self):
        self.write("good.yaml", "edgepool: 1\nname: good\n")
        self.write("bad.yaml", "edgepool: 1\nname: Bad\n")
        self.write("worse.yaml", "edgepool: 2\nnmae: worse\n")
        result = self.run_it("validate", "good.yaml", "bad.yaml", "worse.yaml", status=3)
        self.assertEqual(result.stdout, "3 files: 3 errors, no warnings\n")
        self.assertEqual(re.findall(r"^(\S+:\d+:\d+): error", result.stderr, re.M),
                         ["bad.yaml:2:7", "worse.yaml:1:11", "worse.yaml:2:1"])

    def test_an_unreadable_file_does_not_hide_the_others(self):
        self.write("bad.yaml", "edgepool: 1\nname: Bad\n")
        result = self.run_it("validate", "missing.yaml", "bad.yaml", status=1)
        self.assertIn("'missing.yaml': No such file or directory", result.stderr)
        self.assertIn("bad.yaml:2:7: error", result.stderr)
        self.assertEqual(result.stdout, "2 files: 2 errors, no warnings\n")

    def test_warnings_alone_leave_the_status_at_zero(self):
        result = self.run_it("validate", "-", stdin="edgepool: 1\nname: x\nnetworks: {mgmt: {cidr: 12.1.1.0/24}}\n", status=0)
        self.assertIn("warning: public address space", result.stderr)
        self.assertEqual(result.stdout, "1 file: no errors, 1 warning\n")

    def test_secrets_are_looked_up_judged_and_never_shown(self):
        text = "edgepool: 1\nname: x\nepc: {core: gateway, subscribers: {key: {env: K}, operator-key: {file: op}}}\n"
        canary = "5e5e5e5e-not-hexadecimal-5e5e5e5e"
        self.write("testbed.yaml", text)
        missing = self.run_it("validate", status=0).stderr
        self.assertIn("[secret.missing-variable]", missing)
        self.assertIn("[secret.missing-file]", missing)
        os.chmod(self.write("op", "0123456789abcdef0123456789ABCDEF\n"), 0o600)
        self.assertEqual(self.run_it("validate", status=0, K="0" * 32).stderr, "")
        os.chmod(os.path.join(self.folder, "op"), 0o644)
        self.assertIn("[secret.readable-by-others]", self.run_it("validate", status=0, K="0" * 32).stderr)
        for words in [["validate"], ["validate", "--json"], ["validate", "--format", "sarif"]]:
            result = self.run_it(*words, status=3, K=canary)
            self.assertIn("secret.not-hex", result.stdout + result.stderr)
            self.assertNotIn("5e5e5e5e", result.stdout + result.stderr)

    def test_json_gives_places_that_fit_the_text(self):
        text = "edgepool: 1\nname: \"ø ø\" # Oslo\n"
        verdict = json.loads(self.run_it("validate", "--format", "json", "-", stdin=text, status=3).stdout)
        [fault] = verdict["diagnostics"]
        line = text.splitlines()[fault["line"] - 1]
        self.assertEqual(line[fault["column"] - 1:fault["end-column"] - 1], '"ø ø"')
        self.assertEqual(verdict["files"], [{"file": "<stdin>", "valid": False, "errors": 1, "warnings": 0}])

    def test_sarif_has_rules_for_its_results(self):
        self.write("a b.yaml", "edgepool: 1\nname: x\nsites: [{name: a}, {name: a}]\n")
        run = json.loads(self.run_it("validate", "--format", "sarif", "a b.yaml", status=3).stdout)["runs"][0]
        rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        self.assertTrue(run["results"])
        for result in run["results"]:
            self.assertIn(result["ruleId"], rules)
            place = result["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"]["uri"], "a%20b.yaml")
            self.assertGreater(place["region"]["endColumn"], place["region"]["startColumn"])

    def test_a_huge_file_is_refused_without_being_read_whole(self):
        path = os.path.join(self.folder, "huge.yaml")
        with open(path, "wb") as file:
            file.truncate(100 << 20)
        result = subprocess.run(["bash", "-c", "ulimit -v 400000; exec \"$0\" validate \"$1\"", EDGEPOOL, path],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("[yaml.too-large]", result.stderr)

    def test_an_endless_stream_ends(self):
        with open("/dev/zero", "rb") as zeros:
            result = subprocess.run([EDGEPOOL, "validate", "-"], stdin=zeros, capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 3, result.stderr)


VNFD = """vnfd:
  id: mec
  product-name: mec
  provider: us
  version: "1.0"
  software-version: "1.0"
  df:
    - id: default-df
"""


class Descriptors(Folder):
    def test_a_folder_means_everything_in_it(self):
        os.makedirs(os.path.join(self.folder, "lab", "mec_vnf", "cloud_init"))
        self.write("lab/oslo.yaml", "edgepool: 1\nname: Oslo\n")
        self.write("lab/compose.yaml", "services: {}\n")
        self.write("lab/notes.txt", "not: a: document\n")
        self.write("lab/mec_vnf/mec_vnfd.yaml", VNFD.replace("id: mec", "id: mec\n  nmae: mec", 1))
        result = self.run_it("validate", "lab", status=3)
        self.assertIn("lab/oslo.yaml:2:7: error", result.stderr)
        self.assertIn("lab/mec_vnf/mec_vnfd.yaml:3:3: error: unknown key", result.stderr)
        self.assertNotIn("compose", result.stderr)
        self.assertTrue(result.stdout.startswith("2 files: 2 errors"), result.stdout)

    def test_a_folder_with_nothing_to_judge_is_told(self):
        os.mkdir(os.path.join(self.folder, "empty"))
        self.assertIn("[file.nothing-to-judge]", self.run_it("validate", "empty", status=0).stderr)

    def test_a_file_of_no_known_kind_is_told(self):
        self.write("compose.yaml", "services: {}\n")
        self.assertIn("[file.unknown-kind]", self.run_it("validate", "compose.yaml", status=3).stderr)

    def test_a_package_is_judged_as_archive_and_from_standard_input_as_text(self):
        os.mkdir(os.path.join(self.folder, "mec_vnf"))
        self.write("mec_vnf/mec_vnfd.yaml", VNFD)
        subprocess.run(["tar", "czf", "mec_vnf.tar.gz", "mec_vnf"], cwd=self.folder, check=True)
        self.assertEqual(self.run_it("validate", "mec_vnf.tar.gz", status=0).stdout, "1 file: no errors, no warnings\n")
        self.assertEqual(self.run_it("validate", "-", stdin=VNFD, status=0).stdout, "1 file: no errors, no warnings\n")

    def test_an_nsd_alone_is_not_judged_for_its_vnfds(self):
        nsd = "nsd:\n  nsd:\n    - id: ns\n      name: ns\n      designer: us\n      version: '1'\n      vnfd-id: [mec]\n"
        self.assertIn("[nsd.vnfd-not-given]", self.run_it("validate", "-", stdin=nsd, status=0).stderr)

    def test_faults_can_be_denied_and_allowed(self):
        warned = VNFD.replace('  software-version: "1.0"\n', "")
        self.assertIn("warning: key missing", self.run_it("validate", "-", stdin=warned, status=0).stderr)
        self.run_it("validate", "--deny", "model.missing-key", "-", stdin=warned, status=3)
        self.run_it("validate", "--deny", "vnfd.*", "--deny", "model.*", "-", stdin=warned, status=3)
        self.assertEqual(self.run_it("validate", "--allow", "model.missing-key", "-", stdin=warned, status=0).stderr, "")
        self.assertIn("did you mean 'model.missing-key'?",
                      self.run_it("validate", "--allow", "model.mising-key", "-", stdin=warned, status=2).stderr)

    def test_annotations_for_github(self):
        self.write("a,b.yaml", "edgepool: 1\nname: Oslo\n")
        result = self.run_it("validate", "--format", "github", "a,b.yaml", status=3)
        self.assertRegex(result.stdout, r"^::error file=a%2Cb\.yaml,line=2,endLine=2,col=7,endColumn=11,title=value\.not-a-name::")

    def test_every_code_is_explained(self):
        codes = json.loads(self.run_it("explain", "--json", status=0).stdout)["codes"]
        self.assertGreater(len(codes), 150)
        for code in codes[::20]:
            text = self.run_it("explain", code["code"], status=0).stdout
            self.assertTrue(text.startswith(f"{code['code']}\n  {code['severity']}: {code['summary']}\n"), text)

    def test_an_area_is_listed_with_summaries(self):
        listed = self.run_it("explain", "policy", status=0).stdout
        self.assertIn("policy.parameter-missing", listed)
        self.assertRegex(listed, r"policy\.no-load +warning: policy by load without a load\n")
        self.assertNotIn("pool.", listed)
        self.assertIn("pool.no-elements", self.run_it("explain", "pool", status=0).stdout)
        codes = json.loads(self.run_it("explain", "--json", "policy", status=0).stdout)["codes"]
        self.assertTrue(all(code["code"].startswith("policy.") for code in codes))

    def test_a_mistyped_code_or_area_is_told_with_what_was_meant(self):
        self.assertIn("did you mean 'vnfd.no-df'?", self.run_it("explain", "vnfd.no-fd", status=2).stderr)
        self.assertIn("did you mean 'vnfd'?", self.run_it("explain", "vnfdd", status=2).stderr)


class Fix(Folder):
    BAD = "edgepool: 1\nname: x\nnetworks: {mgmt: {cidr: 10.9.1.7/24}}   # kept\n"

    def test_the_difference_is_shown_first_and_no_answer_means_no(self):
        self.write("testbed.yaml", self.BAD)
        result = self.run_it("validate", "--fix", status=3)
        self.assertIn("-networks: {mgmt: {cidr: 10.9.1.7/24}}   # kept\n+networks: {mgmt: {cidr: 10.9.1.0/24}}   # kept\n", result.stderr)
        self.assertEqual(self.read("testbed.yaml"), self.BAD)

    def test_mended_files_are_valid_and_otherwise_as_they_were(self):
        path = self.write("testbed.yaml", self.BAD)
        os.chmod(path, 0o640)
        self.run_it("validate", "--fix", "--yes", status=3)
        self.assertEqual(self.read("testbed.yaml"), self.BAD.replace("1.7/", "1.0/"))
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o640)
        self.run_it("validate", status=0)
        self.assertEqual(os.listdir(self.folder), ["testbed.yaml"])


class Streams(Folder):
    def test_a_full_disk_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([EDGEPOOL, "help", "validate"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(result.returncode, 1)
        self.assertIn("[file.unwritable]", result.stderr)

    def on_a_terminal(self, *arguments, **environment):
        """What the program writes when both of its streams are a terminal."""
        main, side = pty.openpty()
        process = subprocess.Popen([EDGEPOOL, *arguments], stdout=side, stderr=side, stdin=subprocess.DEVNULL, cwd=self.folder,
                                   env={"PATH": os.environ["PATH"], "TERM": "xterm", **environment})
        os.close(side)
        written = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        process.wait(timeout=60)
        os.close(main)
        return written.decode()

    def test_colours_on_terminals_only(self):
        self.write("testbed.yaml", "edgepool: 1\nname: Bad\n")
        self.assertIn("\033[", self.on_a_terminal("validate"))
        self.assertNotIn("\033[", self.on_a_terminal("validate", NO_COLOR="1"))
        self.assertNotIn("\033[", self.on_a_terminal("validate", TERM="dumb"))
        self.assertNotIn("\033[", self.on_a_terminal("validate", "--color", "never"))
        self.assertNotIn("\033[", self.run_it("validate").stderr)
        self.assertIn("\033[", self.run_it("validate", "--color", "always").stderr)


class Graph(Folder):
    def test_the_format_follows_the_files_name(self):
        self.run_it("init", status=0)
        for name, beginning in [("a.svg", "<"), ("a.dot", "graph \""), ("a.gv", "graph \""), ("a.mmd", "flowchart")]:
            self.assertEqual(self.run_it("graph", "-o", name, status=0).stdout, name + "\n")
            self.assertIn(beginning, self.read(name)[:400])

    def test_the_picture_in_the_readme_is_what_the_program_draws(self):
        drawn = self.run_it("graph", "-f", f"{SOURCE}/examples/demo.yaml", status=0).stdout
        with open(f"{SOURCE}/docs/images/demo.svg", encoding="utf-8") as file:
            self.assertEqual(file.read(), drawn, "edgepool graph -f examples/demo.yaml -o docs/images/demo.svg")

    def test_same_file_same_bytes(self):
        self.run_it("init", status=0)
        for form in ["svg", "graphviz", "mermaid"]:
            self.assertEqual(self.run_it("graph", "--format", form, status=0).stdout,
                             self.run_it("graph", "--format", form, status=0).stdout)


class Completion(Folder):
    def complete_in_bash(self, *words):
        script = self.write("completion.bash", self.run_it("completion", "bash", status=0).stdout)
        ask = f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _edgepool; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        result = subprocess.run(["bash", "--norc", "-c", ask], capture_output=True, text=True, cwd=self.folder, timeout=60)
        self.assertEqual(result.stderr, "")
        return set(result.stdout.split())

    def test_bash_completes_commands_options_values_and_files(self):
        self.write("oslo.yaml", "")
        self.assertEqual(self.complete_in_bash("edgepool", "va"), {"validate"})
        self.assertEqual(self.complete_in_bash("edgepool", "graph", "--format", "gr"), {"graphviz"})
        self.assertEqual(self.complete_in_bash("edgepool", "show", "--j"), {"--json"})
        self.assertEqual(self.complete_in_bash("edgepool", "init", "mu"), {"multi-cloud"})
        self.assertEqual(self.complete_in_bash("edgepool", "validate", "os"), {"oslo.yaml"})
        self.assertEqual(self.complete_in_bash("edgepool", "show", "-f", "os"), {"oslo.yaml"})
        self.assertIn("testbed-file", self.complete_in_bash("edgepool", "help", "te"))

    def test_names_are_those_of_the_file_that_is_named(self):
        self.run_it("init", status=0)
        self.run_it("init", "mec", "-o", "other.yaml", status=0)
        edgepool = os.environ["EDGEPOOL"]
        for words, kind, file in [(("ssh", "mec"), "machines", []), (("scale", ""), "groups", []), (("run", ""), "members", []),
                                  (("logs", "-f", "other.yaml", ""), "members", ["-f", "other.yaml"]),
                                  (("logs", "--file", "=", "other.yaml", ""), "members", ["-f", "other.yaml"])]:
            names = self.run_it("show", "--names", kind, *file, status=0).stdout.split()
            self.assertTrue(names)
            start = words[-1]
            self.assertEqual(self.complete_in_bash(edgepool, *words[:-1], start or "''"),
                             {name for name in names if name.startswith(start)}, words)

    def test_zsh_and_fish_accept_their_scripts(self):
        for shell in ["zsh", "fish"]:
            script = self.write("script", self.run_it("completion", shell, status=0).stdout)
            subprocess.run([shell, "-n", script], check=True, timeout=60)

    def test_fish_completes(self):
        script = self.write("edgepool.fish", self.run_it("completion", "fish", status=0).stdout)
        result = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C 'edgepool graph --format '"],
                                capture_output=True, text=True, cwd=self.folder, timeout=60)
        self.assertEqual({line.split("\t")[0] for line in result.stdout.splitlines()}, {"svg", "graphviz", "mermaid"})

    def test_zsh_completes_names(self):
        self.run_it("init", status=0)
        script = self.write("edgepool.zsh", self.run_it("completion", "zsh", status=0).stdout)
        path = os.path.dirname(os.environ["EDGEPOOL"]) + ":" + os.environ["PATH"]
        ask = ("compdef() { : }; compadd() { print -rl -- $names }; "
               f"source {script}; words=(ssh -f testbed.yaml); _edgepool_names machines")
        result = subprocess.run(["zsh", "-f", "-c", ask], capture_output=True, text=True, cwd=self.folder, timeout=60,
                                env={**os.environ, "PATH": path})
        self.assertEqual(result.stdout, self.run_it("show", "--names", "machines", status=0).stdout)

    def test_fish_completes_names(self):
        self.run_it("init", status=0)
        script = self.write("edgepool.fish", self.run_it("completion", "fish", status=0).stdout)
        path = os.path.dirname(os.environ["EDGEPOOL"]) + ":" + os.environ["PATH"]
        result = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C 'edgepool ssh -f testbed.yaml '"],
                                capture_output=True, text=True, cwd=self.folder, timeout=60, env={**os.environ, "PATH": path})
        self.assertEqual({line.split("\t")[0] for line in result.stdout.splitlines()},
                         set(self.run_it("show", "--names", "machines", status=0).stdout.split()))


class Manual(Folder):
    def test_every_page_is_a_clean_manual_page(self):
        for page in [*COMMANDS, "edgepool", "testbed-file"]:
            text = self.run_it("help", "--format", "man", page, status=0).stdout
            result = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=text, capture_output=True, text=True, timeout=60)
            self.assertEqual([line for line in result.stdout.splitlines() if "missing date" not in line], [], page)


if __name__ == "__main__":
    unittest.main()
