// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in a simulation by itself: faults, the gateway's tick, health checks that bring a backend back.
#include <algorithm>

#include "engine/replay/simulation.h"

namespace straightline::replay
{

namespace
{

constexpr std::memory_order kAny = std::memory_order_relaxed;
constexpr std::int64_t kTickNanos = 20'000'000; // as dispatch::TimerWheel

std::int64_t gridAfter(std::int64_t nowNanos, std::int64_t step)
{
    return kBeginning + ((nowNanos - kBeginning) / step + 1) * step;
}

} // namespace

void Simulation::runTimers()
{
    const std::int64_t now = m_nextTimerNanos;
    while (m_nextPoint < m_timeline.size() && m_timeline[m_nextPoint].atNanos <= now)
        take(m_timeline[m_nextPoint++]);
    if (m_nextRefreshNanos <= now)
        refreshStale(now);
    if (m_nextTickNanos <= now)
        tick(now);
    setNextTimer();
}

void Simulation::setNextTimer()
{
    const std::int64_t point = m_nextPoint < m_timeline.size() ? m_timeline[m_nextPoint].atNanos : kNever;
    m_nextTimerNanos = std::min({point, m_nextRefreshNanos, m_nextTickNanos});
}

/// The gateway's tick. Between two of them nothing can change by time alone while all breakers are closed but what the
/// outliers' reviews do; so the others are left out then.
void Simulation::tick(std::int64_t nowNanos)
{
    const IsolationSettings& settings = route().isolation;
    const bool outliers = settings.failurePercent > 0 || settings.slowFactor > 0;
    if (m_unsettled) {
        bringBack(nowNanos);
        m_ejections.review(route(), nowNanos);
    }
    if (outliers)
        m_outliers.review(m_table, nowNanos);
    m_nextTickNanos = outliers ? gridAfter(nowNanos, isolation::Outliers::kPauseNanos) : kNever;
    noteUnsettled(nowNanos);
    if (m_unsettled && !m_line.empty())
        serveLine(nowNanos);
}

/// After something that may have ejected.
void Simulation::noteUnsettled(std::int64_t nowNanos)
{
    m_unsettled = false;
    for (const BackendRoute& each : route().backends) {
        const BackendEjection& ejection = m_load.ejections[each.slot];
        m_unsettled = m_unsettled || ejection.times.load(kAny) > 0
                      || m_load.backends[each.slot].breaker.load(kAny) != BreakerState::Closed;
        if (const std::uint64_t total = ejection.total.load(kAny); total != m_ejectionsSeen[each.slot]) {
            m_ejectionsSeen[each.slot] = total;
            m_ejectedNanos[each.slot] = nowNanos;
        }
    }
    if (m_unsettled && gridAfter(nowNanos, kTickNanos) < m_nextTickNanos) {
        m_nextTickNanos = gridAfter(nowNanos, kTickNanos);
        setNextTimer();
    }
}

/// As core::EjectionWatch: enough health checks passed since the ejection of one that could not be reached.
void Simulation::bringBack(std::int64_t nowNanos)
{
    for (std::size_t i = 0; i < m_backends.size(); ++i) {
        const BackendEjection& ejection = m_load.ejections[i];
        const EjectionCause cause = ejection.cause.load(kAny);
        if (m_load.backends[i].breaker.load(kAny) != BreakerState::Open || m_backends[i].ailment().crashed
            || (cause != EjectionCause::Unreachable && cause != EjectionCause::Broken))
            continue;
        const HealthCheckSettings& health = m_application.health[i];
        const std::int64_t interval = std::chrono::nanoseconds(health.interval).count();
        const std::int64_t since = std::max(m_ejectedNanos[i], m_backends[i].healthySinceNanos());
        const std::int64_t passed = (nowNanos - kBeginning) / interval - (since - kBeginning) / interval;
        if (passed >= std::int64_t{health.rise} * ejection.times.load(kAny))
            isolation::CircuitBreaker(m_load.backends[i], m_load.ejections[i], route().isolation).probeNow();
    }
}

void Simulation::take(const TimelinePoint& point)
{
    SimulatedBackend& backend = m_backends[point.backend];
    if (isFirst())
        backend.setAilment(point.ailment);
    if (point.crashes)
        breakOff(point.backend, point.atNanos);
    if (point.restarts && isFirst())
        backend.restart(point.atNanos);
    ApplicationRoute& application = m_table.applications.front();
    BackendRoute& to = application.backends[point.backend];
    if (to.inService != point.inService) {
        to.inService = point.inService;
        seal(application);
    }
    if (!m_line.empty())
        serveLine(point.atNanos);
}

/// Connections to it are reset, each gateway's by itself.
void Simulation::breakOff(std::uint32_t backend, std::int64_t nowNanos)
{
    for (std::uint32_t i = 0; i < m_flights.size(); ++i) {
        Flight& flight = m_flights[i];
        if (!flight.active || flight.waits || flight.backend != backend)
            continue;
        flight.end = AttemptOutcome::Broken;
        flight.status = 0;
        flight.failure = Outcome::BackendFailed;
        flight.order = m_order++;
        m_events.push({.atNanos = nowNanos, .order = flight.order, .flight = i});
    }
}

/// What policies see is as it is now, until it is refreshed again.
void Simulation::refreshStale(std::int64_t nowNanos)
{
    for (std::size_t i = 0; i < m_backends.size(); ++i) {
        const BackendLoad& from = m_load.backends[i];
        BackendLoad& to = m_stale->backends[i];
        m_stale->occupancies->words[i].store(m_load.occupancies->words[i].load(kAny), kAny);
        to.latencyMicros.store(from.latencyMicros.load(kAny), kAny);
        to.latencyAtNanos.store(from.latencyAtNanos.load(kAny), kAny);
        to.admits.store(from.admits.load(kAny), kAny);
        if (m_predicts)
            copy(m_load.rates[i], m_stale->rates[i]);
    }
    m_stale->applications[0].moneyWeight.store(applicationLoad().moneyWeight.load(kAny), kAny);
    m_stale->seenNanos = nowNanos;
    m_nextRefreshNanos = gridAfter(nowNanos, m_trial.faults.staleNanos);
}

} // namespace straightline::replay
