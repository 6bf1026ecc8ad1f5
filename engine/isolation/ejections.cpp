// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/isolation/ejections.h"

#include <algorithm>

namespace straightline::isolation
{

namespace
{

bool tooFew(std::uint32_t available, std::uint32_t inService, const IsolationSettings& settings)
{
    return available * 100 < inService * settings.panicPercent;
}

} // namespace

bool Ejections::eject(const ApplicationRoute& application, const BackendRoute& backend, EjectionCause cause,
                      std::uint32_t measure, std::int64_t nowNanos)
{
    std::atomic<bool>& ejecting = m_load.applications[application.slot].ejecting;
    if (ejecting.exchange(true, std::memory_order_acquire))
        return false; // another thread is at it; the next failure tries again
    const bool ejects = answersNot(cause) || mayEject(application, backend, nowNanos);
    if (ejects)
        breakerOf(application, backend).open(cause, measure, nowNanos);
    ejecting.store(false, std::memory_order_release);
    return ejects;
}

/// For a backend that answers.
bool Ejections::mayEject(const ApplicationRoute& application, const BackendRoute& backend, std::int64_t nowNanos)
{
    const BreakerState state = m_load.backends[backend.slot].breaker.load(std::memory_order_acquire);
    if (state != BreakerState::Closed)
        return state == BreakerState::HalfOpen; // not available as it is
    if (nowNanos < m_load.applications[application.slot].panicUntilNanos.load(std::memory_order_relaxed))
        return false;
    const Census census = count(application);
    if (tooFew(census.available - std::min(census.available, 1U), census.inService, application.isolation)) {
        panic(application, nowNanos);
        return false;
    }
    const std::uint32_t most = std::max(1U, census.inService * application.isolation.maxEjectedPercent / 100);
    return census.forAnswers < most;
}

void Ejections::review(const ApplicationRoute& application, std::int64_t nowNanos)
{
    for (const BackendRoute& backend : application.backends)
        breakerOf(application, backend).review(nowNanos);
    if (application.isolation.panicPercent == 0)
        return;
    const Census census = count(application);
    if (census.forAnswers == 0 || !tooFew(census.available, census.inService, application.isolation))
        return;
    std::atomic<bool>& ejecting = m_load.applications[application.slot].ejecting;
    if (ejecting.exchange(true, std::memory_order_acquire))
        return;
    panic(application, nowNanos);
    ejecting.store(false, std::memory_order_release);
}

void Ejections::panic(const ApplicationRoute& application, std::int64_t nowNanos)
{
    ApplicationLoad& load = m_load.applications[application.slot];
    load.panicUntilNanos.store(nowNanos + std::chrono::nanoseconds(application.isolation.ejectionTime).count(),
                               std::memory_order_relaxed);
    load.panics.fetch_add(1, std::memory_order_relaxed);
    for (const BackendRoute& backend : application.backends) {
        CircuitBreaker breaker = breakerOf(application, backend);
        if (backend.inService && breaker.state() != BreakerState::Closed && !answersNot(breaker.cause()))
            breaker.close();
    }
}

Ejections::Census Ejections::count(const ApplicationRoute& application) const
{
    Census census;
    for (const BackendRoute& backend : application.backends) {
        if (!backend.inService)
            continue;
        ++census.inService;
        const CircuitBreaker breaker = breakerOf(application, backend);
        if (breaker.state() == BreakerState::Closed)
            ++census.available;
        else if (!answersNot(breaker.cause()))
            ++census.forAnswers;
    }
    return census;
}

} // namespace straightline::isolation
