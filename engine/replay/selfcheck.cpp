// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/selfcheck.h"

#include <algorithm>
#include <optional>

#include "engine/placement/rule.h"

namespace straightline::replay
{

namespace
{

const TierRoom& roomOf(const Decision& decision, Tier tier)
{
    return decision.room[static_cast<std::size_t>(tier)];
}

bool isOfRule(Reason reason)
{
    return reason >= Reason::BurstOfSmall && reason <= Reason::OverBackendLimit;
}

/// Of policies that stay in one tier.
std::optional<Tier> onlyTier(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::LocalOnly:
        return Tier::Local;
    case PolicyKind::ContainerOnly:
        return Tier::Container;
    case PolicyKind::ServerlessOnly:
        return Tier::Serverless;
    default:
        return std::nullopt;
    }
}

/// Of policies that give one reason only.
std::optional<Reason> onlyReason(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::RoundRobin:
        return Reason::RoundRobin;
    case PolicyKind::LeastOutstanding:
        return Reason::LeastOutstanding;
    case PolicyKind::TwoChoices:
        return Reason::TwoChoices;
    case PolicyKind::LocalOnly:
        return Reason::LocalOnly;
    case PolicyKind::ContainerOnly:
        return Reason::ContainerOnly;
    case PolicyKind::ServerlessOnly:
        return Reason::ServerlessOnly;
    default:
        return std::nullopt;
    }
}

/// For policies other than the rule.
bool roomReproduces(const Decision& decision)
{
    std::array<TierRoom, kTierCount> room = decision.room;
    if (const std::optional<Tier> only = onlyTier(decision.policy)) {
        room = {};
        room[static_cast<std::size_t>(*only)] = roomOf(decision, *only);
    }
    const bool some = std::any_of(room.begin(), room.end(), [](const TierRoom& tier) { return tier.withRoom > 0; });
    if (!some) {
        const placement::RuleOutcome outcome = placement::withoutRoom(room);
        return decision.verdict == outcome.verdict && decision.reason == outcome.reason;
    }
    const std::optional<Reason> reason = onlyReason(decision.policy);
    return decision.verdict == Verdict::Placed && room[static_cast<std::size_t>(decision.tier)].withRoom > 0
           && (!reason || decision.reason == *reason);
}

/// The record says which backend answered, and the decision which ones were compared.
bool bestWasTaken(const RequestRecord& record)
{
    const Decision& decision = record.decision;
    const bool promised = decision.policy <= PolicyKind::ServerlessOnly || isOfRule(decision.reason);
    if (!promised || record.outcome != Outcome::Answered || decision.verdict != Verdict::Placed)
        return true;
    const std::size_t count = std::min<std::size_t>(decision.candidateCount, kMaxCandidates);
    const auto* const first = decision.candidates.data();
    const auto* const best = std::min_element(
        first, first + count, [](const Candidate& one, const Candidate& other) { return one.score < other.score; });
    return count > 0 && best->backendNumber == record.backendNumber;
}

} // namespace

SelfCheck checkDecision(const RequestRecord& record)
{
    const Decision& decision = record.decision;
    if (decision.reason == Reason::None)
        return SelfCheck::Undecided;
    const bool byRule = decision.policy == PolicyKind::Straightline || isOfRule(decision.reason);
    const bool same = byRule ? placement::ruleReproduces(decision) : roomReproduces(decision);
    return same && bestWasTaken(record) ? SelfCheck::Reproduced : SelfCheck::Differs;
}

} // namespace straightline::replay
