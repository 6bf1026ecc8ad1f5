// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/learnedrates.h"
#include "engine/placement/policy.h"

namespace straightline::placement
{

/// A number below `count`, evenly from 32 random bits (Lemire's multiplication).
inline std::uint32_t below(std::uint32_t count, std::uint32_t randomBits)
{
    return static_cast<std::uint32_t>((std::uint64_t{randomBits} * count) >> 32U);
}

/// What a receipt shows of a predicted time.
inline float toMs(Ticks ticks)
{
    return static_cast<float>(ticks) / static_cast<float>(1'000 * kTicksPerMicro);
}

void addCandidate(Decision& decision, const Spot& spot, float score);
void setPlaced(Decision& decision, const Spot& spot, Reason reason);
/// For policies to which all tiers are alike.
void setUnplaced(Decision& decision);

/// Power of two choices with peak EWMA among `count` ≥ 1 spots from `first` on: two different ones at random, the lower
/// expected latency wins, the first drawn at a tie (Mitzenmacher 2001; Finagle's p2c with PeakEwma).
void pickOfTwo(const Situation& situation, std::uint32_t first, std::uint32_t count, Reason reason, Decision& decision);

} // namespace straightline::placement
