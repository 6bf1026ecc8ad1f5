# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running the load and reading figures: rounds of all peers in turn, medians, what the host did meanwhile."""
import json
import os
import re
import resource
import statistics
import subprocess

MIB = 1 << 20


def load_command(site, peer, **options):
    """bench_load's arguments; an option that is True has no value, a list is repeated."""
    command = [site.program("bench_load"), "--to", f"127.0.0.1:{peer.port}", "--watch", f"proxy={peer.pid}",
               "--watch", f"data_plane={peer.pid}:gateway-"]
    for name, value in options.items():
        name = "--" + name.replace("_", "-")
        if value is True:
            command.append(name)
        elif value not in (None, False):
            for each in value if isinstance(value, list) else [value]:
                command += [name, str(each)]
    return command


def load(site, peer, **options):
    """One run of the load generator; what it printed, with CPU per request of the proxy and its memory."""
    done = subprocess.run(load_command(site, peer, **options), stdout=subprocess.PIPE, text=True, check=True,
                          timeout=300, preexec_fn=lambda: site.settle(site.other_cores))
    found = json.loads(done.stdout.splitlines()[-1])
    found["cpu_us"] = found["cpu_s"]["proxy"] * 1e6 / max(found["requests"], 1)
    found["data_plane_us"] = found["cpu_s"]["data_plane"] * 1e6 / max(found["requests"], 1)
    found["requests_per_second"] = found["requests"] / found["seconds"]
    found["rss_kib"] = resident_kib(peer.pid)
    return found


def resident_kib(pid):
    total = 0
    pids = [pid]
    for each in pids:
        try:
            with open(f"/proc/{each}/status", encoding="utf-8") as file:
                total += int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))
            with open(f"/proc/{each}/task/{each}/children", encoding="utf-8") as file:
                pids.extend(int(child) for child in file.read().split())
        except FileNotFoundError:
            pass
    return total


def in_turn(peers, rounds):
    """Each peer once in a round, forwards and backwards by turns (ABBA): what drifts meets all alike."""
    for turn in range(rounds):
        yield from (peers if turn % 2 == 0 else list(reversed(peers)))


def median(values):
    values = list(values)
    return statistics.median(values) if values else 0.0


def spread(values):
    """Half the distance between the quartiles, in per cent of the median."""
    values = sorted(values)
    middle = median(values)
    if len(values) < 3 or middle == 0:
        return 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return 50.0 * (high - low) / middle


def ratio(numerators, denominators):
    """Median and spread of the ratios, round by round: neighbours in time have the same noise."""
    ratios = [a / b for a, b in zip(numerators, denominators) if b]
    return {"ratio": round(median(ratios), 4), "spread_percent": round(spread(ratios), 1)}


class Host:
    """What else the machine did: share of the time stolen by the hypervisor, and used by processes that are not ours."""

    def __init__(self):
        self.begin = self._read()

    @staticmethod
    def _read():
        with open("/proc/stat", encoding="utf-8") as file:
            ticks = [int(each) for each in file.readline().split()[1:]]
        own = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
                  for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        busy = sum(ticks[:3]) + sum(ticks[5:7])
        return {"all": sum(ticks[:8]), "busy": busy, "steal": ticks[7], "own": own * os.sysconf("SC_CLK_TCK")}

    def since(self):
        """After the row's processes have ended, so that their time counts as ours."""
        end = self._read()
        spent = {name: end[name] - self.begin[name] for name in end}
        total = max(spent["all"], 1)
        return {"steal_percent": round(100 * spent["steal"] / total, 1),
                "others_percent": round(max(100 * (spent["busy"] - spent["own"]) / total, 0.0), 1),
                "load_average": round(os.getloadavg()[0], 2)}
