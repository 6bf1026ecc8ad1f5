# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows about many connections at once: idle ones, uploads to a slow backend, streams of events."""
import json
import os
import subprocess
import time
import urllib.request

from measure import in_turn, load, load_command, median, resident_kib
from peers import Failed, Site, descriptors


def idle(settings):
    """10,000 idle keep-alive connections, each after one request"""
    # The gateway takes as many connections as it has two descriptors for: of 20,000 it keeps 9,936.
    count = 1_000 if settings.quick else min(10_000, descriptors() // 2 - 100)
    found = {}
    with Site(settings.programs) as site:
        ports = site.sink(answer=256).ports
        peers = [site.gateway(ports), site.haproxy(ports, connections=12_000), site.nginx(ports)]
        for peer in peers:
            load(site, peer, seconds=0.5, connections=32, body=1024)
            before = resident_kib(peer.pid)
            process = site.start(load_command(site, peer, connections=count, body=1024, hold=True), site.other_cores,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            held = json.loads(process.stdout.readline() or "{}")
            after = resident_kib(peer.pid)
            process.stdin.close()
            process.wait()
            if held.get("held") != count or held.get("broken"):
                raise Failed(f"{peer.name} held {held} of {count} connections")
            found[peer.name] = {"connections": count, "rss_before_kib": before, "rss_kib": after,
                                "kib_each": (after - before) / count}
    return {"peers": found,
            "ratios": {f"KiB each/{name}": {"ratio": round(found["gateway"]["kib_each"] / max(found[name]["kib_each"], 0.01), 2)}
                       for name in ("haproxy", "nginx")},
            "bars": [{"what": "KiB of RSS each", "value": round(found["gateway"]["kib_each"], 2), "most": 16}]}


def counters(sink):
    with urllib.request.urlopen(f"http://127.0.0.1:{sink.port}/counters") as answer:
        return json.load(answer)


BUFFER = 65_536  # of the sockets at both ends: what is under way is then what lies in the proxy and its own sockets


def upload(site, sink, peer, settings, size):
    """100 uploads at once: what the clients got rid of and what the backend took, half-way and at the end."""
    count = 100
    if peer is not sink:
        load(site, peer, seconds=0.3, connections=32, body=1024)
    before = resident_kib(peer.pid)
    taken_before = counters(sink)["body_bytes"]
    seconds = 600 if settings.full else settings.seconds * 10
    process = site.start(load_command(site, peer, connections=count, body=size, once=True, warmup=0, seconds=seconds,
                                      send_buffer=BUFFER, report_every=min(seconds / 20, 1.0)),
                         site.other_cores, stdout=subprocess.PIPE, text=True)
    most, samples = before, []
    for line in process.stdout:
        found = json.loads(line)
        most = max(most, resident_kib(peer.pid))
        if "at_s" in found:
            samples.append((found["bytes_sent"], counters(sink)["body_bytes"] - taken_before))
    process.wait()
    under_way = [each for each in samples if each[0] < count * size] or samples
    sent, taken = under_way[-1]
    before_sent, before_taken = under_way[len(under_way) * 3 // 4]
    return {"rss_before_kib": before, "rss_kib": most, "kib_each": (most - before) / count, "sent_mb": sent / 1e6,
            "taken_mb": taken / 1e6, "under_way_kib_each": (sent - taken) / count / 1024,
            "last_quarter_sent_to_taken": (sent - before_sent) / max(taken - before_taken, 1),
            "completed": found.get("completed", 0), "failures": found.get("failures", 0)}


def uploads(settings):
    """100 concurrent uploads of 1 GB to a slow backend"""
    found = {}
    rate = 20_000_000 if settings.full else 5_000_000
    for name in ("direct", "gateway", "haproxy", "nginx"):
        with Site(settings.programs) as site:
            sink = site.sink(answer=256, read_rate=rate, receive_buffer=BUFFER)
            peer = sink if name == "direct" else getattr(site, name)(sink.ports)
            found[name] = upload(site, sink, peer, settings, 1_000_000_000)
    ours = found["gateway"]
    # Both ends have small socket buffers. What is under way lies in the kernel's buffers of the proxy's own two sockets, which
    # grow to several MB while they fill; then the client can send only what the backend takes.
    return {"peers": found, "ratios": {},
            "bars": [{"what": "KiB of RSS growth each", "value": round(ours["kib_each"], 1), "most": 64},
                     {"what": "bytes sent/taken, last quarter", "value": round(ours["last_quarter_sent_to_taken"], 3),
                      "most": 1.1}]}


def stream(site, sink, peer, settings, opened):
    """One run of event streams; with it how many connections the backend saw opened for each."""
    streams = 200 if settings.quick else 1_000
    # 0.5003 s: events fall between the arrivals of others, not onto them.
    target = f"/events?count=3&every=500300{'&close=1' if opened else ''}"
    before = counters(sink)
    found = load(site, peer, connections=streams * 3 // 2, rate=streams, target=target, first_byte=True, fresh=opened,
                 warmup=1.0, seconds=max(settings.seconds * 1.8, 1.0))
    after = counters(sink)
    found["opened_each"] = (after["accepted"] - before["accepted"] - 1) / max(after["requests"] - before["requests"], 1)
    return found


def stream_figures(runs, direct):
    found = {"cpu_us": median(each["cpu_us"] for each in runs),
             "opened_each": median(each["opened_each"] for each in runs)}
    for what, key in (("first_byte", "latency_us"), ("event_delay", "event_delay_us")):
        for which in ("p50", "p99"):
            found[f"{what}_{which}_us"] = median(each[key][which] for each in runs)
    found["slip_p99_us"] = median(each["slip_us"]["p99"] for each in runs)
    found["failures"] = sum(each["failures"] + each["broken"] + each["unfinished"] for each in runs)
    for which in ("p50", "p99"):
        found[f"added_{which}_us"] = median(each["latency_us"][which] - base["latency_us"][which]
                                            for each, base in zip(runs, direct))
    return found


def events(settings):
    """Server-sent events: 1,000 streams of 3 events in 1 s, 1,000 new ones a second; on kept connections, and on new ones"""
    found, rounds = {}, {}
    with Site(settings.programs, realtime=True) as site:
        sink = site.sink(answer=256)
        peers = [sink, site.gateway(sink.ports), site.haproxy(sink.ports, events=True),
                 site.nginx(sink.ports, events=True)]
        for opened in (False, True):
            runs = {peer.name: [] for peer in peers}
            for peer in peers[1:] if not opened else []:
                stream(site, sink, peer, settings, opened)  # fills the pools: from here on nobody opens connections
            for peer in in_turn(peers, max(settings.rounds - 3, 2)):
                runs[peer.name].append(stream(site, sink, peer, settings, opened))
            kind = "new" if opened else "kept"
            for name in runs:
                found[f"{name} {kind}"] = stream_figures(runs[name], runs["direct"])
                rounds[f"{name} {kind}"] = runs[name]
        realtime = site.realtime
    return {"peers": found, "ratios": {}, "rounds": rounds, "realtime": realtime,
            "bars": [{"what": "µs added to the first byte at p99, kept", "value": round(found["gateway kept"]["added_p99_us"], 1),
                      "most": 100}]}
