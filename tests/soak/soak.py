#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product under load for a long time. Every second the counters have to agree; at the end every request is accounted
for at clients, gateway and store, no record was dropped, memory, descriptors and threads stayed flat. Prints a line a minute
and writes JSON; exits with 1 when a check fails.

  soak.py PROGRAM [--profile mixed|bodies] [--minutes 30] [--json FILE] [--image-program FILE]

mixed: small and large bodies, chunked, server-sent events, tunnels, HTTP/1.0, HTTPS, a function, a container (of
  --image-program, a static server, where DOCKER_HOST or STRAIGHTLINE_TEST_DOCKER_HOST names a Docker engine), clients that
  leave, slow answers that are hedged; backends are killed and come back, thresholds and policy change, function and container are redeployed, backends are
  drained, the certificate is replaced.
bodies: 500 POSTs of 1 MB a second (--rate), nothing else."""
import argparse
import collections
import json
import os
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hardness"))
import harness  # noqa: E402  (the folder is known only now)
import soakchecks  # noqa: E402
import soakfaults  # noqa: E402
import soakservers  # noqa: E402
import soaktraffic  # noqa: E402

MIXED_CLIENTS, BODIES_CLIENTS = 12, 16
MOST_DRIFT = {"mixed": 0.02, "bodies": 0.05}  # of resident memory
LEAST_RATE = 0.95  # of what was asked for; less is another measurement


class Soak:
    """One run; `problems` says what is wrong, `report` what was seen."""

    def __init__(self, options, folder):
        self._options = options
        self._stop = threading.Event()
        self._mixed = options.profile == "mixed"
        self.problems, self.report = [], {"profile": options.profile, "minutes": options.minutes}
        self._without = []
        self._docker = self._open_docker() if self._mixed else ""
        self._certificates = self._open_certificates(folder) if self._mixed else None
        self._function = os.path.join(folder, "function.py")
        with open(self._function, "w", encoding="utf-8") as file:
            file.write(soakservers.FUNCTION)

    def _open_docker(self):
        host = os.environ.get("STRAIGHTLINE_TEST_DOCKER_HOST") or os.environ.get("DOCKER_HOST", "")
        if not host or not self._options.image_program:
            self._without.append("no container: no Docker engine is named, or no --image-program")
            return ""
        soakservers.import_image(host, self._options.image_program)
        return host

    def _open_certificates(self, folder):
        if not soakservers.Certificates.possible():
            self._without.append("no HTTPS: openssl is not installed")
            return None
        return soakservers.Certificates(folder)

    def run(self):
        servers = [soakservers.Server() for _ in range(3)]
        try:
            text = soakservers.site(servers, self._function, self._certificates, bool(self._docker))
            environment = {**os.environ, "DOCKER_HOST": self._docker} if self._docker else None
            with harness.Product(text, env=environment) as product:
                try:
                    self._under_load(product, servers)
                except (AssertionError, OSError, KeyError) as problem:
                    self.problems.append(repr(problem))
                    self.problems += self._ended(product)
                finally:
                    self._stop.set()
        finally:
            for each in servers:
                each.kill()

    def _ended(self, product):
        if product.child.poll() is None:
            return []
        return [f"the program ended with {product.child.returncode}:\n{product.read_log()[-4000:]}"]

    def _traffic(self, product):
        if self._mixed:
            return [soaktraffic.MixedTraffic(index, self._stop, product.ingest, product.ingest_tls, bool(self._docker))
                    for index in range(MIXED_CLIENTS)]
        return [soaktraffic.BodiesTraffic(index, self._stop, product.ingest, self._options.rate / BODIES_CLIENTS)
                for index in range(BODIES_CLIENTS)]

    def _under_load(self, product, servers):
        product.wait_ready()
        self._wait_for_container(product)
        finished = product.wait_idle()["straightline_finished_requests_total"]
        product.wait_recorded(finished)
        rows_before = soakchecks.rows_by_status(product)
        traffic = self._traffic(product)
        disturber = soakfaults.Disturber(product, servers, self._certificates, bool(self._docker), self._stop)
        watch = soakchecks.Watch(product)
        threads = traffic + [disturber] * self._mixed
        for each in threads:
            each.start()
        try:
            self._watch(product, watch)
        except OSError:
            if product.child.poll() is None:
                raise
        self._stop.set()
        for each in threads:
            each.join(2 * soaktraffic.PATIENCE_SECONDS)
            if each.is_alive():
                self.problems.append(f"{each} hangs")
        self._tell(traffic, disturber, watch)
        self.problems += self._ended(product)
        if product.child.poll() is None:
            self.problems += soakchecks.compare_counts(product, traffic, rows_before)
            self._end(product)

    def _wait_for_container(self, product):
        if self._docker:
            harness.wait_until(lambda: product.call("GET", "/api/v1/backends/box:box")[1]["live"]["state"] == "up",
                               "the container is up")

    def _watch(self, product, watch):
        begun, said = time.monotonic(), 0
        while time.monotonic() - begun < self._options.minutes * 60 and product.child.poll() is None:
            self._stop.wait(1)
            watch.sample()
            if time.monotonic() - begun >= (said + 1) * 60:
                said += 1
                latest = watch.samples[-1]
                print(f"{said:3} min: {int(latest['finished']):9} requests, {latest['rss_kib']} KiB, "
                      f"{latest['descriptors']} descriptors, {latest['threads']} threads", flush=True)

    def _end(self, product):
        if self._docker:  # the engine may be somebody's own: nothing of ours stays there
            product.call("DELETE", "/api/v1/backends/box:box")
            harness.wait_until(lambda: not product.call("GET", "/api/v1/containers")[1], "the container is removed")
        if product.end() != 0:
            self.problems.append(f"exit status {product.child.returncode}")
        self.problems += [line for line in product.read_log().splitlines()
                          if " error " in line or "Sanitizer" in line or "runtime error" in line][:20]
        integrity = product.check_integrity()
        if integrity != "ok":
            self.problems.append(f"the database: {integrity}")

    def _tell(self, traffic, disturber, watch):
        """Fills the report, and holds what was seen against the bars."""
        good = sum((each.good for each in traffic), collections.Counter())
        latest = watch.samples[-1] if watch.samples else collections.Counter()
        self.report |= {
            "without": self._without, "requests": latest["finished"], "per_second": round(watch.per_second(), 1),
            "answers": dict(sum((each.answered for each in traffic), collections.Counter())), "good": dict(good),
            "not_answered": dict(collections.Counter(how for each in traffic for how in each.loose.values())),
            "disturbances": dict(disturber.done), "dropped_records": latest["dropped"],
            "hedges": latest["hedges"], "hedges_won": latest["hedges_won"], "samples": watch.samples}
        self.problems += watch.problems[:5] + disturber.problems[:20] + [each for one in traffic for each in one.problems][:20]
        for field, most in (("rss_kib", self._options.most_drift), ("descriptors", 0.1), ("threads", 0.1)):
            self.report[f"{field}_drift"] = drift = round(watch.drift(field), 4)
            if drift > most:
                self.problems.append(f"{field} grew by {drift:.1%} after warm-up, allowed is {most:.1%}")
        if self._mixed:
            self._require(good, disturber)
            if not 0 < latest["hedges_won"] <= latest["hedges"]:
                self.problems.append(f"of {latest['hedges']} hedges {latest['hedges_won']} won: neither may be none")
        elif self.report["per_second"] < LEAST_RATE * self._options.rate:
            self.problems.append(f"only {self.report['per_second']} of {self._options.rate} requests/s came about")

    def _require(self, good, disturber):
        """Nothing that was to be tried may have been left out, or failed always."""
        kinds = {"small", "large", "chunked", "big answer", "function", "events", "slow", "tunnel echoed", "HTTP/1.0"}
        kinds |= {"TLS small"} if self._certificates else set()
        kinds |= {"container"} if self._docker else set()
        missing = sorted(kinds - set(good)) + disturber.missing()
        if missing:
            self.problems.append(f"never with success: {', '.join(missing)}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--profile", choices=("mixed", "bodies"), default="mixed")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=500, help="bodies: requests/s")
    parser.add_argument("--json", default="")
    parser.add_argument("--image-program", default="", help="a static server that answers GET /id on port 8080")
    parser.add_argument("--most-drift", type=float, default=None, help="of resident memory after warm-up")
    options = parser.parse_args()
    if options.most_drift is None:
        options.most_drift = MOST_DRIFT[options.profile]
    return options


def main():
    options = parse()
    harness.PROGRAM = options.program
    with tempfile.TemporaryDirectory(prefix="straightline-soak-") as folder:
        os.chmod(folder, 0o755)  # functions run as another user
        soak = Soak(options, folder)
        soak.run()
    soak.report["problems"] = soak.problems
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(soak.report, file, indent=1)
    print(json.dumps({key: value for key, value in soak.report.items() if key != "samples"}, indent=1))
    return 1 if soak.problems else 0


if __name__ == "__main__":
    sys.exit(main())
