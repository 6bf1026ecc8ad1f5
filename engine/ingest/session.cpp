// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/session.h"

#include <algorithm>
#include <bit>

#include "engine/dispatch/tlslayer.h"

namespace straightline::ingest
{

using dispatch::BufferPool;
using dispatch::HeadScanner;
using dispatch::Task;

namespace
{

/// How much of a chunked body is read before its size must be known.
constexpr std::uint64_t kMostCounted = 262'144;
/// How often the rate of a client that is waited for is looked at.
constexpr std::chrono::milliseconds kRateCheck{500};

bool isStartOfMethod(char c)
{
    return dispatch::isTokenChar(c);
}

} // namespace

Session::Session(GatewayThread& thread, int socket, std::string clientAddress, std::unique_ptr<dispatch::TlsLayer> tls)
    : m_thread(thread)
    , m_clientAddress(std::move(clientAddress))
    , m_secure(tls != nullptr)
{
    m_client.reset(new dispatch::Stream(socket, thread.poller(), thread.buffers(), std::move(tls)));
    m_client->setOwner(this);
}

Session::~Session()
{
    m_client->setOwner(nullptr);
    m_thread.wheel().remove(*this);
    m_thread.wheel().remove(m_rate);
    m_thread.wheel().remove(m_hedgeTimer);
}

void Session::start(const SessionPtr& session)
{
    run(session);
}

dispatch::Detached Session::run(SessionPtr self)
{
    bool more = true;
    while (more)
        more = co_await self->serveRequest();
    if (self->m_mustLinger)
        co_await self->linger();
    if (self->failed() && self->m_ending.status == 0)
        self->m_client->breakOff(); // in the middle of an answer, perhaps
    else
        self->m_client->close();
    self->m_view.reset(); // with the poller's thread still there
    self->m_thread.sessionEnded(*self, self->m_clientAddress);
}

/// The life of a request. True when the connection can carry another one.
Task<bool> Session::serveRequest()
{
    // One co_await per statement, never in a condition: g++ 12 frees the task twice otherwise.
    const HeadRead read = co_await readHead();
    if (read == HeadRead::Gone)
        co_return false;
    beginRequest();
    if (read == HeadRead::Refused)
        co_return co_await refuseHead(m_headProblem);
    if (!findApplication())
        co_return co_await answerHere();
    bool goesOn = co_await countSize();
    if (goesOn)
        countFrequency();
    while (goesOn) {
        goesOn = co_await findPlace(); // decides, or waits for room; takes a slot
        if (!goesOn)
            break;
        const AttemptEnd end = co_await attempt(); // sends the request, streams the answer, gives the slot back
        goesOn = mayRetry(end);
    }
    if (failed())
        co_return co_await answerError();
    m_keepOpen = m_body.finish() && m_keepOpen;
    record();
    co_return m_keepOpen;
}

Task<Session::HeadRead> Session::readHead()
{
    m_scanner.reset();
    m_totalDue = kNever;
    m_rate.bytesPerSecond = 0;
    m_ending = {};
    m_backend = nullptr;
    m_route = {};
    m_view.reset(); // an idle connection must not keep an old table alive
    m_client->relax();
    if (!m_client->connected()) {
        const bool secured = co_await finishHandshake();
        if (!secured)
            co_return m_client->spokePlainHttp() ? HeadRead::Refused : HeadRead::Gone;
    }
    setStage(Stage::Idle, after(m_thread.shared().settings.idleTimeout));
    const std::size_t most = m_thread.shared().settings.maxHeaderBytes;
    const GatewayLimits& limits = m_thread.shared().settings.limits;
    while (true) {
        std::string_view bytes = m_client->received();
        if (m_stage == Stage::Idle && !bytes.empty()) {
            if (bytes.starts_with("\r\n")) { // an empty line before a request (RFC 9112, 2.2)
                m_client->consume(2);
                continue;
            }
            setStage(Stage::Head, after(m_thread.shared().settings.headerTimeout));
        }
        const HeadScanner::State state = m_scanner.scan(bytes);
        if (state == HeadScanner::State::Complete && m_scanner.headBytes() <= most) {
            m_headText.assign(bytes.substr(0, m_scanner.headBytes()));
            m_client->consume(m_scanner.headBytes());
            m_headProblem = m_head.parse(m_headText, {.targetBytes = limits.uriBytes, .fields = limits.headerFields});
            m_head.secure = m_secure;
            co_return m_headProblem == HeadProblem::None ? HeadRead::Complete : HeadRead::Refused;
        }
        m_headProblem = HeadProblem::None;
        if (state == HeadScanner::State::BareLineEnd)
            m_headProblem = HeadProblem::BareLineEnd;
        else if (!bytes.empty() && bytes != "\r" && !isStartOfMethod(bytes.front()))
            m_headProblem = HeadProblem::BadStartLine;
        else if (m_scanner.inStartLine() && bytes.size() > limits.uriBytes + 64)
            m_headProblem = HeadProblem::TargetTooLong;
        else if (bytes.size() >= most)
            m_headProblem = HeadProblem::HeadTooLarge;
        if (m_headProblem != HeadProblem::None)
            co_return HeadRead::Refused;
        if (m_client->ended() || m_aborted || (m_draining && bytes.empty()))
            co_return HeadRead::Gone;
        if (m_deadlineHit) {
            limitMet(bytes.empty() ? Limit::IdleTime : Limit::HeaderTime);
            if (bytes.empty())
                co_return HeadRead::Gone;
            m_headProblem = HeadProblem::BadStartLine; // never came whole
            fail(Outcome::ClientTimeout, 408, "the request head did not come in time");
            co_return HeadRead::Refused;
        }
        m_client->arm(std::min(std::bit_ceil(std::max(bytes.size() + 1, BufferPool::kSmall)), std::bit_ceil(most) * 2));
        co_await m_wake;
    }
}

/// False when it failed, or took longer than the head of a request may; who spoke plain HTTP is told so in plain.
Task<bool> Session::finishHandshake()
{
    setStage(Stage::Head, after(m_thread.shared().settings.headerTimeout));
    while (!m_client->connected() && !m_client->ended() && !m_deadlineHit && !m_aborted && !m_draining)
        co_await m_wake;
    if (m_client->connected() && !m_client->spokePlainHttp())
        co_return true;
    if (m_deadlineHit)
        limitMet(Limit::HeaderTime);
    if (!m_aborted && !m_draining) {
        auto& failures = m_thread.counters().failedHandshakes;
        failures.store(failures.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    if (m_client->spokePlainHttp()) {
        m_headProblem = HeadProblem::BadStartLine;
        fail(Outcome::BadRequest, 400, "this port speaks HTTPS only");
    }
    co_return false;
}

void Session::beginRequest()
{
    m_arrivalNanos = GatewayThread::now();
    m_waitedNanos = m_doneNanos = 0;
    m_times = {};
    m_keepOpen = m_head.keepAlive && !m_draining;
    const GatewayLimits& limits = m_thread.shared().settings.limits;
    if (++m_served == limits.requestsPerConnection) {
        limitMet(Limit::RequestsPerConnection);
        m_keepOpen = false;
    }
    m_saidContinue = m_hedged = m_hedgeTimer.due = false;
    m_thread.wheel().clear(m_hedgeTimer);
    m_ownBytes = m_tunnelledIn = 0;
    m_features = {};
    m_decision = {};
    m_backend = nullptr;
    m_record = {};
    m_record.serial = m_thread.nextSerial();
    m_record.arrivalSteadyNanos = m_arrivalNanos;
    m_record.arrivalUnixMicros = m_thread.unixMicrosAt(m_arrivalNanos);
    m_requestId.clear();
    if (m_headProblem == HeadProblem::None && !failed()) {
        m_requestId.append(m_head.requestId);
        m_record.method.assign(m_head.method);
        m_record.path.assign(m_head.path());
        m_body.begin(m_head.framing, m_head.length, *m_client,
                     {.extensionBytes = limits.chunkExtensionBytes,
                      .overheadBytes = limits.chunkOverheadBytes,
                      .trailerBytes = limits.trailerBytes});
        startRate(limits.uploadBytesPerSecond, false);
    }
    if (m_requestId.empty())
        m_thread.appendNewId(m_requestId, m_record.serial);
    m_record.requestId.assign(m_requestId);
    auto& accepted = m_thread.counters().accepted;
    accepted.store(accepted.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    m_view = m_thread.view();
}

bool Session::findApplication()
{
    m_route = m_view ? findRoute(m_head, *m_view->table) : Route{};
    if (m_route.application != nullptr)
        m_record.applicationNumber = m_route.application->number;
    if (m_route.kind != RouteKind::Application)
        return false;
    m_totalDue = m_arrivalNanos + std::chrono::nanoseconds(m_route.application->deadline).count();
    m_inLiveLoad = true;
    m_thread.shared().context.load->applications[m_route.application->slot].inFlight.fetch_add(
        1, std::memory_order_relaxed);
    m_thread.retryBudget().requestCame();
    if (hedges()) [[unlikely]]
        m_thread.hedging(*m_route.application).requestCame(m_route.application->isolation.hedgePercent);
    return true;
}

/// d: the Content-Length, or what is counted of a chunked body up to one byte over D.
Task<bool> Session::countSize()
{
    if (refusesUpgrade())
        co_return false;
    const std::uint64_t most = m_thread.shared().settings.maxBodyBytes;
    m_features.sizeBytes = m_head.length;
    if (m_head.length > most) {
        fail(Outcome::TooLarge, 413, "the request body is larger than this gateway takes");
        co_return false;
    }
    if (m_head.framing != Framing::Chunked)
        co_return true;
    const std::uint64_t threshold = m_route.application->thresholds.sizeBytes;
    const std::uint64_t enough = std::min({threshold + 1, kMostCounted, most + 1});
    const std::int64_t begun = GatewayThread::now();
    sendContinue();
    setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
    std::uint64_t seen = 0;
    while (!m_body.storeUpTo(enough)) {
        if (m_body.malformed()) {
            failBody();
            co_return false;
        }
        if (interrupted())
            co_return false;
        if (m_body.counted() != seen) {
            seen = m_body.counted();
            setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
        }
        m_body.want();
        co_await m_wake;
    }
    m_waitedNanos += GatewayThread::now() - begun;
    if (m_body.counted() > most) {
        fail(Outcome::TooLarge, 413, "the request body is larger than this gateway takes");
        co_return false;
    }
    // Longer than what is counted: its size is not known, and it is taken as large.
    m_features.sizeBytes = m_body.storedWhole() ? m_body.counted() : std::max(m_body.counted(), threshold + 1);
    co_return true;
}

void Session::countFrequency()
{
    m_features.frequencyHz = m_thread.shared().windows.arrive(*m_route.application, m_arrivalNanos);
    m_features.random = m_thread.random();
    if (m_route.application->policy == PolicyKind::RoundRobin) {
        ApplicationLoad& load = m_thread.shared().context.load->applications[m_route.application->slot];
        m_features.turn = load.turn.fetch_add(1, std::memory_order_relaxed);
    }
}

void Session::expired()
{
    m_deadlineHit = true;
    m_wake.notify();
}

void Session::setStage(Stage stage, std::int64_t dueNanos)
{
    countClientTime();
    if (stage == Stage::ClientSilent && !m_rate.armed && m_rate.bytesPerSecond != 0) {
        m_rate.armed = true;
        m_thread.wheel().set(m_rate, after(kRateCheck));
    }
    m_stage = stage;
    m_stageDue = dueNanos;
    m_deadlineHit = false;
    m_thread.wheel().set(*this, std::min(dueNanos, m_totalDue));
}

void Session::watchClient()
{
    // A full buffer cannot tell that the client left; what comes early has to fit somewhere, within a bound.
    const std::size_t there = m_client->received().size();
    m_client->arm(there < BufferPool::kSmall ? BufferPool::kSmall
                                             : std::min(std::bit_ceil(there + 1), 2 * BufferPool::kLarge));
}

std::int64_t Session::after(std::chrono::milliseconds time) const
{
    return m_thread.after(time);
}

std::uint32_t Session::microsSinceArrival(std::int64_t nanos) const
{
    return nanos > m_arrivalNanos ? static_cast<std::uint32_t>((nanos - m_arrivalNanos) / 1'000) : 0;
}

} // namespace straightline::ingest
