// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace straightline
{

/// The constants of the policies that have some. The defaults are what runs: no configuration sets them, only
/// experiments try others, so that every policy gets the same chance (replay/experiment.h).
struct PolicyKnobs {
    double peakEwmaDecayNanos = 10e9;          ///< peak_ewma, two_choices, prequal: a latency falls to 1/e; > 0
    std::uint32_t prequalQuantilePercent = 84; ///< prequal: Q of the requests in flight, 1 … 100
    std::uint32_t moneyWeight =
        0; ///< expected_completion, adaptive: ticks for 10^-9 USD (money.h), 1 = 256; 0 = nothing

    bool operator==(const PolicyKnobs&) const = default;
};

} // namespace straightline
