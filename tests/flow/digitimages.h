// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace straightline::flow
{

/// One image of the model's test split.
struct Digit {
    int label = 0;           ///< the truth
    int predicted = 0;       ///< what the model itself says
    std::vector<int> pixels; ///< 64 values, 0 … 16
};

/// The whole test split of the demo's model.
std::vector<Digit> testSplit();

/// How many of them the model gets right, as its description says.
int testCorrect();

/// A PNG whose sides are 8 × `scale` pixels; `compressed` false stores it, so that its size is about 64 × scale² bytes.
std::string png(const Digit& digit, int scale, bool compressed = true);

/// Open Inference Protocol request with a UINT8 tensor of 8 × 8.
std::string inferRequest(const Digit& digit, const std::string& id);

} // namespace straightline::flow
