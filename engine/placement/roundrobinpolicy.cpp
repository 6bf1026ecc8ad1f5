// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/roundrobinpolicy.h"

#include "engine/placement/pick.h"

namespace straightline::placement
{

void RoundRobinPolicy::place(const Situation& situation, Decision& decision) const
{
    const std::uint32_t count = situation.room.count();
    if (count == 0) {
        setUnplaced(decision);
        return;
    }
    const auto turn = static_cast<std::uint32_t>(situation.features.turn % count);
    const Spot spot = situation.room.spot(turn);
    addCandidate(decision, spot, static_cast<float>(turn));
    setPlaced(decision, spot, Reason::RoundRobin);
}

} // namespace straightline::placement
