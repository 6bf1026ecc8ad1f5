# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators and fate do during a soak: kills, changes, redeploys, new certificates. Each has to succeed."""
import collections
import random
import ssl
import threading

import harness


class Disturber(threading.Thread):
    def __init__(self, product, servers, certificates, has_container, stop):
        super().__init__(daemon=True)
        self._product, self._servers, self._certificates, self._ending = product, servers, certificates, stop
        self._luck = random.Random(99)
        self._wishes = ["thresholds"] * 12 + ["policy"] * 4 + ["kill", "drain", "function"]
        self._wishes += ["certificate"] * bool(certificates) + ["container"] * has_container
        self.done = collections.Counter()
        self.problems = []

    def run(self):
        while not self._ending.wait(0.25):
            what = self._luck.choice(self._wishes)
            try:
                getattr(self, "_" + what)()
                self.done[what] += 1
            except (OSError, AssertionError, KeyError, TypeError) as problem:
                if self._product.child.poll() is not None:
                    return
                self.problems.append(f"{what}: {problem!r}")

    def missing(self):
        """What was never done."""
        return sorted(set(self._wishes) - set(self.done))

    def _call(self, method, path, document, wanted):
        status, answer = self._product.call(method, path, document)
        if status != wanted:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    def _operation(self, method, path):
        """Begins one and waits for its end."""
        answer = self._call(method, path, None, 202)
        ended = self._product.wait_operation(answer["id"])
        if ended["state"] != "succeeded":
            raise AssertionError(f"{method} {path}: {ended}")

    def _thresholds(self):
        self._call("PUT", "/api/v1/applications/app/thresholds",
                   {"frequency_hz": self._luck.randrange(1, 500), "size_bytes": self._luck.randrange(100, 500000)}, 200)

    def _policy(self):
        policy = self._luck.choice(("straightline", "round_robin", "least_outstanding", "two_choices"))
        self._call("PUT", "/api/v1/applications/app/policy", {"policy": policy}, 200)

    def _kill(self):
        server = self._luck.choice(self._servers)
        server.kill()
        self._ending.wait(1 + self._luck.random())
        server.start()

    def _drain(self):
        self._operation("POST", "/api/v1/backends/app:b0/drain")
        self._operation("DELETE", "/api/v1/backends/app:b0/drain")

    def _function(self):
        """Other settings: its instances are replaced, the requests of the soak start new ones."""
        path = "/api/v1/backends/fn:fn"
        before = self._product.call("GET", path)[1]
        self._call("PUT", path, {**before["configuration"], "environment": {"TURN": str(self.done["function"])}}, 200)

        def started():
            return self._product.call("GET", path)[1]["live"]["cold_starts"] > before["live"]["cold_starts"]
        harness.wait_until(started, "a new instance of the function")

    def _container(self):
        self._operation("POST", "/api/v1/backends/box:box/redeploy")

    def _certificate(self):
        self._certificates.renew()
        with open(self._certificates.certificate, encoding="ascii") as file:
            wanted = file.read().strip()

        def serves_it():
            return ssl.get_server_certificate(("127.0.0.1", self._product.ingest_tls), timeout=10).strip() == wanted
        harness.wait_until(serves_it, "the new certificate is served")
