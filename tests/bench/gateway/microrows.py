# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that are programs of their own: decide() and the telemetry, measured by google-benchmark; the way into SQLite."""
import json
import os
import re
import subprocess
import tempfile

from measure import load
from peers import Site

NANOS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


def measured(settings, program):
    done = subprocess.run([os.path.join(settings.programs, "..", program), "--benchmark_format=json",
                           f"--benchmark_min_time={0.01 if settings.quick else 0.05}",
                           f"--benchmark_repetitions={1 if settings.quick else 3}"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    found = {}
    for each in json.loads(done.stdout)["benchmarks"]:
        if each.get("run_type") == "aggregate" or "cpu_time" not in each:
            continue
        nanos = each["cpu_time"] * NANOS[each["time_unit"]]
        # The least of the repetitions: what other processes take of the machine only ever adds.
        before = found.get(each["run_name"], {})
        found[each["run_name"]] = {name: min(value, before.get(name, value)) for name, value in
                                   [("cpu_ns", nanos)] + [(name, each[name]) for name in ("p99_ns", "p999_ns") if name in each]}
    return found


def bars_of(found, limits):
    return [{"what": f"ns {name}", "value": round(found[name]["cpu_ns"], 1), "most": most}
            for name, most in limits.items() if name in found]


def decide(settings):
    """decide() with 3, 100 and 1,000 backends"""
    found = measured(settings, "bench_placement")
    bars = bars_of(found, {"decide/straightline/3": 60, "decide/straightline/100": 150, "decide/straightline/1000": 1_000})
    return {"peers": found, "ratios": {},
            "bars": bars + [{"what": "µs decide() with 1,000 backends at p99",
                             "value": round(found["decideEach/1000"]["p99_ns"] / 1e3, 2), "most": 50}]}


def ingest(settings):
    """From a request's head to its decision and slot, 1,000 backends, 5,000 requests/s"""
    found = {}
    with Site(settings.programs) as site:
        port = site.sink(answer=256).port
        for backends in (4, 1_000):
            peer = site.gateway([port] * backends, name=f"{backends} backends")
            load(site, peer, connections=32, body=1024, rate=5_000, seconds=settings.seconds * 4)
            found[peer.name] = {name: value for name, value in peer.counters().items() if name.startswith("decided")}
    return {"peers": found, "ratios": {}, "bars": [{"what": "µs head to decision with 1,000 backends at p99",
                                                    "value": found["1000 backends"]["decided_p99_us"], "most": 50}]}


def telemetry(settings):
    """Telemetry for each request"""
    found = measured(settings, "bench_telemetry")
    return {"peers": found, "ratios": {}, "bars": bars_of(found, {"requestTelemetry": 80})}


def recording(settings):
    """40,000 records/s for 60 s through rings and store into SQLite"""
    per_second, seconds = 40_000, 2 if settings.quick else 60
    with tempfile.TemporaryDirectory(prefix="straightline-bench-") as folder:
        done = subprocess.run([os.path.join(settings.programs, "..", "bench_recording"), folder, str(per_second), str(seconds)],
                              stdout=subprocess.PIPE, text=True, check=False)
    names = ("sent", "written", "lost", "waiting at the end", "at most")
    found = {name: int(re.search(rf"{name} (\d+)", done.stdout.splitlines()[-2]).group(1)) for name in names}
    found["store_us_per_record"] = float(re.search(r"store thread ([\d.]+) us", done.stdout).group(1))
    return {"peers": {"gateway": found}, "ratios": {},
            "bars": [{"what": "records lost", "value": found["sent"] - found["written"] + found["lost"], "most": 0},
                     {"what": "records waiting at the end", "value": found["waiting at the end"], "most": per_second}]}
