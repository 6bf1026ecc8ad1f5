// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/leastoutstandingpolicy.h"

#include <limits>

#include "engine/placement/pick.h"

namespace straightline::placement
{

namespace
{

std::uint32_t outstanding(const Situation& situation, const Spot& spot)
{
    return situation.load.backends[spot.row->slot].inFlight.load(std::memory_order_relaxed);
}

} // namespace

void LeastOutstandingPolicy::place(const Situation& situation, Decision& decision) const
{
    const std::uint32_t count = situation.room.count();
    if (count == 0) {
        setUnplaced(decision);
        return;
    }
    // Beginning anywhere makes the first of equals a random one.
    const std::uint32_t start = below(count, static_cast<std::uint32_t>(situation.features.random));
    std::uint32_t fewest = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t chosen = start;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t number = start + i < count ? start + i : start + i - count;
        const std::uint32_t has = outstanding(situation, situation.room.spot(number));
        chosen = has < fewest ? number : chosen;
        fewest = has < fewest ? has : fewest;
    }
    const Spot spot = situation.room.spot(chosen);
    addCandidate(decision, spot, static_cast<float>(fewest));
    setPlaced(decision, spot, Reason::LeastOutstanding);
}

} // namespace straightline::placement
