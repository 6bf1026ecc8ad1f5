#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""replay.py BENCH_REPLAY [--no-sweep]: the simulator beside the same model in SimPy (Debian: python3-simpy3), in one run, with the same
requests and service times. Two models: the bare one has places, workers and a network; the whole one also gives up at the deadline and counts
what the simulator reports (percentiles, service level, failures). Fails when their results differ."""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import simpy

SLOTS = (8, 8, 1000)
WORKERS = (4, 4, 1000)
NETWORK_NS = 2_000_000
DEADLINE_NS = 30_000_000_000
TARGET_NS = 1_000_000_000
BARS = {"million requests/s": 20, "times SimPy": 500, "seconds of the sweep": 15, "MB": 200}
LOCAL, CONTAINER, SERVERLESS = range(3)


class Model:
    """Algorithm 1 over three backends; times are whole nanoseconds."""

    def __init__(self, frequency, size):
        self.env = simpy.Environment()
        self.frequency, self.size = frequency, size
        self.workers = [simpy.Resource(self.env, capacity=count) for count in WORKERS]
        self.in_flight = [0, 0, 0]
        self.placed = [0, 0, 0]
        self.took = 0

    def choose(self, frequency, size):
        if frequency > self.frequency and size < self.size:
            order = (SERVERLESS, CONTAINER, LOCAL)
        elif size > self.size:
            order = (CONTAINER, LOCAL, SERVERLESS)
        else:
            order = (LOCAL, CONTAINER, SERVERLESS)
        return next(tier for tier in order if self.in_flight[tier] < SLOTS[tier])

    def request(self, tier, service):
        begun = self.env.now
        with self.workers[tier].request() as worker:
            yield worker
            yield self.env.timeout(service)
        yield self.env.timeout(NETWORK_NS)
        self.in_flight[tier] -= 1
        self.took += self.env.now - begun

    def arrivals(self, rows):
        for arrival, frequency, size, services in rows:
            yield self.env.timeout(arrival - self.env.now)
            tier = self.choose(frequency, size)
            self.in_flight[tier] += 1
            self.placed[tier] += 1
            self.env.process(self.request(tier, services[tier]))

    def run(self, rows):
        self.env.process(self.arrivals(rows))
        self.env.run()


class WholeModel(Model):
    """And each request is given up at its deadline, while its worker goes on."""

    def __init__(self, frequency, size):
        super().__init__(frequency, size)
        self.times = []
        self.failures = self.within = 0

    def attempt(self, tier, service):
        with self.workers[tier].request() as worker:
            yield worker
            yield self.env.timeout(service)
        yield self.env.timeout(NETWORK_NS)

    def request(self, tier, service):
        begun = self.env.now
        attempt = self.env.process(self.attempt(tier, service))
        ended = yield attempt | self.env.timeout(DEADLINE_NS)
        self.in_flight[tier] -= 1
        took = self.env.now - begun
        self.took += took
        self.times.append(took)
        if attempt not in ended:
            self.failures += 1
        elif took <= TARGET_NS:
            self.within += 1

    def percentiles_ms(self):
        ordered = sorted(self.times)
        return [ordered[-(-len(ordered) * percent // 100) - 1] / 1e6 for percent in (50, 95, 99)]


def read(path):
    with open(path, encoding="ascii") as lines:
        frequency, size = next(lines).split(",")
        rows = []
        for line in lines:
            cells = line.split(",")
            rows.append((int(cells[0]), float(cells[1]), int(cells[2]), tuple(int(each) for each in cells[3:])))
    return float(frequency), int(size), rows


def main():
    with tempfile.TemporaryDirectory() as folder:
        dump = pathlib.Path(folder) / "requests.csv"
        ours = json.loads(subprocess.run([*sys.argv[1:], "--dump", dump], check=True, capture_output=True).stdout)
        frequency, size, rows = read(dump)
    bare, bare_ns = measure(Model(frequency, size), rows)
    whole, whole_ns = measure(WholeModel(frequency, size), rows)
    ours_ns = ours["nanos_per_request"]
    print(f"sweep kernel {ours_ns:9.1f} ns of CPU a request, {bar('million requests/s', 1e3 / ours_ns)}, one core; "
          f"the general simulation {ours['simulation_nanos_per_request']:.1f} ns")
    print(f"SimPy, bare  {bare_ns:9.1f} ns of CPU a request: {bar('times SimPy', bare_ns / ours_ns)}")
    print(f"SimPy, whole {whole_ns:9.1f} ns of CPU a request: {bar('times SimPy', whole_ns / ours_ns)}")
    print(f"what-if of 10,000 requests {ours['what_if_10000_ms']:.1f} ms")
    if ours["sweep_64x64_s"]:
        print(f"64 x 64 sweep over {ours['requests']} requests, all processors: "
              f"{bar('seconds of the sweep', ours['sweep_64x64_s'], most=True)}, {bar('MB', ours['most_memory_mb'], most=True)}; "
              f"{ours['sweep_cpu_s']:.1f} s of CPU, where other programs ran meanwhile")
    for model in (bare, whole):
        if ours["failures"] or ours["placed"] != model.placed or abs(ours["mean_ms"] - model.took / len(rows) / 1e6) > 1e-6:
            sys.exit("the results differ")
    far = [one for one, other in zip(ours["percentiles_ms"], whole.percentiles_ms()) if abs(one - other) > 0.01 * other]
    if far or whole.failures or ours["within_target"] != whole.within:
        sys.exit("the results differ")
    print(f"placed {ours['placed']}, mean {ours['mean_ms']:.6f} ms, p50, p95, p99 {ours['percentiles_ms']} ms: alike in all three")


def measure(model, rows):
    begun = time.process_time()
    model.run(rows)
    return model, (time.process_time() - begun) * 1e9 / len(rows)


def bar(what, value, most=False):
    """The figure beside its bar: at least, or at most."""
    kept = value <= BARS[what] if most else value >= BARS[what]
    return f"{value:.1f} {what} (bar {BARS[what]}: {'kept' if kept else 'missed'})"


if __name__ == "__main__":
    main()
