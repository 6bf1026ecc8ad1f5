# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slow heads, slow bodies and slow readers, 200 of each, all there for as long as is measured: ordinary requests hardly
notice, then each slow one is ended by its limit, and nothing is left of them."""
import unittest

from clients import Latency, SlowProcess, check_undisturbed
from harness import OUTCOMES, Backend, Product, site, wait_until

EACH = 200
ANSWER = b"x" * 4_000_000
SLOW_MS = 20_000  # longer than the measurement takes
GATEWAY = (f"header_timeout_ms = {SLOW_MS}\nbody_timeout_ms = {SLOW_MS}\nidle_timeout_ms = 60000\n"
           f"max_body_bytes = 1000000000\n[gateway.limits]\nrate_grace_ms = {SLOW_MS}")
# 200 answers of 4 MB at once are much for a backend in Python: its health checks may wait.
BACKEND = "capacity = 1000\nhealth_timeout_ms = 5000\nhealth_fall = 10"


def serve(sock, head, body, number):
    if b"/app/big" in head:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWER))
        sock.sendall(ANSWER)
        return True
    return Backend.answer_ok(sock, head, body, number)


def hits(product, limit):
    return product.metrics()[f'straightline_limit_hits_total{{limit="{limit}"}}']


class SlowClientsTest(unittest.TestCase):
    def test_ordinary_requests_hardly_notice(self):
        backend = Backend(serve)
        with Product(site({"b": backend.port}, GATEWAY, "deadline_ms = 120000", BACKEND)) as product:
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
            during = latency.measure()
            self.check_all_there(product, heads, bodies, readers)
            self.check_each_is_ended(product, heads, bodies)
            after = latency.measure()
            readers.stop()
            check_undisturbed(self, before, during, after)
            now = product.wait_idle()
            self.assertEqual(now["straightline_accepted_requests_total"], now["straightline_finished_requests_total"])
            wait_until(lambda: product.descriptors() <= descriptors + 10, "the descriptors are given back")
            product.wait_recorded(now["straightline_finished_requests_total"])
        backend.close()

    def check_all_there(self, product, heads, bodies, readers):
        """After the measurement: what was measured was measured beside all of them."""
        self.assertEqual((heads.left, bodies.left, readers.left), (EACH, EACH, EACH))
        now = product.metrics()
        self.assertGreaterEqual(now["straightline_gateway_connections"], 3 * EACH)
        self.assertGreaterEqual(now["straightline_gateway_inflight_requests"], 2 * EACH)  # bodies and readers

    def check_each_is_ended(self, product, heads, bodies):
        wait_until(lambda: heads.left == 0 and bodies.left == 0, "the slow heads and bodies are ended")
        self.assertEqual(heads.statuses, [408] * EACH)
        self.assertEqual(bodies.statuses, [408] * EACH)
        # A reader takes what lies in its own socket's buffer after the gateway has given it up.
        wait_until(lambda: product.metrics()["straightline_gateway_connections"] <= 1, "no slow client is left")
        timed_out = f"SELECT count(*) FROM request WHERE outcome = {OUTCOMES.index('client_timeout')}"
        wait_until(lambda: product.select(timed_out)[0][0] == 3 * EACH, "each slow client is recorded as such")
        wait_until(lambda: hits(product, "header_time") == EACH, "the slow heads are counted")
        self.assertEqual(hits(product, "body_time") + hits(product, "upload_rate") + hits(product, "answer_rate"), 2 * EACH)


if __name__ == "__main__":
    unittest.main()
