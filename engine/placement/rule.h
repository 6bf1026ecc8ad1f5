// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "engine/api/decision.h"

namespace straightline::placement
{

/// The three branches of Algorithm 1: rule 1, rule 2, and rules 3 to 5 as one.
enum class Branch : std::uint8_t { BurstOfSmall, LargeInput, Otherwise };

/// Where a branch sends a request: its tiers in the order they are tried, each with the reason it gives.
struct TierOrder {
    std::array<Tier, kTierCount> tiers;
    std::array<Reason, kTierCount> reasons;
};

struct RuleOutcome {
    Verdict verdict = Verdict::Wait;
    Reason reason = Reason::None;
    Tier tier = Tier::Local;

    bool operator==(const RuleOutcome&) const = default;
};

/// Strict comparisons (StraightLine, arXiv 2407.18148, Algorithm 1): f = F or d = D is "otherwise".
inline Branch branchOf(const RequestFeatures& features, const Thresholds& thresholds)
{
    if (features.frequencyHz > thresholds.frequencyHz && features.sizeBytes < thresholds.sizeBytes)
        return Branch::BurstOfSmall;
    if (features.sizeBytes > thresholds.sizeBytes)
        return Branch::LargeInput;
    return Branch::Otherwise;
}

inline constexpr std::array<TierOrder, 3> kTierOrders{{
    {{Tier::Serverless, Tier::Container, Tier::Local},
     {Reason::BurstOfSmall, Reason::BurstOfSmallFallback, Reason::BurstOfSmallFallback}},
    {{Tier::Container, Tier::Local, Tier::Serverless},
     {Reason::LargeInput, Reason::LargeInputFallback, Reason::LargeInputFallback}},
    {{Tier::Local, Tier::Container, Tier::Serverless},
     {Reason::LocalHasRoom, Reason::ContainerHasRoom, Reason::Overflow}},
}};

inline const TierOrder& tierOrder(Branch branch)
{
    return kTierOrders[static_cast<std::size_t>(branch)];
}

/// True when a free slot was there and only the payload limit kept this body out.
inline bool onlyLimitForbids(const TierRoom& room)
{
    return room.withRoom == 0 && room.withFreeSlot > 0;
}

/// Nothing healthy → nothing_healthy; no healthy backend takes the size → no_backend_takes_size; else wait, no_room.
RuleOutcome withoutRoom(const std::array<TierRoom, kTierCount>& room);

/// Algorithm 1 with its fallbacks, from the inputs alone: what decide() does under the policy straightline, and what
/// reproduces a recorded decision.
///
///  branch                tries in this order            reason when the first / second / third has room
///  1 f > F and d < D     serverless, container, local   burst_of_small / burst_of_small_fallback / the same
///  2 d > D               container, local, serverless   large_input / large_input_fallback / the same
///  3–5 otherwise         local, container, serverless   local_has_room / container_has_room / overflow
///
/// A reason other than the first of a row becomes over_backend_limit when the request is not where the rule wanted it
/// only because of its size: in branches 1 and 2 when onlyLimitForbids() the rule's own tier; in 3–5 when it does any
/// tier tried before, as each of these is the rule's own.
/// No tier has room: withoutRoom(). Inline: the outcome of a call would go through memory, and that waits.
inline RuleOutcome applyRule(const RequestFeatures& features, const Thresholds& thresholds,
                             const std::array<TierRoom, kTierCount>& room)
{
    const Branch branch = branchOf(features, thresholds);
    const TierOrder& order = tierOrder(branch);
    bool overLimit = false;
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const TierRoom& tier = room[static_cast<std::size_t>(order.tiers[i])];
        if (tier.withRoom > 0)
            return {Verdict::Placed, overLimit ? Reason::OverBackendLimit : order.reasons[i], order.tiers[i]};
        if (i == 0 || branch == Branch::Otherwise)
            overLimit = overLimit || onlyLimitForbids(tier);
    }
    return withoutRoom(room);
}

/// Recomputes a recorded decision of the policy straightline from its inputs: verdict, reason and tier are the same.
bool ruleReproduces(const Decision& decision);

} // namespace straightline::placement
