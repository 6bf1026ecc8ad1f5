# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flask app as a real process under gunicorn."""
import concurrent.futures
import importlib.util
import re
import sys
import unittest

import contract
import support

FOLDER = support.ROOT / "resources/demo/flask"
MISSING = [name for name in ("flask", "gunicorn", "numpy", "PIL", "onnx") if importlib.util.find_spec(name) is None]


def start_gunicorn(workers=2):
    # --log-level info makes gunicorn name the port that it was given.
    return support.Process([sys.executable, "-B", "-m", "gunicorn", "--chdir", str(FOLDER), "-c",
                            str(FOLDER / "gunicorn.conf.py"), "-w", str(workers), "-b", "127.0.0.1:0",
                            "--log-level", "info", "app:app"])


def listening(line):
    found = re.search(r"Listening at: http://([^:]+):(\d+)", line)
    return (found[1], int(found[2])) if found else None


@unittest.skipIf(MISSING, f"not installed for {sys.executable}: {', '.join(MISSING)}")
class FlaskContract(contract.ServerContract, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.process = start_gunicorn()
        cls.addClassCleanup(cls.process.__exit__)
        cls.address = cls.process.wait_for(listening)

    def test_counters_sum_over_both_workers(self):
        before = self.counters()

        def classify(_):
            client = support.Client(*self.address)  # new connections spread over the workers
            try:
                return client.json("POST", "/classify", self.image)[1]["label"]
            finally:
                client.close()

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            self.assertEqual(set(pool.map(classify, range(100))), {self.predicted})
        for _ in range(20):
            self.client.close()  # the next request reconnects, perhaps to the other worker
            after = self.counters()
            self.assertEqual([after[key] - before[key] for key in ("requests", "inferences", "errors")], [100, 100, 0])

    def test_a_connection_is_kept(self):
        self.client.json("GET", "/v2/health/ready")
        kept = self.client.connection.sock
        for _ in range(10):
            self.assertEqual(self.client.json("POST", "/classify", self.image)[0], 200)
            self.assertIs(self.client.connection.sock, kept)


@unittest.skipIf(MISSING, f"not installed for {sys.executable}: {', '.join(MISSING)}")
class FlaskProcess(unittest.TestCase):
    def test_answers_equal_those_of_digits_server(self):
        rows = support.test_split()[:100]
        with start_gunicorn(1) as process, support.digits_server() as (_, *address):
            python = support.Client(*process.wait_for(listening))
            compiled = support.Client(*address)
            for number, (_, _, pixels) in enumerate(rows):
                image = support.png(support.gray_levels(pixels, 1 + number % 20))
                first = python.json("POST", "/classify", image)[1]
                second = compiled.json("POST", "/classify", image)[1]
                self.assertEqual(first["label"], second["label"])
                for one, other in zip(first["probabilities"], second["probabilities"]):
                    self.assertAlmostEqual(one, other, places=5)

    def test_sigterm_ends_it_in_order(self):
        with start_gunicorn() as process:
            support.Client(*process.wait_for(listening)).json("GET", "/v2/health/ready")
            self.assertEqual(process.terminate(), 0)


if __name__ == "__main__":
    unittest.main()
