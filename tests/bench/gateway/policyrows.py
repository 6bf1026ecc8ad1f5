# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies beside HAProxy's: the same 2,000 requests, backends that sleep, latency from the intended instant.

Four places as an operator may have them, ten times as fast as they would be, so that two minutes take twelve seconds:
arrivals, work, ways and bandwidths are scaled alike, and the load stays under 200 requests/s. A request's work grows with its
size; how long it takes at a place is drawn by request and place, so every run meets the same luck."""
import os
import random

from measure import in_turn, load, median, ratio
from peers import Site

REQUESTS = 2_000
PER_SECOND = 17.9
FASTER = 10
PLACES = (  # workers, speed, way in µs, bandwidth in bytes/s
    ("local", 4, 1.0, 500, 1e9),
    ("containers", 12, 0.8, 2_000, 1e9),
    ("virtual machine", 4, 0.7, 5_000, 100e6),
    ("serverless", 60, 1.5, 20_000, 30e6),
)
NOISE = 0.3
SIZE_MEDIAN, SIZE_SIGMA = 196_000, 0.683  # of images in production (ServeGen): p50 196 kB, p99 959 kB
WORK_MICROS, WORK_MICROS_PER_BYTE = 200_000, 0.6
MOST_SLIP_MICROS, MOST_AGAIN = 2_000, 3  # a run in which others took the machine away is no run; so many are repeated
PAIRS = (("round_robin", "roundrobin"), ("least_outstanding", "leastconn"), ("two_choices", "random(2)"))


def write_schedule(path, requests):
    draw = random.Random(20240601)
    at = 0.0
    with open(path, "w", encoding="utf-8") as file:
        for number in range(requests):
            at += draw.expovariate(PER_SECOND) * 1e6 / FASTER
            size = int(draw.lognormvariate(0, SIZE_SIGMA) * SIZE_MEDIAN)
            work = (WORK_MICROS + WORK_MICROS_PER_BYTE * size) / FASTER
            file.write(f"{at:.0f} {size} /infer?id={number}&work={work:.0f}\n")


def run_once(settings, policy, balance, requests):
    """Everything anew: a round begins at the same place, and nothing is known of any backend."""
    with Site(settings.programs) as site:
        schedule = os.path.join(site.folder, "schedule")
        write_schedule(schedule, requests)
        ports = [site.sink(answer=256, workers=workers, speed=speed, overhead=way / FASTER, bandwidth=bandwidth * FASTER,
                           noise=NOISE, seed=number + 1).port
                 for number, (_, workers, speed, way, bandwidth) in enumerate(PLACES)]
        peer = site.gateway(ports, policy=policy) if policy else site.haproxy(ports, balance=balance)
        return load(site, peer, connections=256, schedule=schedule, warmup=1.0 if requests == REQUESTS else 0.2)


def policies(settings):
    """The same 2,000 requests under round robin, least outstanding and two choices"""
    requests = 300 if settings.quick else REQUESTS
    runs, again = {}, MOST_AGAIN
    for pair in PAIRS:
        for side in in_turn(("gateway", "haproxy"), settings.policy_rounds):
            arguments = settings, pair[0] if side == "gateway" else None, pair[1], requests
            found = run_once(*arguments)
            if found["slip_us"]["p99"] > MOST_SLIP_MICROS and again > 0:
                again -= 1
                found = run_once(*arguments)
            runs.setdefault((side, pair[side == "haproxy"]), []).append(found)
    peers, ratios, bars = {}, {}, []
    for (side, name), rounds in runs.items():
        peers[f"{side} {name}"] = {
            **{f"{which}_ms": median(each["latency_us"][which] for each in rounds) / 1e3 for which in ("p50", "p95", "p99")},
            "slip_p99_us": max(each["slip_us"]["p99"] for each in rounds),
            "failures": sum(each["failures"] + each["broken"] + each["unfinished"] for each in rounds)}
    for ours, theirs in PAIRS:
        key = f"p95 {ours}/{theirs}"
        ratios[key] = ratio((each["latency_us"]["p95"] for each in runs["gateway", ours]),
                            (each["latency_us"]["p95"] for each in runs["haproxy", theirs]))
        bars.append({"what": key, "value": ratios[key]["ratio"], "most": 1.05})
    return {"peers": peers, "ratios": ratios, "bars": bars,
            "rounds": {f"{side} {name}": rounds for (side, name), rounds in runs.items()}}
