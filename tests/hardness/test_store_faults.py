# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that refuses to sync: a change that could not be stored is refused and not in force, requests go on, the
operator is told, and when the disk is well again nothing was lost that had been acknowledged."""
import shutil
import subprocess
import time
import unittest

from harness import Backend, OrdinaryClient, Product, site, wait_until

PATH = "/api/v1/applications/app/thresholds"


class Fault:
    """System calls of a process fail for as long as this stands."""

    def __init__(self, pid, *rules):
        self._process = subprocess.Popen(["strace", "-f", "-q", "-p", str(pid), "-e", "trace=fsync,fdatasync", "-o",
                                          "/dev/null", *[word for rule in rules for word in ("-e", rule)]],
                                         stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate(timeout=30)

    def attached(self):
        return self._process.poll() is None


@unittest.skipUnless(shutil.which("strace"), "strace is not installed")
class StoreFaultTest(unittest.TestCase):
    def test_a_change_that_cannot_be_synced_is_refused(self):
        backend = Backend()
        with Product(site({"b": backend.port})) as product:
            product.wait_ready()
            status, _ = product.call("PUT", PATH, {"frequency_hz": 11, "size_bytes": 1000})
            self.assertEqual(status, 200)
            with Fault(product.child.pid, "inject=fdatasync,fsync:error=EIO") as fault:
                def tracer():
                    return product.status("TracerPid") != 0 or not fault.attached()
                wait_until(tracer, "strace is attached")
                if not fault.attached():
                    self.skipTest("strace may not trace here")
                time.sleep(0.5)  # all threads
                refused, answer = product.call("PUT", PATH, {"frequency_hz": 22, "size_bytes": 2000})
                self.assertGreaterEqual(refused, 500, answer)
                print(f"refused with {refused}: {answer}")
                self.assertEqual(product.call("GET", PATH)[1], {"frequency_hz": 11.0, "size_bytes": 1000})
                OrdinaryClient(product.ingest).measure(20)  # the data plane needs no disk
            status, _ = product.call("PUT", PATH, {"frequency_hz": 33, "size_bytes": 3000})
            self.assertEqual(status, 200)
            product.kill()
            self.assertEqual(product.check_integrity(), "ok")
            product.start()
            self.assertEqual(product.call("GET", PATH)[1], {"frequency_hz": 33.0, "size_bytes": 3000})
        backend.close()


if __name__ == "__main__":
    unittest.main()
