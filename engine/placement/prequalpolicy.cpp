// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/prequalpolicy.h"

#include <utility>

#include "engine/api/backendlatency.h"
#include "engine/placement/ranking.h"

namespace straightline::placement
{

namespace
{

/// The latency average in ms, decayed to now; 0 before the first answer, so that each is tried.
float latencyMs(const Situation& situation, const Spot& spot)
{
    const PeakEwma average = latencyOf(situation.load.backends[spot.row->slot]);
    return average.micros == 0
               ? 0.0F
               : expectedLatencyMs(average, 0, situation.nowNanos, situation.application.knobs.peakEwmaDecayNanos);
}

/// The number of requests in flight that Q of the backends with room do not exceed (nearest rank).
std::uint32_t quantileOf(const Situation& situation)
{
    const std::uint32_t rank = (situation.room.count() * situation.application.knobs.prequalQuantilePercent + 99) / 100;
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    situation.room.forEach([&](const Spot& spot) { most = std::max(most, spot.inFlight); });
    while (least < most) { // the least number that so many do not exceed
        const std::uint32_t middle = least + (most - least) / 2;
        std::uint32_t within = 0;
        situation.room.forEach([&](const Spot& spot) { within += spot.inFlight <= middle ? 1 : 0; });
        if (within >= rank)
            most = middle;
        else
            least = middle + 1;
    }
    return least;
}

} // namespace

void PrequalPolicy::place(const Situation& situation, Decision& decision) const
{
    if (situation.room.count() == 0) {
        setUnplaced(decision);
        return;
    }
    const std::uint32_t quantile = quantileOf(situation);
    Ranking<float> cold;
    Ranking<std::pair<std::uint32_t, float>> hot;
    situation.room.forEach([&](const Spot& spot) {
        const float ms = latencyMs(situation, spot);
        if (spot.inFlight < quantile)
            cold.add(spot, ms);
        else if (cold.empty())
            hot.add(spot, {spot.inFlight, ms});
    });
    if (cold.empty()) {
        hot.show(decision, [](const auto& score) { return static_cast<float>(score.first); });
        setPlaced(decision, hot.best(), Reason::PrequalHot);
        return;
    }
    cold.show(decision, [](float ms) { return ms; });
    setPlaced(decision, cold.best(), Reason::PrequalCold);
}

} // namespace straightline::placement
