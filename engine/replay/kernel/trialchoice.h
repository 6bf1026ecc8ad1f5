// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: where a request goes, as placement::applyRule() and fastrule.h.
namespace straightline::replay::kernel
{

/// As placement::branchOf(): 0 a burst of small ones, 1 large, 2 otherwise.
STRAIGHTLINE_HOT std::uint32_t TrialRun::branchOf(double frequencyHz, std::uint64_t sizeBytes) const
{
    const std::uint32_t often = frequencyHz > m_trial.frequencyHz ? 1U : 0U;
    const std::uint32_t small = sizeBytes < m_trial.sizeBytes ? 1U : 0U;
    const std::uint32_t large = sizeBytes > m_trial.sizeBytes ? 1U : 0U;
    return 2U - 2U * (often & small) - large;
}

/// The first tier of the branch's order (placement::kTierOrders) that has room; without a jump that nobody foresees.
STRAIGHTLINE_HOT std::uint32_t TrialRun::choose(std::uint32_t branch, std::uint64_t sizeBytes) const
{
    const auto has = [&](std::uint32_t tier) {
        const Backend& backend = m_site.backends[tier];
        return static_cast<std::uint32_t>(m_state.inFlight[tier] < backend.capacity)
               & static_cast<std::uint32_t>(sizeBytes <= backend.largestBodyBytes);
    };
    const std::uint32_t room = has(0) | (has(1) << 1U) | (has(2) << 2U);
    // For each set of tiers that have room, 2 bits: the tier. Serverless, container, local; container, local,
    // serverless; local, container, serverless.
    constexpr std::uint64_t kBurst = 0b10'10'10'10'01'01'00'11;
    constexpr std::uint64_t kLarge = 0b01'01'00'10'01'01'00'11;
    constexpr std::uint64_t kOtherwise = 0b00'01'00'10'00'01'00'11;
    constexpr std::uint64_t kTables = kBurst | (kLarge << 16U) | (kOtherwise << 32U);
    return static_cast<std::uint32_t>(kTables >> (16 * branch + 2 * room)) & 3U;
}

STRAIGHTLINE_HOST_DEVICE inline bool TrialRun::takesSize(std::uint64_t sizeBytes) const
{
    bool takes = false;
    for (const Backend& each : m_site.backends)
        takes = takes || (each.capacity > 0 && sizeBytes <= each.largestBodyBytes);
    return takes;
}

STRAIGHTLINE_HOST_DEVICE inline bool TrialRun::anyRoom() const
{
    bool any = false;
    for (std::uint32_t tier = 0; tier < kTiers; ++tier)
        any = any || m_state.inFlight[tier] < m_site.backends[tier].capacity;
    return any;
}

} // namespace straightline::replay::kernel
