# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every server of the digits model must answer, whether written in C++ or in Python: a mixin of tests.

The test case gives `self.address` (host, port) of a running server."""
import base64
import importlib.util
import io
import json
import random
import struct
import unittest

import support

PNG_OF_A_DIGIT = 0  # row of the test split used where any will do
INFER = "/v2/models/digits/infer"


HAS_PIL = importlib.util.find_spec("PIL") is not None


def encodings(pixels):
    """The image in many file formats: (name, file). Needs PIL."""
    from PIL import Image

    rows = support.gray_levels(pixels, 16)
    gray = Image.frombytes("L", (128, 128), b"".join(rows))
    deep = Image.frombytes("I;16", (128, 128), b"".join(bytes([0, level]) for row in rows for level in row))
    for name, image, options in (
            ("gray PNG", gray, {"format": "PNG"}), ("RGB PNG", gray.convert("RGB"), {"format": "PNG"}),
            ("RGBA PNG", gray.convert("RGBA"), {"format": "PNG"}), ("gray and alpha PNG", gray.convert("LA"), {"format": "PNG"}),
            ("palette PNG", gray.convert("P"), {"format": "PNG"}), ("16-bit PNG", deep, {"format": "PNG"}),
            ("transparent palette PNG", gray.convert("P"), {"format": "PNG", "transparency": 0}),
            ("gray JPEG", gray, {"format": "JPEG", "quality": 95}), ("RGB JPEG", gray.convert("RGB"), {"format": "JPEG"}),
            ("progressive JPEG", gray.convert("RGB"), {"format": "JPEG", "progressive": True, "quality": 95}),
            ("odd size PNG", gray.resize((203, 197), Image.Resampling.BICUBIC), {"format": "PNG"})):
        file = io.BytesIO()
        image.save(file, **options)
        yield name, file.getvalue()


def infer_body(data, shape, datatype, **more):
    return json.dumps({"inputs": [{"name": "image", "shape": shape, "datatype": datatype, "data": data}], **more})


class ServerContract:
    def setUp(self):
        self.client = support.Client(*self.address)
        self.addCleanup(self.client.close)
        self.label, self.predicted, self.pixels = support.test_split()[PNG_OF_A_DIGIT]
        self.image = support.png(support.gray_levels(self.pixels, 5))

    def assert_error(self, answer, status, *words):
        code, headers, body = answer
        self.assertEqual(code, status, body)
        self.assertEqual(headers["Content-Type"], "application/json")
        message = json.loads(body)["error"]
        for word in words:
            self.assertIn(word, message)

    def counters(self):
        return self.client.json("GET", "/counters")[1]

    # What is served

    def test_accuracy_over_the_whole_test_split_equals_the_models_own(self):
        correct = 0
        for number, (label, predicted, pixels) in enumerate(support.test_split()):
            image = support.png(support.gray_levels(pixels, 1 + number % 7))
            status, answer = self.client.json("POST", "/classify", image)
            self.assertEqual(status, 200, answer)
            self.assertEqual(answer["label"], predicted)
            self.assertEqual(answer["model"], "digits")
            self.assertAlmostEqual(sum(answer["probabilities"]), 1, places=4)
            correct += answer["label"] == label
        self.assertEqual(correct, support.description()["test_correct"])

    def test_server_and_model_are_described(self):
        status, server = self.client.json("GET", "/v2")
        self.assertEqual(status, 200)
        self.assertIn("binary_tensor_data", server["extensions"])
        self.assertEqual(self.client.json("GET", "/v2/")[0], 200)
        self.assertEqual(self.client.json("GET", "/v2/health/live"), (200, {"live": True}))
        self.assertEqual(self.client.json("GET", "/v2/health/ready"), (200, {"ready": True, "live": True}))
        self.assertEqual(self.client.json("GET", "/v2/models"), (200, {"models": ["digits"]}))
        status, model = self.client.json("GET", "/v2/models/digits")
        self.assertEqual([model["name"], model["versions"]], ["digits", ["1"]])
        self.assertEqual(model["inputs"], [{"name": "image", "datatype": "BYTES", "shape": [-1]}])
        self.assertEqual({output["name"]: output["datatype"] for output in model["outputs"]},
                         {"label": "INT64", "probabilities": "FP32"})
        self.assertEqual(self.client.json("GET", "/v2/models/digits/versions/1")[1], model)
        self.assertEqual(self.client.json("GET", "/v2/models/digits/ready"), (200, {"name": "digits", "ready": True}))

    def test_json_tensors_of_every_kind_give_the_same_label(self):
        levels = [(value * 255 + 8) // 16 for value in self.pixels]
        grid = [levels[8 * y:8 * y + 8] for y in range(8)]
        encoded = base64.b64encode(self.image).decode()
        for data, shape, datatype in (([encoded], [1], "BYTES"), ([[encoded]], [1, 1], "BYTES"),
                                      (levels, [8, 8], "UINT8"), (grid, [8, 8], "UINT8"), ([grid], [1, 8, 8], "UINT8"),
                                      (self.pixels, [64], "FP32"), (self.pixels, [1, 64], "FP32"),
                                      (self.pixels, [1, 8, 8], "FP32")):
            with self.subTest(shape=shape, datatype=datatype):
                status, answer = self.client.json("POST", INFER, infer_body(data, shape, datatype, id="abc"))
                self.assertEqual(status, 200, answer)
                self.assertEqual([answer["id"], answer["model_name"]], ["abc", "digits"])
                label, probabilities = answer["outputs"]
                self.assertEqual(label, {"name": "label", "datatype": "INT64", "shape": [1], "data": [self.predicted]})
                self.assertEqual([probabilities["datatype"], probabilities["shape"]], ["FP32", [1, 10]])
                self.assertEqual(max(range(10), key=probabilities["data"].__getitem__), self.predicted)

    def test_a_batch_is_answered_in_order(self):
        rows = support.test_split()[:20]
        status, answer = self.client.json("POST", "/v2/models/digits/versions/1/infer",
                                          infer_body([row[2] for row in rows], [20, 64], "FP32",
                                                     outputs=[{"name": "label"}]))
        self.assertEqual(status, 200, answer)
        self.assertEqual([output["name"] for output in answer["outputs"]], ["label"])
        self.assertEqual(answer["outputs"][0]["data"], [row[1] for row in rows])

    def binary(self, tensor, header, extra=b""):
        head = json.dumps(header).encode()
        return self.client.request("POST", INFER, head + tensor + extra,
                                   {"Inference-Header-Content-Length": str(len(head)),
                                    "Content-Type": "application/octet-stream"})

    def test_binary_tensors_in_and_out(self):
        element = struct.pack("<I", len(self.image)) + self.image
        for tensor, shape, datatype in ((element, [1], "BYTES"),
                                        (b"".join(support.gray_levels(self.pixels, 3)), [24, 24], "UINT8"),
                                        (struct.pack("<64f", *self.pixels), [1, 64], "FP32")):
            with self.subTest(datatype=datatype):
                status, headers, body = self.binary(
                    tensor, {"id": "7", "parameters": {"binary_data_output": True},
                             "inputs": [{"name": "image", "shape": shape, "datatype": datatype,
                                         "parameters": {"binary_data_size": len(tensor)}}]})
                self.assertEqual(status, 200, body)
                length = int(headers["Inference-Header-Content-Length"])
                self.assertEqual(headers["Content-Type"], "application/octet-stream")
                document = json.loads(body[:length])
                self.assertEqual(document["id"], "7")
                self.assertEqual([output["parameters"]["binary_data_size"] for output in document["outputs"]], [8, 40])
                values = struct.unpack("<q10f", body[length:])
                self.assertEqual(values[0], self.predicted)
                self.assertAlmostEqual(sum(values[1:]), 1, places=4)

    def test_a_raw_image_is_answered_in_binary(self):
        status, headers, body = self.client.request("POST", INFER, self.image, {"Inference-Header-Content-Length": "0"})
        self.assertEqual(status, 200, body)
        self.assertEqual(struct.unpack("<q", body[int(headers["Inference-Header-Content-Length"]):][:8]),
                         (self.predicted,))

    def test_one_output_may_be_binary(self):
        status, headers, body = self.client.request("POST", INFER, infer_body(
            self.pixels, [64], "FP32", outputs=[{"name": "label", "parameters": {"binary_data": True}},
                                                {"name": "probabilities"}]))
        self.assertEqual(status, 200, body)
        length = int(headers["Inference-Header-Content-Length"])
        document = json.loads(body[:length])
        self.assertEqual(len(document["outputs"][1]["data"]), 10)
        self.assertEqual(struct.unpack("<q", body[length:]), (self.predicted,))

    def test_counters_count_inference_requests_images_and_refusals(self):
        before = self.counters()
        self.client.json("POST", "/classify", self.image)
        self.client.json("POST", INFER, infer_body(self.pixels * 3, [3, 64], "FP32"))
        self.client.json("POST", "/classify", b"nothing")
        self.client.json("GET", "/v2/health/ready")
        after = self.counters()
        self.assertEqual({key: after[key] - before[key] for key in after}, {"requests": 3, "inferences": 4, "errors": 1})

    def test_a_chunked_body_is_read(self):
        parts = [self.image[:10], self.image[10:]]
        self.client.connection.request("POST", "/classify", iter(parts), encode_chunked=True,
                                       headers={"Transfer-Encoding": "chunked"})
        response = self.client.connection.getresponse()
        self.assertEqual(json.loads(response.read())["label"], self.predicted)

    @unittest.skipUnless(HAS_PIL, "python3-pil is not installed")
    def test_images_of_every_encoding_are_classified_as_the_original(self):
        for row in (0, 7, 23):
            _, predicted, pixels = support.test_split()[row]
            for name, file in encodings(pixels):
                with self.subTest(name, row=row):
                    status, answer = self.client.json("POST", "/classify", file)
                    self.assertEqual((status, answer.get("label")), (200, predicted), answer)

    @unittest.skipUnless(HAS_PIL, "python3-pil is not installed")
    def test_colours_are_weighed_as_luma(self):
        from PIL import Image
        # A digit in green on red of the same luma is invisible; the answer must be that of an empty image.
        rows = support.gray_levels(self.pixels, 16)
        green = bytes(part for row in rows for level in row for part in ((0, 100, 0) if level > 127 else (196, 0, 0)))
        file = io.BytesIO()
        Image.frombytes("RGB", (128, 128), green).save(file, format="PNG")
        flat = support.png([bytes([59]) * 128] * 128)
        self.assertEqual(self.client.json("POST", "/classify", file.getvalue()), self.client.json("POST", "/classify", flat))

    # What is refused

    def test_damaged_files_never_hurt_the_server(self):
        generator = random.Random(7)
        files = [self.image] + ([file for _, file in encodings(self.pixels)] if HAS_PIL else [])
        for number in range(300):
            file = bytearray(files[number % len(files)])
            for _ in range(generator.randint(1, 8)):
                file[generator.randrange(len(file))] = generator.randrange(256)
            if number % 3 == 0:
                del file[generator.randrange(len(file)):]
            status, answer = self.client.json("POST", "/classify", bytes(file))
            self.assertIn(status, (200, 400, 413), answer)
        self.assertEqual(self.client.json("POST", "/classify", self.image)[1]["label"], self.predicted)

    def test_bad_images_are_refused(self):
        damaged = bytearray(self.image)
        damaged[len(damaged) // 2] ^= 0xff
        jpeg = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\xff\xda\x00\x02" + b"abc"
        for name, body in (("empty", b""), ("garbage", b"\0" * 1000), ("text", b"hello"),
                           ("truncated PNG", self.image[:-20]), ("PNG signature only", self.image[:8]),
                           ("PNG with a damaged byte", bytes(damaged)), ("truncated JPEG", jpeg),
                           ("GIF", b"GIF89a" + b"\0" * 50)):
            with self.subTest(name):
                self.assert_error(self.client.request("POST", "/classify", body), 400)

    def test_an_image_that_claims_too_many_pixels_is_refused_before_decoding(self):
        claim = support.png([b"\0" * 8] * 8, width=100_000, height=100_000)
        self.assert_error(self.client.request("POST", "/classify", claim), 413, "100000", "pixels")
        none = support.png([b"\0" * 8] * 8)
        none = none[:16] + b"\0\0\0\0" + none[20:]
        self.assert_error(self.client.request("POST", "/classify", none), 400)

    def test_bad_tensors_are_refused(self):
        good = [0] * 64
        for name, body, status in (
                ("not JSON", "{", 400), ("not an object", "[1]", 400), ("no inputs", "{}", 400), ("empty", "", 400),
                ("inputs not an array", '{"inputs":{}}', 400),
                ("two inputs", json.dumps({"inputs": [{"name": "image"}, {"name": "image"}]}), 400),
                ("another name", json.dumps({"inputs": [{"name": "x", "shape": [64], "datatype": "FP32", "data": good}]}),
                 400),
                ("unknown datatype", infer_body(good, [64], "FP16"), 400),
                ("no shape", json.dumps({"inputs": [{"name": "image", "datatype": "FP32", "data": good}]}), 400),
                ("negative shape", infer_body(good, [-1, 64], "FP32"), 400),
                ("shape of zero", infer_body([], [0, 64], "FP32"), 400),
                ("shape of text", infer_body(good, ["64"], "FP32"), 400),
                ("too many sides", infer_body(good, [1, 1, 8, 8], "FP32"), 400),
                ("wrong shape", infer_body(good, [8, 8], "FP32"), 400),
                ("too few elements", infer_body(good[1:], [1, 64], "FP32"), 400),
                ("too many elements", infer_body(good + [1], [1, 64], "FP32"), 400),
                ("text among numbers", infer_body(good[1:] + ["x"], [1, 64], "FP32"), 400),
                ("over the range", infer_body(good[1:] + [17], [1, 64], "FP32"), 400),
                ("negative level", infer_body(good[1:] + [-1], [8, 8], "UINT8"), 400),
                ("level over 255", infer_body(good[1:] + [256], [8, 8], "UINT8"), 400),
                ("fraction as level", infer_body(good[1:] + [0.5], [8, 8], "UINT8"), 400),
                ("huge shape", infer_body(good, [4294967295, 4294967295], "UINT8"), 413),
                ("too many images", infer_body(good, [5000, 64], "FP32"), 413),
                ("no base64", infer_body(["*"], [1], "BYTES"), 400),
                ("number as BYTES", infer_body([1], [1], "BYTES"), 400),
                ("nested too deep", infer_body([[[[["aa=="]]]]], [1], "BYTES"), 400),
                ("count of BYTES", infer_body([base64.b64encode(self.image).decode()], [2], "BYTES"), 400),
                ("unknown output", infer_body(good, [64], "FP32", outputs=[{"name": "x"}]), 400),
                ("outputs not an array", infer_body(good, [64], "FP32", outputs=1), 400),
                ("id not a string", infer_body(good, [64], "FP32", id=5), 400)):
            with self.subTest(name):
                self.assert_error(self.client.request("POST", INFER, body), status)

    def test_bad_binary_tensors_are_refused(self):
        tensor = struct.pack("<64f", *self.pixels)

        def header(size, shape=(1, 64), datatype="FP32"):
            return {"inputs": [{"name": "image", "shape": list(shape), "datatype": datatype,
                                "parameters": {"binary_data_size": size}}]}

        self.assert_error(self.binary(tensor, header(255)), 400)
        self.assert_error(self.binary(tensor, header(256), b"x"), 400)
        self.assert_error(self.binary(tensor, header(256, (2, 64))), 400)
        self.assert_error(self.binary(struct.pack("<64f", *[float("nan")] * 64), header(256)), 400)
        self.assert_error(self.binary(b"\xff\xff\xff\x7fabc", header(7, (1,), "BYTES")), 400)
        self.assert_error(self.binary(b"\xff\xff", header(2, (1,), "BYTES")), 400)
        for length in ("-1", "x", "99999999", ""):
            with self.subTest(length=length):
                self.assert_error(self.client.request("POST", INFER, b"{}", {"Inference-Header-Content-Length": length}),
                                  400)

    def test_unknown_paths_methods_and_codings_are_refused(self):
        self.assert_error(self.client.request("GET", "/nothing"), 404)
        self.assert_error(self.client.request("GET", "/v2/models/other"), 404)
        self.assert_error(self.client.request("POST", "/v2/models/digits/versions/2/infer", "{}"), 404)
        answer = self.client.request("GET", "/classify")
        self.assert_error(answer, 405)
        self.assertIn("POST", answer[1]["Allow"])
        self.assert_error(self.client.request("DELETE", "/v2/health/live"), 405)
        self.assert_error(self.client.request("POST", "/classify", self.image, {"Content-Encoding": "gzip"}), 415)

    def test_a_body_over_the_limit_is_refused_and_others_are_still_served(self):
        client = support.Client(*self.address)
        self.addCleanup(client.close)
        client.connection.putrequest("POST", "/classify")
        client.connection.putheader("Content-Length", str(2 << 30))
        client.connection.endheaders()
        response = client.connection.getresponse()
        self.assertEqual(response.status, 413)
        self.assertEqual(response.headers["Content-Type"], "application/json")
        self.assertIn("limit", json.loads(response.read())["error"])
        self.assertEqual(self.client.json("POST", "/classify", self.image)[1]["label"], self.predicted)

    def test_a_large_body_is_served(self):
        image = support.png(support.gray_levels(self.pixels, 400))
        image = image[:33] + support.png_chunk(b"slPd", b"\0" * 10_000_000) + image[33:]
        status, answer = self.client.json("POST", "/classify", image)
        self.assertEqual((status, answer.get("label")), (200, self.predicted), answer)
