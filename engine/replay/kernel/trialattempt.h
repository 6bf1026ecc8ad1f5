// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/trialrun.h"

// TrialRun: one attempt, as simulationattempt.cpp.
namespace straightline::replay::kernel
{

template <bool kRule>
STRAIGHTLINE_HOT void TrialRun<kRule>::begin(std::uint32_t tier, const Work& work, std::int64_t nowNanos)
{
    const Backend& backend = m_site.backends[tier];
    ++m_state.counts.placed[tier];
    Ending ending;
    ending.order = m_state.order++;
    ending.tier = tier;
    if (!hasBacklog(backend, m_state.starts[tier], arrayAt<std::int64_t>(m_memory, backend.startsAt), nowNanos))
        m_state.declined = Declined::ConnectRefused;
    const bool refused = m_state.inFlight[tier] >= backend.concurrency;
    ++m_state.inFlight[tier];
    ending.replica = Ending::kNoReplica;
    std::int64_t endNanos = refused ? nowNanos : this->work(ending, work, nowNanos);
    endNanos += backend.networkNanos;
    const std::int64_t due = work.arrivalNanos + m_site.deadlineNanos;
    const std::int64_t limit = due < nowNanos + backend.readNanos ? due : nowNanos + backend.readNanos;
    ending.atNanos = endNanos;
    if (endNanos > limit) {
        if (limit - nowNanos >= backend.judgedNanos)
            m_state.declined = Declined::SlowAnswer;
        ending.atNanos = limit;
        ending.tookMicros = Ending::kNoAnswer;
        ++m_state.counts.backendTimeouts;
    } else {
        ending.tookMicros = atMostAnHour((endNanos - nowNanos) / 1'000);
        if (refused)
            ++m_state.counts.refused;
        else
            answer(endNanos - work.arrivalNanos, work.targetNanos);
    }
    m_endings.push(ending);
}

/// When the work is done.
template <bool kRule>
STRAIGHTLINE_HOT std::int64_t TrialRun<kRule>::work(Ending& ending, const Work& work, std::int64_t nowNanos)
{
    const std::uint32_t tier = ending.tier;
    const Backend& backend = m_site.backends[tier];
    std::int64_t service = work.serviceNanos;
    if (backend.hasInstances != 0
        && !takeInstance(backend, m_state.idle[tier], arrayAt<std::int64_t>(m_memory, backend.idleAt), nowNanos)) {
        ++m_state.counts.coldStarts;
        service += work.coldStartNanos;
    }
    ++m_state.counts.billed[tier];
    m_state.counts.billedNanos[tier] += static_cast<std::uint64_t>(service);
    ending.replica = backend.replicas > 1
                         ? takeReplica(backend, m_state.turn[tier], arrayAt<std::uint32_t>(m_memory, backend.inUseAt))
                         : 0;
    if (backend.workers == 0)
        return nowNanos + service;
    std::int64_t* const workers =
        arrayAt<std::int64_t>(m_memory, backend.workersAt) + std::size_t{ending.replica} * backend.workers;
    const std::int64_t start = startOn(workers, backend.workers, nowNanos, service);
    if (backend.backlog > 0 && start > nowNanos && m_state.starts[tier] < backend.backlog)
        arrayAt<std::int64_t>(m_memory, backend.startsAt)[m_state.starts[tier]++] = start;
    return start + service;
}

template <bool kRule>
STRAIGHTLINE_HOT void TrialRun<kRule>::answer(std::int64_t tookNanos, std::int64_t targetNanos)
{
    namespace buckets = histogrambuckets;
    const auto micros = static_cast<std::uint64_t>(tookNanos / 1'000);
    const std::uint64_t kept = micros < buckets::kLargest ? micros : buckets::kLargest;
    const unsigned octave = buckets::octaveOf(bitsOf(kept));
    std::uint32_t* const counts = arrayAt<std::uint32_t>(m_memory, m_site.bucketsAt);
    ++counts[octave * buckets::kSubBuckets + buckets::subBucketOf(kept, octave)];
    ++m_state.counts.answered;
    m_state.counts.answeredNanos += static_cast<std::uint64_t>(tookNanos);
    m_state.counts.answeredMicros += micros;
    m_state.counts.leastMicros = micros < m_state.counts.leastMicros ? micros : m_state.counts.leastMicros;
    m_state.counts.greatestMicros = micros > m_state.counts.greatestMicros ? micros : m_state.counts.greatestMicros;
    m_state.counts.withinTarget += tookNanos <= targetNanos ? 1 : 0;
}

} // namespace straightline::replay::kernel
