# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo's tests share: the test split, PNG files of it, and real processes with deadlines."""
import contextlib
import csv
import http.client
import json
import os
import pathlib
import queue
import struct
import subprocess
import threading
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODEL = ROOT / "resources/demo/model"
DEADLINE = 30


def program(name):
    """The path of a built program, given by CMake in the environment."""
    return os.environ[name]


def description():
    return json.loads((MODEL / "digits.json").read_text())


def test_split():
    """A list of (label, the model's own answer, 64 values 0..16)."""
    with open(MODEL / "digits_test.csv", newline="", encoding="ascii") as file:
        rows = csv.reader(file)
        next(rows)
        return [(int(row[0]), int(row[1]), [int(value) for value in row[2:]]) for row in rows]


def gray_levels(pixels, factor):
    """The rows of the 8x8 image enlarged by a whole factor, as bytes of gray levels 0..255."""
    rows = []
    for y in range(8):
        row = b"".join(bytes([(pixels[8 * y + x] * 255 + 8) // 16]) * factor for x in range(8))
        rows += [row] * factor
    return rows


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows, width=None, height=None):
    """A gray PNG of the rows; width and height override what its header claims."""
    header = struct.pack(">IIBBBBB", width or len(rows[0]), height or len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


class Process:
    """A child process whose output is read as it comes; ended on leaving the with block."""

    def __init__(self, command, **options):
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True, **options)
        self.lines = []
        self._incoming = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.child.stdout:
            self._incoming.put(line.rstrip("\n"))
        self._incoming.put(None)

    def wait_for(self, accept):
        """The first non-None result of accept(line)."""
        end = time.monotonic() + DEADLINE
        while True:
            try:
                line = self._incoming.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError("the awaited line did not come; output so far:\n" + "\n".join(self.lines))
            self.lines.append(line)
            result = accept(line)
            if result is not None:
                return result

    def rest(self):
        """All its output, once it has ended."""
        while (line := self._incoming.get(timeout=DEADLINE)) is not None:
            self.lines.append(line)
        return "\n".join(self.lines)

    def terminate(self):
        """Asks it to end and returns its exit status."""
        if self.child.poll() is None:
            self.child.terminate()
        return self.child.wait(DEADLINE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.child.stdout.close()


@contextlib.contextmanager
def digits_server(*options):
    """A running digits-server on a free port: yields (process, host, port)."""
    with Process([program("DIGITS_SERVER"), "--listen", "127.0.0.1:0", *options]) as process:
        address = process.wait_for(lambda line: line[6:] if line.startswith("ready ") else None)
        host, port = address.rsplit(":", 1)
        yield process, host, int(port)
        status = process.terminate()
        if status != 0:  # a sanitizer's finding, say
            raise AssertionError(f"digits-server ended with status {status}:\n" + process.rest())


class Client:
    """One keep-alive connection."""

    def __init__(self, host, port):
        self.connection = http.client.HTTPConnection(host, port, timeout=DEADLINE)

    def request(self, method, path, body=None, headers=None):
        """(status, headers, body bytes)"""
        self.connection.request(method, path, body, headers or {})
        response = self.connection.getresponse()
        return response.status, response.headers, response.read()

    def json(self, method, path, body=None, headers=None):
        status, _, answer = self.request(method, path, body, headers)
        return status, json.loads(answer)

    def close(self):
        self.connection.close()

    __del__ = close
