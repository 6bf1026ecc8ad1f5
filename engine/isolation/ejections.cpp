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

/// For a backend that answers. One that does again, on trial, and may not be ejected is back in service.
bool Ejections::mayEject(const ApplicationRoute& application, const BackendRoute& backend, std::int64_t nowNanos)
{
    CircuitBreaker breaker = breakerOf(application, backend);
    const bool onTrial = breaker.state() == BreakerState::HalfOpen; // not available as it is
    if (breaker.state() == BreakerState::Open)
        return false;
    const bool panics =
        nowNanos < m_load.applications[application.slot].panicUntilNanos.load(std::memory_order_relaxed);
    if (onTrial && !panics && !answersNot(breaker.cause()))
        return true; // is one of those that are out for it
    const Census census = count(application);
    const std::uint32_t most = std::max(1U, census.inService * application.isolation.maxEjectedPercent / 100);
    if (panics || census.forAnswers >= most) {
        if (onTrial)
            breaker.close();
        return false;
    }
    if (onTrial || !tooFew(census.available - std::min(census.available, 1U), census.inService, application.isolation))
        return true;
    panic(application, nowNanos);
    return false;
}

void Ejections::review(const ApplicationRoute& application, std::int64_t nowNanos)
{
    for (const BackendRoute& backend : application.backends)
        breakerOf(application, backend).review(nowNanos);
    if (!wantsPanic(application))
        return;
    std::atomic<bool>& ejecting = m_load.applications[application.slot].ejecting;
    if (ejecting.exchange(true, std::memory_order_acquire))
        return;
    if (wantsPanic(application)) // what was seen before may have been half an ejection
        panic(application, nowNanos);
    ejecting.store(false, std::memory_order_release);
}

/// Too few are available, and some that are not would be of use.
bool Ejections::wantsPanic(const ApplicationRoute& application) const
{
    if (application.isolation.panicPercent == 0)
        return false;
    const Census census = count(application);
    return census.forAnswers > 0 && tooFew(census.available, census.inService, application.isolation);
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
