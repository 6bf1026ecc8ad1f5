// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: who takes a request at all, now or later.
namespace straightline::replay::kernel
{

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline bool TrialRun<kRule>::takesSize(std::uint64_t sizeBytes) const
{
    bool takes = false;
    for (std::uint32_t tier = 0; tier < kTiers; ++tier) {
        const Backend& each = m_site.backends[tier];
        const bool isUsed = each.capacity > 0 && (kRule || m_trial.policy != Policy::OneTier || tier == m_trial.tier);
        takes = takes || (isUsed && sizeBytes <= each.largestBodyBytes);
    }
    return takes;
}

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline bool TrialRun<kRule>::anyRoom() const
{
    bool any = false;
    for (std::uint32_t tier = 0; tier < kTiers; ++tier)
        any = any || m_state.inFlight[tier] < m_site.backends[tier].capacity;
    return any;
}

} // namespace straightline::replay::kernel
