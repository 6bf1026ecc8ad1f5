# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of plain proxying: one shape of request, every peer, at saturation and at half of it."""
from measure import MIB, in_turn, load, median, ratio, spread
from peers import Site

LATENCIES = ("p50", "p99", "p999")


def saturate(site, peers, settings, shape):
    """Rounds of the closed loop: CPU per request and requests/s of each peer."""
    found = {peer.name: [] for peer in peers}
    for peer in peers:
        load(site, peer, seconds=0.3, **shape)
    for peer in in_turn(peers, settings.rounds):
        found[peer.name].append(load(site, peer, seconds=settings.seconds, **shape))
    return found


def at_half(site, peers, settings, shape, saturated):
    """Rounds at one constant rate for all, half of what HAProxy saturates at, before everything else on the machine where
    that is permitted: load and backend share a core, and the scheduler's turns there are far longer than a proxy takes."""
    site.hurry()
    rate = 0.5 * median(each["requests_per_second"] for each in saturated["haproxy"])
    found = {peer.name: [] for peer in peers}
    for peer in in_turn(peers, settings.rounds):
        found[peer.name].append(load(site, peer, seconds=settings.seconds, rate=f"{rate:.0f}", **shape))
    return rate, found


def summary(saturated, half, megabytes):
    peers = {}
    for name, rounds in saturated.items():
        row = {"cpu_us": median(each["cpu_us"] for each in rounds),
               "cpu_spread_percent": spread(each["cpu_us"] for each in rounds),
               "requests_per_second": median(each["requests_per_second"] for each in rounds),
               "proxy_cores": median(each["cpu_s"]["proxy"] / each["seconds"] for each in rounds),
               "rss_kib": max(each["rss_kib"] for each in rounds),
               "failures": sum(each["failures"] + each["broken"] for each in rounds)}
        if megabytes:
            row["cpu_us_per_mb"] = row["cpu_us"] / megabytes
        if half:
            for which in LATENCIES:
                row[f"{which}_us"] = median(each["latency_us"][which] for each in half[name])
            row["slip_p99_us"] = median(each["slip_us"]["p99"] for each in half[name])
            row["failures"] += sum(each["failures"] + each["broken"] + each["unfinished"] for each in half[name])
        peers[name] = row
    return peers


def ratios_to(saturated, half):
    found = {}
    for name, rounds in saturated.items():
        if name in ("gateway", "direct"):
            continue
        found[f"cpu/{name}"] = ratio((each["cpu_us"] for each in saturated["gateway"]), (each["cpu_us"] for each in rounds))
        if half:
            found[f"p99/{name}"] = ratio((each["latency_us"]["p99"] for each in half["gateway"]),
                                         (each["latency_us"]["p99"] for each in half[name]))
    return found


def plain(settings, shape, sink, bars, megabytes=0.0, splice=False, tls=False):
    with Site(settings.programs) as site:
        ports = site.sink(**sink).ports
        peers = [start(ports, tls=tls) for start in (site.gateway, site.haproxy, site.nginx)]
        if splice:
            peers.insert(2, site.haproxy(ports, name="haproxy-splice", splice=True))
        saturated = saturate(site, peers, settings, shape)
        rate, half = at_half(site, peers, settings, shape, saturated)
    ratios = ratios_to(saturated, half)
    return {"peers": summary(saturated, half, megabytes), "ratios": ratios, "rate": rate,
            "rounds": {"saturated": saturated, "half": half},
            "bars": [{"what": what, "value": ratios[what]["ratio"], "most": most} for what, most in bars.items()]}


def small_32(settings):
    """1 KiB POST → 256 B, 32 connections, 1 thread"""
    return plain(settings, {"connections": 32, "body": 1024, "answer": 256}, {"answer": 256},
                 {"cpu/haproxy": 1.0, "p99/haproxy": 1.1})


def small_1000(settings):
    """1 KiB POST → 256 B, 1,000 connections, 1 thread"""
    return plain(settings, {"connections": 1000, "body": 1024, "answer": 256, "warmup": 0.4}, {"answer": 256},
                 {"cpu/haproxy": 1.0})


def up_64k(settings):
    """64 KiB POST → 256 B, 32 connections, 1 thread"""
    return plain(settings, {"connections": 32, "body": 65_536, "answer": 256}, {"answer": 256}, {"cpu/haproxy": 1.1},
                 megabytes=65_536 / MIB)


