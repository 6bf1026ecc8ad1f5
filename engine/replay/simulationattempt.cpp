// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One attempt of a simulated request, and what is concluded from its end: as ingest/sessionattempt.cpp and
// ingest/sessionisolation.cpp.
#include <algorithm>
#include <cmath>

#include "engine/api/backendlatency.h"
#include "engine/api/requestrecord.h"
#include "engine/isolation/waitestimate.h"
#include "engine/replay/philox.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

namespace
{

constexpr std::memory_order kAny = std::memory_order_relaxed;

EjectionCause causeOf(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::ConnectFailed:
        return EjectionCause::Unreachable;
    case AttemptOutcome::Broken:
        return EjectionCause::Broken;
    case AttemptOutcome::Timeout:
        return EjectionCause::Silent;
    case AttemptOutcome::ServerError:
        return EjectionCause::ServerErrors;
    default:
        return EjectionCause::None;
    }
}

/// As observeLatency(), by the only thread.
void observe(BackendLoad& load, std::uint32_t micros, std::int64_t nowNanos, double decayNanos)
{
    const PeakEwma after = observed(latencyOf(load), micros, nowNanos, decayNanos);
    load.latencyMicros.store(after.micros, kAny);
    load.latencyAtNanos.store(after.atNanos, kAny);
}

} // namespace

void Simulation::begin(std::uint32_t index, std::uint32_t backend, std::int64_t nowNanos)
{
    Flight& flight = m_flights[index];
    Occupancy& word = m_load.occupancies->words[backend]; // slots are indices
    SimulatedBackend& simulated = m_backends[backend];
    const std::uint32_t before = word.load(kAny);
    flight.backend = backend;
    flight.replica = kNoReplica;
    flight.startedNanos = nowNanos;
    flight.waits = false;
    flight.coldStart = false;
    flight.inFlight = inFlightOf(before) + 1;
    flight.end = AttemptOutcome::Ok;
    flight.status = 200;
    flight.onTrial = before > kInFlightMask; // a breaker that lets it through is half open
    m_outcome.retries += flight.attempts++ > 0 ? 1 : 0;
    ++m_outcome.placed[static_cast<std::size_t>(simulated.tier())];
    const bool fails = !simulated.isOrdinary() && failsAtOnce(flight, simulated, nowNanos);
    word.store(before + 1, kAny);
    simulated.attemptBegins();
    std::int64_t endNanos = fails ? nowNanos : work(flight, simulated, nowNanos);
    endNanos += simulated.networkNanos();
    const std::int64_t limit = std::min(flight.arrivalNanos + m_deadlineNanos, nowNanos + simulated.readNanos());
    if (endNanos > limit) {
        endNanos = limit;
        flight.end = AttemptOutcome::Timeout;
        flight.failure = Outcome::BackendTimeout;
    }
    flight.order = m_order++;
    m_events.push({.atNanos = endNanos, .order = flight.order, .flight = index});
}

/// Nobody works on it.
bool Simulation::failsAtOnce(Flight& flight, SimulatedBackend& backend, std::int64_t nowNanos) const
{
    if (backend.ailment().crashed || !backend.accepts(nowNanos)) {
        flight.end = AttemptOutcome::ConnectFailed;
        flight.failure = Outcome::NothingHealthy;
        return true;
    }
    if (backend.ailment().blackHole) {
        flight.end = AttemptOutcome::ServerError;
        flight.status = 500;
        return true;
    }
    const Ailment& ailment = backend.ailment();
    const std::uint32_t inFlight = backend.inFlight();
    if (inFlight >= backend.concurrency() || (ailment.isThrottled && inFlight >= ailment.throttle)) {
        flight.status = 429;
        return true;
    }
    return false;
}

/// When the work is done.
std::int64_t Simulation::work(Flight& flight, SimulatedBackend& backend, std::int64_t nowNanos)
{
    std::int64_t service = serviceUnder(backend.ailment(), flight);
    if (backend.hasInstances() && !backend.takeInstance(nowNanos)) {
        ++m_outcome.coldStarts;
        flight.coldStart = true;
        service += coldStartOf(flight);
    }
    backend.bill(service);
    if (BlockTally* block = blockOf(flight))
        block->usd += backend.usdOf(service);
    const SimulatedBackend::Place place = backend.work(nowNanos, service);
    flight.replica = place.replica;
    return place.doneNanos;
}

/// Says in the flight when its answer is an error.
std::int64_t Simulation::serviceUnder(const Ailment& ailment, Flight& flight) const
{
    const std::int64_t service = serviceOf(flight);
    if (!ailment.any())
        return service;
    if (ailment.errorShare > 0
        && toUnit(randomWord(m_seed, flight.number, Purpose::Fault, flight.backend)) < ailment.errorShare) {
        flight.end = AttemptOutcome::ServerError;
        flight.status = 500;
    }
    return std::llround(static_cast<double>(service) * ailment.slowFactor);
}

/// What was prepared, or, for a request of an earlier chunk, the same once more: random numbers go by place.
std::int64_t Simulation::serviceOf(const Flight& flight) const
{
    if (m_current != nullptr && flight.number >= m_current->firstNumber)
        return m_current->serviceNanos[flight.backend][flight.number - m_current->firstNumber];
    return serviceNanos(m_application.models[flight.backend], flight.features.sizeBytes, flight.work,
                        randomWord(m_seed, flight.number, Purpose::Service, flight.backend));
}

