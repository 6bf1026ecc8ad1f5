# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of one row: backends, the gateway, its peers. Each row starts its own and ends them.

HAProxy and nginx are set up for speed as their own documents advise: connections to the backend are kept and shared
(http-reuse always, and idle ones kept until most descriptors are in use: with HAProxy's own 20 % it would open a new one for
most requests of 1,000 clients; keepalive with HTTP/1.1 and no Connection header), request bodies are streamed
(proxy_request_buffering off), neither logs. The gateway decides and records every request, and aggregates the records: they do nothing like it."""
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time

DESCRIPTORS = 65_536


class Failed(Exception):
    """What a row cannot go on without."""


def raise_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(DESCRIPTORS, soft), max(DESCRIPTORS, hard)))
    except (ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def descriptors():
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def realtime_is_permitted():
    policy, priority = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except PermissionError:
        return False
    os.sched_setscheduler(0, policy, priority)
    return True


def family(pid):
    """A process and all that it started."""
    pids = [pid]
    for each in pids:
        with open(f"/proc/{each}/task/{each}/children", encoding="utf-8") as file:
            pids.extend(int(child) for child in file.read().split())
    return pids


def versions():
    def first_line(*command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
        return done.stdout.splitlines()[0]
    return {"haproxy": first_line("haproxy", "-v").split(" - ")[0], "nginx": first_line("nginx", "-v"),
            "kernel": " ".join(os.uname()[i] for i in (0, 2, 4)), "cores": os.cpu_count()}


class Proxy:
    """A running server that takes requests: name, port(s), pid."""

    def __init__(self, name, process, ports):
        self.name, self.pid, self.ports = name, process.pid, ports
        self.port = ports[0]
        self.process = process

    def counters(self):
        """Ends a gateway: what it says of itself then, as numbers by their names."""
        self.process.send_signal(signal.SIGTERM)
        text, _ = self.process.communicate(timeout=30)
        return {name: float(value) for name, value in (each.split("=") for each in text.splitlines()[-1].split())}


class Site:
    """with Site(folder of the programs, pin) as site: … everything it started ends with it. `realtime`: all of it runs
    before everything else on the machine, where that is permitted, so that a delay is the proxy's and not the scheduler's."""

    def __init__(self, programs, pin=True, realtime=False):
        self.programs = programs
        self.realtime = realtime and realtime_is_permitted()
        cores = sorted(os.sched_getaffinity(0))
        # The proxy has a core of its own, load and backend share the other: with one thread all three fit two cores.
        self.proxy_cores = {cores[-1]} if pin and len(cores) > 1 else set(cores)
        self.other_cores = set(cores[:-1]) if pin and len(cores) > 1 else set(cores)
        self.running = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="straightline-bench-")
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def settle(self, cores):
        """Of the process that calls it."""
        os.sched_setaffinity(0, cores)
        if self.realtime:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))

    def hurry(self):
        """From here on `realtime`, what runs already included; whether that is permitted."""
        self.realtime = realtime_is_permitted()
        if self.realtime:
            for process in self.running:
                for pid in family(process.pid):
                    for thread in os.listdir(f"/proc/{pid}/task"):
                        os.sched_setscheduler(int(thread), os.SCHED_FIFO, os.sched_param(1))
        return self.realtime

    def program(self, name):
        return os.path.join(self.programs, name)

    def start(self, command, cores, **options):
        process = subprocess.Popen(command, preexec_fn=lambda: self.settle(cores), **options)
        self.running.append(process)
        return process

    def _announced(self, command, cores):
        """Starts one of our own programs; what follows "ready"."""
        process = self.start(command, cores, stdout=subprocess.PIPE, text=True)
        words = process.stdout.readline().split()
        if not words or words[0] != "ready":
            raise Failed(f"{command[0]} did not start")
        return process, words[1:]

    def sink(self, **options):
        command = [self.program("bench_sink")]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"), str(value)]
        process, ports = self._announced(command, self.other_cores)
        return Proxy("direct", process, [int(port) for port in ports])

    def certificate(self):
        """Paths of a new certificate, its key, and both in one file."""
        paths = [os.path.join(self.folder, name) for name in ("certificate.pem", "key.pem", "both.pem")]
        if not os.path.exists(paths[2]):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-days", "2", "-subj", "/CN=localhost", "-out", paths[0], "-keyout", paths[1]],
                           check=True, stderr=subprocess.DEVNULL)
            with open(paths[2], "w", encoding="utf-8") as both:
                for each in paths[:2]:
                    with open(each, encoding="utf-8") as part:
                        both.write(part.read())
        return paths

    def gateway(self, ports, threads=1, name="gateway", tls=False, **options):
        port = free_port() if tls else 0
        if tls:
            options.update(zip(("tls", "certificate", "key"), [f"127.0.0.1:{port}", *self.certificate()]))
        command = [self.program("bench_gateway"), "--listen", "127.0.0.1:0", "--threads", str(threads)]
        for each in ports:
            command += ["--backend", str(each)]
        for option, value in options.items():
            command += ["--" + option, str(value)]
        process, address = self._announced(command, self.proxy_cores)
        if tls:
            return wait_until_open(Proxy(name, process, [port]))
        return Proxy(name, process, [int(address[0].rsplit(":", 1)[1])])

    def haproxy(self, ports, threads=1, name="haproxy", balance="roundrobin", connections=9_900, splice=False,
                events=False, tls=False):
        port = free_port()
        servers = "\n".join(f"  server s{i} 127.0.0.1:{each}" for i, each in enumerate(ports))
        path = os.path.join(self.folder, f"{name}.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"""global
  maxconn {connections}
{"" if (3 if splice else 2) * connections < descriptors() else "  no strict-limits"}
  nbthread {threads}
  tune.pool-low-fd-ratio 80
  tune.pool-high-fd-ratio 90
