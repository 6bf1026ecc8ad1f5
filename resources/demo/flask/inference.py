# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open Inference Protocol: infer requests to model inputs, predictions to answers (JSON and binary tensors)."""
import base64
import binascii
import json
import math
import re

import numpy as np

import images
from failure import Failure

MAX_PIXELS = 50_000_000
MAX_IMAGES = 4096
MAX_JSON_BYTES = 16 << 20
MAX_RANK = 3
OUTPUTS = ("label", "probabilities")


def metadata():
    return {"name": "digits", "versions": ["1"], "platform": "numpy_onnx",
            "inputs": [{"name": "image", "datatype": "BYTES", "shape": [-1]}],
            "outputs": [{"name": "label", "datatype": "INT64", "shape": [-1]},
                        {"name": "probabilities", "datatype": "FP32", "shape": [-1, 10]}]}


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def mapping(value):
    return value if isinstance(value, dict) else {}


def images_of_files(files):
    if len(files) > MAX_IMAGES:
        raise Failure(413, f"more than {MAX_IMAGES} images in one request")
    pixels_left = MAX_PIXELS
    result = []
    for file in files:
        pixels, count = images.pixels_of_file(file, pixels_left)
        pixels_left -= count
        result.append(pixels)
    return np.stack(result)


def shape_of(tensor):
    shape = tensor.get("shape")
    if not isinstance(shape, list) or not 1 <= len(shape) <= MAX_RANK:
        raise Failure(400, "input image: shape must be an array of one to three numbers")
    if not all(is_whole(side) and 0 < side < 1 << 32 for side in shape):
        raise Failure(400, "input image: each side of the shape must be a whole number above zero")
    return shape


def flat_data(tensor):
    """The elements of data in row-major order, whether nested or flat."""
    data = tensor.get("data")
    if not isinstance(data, list):
        raise Failure(400, "input image: data must be an array (or give parameters.binary_data_size)")
    for _ in range(MAX_RANK):
        if not any(isinstance(element, list) for element in data):
            break
        data = [item for element in data for item in (element if isinstance(element, list) else [element])]
    return data


def require_count(shape, wanted, found):
    if wanted != found:
        raise Failure(400, f"input image: shape {shape} needs {wanted} elements of data")


def images_of_bytes(tensor, shape, binary):
    if len(shape) > 2 or (len(shape) == 2 and shape[1] != 1):
        raise Failure(400, f"input image: BYTES needs shape [n] or [n,1], not {shape}")
    files = []
    if binary is not None:
        while binary:
            length = int.from_bytes(binary[:4], "little")
            if len(binary) < 4 or length > len(binary) - 4:
                raise Failure(400, "input image: a BYTES element is longer than the binary data")
            files.append(binary[4:4 + length])
            binary = binary[4 + length:]
    else:
        if mapping(tensor.get("parameters")).get("content_type", "base64") != "base64":
            raise Failure(400, "input image: content_type must be base64")
        for element in flat_data(tensor):
            try:
                files.append(base64.b64decode(element + "=" * (-len(element) % 4), validate=True))
            except (TypeError, ValueError, binascii.Error) as error:
                raise Failure(400, "input image: each BYTES element must be a base64 string") from error
    require_count(shape, shape[0], len(files))
    return images_of_files(files)


def images_of_levels(tensor, shape, binary):
    if len(shape) < 2:
        raise Failure(400, f"input image: UINT8 needs shape [height,width] or [n,height,width], not {shape}")
    count = math.prod(shape)
    if count > MAX_PIXELS or (len(shape) == 3 and shape[0] > MAX_IMAGES):
        raise Failure(413, f"input image: shape {shape} is over the limit of {MAX_PIXELS} pixels or {MAX_IMAGES} images")
    if binary is not None:
        levels = np.frombuffer(binary, np.uint8)
    else:
        data = flat_data(tensor)
        if not all(is_whole(value) and 0 <= value <= 255 for value in data):
            raise Failure(400, "input image: each UINT8 element must be a whole number from 0 to 255")
        levels = np.array(data, np.uint8)
    require_count(shape, count, len(levels))
    return np.stack([images.pixels_of_gray(image) for image in levels.reshape(-1, *shape[-2:])])


