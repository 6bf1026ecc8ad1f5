// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/loadrun.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/bench/gateway/steadynanos.h"

namespace straightline::bench
{

bool LoadRun::open(Connection& connection)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_options.port);
    ::inet_pton(AF_INET, m_options.host.c_str(), &address.sin_addr);
    sockaddr generic{};
    std::memcpy(&generic, &address, sizeof address);
    connection.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_options.sendBuffer > 0)
        ::setsockopt(connection.fd, SOL_SOCKET, SO_SNDBUF, &m_options.sendBuffer, sizeof m_options.sendBuffer);
    if (connection.fd < 0 || ::connect(connection.fd, &generic, sizeof address) != 0) {
        std::fprintf(stderr, "bench_load: connect: %s\n", std::strerror(errno));
        return false;
    }
    const int yes = 1;
    ::setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (m_tls && (connection.tls = m_tls->connect(connection.fd)) == nullptr) {
        std::fprintf(stderr, "bench_load: TLS handshake failed\n");
        close(connection);
        return false;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &connection;
    return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.fd, &event) == 0;
}

void LoadRun::close(Connection& connection)
{
    if (connection.fd < 0)
        return;
    if (connection.tls != nullptr)
        TlsClient::close(connection.tls);
    ::close(connection.fd);
    connection.fd = -1;
    connection.tls = nullptr;
    connection.reader = MessageReader(MessageReader::Kind::Answer);
    connection.line.clear();
}

bool LoadRun::connect()
{
    for (Connection& each : m_connections) {
        if (!open(each))
            return false;
        m_free.push_back(&each);
    }
    return true;
}

void LoadRun::send(Connection& connection, const Due& due)
{
    if (connection.fd < 0 && !open(connection)) {
        ++m_broken;
        return;
    }
    connection.busy = true;
    connection.sawBody = false;
    connection.head = due.head;
    connection.headSent = 0;
    connection.bodyLeft = due.bodyBytes;
    connection.answered = 0;
    connection.dueNanos = due.atNanos;
    ++m_inFlight;
    flush(connection);
}

ssize_t LoadRun::sendSome(Connection& connection)
{
    const std::string_view head = std::string_view(*connection.head).substr(connection.headSent);
    const auto bodyBytes = static_cast<std::size_t>(std::min<std::uint64_t>(connection.bodyLeft, m_body.size()));
    if (connection.tls != nullptr)
        return m_tls->send(connection.tls, head, {m_body.data(), bodyBytes});
    iovec parts[2] = {{const_cast<char*>(head.data()), head.size()}, {m_body.data(), bodyBytes}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    return ::sendmsg(connection.fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

ssize_t LoadRun::receiveSome(Connection& connection)
{
    if (connection.tls != nullptr)
        return TlsClient::receive(connection.tls, m_buffer.data(), m_buffer.size());
    return ::recv(connection.fd, m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
}

void LoadRun::flush(Connection& connection)
{
    while (connection.headSent < connection.head->size() || connection.bodyLeft > 0) {
        const std::size_t headLeft = connection.head->size() - connection.headSent;
        const ssize_t sent = sendSome(connection);
        if (sent < 0 && errno == EAGAIN)
            return;
        if (sent < 0) {
            broke(connection);
            return;
        }
        const auto taken = static_cast<std::size_t>(sent);
        const std::size_t ofHead = std::min(taken, headLeft);
        connection.headSent += ofHead;
        connection.bodyLeft -= taken - ofHead;
        m_bytesSent += taken;
    }
}

void LoadRun::receive(Connection& connection)
{
    for (;;) {
        const ssize_t got = receiveSome(connection);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            broke(connection);
            return;
        }
        m_bytesReceived += static_cast<std::uint64_t>(got);
        std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(got));
        for (;;) {
            const MessageReader::Step step = connection.reader.next(bytes);
            if (step == MessageReader::Step::NeedMore)
                break;
            if (step == MessageReader::Step::Bad || !connection.busy) {
                broke(connection);
                return;
            }
            if (step == MessageReader::Step::Body)
                take(connection, connection.reader.piece());
            if (step == MessageReader::Step::End)
                answered(connection);
        }
        if (connection.fd < 0 || (connection.tls == nullptr && static_cast<std::size_t>(got) < m_buffer.size()))
            return;
    }
}

void LoadRun::take(Connection& connection, std::string_view piece)
{
    connection.answered += piece.size();
    if (!m_options.firstByte)
        return;
    const std::int64_t nowNanos = steadyNanos();
    if (!connection.sawBody && inWindow(connection.dueNanos))
        m_latency.record(nowNanos - connection.dueNanos);
    connection.sawBody = true;
    for (const char c : piece) {
        if (c != '\n') {
            connection.line += c;
            continue;
        }
        std::int64_t sentNanos = 0;
        if (connection.line.starts_with("data: ")) {
            const char* const text = connection.line.data() + 6;
            std::from_chars(text, connection.line.data() + connection.line.size(), sentNanos);
            if (inWindow(sentNanos))
                m_eventDelay.record(nowNanos - sentNanos);
        }
        connection.line.clear();
    }
}

void LoadRun::answered(Connection& connection)
{
    const std::int64_t nowNanos = steadyNanos();
    const bool isGood = connection.reader.status() / 100 == 2
                        && (m_options.answerBytes == 0 || connection.answered == m_options.answerBytes);
    if (!isGood)
        ++m_failures;
    if (inWindow(connection.dueNanos) && !m_options.firstByte)
        m_latency.record(nowNanos - connection.dueNanos);
    log(connection.dueNanos, nowNanos, connection.reader.status());
    if (m_windowOpen && !m_windowClosed)
        ++m_requests;
    ++m_completed;
    --m_inFlight;
    connection.busy = false;
    // Refused before the end: what is left of the body cannot be unsaid.
    if (connection.bodyLeft > 0 || m_options.fresh || connection.reader.closes())
        close(connection);
    next(connection, nowNanos);
}

void LoadRun::broke(Connection& connection)
{
    ++m_broken;
    close(connection);
    if (!connection.busy)
        return; // an idle one: opened again when it is needed
    connection.busy = false;
    --m_inFlight;
    const std::int64_t nowNanos = steadyNanos();
    if (inWindow(connection.dueNanos))
        ++m_failures;
    log(connection.dueNanos, nowNanos, 0);
    if (isOpenLoop() || (!isOnce() && nowNanos < m_endNanos))
        m_free.push_back(&connection);
}

} // namespace straightline::bench
