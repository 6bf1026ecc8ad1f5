// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The attempt stage of a Session: one try at the backend that was chosen.
#include <algorithm>

#include "engine/api/peakewma.h"
#include "engine/ingest/session.h"

namespace straightline::ingest
{

using dispatch::Exchange;
using dispatch::Task;
using dispatch::UpstreamPtr;

namespace
{

/// A replica that cannot be reached: so many more of the same backend are tried within one attempt.
constexpr std::size_t kMostEndpoints = 3;

bool countsAsFailure(const AttemptOutcome outcome, std::uint16_t status)
{
    if (outcome == AttemptOutcome::ServerError)
        return status == 502 || status == 503 || status == 504;
    return outcome != AttemptOutcome::Ok && outcome != AttemptOutcome::Abandoned;
}

std::size_t leastBusy(const std::vector<dispatch::EndpointPool*>& endpoints, std::uint32_t turn)
{
    std::size_t best = turn % endpoints.size();
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const std::size_t each = (turn + i) % endpoints.size();
        if (endpoints[each]->inUse() < endpoints[best]->inUse())
            best = each;
    }
    return best;
}

} // namespace

Task<Session::AttemptEnd> Session::attempt()
{
    const std::int64_t started = GatewayThread::now();
    m_attemptNanos = started;
    m_connectedNanos = m_sentNanos = m_bodySentNanos = m_answerHeadNanos = m_doneNanos = 0;
    BackendLoad& load = m_slot.backend();
    load.attempts.fetch_add(1, std::memory_order_relaxed);
    AttemptRecord* entry = m_record.attemptCount < kMaxAttempts ? &m_record.attempts[m_record.attemptCount] : nullptr;
    ++m_record.attemptCount;
    m_record.backendNumber = m_backend->number;
    AttemptEnd end; // not as a conditional expression, see serveRequest()
    if (m_backend->kind == BackendKind::Function)
        end = co_await invokeFunction();
    else
        end = co_await forward();
    closeAttempt(entry, end, started);
    co_return end;
}

