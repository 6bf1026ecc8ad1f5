# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a soak has to show: samples of what must stay flat, and counts at clients, gateway and store that agree."""
import collections
import re
import statistics
import time

import harness


class Watch:
    def __init__(self, product):
        self._product = product
        self.samples = []
        self.problems = []

    def sample(self):
        now = self._product.metrics()
        if now["straightline_accepted_requests_total"] != (now["straightline_finished_requests_total"]
                                                           + now["straightline_gateway_inflight_requests"]):
            self.problems.append(f"the counters disagree: {now}")
        self.samples.append({"time": time.monotonic(), "rss_kib": self._product.rss_kib(),
                             "descriptors": self._product.descriptors(),
                             "threads": self._product.status("Threads"),
                             "finished": now["straightline_finished_requests_total"],
                             "dropped": now["straightline_dropped_records_total"],
                             "hedges": now["straightline_hedges_total"],
                             "hedges_won": now["straightline_hedges_won_total"]})

    def drift(self, field):
        """The last quarter's median over the second quarter's: the first is warm-up."""
        values = [each[field] for each in self.samples]
        if not values:
            return 0.0
        quarter = max(len(values) // 4, 1)
        return statistics.median(values[-quarter:]) / statistics.median(values[quarter:2 * quarter] or values) - 1

    def per_second(self):
        """Requests/s after the warm-up."""
        later = self.samples[len(self.samples) // 4:]
        spent = later[-1]["time"] - later[0]["time"] if later else 0
        return (later[-1]["finished"] - later[0]["finished"]) / spent if spent else 0.0


def rows_by_status(product):
    return collections.Counter(dict(product.select("SELECT status, count(*) FROM request GROUP BY status")))


def loose_rows(product, loose):
    """The rows of these ids: id → statuses."""
    wanted = {harness.id_hash(each): each for each in loose}
    found = {each: [] for each in loose}
    hashes = list(wanted)
    for start in range(0, len(hashes), 500):
        some = ",".join(str(each) for each in hashes[start:start + 500])
        for hashed, status in product.select(f"SELECT id_hash, status FROM request WHERE id_hash IN ({some})"):
            found[wanted[hashed]].append(status)
    return found


def strangers(product, statuses):
    """What is readable of some rows with these statuses that carry no id of a client."""
    wanted = ",".join(str(each) for each in statuses)
    rows = product.select("SELECT status, record FROM request WHERE instr(record, CAST('soak-' AS BLOB)) = 0 "
                          f"AND status IN ({wanted}) ORDER BY status, id DESC LIMIT 6")
    return [f"a row of nobody's: {status} {re.sub(rb'[^ -~]+', b' ', record)!r}" for status, record in rows]


def compare_counts(product, traffic, rows_before):
    """Problems found, once all clients have ended. Every whole answer that a client saw is a row with that status, every
    other row is of a request that a client left or saw break off, and of each of those there is one at most."""
    now = product.wait_idle()
    finished = now["straightline_finished_requests_total"]
    problems = []
    if now["straightline_dropped_records_total"] != 0:
        problems.append(f"{now['straightline_dropped_records_total']:.0f} records were dropped")
    product.wait_recorded(finished - now["straightline_dropped_records_total"])
    loose = {request_id: how for each in traffic for request_id, how in each.loose.items()}
    answered = sum((each.answered for each in traffic), collections.Counter())
    rows = rows_by_status(product)
    rows.subtract(rows_before)
    for request_id, statuses in loose_rows(product, loose).items():
        rows.subtract(statuses)
        if len(statuses) > 1 or (not statuses and loose[request_id] == "broken"):
            problems.append(f"{request_id}, {loose[request_id]}: {len(statuses)} rows")
    differing = {status: (answered[status], rows[status]) for status in {*rows, *answered} if rows[status] != answered[status]}
    if differing:
        problems.append(f"whole answers at the clients and rows in the store differ, by status: {differing}")
        problems += strangers(product, differing)
    return problems[:20]
