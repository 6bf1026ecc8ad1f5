// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a Session says without a backend, how it notices that it should stop, and the record of each request.
#include <algorithm>
#include <array>

#include "engine/ingest/session.h"

namespace straightline::ingest
{

using dispatch::BufferPool;
using dispatch::Task;

namespace
{

/// After a last answer: how long and how much is still read, so that the answer is not lost to a reset.
constexpr std::chrono::milliseconds kLingerTime{1'000};
constexpr std::size_t kMostLingered = 4'194'304;

iovec toPiece(std::string_view text)
{
    return {const_cast<char*>(text.data()), text.size()};
}

} // namespace

Task<bool> Session::refuseHead(HeadProblem problem)
{
    countHeadLimit(problem);
    if (!failed()) {
        const HeadRefusal refusal = refusalOf(problem);
        fail(Outcome::BadRequest, refusal.status, refusal.message);
    }
    m_keepOpen = false;
    m_mustLinger = true;
    co_return co_await answerError();
}

/// The gateway's own documents, and what has no application.
Task<bool> Session::answerHere()
{
    std::string json;
    std::uint16_t status = 200;
    std::string extra;
    switch (m_route.kind) {
    case RouteKind::ServerMetadata:
        json = serverMetadataJson();
        break;
    case RouteKind::Live:
        json = R"({"live":true})";
        break;
    case RouteKind::Ready: {
        const bool ready = m_view && !m_draining && isReady(*m_view->table, *m_thread.shared().context.load);
        json =
            ready ? R"({"ready":true,"live":true})" : R"({"ready":false,"live":true,"error":"no backend is healthy"})";
        status = ready ? 200 : 503;
        if (!ready)
            extra = "Retry-After: 1\r\n";
        break;
    }
    case RouteKind::ModelList:
        json = modelListJson(*m_view->table);
        break;
    case RouteKind::RepositoryIndex:
        json = repositoryIndexJson(*m_view->table);
        break;
    case RouteKind::WrongMethod:
        extra.append("Allow: ").append(m_route.allow).append("\r\n");
        fail(Outcome::BadRequest, 405, "this method is not allowed here");
        break;
    default:
        fail(Outcome::NotFound, 404, "no such application");
        break;
    }
    if (failed()) {
        m_extraFields = std::move(extra);
        co_return co_await answerError();
    }
    closeUnlessBodyRead();
    m_thread.scratch().clear();
    appendOwnAnswer(m_thread.scratch(), status, json, extra, m_head.isHead(), notes());
    m_record.status = status;
    const bool sent = co_await sendWhole(m_thread.scratch(), {});
    if (!sent) {
        m_ending.status = 0; // the answer has begun
        m_keepOpen = false;
    }
    record();
    co_return m_keepOpen;
}

/// Says what m_ending holds, if anything can be said, and records the request.
Task<bool> Session::answerError()
{
    const Ending ending = m_ending;
    if (ending.status == 0) {
        m_keepOpen = false;
        record();
        co_return false;
    }
    closeUnlessBodyRead();
    if (ending.outcome == Outcome::ClientTimeout || ending.outcome == Outcome::ShuttingDown)
        m_keepOpen = false;
    std::string extra = std::move(m_extraFields);
    m_extraFields.clear();
    if (ending.retryAfter)
        extra += "Retry-After: 1\r\n";
    m_thread.scratch().clear();
    const bool toHead = m_headProblem == HeadProblem::None && m_head.isHead();
    appendOwnAnswer(m_thread.scratch(), ending.status, errorJson(ending.message), extra, toHead, notes());
    m_record.status = ending.status;
    m_totalDue = kNever; // the deadline has had its say; only the client's silence counts now
    const bool sent = co_await sendWhole(m_thread.scratch(), {});
    m_keepOpen = m_keepOpen && sent;
    m_ending = ending;
    record();
    co_return m_keepOpen;
}

/// A body that was not read to its end would be taken for the next request: then this answer is the last.
void Session::closeUnlessBodyRead()
{
    if (m_headProblem == HeadProblem::None && m_body.finish())
        return;
    m_keepOpen = false;
    m_mustLinger = true;
}

/// Sends both parts with back-pressure. False when the client left or stalled; m_ending says which.
Task<bool> Session::sendWhole(std::string_view head, std::string_view body)
{
    startRate(m_thread.shared().settings.limits.answerBytesPerSecond, true);
    std::string kept;
    if (!m_client->writable()) { // an interim answer goes first; the head lies where every session writes its own
        kept = head;
        head = kept;
    }
    while (true) {
        if (!m_client->writable()) {
            const bool taken = co_await clientTakes();
            if (!taken)
                co_return false;
        }
        if (head.empty() && body.empty())
            co_return true;
        const std::string_view piece = body.substr(0, BufferPool::kLarge);
        body.remove_prefix(piece.size());
        const std::array<iovec, 2> pieces{toPiece(head), toPiece(piece)};
        m_client->send(pieces);
        m_ownBytes += head.size() + piece.size();
        head = {};
    }
}

/// Until the client's kernel has all that it was given; a request's body goes on meanwhile. False when the client left
/// or stalled; m_ending says which.
Task<bool> Session::clientTakes()
{
    setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
    while (!m_client->writable()) {
        if (m_client->failed())
            fail(Outcome::ClientGone, 0, {});
        if (m_client->failed() || (m_deadlineHit && interrupted()))
            co_return false;
        if (m_exchange.active() && pumpUpload())
            co_return false;
        co_await m_wake;
    }
    co_return true;
}

/// Closes our side and reads what the client is still sending for a moment: a reset could destroy our answer on its
/// way.
Task<bool> Session::linger()
{
    m_client->shutdownSend();
    m_totalDue = kNever;
    setStage(Stage::ClientSilent, after(kLingerTime));
    std::size_t read = 0;
    while (!m_client->ended() && !m_client->failed() && !m_deadlineHit && !m_aborted && read < kMostLingered) {
        read += m_client->received().size();
        m_client->consume(m_client->received().size());
        m_client->arm(BufferPool::kLarge);
        co_await m_wake;
    }
    co_return true;
}

void Session::sendContinue()
{
    if (!m_head.expectsContinue)
        return;
    m_head.expectsContinue = false; // once
    m_saidContinue = true;
    if (!m_client->received().empty() || !m_client->writable())
        return;
    const iovec interim = toPiece("HTTP/1.1 100 Continue\r\n\r\n");
    m_client->send({&interim, 1});
}

AnswerNotes Session::notes()
{
    const std::int64_t now = GatewayThread::now();
    std::int64_t waited = m_waitedNanos;
    if (m_times.begunNanos > 0 && m_times.connectedNanos > 0)
        waited += m_times.connectedNanos - m_times.begunNanos;
    if (m_times.sentNanos > 0)
        waited += (m_times.headNanos > 0 ? m_times.headNanos : now) - m_times.sentNanos;
    m_record.overheadMicros =
        static_cast<std::uint32_t>(std::max<std::int64_t>(now - m_arrivalNanos - waited, 0) / 1'000);
    AnswerNotes notes{.requestId = m_requestId,
                      .backend = {},
                      .tier = m_decision.tier,
                      .reason = m_decision.reason,
                      .attempts = m_record.attemptCount,
                      .overheadMicros = m_record.overheadMicros,
                      .keepOpen = m_keepOpen,
                      .minorOne = m_head.minorOne,
                      .dateLine = m_thread.dateLine()};
    if (m_backend != nullptr && m_record.attemptCount > 0)
        notes.backend = m_backend->name;
    return notes;
}

bool Session::interrupted()
{
    if (m_aborted) {
        fail(Outcome::ShuttingDown, 0, {});
        return true;
    }
    if (m_client->ended() || m_client->failed()) {
        fail(Outcome::ClientGone, 0, {});
        return true;
    }
    if (!m_deadlineHit)
        return false;
    failInTime();
    return true;
}

void Session::fail(Outcome outcome, std::uint16_t status, std::string_view message, bool retryAfter)
{
    if (outcome == Outcome::TooLarge)
        limitMet(Limit::BodyBytes);
    m_ending = {.outcome = outcome, .status = status, .message = message, .retryAfter = retryAfter};
}

void Session::drain()
{
    m_draining = true;
    m_keepOpen = false;
    m_wake.notify();
}

void Session::abort()
{
    m_aborted = true;
    m_keepOpen = false;
    m_client->breakOff();
    m_wake.notify();
}

/// Exactly once per request.
void Session::record()
{
    const std::int64_t now = m_doneNanos > 0 && !failed() ? m_doneNanos : GatewayThread::now();
    m_record.outcome = m_ending.outcome;
    m_record.bytesIn = m_headProblem == HeadProblem::None ? m_body.counted() + m_tunnelledIn : 0;
    m_record.decision = m_decision;
    if (m_decision.verdict == Verdict::Wait && m_decision.reason == Reason::None)
        m_record.decision.features = m_features; // it never came to a decision
    m_record.totalMicros = microsSinceArrival(now);
    // Each stage ends where the next begins; one that was not reached has no time of its own.
    const std::uint32_t queueEnd =
        m_times.begunNanos > 0 ? microsSinceArrival(m_times.begunNanos) : m_record.totalMicros;
    const std::uint32_t connectEnd =
        m_times.connectedNanos > 0 ? microsSinceArrival(m_times.connectedNanos) : m_record.totalMicros;
    const std::uint32_t backendEnd =
        m_times.headNanos > 0 ? microsSinceArrival(m_times.headNanos) : m_record.totalMicros;
    m_record.stages = {.queueMicros = queueEnd,
                       .connectMicros = std::max(connectEnd, queueEnd) - queueEnd,
                       .backendMicros = std::max(backendEnd, connectEnd) - std::max(connectEnd, queueEnd),
                       .transferMicros = m_record.totalMicros - std::max(backendEnd, connectEnd)};
    if (m_inLiveLoad) {
        m_inLiveLoad = false;
        m_thread.shared().context.load->applications[m_route.application->slot].inFlight.fetch_sub(
            1, std::memory_order_relaxed);
    }
    m_slot.release();
    m_thread.sink().record(m_record);
    auto& finished = m_thread.counters().finished;
    finished.store(finished.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

} // namespace straightline::ingest
