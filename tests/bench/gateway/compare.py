#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway beside HAProxy and nginx as plain proxies, in one run: CPU per request of the proxy process, requests/s,
latency, resident memory. Needs wrk, nginx and haproxy; prints a table and writes JSON.

  compare.py BENCH_GATEWAY [--connections 32] [--seconds 4] [--rounds 3] [--threads 1] [--body 1024] [--json FILE]
"""
import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ANSWER_BYTES = 256
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if process.poll() is not None:
            sys.exit(f"{process.args[0]} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    sys.exit(f"nothing listens on port {port}")


def nginx_conf(folder, name, port, workers, location):
    home = os.path.join(folder, name)
    os.makedirs(home, exist_ok=True)
    temps = "".join(f"{kind}_temp_path {home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = f"""worker_processes {workers}; daemon off; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 8192; }}
http {{ access_log off; keepalive_requests 1000000000; client_body_buffer_size 4m; client_max_body_size 0; {temps}
{location}
}}
"""
    path = os.path.join(home, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return ["nginx", "-e", f"{home}/start.log", "-c", path]


def cpu_seconds(pid):
    """User and system time of a process and its children that still run."""
    total = 0
    pids = [pid]
    for each in pids:
        with open(f"/proc/{each}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
        with open(f"/proc/{each}/task/{each}/children", encoding="utf-8") as file:
            pids.extend(int(child) for child in file.read().split())
    return total / TICKS


def resident_kib(pid):
    total = 0
    pids = [pid]
    for each in pids:
        with open(f"/proc/{each}/status", encoding="utf-8") as file:
            total += int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))
        with open(f"/proc/{each}/task/{each}/children", encoding="utf-8") as file:
            pids.extend(int(child) for child in file.read().split())
    return total


def milliseconds(text):
    value, unit = re.match(r"([\d.]+)(us|ms|s)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def load(port, pid, seconds, connections, script):
    before = cpu_seconds(pid)
    output = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script,
                             f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout
    cpu = cpu_seconds(pid) - before
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    failures = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    errors = re.search(r"Socket errors: (.*)", output)
    return {"cpu_us": cpu * 1e6 / max(requests, 1),
            "requests_per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
            "p50_ms": milliseconds(re.search(r"^ +50% +(\S+)", output, re.M).group(1)),
            "p99_ms": milliseconds(re.search(r"^ +99% +(\S+)", output, re.M).group(1)),
            "failures": int(failures.group(1)) if failures else 0,
            "socket_errors": errors.group(1) if errors else "",
            "rss_kib": resident_kib(pid)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench_gateway")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--body", type=int, default=1024)
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    for tool in ("wrk", "nginx", "haproxy"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed")

    folder = tempfile.mkdtemp(prefix="straightline-bench-")
    running = []

    def start(command, port):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.append(process)
        wait_for_port(port, process)
        return process

    try:
        upstream = free_port()
        start(nginx_conf(folder, "upstream", upstream, 1,
                         f"server {{ listen 127.0.0.1:{upstream} backlog=8192; "
                         f"location / {{ return 200 \"{'x' * ANSWER_BYTES}\"; }} }}"), upstream)
        script = os.path.join(folder, "post.lua")
        with open(script, "w", encoding="utf-8") as file:
            file.write(f'wrk.method="POST"; wrk.body=string.rep("a",{options.body}); '
                       'wrk.headers["Content-Type"]="application/octet-stream"\n')

        proxies = {}
        port = free_port()
        proxies["gateway"] = (port, start([options.bench_gateway, f"127.0.0.1:{port}", "127.0.0.1", str(upstream),
                                           str(options.threads), "100000"], port))
        port = free_port()
        haproxy = os.path.join(folder, "haproxy.cfg")
        with open(haproxy, "w", encoding="utf-8") as file:
            file.write(f"""global
  maxconn 4000
  nbthread {options.threads}
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  http-reuse always
frontend f
  bind 127.0.0.1:{port}
  default_backend b
backend b
  server s 127.0.0.1:{upstream}
""")
        proxies["haproxy"] = (port, start(["haproxy", "-db", "-q", "-f", haproxy], port))
        port = free_port()
        proxies["nginx"] = (port, start(nginx_conf(
            folder, "proxy", port, options.threads,
            f"upstream u {{ server 127.0.0.1:{upstream}; keepalive 1024; keepalive_requests 1000000000; }}\n"
            f"server {{ listen 127.0.0.1:{port} backlog=8192; location / {{ proxy_pass http://u; "
            "proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_request_buffering off; } }"), port))

        rounds = {name: [] for name in proxies}
        for name, (port, process) in proxies.items():
            load(port, process.pid, 1, options.connections, script)  # warm
        for _ in range(options.rounds):
            for name, (port, process) in proxies.items():
                rounds[name].append(load(port, process.pid, options.seconds, options.connections, script))
    finally:
        for process in reversed(running):
            process.send_signal(signal.SIGTERM)
        for process in running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)

    result = {name: {key: statistics.median(each[key] for each in measured)
                     for key in ("cpu_us", "requests_per_second", "p50_ms", "p99_ms", "failures", "rss_kib")}
              for name, measured in rounds.items()}
    print(f"{options.body} B POST, {options.connections} connections, {options.threads} thread(s), "
          f"median of {options.rounds} × {options.seconds} s")
    print(f"{'':10}{'CPU µs/req':>12}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'RSS KiB':>9}{'failures':>9}"
          f"{'CPU/HAProxy':>12}{'CPU/nginx':>10}")
    for name, row in result.items():
        row["cpu_to_haproxy"] = row["cpu_us"] / result["haproxy"]["cpu_us"]
        row["cpu_to_nginx"] = row["cpu_us"] / result["nginx"]["cpu_us"]
        print(f"{name:10}{row['cpu_us']:12.2f}{row['requests_per_second']:12.0f}{row['p50_ms']:9.2f}{row['p99_ms']:9.2f}"
              f"{row['rss_kib']:9.0f}{row['failures']:9.0f}{row['cpu_to_haproxy']:12.2f}{row['cpu_to_nginx']:10.2f}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"options": vars(options), "median": result, "rounds": rounds}, file, indent=1)
    return 1 if result["gateway"]["failures"] or result["gateway"]["cpu_to_nginx"] > 1.0 else 0


if __name__ == "__main__":
    sys.exit(main())
