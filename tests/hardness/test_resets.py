# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients and backends that reset, vanish, send too much, too little, garbage or nothing at random moments: every request
ends exactly once, in the counters at every instant and in the store, and everything is given back."""
import random
import threading
import time
import unittest

from harness import Backend, Product, connect, read_answer, reset, site, wait_until

SEED = 20261121
CLIENTS = 16
REQUESTS = 150
REQUEST = b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n" + b"b" * 2000
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + b"a" * 3000


def serve(sock, head, body, number):
    """A backend that is right two times in three."""
    luck = random.Random(SEED + number)
    kind = luck.randrange(24)
    if kind >= 8:
        sock.sendall(ANSWER)
        return True
    if kind == 0:
        reset(sock)
    elif kind == 1:
        sock.sendall(ANSWER[:luck.randrange(1, len(ANSWER))])
        reset(sock)
    elif kind == 2:
        sock.sendall(ANSWER[:luck.randrange(1, len(ANSWER))])  # and a FIN
    elif kind == 3:
        sock.sendall(ANSWER + b"HTTP/1.1 200 OK\r\n")  # more than was asked for
        return True
    elif kind == 4:
        sock.sendall(bytes(luck.randrange(256) for _ in range(200)))
    elif kind == 5:
        sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n")
    elif kind == 6:
        time.sleep(0.6)  # longer than the read time-out
    else:
        sock.sendall(ANSWER)  # and closes between two requests
    return False


class Client(threading.Thread):
    def __init__(self, port, index):
        super().__init__(daemon=True)
        self._port = port
        self._luck = random.Random(SEED * 1000 + index)
        self.sent = 0
        self.problems = []

    def run(self):
        for _ in range(REQUESTS):
            try:
                self._one()
            except Exception as problem:  # a test's thread must tell
                self.problems.append(repr(problem))
                return

    def _one(self):
        sock = connect(self._port)
        kind = self._luck.randrange(8)
        try:
            if kind == 0:
                sock.sendall(REQUEST[:self._luck.randrange(1, 50)])  # within the head
            elif kind == 1:
                self.sent += 1
                sock.sendall(REQUEST[:self._luck.randrange(60, len(REQUEST))])  # within the body
            elif kind == 2:
                self.sent += 1
                sock.sendall(REQUEST)
            elif kind == 3:
                self.sent += 1
                sock.sendall(REQUEST)
                sock.recv(self._luck.randrange(1, 2000))  # within the answer
            else:
                self.sent += 1
                sock.sendall(REQUEST)
                answer = read_answer(sock)
                # An answer that broke off, or exactly one.
                if answer is not None and answer[0] not in (200, 429, 502, 503, 504):
                    self.problems.append(f"status {answer[0]}")
        except OSError:
            pass  # the gateway closed first: allowed, there is no second answer
        if self._luck.randrange(2):
            reset(sock)
        else:
            sock.close()


class ResetTest(unittest.TestCase):
    def test_every_request_ends_once(self):
        backends = {"a": Backend(serve), "b": Backend(serve)}
        # Nobody is ejected: all of it is to reach the backends.
        text = site({name: each.port for name, each in backends.items()}, "header_timeout_ms = 1000",
                    "policy = \"round_robin\"\ndeadline_ms = 5000\n", "capacity = 6\nread_timeout_ms = 300")
        with Product(text) as product:
            product.wait_ready()
            descriptors = product.descriptors()
            clients = [Client(product.ingest, index) for index in range(CLIENTS)]
            for each in clients:
                each.start()
            looks = 0
            while any(each.is_alive() for each in clients):
                now = product.metrics()
                looks += 1
                self.assertEqual(now["straightline_accepted_requests_total"],
                                 now["straightline_finished_requests_total"]
                                 + now["straightline_gateway_inflight_requests"])
            self.assertGreater(looks, 3)
            self.assertEqual([problem for each in clients for problem in each.problems], [])
            now = product.wait_idle()
            finished = now["straightline_finished_requests_total"]
            self.assertEqual(now["straightline_accepted_requests_total"], finished)
            # A request whose head came whole is one record; a broken head may be one more.
            self.assertGreaterEqual(finished, sum(each.sent for each in clients) * 0.9)
            product.wait_recorded(finished)
            wait_until(lambda: product.descriptors() <= descriptors + 24, "the descriptors are given back")
            self.assertEqual(product.metrics()["straightline_inflight_requests"], 0)
            self.assertEqual(product.end(), 0)
            print(f"{sum(each.sent for each in clients)} requests, {int(finished)} records, {looks} looks")
        for each in backends.values():
            each.close()


if __name__ == "__main__":
    unittest.main()
