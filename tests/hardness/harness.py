# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program with real sockets around it: started, watched and ended; backends and clients that do what a script
says, right or wrong. Everything stays on the loopback interface."""
import collections
import contextlib
import http.client
import json
import os
import re
import socket
import sqlite3
import struct
import subprocess
import tempfile
import threading
import time

PROGRAM = os.environ.get("STRAIGHTLINE_PROGRAM", "straightline")
DEADLINE = 60


def wait_until(condition, what, seconds=DEADLINE):
    """The first true value of condition()."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def reset(sock):
    """Closes with RST, as a peer that crashed."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class Backend:
    """An HTTP backend in threads. `serve(sock, head, body, number)` answers; False ends the connection."""

    def __init__(self, serve=None):
        self._serve = serve or self.answer_ok
        self.requests = 0
        self._lock = threading.Lock()
        self._open = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @staticmethod
    def answer_ok(sock, head, body, number):
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        return True

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open.add(sock)
            threading.Thread(target=self._connection, args=(sock,), daemon=True).start()

    def _connection(self, sock):
        data = b""
        try:
            while True:
                while b"\r\n\r\n" not in data:
                    piece = sock.recv(65536)
                    if not piece:
                        return
                    data += piece
                head, data = data.split(b"\r\n\r\n", 1)
                if head.startswith(b"GET /v2/health/ready"):
                    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    continue
                length = re.search(rb"(?i)content-length: (\d+)", head)
                length = int(length.group(1)) if length else 0
                while len(data) < length:
                    piece = sock.recv(1 << 20)
                    if not piece:
                        return
                    data += piece
                body, data = data[:length], data[length:]
                with self._lock:
                    self.requests += 1
                    number = self.requests
                if not self._serve(sock, head, body, number):
                    return
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()

    def close(self):
        self._listener.close()
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)


def site(backends, gateway="", application="", backend=""):
    """A site.toml with one application "app"; `backends` maps names to ports."""
    text = f"[gateway]\n{gateway}\n[[application]]\nname = \"app\"\nmount = \"/app\"\n{application}\n"
    for name, port in backends.items():
        text += (f"[[application.backend]]\nname = \"{name}\"\ntier = \"local\"\nkind = \"http\"\n"
                 f"url = \"http://127.0.0.1:{port}\"\nhealth_interval_ms = 200\n{backend}\n")
    return text


# engine/api/words.h: how a request ended, in the order of the numbers in the store.
OUTCOMES = ("answered", "backend_failed", "backend_timeout", "queue_full", "queue_timeout", "nothing_healthy", "too_large",
            "bad_request", "not_found", "client_gone", "client_timeout", "shutting_down")
Row = collections.namedtuple("Row", "outcome status backend")


def id_hash(request_id):
    """As the store hashes x-request-id: FNV-1a."""
    value = 14695981039346656037
    for byte in request_id.encode():
        value = (value ^ byte) * 1099511628211 % (1 << 64)
    return value - (1 << 64) if value >> 63 else value


class Product:
    """`straightline --headless` with an own state directory; ended on leaving the with block."""

    def __init__(self, site_text, **options):
        self._folder = tempfile.TemporaryDirectory(prefix="straightline-hardness-")
        self.state = os.path.join(self._folder.name, "state")
        self._site = os.path.join(self._folder.name, "site.toml")
        with open(self._site, "w", encoding="utf-8") as file:
            file.write(site_text)
        self.log = os.path.join(self._folder.name, "log")
        self._options = options
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                [PROGRAM, "--headless", "--state", self.state, "--config", self._site, "--listen", "127.0.0.1:0",
                 "--control", "127.0.0.1:0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True,
                **self._options)
        line = self.child.stdout.readline()
        ready = re.match(r"ready ingest=\S*:(\d+) control=\S*:(\d+)(?: ingest_tls=\S*:(\d+))?", line)
        if not ready:
            self.child.kill()
            raise AssertionError(f"the program did not start: {line!r}\n{self.read_log()}")
        self.ingest, self.control = int(ready.group(1)), int(ready.group(2))
        self.ingest_tls = int(ready.group(3) or 0)  # 0 = no HTTPS

    def read_log(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
        self._folder.cleanup()

    def end(self):
        """SIGTERM; the exit status."""
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.child.stdout.close()
        return self.child.returncode

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()

    def call(self, method, path, document=None):
        """(status, parsed JSON) of the management API."""
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=DEADLINE)
        try:
            connection.request(method, path, None if document is None else json.dumps(document),
                               {"Content-Type": "application/json"})
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body else None
        finally:
            connection.close()

    def metrics(self):
        """The metrics: each sample by its name with labels, and the sums of all with the same name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=DEADLINE)
        try:
            connection.request("GET", "/metrics")
            text = connection.getresponse().read().decode()
        finally:
            connection.close()
        found = {}
        for name, labels, value in re.findall(r"^(\w+)(\{[^}]*\})? (\S+)$", text, re.M):
            found[name] = found.get(name, 0.0) + float(value)
            if labels:
                found[name + labels] = float(value)
        return found

    def wait_ready(self):
        def ready():
            connection = http.client.HTTPConnection("127.0.0.1", self.ingest, timeout=DEADLINE)
            try:
                connection.request("GET", "/v2/health/ready")
                return connection.getresponse().status == 200
            finally:
                connection.close()
        wait_until(ready, "a healthy backend")

    def wait_operation(self, operation, seconds=DEADLINE):
        """An operation of the management API, once it has ended."""
        path = f"/api/v1/operations/{operation}"

        def ended():
            answer = self.call("GET", path)[1]
            return answer if answer["state"] != "running" else None
        return wait_until(ended, f"operation {operation} has ended", seconds)

    def wait_idle(self):
        """All requests are finished; the metrics then. They come from a snapshot that is taken once a second: one
        from before this call may not know of the latest requests."""
        before = self.metrics()["straightline_uptime_seconds"]

        def idle():
            now = self.metrics()
            fresh = now["straightline_uptime_seconds"] > before
            return now if fresh and now["straightline_gateway_inflight_requests"] == 0 else None
        return wait_until(idle, "no request in flight")

    def wait_recorded(self, finished):
        """The store holds one row for each of `finished` requests."""
        try:
            wait_until(lambda: self.records() >= finished, "every request is in the store")
        except AssertionError as late:
            raise AssertionError(f"{late}: {self.records()} of {finished}") from None
        if self.records() != finished:
            raise AssertionError(f"{self.records()} records of {finished} requests")

    def select(self, question):
        """All rows of the answer of the store."""
        database = sqlite3.connect(f"file:{self.state}/straightline.db?mode=ro", uri=True)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def records(self):
        """Rows of requests in the store."""
        return self.select("SELECT count(*) FROM request")[0][0]

    def rows_by_id(self):
        """The rows of requests by their id's hash (id_hash): Row(outcome, status, backend name)."""
        rows = {}
        for hashed, outcome, status, backend in self.select(
                "SELECT id_hash, outcome, status, name.name FROM request LEFT JOIN name ON name.number = backend"):
            rows.setdefault(hashed, []).append(Row(OUTCOMES[outcome], status, backend))
        return rows

    def check_integrity(self):
        return self.select("PRAGMA integrity_check")[0][0]

    def status(self, field):
        with open(f"/proc/{self.child.pid}/status", encoding="utf-8") as file:
            return int(re.search(rf"^{field}:\s+(\d+)", file.read(), re.M).group(1))

    def rss_kib(self):
        return self.status("VmRSS")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.child.pid}/fd"))

    def cpu_seconds(self):
        with open(f"/proc/{self.child.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
