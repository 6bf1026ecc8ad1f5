# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands behind and before the gateway in a soak: backend processes that can be killed, a function, an image for a
container, certificates; and the site.toml that names them."""
import http.client
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import tarfile
import urllib.parse

SERVER = r'''
import random, socket, sys, threading, time, re
port = int(sys.argv[1])
listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port)); listener.listen(512)
def echo(sock, data):
    sock.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n" + data)
    while True:
        piece = sock.recv(65536)
        if not piece: return
        sock.sendall(piece)
def serve(sock):
    data = b""
    scratch = bytearray(1 << 18)
    try:
        while True:
            while b"\r\n\r\n" not in data:
                piece = sock.recv(65536)
                if not piece: return
                data += piece
            head, data = data.split(b"\r\n\r\n", 1)
            if b"Upgrade: echo" in head: return echo(sock, data)
            if b"chunked" in head.lower():
                while not data.endswith(b"0\r\n\r\n"):
                    piece = sock.recv(65536)
                    if not piece: return
                    data += piece
                data = b""
            else:
                length = re.search(rb"(?i)content-length: (\d+)", head)
                left = int(length.group(1)) if length else 0
                kept = min(left, len(data))
                data, left = data[kept:], left - kept
                while left > 0:
                    got = sock.recv_into(scratch, min(left, len(scratch)))
                    if not got: return
                    left -= got
            if b"/events" in head:
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                for i in range(5):
                    sock.sendall(b"9\r\ndata: x\n\n\r\n"); time.sleep(0.05)
                sock.sendall(b"0\r\n\r\n")
            elif b"/slow" in head and random.random() < 0.1:
                time.sleep(0.25); sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
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

IMAGE = "straightline-test/soak:1"


class Server:
    """A backend process that can be killed and started again on the same port."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.child = None
        self.start()

    def start(self):
        self.child = subprocess.Popen(["/usr/bin/python3", "-c", SERVER, str(self.port)], stdin=subprocess.DEVNULL)

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("docker", timeout=60)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def import_image(docker_host, program):
    """Makes IMAGE of one static program in the Docker engine at unix:///PATH or tcp://HOST:PORT."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        tar.add(program, arcname="server")
    repository, tag = IMAGE.split(":")
    query = urllib.parse.urlencode({"fromSrc": "-", "repo": repository, "tag": tag, "changes": 'ENTRYPOINT ["/server"]'})
    kind, _, place = docker_host.partition("://")
    connection = UnixConnection(place) if kind == "unix" else http.client.HTTPConnection(place, timeout=60)
    try:
        connection.request("POST", "/images/create?" + query, archive.getvalue())
        answer = connection.getresponse().read().decode()
        if any("error" in json.loads(line) for line in answer.splitlines() if line.strip()):
            raise OSError(f"the image could not be made: {answer}")
    finally:
        connection.close()


class Certificates:
    """The gateway's certificate and key as files, which can be replaced by new ones; None without openssl."""

    def __init__(self, folder):
        self.certificate, self.key = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
        self.renew()

    @staticmethod
    def possible():
        return shutil.which("openssl") is not None

    def renew(self):
        """A new pair; the key first, so that the certificate's change is the last that is seen."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-out", self.certificate + ".new", "-keyout",
                        self.key + ".new"], check=True, stderr=subprocess.DEVNULL)
        os.chmod(self.key + ".new", 0o600)
        os.replace(self.key + ".new", self.key)
        os.replace(self.certificate + ".new", self.certificate)


def site(servers, function, certificates, container):
    """`function`: path of its script; `certificates` and `container` may be missing."""
    tiers = ("local", "container", "serverless")
    text = ("[gateway]\nheader_timeout_ms = 3000\nbody_timeout_ms = 3000\nupgrade = \"tunnel\"\n"
            "[retention]\nmax_database_bytes = 100000000000\n")
    if certificates:
        text += (f"[gateway.tls]\nlisten = \"127.0.0.1:0\"\ncertificate = \"{certificates.certificate}\"\n"
                 f"key = \"{certificates.key}\"\n")
    text += ("[[application]]\nname = \"app\"\nmount = \"/app\"\ndeadline_ms = 10000\n"
             "[application.isolation]\nhedge_after_ms = 50\nhedge_percent = 5\n")
    for index, server in enumerate(servers):
        text += (f"[[application.backend]]\nname = \"b{index}\"\ntier = \"{tiers[index]}\"\nkind = \"http\"\n"
                 f"url = \"http://127.0.0.1:{server.port}\"\nhealth_interval_ms = 300\ncapacity = 32\n")
    text += ("[[application]]\nname = \"fn\"\n[[application.backend]]\nname = \"fn\"\n"
             "tier = \"serverless\"\nkind = \"function\"\ncapacity = 4\n"
             f"command = [\"/usr/bin/python3\", \"{function}\"]\n")
    if container:
        text += ("[[application]]\nname = \"box\"\n[[application.backend]]\nname = \"box\"\ntier = \"container\"\n"
                 f"kind = \"container\"\nimage = \"{IMAGE}\"\ncontainer_port = 8080\ncapacity = 8\n")
    return text
