// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/leastoutstandingpolicy.h"

#include <algorithm>
#include <limits>

#include "engine/placement/pick.h"

namespace straightline::placement
{

void LeastOutstandingPolicy::place(const Situation& situation, Decision& decision) const
{
    const std::uint32_t count = situation.room.count();
    if (count == 0) {
        setUnplaced(decision);
        return;
    }
    // Requests in flight first; equals in the order of a round that begins anywhere, so a random one of them.
    const std::uint32_t start = below(count, static_cast<std::uint32_t>(situation.features.random));
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    situation.room.forEach([&](std::uint32_t number, const PlacementRow& row) {
        const std::uint64_t has = situation.load.backends[row.slot].inFlight.load(std::memory_order_relaxed);
        const std::uint32_t turn = number >= start ? number - start : number + count - start;
        least = std::min(least, (has << 32U) | turn);
    });
    const auto turn = static_cast<std::uint32_t>(least);
    const auto fewest = static_cast<std::uint32_t>(least >> 32U);
    const Spot spot = situation.room.spot(turn < count - start ? start + turn : start + turn - count);
    addCandidate(decision, spot, static_cast<float>(fewest));
    setPlaced(decision, spot, Reason::LeastOutstanding);
}

} // namespace straightline::placement
