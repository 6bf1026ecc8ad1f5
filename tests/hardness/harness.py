# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program with real sockets around it: started, watched and ended; backends and clients that do what a script
says, right or wrong. Everything stays on the loopback interface."""
import contextlib
import http.client
import json
import multiprocessing
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


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


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
        ready = re.match(r"ready ingest=\S*:(\d+) control=\S*:(\d+)", line)
        if not ready:
            self.child.kill()
            raise AssertionError(f"the program did not start: {line!r}\n{self.read_log()}")
        self.ingest, self.control = int(ready.group(1)), int(ready.group(2))

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
        """The metrics without labels, and the sums of those with."""
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=DEADLINE)
        try:
            connection.request("GET", "/metrics")
            text = connection.getresponse().read().decode()
        finally:
            connection.close()
        sums = {}
        for name, value in re.findall(r"^(\w+)(?:\{[^}]*\})? (\S+)$", text, re.M):
            sums[name] = sums.get(name, 0.0) + float(value)
        return sums

    def wait_ready(self):
        def ready():
            connection = http.client.HTTPConnection("127.0.0.1", self.ingest, timeout=DEADLINE)
            try:
                connection.request("GET", "/v2/health/ready")
                return connection.getresponse().status == 200
            finally:
                connection.close()
        wait_until(ready, "a healthy backend")

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

    def records(self):
        """Rows of requests in the store."""
        database = sqlite3.connect(f"file:{self.state}/straightline.db?mode=ro", uri=True)
        try:
            return database.execute("SELECT count(*) FROM request").fetchone()[0]
        finally:
            database.close()

    def check_integrity(self):
        database = sqlite3.connect(f"file:{self.state}/straightline.db?mode=ro", uri=True)
        try:
            return database.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            database.close()

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


def connect(port, receive_buffer=0):
    sock = socket.socket()
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.settimeout(DEADLINE)
    sock.connect(("127.0.0.1", port))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def read_answer(sock):
    """(status, body) of an answer with Content-Length; None when the connection ends first."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if not length:
        raise AssertionError(f"an answer without Content-Length: {head!r}")
    length = int(length.group(1))
    while len(body) < length:
        piece = sock.recv(65536)
        if not piece:
            return None
        body += piece
    return int(head.split()[1]), body


class OrdinaryClient:
    """Sends a small request now and then over a kept connection and notes how long each answer took."""

    REQUEST = b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"

    def __init__(self, port):
        self._port = port

    def measure(self, count, gap=0.005):
        """Seconds of each of `count` requests; anything but 200 is a failure."""
        times = []
        with connect(self._port) as sock:
            for _ in range(count):
                begun = time.perf_counter()
                sock.sendall(self.REQUEST)
                answer = read_answer(sock)
                times.append(time.perf_counter() - begun)
                if answer is None or answer[0] != 200:
                    raise AssertionError(f"an ordinary request was answered {answer}")
                time.sleep(gap)
        return times


class Latency:
    """How ordinary requests fare through the gateway, beside the same requests sent straight to the backend at the same
    time: what disturbs both is the machine's."""

    def __init__(self, product, backend):
        self._through = OrdinaryClient(product.ingest)
        self._direct = OrdinaryClient(backend.port)

    def measure(self, blocks=5, count=120):
        """(99th percentile through the gateway, the same straight), each the median of the blocks': a hiccup falls into
        one block."""
        pairs = []
        for _ in range(blocks):
            direct = threading.Thread(target=lambda: pairs.append(percentile(self._direct.measure(count), 99)))
            direct.start()
            through = percentile(self._through.measure(count), 99)
            direct.join()
            pairs[-1] = (through, pairs[-1])
        return tuple(sorted(each[i] for each in pairs)[blocks // 2] for i in range(2))


def check_undisturbed(test, before, during, after):
    """R8: the 99th percentile stays under twice that of quiet times, as far as the machine itself does. Two
    cores run the program, the backend and all clients: 10 ms, a few turns of the scheduler, is noise."""
    quiet = max(before[0], after[0])
    busier = max(1.0, during[1] / max(before[1], after[1]))
    print(f"p99 through the gateway before {before[0] * 1e3:.2f} ms, during {during[0] * 1e3:.2f} ms, after "
          f"{after[0] * 1e3:.2f} ms; straight {before[1] * 1e3:.2f}, {during[1] * 1e3:.2f}, {after[1] * 1e3:.2f} ms")
    test.assertLess(during[0], 2 * quiet * busier + 0.010)


class SlowClients:
    """Many connections that each do something slowly, served by one thread: every `gap` seconds each sends what
    `next_bytes(step)` gives and reads at most `read_bytes`. Notes how they end."""

    def __init__(self, port, count, first, next_bytes, gap=0.25, read_bytes=65536, receive_buffer=0):
        self.statuses = []
        self._next = next_bytes
        self._gap = gap
        self._read_bytes = read_bytes
        self._open = {}
        self._stop = threading.Event()
        for _ in range(count):
            sock = connect(port, receive_buffer)
            sock.sendall(first)
            sock.setblocking(False)
            self._open[sock] = b""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def left(self):
        """Connections that the gateway has not ended."""
        return len(self._open)

    def _turn(self, sock, data):
        with contextlib.suppress(BlockingIOError):
            if data:
                sock.send(data)
        try:
            piece = sock.recv(self._read_bytes)
        except BlockingIOError:
            return
        self._open[sock] = (self._open[sock] + piece)[:64]
        if not piece:
            raise ConnectionResetError

    def _run(self):
        step = 0
        while self._open and not self._stop.wait(self._gap):
            data = self._next(step)
            step += 1
            for sock in list(self._open):
                try:
                    self._turn(sock, data)
                except OSError:
                    start = self._open.pop(sock)
                    sock.close()
                    self.statuses.append(int(start.split()[1]) if start.startswith(b"HTTP/1.1 ") else 0)

    def stop(self):
        self._stop.set()
        self._thread.join(DEADLINE)
        for sock in list(self._open):
            sock.close()


class SlowProcess:
    """SlowClients in a process of its own, so that serving them does not slow down who measures."""

    def __init__(self, *arguments, **options):
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(target=self._run, args=(theirs, arguments, options),
                                                                    daemon=True)
        self._process.start()
        self._ours.recv()  # all are connected

    @staticmethod
    def _run(pipe, arguments, options):
        clients = SlowClients(*arguments, **options)
        pipe.send("ready")
        while pipe.recv() != "stop":
            pipe.send((clients.left, clients.statuses))
        clients.stop()

    def _ask(self):
        self._ours.send("state")
        return self._ours.recv()

    @property
    def left(self):
        return self._ask()[0]

    @property
    def statuses(self):
        return self._ask()[1]

    def stop(self):
        self._ours.send("stop")
        self._process.join(DEADLINE)
