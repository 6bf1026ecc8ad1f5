// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rulecheck.h"

#include <algorithm>

namespace straightline::ui
{
namespace
{

struct Wish {
    std::array<Tier, kTierCount> tiers;
    Reason first;
    Reason second;
    Reason third;
    bool allAreTheRule; ///< each tier is the rule's own, not only the first
};

Wish wishOf(const Decision& decision)
{
    const double f = decision.features.frequencyHz;
    const std::uint64_t d = decision.features.sizeBytes;
    if (f > decision.thresholds.frequencyHz && d < decision.thresholds.sizeBytes)
        return {{Tier::Serverless, Tier::Container, Tier::Local},
                Reason::BurstOfSmall,
                Reason::BurstOfSmallFallback,
                Reason::BurstOfSmallFallback,
                false};
    if (d > decision.thresholds.sizeBytes)
        return {{Tier::Container, Tier::Local, Tier::Serverless},
                Reason::LargeInput,
                Reason::LargeInputFallback,
                Reason::LargeInputFallback,
                false};
    return {{Tier::Local, Tier::Container, Tier::Serverless},
            Reason::LocalHasRoom,
            Reason::ContainerHasRoom,
            Reason::Overflow,
            true};
}

void decideWithoutRoom(const Decision& decision, RuleCheck& check)
{
    const auto any = [&](auto count) {
        return std::any_of(decision.room.begin(), decision.room.end(),
                           [&](const TierRoom& room) { return room.*count > 0; });
    };
    if (!any(&TierRoom::healthy)) {
        check.verdict = Verdict::NothingHealthy;
        check.reason = Reason::NothingHealthy;
    } else if (!any(&TierRoom::takesSize)) {
        check.verdict = Verdict::TooLarge;
        check.reason = Reason::NoBackendTakesSize;
    } else {
        check.verdict = Verdict::Wait;
        check.reason = Reason::NoRoom;
    }
}

} // namespace

RuleCheck checkRule(const Decision& decision)
{
    RuleCheck check;
    check.applies = decision.policy == PolicyKind::Straightline && decision.reason != Reason::None;
    if (!check.applies)
        return check;
    const Wish wish = wishOf(decision);
    const std::array<Reason, kTierCount> reasons{wish.first, wish.second, wish.third};
    bool placed = false;
    bool onlySizeForbade = false;
    for (std::size_t i = 0; i < kTierCount && !placed; ++i) {
        const TierRoom& room = decision.room[static_cast<std::size_t>(wish.tiers[i])];
        placed = room.withRoom > 0;
        if (placed) {
            check.verdict = Verdict::Placed;
            check.tier = wish.tiers[i];
            check.reason = onlySizeForbade ? Reason::OverBackendLimit : reasons[i];
        } else if ((i == 0 || wish.allAreTheRule) && room.withFreeSlot > 0) {
            onlySizeForbade = true;
        }
    }
    if (!placed)
        decideWithoutRoom(decision, check);
    check.agrees = check.verdict == decision.verdict && check.reason == decision.reason
                   && (!placed || check.tier == decision.tier);
    return check;
}

} // namespace straightline::ui
