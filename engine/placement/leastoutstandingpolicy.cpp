// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/leastoutstandingpolicy.h"

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
    // A round over the equals that begins anywhere: a random one of them.
    const std::uint32_t start = below(count, static_cast<std::uint32_t>(situation.features.random));
    const Spot spot = situation.room.idlest(start);
    addCandidate(decision, spot, static_cast<float>(spot.inFlight));
    setPlaced(decision, spot, Reason::LeastOutstanding);
}

} // namespace straightline::placement
