# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients over real sockets: one request, ordinary ones whose latency is measured, and slow ones by the hundred."""
import contextlib
import multiprocessing
import re
import socket
import threading
import time

from harness import DEADLINE


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


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


class Answer:
    """What came of one answer: `whole` when all that its head promised is there, `excess` what came after it."""

    def __init__(self):
        self.status = 0
        self.whole = False
        self.excess = b""
        self.head = b""
        self._data = bytearray()
        self._size = -1  # of the body; -1 = chunked

    def field(self, name):
        found = re.search(rb"(?im)^" + name.encode() + rb": *([^\r\n]*)", self.head)
        return found.group(1).decode() if found else ""

    def _take_head(self):
        head, split, body = bytes(self._data).partition(b"\r\n\r\n")
        if not split:
            return
        self.head, self._data = head, bytearray(body)
        self.status = int(head.split()[1])
        if self.status in (101, 204, 304):
            self._size = 0
        elif self.field("transfer-encoding") != "chunked":
            self._size = int(self.field("content-length"))

    def take(self, data):
        self._data += data
        if not self.head:
            self._take_head()
        if not self.head:
            return
        size = self._size
        if size < 0:
            size = len(self._data) if self._data.endswith(b"0\r\n\r\n") else len(self._data) + 1
        self.whole = size <= len(self._data)
        self.excess = bytes(self._data[size:]) if self.whole else b""


def await_answer(sock, last=True):
    """One Answer, read until it is whole or the connection ends; TimeoutError when neither happens in the socket's time.
    After a whole answer, when it is to be the last, our side is closed, and what the gateway still says is read: it
    should be nothing."""
    answer = Answer()
    while True:
        try:
            piece = sock.recv(65536)
        except ConnectionResetError:
            return answer
        if not piece:
            return answer
        was_whole = answer.whole
        answer.take(piece)
        if answer.whole and not last:
            return answer
        if answer.whole and not was_whole:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_WR)


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
