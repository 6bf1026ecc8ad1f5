# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slow heads, slow bodies and slow readers, 200 of each at once: ordinary requests hardly notice, each slow one is ended
by its limit, and nothing is left of them."""
import unittest

from harness import Backend, Latency, Product, SlowProcess, check_undisturbed, site, wait_until

EACH = 200
ANSWER = b"x" * 4_000_000
GATEWAY = "header_timeout_ms = 2000\nbody_timeout_ms = 2000\nidle_timeout_ms = 10000\nmax_body_bytes = 1000000000"


def serve(sock, head, body, number):
    if b"/app/big" in head:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWER))
        sock.sendall(ANSWER)
        return True
    return Backend.answer_ok(sock, head, body, number)


class SlowClientsTest(unittest.TestCase):
    def test_ordinary_requests_hardly_notice(self):
        backend = Backend(serve)
        with Product(site({"b": backend.port}, GATEWAY, backend="capacity = 1000")) as product:
            product.wait_ready()
            latency = Latency(product, backend)
            latency.measure(1)
            descriptors = product.descriptors()
            before = latency.measure()
            heads = SlowProcess(product.ingest, EACH, b"POST /app/x HTTP/1.1\r\nHost: x\r\n",
                                lambda step: b"X-%d: y\r\n" % step)
            bodies = SlowProcess(product.ingest, EACH,
                                 b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
                                 lambda step: b"z" if step < 4 else b"")
            readers = SlowProcess(product.ingest, EACH, b"GET /app/big HTTP/1.1\r\nHost: x\r\n\r\n", lambda step: b"",
                                  read_bytes=1, receive_buffer=4096)
            self.assertGreaterEqual(heads.left + bodies.left + readers.left, 2 * EACH)
            during = latency.measure()
            wait_until(lambda: heads.left == 0 and bodies.left == 0, "the slow heads and bodies are ended")
            # A reader takes what lies in its own socket's buffer after the gateway has given it up.
            wait_until(lambda: product.metrics()["straightline_gateway_connections"] <= 1, "no slow client is left")
            after = latency.measure()
            readers.stop()
            check_undisturbed(self, before, during, after)
            self.assertEqual(set(heads.statuses) | set(bodies.statuses), {408})
            self.assertEqual(len(heads.statuses) + len(bodies.statuses), 2 * EACH)
            now = product.wait_idle()
            self.assertEqual(now["straightline_accepted_requests_total"], now["straightline_finished_requests_total"])
            wait_until(lambda: product.descriptors() <= descriptors + 10, "the descriptors are given back")
            product.wait_recorded(now["straightline_finished_requests_total"])
        backend.close()


if __name__ == "__main__":
    unittest.main()
