// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/loadrun.h"

#include <algorithm>

#include <sys/epoll.h>
#include <unistd.h>

#include "tests/bench/gateway/steadynanos.h"

namespace straightline::bench
{

namespace
{

constexpr std::size_t kBufferBytes = 1U << 20;
constexpr std::size_t kHeldAtATime = 32;
constexpr int kEvents = 16; // few: between two looks at the clock
constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t nanos(double seconds)
{
    return static_cast<std::int64_t>(seconds * 1e9);
}

} // namespace

LoadRun::LoadRun(LoadOptions options)
    : m_options(std::move(options))
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_connections(m_options.connections)
    , m_buffer(kBufferBytes)
    , m_body(kBufferBytes, 'a')
{
    if (m_options.tls)
        m_tls = std::make_unique<TlsClient>();
    makeHeads();
}

LoadRun::~LoadRun()
{
    for (Connection& each : m_connections)
        close(each);
    ::close(m_epoll);
}

std::string LoadRun::headFor(const std::string& target, std::uint64_t bodyBytes) const
{
    const std::string host = m_options.host + ":" + std::to_string(m_options.port);
    if (bodyBytes == 0)
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    return "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/octet-stream\r\n"
           + "Content-Length: " + std::to_string(bodyBytes) + "\r\n\r\n";
}

void LoadRun::makeHeads()
{
    if (m_options.schedule.empty()) {
        for (const std::string& target : m_options.targets)
            m_heads.push_back(headFor(target, m_options.bodyBytes));
    } else {
        for (const Arrival& each : m_options.schedule)
            m_heads.push_back(headFor(each.target, each.bodyBytes));
    }
}

LoadRun::Due LoadRun::nextInTurn(std::int64_t nowNanos)
{
    m_turn = m_turn + 1 == m_heads.size() ? 0 : m_turn + 1;
    return {nowNanos, m_options.bodyBytes, &m_heads[m_turn]};
}

void LoadRun::planNext()
{
    if (m_options.schedule.empty()) {
        m_next = nextInTurn(m_startNanos + nanos(static_cast<double>(m_planned++) / m_options.perSecond));
        m_allPlanned = m_next.atNanos >= m_endNanos;
    } else if (m_planned == m_options.schedule.size()) {
        m_allPlanned = true;
    } else {
        const Arrival& arrival = m_options.schedule[m_planned];
        m_next = {m_startNanos + arrival.atNanos, arrival.bodyBytes, &m_heads[m_planned]};
        ++m_planned;
    }
}

void LoadRun::sendDue(std::int64_t nowNanos)
{
    while (!m_allPlanned && m_next.atNanos <= nowNanos) {
        if (inWindow(m_next.atNanos))
            m_slip.record(nowNanos - m_next.atNanos);
        if (m_free.empty()) {
            m_waiting.push_back(m_next);
        } else {
            Connection& connection = *m_free.front();
            m_free.pop_front();
            send(connection, m_next);
            nowNanos = steadyNanos();
        }
        planNext();
    }
}

void LoadRun::sendToFree(std::size_t most)
{
    for (; most > 0 && !m_free.empty(); --most) {
        Connection& connection = *m_free.front();
        m_free.pop_front();
        send(connection, nextInTurn(steadyNanos()));
    }
}

void LoadRun::next(Connection& connection, std::int64_t nowNanos)
{
    if (!isOpenLoop()) {
        if (!isOnce() && nowNanos < m_endNanos)
            send(connection, nextInTurn(nowNanos));
        else if (isOnce())
            sendToFree(1);
        return;
    }
    if (m_waiting.empty()) {
        m_free.push_back(&connection);
        return;
    }
    const Due due = m_waiting.front();
    m_waiting.pop_front();
    send(connection, due);
}

void LoadRun::wait(std::int64_t nowNanos)
{
    std::int64_t until = nowNanos + kSecond / 100;
    if (isOpenLoop() && !m_allPlanned)
        until = std::min(until, m_next.atNanos);
    timespec timeout{};
    timeout.tv_nsec = std::max<std::int64_t>(until - nowNanos, 0);
    epoll_event events[kEvents];
    const int count = ::epoll_pwait2(m_epoll, events, kEvents, &timeout, nullptr);
    for (int i = 0; i < count; ++i) {
        Connection& connection = *static_cast<Connection*>(events[i].data.ptr);
        if (connection.busy && (events[i].events & EPOLLOUT) != 0)
            flush(connection);
        if (connection.fd >= 0 && (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
            receive(connection);
        if (isOpenLoop())
            sendDue(steadyNanos());
    }
}

void LoadRun::run()
{
    m_startNanos = steadyNanos();
    m_reportNanos = m_startNanos + nanos(m_options.reportSeconds);
    m_windowNanos = m_startNanos + nanos(m_options.warmupSeconds);
    m_endNanos = m_windowNanos + nanos(m_options.seconds);
    if (!m_options.schedule.empty())
        m_endNanos = m_startNanos + m_options.schedule.back().atNanos + 1;
    if (isOpenLoop())
        planNext();
    else
        sendToFree(m_options.hold ? kHeldAtATime : m_connections.size());
    std::int64_t nowNanos = steadyNanos();
    for (; !ended(nowNanos); nowNanos = steadyNanos()) {
        watchWindow(nowNanos);
        report(nowNanos);
        if (isOpenLoop())
            sendDue(nowNanos);
        else if (!isOnce() || m_inFlight == 0)
            sendToFree(isOnce() ? kHeldAtATime : m_connections.size()); // in place of those that broke
        wait(nowNanos);
    }
    watchWindow(std::max(nowNanos, m_endNanos));
    if (m_options.hold)
        hold();
    if (isOpenLoop())
        settleUnfinished();
}

bool LoadRun::ended(std::int64_t nowNanos) const
{
    const bool onceDone = isOnce() && m_inFlight == 0 && m_free.empty();
    if (m_options.hold || onceDone || nowNanos < m_endNanos)
        return onceDone;
    const std::int64_t drainNanos = (m_options.schedule.empty() ? 2 : 20) * kSecond;
    const bool answered = m_allPlanned && m_waiting.empty() && m_inFlight == 0;
    return !isOpenLoop() || answered || nowNanos >= m_endNanos + drainNanos;
}

/// What was not answered took at least until now.
void LoadRun::settleUnfinished()
{
    const std::int64_t nowNanos = steadyNanos();
    const auto settle = [&](std::int64_t dueNanos) {
        if (!inWindow(dueNanos))
            return;
        ++m_unfinished;
        m_latency.record(nowNanos - dueNanos);
        log(dueNanos, nowNanos, 0);
    };
    for (const Due& each : m_waiting)
        settle(each.atNanos);
    for (const Connection& each : m_connections) {
        if (each.busy && !each.sawBody)
            settle(each.dueNanos);
    }
}

} // namespace straightline::bench
