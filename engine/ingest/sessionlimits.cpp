// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How slow a client may be, and what a Session says and counts when a limit is met.
#include <algorithm>

#include "engine/ingest/session.h"

namespace straightline::ingest
{

/// Up to now. The clock of the tick is fine enough for what a slow client is allowed, and costs nothing.
void Session::countClientTime()
{
    const std::int64_t now = m_thread.tickNanos();
    if (m_stage == Stage::ClientSilent) {
        m_rate.waitedNanos += now - m_rate.sinceNanos;
        m_times.clientNanos += now - m_rate.sinceNanos;
    }
    m_rate.sinceNanos = now;
}

void Session::startRate(std::uint32_t bytesPerSecond, bool ofAnswer)
{
    countClientTime();
    m_rate.bytesPerSecond = bytesPerSecond;
    m_rate.ofAnswer = ofAnswer;
    m_rate.credit = std::int64_t{bytesPerSecond} * m_thread.shared().settings.limits.rateGrace.count() / 1'000;
    m_rate.waitedNanos = 0;
    m_rate.seen = ofAnswer ? m_ownBytes + m_exchange.answerBytes() : m_body.counted();
    m_tooSlow = false;
}

/// Bytes of the body that came, or of the answer that the client's own kernel has.
std::uint64_t Session::clientProgress() const
{
    if (!m_rate.ofAnswer)
        return m_body.counted();
    const std::uint64_t given = m_ownBytes + m_exchange.answerBytes();
    return given - std::min<std::uint64_t>(given, m_client->unacknowledged());
}

void Session::checkRate()
{
    m_rate.armed = false;
    if (m_rate.bytesPerSecond == 0 || m_stage != Stage::ClientSilent)
        return; // not armed again before the client is waited for again
    countClientTime();
    const std::int64_t waitedMicros = m_rate.waitedNanos / 1'000;
    m_rate.waitedNanos = 0;
    const std::uint64_t progress = clientProgress();
    const std::uint64_t moved = progress - std::min(progress, m_rate.seen);
    m_rate.seen = progress;
    // A client that was fast may pause for as long as a silence may last.
    const GatewaySettings& settings = m_thread.shared().settings;
    const std::int64_t most =
        m_rate.bytesPerSecond * std::max(settings.limits.rateGrace, settings.bodyTimeout).count() / 1'000;
    m_rate.credit =
        std::min(m_rate.credit + static_cast<std::int64_t>(std::min<std::uint64_t>(moved, 1ULL << 40)), most)
        - m_rate.bytesPerSecond * waitedMicros / 1'000'000;
    if (m_rate.credit < 0) {
        m_tooSlow = true;
        expired();
        return;
    }
    if (moved > 0 && m_rate.ofAnswer)
        setStage(Stage::ClientSilent, after(settings.bodyTimeout)); // it reads what the kernel still has: not silent
    else
        setStage(Stage::ClientSilent, m_stageDue);
}

/// A deadline of the present stage passed: whose fault that is, and which limit it was.
void Session::failInTime()
{
    const bool first = !failed();
    const bool total = m_totalDue < m_stageDue && !m_tooSlow;
    switch (m_stage) {
    case Stage::Waiting:
        fail(Outcome::QueueTimeout, 504, "no room came in time to answer before the deadline", true);
        break;
    case Stage::Connecting:
    case Stage::BackendSilent:
        fail(Outcome::BackendTimeout, 504, "the backend did not answer in time");
        break;
    default:
        fail(Outcome::ClientTimeout, 408,
             m_tooSlow ? "the request body came more slowly than is allowed" : "the request body did not come in time");
        break;
    }
    if (!first)
        return;
    if (m_tooSlow)
        limitMet(m_rate.ofAnswer ? Limit::AnswerRate : Limit::UploadRate);
    else if (total)
        limitMet(Limit::TotalTime);
    else if (m_stage == Stage::ClientSilent)
        limitMet(Limit::BodyTime);
}

void Session::countHeadLimit(HeadProblem problem)
{
    if (problem == HeadProblem::HeadTooLarge)
        limitMet(Limit::HeaderBytes);
    else if (problem == HeadProblem::TooManyFields)
        limitMet(Limit::HeaderFields);
    else if (problem == HeadProblem::TargetTooLong)
        limitMet(Limit::UriBytes);
}

void Session::failBody()
{
    if (!m_body.overLimit()) {
        fail(Outcome::BadRequest, 400, "malformed chunked body");
        return;
    }
    limitMet(Limit::ChunkOverhead);
    fail(Outcome::BadRequest, 400, "too much framing or trailers around the chunked body");
}

} // namespace straightline::ingest
