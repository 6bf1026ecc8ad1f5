// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialattempt.h"
#include "engine/replay/kernel/trialchoice.h"
#include "engine/replay/kernel/triallearning.h"
#include "engine/replay/kernel/trialline.h"
#include "engine/replay/kernel/trialroom.h"

// TrialRun: time and arrivals, as simulation.cpp.
namespace straightline::replay::kernel
{

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::run(const Requests& requests)
{
    for (std::uint32_t i = 0; i < requests.count; ++i)
        arrive(requests, i);
    m_state.counts.requests += requests.count;
    if (m_state.counts.requests > UINT32_MAX)
        m_state.declined = Declined::TooMany;
}

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::finish()
{
    while (!m_endings.empty())
        advanceTo(m_endings.nextNanos());
    expireLine(kNever);
}

/// What ends at the same time as another arrives is over before.
template <bool kRule>
STRAIGHTLINE_HOT void TrialRun<kRule>::advanceTo(std::int64_t nowNanos)
{
    while (m_endings.nextNanos() <= nowNanos && !m_endings.empty()) {
        if constexpr (!kRule)
            reviewUntil(m_endings.nextNanos());
        if (m_state.lineDueNanos <= m_endings.nextNanos())
            expireLine(m_endings.nextNanos());
        end(m_endings.pop());
    }
    if constexpr (!kRule)
        reviewUntil(nowNanos);
    if (m_state.lineDueNanos <= nowNanos)
        expireLine(nowNanos);
}

template <bool kRule>
STRAIGHTLINE_HOT void TrialRun<kRule>::end(const Ending& ending)
{
    constexpr std::int64_t kWorkWeight = 16;
    const Backend& backend = m_site.backends[ending.tier];
    m_state.lastNanos = ending.atNanos;
    --m_state.inFlight[ending.tier];
    if (ending.replica != Ending::kNoReplica) {
        if (backend.replicas > 1)
            --arrayAt<std::uint32_t>(m_memory, backend.inUseAt)[ending.replica];
        if (backend.hasInstances != 0 && ending.tookMicros != Ending::kNoAnswer)
            arrayAt<std::int64_t>(m_memory, backend.idleAt)[m_state.idle[ending.tier]++] = ending.atNanos;
    }
    if (ending.tookMicros != Ending::kNoAnswer) {
        if constexpr (!kRule)
            learn(ending);
        observe(m_state.workMicros, sampleOf(ending.tookMicros), kWorkWeight);
    }
    if (m_state.lineCount > 0)
        serveLine(ending.atNanos);
}

template <bool kRule>
STRAIGHTLINE_HOT void TrialRun<kRule>::arrive(const Requests& requests, std::uint32_t index)
{
    const std::int64_t now = requests.arrivalNanos[index];
    advanceTo(now);
    m_state.lastNanos = now;
    const std::uint64_t size = requests.sizeBytes[index];
    const std::uint64_t word = wordOf(requests, index);
    const std::uint32_t tier = choose(size, word, now);
    if (tier != kNoTier) {
        const std::int64_t coldStart =
            m_site.backends[tier].hasInstances != 0 ? requests.coldStartNanos[tier][index] : 0;
        begin(tier, {now, requests.targetNanos[index], requests.serviceNanos[tier][index], coldStart}, now);
    } else if (takesSize(size)) {
        enterLine(requests, index, word);
    } else {
        ++m_state.counts.tooLarge;
    }
}

} // namespace straightline::replay::kernel
