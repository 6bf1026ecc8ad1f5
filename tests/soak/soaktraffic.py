# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of a soak. Each request has an id of its own, so that afterwards every answer that was seen can be found
in the gateway's store, and the other way round."""
import collections
import random
import socket
import ssl
import threading
import time

import clients
import harness

PATIENCE_SECONDS = 45  # the site's longest deadline is 30 s
BODY = b"b" * 1_000_000


class Traffic(threading.Thread):
    """One client: what it saw of its requests. `answered`: status → whole answers. `loose`: id → "left" (it went away),
    "unsent" (the connection ended before an answer began) or "broken" (an answer broke off)."""

    def __init__(self, index, stop):
        super().__init__(daemon=True)
        self.index, self.stop = index, stop
        self.luck = random.Random(index)
        self.answered = collections.Counter()
        self.good = collections.Counter()  # kind of request → whole answers that say 2xx or 101
        self.loose = {}
        self.problems = []
        self._number = 0

    def new_id(self):
        self._number += 1
        return f"soak-{self.index}-{self._number}"

    def head(self, request_id, line, *fields):
        """A request's head; `line` without the version."""
        lines = [f"{line} HTTP/1.1", "Host: x", f"x-request-id: {request_id}", *fields]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def await_whole(self, sock, request_id, kind, fresh):
        """The whole answer, counted; None when there was none. `fresh`: the connection's first request, which the
        gateway has no reason to leave without an answer."""
        try:
            answer = clients.await_answer(sock, last=False)
        except TimeoutError:
            self.problems.append(f"{kind} {request_id}: neither an answer nor an end within {PATIENCE_SECONDS} s")
            raise
        if not answer.whole:
            self.loose[request_id] = "broken" if answer.head or fresh else "unsent"
            return None
        self.answered[answer.status] += 1
        if answer.status == 101 or 200 <= answer.status < 300:
            self.good[kind] += 1
        return answer


class MixedTraffic(Traffic):
    """Does one thing after another, chosen by its own luck."""

    def __init__(self, index, stop, port, tls_port, has_container):
        super().__init__(index, stop)
        self._port, self._tls_port = port, tls_port
        self._kinds = [("small", 24), ("large", 4), ("chunked", 3), ("big answer", 2), ("function", 2), ("events", 1),
                       ("slow", 3), ("tunnel", 1), ("HTTP/1.0", 1), ("nonsense", 1), ("left", 2)]
        if has_container:
            self._kinds.append(("container", 2))
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._tls.check_hostname, self._tls.verify_mode = False, ssl.CERT_NONE

    def run(self):
        while not self.stop.is_set():
            try:
                self._connection()
            except OSError as problem:
                if isinstance(problem, ssl.SSLError):
                    self.problems.append(f"TLS: {problem!r}")
            except Exception as problem:  # a thread must tell
                self.problems.append(f"client {self.index}: {problem!r}")
            self.stop.wait(self.luck.random() * 0.02)

    def _connection(self):
        secure = self._tls_port and self.luck.randrange(4) == 0
        plain = clients.connect(self._tls_port if secure else self._port)
        plain.settimeout(PATIENCE_SECONDS)
        with self._tls.wrap_socket(plain) if secure else plain as sock:
            for number in range(self.luck.randrange(1, 40)):
                if self.stop.is_set() or not self._one(sock, number == 0, secure):
                    return
                self.stop.wait(0.004)

    def _one(self, sock, fresh, secure):
        """One request; true when the connection can carry another."""
        kind = self.luck.choices([each[0] for each in self._kinds], [each[1] for each in self._kinds])[0]
        request_id = self.new_id()
        try:
            if kind == "left":
                return self._leave(sock, request_id, secure)
            sock.sendall(self._request(kind, request_id))
        except OSError:
            self.loose[request_id] = "unsent"
            return False
        answer = self.await_whole(sock, request_id, "TLS " + kind if secure else kind, fresh)
        if answer is None:
            return False
        if answer.status == 101:
            self._tunnel(sock, answer.excess)
            return False
        return answer.status < 400 and answer.field("connection") != "close" and kind != "HTTP/1.0"

    def _leave(self, sock, request_id, secure):
        self.loose[request_id] = "left"
        sock.sendall(self.head(request_id, "POST /app/x", "Content-Length: 9000") + b"half")
        if self.luck.randrange(2) and not secure:
            harness.reset(sock)
        return False

    def _request(self, kind, request_id):
        if kind == "small":
            size = self.luck.choice((0, 10, 1000, 5000))
            return self.head(request_id, "POST /app/x", f"Content-Length: {size}") + BODY[:size]
        if kind == "large":
            return self.head(request_id, "POST /app/x", "Content-Length: 400000") + BODY[:400_000]
        if kind == "chunked":
            return (self.head(request_id, "POST /app/x", "Transfer-Encoding: chunked")
                    + b"3e8\r\n" + BODY[:1000] + b"\r\n0\r\n\r\n")
        if kind == "tunnel":
            return self.head(request_id, "GET /app/tunnel", "Connection: Upgrade", "Upgrade: echo")
        if kind == "HTTP/1.0":
            return f"GET /app/x HTTP/1.0\r\nx-request-id: {request_id}\r\n\r\n".encode()
        if kind == "nonsense":
            return b"nonsense\r\n\r\n"
        target = {"big answer": "/app/big", "function": "/apps/fn/x", "events": "/app/events", "slow": "/app/slow",
                  "container": "/apps/box/id"}
        return self.head(request_id, "GET " + target[kind])

    def _tunnel(self, sock, received):
        """Three messages and their echoes, then the end. A backend may be killed meanwhile: then it ends early."""
        try:
            for _ in range(3):
                sock.sendall(BODY[:1000])
                while len(received) < 1000:
                    piece = sock.recv(4096)
                    if not piece:
                        return
                    received += piece
                received = received[1000:]
            sock.shutdown(socket.SHUT_WR)
            self.good["tunnel echoed"] += not received and not sock.recv(4096)
        except TimeoutError:
            self.problems.append("a tunnel neither carried bytes nor ended")
        except OSError:
            pass


class BodiesTraffic(Traffic):
    """POSTs of 1 MB over one kept connection at a constant rate; what is late is sent as soon as it can be."""

    def __init__(self, index, stop, port, per_second):
        super().__init__(index, stop)
        self._port, self._gap = port, 1 / per_second

    def run(self):
        due = time.monotonic() + self.luck.random() * self._gap
        sock = None
        while not self.stop.wait(max(0.0, due - time.monotonic())):
            due = max(due + self._gap, time.monotonic() - 1)  # a second's arrears at most
            try:
                fresh = sock is None
                sock = sock or clients.connect(self._port)
                sock = sock if self._post(sock, fresh) else None
            except OSError:
                sock = None
        if sock:
            sock.close()

    def _post(self, sock, fresh):
        request_id = self.new_id()
        try:
            sock.sendall(self.head(request_id, "POST /app/x", f"Content-Length: {len(BODY)}"))
            sock.sendall(BODY)
        except OSError:
            self.loose[request_id] = "unsent"
            return False
        answer = self.await_whole(sock, request_id, "1 MB", fresh)
        return answer is not None and answer.field("connection") != "close"
