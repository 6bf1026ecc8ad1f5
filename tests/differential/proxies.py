# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway, nginx and HAProxy, each started for itself in a folder of its own, each with its own backend behind."""
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import time

import backend

DEADLINE = 60
SILENCE_MS = 700  # how long each proxy waits for the rest of a request, and for the next one


def find(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Proxy:
    """A running proxy. Subclasses write its configuration and say how it is started and when it is ready."""

    name = ""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / self.name
        self.folder.mkdir()
        self.backend = backend.Backend()
        self.port = 0
        self.log = open(self.folder / "log", "w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log,
                                        cwd=self.folder)
        try:
            self.wait_until_ready()
        except BaseException:
            self.close()
            raise

    def fail(self, what):
        self.log.seek(0)
        raise RuntimeError(f"{self.name} {what}:\n{self.log.read()[-2000:]}")

    def wait_for(self, ready):
        end = time.monotonic() + DEADLINE
        while True:
            if self.process.poll() is not None:
                self.fail(f"ended with {self.process.returncode}")
            try:
                if ready():
                    return
            except OSError:
                pass
            if time.monotonic() > end:
                self.fail("did not get ready")
            time.sleep(0.02)

    def answers(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except http.client.HTTPException:
            return False
        finally:
            connection.close()

    def wait_until_ready(self):
        self.wait_for(lambda: self.answers("/health"))

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.log.close()
        self.backend.close()

    def command(self):
        raise NotImplementedError


class Gateway(Proxy):
    name = "gateway"

    def command(self):
        site = self.folder / "site.toml"
        site.write_text(f"""
[gateway]
listen = "127.0.0.1:0"
threads = 1
header_timeout_ms = {SILENCE_MS}
body_timeout_ms = {SILENCE_MS}
idle_timeout_ms = {SILENCE_MS}
[[application]]
name = "all"
mount = "/"
[[application.backend]]
name = "recorder"
tier = "local"
kind = "http"
url = "http://127.0.0.1:{self.backend.port}"
capacity = 100
health_path = "/health"
""", encoding="utf-8")
        return [os.environ["STRAIGHTLINE"], "--headless", "--config", str(site), "--state", str(self.folder / "state"),
                "--control", "127.0.0.1:0"]

    def wait_until_ready(self):
        line = self.process.stdout.readline().decode()
        if not line.startswith("ready ingest="):
            self.fail(f"said {line!r}")
        self.port = int(line.split()[1].rsplit(":", 1)[1])
        self.wait_for(lambda: self.answers("/v2/health/ready"))


class Nginx(Proxy):
    name = "nginx"

    def command(self):
        self.port = free_port()
        user = "user root;" if os.getuid() == 0 else ""
        folders = "\n".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(f"""
{user} daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; {folders}
  client_header_timeout {SILENCE_MS}ms; client_body_timeout {SILENCE_MS}ms; keepalive_timeout {SILENCE_MS}ms;
  upstream recorder {{ server 127.0.0.1:{self.backend.port}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{self.port};
    location / {{ proxy_pass http://recorder; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
""", encoding="utf-8")
        return [find("nginx"), "-p", str(self.folder), "-e", str(self.folder / "error.log"), "-c", str(self.folder / "nginx.conf")]


class HaProxy(Proxy):
    name = "haproxy"

    def command(self):
        self.port = free_port()
        (self.folder / "haproxy.cfg").write_text(f"""
global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout server 30s
  timeout client {SILENCE_MS}ms
  timeout http-request {SILENCE_MS}ms
  timeout http-keep-alive {SILENCE_MS}ms
listen all
  bind 127.0.0.1:{self.port}
  server recorder 127.0.0.1:{self.backend.port}
""", encoding="utf-8")
        return [find("haproxy"), "-db", "-f", str(self.folder / "haproxy.cfg")]
