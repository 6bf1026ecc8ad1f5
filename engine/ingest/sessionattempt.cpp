// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The attempt stage of a Session: one try at the backend that was chosen.
#include <algorithm>

#include "engine/ingest/session.h"

namespace straightline::ingest
{

using dispatch::BufferPool;
using dispatch::Exchange;
using dispatch::Task;
using dispatch::UpstreamPtr;

namespace
{

/// How long a backend is given to say 100 before we do.
constexpr std::chrono::milliseconds kContinuePatience{1'000};

} // namespace

Task<Session::AttemptEnd> Session::attempt()
{
    countClientTime();
    m_times = {.begunNanos = GatewayThread::now()};
    m_doneNanos = 0;
    AttemptRecord* entry = beginAttempt(m_slot, *m_backend);
    m_record.backendNumber = m_backend->number;
    if (hedges()) [[unlikely]]
        armHedge();
    AttemptEnd end; // not as a conditional expression, see serveRequest()
    if (m_backend->kind == BackendKind::Function)
        end = co_await invokeFunction();
    else
        end = co_await forward();
    if (m_hedge) [[unlikely]]
        co_return co_await settleHedge(entry, end);
    closeAttempt(entry, end);
    co_return end;
}

/// Its place in the record; null when that has no more.
AttemptRecord* Session::beginAttempt(dispatch::Slot& slot, const BackendRoute& backend)
{
    slot.backend().attempts.fetch_add(1, std::memory_order_relaxed);
    AttemptRecord* entry = m_record.attemptCount < kMaxAttempts ? &m_record.attempts[m_record.attemptCount] : nullptr;
    ++m_record.attemptCount;
    if (entry != nullptr)
        entry->backendNumber = backend.number;
    return entry;
}

void Session::closeAttempt(AttemptRecord* entry, const AttemptEnd& end)
{
    const std::int64_t now = m_doneNanos > 0 ? m_doneNanos : GatewayThread::now();
    if (entry != nullptr) {
        entry->outcome = end.outcome;
        entry->coldStart = end.coldStart;
        entry->status = end.status;
        entry->startedMicros = microsSinceArrival(m_times.begunNanos);
        entry->tookMicros = static_cast<std::uint32_t>((now - m_times.begunNanos) / 1'000);
    }
    judgeBackend(end, now);
    m_slot.release();
}

std::size_t Session::leastBusy(const std::vector<dispatch::EndpointPoolPtr>& endpoints, std::uint32_t turn)
{
    std::size_t best = turn % endpoints.size();
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const std::size_t each = (turn + i) % endpoints.size();
        if (endpoints[each]->inUse() < endpoints[best]->inUse())
            best = each;
    }
    return best;
}

void Session::ownUpstream(dispatch::UpstreamConnection& upstream, const BackendRoute& backend)
{
    // A backend that is busy may take nothing of a body for as long as it may be silent.
    const std::chrono::milliseconds timeout = m_thread.shared().settings.peerTimeout;
    upstream.setOwner(this);
    upstream.watchPeer(timeout, backend.readTimeout <= timeout ? timeout : std::chrono::milliseconds(0));
}

/// Into the thread's scratch; how the body follows it.
Framing Session::writeForwardHead(const BackendRoute& backend, bool asksContinue)
{
    // Only chunks can carry trailers.
    const Framing up = m_body.storedWhole() && m_body.trailers().empty() ? Framing::Length : m_head.framing;
    m_thread.scratch().clear();
    appendForwardHead(m_thread.scratch(), m_head, m_route.target, backend, up,
                      m_body.storedWhole() ? m_body.counted() : m_head.length, m_head.saysLength(), m_clientAddress,
                      m_requestId, asksContinue, m_head.upgrade);
    return up;
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
        const bool asks = asksContinue();
        if (!asks)
            sendContinue();
        m_exchange.begin(upstream, *m_client, m_body, m_head.isHead(), !m_head.upgrade.empty());
        const Framing up = writeForwardHead(*m_backend, asks);
        m_times.sentNanos = GatewayThread::now();
        const bool sent = m_exchange.sendHead(m_thread.scratch(), up == Framing::Chunked);
        if (m_exchange.bodySent())
            m_times.bodySentNanos = m_times.sentNanos;
        if (sent) {
            end = co_await awaitAnswer();
            if (end.outcome == AttemptOutcome::Ok && failsOnTrial(end)) {
                m_exchange.abandon();
                co_return end;
            }
            if (end.outcome == AttemptOutcome::Ok && m_hedge) [[unlikely]] {
                const std::uint16_t status = m_exchange.head().status;
                const bool answers = co_await beatsHedge(status);
                if (!answers) {
                    end = failed() ? interruptedEnd()
                                   : AttemptEnd{.outcome = AttemptOutcome::ServerError, .status = status};
                    m_exchange.abandon();
                    co_return end;
                }
            }
            if (end.outcome == AttemptOutcome::Ok && m_exchange.head().status == 101)
                co_return co_await tunnel();
            if (end.outcome == AttemptOutcome::Ok)
                co_return co_await streamAnswer();
        } else {
            end = {.outcome = AttemptOutcome::Broken, .safeToRepeat = true};
            fail(Outcome::BackendFailed, 502, "the backend closed the connection");
        }
        // A pooled connection that the backend closed between two requests: no fault of the backend's.
        const bool stale =
            reused && !m_exchange.answerBegun() && end.outcome == AttemptOutcome::Broken && m_body.replayable()
            && (m_exchange.neverArrived() || (end.safeToRepeat && (m_hedge || takeRetry(GatewayThread::now()))));
        if (stale)
            upstream->pool().closedAfter(m_times.sentNanos - upstream->idleSinceNanos(), m_times.sentNanos);
        m_exchange.abandon();
        end.inconclusive = stale && m_hedge; // which is the repetition
        if (!stale || m_hedge)
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
    m_connectError.clear();
    for (std::size_t i = 0; i < std::min(count, kMostEndpoints); ++i) {
        dispatch::EndpointPool& pool = *backend.endpoints[(first + i) % count];
        const std::int64_t now = m_times.begunNanos;
        UpstreamPtr upstream = mayReuse ? pool.takeIdle(now, !m_head.idempotent()) : nullptr;
        if (upstream) {
            ownUpstream(*upstream, *m_backend);
            m_times.connectedNanos = now;
            co_return upstream;
        }
        upstream = pool.connect();
        if (!upstream) {
            m_connectError.assign(": ").append(pool.tlsProblem());
            continue;
        }
        ownUpstream(*upstream, *m_backend);
        setStage(Stage::Connecting, after(m_backend->connectTimeout));
        while (!upstream->connected() && !upstream->failed()) {
            watchClient();
            if (hedgeAnswers()) {
                pool.giveBack(upstream, false, now, 0);
                end = {.outcome = AttemptOutcome::Cancelled};
                co_return nullptr;
            }
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
            m_times.connectedNanos = GatewayThread::now();
            co_return upstream;
        }
        if (!upstream->tlsProblem().empty())
            m_connectError.assign(": ").append(upstream->tlsProblem());
        end.inconclusive = !upstream->isOpen();
        pool.giveBack(upstream, false, now, 0);
    }
    m_connectError.insert(0, "no backend could be reached");
    fail(Outcome::NothingHealthy, 503, m_connectError, true);
    co_return nullptr;
}

/// Ok: the head of the answer is there.
Task<Session::AttemptEnd> Session::awaitAnswer()
{
    const GatewaySettings& settings = m_thread.shared().settings;
    const bool asks = m_head.expectsContinue;
    setStage(asks ? Stage::ClientSilent : Stage::BackendSilent,
             after(asks ? kContinuePatience : m_backend->readTimeout));
    while (true) {
        const Exchange::Progress progress = m_exchange.readHead(settings.maxHeaderBytes);
        if (progress == Exchange::Progress::Interim) {
            passInterim();
            continue;
        }
        if (progress == Exchange::Progress::Complete) {
            m_times.headNanos = GatewayThread::now();
            co_return AttemptEnd{};
        }
        if (progress == Exchange::Progress::BackendBroken) {
            fail(Outcome::BackendFailed, 502,
                 m_exchange.answerBegun() ? "the backend's answer is broken" : "the backend closed the connection");
            co_return AttemptEnd{.outcome = AttemptOutcome::Broken, .safeToRepeat = mayRepeat()};
        }
        if (const std::optional<AttemptEnd> problem = pumpUpload())
            co_return *problem;
        if (m_exchange.bodySent())
            watchClient();
        if (m_deadlineHit && m_head.expectsContinue && GatewayThread::now() < m_totalDue) {
            sendContinue(); // the backend does not know the expectation, or takes its time
            setStage(Stage::ClientSilent, after(settings.bodyTimeout));
        }
        if (hedgeAnswers())
            co_return AttemptEnd{.outcome = AttemptOutcome::Cancelled};
        if (interrupted())
            co_return interruptedEnd();
        co_await m_wake;
    }
}

/// The backend itself says whether it wants the body, while nothing of that has come.
bool Session::asksContinue() const
{
    return m_head.expectsContinue && m_head.framing == Framing::Length && !m_body.storedWhole()
           && m_client->received().empty();
}

void Session::passInterim()
{
    const bool isContinue = m_exchange.head().status == 100;
    if (m_head.minorOne && m_client->writable() && !(isContinue && m_saidContinue)) {
        m_thread.scratch().clear();
        appendInterimHead(m_thread.scratch(), m_exchange.head());
        const iovec interim{m_thread.scratch().data(), m_thread.scratch().size()};
        m_client->send({&interim, 1});
        m_ownBytes += interim.iov_len;
    }
    m_exchange.skipInterim();
    if (!isContinue)
        return;
    m_saidContinue = true;
    if (m_head.expectsContinue)
        setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
    m_head.expectsContinue = false;
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
        m_times.bodySentNanos = GatewayThread::now();
        setStage(Stage::BackendSilent, after(m_backend->readTimeout));
        if (hedges()) [[unlikely]]
            armHedge();
    } else if (m_body.counted() != before || (m_exchange.upstream().writable() && m_stage != Stage::ClientSilent)) {
        if (m_exchange.upstream().writable())
            setStage(Stage::ClientSilent, after(settings.bodyTimeout));
        else
            setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    }
    if (m_body.malformed()) {
        failBody();
        return AttemptEnd{.outcome = AttemptOutcome::Abandoned};
    }
    if (m_body.counted() > std::min(settings.maxBodyBytes, m_backend->largestBodyBytes())) {
        fail(Outcome::TooLarge, 413, "the request body is larger than the backend takes");
        return AttemptEnd{.outcome = AttemptOutcome::Abandoned};
    }
    return std::nullopt;
}

Session::AttemptEnd Session::interruptedEnd() const
{
    if (m_ending.outcome == Outcome::BackendTimeout)
        return {.outcome = AttemptOutcome::Timeout, .safeToRepeat = mayRepeat()};
    return {.outcome = AttemptOutcome::Abandoned};
}

/// Passes the answer on. Nothing can be taken back from here on.
Task<Session::AttemptEnd> Session::streamAnswer()
{
    startRate(m_thread.shared().settings.limits.answerBytesPerSecond, true);
    if (!m_client->writable()) { // it has not taken all of an interim answer
        const bool taken = co_await clientTakes();
        if (!taken)
            co_return giveUpOnClient();
    }
    const dispatch::AnswerHead& head = m_exchange.head();
    AttemptEnd end{.outcome = head.status >= 500 ? AttemptOutcome::ServerError : AttemptOutcome::Ok,
                   .answering = true,
                   .status = head.status};
    AnswerFraming framing{.framing = head.framing, .saysLength = head.saysLength, .length = head.length};
    if (head.framing == Framing::Chunked || head.framing == Framing::UntilClose) {
        framing.framing = m_head.minorOne ? Framing::Chunked : Framing::UntilClose;
        m_keepOpen = m_keepOpen && m_head.minorOne;
    }
    const bool bodyNotWanted = m_head.expectsContinue && !m_exchange.bodySent(); // the client holds it back
    m_keepOpen = m_keepOpen && !bodyNotWanted;
    m_record.status = head.status;
    m_thread.scratch().clear();
    AnswerNotes said = notes();
    if (head.hasDate)
        said.dateLine = {};
    appendAnswerHead(m_thread.scratch(), head, framing, said);
    const bool eventStream = head.eventStream;
    setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    Exchange::Progress progress = m_exchange.sendAnswerHead(m_thread.scratch(), framing.framing == Framing::Chunked);
    if (eventStream && m_exchange.answerHeadSent()) {
        m_totalDue = kNever; // it may go on; only silences count
        setStage(Stage::BackendSilent, after(m_backend->readTimeout));
    }
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
        end.safeToRepeat = mayRepeat();
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
    m_doneNanos = GatewayThread::now();
    if (!m_exchange.bodySent()) {
        bool sent = false;
        if (!bodyNotWanted)
            sent = co_await finishUpload();
        if (!sent) {
            m_keepOpen = false;
            m_mustLinger = true;
        }
    }
    m_exchange.end(m_doneNanos);
    co_return end;
}

/// There is an answer, and the client does not take it.
Session::AttemptEnd Session::giveUpOnClient()
{
    m_ending.status = 0; // something was said already
    m_exchange.abandon();
    return {.outcome = AttemptOutcome::Abandoned};
}

/// A backend that answered before it had the whole body, as nginx does, mostly takes the rest all the same, and then
/// both connections can go on. False when it does not, or the client does not go on sending: the answer stands.
Task<bool> Session::finishUpload()
{
    startRate(m_thread.shared().settings.limits.uploadBytesPerSecond, false);
    setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
    while (true) {
        const bool broken = pumpUpload().has_value() || m_exchange.upstream().ended() || m_exchange.upstream().failed();
        if (m_exchange.bodySent() && !broken)
            co_return true;
        if (broken || m_client->ended() || m_deadlineHit || m_aborted) {
            m_ending = {};
            co_return false;
        }
        m_exchange.upstream().arm(BufferPool::kSmall); // to notice that it closes
        co_await m_wake;
    }
}

} // namespace straightline::ingest