void Session::closeAttempt(AttemptRecord* entry, const AttemptEnd& end, std::int64_t startedNanos)
{
    const std::int64_t now = m_doneNanos > 0 ? m_doneNanos : GatewayThread::now();
    if (entry != nullptr) {
        *entry = {.backendNumber = m_backend->number,
                  .outcome = end.outcome,
                  .coldStart = end.coldStart,
                  .status = end.status,
                  .startedMicros = microsSinceArrival(startedNanos),
                  .tookMicros = static_cast<std::uint32_t>((now - startedNanos) / 1'000)};
    }
    BackendLoad& load = m_slot.backend();
    if (countsAsFailure(end.outcome, end.status)) {
        load.failedAttempts.fetch_add(1, std::memory_order_relaxed);
        m_thread.shared().breaker.failed(load, now);
    } else if (end.outcome != AttemptOutcome::Abandoned) {
        if (end.outcome == AttemptOutcome::ServerError)
            load.failedAttempts.fetch_add(1, std::memory_order_relaxed);
        else if (m_answerHeadNanos > 0) // the backend's own time: neither a slow client's upload nor its download
            observeLatency(load,
                           static_cast<std::uint32_t>((m_answerHeadNanos - std::max(m_bodySentNanos, m_connectedNanos)
                                                       + m_connectedNanos - startedNanos)
                                                      / 1'000),
                           now);
        m_thread.shared().breaker.succeeded(load);
    }
    m_slot.release();
}

Task<Session::AttemptEnd> Session::forward()
{
    bool mayReuse = true;
    while (true) {
        AttemptEnd end;
        const UpstreamPtr upstream = co_await connectUpstream(mayReuse, end);
        if (!upstream)
            co_return end;
        const bool reused = upstream->reused();
        sendContinue();
        m_exchange.begin(upstream, *m_client, m_body, m_head.isHead());
        const Framing up = m_body.storedWhole() ? Framing::Length : m_head.framing;
        m_thread.scratch().clear();
        appendForwardHead(m_thread.scratch(), m_head, m_route.target, *m_backend, up,
                          m_body.storedWhole() ? m_body.counted() : m_head.length, m_head.saysLength(), m_clientAddress,
                          m_requestId);
        m_sentNanos = GatewayThread::now();
        const bool sent = m_exchange.sendHead(m_thread.scratch(), up == Framing::Chunked);
        if (m_exchange.bodySent())
            m_bodySentNanos = m_sentNanos;
        if (sent) {
            end = co_await awaitAnswer();
            if (end.outcome == AttemptOutcome::Ok)
                co_return co_await streamAnswer();
        } else {
            end = {.outcome = AttemptOutcome::Broken, .safeToRepeat = true};
            fail(Outcome::BackendFailed, 502, "the backend closed the connection");
        }
        // A pooled connection that the backend closed between two requests: no fault of the backend's.
        const bool stale = reused && !m_exchange.answerBegun() && end.outcome == AttemptOutcome::Broken
                           && end.safeToRepeat && m_body.replayable();
        m_exchange.abandon();
        if (!stale)
            co_return end;
        m_body.rewind();
        m_ending = {};
        mayReuse = false;
    }
}

/// A pooled connection, or a new one to the least busy replica that can be reached.
Task<UpstreamPtr> Session::connectUpstream(bool mayReuse, AttemptEnd& end)
{
    TableView::Backend& backend = m_view->of(*m_route.application, m_decision.backendIndex);
    const std::size_t count = backend.endpoints.size();
    const std::size_t first = count > 0 ? leastBusy(backend.endpoints, backend.turn++) : 0;
    end = {.outcome = AttemptOutcome::ConnectFailed, .safeToRepeat = true};
    for (std::size_t i = 0; i < std::min(count, kMostEndpoints); ++i) {
        dispatch::EndpointPool& pool = *backend.endpoints[(first + i) % count];
        const std::int64_t now = m_attemptNanos;
        UpstreamPtr upstream = mayReuse ? pool.takeIdle(now, !m_head.idempotent()) : nullptr;
        if (upstream) {
            upstream->setOwner(this);
            m_connectedNanos = now;
            co_return upstream;
        }
        upstream = pool.connect();
        upstream->setOwner(this);
        setStage(Stage::Connecting, after(m_backend->connectTimeout));
        while (!upstream->connected() && !upstream->failed()) {
            watchClient();
            if (m_deadlineHit && GatewayThread::now() < m_totalDue)
                break; // only this replica's time is over
            if (interrupted()) {
                pool.giveBack(upstream, false, now, 0);
                end = {.outcome = m_ending.outcome == Outcome::BackendTimeout ? AttemptOutcome::Timeout
                                                                              : AttemptOutcome::Abandoned};
                co_return nullptr;
            }
            co_await m_wake;
        }
        if (upstream->connected()) {
            m_connectedNanos = GatewayThread::now();
            co_return upstream;
        }
        pool.giveBack(upstream, false, now, 0);
    }
    fail(Outcome::NothingHealthy, 503, "no backend could be reached", true);
    co_return nullptr;
}

/// Ok: the head of the answer is there.
Task<Session::AttemptEnd> Session::awaitAnswer()
{
    const GatewaySettings& settings = m_thread.shared().settings;
    setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    while (true) {
        const Exchange::Progress progress = m_exchange.readHead(settings.maxHeaderBytes);
        if (progress == Exchange::Progress::Complete) {
            m_answerHeadNanos = GatewayThread::now();
            co_return AttemptEnd{};
        }
        if (progress == Exchange::Progress::BackendBroken) {
            fail(Outcome::BackendFailed, 502,
                 m_exchange.answerBegun() ? "the backend's answer is broken" : "the backend closed the connection");
            co_return AttemptEnd{.outcome = AttemptOutcome::Broken, .safeToRepeat = m_head.idempotent()};
        }
        if (const std::optional<AttemptEnd> problem = pumpUpload())
            co_return *problem;
        if (m_exchange.bodySent())
            watchClient();
        if (interrupted())
            co_return interruptedEnd();
        co_await m_wake;
    }
}

/// Moves the request's body on, and keeps the deadline with the side that is waited for.
std::optional<Session::AttemptEnd> Session::pumpUpload()
{
    if (m_exchange.bodySent())
        return std::nullopt;
    const GatewaySettings& settings = m_thread.shared().settings;
    const std::uint64_t before = m_body.counted();
    m_exchange.pumpBody();
    if (m_exchange.bodySent()) {
        m_bodySentNanos = GatewayThread::now();
        setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    } else if (m_body.counted() != before || (m_exchange.upstream().writable() && m_stage != Stage::ClientSilent)) {
        if (m_exchange.upstream().writable())
            setStage(Stage::ClientSilent, after(settings.bodyTimeout));
        else
            setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    }
    if (m_body.malformed()) {
        fail(Outcome::BadRequest, 400, "malformed chunked body");
        return AttemptEnd{.outcome = AttemptOutcome::Abandoned};
    }
    const std::uint64_t limit = m_backend->payloadLimitBytes;
    if (m_body.counted() > settings.maxBodyBytes || (limit != 0 && m_body.counted() > limit)) {
        fail(Outcome::TooLarge, 413, "the request body is larger than the backend takes");
        return AttemptEnd{.outcome = AttemptOutcome::Abandoned};
    }
    return std::nullopt;
}

Session::AttemptEnd Session::interruptedEnd() const
{
    if (m_ending.outcome == Outcome::BackendTimeout)
        return {.outcome = AttemptOutcome::Timeout, .safeToRepeat = m_head.idempotent()};
    return {.outcome = AttemptOutcome::Abandoned};
}

/// Passes the answer on. Nothing can be taken back from here on.
Task<Session::AttemptEnd> Session::streamAnswer()
{
    const dispatch::AnswerHead& head = m_exchange.head();
    AttemptEnd end{.outcome = head.status >= 500 ? AttemptOutcome::ServerError : AttemptOutcome::Ok,
                   .answering = true,
                   .status = head.status};
    AnswerFraming framing{.framing = head.framing, .saysLength = head.saysLength, .length = head.length};
    if (head.framing == Framing::Chunked || head.framing == Framing::UntilClose) {
        framing.framing = m_head.minorOne ? Framing::Chunked : Framing::UntilClose;
        m_keepOpen = m_keepOpen && m_head.minorOne;
    }
    m_record.status = head.status;
    m_thread.scratch().clear();
    appendAnswerHead(m_thread.scratch(), head, framing, notes());
    Exchange::Progress progress = m_exchange.sendAnswerHead(m_thread.scratch(), framing.framing == Framing::Chunked);
    std::uint64_t sofar = 0;
    bool clientWasSlow = false;
    while (progress == Exchange::Progress::Running && !interrupted()) {
        const bool clientSlow = !m_client->writable();
        if (m_exchange.answerBytes() != sofar || clientSlow != clientWasSlow)
            setStage(clientSlow ? Stage::ClientSilent : Stage::BackendSilent,
                     after(clientSlow ? m_thread.shared().settings.bodyTimeout : m_backend->readTimeout));
        sofar = m_exchange.answerBytes();
        clientWasSlow = clientSlow;
        if (pumpUpload())
            break;
        if (m_exchange.bodySent())
            watchClient();
        co_await m_wake;
        progress = m_exchange.pumpAnswer();
    }
    if (failed())
        end.outcome = interruptedEnd().outcome;
    m_record.bytesOut = m_exchange.answerBytes();
    if (!failed() && progress == Exchange::Progress::BackendBroken) {
        fail(Outcome::BackendFailed, 502, "the backend's answer is broken");
        end.outcome = AttemptOutcome::Broken;
        end.answering = m_exchange.answerHeadSent();
        end.safeToRepeat = m_head.idempotent();
    } else if (!failed() && progress == Exchange::Progress::ClientBroken) {
        fail(Outcome::ClientGone, 0, {});
        end.outcome = AttemptOutcome::Abandoned;
    }
    if (failed()) {
        if (end.answering)
            m_ending.status = 0; // the answer has begun: all that can be said is to close
        m_exchange.abandon();
        co_return end;
    }
    if (!m_exchange.bodySent()) { // the backend did not want the rest of the body
        m_keepOpen = false;
        m_mustLinger = true;
    }
    m_doneNanos = GatewayThread::now();
    m_exchange.end(m_doneNanos);
    co_return end;
}

} // namespace straightline::ingest
