// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/sinkserver.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace straightline::bench
{

namespace
{

constexpr std::size_t kBufferBytes = 256U << 10;
constexpr int kEvents = 64;
constexpr int kBacklog = 8'192;
constexpr std::int64_t kSlowTurnNanos = 10'000'000;
constexpr std::int64_t kIdleNanos = 500'000'000;

std::string answerOf(std::string_view body, std::string_view status = "200 OK")
{
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
           + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

} // namespace

SinkServer::SinkServer(SinkOptions options)
    : m_options(options)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_buffer(kBufferBytes)
    , m_answer(answerOf(std::string(options.answerBytes, 'x')))
    , m_failure(answerOf("fails", "500 Internal Server Error"))
{
}

SinkServer::~SinkServer()
{
    for (const int each : m_listeners)
        ::close(each);
    ::close(m_epoll);
}

bool SinkServer::listen()
{
    for (std::size_t i = 0; i < m_options.listeners; ++i) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr generic{};
        std::memcpy(&generic, &address, sizeof address);
        socklen_t length = sizeof generic;
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (m_options.receiveBuffer > 0) // the accepted ones have it from here
            ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &m_options.receiveBuffer, sizeof m_options.receiveBuffer);
        if (fd < 0 || ::bind(fd, &generic, length) != 0 || ::listen(fd, kBacklog) != 0
            || ::getsockname(fd, &generic, &length) != 0) {
            std::fprintf(stderr, "bench_sink: listen: %s\n", std::strerror(errno));
            return false;
        }
        std::memcpy(&address, &generic, sizeof address);
        m_listeners.push_back(fd);
        m_ports.push_back(ntohs(address.sin_port));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i; // small numbers are listeners, others connections
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }
    return true;
}

