#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""replay.py BENCH_REPLAY [--no-sweep]: the simulator beside the same model in SimPy (Debian: python3-simpy3), in one run, with the same
requests and service times. Fails when their results differ."""
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
    model = Model(frequency, size)
    begun = time.process_time()
    model.run(rows)
    nanos = (time.process_time() - begun) * 1e9 / len(rows)
    mean_ms = model.took / len(rows) / 1e6
    rate = 1e3 / ours["nanos_per_request"]
    print(f"simulator {ours['nanos_per_request']:9.1f} ns of CPU a request ({rate:.1f} million/s, one core)")
    print(f"SimPy     {nanos:9.1f} ns of CPU a request: ratio {nanos / ours['nanos_per_request']:.0f}")
    print(f"placed    {ours['placed']} and {model.placed}; mean {ours['mean_ms']:.6f} and {mean_ms:.6f} ms")
    print(f"what-if of 10,000 requests {ours['what_if_10000_ms']:.1f} ms")
    if ours["sweep_64x64_s"]:
        print(f"64 x 64 sweep over {ours['requests']} requests {ours['sweep_64x64_s']:.1f} s, all processors; "
              f"at most {ours['most_memory_mb']} MB")
    if ours["failures"] or ours["placed"] != model.placed or abs(ours["mean_ms"] - mean_ms) > 1e-6:
        sys.exit("the results differ")


if __name__ == "__main__":
    main()
