# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that are programs of their own: decide() and the telemetry, measured by google-benchmark; the way into SQLite."""
import json
import os
import re
import subprocess
import tempfile

NANOS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


def measured(settings, program):
    done = subprocess.run([os.path.join(settings.programs, "..", program), "--benchmark_format=json",
                           f"--benchmark_min_time={0.01 if settings.quick else 0.05}",
                           f"--benchmark_repetitions={1 if settings.quick else 5}"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    found = {}
    for each in json.loads(done.stdout)["benchmarks"]:
        if each.get("run_type") == "aggregate" or "cpu_time" not in each:
            continue
        nanos = each["cpu_time"] * NANOS[each["time_unit"]]
        # The least of the repetitions: what other processes take of the machine only ever adds.
        least = min(nanos, found.get(each["run_name"], {"cpu_ns": nanos})["cpu_ns"])
        found[each["run_name"]] = {"cpu_ns": least}
    return found


def bars_of(found, limits):
    return [{"what": f"ns {name}", "value": round(found[name]["cpu_ns"], 1), "most": most}
            for name, most in limits.items() if name in found]


def decide(settings):
    """decide() with 3, 100 and 1,000 backends"""
    found = measured(settings, "bench_placement")
    return {"peers": found, "ratios": {},
            "bars": bars_of(found, {"decide/straightline/3": 60, "decide/straightline/100": 150,
                                    "decide/straightline/1000": 1_000})}


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
