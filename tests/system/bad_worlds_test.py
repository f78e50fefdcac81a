#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong on real computers: each time a message that names the next step, and nothing half-made that is used."""
import http.server
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest
import urllib.error
import urllib.request

EDGEPOOL = os.environ["EDGEPOOL"]
IMAGES = os.environ["EDGEPOOL_SYSTEM_CACHE"]
MINUTE = 60

TESTBED = """\
edgepool: 1
name: bad
registrars: [{}]
elements: [{name: mec, service: pingpong}]
"""


class BadWorld(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="epb")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "XDG_RUNTIME_DIR": f"{self.folder}/run"}
        os.mkdir(f"{self.folder}/run", 0o700)

    def run_it(self, *arguments, status=None, **more):
        result = subprocess.run([EDGEPOOL, *arguments], capture_output=True, text=True, env=self.environment,
                                stdin=subprocess.DEVNULL, timeout=20 * MINUTE, **more)
        if status is not None:
            self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result


class ImageBuild(BadWorld):
    def assert_no_image(self, result, *words):
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        for word in words + ("hint: ",):
            self.assertIn(word, result.stderr)
        images = f"{self.folder}/.cache/edgepool/images"
        left = [name for name in os.listdir(images) if not name.endswith(".lock")]
        self.assertEqual(left, [], "of a build that failed nothing stays")
        self.assertEqual(self.run_it("image", "list", "--json", status=0).stdout.count("folder"), 0)

    def test_a_mirror_that_is_gone_half_way(self):
        with Mirror(ends_after=40) as mirror:
            with open(f"{self.folder}/apt.conf", "w", encoding="utf-8") as file:
                file.write(f'Acquire::http::Proxy "http://127.0.0.1:{mirror.port}";\nAcquire::Retries "0";\n')
            self.environment["APT_CONFIG"] = f"{self.folder}/apt.conf"
            result = self.run_it("image", "build")
        self.assertGreater(mirror.served, 10, "the build did not come this way")
        self.assert_no_image(result, "[image.not-built]", "apt update")

    def test_files_that_may_not_grow(self):
        """As on a full disk: what mmdebstrap writes ends in the middle."""
        most = 20_000_000
        result = self.run_it("image", "build",
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
        self.assert_no_image(result, "[image.not-built]")

    @unittest.skipUnless(os.geteuid() == 0, "mounts a file system of its own")
    def test_a_disk_that_is_full_while_it_is_built(self):
        """Room for what is asked of it beforehand, but not in the folder where packages are unpacked."""
        command = (f"mount -t tmpfs -o size=200m none /var/tmp && '{EDGEPOOL}' image build")
        result = subprocess.run(["unshare", "--mount", "sh", "-c", command], capture_output=True, text=True,
                                env=self.environment, stdin=subprocess.DEVNULL, timeout=20 * MINUTE)
        self.assert_no_image(result, "/var/tmp")

    @unittest.skipUnless(os.geteuid() == 0, "mounts a file system of its own")
    def test_a_disk_that_is_too_small_is_told_before(self):
        cache = f"{self.folder}/.cache"
        os.makedirs(f"{cache}/edgepool/images")
        command = f"mount -t tmpfs -o size=100m none '{cache}' && '{EDGEPOOL}' image build"
        result = subprocess.run(["unshare", "--mount", "sh", "-c", command], capture_output=True, text=True,
                                env=self.environment, stdin=subprocess.DEVNULL, timeout=MINUTE)
        self.assert_no_image(result, "[image.no-space]", "XDG_CACHE_HOME")


class Mirror:
    """A proxy to the real mirrors that fails for good after so many answers."""

    def __init__(self, ends_after):
        mirror = self
        self.served = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if mirror.served >= ends_after:
                    self.close_connection = True
                    self.connection.close()
                    return
                try:
                    # With whatever proxy this computer needs.
                    with urllib.request.urlopen(self.path, timeout=MINUTE) as answer:
                        body = answer.read()
                        status = answer.status
                except urllib.error.HTTPError as error:
                    body, status = b"", error.code
                mirror.served += 1
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # apt hangs up as it likes
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@unittest.skipUnless(os.geteuid() == 0, "hides programs in a mount namespace of its own")
class MissingPrograms(BadWorld):
    def test_are_named_with_their_packages_before_anything_starts(self):
        path = f"{self.folder}/bad.yaml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(TESTBED)
        for program, package in (("qemu-system-x86_64", "qemu-system-x86"), ("qemu-img", "qemu-utils"),
                                 ("mmdebstrap", "mmdebstrap")):
            command = f"mount --bind /dev/null '{shutil.which(program)}' && '{EDGEPOOL}' up -f '{path}'"
            result = subprocess.run(["unshare", "--mount", "sh", "-c", command], capture_output=True, text=True,
                                    env=self.environment, stdin=subprocess.DEVNULL, timeout=MINUTE)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
            self.assertIn("[process.tool-missing]", result.stderr)
            self.assertIn(f"apt install {package}", result.stderr)
            self.assertFalse(os.path.exists(f"{self.folder}/.local/state/edgepool/local/bad"))


class StoppedMachine(BadWorld):
    def setUp(self):
        super().setUp()
        os.makedirs(IMAGES, exist_ok=True)
        os.makedirs(f"{self.folder}/.cache/edgepool")
        os.symlink(IMAGES, f"{self.folder}/.cache/edgepool/images")
        self.path = f"{self.folder}/bad.yaml"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(TESTBED)

    def process_of(self, machine):
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/cmdline", encoding="utf-8", errors="replace") as file:
                    line = file.read()
            except OSError:
                continue
            if f"guest=edgepool:bad:{machine}\0" in line and self.folder in line:
                return int(number)
        return self.fail(f"{machine} has no process")

    def states(self):
        resources = json.loads(self.run_it("status", "-f", self.path, "--json", status=0).stdout)["resources"]
        return {resource["name"]: (resource["state"], resource["note"]) for resource in resources}

    def test_is_not_shown_as_ready_and_not_replaced_without_a_question(self):
        self.addCleanup(self.run_it, "down", "-f", self.path)
        self.run_it("up", "-f", self.path, status=0)
        number = self.process_of("mec-1")
        os.kill(number, signal.SIGSTOP)
        state, note = self.states()["mec-1"]
        self.assertEqual(state, "broken")
        self.assertIn("does not answer", note)
        self.assertEqual(self.states()["pr-1"][0], "ready")
        refused = self.run_it("up", "-f", self.path, status=1)
        self.assertIn("[testbed.not-agreed]", refused.stderr)
        self.assertEqual(self.process_of("mec-1"), number)
        os.kill(number, signal.SIGCONT)
        self.assertEqual(self.states()["mec-1"][0], "ready", "it was only asleep")
        os.kill(number, signal.SIGSTOP)
        self.run_it("up", "-f", self.path, "--yes", status=0)
        self.assertNotEqual(self.process_of("mec-1"), number)
        self.assertEqual(self.states()["mec-1"][0], "ready")
        drawn = json.loads(self.run_it("graph", "-f", self.path, "--states", "--json", status=0).stdout)
        self.assertEqual(set(drawn["states"].values()), {"ready"})


if __name__ == "__main__":
    unittest.main()
