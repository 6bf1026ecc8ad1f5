# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""digits-load against digits-server and against a small server that misbehaves on purpose."""
import csv
import http.server
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

import support

TRACE_FOLDER = support.ROOT / "resources/demo/trace"


def load(*options, check=True):
    result = subprocess.run([support.program("DIGITS_LOAD"), *map(str, options)], capture_output=True, text=True,
                            timeout=120, check=False)
    if check:
        assert result.returncode == 0, result.stderr
    return result


def summary(*options):
    return json.loads(load("--json", *options).stdout)


class Answering(http.server.ThreadingHTTPServer):
    """Keeps what it got and answers as `answer(number, body)` says: (status, headers, document) or None to hang up."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), AnsweringHandler)
        self.answer = answer
        self.requests = []
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class AnsweringHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.requests.append((self.path, body))
            number = len(self.server.requests) - 1
        answer = self.server.answer(number, body)
        if answer is None:
            self.close_connection = True
            return
        status, headers, document = answer
        content = json.dumps(document).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class LoadAgainstDigitsServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = support.digits_server()
        _, host, port = cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)
        cls.address = (host, port)
        cls.options = ("--url", f"http://{host}:{port}", "--path-template", "/classify")

    def counters(self):
        return support.Client(*self.address).json("GET", "/counters")[1]

    def test_the_demos_own_trace_gives_the_models_accuracy_and_equal_counters(self):
        before = self.counters()
        result = summary(*self.options, "--speed", "40")
        after = self.counters()
        with open(TRACE_FOLDER / "demo_trace.csv", newline="", encoding="ascii") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(result["requests"], len(rows))
        self.assertEqual(result["bytes"], sum(int(row["body_bytes"]) for row in rows))
        self.assertEqual(result["statuses"], {"200": len(rows)})
        self.assertEqual(result["failures"], {})
        self.assertEqual(result["as_model"], len(rows))
        self.assertEqual(result["correct"], result["expected_correct"])
        self.assertEqual(after["inferences"] - before["inferences"], len(rows))
        self.assertEqual(after["requests"] - before["requests"], len(rows))
        self.assertEqual(after["errors"], before["errors"])

    def test_the_whole_test_split_gives_the_stated_accuracy(self):
        count = support.description()["test_images"]
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as trace:
            trace.write("arrival_s,application,body_bytes\n")
            trace.writelines(f"{number * 0.001:.3f},digits,{1000 + 37 * number}\n" for number in range(count))
            trace.flush()
            result = summary(*self.options, "--trace", trace.name)
        self.assertEqual((result["requests"], result["correct"]), (count, support.description()["test_correct"]))
        self.assertAlmostEqual(result["accuracy"], support.description()["test_accuracy"], places=6)

    def test_images_of_every_size_are_exact_and_classified_as_the_original(self):
        sizes = [1, 140, 141, 151, 152, 500, 1000, 1024, 65_600, 65_700, 262_144, 1_000_000, 10_000_000, 60_000_000]
        for size in sizes:
            with self.subTest(size=size):
                result = summary(*self.options, "--constant", 100, "--size", size, "--duration", 0.03)
                self.assertEqual((result["requests"], result["as_model"]), (3, 3))
                exact = size if size == 140 or size >= 152 else 140 if size < 140 else 152
                self.assertEqual(result["bytes"], 3 * exact)

    def test_the_text_summary_names_the_accuracy(self):
        text = load(*self.options, "--constant", 100, "--duration", 0.2).stdout
        self.assertIn("20 requests", text)
        self.assertIn("20 of 20 answered", text)


class LoadBehaviour(unittest.TestCase):
    def serve(self, answer):
        server = Answering(answer)
        self.addCleanup(server.__exit__)
        return server

    def test_tiers_backends_and_reasons_are_counted(self):
        def answer(number, _):
            tier = ("local", "serverless")[number % 2]
            # One tier answers as the truth says only by chance: always with a three.
            return 200, {"x-straightline-tier": tier, "x-straightline-backend": tier[:3],
                         "x-straightline-reason": "overflow"}, {"label": 3}
        server = self.serve(answer)
        result = summary("--url", server.url, "--constant", 500, "--duration", 0.2)
        self.assertEqual({name: tier["answered"] for name, tier in result["tiers"].items()},
                         {"local": 50, "serverless": 50})
        self.assertEqual(result["backends"], {"loc": 50, "ser": 50})
        self.assertEqual(result["reasons"], {"overflow": 100})
        threes = sum(label == 3 for label, _, _ in support.test_split()[:100])
        self.assertEqual(result["correct"], threes)
        self.assertEqual(server.requests[0][0], "/apps/digits/classify")

    def test_it_is_an_open_loop(self):
        # No answer is given before all thirty requests have arrived: a closed loop would never get there.
        arrived = threading.Barrier(30)

        def answer(*_):
            arrived.wait(support.DEADLINE)
            return 200, {}, {"label": 0}
        server = self.serve(answer)
        result = summary("--url", server.url, "--constant", 300, "--duration", 0.1)
        self.assertEqual((result["requests"], result["answered"]), (30, 30))

    def test_connections_are_bounded_and_kept(self):
        lock = threading.Lock()
        now = [0, 0]

        def answer(*_):
            with lock:
                now[0] += 1
                now[1] = max(now[1], now[0])
            threading.Event().wait(0.01)
            with lock:
                now[0] -= 1
            return 200, {}, {"label": 0}
        server = self.serve(answer)
        result = summary("--url", server.url, "--constant", 1000, "--duration", 0.1, "--connections", 3)
        self.assertEqual(result["answered"], 100)
        self.assertEqual(now[1], 3)

    def test_failures_are_told_apart(self):
        def answer(number, _):
            return None if number % 4 == 3 else (503, {}, {"error": "no"}) if number % 4 == 2 else (200, {}, {"label": 0})
        server = self.serve(answer)
        result = summary("--url", server.url, "--constant", 200, "--duration", 0.2, "--connections", 1)
        self.assertEqual(result["statuses"], {"200": 20, "503": 10})
        self.assertEqual(result["failures"], {"connection_lost": 10})
        self.assertEqual(len(server.requests), 40, "no request is sent twice")

    def test_a_stalled_server_is_a_timeout(self):
        stall = threading.Event()
        self.addCleanup(stall.set)
        server = self.serve(lambda *_: stall.wait(support.DEADLINE) and None)
        result = load("--url", server.url, "--constant", 100, "--duration", 0.03, "--timeout-ms", 200, "--json", check=False)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["failures"], {"timeout": 3})

    def test_an_unreachable_server_ends_with_status_1(self):
        server = Answering(lambda *_: None)
        server.__exit__()
        result = load("--url", server.url, "--constant", 100, "--duration", 0.03, "--json", check=False)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["failures"], {"connect": 3})

    def test_trace_speed_rate_loop_and_duration(self):
        server = self.serve(lambda *_: (200, {}, {"label": 0}))
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as trace:
            trace.write("arrival_s,application,body_bytes,work\n5,one,1000,1\n6,two.b,2000,0.5\n\n7,one,3000,2\r\n")
            trace.flush()
            common = ("--url", server.url + "/base/", "--path-template", "/x/{application}", "--trace", trace.name)
            self.assertEqual(summary(*common, "--speed", 100)["requests"], 3)
            self.assertEqual(sorted((path, len(body)) for path, body in server.requests),
                             [("/base/x/one", 1000), ("/base/x/one", 3000), ("/base/x/two.b", 2000)])
            # The trace repeats every three seconds (one mean gap after its end): at 100 times, 100 rounds in 3 s.
            self.assertEqual(summary(*common, "--speed", 100, "--loop", "--duration", 0.3)["requests"], 30)
            self.assertEqual(summary(*common, "--rate", 100, "--loop", "--duration", 0.3)["requests"], 30)
            self.assertEqual(summary(*common, "--speed", 10, "--duration", 0.15)["requests"], 2)

    def test_ctrl_c_ends_with_the_summary(self):
        server = self.serve(lambda *_: (200, {}, {"label": 0}))
        child = subprocess.Popen([support.program("DIGITS_LOAD"), "--url", server.url, "--constant", "100", "--json"],
                                 stdout=subprocess.PIPE, text=True)
        while not server.requests:
            self.assertIsNone(child.poll())
        child.send_signal(signal.SIGINT)
        output, _ = child.communicate(timeout=support.DEADLINE)
        self.assertEqual(child.returncode, 0)
        self.assertEqual(json.loads(output)["requests"], len(server.requests))

    def test_usage_errors_are_one_line_and_end_with_status_2(self):
        for options in ([], ["--url", "https://x"], ["--url", "http://:80"], ["--url", "http://a:0"], ["--speed", "0"],
                        ["--speed"], ["--nothing", "1"], ["stray"], ["--url", "http://a", "--constant", "1", "--rate", "2"],
                        ["--url", "http://a", "--speed", "2", "--rate", "2"], ["--url", "http://a", "--size", "-1"],
                        ["--url", "http://a", "--path-template", "x"], ["--url", "http://a", "--trace", "/nonexistent"],
                        ["--url", "http://no.such.host.invalid:1", "--constant", "1"]):
            with self.subTest(options=options):
                result = load(*options, check=False)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
                self.assertEqual(result.stdout, "")

    def test_a_bad_trace_is_refused_with_its_line(self):
        head = "arrival_s,application,body_bytes,work\n"
        for text, line in (("", None), ("a,b\n", 1), (head, None), (head + "1,digits,10\n", 2),
                           (head + "1,digits,10,1\n0.5,digits,10,1\n", 3), (head + "x,digits,10,1\n", 2),
                           (head + "nan,digits,10,1\n", 2), (head + "-1,digits,10,1\n", 2), (head + "1,,10,1\n", 2),
                           (head + "1,a/b,10,1\n", 2), (head + "1,digits,-5,1\n", 2), (head + "1,digits,1e3,1\n", 2),
                           (head + "1,digits,99999999999999999999,1\n", 2), (head + "1,digits,10,x\n", 2),
                           (head + "1,digits,10,1,1\n", 2)):
            with self.subTest(text=text), tempfile.NamedTemporaryFile("w", suffix=".csv") as trace:
                trace.write(text)
                trace.flush()
                result = load("--url", "http://127.0.0.1:1", "--trace", trace.name, check=False)
                self.assertEqual(result.returncode, 2)
                self.assertIn(f"{trace.name}:{line}: " if line else trace.name, result.stderr)


class Trace(unittest.TestCase):
    def test_the_committed_trace_is_what_the_script_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "trace.csv"
            subprocess.run([sys.executable, "-B", str(TRACE_FOLDER / "make_trace.py"), "--output", str(output)],
                           check=True, timeout=60)
            self.assertEqual(output.read_text(), (TRACE_FOLDER / "demo_trace.csv").read_text())

    def test_it_has_bursts_and_a_heavy_tail(self):
        with open(TRACE_FOLDER / "demo_trace.csv", newline="", encoding="ascii") as file:
            rows = list(csv.DictReader(file))
        sizes = sorted(int(row["body_bytes"]) for row in rows)
        seconds = [int(float(row["arrival_s"])) for row in rows]
        per_second = [seconds.count(second) for second in range(seconds[-1] + 1)]
        mean = len(rows) / len(per_second)
        self.assertGreater(max(per_second), 3 * mean)
        self.assertEqual(sizes[-1], 10_000_000)
        self.assertGreaterEqual(sizes[0], 1000)
        large = sum(size > 256 * 1024 for size in sizes) / len(sizes)
        self.assertTrue(0.02 < large < 0.06, large)
        self.assertTrue(2_000 < sizes[len(sizes) // 20] < sizes[len(sizes) * 9 // 10] < 60_000)


if __name__ == "__main__":
    unittest.main()
