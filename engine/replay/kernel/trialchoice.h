// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: where a request goes, for the rule as placement::applyRule() and fastrule.h.
namespace straightline::replay::kernel
{

/// As placement::branchOf(): 0 a burst of small ones, 1 large, 2 otherwise.
template <bool kRule>
STRAIGHTLINE_HOT std::uint32_t TrialRun<kRule>::branchOf(double frequencyHz, std::uint64_t sizeBytes) const
{
    const std::uint32_t often = frequencyHz > m_trial.frequencyHz ? 1U : 0U;
    const std::uint32_t small = sizeBytes < m_trial.sizeBytes ? 1U : 0U;
    const std::uint32_t large = sizeBytes > m_trial.sizeBytes ? 1U : 0U;
    return 2U - 2U * (often & small) - large;
}

/// What, besides its size, decides where a request goes and is the same for as long as it waits: its branch of the
/// rule, its turn, or what was drawn for it.
template <bool kRule>
STRAIGHTLINE_HOT std::uint64_t TrialRun<kRule>::wordOf(const Requests& requests, std::uint32_t index) const
{
    if constexpr (kRule)
        return branchOf(requests.frequencyHz[index], requests.sizeBytes[index]);
    else
        return m_trial.policy == Policy::RoundRobin ? m_state.counts.requests + index : requests.random[index];
}

/// For the rule the first tier of the branch's order (placement::kTierOrders) that has room; without a jump that nobody
/// foresees.
template <bool kRule>
STRAIGHTLINE_HOT std::uint32_t TrialRun<kRule>::choose(std::uint64_t sizeBytes, std::uint64_t word,
                                                       std::int64_t nowNanos) const
{
    const auto has = [&](std::uint32_t tier) {
        const Backend& backend = m_site.backends[tier];
        return static_cast<std::uint32_t>(m_state.inFlight[tier] < backend.capacity)
               & static_cast<std::uint32_t>(sizeBytes <= backend.largestBodyBytes);
    };
    const std::uint32_t room = has(0) | (has(1) << 1U) | (has(2) << 2U);
    if constexpr (kRule) {
        // For each set of tiers that have room, 2 bits: the tier. Serverless, container, local; container, local,
        // serverless; local, container, serverless.
        constexpr std::uint64_t kBurst = 0b10'10'10'10'01'01'00'11;
        constexpr std::uint64_t kLarge = 0b01'01'00'10'01'01'00'11;
        constexpr std::uint64_t kOtherwise = 0b00'01'00'10'00'01'00'11;
        constexpr std::uint64_t kTables = kBurst | (kLarge << 16U) | (kOtherwise << 32U);
        return static_cast<std::uint32_t>(kTables >> (16 * word + 2 * room)) & 3U;
    } else {
        return room == 0 ? kNoTier : byPolicy(room, word, nowNanos);
    }
}

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline std::uint32_t TrialRun<kRule>::byPolicy(std::uint32_t room, std::uint64_t word,
                                                                        std::int64_t nowNanos) const
{
    const Spots spots(m_site, m_state, room, nowNanos);
    switch (m_trial.policy) {
    case Policy::RoundRobin:
        return roundRobin(spots, word);
    case Policy::LeastOutstanding:
        return leastOutstanding(spots, word);
    case Policy::TwoChoices:
        return twoChoices(spots, word);
    case Policy::PeakEwma:
        return peakEwma(spots);
    case Policy::Prequal:
        return prequal(spots);
    case Policy::Rule:
    case Policy::OneTier:
        break;
    }
    return (room >> m_trial.tier & 1U) != 0 ? m_trial.tier : kNoTier;
}

} // namespace straightline::replay::kernel
