# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile client of the management port does not disturb the ingest path, and the port serves others meanwhile."""
import contextlib
import random
import unittest

from clients import Latency, check_undisturbed, connect
from harness import Backend, Product, reset, site

SEED = 7


class ManagementTest(unittest.TestCase):
    def test_garbage_does_not_disturb_requests(self):
        backend = Backend()
        with Product(site({"b": backend.port})) as product:
            product.wait_ready()
            latency = Latency(product, backend)
            latency.measure(1)
            before = latency.measure()
            luck = random.Random(SEED)
            held = []
            with contextlib.suppress(OSError):
                for index in range(120):
                    sock = connect(product.control)
                    kind = index % 4
                    if kind == 0:
                        sock.sendall(bytes(luck.randrange(256) for _ in range(3000)))
                    elif kind == 1:
                        sock.sendall(b"POST /api/v1/import HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n")
                    elif kind == 2:
                        sock.sendall(b"GET /api/v1/snap")
                    else:
                        sock.sendall(b"GET /api/v1/snapshot HTTP/1.1\r\nHost: x\r\n\r\n")
                        reset(sock)
                        continue
                    held.append(sock)
            during = latency.measure()
            status, _ = product.call("GET", "/api/v1/snapshot")
            self.assertEqual(status, 200)
            for each in held:
                each.close()
            after = latency.measure()
            check_undisturbed(self, before, during, after)
            self.assertLess(product.rss_kib(), 200_000)
        backend.close()


if __name__ == "__main__":
    unittest.main()
