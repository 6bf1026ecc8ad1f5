// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/api/decay.h"

// Peak EWMA as in Finagle (finagle-core, PeakEwma.scala): a latency average that jumps up with a worse sample at once
// and comes down with time, so a backend that turns slow is left at once and tried again later. Pure arithmetic, the
// same to the bit wherever it is done, a GPU too.
namespace straightline
{

/// Finagle's default: after this time without samples a cost has fallen to 1/e.
inline constexpr double kPeakEwmaDecayNanos = 10e9;

/// Score of a backend without a sample that has a request in flight already: one probe is enough.
inline constexpr float kUnprobedPenalty = 1e15F;

/// A latency average in whole µs and the time it stands for.
struct PeakEwma {
    std::uint32_t micros = 0; ///< 0 = no sample yet
    std::int64_t atNanos = 0; ///< steady clock

    constexpr bool operator==(const PeakEwma& other) const
    {
        return micros == other.micros && atNanos == other.atNanos;
    }
};

/// The average after one more attempt that took `sampleMicros`.
constexpr PeakEwma observed(PeakEwma before, std::uint32_t sampleMicros, std::int64_t nowNanos,
                            double decayNanos = kPeakEwmaDecayNanos)
{
    const std::uint32_t sample = std::max<std::uint32_t>(sampleMicros, 1);
    if (sample >= before.micros)
        return {sample, nowNanos};
    const double elapsed = static_cast<double>(std::max<std::int64_t>(nowNanos - before.atNanos, 0));
    const double age = elapsed / decayNanos;
    // 1 − 1/e^age; below 10 ms by its series, the same to 1e-10 of it
    const double share = age < 1e-3 ? age * (1.0 - age * (0.5 - age / 6.0)) : 1.0 - leftAfter(age);
    const double fall = (before.micros - sample) * share;
    const auto whole = static_cast<std::uint32_t>(fall);
    // Whole µs only: the time of the fraction is left for the next sample, or frequent samples would never lower it.
    if (whole == 0)
        return before;
    return {before.micros - whole, before.atNanos + static_cast<std::int64_t>(elapsed * (whole / fall))};
}

/// Expected latency in ms of one more request: the average, decayed to now, × (requests in flight + 1).
constexpr float expectedLatencyMs(PeakEwma average, std::uint32_t inFlight, std::int64_t nowNanos,
                                  double decayNanos = kPeakEwmaDecayNanos)
{
    if (average.micros == 0)
        return inFlight == 0 ? 0.0F : kUnprobedPenalty + static_cast<float>(inFlight);
    const auto elapsed = static_cast<float>(std::max<std::int64_t>(nowNanos - average.atNanos, 0));
    const float age = elapsed / static_cast<float>(decayNanos);
    const float left =
        age < 3e-4F ? 1.0F - age : static_cast<float>(leftAfter(age)); // the same to a float, and cheaper, below 3 ms
    return static_cast<float>(average.micros) * left / 1'000.0F * static_cast<float>(inFlight + 1);
}

} // namespace straightline