defaults
  mode http
  timeout connect 2s
  timeout client 300s
  timeout server 300s
  http-reuse always
{"  option splice-auto" if splice else ""}
{"  option http-no-delay" if events else ""}
frontend f
  bind 127.0.0.1:{port} backlog 8192{f" ssl crt {self.certificate()[2]}" if tls else ""}
  default_backend b
backend b
  balance {balance}
{servers}
""")
        process = self.start(["haproxy", "-db", "-q", "-f", path], self.proxy_cores, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        return wait_until_open(Proxy(name, process, [port]))

    def nginx(self, ports, threads=1, name="nginx", events=False, tls=False):
        port = free_port()
        home = os.path.join(self.folder, name)
        os.makedirs(home)
        temps = "".join(f"{kind}_temp_path {home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        certificate, key, _ = self.certificate() if tls else ("", "", "")
        servers = " ".join(f"server 127.0.0.1:{each};" for each in ports)
        path = os.path.join(home, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"""worker_processes {threads}; daemon off; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 20000; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; client_max_body_size 0;
  client_body_buffer_size 64k; client_body_timeout 300s; {temps}
  upstream u {{ {servers} keepalive 1024; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=8192{" reuseport" if threads > 1 else ""}{" ssl" if tls else ""};
    {f"ssl_certificate {certificate}; ssl_certificate_key {key}; ssl_protocols TLSv1.3;" if tls else ""}
    location / {{
      proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_request_buffering off; proxy_send_timeout 300s; proxy_read_timeout 300s;
      {"proxy_buffering off;" if events else "proxy_buffers 16 16k; proxy_buffer_size 16k; proxy_max_temp_file_size 0;"}
    }}
  }}
}}
""")
        process = self.start(["nginx", "-e", f"{home}/start.log", "-c", path], self.proxy_cores,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return wait_until_open(Proxy(name, process, [port]))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_open(proxy):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if proxy.process.poll() is not None:
            raise Failed(f"{proxy.name} ended with {proxy.process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", proxy.port), 0.2).close()
            return proxy
        except OSError:
            time.sleep(0.02)
    raise Failed(f"{proxy.name} does not listen on port {proxy.port}")
