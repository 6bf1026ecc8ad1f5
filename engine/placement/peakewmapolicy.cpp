// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/peakewmapolicy.h"

#include "engine/api/backendlatency.h"
#include "engine/placement/ranking.h"

namespace straightline::placement
{

void PeakEwmaPolicy::place(const Situation& situation, Decision& decision) const
{
    Ranking<float> ranking;
    situation.room.forEach([&](const Spot& spot) {
        const PeakEwma average = latencyOf(situation.load.backends[spot.row->slot]);
        ranking.add(spot, expectedLatencyMs(average, spot.inFlight, situation.nowNanos,
                                            situation.application.knobs.peakEwmaDecayNanos));
    });
    if (ranking.empty()) {
        setUnplaced(decision);
        return;
    }
    ranking.show(decision, [](float ms) { return ms; });
    setPlaced(decision, ranking.best(), Reason::PeakEwma);
}

} // namespace straightline::placement
