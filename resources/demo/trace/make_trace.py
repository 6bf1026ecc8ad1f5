#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demo's trace: a short day of requests with rush hours, bursts and a heavy tail of sizes.

The rate follows a slow wave (a "day" of the length of the trace) with bursts of a few seconds on it; arrivals are a
Poisson process of that rate. Sizes are log-normal, mostly 2 to 60 kB; a few percent come from a Pareto tail that begins
at 256 KiB and is cut at 10 MB. The seed is fixed, so the output is always the same.

Usage: make_trace.py [--seconds S] [--seed N] [--output FILE]
"""
import argparse
import math
import pathlib
import random
import sys

BASE_RATE = 12.0  # requests/s, mean of the wave
WAVE = 0.6  # the wave goes from (1 - WAVE) to (1 + WAVE) times the base rate
WAVES = 2
BURSTS = ((38, 5, 26), (86, 4, 34), (131, 7, 24), (166, 3, 36))  # begin s, length s, additional requests/s
PEAK_RATE = 60.0
MEDIAN_BYTES = 11_000
SPREAD = 0.85
SMALLEST = 1_000
TAIL_SHARE = 0.025
TAIL_BEGIN = 256 * 1024
TAIL_ALPHA = 0.9
LARGEST = 10_000_000
MEAN_BYTES = 50_000


def rate(second, seconds):
    wave = BASE_RATE * (1 - WAVE * math.cos(2 * math.pi * WAVES * second / seconds))
    bursts = sum(extra for begin, length, extra in BURSTS if begin <= second < begin + length)
    return min(wave + bursts, PEAK_RATE)


def arrivals(generator, seconds):
    """A Poisson process of varying rate, by thinning one of the peak rate."""
    second = 0.0
    while True:
        second += generator.expovariate(PEAK_RATE)
        if second >= seconds:
            return
        if generator.random() < rate(second, seconds) / PEAK_RATE:
            yield second


def size(generator):
    if generator.random() < TAIL_SHARE:
        return int(min(TAIL_BEGIN * generator.paretovariate(TAIL_ALPHA), LARGEST))
    return int(min(max(MEDIAN_BYTES * math.exp(generator.gauss(0, SPREAD)), SMALLEST), TAIL_BEGIN - 1))


def main():
    parser = argparse.ArgumentParser(description="Write the demo's trace.")
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--output", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent / "demo_trace.csv")
    options = parser.parse_args()
    if not 0 < options.seconds <= 86400:
        parser.error("--seconds must be above 0 and at most a day")

    generator = random.Random(options.seed)
    with open(options.output, "w", encoding="ascii", newline="\n") as file:
        file.write("arrival_s,application,body_bytes,work\n")
        for second in arrivals(generator, options.seconds):
            body_bytes = size(generator)
            work = 0.6 + 0.4 * body_bytes / MEAN_BYTES  # relative: 1 is an average request
            file.write(f"{second:.4f},digits,{body_bytes},{work:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
