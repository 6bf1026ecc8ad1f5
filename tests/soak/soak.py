#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product under mixed load for a long time: small and large bodies, chunked, server-sent events, HTTP/1.0, clients
that leave; backends that are killed and come back, thresholds and configurations that change, a function that is
redeployed. Every minute and at the end: the counters agree, memory, descriptors and threads stay flat. Prints a line a
minute and writes JSON; exits with 1 when a check fails.

  soak.py PROGRAM [--minutes 30] [--json FILE]
"""
import argparse
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hardness"))
import clients  # noqa: E402  (the folder is known only now)
import harness  # noqa: E402

SERVER = r'''
import socket, sys, threading, time, re
port = int(sys.argv[1])
listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port)); listener.listen(512)
def serve(sock):
    data = b""
    try:
        while True:
            while b"\r\n\r\n" not in data:
                piece = sock.recv(65536)
                if not piece: return
                data += piece
            head, data = data.split(b"\r\n\r\n", 1)
            if b"chunked" in head.lower():
                while not data.endswith(b"0\r\n\r\n"):
                    piece = sock.recv(65536)
                    if not piece: return
                    data += piece
                data = b""
            else:
                length = re.search(rb"(?i)content-length: (\d+)", head)
                left = int(length.group(1)) if length else 0
                while len(data) < left:
                    piece = sock.recv(1 << 20)
                    if not piece: return
                    data += piece
                data = data[left:]
            if b"/events" in head:
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                for i in range(5):
                    sock.sendall(b"9\r\ndata: x\n\n\r\n"); time.sleep(0.05)
                sock.sendall(b"0\r\n\r\n")
            elif b"/big" in head:
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + b"y" * 1000000)
            else:
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    except OSError: pass
    finally: sock.close()
while True:
    sock, _ = listener.accept()
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=serve, args=(sock,), daemon=True).start()
'''

FUNCTION = r'''
import http.client, os
host = os.environ["AWS_LAMBDA_RUNTIME_API"]
while True:
    connection = http.client.HTTPConnection(host)
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = connection.getresponse()
    answer.read()
    request = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    connection.request("POST", "/2018-06-01/runtime/invocation/" + request + "/response",
                       '{"statusCode": 200, "body": "fn"}')
    connection.getresponse().read()
    connection.close()
'''


class Server:
    """A backend process that can be killed and started again on the same port."""

    def __init__(self, port):
        self.port = port
        self.child = None
        self.start()

    def start(self):
        self.child = subprocess.Popen(["/usr/bin/python3", "-c", SERVER, str(self.port)], stdin=subprocess.DEVNULL)

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()


def free_port():
    with harness.socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Load(threading.Thread):
    """One client that does one thing after another, chosen by its own luck."""

    def __init__(self, port, index, stop):
        super().__init__(daemon=True)
        self._port, self._ending = port, stop
        self._luck = random.Random(index)
        self.answers = {}
        self.broken = 0
        self.left = 0

    def run(self):
        while not self._ending.is_set():
            try:
                with clients.connect(self._port) as sock:
                    for _ in range(self._luck.randrange(1, 40)):
                        if self._ending.is_set() or not self._one(sock):
                            break
            except OSError:
                self.broken += 1
            self._ending.wait(self._luck.random() * 0.02)

    def _count(self, status):
        self.answers[status] = self.answers.get(status, 0) + 1

    def _one(self, sock):
        kind = self._luck.randrange(40)
        if kind < 24:
            size = self._luck.choice((0, 10, 1000, 5000))
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"b" * size)
        elif kind < 28:
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n" + b"b" * 400000)
        elif kind < 31:
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                         b"3e8\r\n" + b"c" * 1000 + b"\r\n0\r\n\r\n")
        elif kind < 33:
            sock.sendall(b"GET /app/big HTTP/1.1\r\nHost: x\r\n\r\n")
        elif kind < 35:
            sock.sendall(b"GET /fn/x HTTP/1.1\r\nHost: x\r\n\r\n")
        elif kind < 36:
            sock.sendall(b"GET /app/events HTTP/1.1\r\nHost: x\r\n\r\n")
            data = b""
            while not data.endswith(b"\r\n0\r\n\r\n"):
                piece = sock.recv(65536)
                if not piece:
                    self.broken += 1
                    return False
                data += piece
                if re.match(rb"HTTP/1.1 [45]", data):
                    return False  # refused or broken off: the connection is not used on
            self._count(200)
            return True
        elif kind < 37:
            sock.sendall(b"GET /app/x HTTP/1.0\r\n\r\n")
        elif kind < 38:
            sock.sendall(b"nonsense\r\n\r\n")
        else:
            sock.sendall(b"POST /app/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nhalf")
            self.left += 1
            if kind == 39:
                harness.reset(sock)
            return False
        answer = clients.read_answer(sock)
        if answer is None:
            self.broken += 1
            return False
        self._count(answer[0])
        self._ending.wait(0.004)
        return kind < 36 and answer[0] == 200


class Disturber(threading.Thread):
    """What operators and fate do: kills, changes, redeploys."""

    def __init__(self, product, servers, stop):
        super().__init__(daemon=True)
        self._product, self._servers, self._ending = product, servers, stop
        self._luck = random.Random(99)
        self.done = {}
        self.problems = []

    def _call(self, method, path, document, allowed):
        status, answer = self._product.call(method, path, document)
        if status not in allowed:
            self.problems.append(f"{method} {path}: {status} {answer}")

    def run(self):
        while not self._ending.wait(0.25):
            what = self._luck.choice(("thresholds",) * 12 + ("policy",) * 4 + ("kill", "drain", "redeploy"))
            self.done[what] = self.done.get(what, 0) + 1
            try:
                getattr(self, "_" + what)()
            except (OSError, AssertionError) as problem:
                if not self._ending.is_set():
                    self.problems.append(f"{what}: {problem!r}")

    def _thresholds(self):
        self._call("PUT", "/api/v1/applications/app/thresholds",
                   {"frequency_hz": self._luck.randrange(1, 500), "size_bytes": self._luck.randrange(100, 500000)},
                   {200})

    def _policy(self):
        _, application = self._product.call("GET", "/api/v1/applications/app")
        document = application.get("configuration", application)
        document["policy"] = self._luck.choice(("straightline", "round_robin", "least_outstanding", "two_choices"))
        self._call("PUT", "/api/v1/applications/app", document, {200})

    def _kill(self):
        server = self._luck.choice(self._servers)
        server.kill()
        self._ending.wait(1 + self._luck.random())
        server.start()

    def _drain(self):
        self._call("POST", "/api/v1/backends/app:b0/drain", None, {200, 202, 409})
        self._ending.wait(0.5)
        self._call("POST", "/api/v1/backends/app:b0/resume", None, {200, 202, 409})

    def _redeploy(self):
        self._call("POST", "/api/v1/backends/fn:fn/redeploy", None, {200, 202, 409, 422})


def site(servers, function):
    tiers = ("local", "container", "serverless")
    text = ("[gateway]\nheader_timeout_ms = 3000\nbody_timeout_ms = 3000\n[retention]\n"
            "[[application]]\nname = \"app\"\nmount = \"/app\"\ndeadline_ms = 10000\n")
    for index, server in enumerate(servers):
        text += (f"[[application.backend]]\nname = \"b{index}\"\ntier = \"{tiers[index]}\"\nkind = \"http\"\n"
                 f"url = \"http://127.0.0.1:{server.port}\"\nhealth_interval_ms = 300\ncapacity = 16\n")
    return text + ("[[application]]\nname = \"fn\"\nmount = \"/fn\"\n[[application.backend]]\nname = \"fn\"\n"
                   "tier = \"serverless\"\nkind = \"function\"\ncapacity = 4\n"
                   f"command = [\"/usr/bin/python3\", \"{function}\"]\n")


class Watch:
    """Samples of what must stay flat, and the checks over them."""

    def __init__(self, product):
        self._product = product
        self.samples = []
        self.problems = []

    def sample(self):
        now = self._product.metrics()
        if now["straightline_accepted_requests_total"] != (now["straightline_finished_requests_total"]
                                                           + now["straightline_gateway_inflight_requests"]):
            self.problems.append(f"the counters disagree: {now}")
        self.samples.append({"time": time.monotonic(), "rss_kib": self._product.rss_kib(),
                             "descriptors": self._product.descriptors(),
                             "threads": self._product.status("Threads"),
                             "finished": now["straightline_finished_requests_total"],
                             "dropped": now.get("straightline_dropped_records_total", 0)})

    def drift(self, field):
        """The last quarter's median over the second quarter's: the first is warm-up."""
        values = [each[field] for each in self.samples]
        quarter = max(len(values) // 4, 1)
        return statistics.median(values[-quarter:]) / statistics.median(values[quarter:2 * quarter]) - 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--json", default="")
    parser.add_argument("--most-drift", type=float, default=0.02, help="of resident memory after warm-up")
    options = parser.parse_args()
    harness.PROGRAM = options.program
    stop = threading.Event()
    servers = [Server(free_port()) for _ in range(3)]
    folder = harness.tempfile.TemporaryDirectory(prefix="straightline-soak-")
    function = os.path.join(folder.name, "function.py")
    with open(function, "w", encoding="utf-8") as file:
        file.write(FUNCTION)
    problems = []
    try:
        with harness.Product(site(servers, function)) as product:
            product.wait_ready()
            clients = [Load(product.ingest, index, stop) for index in range(12)]
            disturber = Disturber(product, servers, stop)
            watch = Watch(product)
            for each in (*clients, disturber):
                each.start()
            begun = time.monotonic()
            said = 0
            while time.monotonic() - begun < options.minutes * 60:
                stop.wait(1)
                if product.child.poll() is not None:
                    problems.append(f"the program ended with {product.child.returncode}:\n{product.read_log()[-4000:]}")
                    break
                watch.sample()
                if time.monotonic() - begun >= (said + 1) * 60:
                    said += 1
                    latest = watch.samples[-1]
                    print(f"{said:3} min: {int(latest['finished']):9} requests, {latest['rss_kib']} KiB, "
                          f"{latest['descriptors']} descriptors, {latest['threads']} threads", flush=True)
            stop.set()
            for each in (*clients, disturber):
                each.join(30)
            problems += watch.problems + disturber.problems
            if product.child.poll() is None:
                now = product.wait_idle()
                finished = now["straightline_finished_requests_total"]
                product.wait_recorded(finished - watch.samples[-1]["dropped"])
                if product.end() != 0:
                    problems.append(f"exit status {product.child.returncode}")
            log = product.read_log()
            problems += [line for line in log.splitlines()
                         if " error " in line or "Sanitizer" in line or "runtime error" in line][:20]
            integrity = product.check_integrity()
    finally:
        stop.set()
        for each in servers:
            each.kill()
        folder.cleanup()
    if integrity != "ok":
        problems.append(f"the database: {integrity}")
    answers = {}
    for each in clients:
        for status, count in each.answers.items():
            answers[status] = answers.get(status, 0) + count
    report = {"minutes": options.minutes, "requests": finished if watch.samples else 0, "answers": answers,
              "broken_connections": sum(each.broken for each in clients), "left": sum(each.left for each in clients),
              "disturbances": disturber.done, "rss_drift": watch.drift("rss_kib"),
              "descriptor_drift": watch.drift("descriptors"), "thread_drift": watch.drift("threads"),
              "dropped_records": watch.samples[-1]["dropped"], "problems": problems}
    if report["rss_drift"] > options.most_drift:
        problems.append(f"resident memory grew by {report['rss_drift']:.1%} after warm-up")
    if report["descriptor_drift"] > 0.1 or report["thread_drift"] > 0.1:
        problems.append("descriptors or threads grew")
    if not answers.get(200):
        problems.append("nothing was answered with 200")
    print(json.dumps(report, indent=1))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({**report, "samples": watch.samples}, file, indent=1)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
