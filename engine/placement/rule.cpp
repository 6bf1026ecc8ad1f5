// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/rule.h"

#include <algorithm>

namespace straightline::placement
{

RuleOutcome withoutRoom(const std::array<TierRoom, kTierCount>& room)
{
    const auto any = [&](std::uint16_t TierRoom::*field) {
        return std::any_of(room.begin(), room.end(), [&](const TierRoom& tier) { return tier.*field > 0; });
    };
    if (!any(&TierRoom::healthy))
        return {Verdict::NothingHealthy, Reason::NothingHealthy, Tier::Local};
    if (!any(&TierRoom::takesSize))
        return {Verdict::TooLarge, Reason::NoBackendTakesSize, Tier::Local};
    return {Verdict::Wait, Reason::NoRoom, Tier::Local};
}

bool ruleReproduces(const Decision& decision)
{
    return applyRule(decision.features, decision.thresholds, decision.room)
           == RuleOutcome{decision.verdict, decision.reason, decision.tier};
}

} // namespace straightline::placement
