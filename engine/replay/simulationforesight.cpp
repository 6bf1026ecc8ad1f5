// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What policies that predict are given: what was learned from the attempts that ended, as by ingest::Session, and, for
// the oracle, the truth.
#include <algorithm>

#include "engine/api/learning.h"
#include "engine/placement/decide.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

/// As ingest::Session::learnFrom().
void Simulation::learn(const Flight& flight, std::int64_t nowNanos)
{
    const std::int64_t micros = (nowNanos - flight.startedNanos) / 1'000;
    learnAttempt(m_load, route(), route().backends[flight.backend],
                 {.sizeBytes = flight.features.sizeBytes,
                  .micros = static_cast<std::uint32_t>(std::min<std::int64_t>(micros, UINT32_MAX)),
                  .inFlight = flight.inFlight,
                  .failed = flight.end != AttemptOutcome::Ok,
                  .coldStart = flight.coldStart,
                  .nowNanos = nowNanos});
}

Decision Simulation::decide(const Flight& flight, const LiveLoad& load, std::int64_t nowNanos)
{
    if (m_trueNanos.empty())
        return placement::decide(flight.features, route(), load, nowNanos);
    foresee(flight, nowNanos);
    return placement::decideKnowing(m_trueNanos, flight.features, route(), load, nowNanos);
}

/// Faults that are still to come are not foreseen.
void Simulation::foresee(const Flight& flight, std::int64_t nowNanos)
{
    for (std::uint32_t i = 0; i < m_trueNanos.size(); ++i)
        m_trueNanos[i] = answeredAfter(flight, i, nowNanos);
}

/// What begin() would come to there. A failure counts as one that took the deadline and more: less than any success.
std::int64_t Simulation::answeredAfter(Flight flight, std::uint32_t backend, std::int64_t nowNanos)
{
    flight.backend = backend;
    flight.end = AttemptOutcome::Ok;
    flight.status = 200;
    SimulatedBackend& there = m_backends[backend];
    std::int64_t took = there.networkNanos();
    if (!failsAtOnce(flight, there, nowNanos)) {
        took += there.waitNanos(nowNanos) + serviceUnder(there.ailment(), flight);
        if (there.hasInstances() && !there.hasWarmInstance(nowNanos))
            took += coldStartOf(flight);
    }
    const std::int64_t limit = std::min(flight.arrivalNanos + m_deadlineNanos - nowNanos, there.readNanos());
    const bool answers = flight.end == AttemptOutcome::Ok && flight.status < 400 && took <= limit;
    return answers ? took : m_deadlineNanos + std::min(took, limit);
}

} // namespace straightline::replay