def up_1m(settings):
    """1 MiB POST → 256 B, 16 connections, 1 thread"""
    return plain(settings, {"connections": 16, "body": MIB, "answer": 256}, {"answer": 256}, {"cpu/haproxy": 1.1},
                 megabytes=1.0, splice=True)


def down_64k(settings):
    """GET → 64 KiB, 32 connections, 1 thread"""
    return plain(settings, {"connections": 32, "answer": 65_536}, {"answer": 65_536}, {"cpu/haproxy": 1.1},
                 megabytes=65_536 / MIB)


def tls(settings):
    """1 KiB POST → 256 B over TLS 1.3, 32 connections, 1 thread"""
    return plain(settings, {"connections": 32, "body": 1024, "answer": 256, "tls": True}, {"answer": 256}, {}, tls=True)


def threads_2(settings):
    """1 KiB POST → 256 B, 128 connections, 2 threads beside 1"""
    shape = {"connections": 128, "body": 1024, "answer": 256}
    with Site(settings.programs, pin=False) as site:
        ports = site.sink(answer=256).ports
        peers = []
        for threads in (1, 2):
            for start, name in ((site.gateway, "gateway"), (site.haproxy, "haproxy"), (site.nginx, "nginx")):
                peers.append(start(ports, threads=threads, name=name if threads == 2 else f"{name}-1"))
        saturated = saturate(site, peers, settings, shape)
    ratios = {}
    for name in ("haproxy", "nginx"):
        ratios[f"cpu/{name}"] = ratio((each["cpu_us"] for each in saturated["gateway"]),
                                      (each["cpu_us"] for each in saturated[name]))
    for name in ("gateway", "haproxy", "nginx"):
        # Requests in a second in which every thread is busy: threads / CPU per request.
        ratios[f"2 threads/1 {name}"] = ratio((2 / each["cpu_us"] for each in saturated[name]),
                                              (1 / each["cpu_us"] for each in saturated[f"{name}-1"]))
    return {"peers": summary(saturated, None, 0), "ratios": ratios, "rounds": {"saturated": saturated},
            "bars": [{"what": "cpu/haproxy", "value": ratios["cpu/haproxy"]["ratio"], "most": 1.0},
                     {"what": "2 threads/1", "value": ratios["2 threads/1 gateway"]["ratio"], "least": 1.8}]}


def sites(settings):
    """256 backends, 64 applications, thresholds changed 100 × a second, beside 1 application with 4 backends"""
    def shape(target):
        return {"connections": 32, "body": 1024, "answer": 256, "target": target}
    one, many = shape("/apps/bench0/x"), shape("/apps/bench{n}/x")
    with Site(settings.programs) as site:
        few = site.sink(answer=256, listeners=4).ports
        lots = site.sink(answer=256, listeners=256).ports
        # "data plane" are the gateway's threads without the one that makes the tables, which every change costs 130 µs.
        # The large site behind the same four ports: what differs is the site. With a port for each backend there are also
        # 64 times the sockets, which cost any proxy; HAProxy shows how much.
        cases = [(site.gateway(few, name="small"), one),
                 (site.gateway(few * 64, name="large", applications=64), many),
                 (site.gateway(few * 64, name="large changing", applications=64, changes=100), many),
                 (site.gateway(lots, name="256 ports changing", applications=64, changes=100), many),
                 (site.haproxy(few, name="haproxy small"), one),
                 (site.haproxy(lots, name="haproxy 256 ports"), many)]
        found = {peer.name: [] for peer, _ in cases}
        for peer, target in cases:
            load(site, peer, seconds=0.3, **target)
        for peer, target in in_turn(cases, settings.rounds):
            found[peer.name].append(load(site, peer, seconds=settings.seconds, **target))

    def compared(figure, name, base):
        return ratio((each[figure] for each in found[name]), (each[figure] for each in found[base]))

    ratios = {"cpu large/small": compared("cpu_us", "large", "small"),
              "data plane large changing/small": compared("data_plane_us", "large changing", "small"),
              "cpu large changing/small": compared("cpu_us", "large changing", "small"),
              "requests/s large changing/small": compared("requests_per_second", "large changing", "small"),
              "cpu 256 ports changing/small": compared("cpu_us", "256 ports changing", "small"),
              "cpu haproxy 256 ports/small": compared("cpu_us", "haproxy 256 ports", "haproxy small")}
    return {"peers": summary(found, None, 0), "ratios": ratios, "rounds": {"saturated": found},
            "bars": [{"what": "cpu large changing/small", "value": ratios["cpu large changing/small"]["ratio"],
                      "most": 1.03}]}
