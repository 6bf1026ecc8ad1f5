// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/liveload.h"

namespace straightline::dispatch
{

/// When a breaker opens and for how long. Stricter than Envoy's outlier ejection in how long (10 s instead of 30 s
/// times the ejections) because a console's site has three backends, not three hundred; the same five failures in a
/// row.
struct BreakerSettings {
    std::uint32_t failuresToOpen = 5;
    std::int64_t openNanos = 10'000'000'000;
    std::int64_t maxOpenNanos = 60'000'000'000;
};

/// The circuit breaker of a backend, kept in its BackendLoad so that all gateway threads share it without a lock.
///  Closed    counts failures in a row; at `failuresToOpen` it opens
///  Open      placement gives no room; after openNanos × (failures beyond the first opening) it goes half-open
///  HalfOpen  one request at a time is let through; its success closes, its failure opens again for longer
/// A failure is: connect failed, connection broken, time-out, or an answer of 502, 503 or 504.
class CircuitBreaker
{
public:
    explicit CircuitBreaker(BreakerSettings settings = {})
        : m_settings(settings)
    {
    }

    void succeeded(BackendLoad& load) const;
    void failed(BackendLoad& load, std::int64_t nowNanos) const;

    /// Open → HalfOpen when its time is over; called by the gateway threads' coarse tick.
    void review(BackendLoad& load, std::int64_t nowNanos) const;

    /// How long it stays open after this many failures in a row.
    std::int64_t openFor(std::uint32_t failuresInRow) const;

private:
    BreakerSettings m_settings;
};

} // namespace straightline::dispatch
