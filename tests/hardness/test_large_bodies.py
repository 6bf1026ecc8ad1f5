# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gigabyte up and a gigabyte down in bounded memory, and a body over the limit refused without being read."""
import re
import socket
import threading
import unittest

from clients import connect
from harness import Product, site

SIZE = 1 << 30
PIECE = b"x" * (1 << 20)


class StreamingBackend:
    """Reads a body as it comes, and sends one of SIZE for GET."""

    def __init__(self):
        self.read = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock):
        buffer = bytearray(1 << 20)
        try:
            while True:
                data = b""
                while b"\r\n\r\n" not in data:
                    piece = sock.recv(65536)
                    if not piece:
                        return
                    data += piece
                head, rest = data.split(b"\r\n\r\n", 1)
                length = re.search(rb"(?i)content-length: (\d+)", head)
                left = int(length.group(1)) - len(rest) if length else 0
                while left > 0:
                    got = sock.recv_into(buffer, min(left, len(buffer)))
                    if got == 0:
                        return
                    left -= got
                    self.read += got
                if head.startswith(b"GET /app"):
                    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE)
                    for _ in range(SIZE // len(PIECE)):
                        sock.sendall(PIECE)
                else:
                    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except OSError:
            pass
        finally:
            sock.close()

    def close(self):
        self._listener.close()


class LargeBodyTest(unittest.TestCase):
    def setUp(self):
        self.backend = StreamingBackend()
        self.product = Product(site({"b": self.backend.port}, f"max_body_bytes = {2 * SIZE}",
                                    "deadline_ms = 600000"))
        self.product.wait_ready()

    def tearDown(self):
        self.product.end()
        self.product.__exit__()
        self.backend.close()

    def test_a_gigabyte_each_way(self):
        with connect(self.product.ingest) as sock:
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok")
            self.assertIn(b" 200 ", sock.recv(65536))
            before = self.product.rss_kib()
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % SIZE)
            highest = before
            for i in range(SIZE // len(PIECE)):
                sock.sendall(PIECE)
                if i % 64 == 0:
                    highest = max(highest, self.product.rss_kib())
            self.assertIn(b" 200 ", sock.recv(65536))
            sock.sendall(b"GET /app/x HTTP/1.1\r\nHost: x\r\n\r\n")
            buffer = bytearray(1 << 20)
            looked = 0
            head = sock.recv(65536)
            read = len(head.split(b"\r\n\r\n", 1)[1])
            while read < SIZE:
                got = sock.recv_into(buffer)
                self.assertGreater(got, 0)
                read += got
                if read // (64 << 20) != looked:
                    looked = read // (64 << 20)
                    highest = max(highest, self.product.rss_kib())
        print(f"a gigabyte each way: {before} KiB before, at most {highest} KiB")
        self.assertLess(highest - before, 4096)

    def test_over_the_limit_is_refused_unread(self):
        with connect(self.product.ingest) as sock:
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (3 * SIZE))
            self.assertIn(b" 413 ", sock.recv(65536))
        self.assertEqual(self.backend.read, 0)


if __name__ == "__main__":
    unittest.main()
