// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: what policies that compare tiers know of their backends.
namespace straightline::replay::kernel
{

/// What only policies that compare tiers read.
template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::learn(const Ending& ending)
{
    if (!comparesTiers(m_trial.policy))
        return;
    const PeakEwma latency =
        observed(latencyOf(m_state, ending.tier), ending.tookMicros, ending.atNanos, m_site.decayNanos);
    m_state.latencyMicros[ending.tier] = latency.micros;
    m_state.latencyAtNanos[ending.tier] = latency.atNanos;
    Past& past = pasts()[ending.tier];
    ++past.present.count;
    past.present.micros += ending.tookMicros;
}

/// Which is before anything else at the same time. Nobody is told but the trial, which is over when one would be
/// ejected.
template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::reviewUntil(std::int64_t nowNanos)
{
    for (; m_state.reviewNanos <= nowNanos; m_state.reviewNanos += kPauseNanos) {
        m_state.pause = (m_state.pause + 1) % kPauses;
        for (std::uint32_t tier = 0; tier < kTiers; ++tier)
            endPause(pasts()[tier], m_state.pause);
        for (std::uint32_t tier = 0; tier < kTiers; ++tier) {
            if (isSlow(pasts(), tier, m_site.slowFactor))
                m_state.declined = Declined::SlowBackend;
        }
    }
}

} // namespace straightline::replay::kernel
