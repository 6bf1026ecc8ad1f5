# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The digit model behind Flask: the paths and answers of digits-server, in Python.

Start it with gunicorn and the gunicorn.conf.py beside this file:
  /usr/bin/python3 -m gunicorn --chdir FOLDER -c FOLDER/gunicorn.conf.py -w 2 -b 127.0.0.1:PORT app:app

Environment: DIGITS_MODEL (an ONNX file; default ../model/digits.onnx), DIGITS_DELAY_MS and DIGITS_WORK (make each
inference slower or heavier, as --delay-ms and --work of digits-server).
"""
import json
import os
import pathlib
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: the workers are the parallelism

from flask import Flask, Response, request  # noqa: E402
from werkzeug.exceptions import HTTPException  # noqa: E402

import inference  # noqa: E402
from classifier import Classifier  # noqa: E402
from counters import Counters  # noqa: E402
from failure import Failure  # noqa: E402

MAX_BODY_BYTES = 64 << 20
MODEL = os.environ.get("DIGITS_MODEL", str(pathlib.Path(__file__).resolve().parent.parent / "model/digits.onnx"))
DELAY_SECONDS = int(os.environ.get("DIGITS_DELAY_MS", "0")) / 1000

app = Flask(__name__)
app.url_map.strict_slashes = False
classifier = Classifier(MODEL, int(os.environ.get("DIGITS_WORK", "1")))
counters = Counters()


def answer(document, status=200):
    return Response(json.dumps(document), status, content_type="application/json")


def body():
    """The whole request body, however it is framed, up to the limit."""
    too_large = Failure(413, f"the body is over the limit of {MAX_BODY_BYTES} bytes")
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise too_large
    parts = []
    size = 0
    while part := request.stream.read(1 << 20):
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise too_large
        parts.append(part)
    return b"".join(parts)


def predict(rows):
    if DELAY_SECONDS:
        time.sleep(DELAY_SECONDS)
    probabilities = classifier.probabilities(rows)
    counters.add(inferences=len(rows))
    return probabilities


@app.before_request
def refuse_codings():
    if request.headers.get("Content-Encoding", "identity") != "identity":
        counters.add(requests=1)
        raise Failure(415, "content-encoding is not supported here: send the body as it is")


@app.errorhandler(Failure)
def refused(failure):
    counters.add(errors=1)
    return answer({"error": failure.message}, failure.status)


@app.errorhandler(HTTPException)
def misdirected(error):
    response = answer({"error": error.description}, error.code)
    if getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


@app.errorhandler(Exception)
def failed(error):
    app.logger.exception("internal failure")
    counters.add(errors=1)
    return answer({"error": f"internal failure: {error}"}, 500)


@app.get("/v2")
def server():
    return answer({"name": "digits-flask", "version": "1.0", "extensions": ["binary_tensor_data"]})


@app.get("/v2/health/live")
def live():
    return answer({"live": True})


@app.get("/v2/health/ready")
def ready():
    return answer({"ready": True, "live": True})


@app.get("/v2/models")
def models():
    return answer({"models": ["digits"]})


@app.get("/v2/models/digits")
@app.get("/v2/models/digits/versions/1")
def model():
    return answer(inference.metadata())


@app.get("/v2/models/digits/ready")
@app.get("/v2/models/digits/versions/1/ready")
def model_ready():
    return answer({"name": "digits", "ready": True})


@app.post("/v2/models/digits/infer")
@app.post("/v2/models/digits/versions/1/infer")
def infer():
    counters.add(requests=1)
    wanted = inference.InferenceRequest(body(), request.headers.get("Inference-Header-Content-Length"))
    content, json_length = wanted.answer(predict(wanted.images))
    if json_length is None:
        return Response(content, content_type="application/json")
    return Response(content, content_type="application/octet-stream",
                    headers={"Inference-Header-Content-Length": str(json_length)})


@app.post("/classify")
def classify():
    counters.add(requests=1)
    probabilities = predict(inference.images_of_files([body()]))[0]
    return answer({"label": int(probabilities.argmax()), "probabilities": probabilities.tolist(), "model": "digits"})


@app.get("/counters")
def counted():
    return answer(counters.values())
