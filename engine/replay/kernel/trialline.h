// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: the waiting line, as simulation.cpp.
namespace straightline::replay::kernel
{

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::enterLine(const Requests& requests, std::uint32_t index,
                                                                std::uint64_t word)
{
    const std::int64_t now = requests.arrivalNanos[index];
    const std::int64_t due = now + m_site.deadlineNanos;
    const std::int64_t workNanos = std::int64_t{m_state.workMicros} * 1'000;
    const std::int64_t pace = std::int64_t{m_state.paceMicros} * 1'000;
    const std::int64_t ahead = m_state.lineCount;
    const std::int64_t answeredAfter = ahead == 0 || pace == 0 ? 0 : (ahead + 1) * pace + workNanos;
    if (now + answeredAfter > due - m_site.deadlineNanos / 8 || m_state.lineCount >= m_site.queueLimit) {
        ++m_state.counts.queueFull;
        return;
    }
    const std::int64_t half = m_site.deadlineNanos / 2;
    Waiting& entry = waiting(m_state.lineCount);
    entry.arrivalNanos = now;
    entry.leavesNanos = due - (workNanos < half ? workNanos : half);
    entry.enteredNanos = now;
    entry.targetNanos = requests.targetNanos[index];
    entry.sizeBytes = requests.sizeBytes[index];
    entry.word = word;
    for (std::uint32_t tier = 0; tier < kTiers; ++tier) {
        const Backend& backend = m_site.backends[tier];
        entry.serviceNanos[tier] = backend.capacity > 0 ? requests.serviceNanos[tier][index] : 0;
        entry.coldStartNanos[tier] = backend.hasInstances != 0 ? requests.coldStartNanos[tier][index] : 0;
    }
    entry.ahead = m_state.lineCount++;
    m_state.lineDueNanos = entry.leavesNanos < m_state.lineDueNanos ? entry.leavesNanos : m_state.lineDueNanos;
}

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::expireLine(std::int64_t nowNanos)
{
    std::uint32_t kept = 0;
    m_state.lineDueNanos = kNever;
    for (std::uint32_t i = 0; i < m_state.lineCount; ++i) {
        const std::int64_t leaves = waiting(i).leavesNanos;
        if (leaves <= nowNanos) {
            ++m_state.counts.queueTimeouts;
            continue;
        }
        m_state.lineDueNanos = leaves < m_state.lineDueNanos ? leaves : m_state.lineDueNanos;
        if (kept != i)
            waiting(kept) = waiting(i);
        ++kept;
    }
    m_state.lineCount = kept;
}

/// The eight oldest may be overtaken by one that fits.
template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::serveLine(std::int64_t nowNanos)
{
    constexpr int kLookAhead = 8;
    constexpr std::int64_t kPaceWeight = 8;
    int misses = 0;
    for (std::uint32_t i = 0; i < m_state.lineCount && misses < kLookAhead && anyRoom();) {
        const Waiting& entry = waiting(i);
        const std::uint32_t tier = choose(entry.sizeBytes, entry.word, nowNanos);
        if (tier == kNoTier) {
            ++misses;
            ++i;
            continue;
        }
        const std::int64_t waited = nowNanos - entry.enteredNanos;
        begin(tier, {entry.arrivalNanos, entry.targetNanos, entry.serviceNanos[tier], entry.coldStartNanos[tier]},
              nowNanos);
        observe(m_state.paceMicros, sampleOf(waited / 1'000 / (std::int64_t{entry.ahead} + 1)), kPaceWeight);
        ++m_state.counts.waited;
        m_state.counts.waitedNanos += static_cast<std::uint64_t>(waited);
        leaveLine(i);
    }
    if (m_state.lineCount == 0)
        m_state.lineDueNanos = kNever;
}

/// Those before it, at most eight, move up.
template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void TrialRun<kRule>::leaveLine(std::uint32_t place)
{
    for (; place > 0; --place)
        waiting(place) = waiting(place - 1);
    m_state.lineHead = (m_state.lineHead + 1) & m_site.lineMask;
    --m_state.lineCount;
}

} // namespace straightline::replay::kernel
