// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/isolation/circuitbreaker.h"

#include <algorithm>
#include <limits>

namespace straightline::isolation
{

bool CircuitBreaker::succeeded(std::uint32_t capacity, std::uint32_t micros)
{
    // Reads first: in the ordinary case nothing is written and the cache line stays shared.
    if (m_load.failuresInRow.load(std::memory_order_relaxed) != 0)
        m_load.failuresInRow.store(0, std::memory_order_relaxed);
    if (state() != BreakerState::HalfOpen) // open: an attempt begun before the ejection does not end it
        return true;
    if (cause() == EjectionCause::Slow && micros > m_ejection.slowLimitMicros.load(std::memory_order_relaxed))
        return false;
    constexpr std::uint32_t kMost = std::numeric_limits<std::uint16_t>::max();
    const std::uint32_t admits = std::min(2U * m_load.admits.load(std::memory_order_relaxed), kMost);
    m_load.admits.store(static_cast<std::uint16_t>(admits), std::memory_order_relaxed);
    if (admits >= std::min(capacity, kMost))
        close();
    return true;
}

bool CircuitBreaker::failed()
{
    const BreakerState now = state();
    if (now == BreakerState::Open)
        return false; // an attempt begun before it opened: already counted for, must not lengthen the ejection
    const std::uint32_t inRow = m_load.failuresInRow.fetch_add(1, std::memory_order_relaxed) + 1;
    return now == BreakerState::HalfOpen
           || (m_settings.consecutiveFailures != 0 && inRow >= m_settings.consecutiveFailures);
}

void CircuitBreaker::open(EjectionCause cause, std::uint32_t measure, std::int64_t nowNanos)
{
    if (state() == BreakerState::Open)
        return; // another thread saw the same and was first: the ejection must not become longer
    const std::uint32_t times = m_ejection.times.load(std::memory_order_relaxed) + 1;
    m_ejection.untilNanos.store(nowNanos + openNanos(times), std::memory_order_relaxed);
    m_ejection.times.store(times, std::memory_order_relaxed);
    m_ejection.cause.store(cause, std::memory_order_relaxed);
    if (measure != 0) // 0: on trial, and still what it was ejected for
        m_ejection.measure.store(measure, std::memory_order_relaxed);
    m_ejection.total.fetch_add(1, std::memory_order_relaxed);
    m_load.failuresInRow.store(0, std::memory_order_relaxed);
    m_load.admits.store(1, std::memory_order_relaxed);
    m_load.breaker.store(BreakerState::Open, std::memory_order_release); // last: who sees it sees the rest
}

void CircuitBreaker::close()
{
    m_load.failuresInRow.store(0, std::memory_order_relaxed);
    m_ejection.forgivenNanos.store(m_ejection.untilNanos.load(std::memory_order_relaxed), std::memory_order_relaxed);
    m_load.breaker.store(BreakerState::Closed, std::memory_order_release);
}

void CircuitBreaker::probeNow()
{
    m_load.admits.store(1, std::memory_order_relaxed);
    BreakerState open = BreakerState::Open;
    m_load.breaker.compare_exchange_strong(open, BreakerState::HalfOpen, std::memory_order_acq_rel);
}

void CircuitBreaker::review(std::int64_t nowNanos)
{
    const BreakerState now = state();
    if (now == BreakerState::Open && nowNanos >= m_ejection.untilNanos.load(std::memory_order_relaxed))
        probeNow();
    if (now != BreakerState::Closed || m_ejection.times.load(std::memory_order_relaxed) == 0)
        return;
    std::int64_t last = m_ejection.forgivenNanos.load(std::memory_order_relaxed);
    const std::int64_t pause = openNanos(1);
    // Whichever thread's tick moves the time on forgives, and only that one.
    if (nowNanos - last >= pause
        && m_ejection.forgivenNanos.compare_exchange_strong(last, std::max(last + pause, nowNanos - pause),
                                                            std::memory_order_relaxed))
        m_ejection.times.fetch_sub(1, std::memory_order_relaxed);
}

std::int64_t CircuitBreaker::openNanos(std::uint32_t times) const
{
    const auto once = std::chrono::nanoseconds(m_settings.ejectionTime).count();
    const auto most = std::chrono::nanoseconds(m_settings.maxEjectionTime).count();
    return times >= static_cast<std::uint64_t>(most / once) ? most : once * static_cast<std::int64_t>(times);
}

} // namespace straightline::isolation
