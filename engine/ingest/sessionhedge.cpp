// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a Session asks a second backend when the first takes long, and which of the two answers. The session has the
// first attempt, m_hedge the second; they change places when the second wins, and while it is judged.
#include <algorithm>

#include "engine/ingest/session.h"
#include "engine/placement/decide.h"

namespace straightline::ingest
{

using dispatch::Exchange;
using dispatch::FunctionAnswer;
using dispatch::Slot;
using dispatch::Task;

namespace
{

/// The longest body of a known length that is kept while it is passed on, as much as is counted of a chunked one.
constexpr std::uint64_t kMostKept = 262'144;

void count(std::atomic<std::uint64_t>& counter)
{
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

} // namespace

/// From the begin of an attempt, or from when all of the body is sent: before that nobody can answer.
void Session::armHedge()
{
    if (m_hedge)
        return; // the timer is its own
    m_thread.wheel().clear(m_hedgeTimer);
    m_hedgeTimer.due = false;
    if (m_hedged || m_record.attemptCount >= kMaxAttempts || !m_head.upgrade.empty() || !mayRepeat())
        return;
    m_body.keepUpTo(kMostKept);
    if (!m_body.whole())
        return;
    const IsolationSettings& settings = m_route.application->isolation;
    const std::uint32_t usual = m_thread.hedging(*m_route.application).exceededByMicros(settings.hedgePercent);
    const auto delay = std::max<std::chrono::nanoseconds>(settings.hedgeAfter, std::chrono::microseconds(usual));
    m_thread.wheel().set(m_hedgeTimer, GatewayThread::now() + delay.count());
}

bool Session::lookAtHedge()
{
    if (!m_hedge)
        beginHedge();
    if (m_hedge && !m_hedge->ready)
        followHedge();
    return m_hedge && m_hedge->ready;
}

void Session::beginHedge()
{
    m_hedgeTimer.due = false;
    if (std::exchange(m_hedged, true))
        return;
    const std::int64_t now = GatewayThread::now();
    auto hedge = std::make_unique<Hedge>();
    if (now >= m_totalDue || !placeHedge(*hedge, now))
        return;
    isolation::Hedging& hedging = m_thread.hedging(*m_route.application);
    if (!hedging.hasHedge() || !m_thread.retryBudget().tryRetry(now)) {
        count(m_thread.counters().hedgesRefused);
        return;
    }
    hedging.takeHedge();
    count(m_thread.counters().hedges);
    hedge->times = {.begunNanos = now};
    hedge->entry = beginAttempt(hedge->slot, *hedge->backend);
    if (hedge->entry != nullptr)
        hedge->entry->hedge = true;
    hedge->body.giveAgain(m_body);
    m_hedge = std::move(hedge);
    if (m_hedge->backend->kind == BackendKind::Function)
        invokeHedge();
    else
        connectHedge();
}

/// Where the policy would send it if the first backend were full. False when nobody has room who is beyond doubt, when
/// others wait for that room, or when the application has just been changed.
bool Session::placeHedge(Hedge& hedge, std::int64_t now)
{
    const ApplicationRoute& application = *m_route.application;
    LiveLoad& load = *m_thread.shared().context.load;
    const auto& latest = m_thread.view()->applications;
    const bool changed = application.slot >= latest.size() || !latest[application.slot]
                         || latest[application.slot]->route.get() != &application;
    if (changed || m_features.excludedCount == kMaxExcluded
        || load.applications[application.slot].queued.load(std::memory_order_relaxed) > 0)
        return false;
    RequestFeatures features = m_features;
    features.excluded[features.excludedCount++] = static_cast<std::uint16_t>(m_decision.backendIndex);
    hedge.decision = placement::decide(features, application, load, now);
    if (hedge.decision.verdict != Verdict::Placed)
        return false;
    hedge.backend = &application.backends[hedge.decision.backendIndex];
    BackendLoad& backend = load.backends[hedge.backend->slot];
    if (backend.breaker.load(std::memory_order_relaxed) != BreakerState::Closed)
        return false; // on trial: what is cancelled proves nothing
    hedge.slot = Slot::acquire(backend, hedge.backend->capacity, m_thread.lines(), application.slot);
    return static_cast<bool>(hedge.slot);
}

void Session::invokeHedge()
{
    dispatch::FunctionInvoker* functions = m_thread.shared().context.functions;
    if (functions == nullptr)
        return endHedge({.outcome = AttemptOutcome::FunctionFailed});
    m_hedge->times.sentNanos = GatewayThread::now();
    m_hedge->invocation = functions->invoke(functionRequest(*m_hedge->backend), m_thread.context(),
                                            [self = SessionPtr(this)](FunctionAnswer answer) {
                                                self->m_hedge->answer = std::move(answer);
                                                self->m_wake.notify();
                                            });
}

/// The next replica; none left: it has failed.
void Session::connectHedge()
{
    Hedge& hedge = *m_hedge;
    TableView::Backend& backend = m_view->of(*m_route.application, hedge.decision.backendIndex);
    const std::size_t count = backend.endpoints.size();
    if (hedge.endpointsTried == 0 && count > 0)
        hedge.firstEndpoint = leastBusy(backend.endpoints, backend.turn++);
    while (hedge.endpointsTried < std::min(count, kMostEndpoints)) {
        dispatch::EndpointPool& pool = *backend.endpoints[(hedge.firstEndpoint + hedge.endpointsTried++) % count];
        hedge.connecting = pool.takeIdle(GatewayThread::now(), true);
        if (!hedge.connecting)
            hedge.connecting = pool.connect();
        if (!hedge.connecting)
            continue;
        ownUpstream(*hedge.connecting, *hedge.backend);
        if (hedge.connecting->connected())
            return sendHedge();
        m_thread.wheel().set(m_hedgeTimer, after(hedge.backend->connectTimeout));
        return;
    }
    endHedge({.outcome = AttemptOutcome::ConnectFailed, .inconclusive = hedge.noSocket});
}

void Session::sendHedge()
{
    Hedge& hedge = *m_hedge;
    const bool reused = hedge.connecting->reused();
    hedge.exchange.begin(std::move(hedge.connecting), *m_client, hedge.body, m_head.isHead());
    const dispatch::Framing up = writeForwardHead(*hedge.backend, false);
    hedge.times.connectedNanos = hedge.times.sentNanos = GatewayThread::now();
    if (!hedge.exchange.sendHead(m_thread.scratch(), up == dispatch::Framing::Chunked))
        return endHedge({.outcome = AttemptOutcome::Broken, .inconclusive = reused});
    if (hedge.exchange.bodySent())
        hedge.times.bodySentNanos = hedge.times.sentNanos;
    m_thread.wheel().set(m_hedgeTimer, after(hedge.backend->readTimeout));
}

/// Whatever has happened since the last look.
void Session::followHedge()
{
    Hedge& hedge = *m_hedge;
    const bool late = std::exchange(m_hedgeTimer.due, false);
    if (hedge.invocation) {
        if (!hedge.answer)
            return; // the invoker keeps the function's own time limits
        const FunctionAnswer& answer = *hedge.answer;
        hedge.times.sentNanos += std::int64_t{answer.waitMicros} * 1'000;
        hedge.times.connectedNanos = hedge.times.bodySentNanos = hedge.times.sentNanos;
        hedge.times.headNanos = GatewayThread::now();
        hedge.ready = answer.outcome == AttemptOutcome::Ok && answer.status < 500;
        if (!hedge.ready)
            endHedge({.outcome = answer.outcome == AttemptOutcome::Ok ? AttemptOutcome::ServerError : answer.outcome,
                      .status = answer.status,
                      .coldStart = answer.coldStart});
        return;
    }
    if (hedge.connecting) {
        if (hedge.connecting->connected())
            return sendHedge();
        if (!hedge.connecting->failed() && !late)
            return;
        hedge.noSocket = !hedge.connecting->isOpen();
        const dispatch::UpstreamPtr given = std::exchange(hedge.connecting, nullptr);
        given->pool().giveBack(given, false, 0, 0);
        return connectHedge();
    }
    readHedge();
    if (m_hedge && !m_hedge->ready && late)
        endHedge({.outcome = AttemptOutcome::Timeout});
}

void Session::readHedge()
{
    Hedge& hedge = *m_hedge;
    if (!hedge.exchange.bodySent()) {
        hedge.exchange.pumpBody();
        if (hedge.exchange.bodySent()) {
            hedge.times.bodySentNanos = GatewayThread::now();
            m_thread.wheel().set(m_hedgeTimer, after(hedge.backend->readTimeout));
        }
    }
    const std::size_t most = m_thread.shared().settings.maxHeaderBytes;
    Exchange::Progress progress = hedge.exchange.readHead(most);
    while (progress == Exchange::Progress::Interim) {
        hedge.exchange.skipInterim(); // the client hears the first backend's
        progress = hedge.exchange.readHead(most);
    }
    if (progress == Exchange::Progress::BackendBroken) {
        // A pooled connection that the backend closed before is no fault of the backend's.
        const bool stale = hedge.exchange.upstream().reused() && !hedge.exchange.answerBegun();
        return endHedge({.outcome = AttemptOutcome::Broken, .inconclusive = stale});
    }
    if (progress != Exchange::Progress::Complete)
        return;
    hedge.times.headNanos = GatewayThread::now();
    hedge.ready = hedge.exchange.head().status < 500;
    if (!hedge.ready)
        endHedge({.outcome = AttemptOutcome::ServerError, .status = hedge.exchange.head().status});
}

/// It lost, failed, or is not wanted any more: its connection is closed, its place given back.
void Session::endHedge(const AttemptEnd& end)
{
    const std::unique_ptr<Hedge> ended = std::move(m_hedge);
    m_thread.wheel().clear(m_hedgeTimer);
    m_hedgeTimer.due = false;
    if (ended->invocation && !ended->answer)
        m_thread.shared().context.functions->cancel(*ended->invocation);
    if (const dispatch::UpstreamPtr given = std::move(ended->connecting))
        given->pool().giveBack(given, false, 0, 0);
    if (ended->exchange.active())
        ended->exchange.abandon();
    const bool failedThere = end.outcome != AttemptOutcome::Cancelled && end.outcome != AttemptOutcome::Abandoned;
    if (failedThere && m_features.excludedCount < kMaxExcluded)
        m_features.excluded[m_features.excludedCount++] = static_cast<std::uint16_t>(ended->decision.backendIndex);
    swapHedge(*ended);
    closeAttempt(ended->entry, end);
    swapHedge(*ended);
}

void Session::cancelHedge(AttemptOutcome outcome)
{
    if (m_hedge)
        endHedge({.outcome = outcome});
}

void Session::swapHedge(Hedge& hedge)
{
    std::swap(m_decision, hedge.decision);
    std::swap(m_backend, hedge.backend);
    std::swap(m_slot, hedge.slot);
    std::swap(m_times, hedge.times);
    std::swap(m_exchange, hedge.exchange);
}

/// The hedge is the attempt from here on; the first has ended.
void Session::takeHedge()
{
    if (m_features.excludedCount < kMaxExcluded)
        m_features.excluded[m_features.excludedCount++] = static_cast<std::uint16_t>(m_decision.backendIndex);
    count(m_thread.counters().hedgesWon);
    m_thread.wheel().clear(m_hedgeTimer);
    swapHedge(*m_hedge);
    m_onTrial = false;
    m_waitedNanos = m_times.begunNanos - m_arrivalNanos;
    m_record.backendNumber = m_backend->number;
    m_ending = {};
}

/// The first attempt is over, or has nothing good to say: waits for the hedge. False when it has nothing better, or the
/// session was interrupted; m_ending says how.
Task<bool> Session::hedgeSaves()
{
    setStage(Stage::BackendSilent, kNever); // the hedge's timer watches its backend
    while (m_hedge) {
        if (hedgeAnswers())
            co_return true;
        if (!m_hedge)
            break;
        watchClient();
        if (interrupted())
            co_return false;
        co_await m_wake;
    }
    co_return false;
}

/// The first attempt has an answer while a hedge runs: is it passed on? A server's error only when the hedge brings
/// nothing better.
Task<bool> Session::beatsHedge(std::uint16_t status)
{
    if (status >= 500) {
        const bool saved = co_await hedgeSaves();
        if (saved || failed())
            co_return false;
    }
    cancelHedge(AttemptOutcome::Cancelled);
    co_return true;
}

/// The first attempt has ended without an answer while a hedge runs.
Task<Session::AttemptEnd> Session::settleHedge(AttemptRecord* entry, AttemptEnd end)
{
    if (end.outcome == AttemptOutcome::Cancelled)
        m_thread.hedging(*m_route.application)
            .took(static_cast<std::uint32_t>((GatewayThread::now() - m_times.begunNanos) / 1'000));
    closeAttempt(entry, end);
    bool saved = m_hedge->ready;
    const bool backendsFault = m_ending.outcome == Outcome::BackendFailed || m_ending.outcome == Outcome::BackendTimeout
                               || m_ending.outcome == Outcome::NothingHealthy;
    if (!saved && backendsFault && !end.answering && GatewayThread::now() < m_totalDue) {
        const Ending first = m_ending;
        saved = co_await hedgeSaves();
        end.safeToRepeat = end.safeToRepeat && m_ending.outcome == first.outcome;
    }
    if (!saved) {
        cancelHedge(AttemptOutcome::Abandoned);
        co_return end;
    }
    AttemptRecord* won = m_hedge->entry;
    takeHedge();
    if (m_backend->kind == BackendKind::Function) {
        const FunctionAnswer answer = std::move(*m_hedge->answer);
        end = co_await giveFunctionAnswer(answer);
    } else {
        end = co_await streamAnswer();
    }
    closeAttempt(won, end);
    m_hedge.reset();
    co_return end;
}

} // namespace straightline::ingest
