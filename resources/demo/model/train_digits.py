#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the demo's model and writes everything that is committed beside this script.

Data: the UCI handwritten digits that ship with scikit-learn (1,797 images of 8x8 pixels, values 0..16), split 70/30,
stratified, with a fixed seed. Model: a multi-layer perceptron with one hidden layer. The division of the input by 16
is folded into the first layer, so the exported graph takes the UCI values as they are.

  digits.onnx      the network (opset 11: Gemm, Relu, Gemm, Softmax)
  digits.json      its accuracy on the test split, seed, counts, inputs, outputs and preprocessing
  digits_test.csv  the test split: label, the model's own answer, 64 pixels

Usage: train_digits.py [--output DIRECTORY]
"""
import argparse
import json
import pathlib
import sys

SEED = 2026
TEST_SHARE = 0.30
HIDDEN = 64
PIXELS = 64
CLASSES = 10
MAX_VALUE = 16


def load_split():
    """The four arrays of the split: train images, test images, train labels, test labels."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    digits = load_digits()
    return train_test_split(digits.data, digits.target, test_size=TEST_SHARE, random_state=SEED,
                            stratify=digits.target)


def train(images, labels):
    """Weights and biases of the two layers as float32, for inputs 0..16."""
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(hidden_layer_sizes=(HIDDEN,), alpha=1e-3, max_iter=400, random_state=SEED)
    network.fit(images / MAX_VALUE, labels)
    first, second = network.coefs_
    return [(first / MAX_VALUE).astype(np.float32), network.intercepts_[0].astype(np.float32),
            second.astype(np.float32), network.intercepts_[1].astype(np.float32)]


def predict(weights, images):
    """The digit that the float32 network answers for each row of images."""
    import numpy as np

    first, first_bias, second, second_bias = weights
    hidden = np.maximum(images.astype(np.float32) @ first + first_bias, 0)
    return np.argmax(hidden @ second + second_bias, axis=1)


def export_onnx(weights, path):
    from onnx import TensorProto, checker, helper, numpy_helper, save

    names = ["hidden_weights", "hidden_bias", "output_weights", "output_bias"]
    # OpenCV reads Gemm's weights as (outputs, inputs), the form that transB=1 declares.
    stored = [weights[0].T.copy(), weights[1], weights[2].T.copy(), weights[3]]
    graph = helper.make_graph(
        [helper.make_node("Gemm", ["image", "hidden_weights", "hidden_bias"], ["hidden"], name="hidden_layer",
                          transB=1),
         helper.make_node("Relu", ["hidden"], ["hidden_active"], name="hidden_activation"),
         helper.make_node("Gemm", ["hidden_active", "output_weights", "output_bias"], ["scores"], name="output_layer",
                          transB=1),
         helper.make_node("Softmax", ["scores"], ["probabilities"], name="output_activation", axis=1)],
        "digits",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", PIXELS])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", CLASSES])],
        [numpy_helper.from_array(values, name) for values, name in zip(stored, names)])
    model = helper.make_model(graph, producer_name="straightline", opset_imports=[helper.make_opsetid("", 11)])
    model.ir_version = 6
    checker.check_model(model)
    save(model, str(path))


def describe(correct, train_count, test_count):
    return {
        "name": "digits",
        "data": "UCI handwritten digits (scikit-learn load_digits)",
        "seed": SEED,
        "train_images": train_count,
        "test_images": test_count,
        "test_correct": correct,
        "test_accuracy": round(correct / test_count, 6),
        "hidden_units": HIDDEN,
        "input": {"name": "image", "datatype": "FP32", "shape": [-1, PIXELS], "range": [0, MAX_VALUE]},
        "outputs": [{"name": "probabilities", "datatype": "FP32", "shape": [-1, CLASSES]}],
        "preprocessing": ["decode to 8-bit gray, bright ink on dark ground", "resize to 8x8 by area",
                          "multiply by 16/255, round to whole numbers 0..16"],
    }


def write_test_split(path, images, labels, answers):
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("label,predicted," + ",".join(f"p{i}" for i in range(PIXELS)) + "\n")
        for image, label, answer in zip(images, labels, answers):
            file.write(f"{label},{answer}," + ",".join(str(int(value)) for value in image) + "\n")


def main():
    parser = argparse.ArgumentParser(description="Train the demo's digit model and export it to ONNX.")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    output = parser.parse_args().output
    if not output.is_dir():
        parser.error(f"{output} is not a directory")

    train_images, test_images, train_labels, test_labels = load_split()
    weights = train(train_images, train_labels)
    answers = predict(weights, test_images)
    correct = int((answers == test_labels).sum())
    description = describe(correct, len(train_labels), len(test_labels))

    export_onnx(weights, output / "digits.onnx")
    write_test_split(output / "digits_test.csv", test_images, test_labels, answers)
    (output / "digits.json").write_text(json.dumps(description, indent=2) + "\n", encoding="ascii")
    print(f"accuracy {description['test_accuracy']:.4f} ({correct} of {len(test_labels)} test images)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
