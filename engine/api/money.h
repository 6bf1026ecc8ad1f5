// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/api/learnedrates.h"

// What requests cost and what that is worth in time, in whole numbers: 10^-9 USD, and ticks. A budget sets the worth:
// it rises while a request costs more than allowed, so that cheaper backends win, and falls otherwise (dual ascent).
namespace straightline
{

inline std::uint64_t nanoUsd(double usd)
{
    return static_cast<std::uint64_t>(std::llround(usd * 1e9));
}

/// What `busy` of a backend's time costs. `nanoUsdPerSecond` ≤ 10^9.
inline std::uint64_t costOf(std::uint64_t nanoUsdPerSecond, Ticks busy)
{
    constexpr std::uint64_t kTicksPerSecond = 1'000'000 * kTicksPerMicro;
    return nanoUsdPerSecond * static_cast<std::uint64_t>(std::clamp<Ticks>(busy, 0, Ticks{1} << 33U)) / kTicksPerSecond;
}

/// What a cost weighs beside a time, at ApplicationLoad::moneyWeight.
inline Ticks weighed(std::uint64_t cost, std::uint32_t moneyWeight)
{
    return static_cast<Ticks>(std::min<std::uint64_t>(cost, 1'000'000'000) * moneyWeight >> 8U);
}

/// The weight after a request that cost so much, `budget` > 0 being allowed on average.
inline std::uint32_t weightAfter(std::uint32_t moneyWeight, std::uint64_t cost, std::uint64_t budget)
{
    const std::int64_t step = (moneyWeight >> 6U) + 64;
    const auto over = static_cast<std::int64_t>(std::min(cost * 16 / budget, std::uint64_t{1'024})) - 16; // in 16ths
    const std::int64_t after = std::int64_t{moneyWeight} + step * over / 16;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(after, 0, 1LL << 31U));
}

} // namespace straightline
