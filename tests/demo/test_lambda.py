# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""digits-server --lambda against a small server of the Lambda Runtime API."""
import base64
import http.server
import json
import os
import queue
import re
import struct
import subprocess
import threading
import time
import unittest

import support

ROOT = "/2018-06-01/runtime/"


class RuntimeApi(http.server.ThreadingHTTPServer):
    """Hands out the events put into `events` and collects what the runtime posts in `posted`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), RuntimeHandler)
        self.events = queue.Queue()
        self.posted = queue.Queue()
        self.polling = threading.Semaphore(0)
        self.delivered = queue.Queue()
        self.answer_status = 202
        self.close_after_answer = False
        self.connections = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def endpoint(self):
        return f"127.0.0.1:{self.server_address[1]}"

    def stop(self):
        self.shutdown()
        self.server_close()


class RuntimeHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self):
        super().setup()
        self.server.connections += 1

    def reply(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        assert self.path == ROOT + "invocation/next", self.path
        self.server.polling.release()
        request_id, event = self.server.events.get()
        if event is None:
            self.close_connection = True
            return
        self.reply(200, event, [("Lambda-Runtime-Aws-Request-Id", request_id),
                                ("Lambda-Runtime-Deadline-Ms", "9999999999999")])
        self.wfile.flush()
        self.server.delivered.put(self.client_address[1])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.put((self.path, self.headers.get("Lambda-Runtime-Function-Error-Type"), body))
        self.reply(self.server.answer_status)
        self.close_connection = self.server.close_after_answer

    def log_message(self, *_):
        pass


def unread_bytes(port, of_server):
    """What the client at `port` of this machine has not yet read of its connection to `of_server`."""
    with open("/proc/net/tcp") as table:
        for line in list(table)[1:]:
            local, remote, _, queues = line.split()[1:5]
            if int(local.split(":")[1], 16) == port and int(remote.split(":")[1], 16) == of_server:
                return int(queues.split(":")[1], 16)
    raise AssertionError(f"no connection from port {port} to port {of_server}")


def event(method, path, body="", encoded=False, headers=None):
    return json.dumps({"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
                       "headers": headers or {}, "requestContext": {"http": {"method": method, "path": path}},
                       "body": body, "isBase64Encoded": encoded}).encode()


class Lambda(unittest.TestCase):
    def setUp(self):
        self.api = RuntimeApi()
        self.addCleanup(self.api.stop)
        self.label, self.predicted, self.pixels = support.test_split()[0]
        self.image = support.png(support.gray_levels(self.pixels, 5))

    def start(self, *options):
        environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": self.api.endpoint}
        process = support.Process([support.program("DIGITS_SERVER"), "--lambda", *options], env=environment)
        self.addCleanup(process.__exit__)
        return process

    def invoke(self, content, request_id="id-1"):
        self.api.events.put((request_id, content))
        return self.api.posted.get(timeout=support.DEADLINE)

    def result(self, content, request_id="id-1"):
        path, error_type, body = self.invoke(content, request_id)
        self.assertEqual((path, error_type), (f"{ROOT}invocation/{request_id}/response", None), body)
        return json.loads(body)

    def test_accuracy_over_the_whole_test_split_equals_the_models_own(self):
        self.start()
        correct = 0
        for number, (label, predicted, pixels) in enumerate(support.test_split()):
            image = base64.b64encode(support.png(support.gray_levels(pixels, 2))).decode()
            result = self.result(event("POST", "/classify", image, True), f"id-{number}")
            self.assertEqual(result["statusCode"], 200, result)
            self.assertEqual(result["headers"], {"content-type": "application/json"})
            self.assertFalse(result["isBase64Encoded"])
            answer = json.loads(result["body"])
            self.assertEqual(answer["label"], predicted)
            correct += answer["label"] == label
        self.assertEqual(correct, support.description()["test_correct"])
        self.assertEqual(self.api.connections, 1, "the connection to the runtime API is kept")

    def test_a_binary_answer_comes_back_as_base64(self):
        self.start()
        body = base64.b64encode(self.image).decode()
        result = self.result(event("POST", "/v2/models/digits/infer", body, True,
                                   {"Inference-Header-Content-Length": "0"}))
        self.assertTrue(result["isBase64Encoded"])
        content = base64.b64decode(result["body"])
        length = int(result["headers"]["inference-header-content-length"])
        self.assertEqual(struct.unpack("<q", content[length:length + 8]), (self.predicted,))

    def test_a_text_body_needs_no_base64(self):
        self.start()
        body = json.dumps({"inputs": [{"name": "image", "shape": [64], "datatype": "FP32", "data": self.pixels}]})
        result = self.result(event("POST", "/v2/models/digits/infer", body))
        self.assertEqual(json.loads(result["body"])["outputs"][0]["data"], [self.predicted])

    def test_refusals_are_http_answers_and_the_next_invocation_works(self):
        self.start()
        self.assertEqual(self.result(event("POST", "/classify", "eHg=", True))["statusCode"], 400)
        self.assertEqual(self.result(event("GET", "/nothing"))["statusCode"], 404)
        result = self.result(event("GET", "/classify"))
        self.assertEqual((result["statusCode"], result["headers"]["allow"]), (405, "POST"))
        self.assertEqual(self.result(event("GET", "/v2/health/ready"))["statusCode"], 200)
        self.assertEqual(json.loads(self.result(event("GET", "/counters"))["body"]),
                         {"requests": 1, "inferences": 0, "errors": 1})

    def test_events_that_are_no_requests_are_reported_as_errors(self):
        self.start()
        for content in (b"{", b"[]", b"{}", b'{"rawPath":"/","requestContext":{"http":{"method":1}}}',
                        b'{"rawPath":"/","requestContext":[]}', event("POST", "/classify", "*", True)):
            path, error_type, body = self.invoke(content)
            self.assertEqual((path, error_type), (f"{ROOT}invocation/id-1/error", "Function.BadEvent"))
            self.assertEqual(json.loads(body)["errorType"], "Function.BadEvent")
        self.assertEqual(self.result(event("GET", "/v2/health/ready"))["statusCode"], 200)

    def test_a_large_event_is_served(self):
        self.start()
        image = self.image[:33] + support.png_chunk(b"slPd", b"\0" * 6_000_000) + self.image[33:]
        result = self.result(event("POST", "/classify", base64.b64encode(image).decode(), True))
        self.assertEqual(json.loads(result["body"])["label"], self.predicted)

    def test_a_refused_result_does_not_end_the_runtime(self):
        process = self.start()
        self.api.answer_status = 413
        self.result(event("GET", "/v2/health/ready"))
        process.wait_for(lambda line: line if "413" in line else None)
        self.api.answer_status = 202
        self.assertEqual(self.result(event("GET", "/v2/health/ready"))["statusCode"], 200)

    def test_a_closed_connection_is_opened_again(self):
        self.start()
        self.api.close_after_answer = True
        for _ in range(3):
            self.assertEqual(self.result(event("GET", "/v2/health/ready"))["statusCode"], 200)
        self.assertGreaterEqual(self.api.connections, 3)

    def test_a_model_that_cannot_be_loaded_is_an_init_error(self):
        process = self.start("--model", "/nonexistent.onnx")
        path, error_type, body = self.api.posted.get(timeout=support.DEADLINE)
        self.assertEqual((path, error_type), (ROOT + "init/error", "Runtime.InitError"))
        self.assertIn("/nonexistent.onnx", json.loads(body)["errorMessage"])
        self.assertEqual(process.child.wait(support.DEADLINE), 1)

    def test_sigterm_ends_a_waiting_runtime(self):
        process = self.start()
        self.assertTrue(self.api.polling.acquire(timeout=support.DEADLINE))
        self.assertEqual(process.terminate(), 0)

    def test_sigterm_lets_an_invocation_finish(self):
        process = self.start("--delay-ms", "500")
        self.api.events.put(("id-9", event("POST", "/classify", base64.b64encode(self.image).decode(), True)))
        client = self.api.delivered.get(timeout=support.DEADLINE)
        until = time.monotonic() + support.DEADLINE
        while unread_bytes(client, self.api.server_address[1]) > 0:  # sent is not yet taken
            self.assertLess(time.monotonic(), until)
            time.sleep(0.005)
        process.child.terminate()
        path, _, body = self.api.posted.get(timeout=support.DEADLINE)
        self.assertEqual(path, ROOT + "invocation/id-9/response")
        self.assertEqual(json.loads(json.loads(body)["body"])["label"], self.predicted)
        self.assertEqual(process.child.wait(support.DEADLINE), 0)

    def test_a_runtime_api_that_is_gone_ends_it_with_status_1(self):
        result = subprocess.run([support.program("DIGITS_SERVER"), "--lambda"], capture_output=True, text=True,
                                env={"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1"}, timeout=support.DEADLINE, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertTrue(re.search("127.0.0.1:1: Connection refused", result.stderr), result.stderr)


if __name__ == "__main__":
    unittest.main()
