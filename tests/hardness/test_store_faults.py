# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that refuses to sync: a change that could not be stored is refused and not in force. A disk that refuses to
write: records wait and the operator is told. In both, requests go on, and when the disk is well again nothing was lost
that had been acknowledged."""
import os
import shutil
import subprocess
import unittest

from clients import OrdinaryClient
from harness import Backend, Product, site, wait_until

PATH = "/api/v1/applications/app/thresholds"


class Fault:
    """System calls of a process fail with EIO for as long as this stands; only those that touch `paths`, if any."""

    def __init__(self, pid, calls, paths=()):
        command = ["strace", "-f", "-q", "-p", str(pid), "-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO",
                   "-o", os.devnull]
        for path in paths:
            command += ["-P", path]
        self._pid = pid
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        """Once every thread is traced."""
        wait_until(lambda: self._untraced() == 0 or self._process.poll() is not None, "strace is attached to all threads")
        if self._process.poll() is not None:
            raise unittest.SkipTest(f"strace may not trace here: {self._process.stderr.read()}")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate(timeout=30)

    def _untraced(self):
        tasks = f"/proc/{self._pid}/task"
        untraced = 0
        for task in os.listdir(tasks):
            with open(f"{tasks}/{task}/status", encoding="utf-8") as status:
                untraced += "TracerPid:\t0\n" in status.read()
        return untraced


def troubles(product):
    return product.call("GET", "/api/v1/status")[1]["troubles"]


@unittest.skipUnless(shutil.which("strace"), "strace is not installed")
class StoreFaultTest(unittest.TestCase):
    def setUp(self):
        self.backend = Backend()
        self.product = Product(site({"b": self.backend.port}))
        self.product.wait_ready()

    def tearDown(self):
        self.product.end()
        self.product.__exit__()
        self.backend.close()

    def test_a_change_that_cannot_be_synced_is_refused(self):
        product = self.product
        self.assertEqual(product.call("PUT", PATH, {"frequency_hz": 11, "size_bytes": 1000})[0], 200)
        with Fault(product.child.pid, "fdatasync,fsync"):
            refused, answer = product.call("PUT", PATH, {"frequency_hz": 22, "size_bytes": 2000})
            print(f"refused with {refused}: {answer}")
            self.assertEqual(refused, 507)
            self.assertIn("cannot be stored", answer["error"])
            self.assertEqual(product.call("GET", PATH)[1], {"frequency_hz": 11.0, "size_bytes": 1000})
            OrdinaryClient(product.ingest).measure(20)  # the data plane needs no disk
        self.assertEqual(product.call("PUT", PATH, {"frequency_hz": 33, "size_bytes": 3000})[0], 200)
        product.kill()
        self.assertEqual(product.check_integrity(), "ok")
        product.start()
        self.assertEqual(product.call("GET", PATH)[1], {"frequency_hz": 33.0, "size_bytes": 3000})

    def test_records_wait_and_the_operator_is_told(self):
        product = self.product
        finished = product.wait_idle()["straightline_finished_requests_total"]
        product.wait_recorded(finished)
        self.assertEqual(troubles(product), [])
        with Fault(product.child.pid, "pwrite64,write", [f"{product.state}/straightline.db-wal"]):
            OrdinaryClient(product.ingest).measure(50)
            told = wait_until(lambda: troubles(product), "a trouble")
            print(told)
            self.assertEqual([each["cause"] for each in told], ["store_failing"])
            self.assertEqual(told[0]["subject"], "store")
            self.assertIn("I/O error", told[0]["detail"])
            self.assertGreater(told[0]["retry_ms"], 0)
            self.assertEqual(product.metrics()["straightline_degraded_modes"], 1)
            events = product.call("GET", "/api/v1/events")[1]
            self.assertIn(("error", "store"), [(each["severity"], each["subject"]) for each in events])
            OrdinaryClient(product.ingest).measure(50)
            self.assertEqual(product.records(), finished)
        wait_until(lambda: not troubles(product), "the trouble is over")
        now = product.wait_idle()
        self.assertEqual(now["straightline_finished_requests_total"], finished + 100)
        self.assertEqual(now["straightline_dropped_records_total"], 0)
        product.wait_recorded(finished + 100)
        self.assertEqual(product.check_integrity(), "ok")


if __name__ == "__main__":
    unittest.main()
