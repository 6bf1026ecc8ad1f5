# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The digit model in numpy, with its weights read from the same ONNX file that digits-server runs."""
import numpy as np
import onnx
from onnx import numpy_helper

PIXELS = 64
CLASSES = 10


class Classifier:
    """Runs a chain of Gemm, Relu and Softmax nodes. Immutable after construction, so threads may share it."""

    def __init__(self, path, repeats=1):
        graph = onnx.load(path).graph
        self.repeats = repeats
        self.weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.nodes = [(node.op_type, list(node.input)[1:], {item.name: item.i for item in node.attribute})
                      for node in graph.node]
        unknown = {kind for kind, _, _ in self.nodes} - {"Gemm", "Relu", "Softmax"}
        if unknown:
            raise ValueError(f"{path}: unsupported operators {sorted(unknown)}")
        if self.probabilities(np.zeros((1, PIXELS), np.float32)).shape != (1, CLASSES):
            raise ValueError(f"{path}: the model does not answer ten probabilities for an image")

    def probabilities(self, images):
        """A row of ten probabilities for each row of 64 values 0..16."""
        for _ in range(max(self.repeats, 1)):
            result = self._forward(images)
        return result

    def _forward(self, values):
        for kind, names, attributes in self.nodes:
            if kind == "Gemm":
                weights = self.weights[names[0]]
                values = values @ (weights.T if attributes.get("transB") else weights) + self.weights[names[1]]
            elif kind == "Relu":
                values = np.maximum(values, 0)
            else:
                values = np.exp(values - values.max(axis=1, keepdims=True))
                values /= values.sum(axis=1, keepdims=True)
        return values
