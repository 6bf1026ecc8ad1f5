# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The committed model: its files agree with each other, and training again gives the same accuracy."""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

import support


class Model(unittest.TestCase):
    def test_the_test_split_agrees_with_the_stated_accuracy(self):
        rows = support.test_split()
        description = support.description()
        self.assertEqual(len(rows), description["test_images"])
        self.assertEqual(sum(label == predicted for label, predicted, _ in rows), description["test_correct"])
        self.assertAlmostEqual(description["test_correct"] / len(rows), description["test_accuracy"], places=6)
        self.assertTrue(all(len(pixels) == 64 and 0 <= min(pixels) and max(pixels) <= 16 for _, _, pixels in rows))
        self.assertEqual({label for label, _, _ in rows}, set(range(10)))

    MISSING = [name for name in ("sklearn", "onnx") if importlib.util.find_spec(name) is None]

    @unittest.skipIf(MISSING, f"not installed for {sys.executable}: {', '.join(MISSING)}")
    def test_training_again_gives_the_same_accuracy(self):
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run([sys.executable, "-B", str(support.MODEL / "train_digits.py"), "--output", folder],
                                    capture_output=True, text=True, timeout=120, check=False)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("accuracy 0.9", result.stdout)
            # Other numerical libraries may end the training elsewhere; the data and the split stay the same.
            accuracy = support.json.loads((pathlib.Path(folder) / "digits.json").read_text())["test_accuracy"]
            self.assertAlmostEqual(accuracy, support.description()["test_accuracy"], delta=0.01)
            again = (pathlib.Path(folder) / "digits_test.csv").read_text().splitlines()
            committed = (support.MODEL / "digits_test.csv").read_text().splitlines()
            self.assertEqual([line.split(",")[2:] for line in again], [line.split(",")[2:] for line in committed])

    def test_the_program_refuses_a_folder_that_is_not_there(self):
        result = subprocess.run([sys.executable, "-B", str(support.MODEL / "train_digits.py"), "--output", "/nonexistent"],
                                capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(result.returncode, 2)


if __name__ == "__main__":
    unittest.main()