def images_of_values(tensor, shape, binary):
    if not (shape[1:] == [8, 8] or (len(shape) < 3 and shape[-1] == 64)):
        raise Failure(400, f"input image: FP32 needs shape [n,64] or [n,8,8], not {shape}")
    count = math.prod(shape)
    if count > MAX_IMAGES * 64:
        raise Failure(413, f"input image: more than {MAX_IMAGES} images in one request")
    if binary is not None:
        require_count(shape, count * 4, len(binary))
        values = np.frombuffer(binary, "<f4")
    else:
        data = flat_data(tensor)
        if not all(is_number(value) for value in data):
            raise Failure(400, "input image: each FP32 element must be a number")
        values = np.array(data, np.float64).astype(np.float32)
    require_count(shape, count, len(values))
    if not ((values >= 0) & (values <= images.MAX_VALUE)).all():
        raise Failure(400, "input image: FP32 values must be from 0 to 16")
    return values.reshape(-1, 64)


READERS = {"BYTES": images_of_bytes, "UINT8": images_of_levels, "FP32": images_of_values}


class InferenceRequest:
    """A checked infer request: its id, the images as rows of 64 values, and the outputs wanted as (name, binary)."""

    def __init__(self, body, header_length):
        self.id = None
        self.outputs = [(name, True) for name in OUTPUTS]
        if header_length is None:
            length = len(body)
        elif re.fullmatch("[0-9]{1,18}", header_length) and int(header_length) <= len(body):
            length = int(header_length)
        else:
            raise Failure(400, "Inference-Header-Content-Length must be a number from 0 to the length of the body")
        if header_length is not None and length == 0:
            self.images = images_of_files([body])
            return
        if length > MAX_JSON_BYTES:
            raise Failure(413, f"the JSON has more than {MAX_JSON_BYTES} bytes: send the tensor by the binary extension")
        self._read(self._parse(body[:length]), body[length:])

    @staticmethod
    def _parse(text):
        def refuse(name):
            raise ValueError(name)
        try:
            document = json.loads(text, parse_constant=refuse)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            raise Failure(400, "the body is not a JSON object")
        return document

    def _read(self, document, rest):
        if "id" in document and not isinstance(document["id"], str):
            raise Failure(400, "id must be a string")
        self.id = document.get("id")
        self.outputs = self._outputs(document)
        inputs = document.get("inputs")
        if not (isinstance(inputs, list) and len(inputs) == 1 and mapping(inputs[0]).get("name") == "image"):
            raise Failure(400, "inputs must hold exactly one tensor, named image")
        tensor = inputs[0]
        reader = READERS.get(tensor.get("datatype") if isinstance(tensor.get("datatype"), str) else None)
        binary = self._binary(tensor, rest)
        shape = shape_of(tensor)
        if reader is None:
            raise Failure(400, "input image: datatype must be BYTES, UINT8 or FP32")
        self.images = reader(tensor, shape, binary)

    @staticmethod
    def _outputs(document):
        by_default = mapping(document.get("parameters")).get("binary_data_output") is True
        wanted = document.get("outputs", [])
        if not isinstance(wanted, list):
            raise Failure(400, "outputs must be an array")
        for output in wanted:
            if mapping(output).get("name") not in OUTPUTS:
                raise Failure(400, "an output is named neither label nor probabilities")
        return [(output["name"], mapping(output.get("parameters")).get("binary_data", by_default) is True)
                for output in wanted or [{"name": name} for name in OUTPUTS]]

    @staticmethod
    def _binary(tensor, rest):
        size = mapping(tensor.get("parameters")).get("binary_data_size")
        if size is None:
            if rest:
                raise Failure(400, "binary data follows the JSON but input image has no binary_data_size")
            return None
        if not is_whole(size) or size != len(rest):
            raise Failure(400, f"input image: binary_data_size must be {len(rest)}, the number of bytes behind the JSON")
        return rest

    def answer(self, probabilities):
        """(body, length of its JSON or None when nothing is binary)"""
        values = {"label": ("INT64", probabilities.argmax(axis=1).astype("<i8")),
                  "probabilities": ("FP32", probabilities.astype("<f4"))}
        document = {"model_name": "digits", "model_version": "1", "outputs": []}
        if self.id is not None:
            document["id"] = self.id
        tail = []
        for name, binary in self.outputs:
            datatype, array = values[name]
            output = {"name": name, "datatype": datatype, "shape": list(array.shape)}
            if binary:
                tail.append(array.tobytes())
                output["parameters"] = {"binary_data_size": len(tail[-1])}
            else:
                output["data"] = array.ravel().tolist()
            document["outputs"].append(output)
        head = json.dumps(document).encode()
        return b"".join([head, *tail]), len(head) if tail else None
