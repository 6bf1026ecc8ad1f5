// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Session that switches protocols: after 101 it carries bytes both ways, whatever they are.
#include <array>

#include "engine/ingest/session.h"

namespace straightline::ingest
{

using dispatch::BufferPool;
using dispatch::Stream;
using dispatch::Task;

namespace
{

/// What `to` does not take stays in the buffer of `from`, which then is not read. Nothing: `to` is broken.
std::optional<std::uint64_t> passOn(Stream& from, Stream& to)
{
    std::uint64_t moved = 0;
    while (to.writable() && !from.received().empty()) {
        const auto taken = to.send({}, from.received());
        if (!taken)
            return std::nullopt;
        from.consume(*taken);
        moved += *taken;
    }
    if (to.writable() && !from.ended())
        from.arm(moved > BufferPool::kSmall ? BufferPool::kLarge : BufferPool::kSmall);
    return moved;
}

/// Tells `to` that `from` will send no more, once it has all; true when that is done.
bool passEnd(const Stream& from, Stream& to, bool done)
{
    if (done || !from.ended() || !from.received().empty() || !to.writable())
        return done;
    to.shutdownSend();
    return true;
}

} // namespace

bool Session::refusesUpgrade()
{
    if (m_head.upgrade.empty() || m_thread.shared().settings.upgrade == UpgradeMode::Tunnel)
        return false;
    fail(Outcome::BadRequest, 501, "this gateway is set to refuse other protocols (gateway.upgrade)");
    return true;
}

/// Ends when both sides have closed, one broke, or both were silent for too long.
Task<Session::AttemptEnd> Session::tunnel()
{
    startRate(m_thread.shared().settings.limits.answerBytesPerSecond, true);
    if (!m_client->writable()) {
        const bool taken = co_await clientTakes();
        if (!taken)
            co_return giveUpOnClient();
    }
    const std::chrono::milliseconds silence = m_thread.shared().settings.upgradeIdleTimeout;
    AnswerNotes said = notes();
    said.keepOpen = true; // Connection says something else here
    said.dateLine = m_exchange.head().hasDate ? std::string_view{} : said.dateLine;
    m_keepOpen = false;
    m_record.status = 101;
    m_totalDue = kNever;
    m_rate.bytesPerSecond = 0;
    m_thread.scratch().clear();
    appendSwitchHead(m_thread.scratch(), m_exchange.head(), said);
    m_exchange.skipInterim();
    const std::array<iovec, 1> head{iovec{m_thread.scratch().data(), m_thread.scratch().size()}};
    m_client->send(head);
    Stream& backend = m_exchange.upstream();
    const std::chrono::milliseconds peerTimeout = m_thread.shared().settings.peerTimeout;
    backend.watchPeer(peerTimeout, peerTimeout);
    setStage(Stage::Tunnel, after(silence));
    bool upDone = false;
    bool downDone = false;
    while (!m_deadlineHit && !m_aborted && !(upDone && downDone)) {
        const auto up = passOn(*m_client, backend);
        const auto down = passOn(backend, *m_client);
        m_tunnelledIn += up.value_or(0);
        m_record.bytesOut += down.value_or(0);
        if (!up || !down || m_client->failed() || backend.failed())
            break;
        if (*up + *down > 0)
            setStage(Stage::Tunnel, after(silence));
        upDone = passEnd(*m_client, backend, upDone);
        downDone = passEnd(backend, *m_client, downDone);
        if (!(upDone && downDone))
            co_await m_wake;
    }
    if (m_deadlineHit)
        limitMet(Limit::IdleTime);
    m_doneNanos = GatewayThread::now();
    m_exchange.abandon();
    AttemptEnd end{.outcome = AttemptOutcome::Ok, .answering = true, .status = 101};
    co_return end;
}

} // namespace straightline::ingest
