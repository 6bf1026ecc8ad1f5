// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/circuitbreaker.h"

#include <algorithm>

namespace straightline::dispatch
{

void CircuitBreaker::succeeded(BackendLoad& load) const
{
    // Reads first: in the ordinary case nothing is written and the cache line stays shared.
    if (load.failuresInRow.load(std::memory_order_relaxed) != 0)
        load.failuresInRow.store(0, std::memory_order_relaxed);
    if (load.breaker.load(std::memory_order_relaxed) != BreakerState::Closed)
        load.breaker.store(BreakerState::Closed, std::memory_order_release);
}

void CircuitBreaker::failed(BackendLoad& load, std::int64_t nowNanos) const
{
    const BreakerState state = load.breaker.load(std::memory_order_acquire);
    if (state == BreakerState::Open)
        return; // an attempt begun before it opened: already counted for, must not lengthen the ejection
    const std::uint32_t inRow = load.failuresInRow.fetch_add(1, std::memory_order_relaxed) + 1;
    if (state == BreakerState::Closed && inRow < m_settings.failuresToOpen)
        return;
    load.breakerOpenedNanos.store(nowNanos, std::memory_order_relaxed);
    load.breaker.store(BreakerState::Open, std::memory_order_release);
}

void CircuitBreaker::review(BackendLoad& load, std::int64_t nowNanos) const
{
    BreakerState state = load.breaker.load(std::memory_order_acquire);
    if (state != BreakerState::Open)
        return;
    const std::int64_t until = load.breakerOpenedNanos.load(std::memory_order_relaxed)
                               + openFor(load.failuresInRow.load(std::memory_order_relaxed));
    if (nowNanos >= until)
        load.breaker.compare_exchange_strong(state, BreakerState::HalfOpen, std::memory_order_acq_rel);
}

std::int64_t CircuitBreaker::openFor(std::uint32_t failuresInRow) const
{
    const std::int64_t beyond =
        failuresInRow > m_settings.failuresToOpen ? failuresInRow - m_settings.failuresToOpen : 0;
    return std::min(m_settings.openNanos * (beyond + 1), m_settings.maxOpenNanos);
}

} // namespace straightline::dispatch
