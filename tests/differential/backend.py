# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backend that reads HTTP/1.1 as strictly as it can be read, and writes down what reached it."""
import dataclasses
import re
import socket
import threading

TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
REQUEST_LINE = re.compile(rb"(" + TOKEN + rb") ([\x21-\x7e\x80-\xff]+) HTTP/1\.([01])")
FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*((?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?)[ \t]*")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})((?:;[\t\x20-\x7e\x80-\xff]*)?)")


class Unreadable(Exception):
    """What came is no request by the strictest reading."""


@dataclasses.dataclass
class Seen:
    head: bytes
    method: bytes
    target: bytes
    fields: list  # (lower-case name, value)
    body: bytes = b""
    framing: list = dataclasses.field(default_factory=list)  # chunk-size lines and trailers as they came
    trailers: list = dataclasses.field(default_factory=list)

    def values(self, name):
        return [value for key, value in self.fields if key == name]


class Connection:
    """One connection of a proxy."""

    def __init__(self, sock):
        self.sock = sock
        self.bytes = b""

    def more(self):
        data = self.sock.recv(65536)
        if not data:
            raise EOFError
        self.bytes += data

    def take(self, size):
        while len(self.bytes) < size:
            self.more()
        data, self.bytes = self.bytes[:size], self.bytes[size:]
        return data

    def take_line(self):
        while b"\n" not in self.bytes:
            self.more()
        line, _, self.bytes = self.bytes.partition(b"\n")
        if not line.endswith(b"\r"):
            raise Unreadable(f"a line ends in a bare line feed: {line!r}")
        return line[:-1]

    def fields(self):
        fields = []
        while line := self.take_line():
            match = FIELD.fullmatch(line)
            if not match:
                raise Unreadable(f"no field: {line!r}")
            fields.append((match[1].lower(), match[2]))
        return fields

    def request(self):
        line = self.take_line()
        match = REQUEST_LINE.fullmatch(line)
        if not match:
            raise Unreadable(f"no request line: {line!r}")
        fields = self.fields()
        seen = Seen(line, match[1], match[2], fields)
        lengths, encodings = seen.values(b"content-length"), seen.values(b"transfer-encoding")
        if len(lengths) + len(encodings) > 1 or (encodings and encodings != [b"chunked"]):
            raise Unreadable(f"more than one framing: {lengths} {encodings}")
        if lengths:
            if not re.fullmatch(rb"[0-9]{1,18}", lengths[0]):
                raise Unreadable(f"no length: {lengths[0]!r}")
            seen.body = self.take(int(lengths[0]))
        elif encodings:
            self.chunks(seen)
        return seen

    def chunks(self, seen):
        while True:
            line = self.take_line()
            match = CHUNK_SIZE.fullmatch(line)
            if not match:
                raise Unreadable(f"no chunk size: {line!r}")
            seen.framing.append(line)
            size = int(match[1], 16)
            if size == 0:
                break
            seen.body += self.take(size)
            if self.take(2) != b"\r\n":
                raise Unreadable("a chunk does not end where it says")
        seen.trailers = self.fields()


class Backend:
    """Listens on a port of its own. Health checks are answered and not written down."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.seen = []
        self.unreadable = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(sock,), daemon=True).start()

    def serve(self, sock):
        connection = Connection(sock)
        with sock:
            try:
                while True:
                    seen = connection.request()
                    if seen.target != b"/health":
                        with self.lock:
                            self.seen.append(seen)
                    body = b"" if seen.method == b"HEAD" else b"ok"
                    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + body)
            except Unreadable as what:
                with self.lock:
                    self.unreadable.append(str(what))
            except (EOFError, OSError):
                pass  # incomplete: given up by the proxy

    def close(self):
        self.listener.close()
