#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory of the whole program, idle and after a million requests, with every request recorded.

usage: memory.py STRAIGHTLINE [REQUESTS]

Starts nginx as the backend and the program headless in a directory of its own, sends REQUESTS (1,000,000) POSTs of 1 KiB
with wrk, and prints the resident set before and after, the CPU time per request of the whole program, and how many records the
store holds: a record that is missing fails the run."""
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

SITE = """[[application]]
name = "bench"
frequency_threshold_hz = 1e6
[[application.backend]]
name = "web"
tier = "local"
kind = "http"
url = "http://127.0.0.1:{port}"
capacity = 1000
health_path = "/"
"""
NGINX = """worker_processes 1; daemon off; error_log /dev/null; pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location / {{ return 200 "{answer}"; }} }} }}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def resident_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(condition, seconds, what):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            sys.exit(f"memory.py: {what} took longer than {seconds} s")
        time.sleep(0.05)


def main():
    program = sys.argv[1]
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        for name, text in (("site.toml", SITE.format(port=port)),
                           ("nginx.conf", NGINX.format(folder=folder, port=port, answer="x" * 256)),
                           ("post.lua", 'wrk.method = "POST"\nwrk.body = string.rep("x", 1024)\n')):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        nginx = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
        product = subprocess.Popen([program, "--headless", "--state", f"{folder}/state", "--config", f"{folder}/site.toml",
                                    "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--log-level", "error"],
                                   stdout=subprocess.PIPE, text=True)
        try:
            ready = re.match(r"ready ingest=(\S+) control=(\S+)", product.stdout.readline())
            ingest, control = ready.groups()

            def snapshot():
                return json.load(urllib.request.urlopen(f"http://{control}/api/v1/snapshot"))

            wait_until(lambda: snapshot()["backends"][0]["state"] == "up", 30, "the backend's health")
            idle, cpu = resident_kib(product.pid), cpu_seconds(product.pid)
            while snapshot()["gateway"]["finished"] < wanted:
                subprocess.run(["wrk", "-t1", "-c32", "-d5", "-s", f"{folder}/post.lua", f"http://{ingest}/apps/bench/x"],
                               check=True, stdout=subprocess.DEVNULL)
            wait_until(lambda: snapshot()["gateway"]["in_flight"] == 0 and snapshot().get("store_behind", 0) == 0, 30,
                       "writing")
            requests = snapshot()["gateway"]["finished"]
            after, cpu = resident_kib(product.pid), cpu_seconds(product.pid) - cpu
            product.send_signal(signal.SIGTERM)
            product.wait(30)
            database = sqlite3.connect(f"{folder}/state/straightline.db")
            stored = database.execute("SELECT count(*) FROM request").fetchone()[0]
        finally:
            product.kill()
            nginx.terminate()
            nginx.wait()
        print(json.dumps({"requests": requests, "stored": stored, "rss_idle_kib": idle, "rss_after_kib": after,
                          "growth_percent": round(100 * (after - idle) / idle, 1),
                          "cpu_us_per_request_whole_program": round(1e6 * cpu / requests, 2)}, indent=1))
        return 0 if stored == requests else 1


if __name__ == "__main__":
    sys.exit(main())
