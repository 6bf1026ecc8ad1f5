// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a Session concludes from its attempts: about the backend, and about another attempt.
#include <algorithm>

#include "engine/api/backendlatency.h"
#include "engine/api/learning.h"
#include "engine/ingest/session.h"
#include "engine/isolation/waitestimate.h"

namespace straightline::ingest
{

namespace
{

/// What an attempt's end says against the backend; none: nothing.
EjectionCause causeOf(AttemptOutcome outcome, std::uint16_t status)
{
    switch (outcome) {
    case AttemptOutcome::ConnectFailed:
        return EjectionCause::Unreachable;
    case AttemptOutcome::Broken:
    case AttemptOutcome::FunctionFailed:
        return EjectionCause::Broken;
    case AttemptOutcome::Timeout:
        return EjectionCause::Silent;
    case AttemptOutcome::ServerError:
        // These two speak of the request: a method or a version that the backend does not know.
        return status == 501 || status == 505 ? EjectionCause::None : EjectionCause::ServerErrors;
    case AttemptOutcome::Ok:
    case AttemptOutcome::Abandoned:
    case AttemptOutcome::Cancelled:
        break;
    }
    return EjectionCause::None;
}

} // namespace

void Session::judgeBackend(const AttemptEnd& end, std::int64_t now)
{
    if (end.inconclusive)
        return;
    if (end.outcome == AttemptOutcome::Cancelled) [[unlikely]]
        return judgeCancelled(now);
    BackendLoad& load = m_slot.backend();
    const ApplicationRoute& application = *m_route.application;
    const EjectionCause cause = causeOf(end.outcome, end.status);
    if (cause != EjectionCause::None || end.outcome == AttemptOutcome::ServerError)
        load.failedAttempts.fetch_add(1, std::memory_order_relaxed);
    if (cause == EjectionCause::Silent
        && now - m_times.begunNanos
               < std::chrono::nanoseconds(std::min(m_backend->readTimeout, application.deadline / 2)).count())
        return; // most of the deadline had passed in the waiting line: the backend was given too little time
    if (cause != EjectionCause::None) {
        learnFrom(end, (now - m_times.begunNanos) / 1'000, now);
        m_thread.tally().failed(m_backend->slot);
        m_thread.shared().ejections.failed(application, *m_backend, cause, now);
    } else if (end.outcome == AttemptOutcome::Ok && m_times.headNanos > 0) {
        // The backend's own time: neither a slow client's upload nor its download.
        const auto micros =
            static_cast<std::uint32_t>((m_times.headNanos - std::max(m_times.bodySentNanos, m_times.connectedNanos)
                                        + m_times.connectedNanos - m_times.begunNanos)
                                       / 1'000);
        observeLatency(load, micros, now, application.knobs.peakEwmaDecayNanos);
        learnFrom(end, micros, now);
        // Tunnels and event streams may go on for hours: the work is done with their head.
        const bool open = m_totalDue == kNever;
        isolation::waitestimate::worked(m_thread.shared().context.load->applications[application.slot],
                                        open ? std::int64_t{micros} * 1'000
                                             : now - m_times.begunNanos - m_times.clientNanos);
        m_thread.tally().answered(m_backend->slot, micros);
        if (hedges()) [[unlikely]]
            m_thread.hedging(application).took(micros);
        m_thread.shared().ejections.succeeded(application, *m_backend, micros, now);
    } else if (end.outcome != AttemptOutcome::Abandoned) {
        m_thread.shared().ejections.succeeded(application, *m_backend, 0, now);
    }
}

/// Another answered first: neither a success nor a failure. But it has not answered for so long, and policies that
/// weigh latency would take a backend for fast whose slow answers are never seen.
void Session::judgeCancelled(std::int64_t now)
{
    BackendLoad& load = m_slot.backend();
    const std::int64_t since = std::max({m_times.begunNanos, m_times.bodySentNanos, m_times.connectedNanos});
    const auto micros = static_cast<std::uint32_t>((now - since) / 1'000);
    if (micros > latencyOf(load).micros)
        observeLatency(load, micros, now, m_route.application->knobs.peakEwmaDecayNanos);
}

/// For the policies that predict.
void Session::learnFrom(const AttemptEnd& end, std::int64_t micros, std::int64_t now)
{
    const AttemptSample sample{.sizeBytes = m_features.sizeBytes,
                               .micros = static_cast<std::uint32_t>(std::min<std::int64_t>(micros, UINT32_MAX)),
                               .inFlight = m_slot.inFlight(),
                               .failed = end.outcome != AttemptOutcome::Ok,
                               .coldStart = end.coldStart,
                               .nowNanos = now};
    learnAttempt(*m_thread.shared().context.load, *m_route.application, *m_backend, sample);
}

/// False when nothing but backends on their first trial takes the request: how that ends is not waited for.
bool Session::waitingHelps() const
{
    const auto& backends = m_route.application->backends;
    return std::any_of(backends.begin(), backends.end(), [&](const BackendRoute& each) {
        const BackendLoad& load = m_thread.shared().context.load->backends[each.slot];
        const BreakerState breaker = load.breaker.load(std::memory_order_relaxed);
        return each.inService && takesSize(each)
               && (breaker == BreakerState::Closed
                   || (breaker == BreakerState::HalfOpen && load.admits.load(std::memory_order_relaxed) > 1));
    });
}

/// A second backend may get what the first received already.
bool Session::mayRepeat() const
{
    const Repeatable repeatable = m_route.application->isolation.repeatable;
    if (m_head.idempotent() || repeatable == Repeatable::All)
        return true;
    return repeatable == Repeatable::Keyed
           && std::any_of(m_head.fields.begin(), m_head.fields.end(), [](const dispatch::FieldView& field) {
                  return dispatch::equalsIgnoringCase(field.name, "idempotency-key");
              });
}

/// From the budget. Also for what is sent again on a new connection to the same backend: one that closes each
/// connection after a request was sent would get twice the load.
bool Session::takeRetry(std::int64_t nowNanos)
{
    if (!m_thread.retryBudget().tryRetry(nowNanos))
        return false;
    auto& retries = m_thread.counters().retries;
    retries.store(retries.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return true;
}

/// A server error of a backend that this request was to try: another backend can do better, so the client need not see
/// it.
bool Session::failsOnTrial(AttemptEnd& end)
{
    if (!m_onTrial || m_exchange.head().status < 500 || !mayRepeat() || !m_body.replayable() || !waitingHelps()
        || !m_thread.retryBudget().hasRetry(GatewayThread::now()))
        return false;
    end = {.outcome = AttemptOutcome::ServerError, .safeToRepeat = true, .status = m_exchange.head().status};
    fail(Outcome::BackendFailed, 502, "the backend failed on trial");
    return true;
}

} // namespace straightline::ingest
