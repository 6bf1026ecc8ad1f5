#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway beside HAProxy and nginx, row by row, in one run: a table, and JSON.

  compare.py PROGRAMS [--rows all|NAME,…] [--seconds S] [--rounds N] [--quick | --full] [--json FILE]

PROGRAMS is the folder of bench_gateway, bench_load and bench_sink. Each row starts its own backends and proxies and runs all
peers by turns in short rounds; a figure is the median over the rounds, a ratio the median of the ratios of each round, ± half
the distance of its quartiles. CPU is that of the proxy's process while it is saturated; p50, p99 and p99.9 are those at half of
HAProxy's saturation, the same constant rate for all, counted from the instant a request was meant to be sent. The proxy has a
core of its own, load and backend share the other; proxy_cores says how much of it the proxy used.
The backend is bench_sink, which costs a third of nginx, so that the proxy is what is saturated. Exit code 1: a bar is missed."""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import connectionrows  # noqa: E402
import measure  # noqa: E402
import microrows  # noqa: E402
import peers  # noqa: E402
import plainrows  # noqa: E402
import policyrows  # noqa: E402

NOISY_PERCENT = 10

ROWS = {
    "small-32": plainrows.small_32,
    "small-1000": plainrows.small_1000,
    "tls": plainrows.tls,
    "threads-2": plainrows.threads_2,
    "up-64k": plainrows.up_64k,
    "up-1m": plainrows.up_1m,
    "down-64k": plainrows.down_64k,
    "idle": connectionrows.idle,
    "uploads": connectionrows.uploads,
    "sites": plainrows.sites,
    "policies": policyrows.policies,
    "decide": microrows.decide,
    "ingest": microrows.ingest,
    "telemetry": microrows.telemetry,
    "recording": microrows.recording,
    "events": connectionrows.events,
}


def number(value):
    if isinstance(value, int) or abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"


def print_row(name, row):
    print(f"\n{name}: {row['title']}")
    columns = list(dict.fromkeys(key for figures in row["peers"].values() for key in figures))
    width = max(len(peer) for peer in row["peers"])
    widths = [max(len(column), 9) for column in columns]
    print(" " * width + "".join(f"  {column:>{size}}" for column, size in zip(columns, widths)))
    for peer, figures in row["peers"].items():
        cells = [number(figures[column]) if column in figures else "" for column in columns]
        print(f"{peer:{width}}" + "".join(f"  {cell:>{size}}" for cell, size in zip(cells, widths)))
    if row.get("rate"):
        print(f"latencies at {row['rate']:,.0f} requests/s")
    for what, found in row["ratios"].items():
        print(f"  {what}: {found['ratio']:.3f}" + (f" ± {found['spread_percent']} %" if "spread_percent" in found else ""))
    for bar in row["bars"]:
        print(f"  {'met   ' if bar['met'] else 'MISSED'} {bar['what']} = {bar['value']} ({limit_of(bar)})")
    host = row["host"]
    print(f"  {row['took_seconds']:.0f} s; host: {host['steal_percent']} % stolen, {host['others_percent']} % used by others, "
          f"load average {host['load_average']}", flush=True)


def limit_of(bar):
    return f"≤ {bar['most']}" if "most" in bar else f"≥ {bar['least']}"


def print_bars(rows):
    """All bars once more, together; how many were missed."""
    print("\nbars")
    bars = [(name, bar) for name, row in rows.items() for bar in row.get("bars", [])]
    for name, bar in bars:
        print(f"  {'met   ' if bar['met'] else 'MISSED'} {name:12}{bar['what']:48}{bar['value']:>9}  ({limit_of(bar)})")
    return sum(not bar["met"] for _, bar in bars)


def run_row(name, settings):
    host, begun = measure.Host(), time.monotonic()
    row = ROWS[name](settings)
    row.update(title=ROWS[name].__doc__, host=host.since(), took_seconds=time.monotonic() - begun)
    for bar in row["bars"]:
        bar["met"] = bar["value"] <= bar["most"] if "most" in bar else bar["value"] >= bar["least"]
    return row


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--rows", default="all", help="all, or some of: " + ", ".join(ROWS))
    parser.add_argument("--seconds", type=float, default=1.0, help="of one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--policy-rounds", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="a look whether everything works; the figures mean little")
    parser.add_argument("--full", action="store_true", help="uploads: all of the 1 GB, at 20 MB/s each")
    parser.add_argument("--json", default="")
    settings = parser.parse_args()
    if settings.quick:
        settings.seconds, settings.rounds, settings.policy_rounds = 0.3, 1, 1
    settings.rows = list(ROWS) if settings.rows == "all" else settings.rows.split(",")
    unknown = [each for each in settings.rows if each not in ROWS]
    if unknown:
        parser.error(f"unknown row {', '.join(unknown)}")
    return settings


def main():
    settings = parse()
    for tool in ("nginx", "haproxy", "openssl"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed: installer/install-packages.sh bench")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what a row has started ends with it
    peers.raise_descriptors()
    result = {"versions": peers.versions(), "settings": vars(settings), "load_average_before": os.getloadavg()[0], "rows": {}}
    print(", ".join(f"{name} {value}" for name, value in result["versions"].items()))
    failed = False
    for name in settings.rows:
        try:
            row = run_row(name, settings)
        except (peers.Failed, OSError, ValueError, KeyError, subprocess.SubprocessError) as problem:
            print(f"\n{name}: FAILED: {problem!r}", flush=True)
            result["rows"][name] = {"failed": repr(problem)}
            failed = True
            continue
        result["rows"][name] = row
        print_row(name, row)
        if settings.json:  # after each row: what was measured is kept whatever follows
            with open(settings.json, "w", encoding="utf-8") as file:
                json.dump(result, file, indent=1)
    missed = print_bars(result["rows"])
    noisy = [name for name, row in result["rows"].items() if row.get("host", {}).get("others_percent", 0) > NOISY_PERCENT]
    if noisy:
        print(f"  other processes took more than {NOISY_PERCENT} % of the machine during {', '.join(noisy)}: measure again")
    return 1 if failed or missed else 0


if __name__ == "__main__":
    sys.exit(main())
