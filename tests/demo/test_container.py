# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The container image, built and run on a real Docker engine. test.sh names one in STRAIGHTLINE_TEST_DOCKER_HOST."""
import os
import shutil
import subprocess
import time
import unittest
import uuid

import support

SCRIPT = support.ROOT / "resources/demo/container/build-image.sh"
ENGINE = os.environ.get("STRAIGHTLINE_TEST_DOCKER_HOST")
DOCKER = "/usr/bin/docker" if os.access("/usr/bin/docker", os.X_OK) else shutil.which("docker")


def run(*command, check=True, **environment):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120, check=False,
                            env={**os.environ, "DOCKER_HOST": ENGINE or "", **environment})
    if check and result.returncode != 0:
        raise AssertionError(f"{command}: {result.stderr}")
    return result


@unittest.skipUnless(ENGINE and DOCKER, "no Docker engine to test with: STRAIGHTLINE_TEST_DOCKER_HOST is not set"
                     if not ENGINE else "there is no docker client")
class Container(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tag = f"straightline-test/digits:{uuid.uuid4().hex[:12]}"
        cls.addClassCleanup(run, DOCKER, "image", "rm", "--force", cls.tag, check=False)
        cls.image = run(SCRIPT, support.program("DIGITS_SERVER"), cls.tag).stdout.strip()

    def start(self, *options):
        container = run(DOCKER, "run", "--detach", *options, self.tag).stdout.strip()
        self.addCleanup(run, DOCKER, "rm", "--force", container)
        return container

    def client(self, container):
        """A client of the published port, once the server answers."""
        port = int(run(DOCKER, "port", container, "8080/tcp").stdout.splitlines()[0].rsplit(":", 1)[1])
        end = time.monotonic() + support.DEADLINE
        while True:
            client = support.Client("127.0.0.1", port)
            try:
                if client.json("GET", "/v2/health/ready")[0] == 200:
                    return client
            except OSError:
                if time.monotonic() > end:
                    raise

    def test_the_id_is_printed_and_a_second_build_changes_nothing(self):
        self.assertRegex(self.image, "^sha256:[0-9a-f]{64}$")
        self.assertEqual(run(SCRIPT, support.program("DIGITS_SERVER"), self.tag).stdout.strip(), self.image)
        created = run(DOCKER, "image", "inspect", "--format", "{{.Id}} {{.Config.User}}", self.tag).stdout.split()
        self.assertEqual(created, [self.image, "65534:65534"])

    def test_accuracy_over_the_whole_test_split_equals_the_models_own(self):
        client = self.client(self.start("--publish", "127.0.0.1::8080", "--read-only", "--memory", "256m"))
        correct = sum(client.json("POST", "/classify", support.png(support.gray_levels(pixels, 3)))[1]["label"] == label
                      for label, _, pixels in support.test_split())
        self.assertEqual(correct, support.description()["test_correct"])

    def test_stopping_ends_it_in_order(self):
        container = self.start("--publish", "127.0.0.1::8080")
        self.client(container).close()
        run(DOCKER, "stop", "--time", "20", container)
        state = run(DOCKER, "inspect", "--format", "{{.State.ExitCode}}", container).stdout.strip()
        self.assertEqual(state, "0")


class BuildImageUsage(unittest.TestCase):
    def test_usage_errors_end_with_status_2(self):
        for arguments in ((), ("/bin/true",), ("/nonexistent", "tag"), ("a", "b", "c")):
            with self.subTest(arguments=arguments):
                result = run(SCRIPT, *arguments, check=False)
                self.assertEqual(result.returncode, 2)
                self.assertTrue(result.stderr)

    def test_without_a_client_it_says_what_to_install(self):
        result = run(SCRIPT, "/bin/true", "tag", check=False, DOCKER="/nonexistent/docker")
        self.assertEqual(result.returncode, 1)
        self.assertIn("install docker.io", result.stderr)


if __name__ == "__main__":
    unittest.main()
