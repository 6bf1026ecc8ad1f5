// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialattempt.h"
#include "engine/replay/kernel/trialchoice.h"
#include "engine/replay/kernel/trialline.h"

// TrialRun: time and arrivals, as simulation.cpp.
namespace straightline::replay::kernel
{

STRAIGHTLINE_HOST_DEVICE inline void TrialRun::run(const Requests& requests)
{
    for (std::uint32_t i = 0; i < requests.count; ++i)
        arrive(requests, i);
    m_state.counts.requests += requests.count;
    if (m_state.counts.requests > UINT32_MAX)
        m_state.declined = Declined::TooMany;
}

STRAIGHTLINE_HOST_DEVICE inline void TrialRun::finish()
{
    while (!m_endings.empty())
        advanceTo(m_endings.nextNanos());
    expireLine(kNever);
}

/// What ends at the same time as another arrives is over before.
STRAIGHTLINE_HOT void TrialRun::advanceTo(std::int64_t nowNanos)
{
    while (m_endings.nextNanos() <= nowNanos && !m_endings.empty()) {
        if (m_state.lineDueNanos <= m_endings.nextNanos())
            expireLine(m_endings.nextNanos());
        end(m_endings.pop());
    }
    if (m_state.lineDueNanos <= nowNanos)
        expireLine(nowNanos);
}

STRAIGHTLINE_HOT void TrialRun::end(const Ending& ending)
{
    constexpr std::int64_t kWorkWeight = 16;
    const Backend& backend = m_site.backends[ending.tier];
    m_state.lastNanos = ending.atNanos;
    --m_state.inFlight[ending.tier];
    if (ending.replica != Ending::kNoReplica) {
        if (backend.replicas > 1)
            --arrayAt<std::uint32_t>(m_memory, backend.inUseAt)[ending.replica];
        if (backend.hasInstances != 0 && ending.workedMicros != 0)
            arrayAt<std::int64_t>(m_memory, backend.idleAt)[m_state.idle[ending.tier]++] = ending.atNanos;
    }
    if (ending.workedMicros != 0)
        observe(m_state.workMicros, ending.workedMicros, kWorkWeight);
    if (m_state.lineCount > 0)
        serveLine(ending.atNanos);
}

STRAIGHTLINE_HOT void TrialRun::arrive(const Requests& requests, std::uint32_t index)
{
    const std::int64_t now = requests.arrivalNanos[index];
    advanceTo(now);
    m_state.lastNanos = now;
    const std::uint64_t size = requests.sizeBytes[index];
    const std::uint32_t branch = branchOf(requests.frequencyHz[index], size);
    const std::uint32_t tier = choose(branch, size);
    if (tier != kNoTier) {
        const std::int64_t coldStart =
            m_site.backends[tier].hasInstances != 0 ? requests.coldStartNanos[tier][index] : 0;
        begin(tier, {now, requests.targetNanos[index], requests.serviceNanos[tier][index], coldStart}, now);
    } else if (takesSize(size)) {
        enterLine(requests, index, branch);
    } else {
        ++m_state.counts.tooLarge;
    }
}

} // namespace straightline::replay::kernel
