// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/configuration.h"
#include "engine/api/liveload.h"

namespace straightline::isolation
{

/// The circuit breaker of one backend: made on the stack over its atomics, which all gateway threads share without a
/// lock. Who may be ejected at all is the application's question: see Ejections.
///  Closed    counts failures in a row
///  Open      ejected: placement gives no room for ejectionTime × times ejected
///  HalfOpen  lets one request through; each success doubles how many at once, up to the capacity, and then it is
///            closed; a failure opens it again
/// The times are forgiven one by one while it is closed, as in Envoy's outlier ejection.
class CircuitBreaker
{
public:
    CircuitBreaker(BackendLoad& load, BackendEjection& ejection, const IsolationSettings& settings)
        : m_load(load)
        , m_ejection(ejection)
        , m_settings(settings)
    {
    }

    /// An answer in `micros` that speaks for the backend. False: ejected as slow, and it is slow still.
    bool succeeded(std::uint32_t capacity, std::uint32_t micros);
    /// True: it ought to be opened.
    bool failed();

    /// One thread at a time; of what is open already nothing changes.
    void open(EjectionCause cause, std::uint32_t measure, std::int64_t nowNanos);
    /// Back without a trial.
    void close();
    /// Open → HalfOpen before its time.
    void probeNow();
    /// Open → HalfOpen when its time is over; forgives. Called by the gateway threads' coarse tick.
    void review(std::int64_t nowNanos);

    BreakerState state() const { return m_load.breaker.load(std::memory_order_acquire); }
    EjectionCause cause() const { return m_ejection.cause.load(std::memory_order_relaxed); }
    std::uint32_t failuresInRow() const { return m_load.failuresInRow.load(std::memory_order_relaxed); }
    /// How long the ejection lasts that is the `times`th in a row.
    std::int64_t openNanos(std::uint32_t times) const;

private:
    BackendLoad& m_load;
    BackendEjection& m_ejection;
    const IsolationSettings& m_settings;
};

} // namespace straightline::isolation
