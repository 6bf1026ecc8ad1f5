// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/oraclepolicy.h"

#include "engine/placement/expectedcompletionpolicy.h"
#include "engine/placement/ranking.h"

namespace straightline::placement
{

void OraclePolicy::place(const Situation& situation, Decision& decision) const
{
    if (situation.trueNanos == nullptr) {
        ExpectedCompletionPolicy().place(situation, decision);
        return;
    }
    Ranking<std::int64_t> ranking;
    situation.room.forEach([&](const Spot& spot) { ranking.add(spot, situation.trueNanos[spot.row->index]); });
    if (ranking.empty()) {
        setUnplaced(decision);
        return;
    }
    ranking.show(decision, [](std::int64_t nanos) { return static_cast<float>(nanos) / 1e6F; });
    setPlaced(decision, ranking.best(), Reason::Oracle);
}

} // namespace straightline::placement
