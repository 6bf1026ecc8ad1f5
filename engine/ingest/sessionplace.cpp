// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a Session finds a place for its request: it decides, takes a slot or waits, and decides again after a failure.
#include <algorithm>
#include <cassert>

#include <boost/asio/post.hpp>

#include "engine/ingest/session.h"
#include "engine/isolation/waitestimate.h"
#include "engine/placement/decide.h"

namespace straightline::ingest
{

using dispatch::Slot;
using dispatch::Task;

namespace
{

/// Two threads may race for the last slot of a backend; after so many lost races the request waits.
constexpr int kMostRaces = 8;

} // namespace

/// Decides, or waits in the application's line until a decision finds room. False: m_ending says why there is no place.
Task<bool> Session::findPlace()
{
    m_place = tryPlace(m_arrivalNanos + m_waitedNanos);
    assert(m_place != Place::None || failed());
    if (m_place != Place::Wait)
        co_return m_place == Place::Found;
    const std::int64_t begun = GatewayThread::now();
    const ApplicationRoute& application = *m_route.application;
    const std::uint32_t slot = application.slot;
    dispatch::WaitingLines& lines = m_thread.lines();
    const ApplicationLoad& load = m_thread.shared().context.load->applications[slot];
    // Close to the deadline the estimate errs to either side: an eighth is left for that.
    if (begun + isolation::waitestimate::answeredAfterNanos(load) > m_totalDue - (m_totalDue - m_arrivalNanos) / 8) {
        fail(Outcome::QueueFull, 429, "too many requests are waiting to be answered before the deadline", true);
        co_return false;
    }
    m_waitingSince = begun;
    m_aheadInLine = load.queued.load(std::memory_order_relaxed);
    if (!lines.enter(slot, application.queueLimit, *this)) {
        fail(Outcome::QueueFull, 429, "too many requests are waiting", true);
        co_return false;
    }
    // Once more: room that came between the decision and our entering woke nobody.
    m_place = tryPlace(begun);
    if (m_place != Place::Wait)
        lines.leave(slot, *this);
    // What begins too late to be answered in time is not begun.
    const std::int64_t work = std::min(isolation::waitestimate::workNanos(load), (m_totalDue - m_arrivalNanos) / 2);
    setStage(Stage::Waiting, m_totalDue - work);
    while (m_place == Place::Wait && !interrupted()) {
        watchClient();
        co_await m_wake;
    }
    if (m_place == Place::Wait)
        lines.leave(slot, *this);
    m_waitedNanos += GatewayThread::now() - begun;
    assert(m_place == Place::Found || failed());
    co_return m_place == Place::Found;
}

Session::Place Session::tryPlace(std::int64_t nowNanos)
{
    if (!refreshRoute()) {
        fail(Outcome::NotFound, 404, "the application was removed");
        return Place::None;
    }
    const ApplicationRoute& application = *m_route.application;
    LiveLoad& load = *m_thread.shared().context.load;
    for (int race = 0; race < kMostRaces; ++race) {
        m_decision = placement::decide(m_features, application, load, nowNanos);
        switch (m_decision.verdict) {
        case Verdict::Placed: {
            m_backend = &application.backends[m_decision.backendIndex];
            BackendLoad& backend = load.backends[m_backend->slot];
            const bool probe = backend.breaker.load(std::memory_order_relaxed) == BreakerState::HalfOpen;
            const std::uint32_t admits = probe ? backend.admits.load(std::memory_order_relaxed) : m_backend->capacity;
            m_slot = Slot::acquire(backend, std::min(admits, m_backend->capacity), m_thread.lines(), application.slot);
            m_onTrial = probe;
            if (m_slot)
                return Place::Found;
            break;
        }
        case Verdict::NothingHealthy:
            fail(Outcome::NothingHealthy, 503, "no backend of this application is healthy", true);
            return Place::None;
        case Verdict::TooLarge:
            failTooLarge();
            return Place::None;
        case Verdict::Wait:
            return waitOrGiveUp();
        }
    }
    return Place::Wait;
}

/// Of the backends that are healthy none takes the body; one that is not may come back.
void Session::failTooLarge()
{
    const auto& backends = m_route.application->backends;
    if (std::any_of(backends.begin(), backends.end(), [&](const BackendRoute& each) { return takesSize(each); }))
        fail(Outcome::NothingHealthy, 503, "no backend that takes a request of this size is healthy", true);
    else
        fail(Outcome::TooLarge, 413, "the request body is larger than any backend of this application takes");
}

/// There is no room: is there any to be waited for?
Session::Place Session::waitOrGiveUp()
{
    if (m_features.excludedCount > 0) {
        if (anotherBackendIsLeft())
            return Place::Wait;
        m_ending = m_lastEnding;
        return Place::None;
    }
    if (waitingHelps())
        return Place::Wait;
    fail(Outcome::NothingHealthy, 503, "every backend of this application is ejected", true);
    return Place::None;
}

/// A changed table: the application as it is now. False when it is gone.
bool Session::refreshRoute()
{
    const TableViewPtr latest = m_thread.view();
    if (latest == m_view)
        return true;
    const auto& applications = latest->table->applications;
    const auto found = std::find_if(applications.begin(), applications.end(), [&](const ApplicationRoute& each) {
        return each.number == m_record.applicationNumber && each.slot == m_route.application->slot;
    });
    if (found == applications.end())
        return false;
    m_view = latest;
    if (m_route.application != &*found) {
        m_features.excludedCount = 0; // indices into other backends
        m_backend = nullptr;
    }
    m_route.application = &*found;
    return true;
}

bool Session::anotherBackendIsLeft() const
{
    const auto& backends = m_route.application->backends;
    const auto* excludedEnd = m_features.excluded.data() + m_features.excludedCount;
    for (std::size_t i = 0; i < backends.size(); ++i) {
        const BackendLoad& load = m_thread.shared().context.load->backends[backends[i].slot];
        if (backends[i].inService && takesSize(backends[i])
            && load.breaker.load(std::memory_order_relaxed) != BreakerState::Open
            && std::find(m_features.excluded.data(), excludedEnd, i) == excludedEnd)
            return true;
    }
    return false;
}

/// Another backend, when the client has seen nothing of an answer, the request may be sent twice, and the budget
/// allows.
bool Session::mayRetry(const AttemptEnd& end)
{
    if (end.outcome == AttemptOutcome::Ok || end.answering || !end.safeToRepeat || !m_body.replayable()
        || m_features.excludedCount == kMaxExcluded || m_record.attemptCount >= kMaxAttempts || m_aborted)
        return false;
    m_features.excluded[m_features.excludedCount++] = static_cast<std::uint16_t>(m_decision.backendIndex);
    if (!anotherBackendIsLeft())
        return false;
    const std::int64_t now = GatewayThread::now();
    if (now >= m_totalDue || !takeRetry(now))
        return false;
    m_waitedNanos = now - m_arrivalNanos;
    m_body.rewind();
    m_lastEnding = std::exchange(m_ending, {});
    return true;
}

bool Session::tryAgain()
{
    const std::int64_t now = GatewayThread::now();
    m_place = tryPlace(now);
    if (m_place == Place::Found)
        isolation::waitestimate::left(m_thread.shared().context.load->applications[m_route.application->slot],
                                      now - m_waitingSince, m_aheadInLine);
    return m_place != Place::Wait;
}

void Session::leftLine()
{
    boost::asio::post(m_thread.context(), [self = SessionPtr(this)] { self->m_wake.notify(); });
}

} // namespace straightline::ingest
