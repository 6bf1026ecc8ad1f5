# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients and backends that reset, vanish, send too much, too little, garbage or nothing at random moments: who waits gets
exactly one answer or sees it break off; client, store, API and backends tell the same of each request by its id; the
counters agree at every instant; everything is given back."""
import collections
import random
import re
import threading
import time
import unittest

from clients import await_answer, connect
from harness import Backend, Product, id_hash, reset, site, wait_until

SEED = 20261121
CLIENTS = 16
REQUESTS = 120
DEADLINE_SECONDS = 5
PATIENCE_SECONDS = 4 * DEADLINE_SECONDS  # this machine may be busy, but a hung client is found out
BODY = b"b" * 2000
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + b"a" * 3000
BACKENDS_FAULT = ("backend_failed", "backend_timeout")


def misbehave(sock, kind, luck):
    """What a backend does with one request; False ends the connection."""
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


class CountingBackend(Backend):
    """Right two times in three; knows how often it was given each request id whole."""

    def __init__(self):
        self.seen = collections.Counter()
        super().__init__(self._counted)

    def _counted(self, sock, head, body, number):
        request_id = re.search(rb"(?i)x-request-id: (\S+)", head).group(1).decode()
        with self._lock:
            self.seen[request_id] += 1
        luck = random.Random(SEED + number)
        kind = luck.randrange(24)
        if kind >= 8:
            sock.sendall(ANSWER)
            return True
        return misbehave(sock, kind, luck)


class Sent:
    """One request of a client: how much of it was sent, and what the client saw."""

    def __init__(self, request_id, post):
        self.request_id, self.post = request_id, post
        self.begun = False  # its whole head was sent
        self.reset = False  # the client's end was a RST, which may overtake what it sent
        self.answer = None  # of a client that waited

    def text(self):
        head = (f"{'POST' if self.post else 'GET'} /app/x HTTP/1.1\r\nHost: x\r\nx-request-id: {self.request_id}\r\n"
                + (f"Content-Length: {len(BODY)}\r\n" if self.post else "") + "\r\n").encode()
        return head, BODY if self.post else b""


class Client(threading.Thread):
    def __init__(self, port, index):
        super().__init__(daemon=True)
        self._port, self._index = port, index
        self._luck = random.Random(SEED * 1000 + index)
        self.sent = []
        self.problems = []

    def run(self):
        for number in range(REQUESTS):
            sent = Sent(f"c{self._index}-{number}", self._luck.randrange(3) > 0)
            self.sent.append(sent)
            try:
                self._one(sent)
            except Exception as problem:  # a test's thread must tell
                self.problems.append(f"{sent.request_id}: {problem!r}")

    def _one(self, sent):
        sock = connect(self._port)
        sock.settimeout(PATIENCE_SECONDS)
        head, body = sent.text()
        kind = self._luck.randrange(8)
        if kind == 0:
            sock.sendall(head[:self._luck.randrange(1, len(head) - 4)])
        else:
            sent.begun = True
            sock.sendall(head + (body[:self._luck.randrange(0, len(BODY))] if kind == 1 else body))
        if kind == 3:
            sock.recv(self._luck.randrange(1, 2000))  # and leaves within the answer
        if kind >= 4:
            sent.answer = await_answer(sock)  # a TimeoutError: neither an answer nor an end
            sock.close()
        elif self._luck.randrange(2):
            sent.reset = True
            reset(sock)
        else:
            sock.close()


def problem_of_waiter(sent, rows):
    """A client that waited has exactly one row, and the row tells what the client saw; "" when it is so."""
    answer = sent.answer
    if len(rows) != 1:
        return f"{len(rows)} rows"
    row = rows[0]
    if answer.excess:
        return f"more than one answer: {answer.excess[:60]!r}"
    if not answer.status:
        return f"closed without an answer: {row}"
    if answer.status != row.status:
        return f"status {answer.status} seen, {row}"
    if not answer.whole:
        return "" if row.outcome in BACKENDS_FAULT else f"broke off, {row}"
    if answer.field("x-request-id") != sent.request_id:
        return f"the answer of another request: {answer.field('x-request-id')}"
    if answer.status == 200:
        good = row.outcome == "answered" and row.backend == answer.field("x-straightline-backend")
        return "" if good else f"answered by {answer.field('x-straightline-backend')}, {row}"
    return "" if answer.status in (429, 502, 503, 504) and row.outcome != "answered" else f"{answer.status}, {row}"


def problem_of_leaver(sent, rows):
    """A client that left has at most one row, and none without a whole head; one for sure when nothing overtook it."""
    if not sent.begun:
        return f"a row without a head: {rows}" if rows else ""
    if len(rows) > 1 or (not rows and not sent.reset):
        return f"{len(rows)} rows of a client that left"
    return ""


def problems_at_backends(sent, rows, seen):
    """What reached the backends under this id against what the row says."""
    total = sum(seen.values())
    if total and not rows:
        return f"reached {seen} without a row"
    if sent.post and total > 1:
        return f"a POST was sent {total} times: {seen}"
    if sent.answer and sent.answer.status == 200 and not seen.get(rows[0].backend):
        return f"answered by {rows[0].backend}, which never had it: {seen}"
    return ""


class ResetTest(unittest.TestCase):
    def test_every_request_ends_once(self):
        self.ends_once("consecutive_failures = 0\nfailure_percent = 0\n")

    def test_every_request_ends_once_with_ejections(self):
        self.ends_once("ejection_ms = 300\n")

    def ends_once(self, isolation):
        backends = {"a": CountingBackend(), "b": CountingBackend()}
        text = site({name: each.port for name, each in backends.items()}, "header_timeout_ms = 1000",
                    f"policy = \"round_robin\"\ndeadline_ms = {DEADLINE_SECONDS * 1000}\n[application.isolation]\n{isolation}",
                    "capacity = 6\nread_timeout_ms = 300")
        with Product(text) as product:
            product.wait_ready()
            own = product.wait_idle()["straightline_finished_requests_total"]  # of wait_ready
            descriptors = product.descriptors()
            begun = time.monotonic()
            clients = [Client(product.ingest, index) for index in range(CLIENTS)]
            for each in clients:
                each.start()
            self.look_while(clients, product)
            seconds = time.monotonic() - begun
            self.assertEqual([problem for each in clients for problem in each.problems], [])
            now = product.wait_idle()
            finished = now["straightline_finished_requests_total"]
            self.assertEqual(now["straightline_accepted_requests_total"], finished)
            self.assertEqual(now["straightline_dropped_records_total"], 0)
            product.wait_recorded(finished)
            self.compare(product, [one for each in clients for one in each.sent], backends, finished - own)
            attempts = sum(sum(each.seen.values()) for each in backends.values())
            self.assertLessEqual(attempts, 1.2 * finished + 10 * (seconds + 1))  # R5
            wait_until(lambda: product.descriptors() <= descriptors + 24, "the descriptors are given back")
            self.assertEqual(product.metrics()["straightline_inflight_requests"], 0)
            self.assertEqual(product.end(), 0)
        for each in backends.values():
            each.close()

    def look_while(self, clients, product):
        """accepted = finished + in flight at every instant."""
        looks = 0
        while any(each.is_alive() for each in clients):
            now = product.metrics()
            looks += 1
            self.assertEqual(now["straightline_accepted_requests_total"],
                             now["straightline_finished_requests_total"] + now["straightline_gateway_inflight_requests"])
        self.assertGreater(looks, 3)

    def compare(self, product, requests, backends, finished):
        """Each request by its id at client, store and backends; then the sums."""
        rows = product.rows_by_id()
        problems, ours, ends = [], 0, collections.Counter()
        for sent in requests:
            mine = rows.get(id_hash(sent.request_id), [])
            seen = {name: each.seen[sent.request_id] for name, each in backends.items() if each.seen[sent.request_id]}
            ours += len(mine)
            problem = problem_of_waiter(sent, mine) if sent.answer else problem_of_leaver(sent, mine)
            problem = problem or problems_at_backends(sent, mine, seen)
            if problem:
                problems.append(f"{sent.request_id}: {problem}")
            ends[f"{sent.answer.status} {'whole' if sent.answer.whole else 'broken off'}" if sent.answer else "left"] += 1
        print(f"{len(requests)} requests, {ours} rows; the clients saw {dict(sorted(ends.items()))}")
        self.assertEqual(problems, [])
        self.assertEqual(ours, finished, "rows of ids that nobody sent")
        for name in backends:
            stored = sum(row.backend == name for each in rows.values() for row in each)
            _, told = product.call("GET", f"/api/v1/backends/app:{name}")
            self.assertEqual(told["live"]["totals"]["requests"], stored)
        self.assertGreater(ends["200 whole"], len(requests) / 5)


if __name__ == "__main__":
    unittest.main()
