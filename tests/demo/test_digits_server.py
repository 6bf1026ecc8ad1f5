# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""digits-server as a real process, over HTTP."""
import concurrent.futures
import json
import socket
import subprocess
import unittest

import contract
import support


class DigitsServerContract(contract.ServerContract, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = support.digits_server()
        _, *cls.address = cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)


class DigitsServerProcess(unittest.TestCase):
    def setUp(self):
        self.label, self.predicted, self.pixels = support.test_split()[0]
        self.image = support.png(support.gray_levels(self.pixels, 5))

    def run_server(self, *options, **more):
        return subprocess.run([support.program("DIGITS_SERVER"), *options], capture_output=True, text=True,
                              timeout=support.DEADLINE, check=False, **more)

    def test_usage_errors_are_one_line_and_end_with_status_2(self):
        for options in (["--nothing", "1"], ["--threads", "0"], ["--threads"], ["--listen", "8080"],
                        ["--listen", "127.0.0.1:99999"], ["--max-body=x"], ["stray"], ["--lambda"]):
            with self.subTest(options=options):
                result = self.run_server(*options, env={})
                self.assertEqual(result.returncode, 2)
                self.assertEqual(result.stderr.count("\n"), 1, result.stderr)

    def test_a_missing_or_broken_model_is_reported(self):
        for path in ("/nonexistent.onnx", __file__):
            result = self.run_server("--model", path)
            self.assertEqual(result.returncode, 1)
            self.assertIn(path, result.stderr)

    def test_a_taken_port_is_reported(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            result = self.run_server("--listen", f"127.0.0.1:{taken.getsockname()[1]}")
            self.assertEqual(result.returncode, 1)
            self.assertIn("cannot listen", result.stderr)

    def test_the_model_file_may_be_given(self):
        with support.digits_server("--model", str(support.MODEL / "digits.onnx")) as (_, host, port):
            self.assertEqual(support.Client(host, port).json("POST", "/classify", self.image)[1]["label"], self.predicted)

    def test_a_request_in_flight_is_finished_after_sigterm(self):
        with support.digits_server("--delay-ms", "700") as (process, host, port):
            idle = support.Client(host, port)
            self.assertEqual(idle.json("GET", "/v2/health/live")[0], 200)
            busy = support.Client(host, port)
            busy.connection.request("POST", "/classify", self.image)
            # The counter says that the request has reached a worker.
            while idle.json("GET", "/counters")[1]["requests"] == 0:
                pass
            process.child.terminate()
            response = busy.connection.getresponse()
            self.assertEqual(response.headers["Connection"], "close")
            self.assertEqual(json.loads(response.read())["label"], self.predicted)
            self.assertEqual(process.child.wait(support.DEADLINE), 0)

    def test_the_grace_period_bounds_the_end(self):
        with support.digits_server("--delay-ms", "400", "--threads", "1", "--grace-ms", "1") as (process, host, port):
            clients = [support.Client(host, port) for _ in range(100)]  # forty seconds of work
            for client in clients:
                client.connection.request("POST", "/classify", self.image)
            observer = support.Client(host, port)
            while observer.json("GET", "/counters")[1]["requests"] == 0:
                pass
            self.assertEqual(process.terminate(), 0)

    def test_health_answers_while_all_workers_are_busy(self):
        with support.digits_server("--delay-ms", "1500", "--threads", "1", "--grace-ms", "1") as (process, host, port):
            with concurrent.futures.ThreadPoolExecutor() as pool:
                busy = pool.submit(support.Client(host, port).json, "POST", "/classify", self.image)
                client = support.Client(host, port)
                while client.json("GET", "/counters")[1]["requests"] == 0:
                    pass
                self.assertEqual(client.json("GET", "/v2/health/ready")[0], 200)
                self.assertFalse(busy.done())
                self.assertEqual(busy.result()[0], 200)

    def test_limits_are_configurable(self):
        with support.digits_server("--max-body", "1000", "--max-pixels", "100") as (_, host, port):
            body = support.Client(host, port).request("POST", "/classify", b"x" * 1001)
            self.assertEqual(body[0], 413)
            self.assertIn("1000", json.loads(body[2])["error"])
            status, answer = support.Client(host, port).json("POST", "/classify", self.image)
            self.assertEqual(status, 413)
            self.assertIn("100", answer["error"])

    def test_bad_http_gets_an_error_and_the_connection_closed(self):
        with support.digits_server() as (_, host, port):
            for name, head, status in (
                    ("no HTTP", b"hello\r\n\r\n", b"400"), ("bad length", b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"400"),
                    ("header bomb", b"GET / HTTP/1.1\r\nA: " + b"x" * 20000 + b"\r\n\r\n", b"431")):
                with self.subTest(name), socket.create_connection((host, port), support.DEADLINE) as connection:
                    connection.sendall(head)
                    connection.shutdown(socket.SHUT_WR)
                    answer = b""
                    while part := connection.recv(4096):
                        answer += part
                    self.assertEqual(answer.split()[1], status)
                    self.assertIn(b'{"error":', answer)

    def test_stalled_clients_are_dropped(self):
        with support.digits_server("--idle-timeout-ms", "200", "--transfer-timeout-ms", "200") as (_, host, port):
            for head in (b"", b"GET /v2 HT", b"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"):
                with self.subTest(head=head), socket.create_connection((host, port), support.DEADLINE) as connection:
                    connection.sendall(head)
                    self.assertEqual(connection.recv(4096), b"")

    def test_connections_over_the_limit_wait_for_a_free_place(self):
        with support.digits_server("--max-connections", "1") as (_, host, port):
            first = support.Client(host, port)
            self.assertEqual(first.json("GET", "/v2/health/live")[0], 200)
            with concurrent.futures.ThreadPoolExecutor() as pool:
                second = pool.submit(support.Client(host, port).json, "GET", "/v2/health/live")
                self.assertEqual(first.json("GET", "/v2/health/live")[0], 200)
                first.close()
                self.assertEqual(second.result(support.DEADLINE)[0], 200)

    def test_a_head_request_gets_no_body(self):
        with support.digits_server() as (_, host, port):
            client = support.Client(host, port)
            status, headers, body = client.request("HEAD", "/v2/health/live")
            self.assertEqual((status, headers["Content-Length"], body), (200, "13", b""))
            self.assertEqual(client.json("GET", "/v2/health/live")[0], 200)


if __name__ == "__main__":
    unittest.main()
