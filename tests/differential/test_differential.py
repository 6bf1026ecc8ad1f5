# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same odd and malformed requests to the gateway, nginx and HAProxy: who lets what through to a backend?

`python3 -m unittest test_differential` compares; `python3 test_differential.py CASE…` shows what each does with a case.
"""
import collections
import concurrent.futures
import dataclasses
import pathlib
import re
import sys
import tempfile
import unittest

import client
import corpus
import proxies

HOP_BY_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"te", b"upgrade", b"http2-settings"}
FRAMING = {b"content-length", b"transfer-encoding", b"host", b"connection", b"trailer", b"te", b"upgrade"}
ID = re.compile(rb"c[0-9]{3}")
ATTEMPTS = 3  # of a case that does not end as it must: a machine that stands still lets every time-out pass


@dataclasses.dataclass
class Outcome:
    """What became of one case at one proxy."""
    statuses: list
    seen: list

    def __str__(self):
        return f"{len(self.seen)} through, {' '.join(self.statuses) or 'closed'}"


def allowed_differences():
    """Case → why we take what both others refuse."""
    lines = (pathlib.Path(__file__).parent / "allowed.txt").read_text(encoding="utf-8").splitlines()
    return dict(re.fullmatch(r"(\S+): (.+)", line).groups() for line in lines if line and not line.startswith("#"))


def name_of(index):
    return b"c%03d" % index


def play(proxy, indices):
    """Each case's outcome. What reached the backend is told apart by the case's name in its target."""
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda i: client.exchange(proxy.port, corpus.CASES[i].raw.replace(b"{id}", name_of(i))), indices))
    seen = collections.defaultdict(list)
    with proxy.backend.lock:
        for each in proxy.backend.seen:
            found = ID.search(each.target)
            seen[found[0] if found else None].append(each)
        proxy.backend.seen.clear()
    outcomes = {i: Outcome(client.statuses(answer, corpus.CASES[i].raw.split(b" ")[0]), seen.pop(name_of(i), []))
                for i, answer in zip(indices, answers)}
    return outcomes, [each for rest in seen.values() for each in rest]


def faults_of(case, index, outcome):
    """What is wrong with how the gateway took the case, whatever others do."""
    faults = []
    if len(outcome.seen) not in case.allowed:
        faults.append(f"the backend saw {len(outcome.seen)} requests, allowed is {case.allowed}")
    if case.bodies is not None and len(outcome.seen) == len(case.bodies):
        wanted = [body.replace(b"{id}", name_of(index)) for body in case.bodies]
        if [each.body for each in outcome.seen] != wanted:
            faults.append(f"the backend saw the bodies {[each.body[:80] for each in outcome.seen]}, not {wanted}")
    if "0" in outcome.statuses:
        faults.append("the connection was never closed")
    if len(outcome.seen) > sum(status == "200" for status in outcome.statuses):
        faults.append("a request was served that the client knows nothing of")
    return faults + [fault for each in outcome.seen for fault in raw_parts(each)]


def raw_parts(seen):
    """What reached the backend as the client wrote it and should have been rebuilt."""
    faults = [f"{name.decode()} reached the backend" for name, _ in seen.fields if name in HOP_BY_HOP]
    if any(b"straightline.test" in value for value in seen.values(b"host")) or len(seen.values(b"host")) != 1:
        faults.append(f"Host reached the backend as {seen.values(b'host')}")
    if any(value != b"%d" % int(value) for value in seen.values(b"content-length")):
        faults.append(f"Content-Length reached the backend as {seen.values(b'content-length')}")
    faults += [f"a chunk reached the backend as {line!r}" for line in seen.framing if not re.fullmatch(rb"[1-9a-f][0-9a-f]*|0", line)]
    faults += [f"the trailer {name.decode()} reached the backend" for name, _ in seen.trailers if name in FRAMING]
    return faults


class TestDifferential(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        missing = [name for name in ("nginx", "haproxy") if not proxies.find(name)]
        if missing:
            raise unittest.SkipTest(f"{' and '.join(missing)} not installed (group test of installer/packages.txt)")
        cls.folder = tempfile.TemporaryDirectory(prefix="straightline-differential-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.proxies = {}
        for kind in (proxies.Gateway, proxies.Nginx, proxies.HaProxy):
            proxy = kind(cls.folder.name)
            cls.addClassCleanup(proxy.close)
            cls.proxies[kind.name] = proxy
        every = list(range(len(corpus.CASES)))
        with concurrent.futures.ThreadPoolExecutor(len(cls.proxies)) as pool:
            played = dict(zip(cls.proxies, pool.map(lambda proxy: play(proxy, every), cls.proxies.values())))
        cls.outcomes = {name: outcomes for name, (outcomes, _) in played.items()}
        cls.strangers = played["gateway"][1]
        cls.repeat_faulty()

    @classmethod
    def repeat_faulty(cls):
        gateway = cls.outcomes["gateway"]
        for _ in range(ATTEMPTS - 1):
            faulty = [i for i, case in enumerate(corpus.CASES) if faults_of(case, i, gateway[i])]
            again, _ = play(cls.proxies["gateway"], faulty)
            gateway.update(again)

    def row(self, index):
        outcomes = ", ".join(f"{name}: {outcomes[index]}" for name, outcomes in self.outcomes.items())
        return f"{corpus.CASES[index].name} — {outcomes}"

    def counts(self, index):
        return [len(self.outcomes[name][index].seen) for name in ("gateway", "nginx", "haproxy")]

    def test_corpus_is_large_and_named(self):
        names = [case.name for case in corpus.CASES]
        self.assertGreaterEqual(len(names), 150)
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual(set(allowed_differences()), set(names), "allowed.txt names cases that are not there")

    def test_backend_sees_what_a_strict_reading_allows(self):
        for index, case in enumerate(corpus.CASES):
            with self.subTest(case.name):
                faults = faults_of(case, index, self.outcomes["gateway"][index])
                self.assertFalse(faults, f"\n{self.row(index)}\n{case.raw[:400]!r}")

    def test_backend_can_read_all_that_reached_it(self):
        self.assertEqual(self.proxies["gateway"].backend.unreadable, [])
        self.assertEqual(self.strangers, [], "requests of no case")

    def test_what_both_refuse_is_refused_or_explained(self):
        explained = allowed_differences()
        for index, case in enumerate(corpus.CASES):
            ours, nginx, haproxy = self.counts(index)
            if ours > max(nginx, haproxy):
                with self.subTest(case.name):
                    self.assertIn(case.name, explained, f"\n{self.row(index)}\n{case.raw[:400]!r}")

    @classmethod
    def tearDownClass(cls):
        stricter = [i for i in range(len(corpus.CASES)) if cls.counts(cls, i)[0] < min(cls.counts(cls, i)[1:])]
        looser = [i for i in range(len(corpus.CASES)) if cls.counts(cls, i)[0] > max(cls.counts(cls, i)[1:])]
        alone = {"nginx": sum(cls.counts(cls, i)[1] > max(cls.counts(cls, i)[0], cls.counts(cls, i)[2]) for i in range(len(corpus.CASES))),
                 "haproxy": sum(cls.counts(cls, i)[2] > max(cls.counts(cls, i)[:2]) for i in range(len(corpus.CASES)))}
        print(f"\n{len(corpus.CASES)} cases. Let through by one alone: gateway {len(looser)}, nginx {alone['nginx']}, "
              f"haproxy {alone['haproxy']}. Both others let through more than the gateway: {len(stricter)}.")
        for index in stricter:
            print("  " + cls.row(cls, index))
        print("Only the gateway lets through:")
        for index in looser:
            print(f"  {cls.row(cls, index)}: {allowed_differences().get(corpus.CASES[index].name, 'NOT EXPLAINED')}")


def show(names):
    """What each proxy does with the cases of these names, and what its backend saw."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in (proxies.Gateway, proxies.Nginx, proxies.HaProxy):
            proxy = kind(folder)
            outcomes, strangers = play(proxy, [i for i, case in enumerate(corpus.CASES) if case.name in names])
            for index, outcome in outcomes.items():
                print(f"{kind.name}: {corpus.CASES[index].name}: {outcome}")
                for each in outcome.seen:
                    print("   ", each)
            print("    others:", strangers, "unreadable:", proxy.backend.unreadable)
            proxy.close()


if __name__ == "__main__":
    show(set(sys.argv[1:]))
