// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelspots.h"

// Where the policies in engine/placement/ that are not the rule send a request.
namespace straightline::replay::kernel
{

/// As placement::below(), from the lower 32 bits.
STRAIGHTLINE_HOT std::uint32_t below(std::uint32_t count, std::uint64_t random)
{
    return static_cast<std::uint32_t>(((random & UINT32_MAX) * count) >> 32U);
}

STRAIGHTLINE_HOST_DEVICE inline std::uint32_t roundRobin(const Spots& spots, std::uint64_t turn)
{
    return spots.tierAt(static_cast<std::uint32_t>(turn % spots.count()));
}

/// As RoomMap::idlest().
STRAIGHTLINE_HOST_DEVICE inline std::uint32_t leastOutstanding(const Spots& spots, std::uint64_t random)
{
    const std::uint32_t first = spots.tierAt(below(spots.count(), random));
    std::uint32_t best = first;
    for (std::uint32_t i = 1; i < kTiers; ++i) {
        const std::uint32_t each = (first + i) % kTiers;
        best = spots.has(each) && spots.inFlight(each) < spots.inFlight(best) ? each : best;
    }
    return best;
}

/// As placement::pickOfTwo().
STRAIGHTLINE_HOST_DEVICE inline std::uint32_t twoChoices(const Spots& spots, std::uint64_t random)
{
    const std::uint32_t count = spots.count();
    if (count == 1)
        return spots.tierAt(0);
    const std::uint32_t one = below(count, random);
    const std::uint32_t drawn = below(count - 1, random >> 32U);
    const std::uint32_t tier = spots.tierAt(one);
    const std::uint32_t other = spots.tierAt(drawn == one ? count - 1 : drawn);
    return spots.expectedMs(other) < spots.expectedMs(tier) ? other : tier;
}

STRAIGHTLINE_HOST_DEVICE inline std::uint32_t peakEwma(const Spots& spots)
{
    return spots.first([](std::uint32_t) { return true; },
                       [&](std::uint32_t a, std::uint32_t b) { return spots.expectedMs(a) < spots.expectedMs(b); });
}

/// The number of requests in flight that Q of the spots do not exceed (nearest rank).
STRAIGHTLINE_HOST_DEVICE inline std::uint32_t quantileOf(const Spots& spots)
{
    const std::uint32_t rank = (spots.count() * spots.prequalPercent() + 99) / 100;
    const auto within = [&](std::uint32_t tier) {
        std::uint32_t count = 0;
        for (std::uint32_t each = 0; each < kTiers; ++each)
            count += spots.has(each) && spots.inFlight(each) <= spots.inFlight(tier) ? 1U : 0U;
        return count;
    };
    return spots.inFlight(
        spots.first([&](std::uint32_t tier) { return within(tier) >= rank; },
                    [&](std::uint32_t a, std::uint32_t b) { return spots.inFlight(a) < spots.inFlight(b); }));
}

STRAIGHTLINE_HOST_DEVICE inline std::uint32_t prequal(const Spots& spots)
{
    const std::uint32_t quantile = quantileOf(spots);
    const auto quicker = [&](std::uint32_t a, std::uint32_t b) { return spots.latencyMs(a) < spots.latencyMs(b); };
    const std::uint32_t cold =
        spots.first([&](std::uint32_t tier) { return spots.inFlight(tier) < quantile; }, quicker);
    if (cold != kNoTier)
        return cold;
    return spots.first([](std::uint32_t) { return true; },
                       [&](std::uint32_t a, std::uint32_t b) {
                           return spots.inFlight(a) != spots.inFlight(b) ? spots.inFlight(a) < spots.inFlight(b)
                                                                         : quicker(a, b);
                       });
}

} // namespace straightline::replay::kernel