std::int64_t Simulation::coldStartOf(const Flight& flight) const
{
    return coldStartNanos(m_application.models[flight.backend],
                          randomWord(m_seed, flight.number, Purpose::ColdStart, flight.backend));
}

void Simulation::endAttempt(const Event& event)
{
    Flight& flight = m_flights[event.flight];
    if (!flight.active || flight.waits || flight.order != event.order)
        return; // its backend crashed meanwhile
    const std::int64_t now = event.atNanos;
    m_lastNanos = now;
    SimulatedBackend& backend = m_backends[flight.backend];
    Occupancy& word = m_load.occupancies->words[flight.backend];
    if (flight.replica != kNoReplica) {
        backend.release(flight.replica);
        if (backend.hasInstances() && flight.status != 0 && flight.end != AttemptOutcome::Timeout)
            backend.instanceIdle(now);
    }
    judge(flight, now);
    word.store(word.load(kAny) - 1, kAny);
    backend.attemptEnds();
    if (!m_line.empty())
        serveLine(now);
    const bool answering = flight.end == AttemptOutcome::Ok || flight.end == AttemptOutcome::ServerError;
    if (answering && !failsOnTrial(flight, now)) {
        answer(event.flight, now);
        return;
    }
    if (answering)
        flight.failure = Outcome::BackendFailed;
    if (mayRetry(flight, now))
        findPlace(event.flight, now);
    else
        end(event.flight, flight.failure);
}

/// As ingest::Session::judgeBackend().
void Simulation::judge(const Flight& flight, std::int64_t nowNanos)
{
    BackendLoad& load = m_load.backends[flight.backend];
    const std::int64_t took = nowNanos - flight.startedNanos;
    if (flight.end == AttemptOutcome::Ok) {
        const auto micros = static_cast<std::uint32_t>(took / 1'000);
        if (m_readsLatency)
            observe(load, micros, nowNanos, route().knobs.peakEwmaDecayNanos);
        if (m_predicts)
            learn(flight, nowNanos);
        isolation::waitestimate::worked(applicationLoad(), took);
        m_tallies.front().answered(flight.backend, micros);
        if (m_unsettled || load.failuresInRow.load(kAny) != 0) // else it changes nothing
            m_ejections.succeeded(route(), route().backends[flight.backend], micros, nowNanos);
        return;
    }
    if (flight.end == AttemptOutcome::Timeout
        && took < std::min(m_backends[flight.backend].readNanos(), m_deadlineNanos / 2))
        return; // the backend was given too little time
    if (m_predicts)
        learn(flight, nowNanos);
    m_tallies.front().failed(flight.backend);
    m_ejections.failed(route(), route().backends[flight.backend], causeOf(flight.end), nowNanos);
    noteUnsettled(nowNanos);
}

void Simulation::answer(std::uint32_t index, std::int64_t nowNanos)
{
    const Flight& flight = m_flights[index];
    if (flight.status >= 400) {
        ++(flight.status >= 500 ? m_outcome.serverErrors : m_outcome.refused);
        countFailure(flight);
    } else {
        const std::int64_t took = nowNanos - flight.arrivalNanos;
        m_outcome.answeredMicros.record(static_cast<std::uint64_t>(took / 1'000));
        m_outcome.answeredNanos += static_cast<std::uint64_t>(took);
        m_outcome.withinTarget += took <= flight.targetNanos ? 1 : 0;
        if (BlockTally* block = blockOf(flight)) {
            block->allMicros.record(static_cast<std::uint64_t>(took / 1'000));
            block->withinTarget += took <= flight.targetNanos ? 1 : 0;
        }
    }
    end(index, Outcome::Answered);
}

/// As ingest::Session::mayRetry(): a body is taken as small enough to be sent again.
bool Simulation::mayRetry(Flight& flight, std::int64_t nowNanos)
{
    RequestFeatures& features = flight.features;
    const bool safe = flight.end == AttemptOutcome::ConnectFailed || m_repeatsAll;
    if (!safe || features.excludedCount == kMaxExcluded || flight.attempts >= kMaxAttempts)
        return false;
    features.excluded[features.excludedCount++] = static_cast<std::uint16_t>(flight.backend);
    return anotherBackendIsLeft(features) && nowNanos < flight.arrivalNanos + m_deadlineNanos
           && m_budget.tryRetry(nowNanos);
}

bool Simulation::failsOnTrial(const Flight& flight, std::int64_t nowNanos)
{
    return flight.onTrial && flight.status >= 500 && m_repeatsAll && waitingHelps() && m_budget.hasRetry(nowNanos);
}

bool Simulation::anotherBackendIsLeft(const RequestFeatures& features) const
{
    const auto* const excludedEnd = features.excluded.data() + features.excludedCount;
    const auto& backends = route().backends;
    for (std::size_t i = 0; i < backends.size(); ++i) {
        if (backends[i].inService && m_load.backends[backends[i].slot].breaker.load(kAny) != BreakerState::Open
            && std::find(features.excluded.data(), excludedEnd, i) == excludedEnd)
            return true;
    }
    return false;
}

/// As ingest::Session::waitingHelps().
bool Simulation::waitingHelps() const
{
    return std::any_of(route().backends.begin(), route().backends.end(), [&](const BackendRoute& each) {
        const BackendLoad& load = m_load.backends[each.slot];
        const BreakerState breaker = load.breaker.load(kAny);
        return each.inService
               && (breaker == BreakerState::Closed
                   || (breaker == BreakerState::HalfOpen && load.admits.load(kAny) > 1));
    });
}

} // namespace straightline::replay