void SinkServer::accept(int listener)
{
    for (;;) {
        const int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        const int yes = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (m_closed.empty()) {
            m_connections.push_back(std::make_unique<Connection>());
            m_closed.push_back(m_connections.back().get());
        }
        Connection& connection = *m_closed.back();
        m_closed.pop_back();
        connection = {};
        connection.fd = fd;
        connection.serial = ++m_serial;
        ++m_accepted;
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
        event.data.ptr = &connection;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

bool SinkServer::receive(Connection& connection, std::size_t most)
{
    const ssize_t got = ::recv(connection.fd, m_buffer.data(), std::min(most, m_buffer.size()), 0);
    if (got < 0 && errno == EAGAIN)
        return false;
    if (got <= 0) {
        close(connection);
        return false;
    }
    std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(got));
    for (;;) {
        const MessageReader::Step step = connection.reader.next(bytes);
        if (step == MessageReader::Step::NeedMore)
            break;
        if (step == MessageReader::Step::Bad) {
            close(connection);
            return false;
        }
        if (step == MessageReader::Step::Head)
            connection.slow = m_options.readBytesPerSecond > 0;
        if (step == MessageReader::Step::Body) {
            m_bodyBytes += connection.reader.piece().size();
            connection.bodyBytes += connection.reader.piece().size();
        }
        if (step == MessageReader::Step::End) {
            connection.slow = false;
            serve(connection);
            connection.bodyBytes = 0;
        }
    }
    return connection.fd >= 0 && static_cast<std::size_t>(got) == std::min(most, m_buffer.size());
}

void SinkServer::serve(Connection& connection)
{
    const std::string& target = connection.reader.target();
    if (target.starts_with("/counters")) {
        sendText(connection,
                 answerOf("{\"requests\": " + std::to_string(m_requests) + ", \"body_bytes\": "
                          + std::to_string(m_bodyBytes) + ", \"accepted\": " + std::to_string(m_accepted) + "}\n"));
        return;
    }
    if (target.starts_with("/v2/health")) {
        sendText(connection, answerOf(""));
        return;
    }
    ++m_requests;
    if (target.starts_with("/events")) {
        connection.eventsLeft = static_cast<std::uint32_t>(parameter(target, "count", 1));
        connection.eventGapNanos = static_cast<std::int64_t>(parameter(target, "every", 1'000) * 1'000);
        connection.closes = parameter(target, "close", 0) != 0;
        connection.unsent += "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
                             "Transfer-Encoding: chunked\r\n";
        connection.unsent += connection.closes ? "Connection: close\r\n\r\n" : "\r\n";
        sendEvent(connection, steadyNanos());
    } else if (m_options.workers > 0) {
        work(connection);
    } else {
        sendText(connection, m_answer);
    }
}

void SinkServer::sendEvent(Connection& connection, std::int64_t nowNanos)
{
    const std::string event = "data: " + std::to_string(steadyNanos()) + "\n\n";
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", event.size());
    const bool last = --connection.eventsLeft == 0;
    sendText(connection, size + event + (last ? "\r\n0\r\n\r\n" : "\r\n"));
    if (!last && connection.fd >= 0)
        m_timers.push(
            {nowNanos + connection.eventGapNanos, &connection, connection.serial, Timer::Kind::Event, 0, false});
    else if (connection.closes && connection.unsent.empty())
        close(connection);
}

void SinkServer::sendText(Connection& connection, std::string_view text)
{
    if (connection.unsent.empty()) {
        const ssize_t sent = ::send(connection.fd, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) {
            close(connection);
            return;
        }
        text.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
        connection.unsent.assign(text);
    } else {
        connection.unsent.append(text);
        flush(connection);
    }
}

void SinkServer::flush(Connection& connection)
{
    const ssize_t sent = ::send(connection.fd, connection.unsent.data(), connection.unsent.size(), MSG_NOSIGNAL);
    if (sent > 0)
        connection.unsent.erase(0, static_cast<std::size_t>(sent));
    else if (sent < 0 && errno != EAGAIN)
        close(connection);
}

void SinkServer::close(Connection& connection)
{
    if (connection.fd < 0)
        return;
    ::close(connection.fd);
    connection.fd = -1;
    connection.serial = 0;
    m_closed.push_back(&connection);
}

void SinkServer::readSlowly(std::int64_t nowNanos)
{
    if (m_options.readBytesPerSecond <= 0 || nowNanos - m_slowTurnNanos < kSlowTurnNanos)
        return;
    const double seconds = std::min(static_cast<double>(nowNanos - m_slowTurnNanos) / 1e9, 0.1);
    m_slowTurnNanos = nowNanos;
    const auto each = static_cast<std::size_t>(m_options.readBytesPerSecond * seconds);
    for (const auto& connection : m_connections) {
        for (std::size_t left = each; connection->fd >= 0 && connection->slow && left > 0;) {
            const std::uint64_t before = connection->bodyBytes;
            if (!receive(*connection, left))
                break;
            left -= std::min(left, static_cast<std::size_t>(connection->bodyBytes - before));
        }
    }
}

void SinkServer::run()
{
    std::vector<epoll_event> events(kEvents);
    m_slowTurnNanos = steadyNanos();
    for (;;) {
        std::int64_t nowNanos = steadyNanos();
        std::int64_t until = nowNanos + (m_options.readBytesPerSecond > 0 ? kSlowTurnNanos : kIdleNanos);
        if (!m_timers.empty())
            until = std::min(until, m_timers.top().atNanos);
        timespec timeout{};
        timeout.tv_nsec = std::max<std::int64_t>(until - nowNanos, 0);
        const int count = ::epoll_pwait2(m_epoll, events.data(), kEvents, &timeout, nullptr);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (event.data.u64 < m_listeners.size()) {
                accept(m_listeners[static_cast<std::size_t>(event.data.u64)]);
                continue;
            }
            Connection& connection = *static_cast<Connection*>(event.data.ptr);
            if (connection.fd >= 0 && !connection.unsent.empty() && (event.events & EPOLLOUT) != 0)
                flush(connection);
            const bool ended = (event.events & (EPOLLHUP | EPOLLERR)) != 0;
            if (connection.slow && ended)
                close(connection);
            while (connection.fd >= 0 && !connection.slow && receive(connection, m_buffer.size()))
                ;
        }
        nowNanos = steadyNanos();
        readSlowly(nowNanos);
        while (!m_timers.empty() && m_timers.top().atNanos <= nowNanos) {
            const Timer timer = m_timers.top();
            m_timers.pop();
            fire(timer, nowNanos);
        }
    }
}

} // namespace straightline::bench
