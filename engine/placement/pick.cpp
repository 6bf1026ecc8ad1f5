// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/pick.h"

#include <cassert>

#include "engine/api/backendlatency.h"
#include "engine/placement/rule.h"

namespace straightline::placement
{

namespace
{

float scoreOf(const Situation& situation, const Spot& spot)
{
    const BackendLoad& load = situation.load.backends[spot.row->slot];
    return expectedLatencyMs(latencyOf(load), spot.inFlight, situation.nowNanos,
                             situation.application.knobs.peakEwmaDecayNanos);
}

} // namespace

void addCandidate(Decision& decision, const Spot& spot, float score)
{
    assert(decision.candidateCount < kMaxCandidates);
    decision.candidates[decision.candidateCount++] = {spot.row->number, score};
}

void setPlaced(Decision& decision, const Spot& spot, Reason reason)
{
    decision.verdict = Verdict::Placed;
    decision.reason = reason;
    decision.tier = spot.tier;
    decision.backendIndex = spot.row->index;
}

void setUnplaced(Decision& decision)
{
    const RuleOutcome outcome = withoutRoom(decision.room);
    decision.verdict = outcome.verdict;
    decision.reason = outcome.reason;
    decision.tier = outcome.tier;
}

void pickOfTwo(const Situation& situation, std::uint32_t first, std::uint32_t count, Reason reason, Decision& decision)
{
    const std::uint64_t random = situation.features.random;
    const std::uint32_t one = below(count, static_cast<std::uint32_t>(random));
    const Spot spot = situation.room.spot(first + one);
    const float score = scoreOf(situation, spot);
    addCandidate(decision, spot, score);
    if (count == 1) {
        setPlaced(decision, spot, reason);
        return;
    }
    // Drawn from the others: "one" stands in for the last.
    const std::uint32_t drawn = below(count - 1, static_cast<std::uint32_t>(random >> 32U));
    const Spot other = situation.room.spot(first + (drawn == one ? count - 1 : drawn));
    const float otherScore = scoreOf(situation, other);
    addCandidate(decision, other, otherScore);
    setPlaced(decision, otherScore < score ? other : spot, reason);
}

} // namespace straightline::placement
