// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/rule.h"

#include <algorithm>

namespace straightline::placement
{

namespace
{

constexpr std::array<TierOrder, 3> kOrders{{
    {{Tier::Serverless, Tier::Container, Tier::Local},
     {Reason::BurstOfSmall, Reason::BurstOfSmallFallback, Reason::BurstOfSmallFallback}},
    {{Tier::Container, Tier::Local, Tier::Serverless},
     {Reason::LargeInput, Reason::LargeInputFallback, Reason::LargeInputFallback}},
    {{Tier::Local, Tier::Container, Tier::Serverless},
     {Reason::LocalHasRoom, Reason::ContainerHasRoom, Reason::Overflow}},
}};

const TierRoom& of(const std::array<TierRoom, kTierCount>& room, Tier tier)
{
    return room[static_cast<std::size_t>(tier)];
}

} // namespace

Branch branchOf(const RequestFeatures& features, const Thresholds& thresholds)
{
    if (features.frequencyHz > thresholds.frequencyHz && features.sizeBytes < thresholds.sizeBytes)
        return Branch::BurstOfSmall;
    if (features.sizeBytes > thresholds.sizeBytes)
        return Branch::LargeInput;
    return Branch::Otherwise;
}

const TierOrder& tierOrder(Branch branch)
{
    return kOrders[static_cast<std::size_t>(branch)];
}

bool onlyLimitForbids(const TierRoom& room)
{
    return room.withRoom == 0 && room.withFreeSlot > 0;
}

RuleOutcome applyRule(const RequestFeatures& features, const Thresholds& thresholds,
                      const std::array<TierRoom, kTierCount>& room)
{
    const Branch branch = branchOf(features, thresholds);
    const TierOrder& order = tierOrder(branch);
    bool overLimit = false;
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const TierRoom& tier = of(room, order.tiers[i]);
        if (tier.withRoom > 0)
            return {Verdict::Placed, overLimit ? Reason::OverBackendLimit : order.reasons[i], order.tiers[i]};
        if (i == 0 || branch == Branch::Otherwise)
            overLimit = overLimit || onlyLimitForbids(tier);
    }
    return withoutRoom(room);
}

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
