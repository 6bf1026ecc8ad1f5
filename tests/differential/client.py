# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends raw bytes and reads what comes back until the other side closes."""
import socket
import threading

DEADLINE = 30  # the proxies close much earlier


def exchange(port, raw):
    """All that was answered to `raw` on one connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as sock:
        sender = threading.Thread(target=send, args=(sock, raw))
        sender.start()
        answer = b""
        try:
            while data := sock.recv(65536):
                answer += data
        except ConnectionError:
            pass  # closed while we were sending
        except TimeoutError:
            answer += b"HTTP/1.1 0 never closed\r\nContent-Length: 0\r\n\r\n"
            sock.shutdown(socket.SHUT_RDWR)
        sender.join()
        return answer


def send(sock, raw):
    try:
        sock.sendall(raw)
    except OSError:
        pass  # refused before all was sent


def statuses(answer, method):
    """The final statuses in `answer`, "0.9" for what has no status line; empty when the connection was just closed."""
    found = []
    while answer:
        head, end, rest = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/") or not end:
            return found + ["0.9"]
        status = head.split(b" ", 2)[1].decode("latin-1")
        answer = rest
        if status.startswith("1") and status != "101":
            continue
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        found.append(status)
        if method != b"HEAD" or len(found) > 1:
            answer = answer[length:]
    return found
