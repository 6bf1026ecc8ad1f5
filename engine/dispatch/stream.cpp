// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/dispatch/tlslayer.h"

namespace straightline::dispatch
{

namespace
{

constexpr std::size_t kMostHeadPieces = 4;

void setOption(int socket, int level, int option, std::int64_t value)
{
    const int number = static_cast<int>(value);
    ::setsockopt(socket, level, option, &number, sizeof number);
}

} // namespace

void watchPeer(int socket, std::chrono::milliseconds timeout, std::chrono::milliseconds patience)
{
    constexpr std::int64_t kProbes = 3;
    const std::int64_t seconds = timeout.count() / 1'000;
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(socket, IPPROTO_TCP, TCP_KEEPIDLE, std::max<std::int64_t>(seconds / 2, 1));
    setOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, std::max<std::int64_t>(seconds / 2 / kProbes, 1));
    setOption(socket, IPPROTO_TCP, TCP_KEEPCNT, kProbes);
    setOption(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, patience.count());
}

Stream::Stream(int socket, Poller& poller, BufferPool& pool, std::unique_ptr<TlsLayer> tls)
    : m_poller(poller)
    , m_pool(pool)
    , m_tls(std::move(tls))
    , m_socket(socket)
    , m_connected(socket >= 0 && !m_tls)
{
    if (m_tls && socket >= 0)
        m_tls->setSocket(socket);
    if (socket >= 0 && !m_poller.add(socket, *this))
        m_failed = m_ended = true;
}

Stream::Stream(int socket, Poller& poller, BufferPool& pool)
    : Stream(socket, poller, pool, nullptr)
{
}

Stream::~Stream()
{
    close();
    m_pool.giveBack(std::move(m_block));
}

void Stream::connect(const boost::asio::ip::tcp::endpoint& address)
{
    m_socket = ::socket(address.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0) {
        m_failed = m_ended = true;
        return;
    }
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const bool stands = ::connect(m_socket, address.data(), static_cast<socklen_t>(address.size())) == 0;
    const bool failed = !stands && errno != EINPROGRESS;
    m_connected = stands && !m_tls; // a handshake begins when the poller says "writable"
    if (failed || !m_poller.add(m_socket, *this)) {
        m_connected = false;
        m_failed = m_ended = true;
    }
}

void Stream::watchPeer(std::chrono::milliseconds timeout, std::chrono::milliseconds patience)
{
    if (std::exchange(m_patience, patience) != patience && m_socket >= 0)
        dispatch::watchPeer(m_socket, timeout, patience);
}

void Stream::consume(std::size_t size)
{
    m_begin += size;
    if (m_begin == m_end) {
        m_begin = m_end = 0;
        m_pool.giveBack(std::move(m_block));
        m_block = {};
    }
}

void Stream::arm(std::size_t capacity)
{
    m_wanted = capacity;
    if (m_readable && m_connected && !m_ended)
        m_poller.giveTurn(*this);
}

void Stream::ready(bool readable, bool writable, bool hungUp)
{
    m_readable = m_readable || readable;
    m_hungUp = m_hungUp || hungUp;
    bool moved = false;
    if (m_tls && readable) [[unlikely]]
        m_tls->socketReadable(m_hungUp);
    if (!m_connected && !m_failed)
        moved = goOnConnecting(writable);
    if (writable && (m_full || !m_left.empty())) {
        m_full = false;
        moved = flush() || moved;
    }
    if (m_readable && m_wanted > 0)
        moved = read() || moved;
    if (moved)
        tellOwner();
}

void Stream::takeTurn()
{
    if (m_readable && m_wanted > 0 && read())
        tellOwner();
}

/// True when there is something to tell.
bool Stream::goOnConnecting(bool writable)
{
    if (!m_tls || !m_tls->hasSocket()) {
        if (!writable)
            return false;
        finishConnecting();
        if (!m_tls || m_failed)
            return true;
        m_connected = false;
        m_tls->setSocket(m_socket);
    }
    return shakeHands();
}

bool Stream::shakeHands()
{
    const TlsLayer::Handshake state = m_tls->shakeHands();
    m_full = m_tls->hasLeft();
    switch (state) {
    case TlsLayer::Handshake::Running:
        return false;
    case TlsLayer::Handshake::Done:
        m_connected = true;
        break;
    case TlsLayer::Handshake::SpokePlainHttp:
        m_tls.reset();
        m_connected = m_spokePlainHttp = true;
        break;
    case TlsLayer::Handshake::Failed:
        m_failed = m_ended = true;
        break;
    }
    return true;
}

std::string_view Stream::tlsProblem() const
{
    return m_tls ? std::string_view(m_tls->problem()) : std::string_view();
}

void Stream::finishConnecting()
{
    int error = 0;
    socklen_t size = sizeof error;
    m_connected = ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
    m_failed = m_ended = !m_connected;
}

/// One call of the kernel; true when there is something to tell.
bool Stream::read()
{
    if (m_ended || !m_connected)
        return false;
    makeRoom(m_wanted);
    const std::size_t room = m_block.size - m_end;
    if (room == 0 || m_end - m_begin >= m_wanted)
        return false;
    const Moved moved = receiveSome(m_block.bytes.get() + m_end, room);
    m_end += moved.size;
    m_ended = moved.ended || moved.failed;
    m_failed = m_failed || moved.failed;
    m_readable = !moved.wouldBlock || m_hungUp; // what hung up has its end still to be read
    if (moved.size > 0 || m_ended) {
        m_wanted = 0;
        return true;
    }
    shrink();
    return false;
}

/// A socket that gave less than there was room for is empty: the next bytes are a new edge.
Moved Stream::receiveSome(char* into, std::size_t size)
{
    if (m_tls) [[unlikely]] {
        const Moved moved = m_tls->receive(into, size);
        m_full = m_full || m_tls->hasLeft();
        return moved;
    }
    ssize_t got = 0;
    do
        got = ::recv(m_socket, into, size, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got > 0)
        return {.size = static_cast<std::size_t>(got), .wouldBlock = static_cast<std::size_t>(got) < size};
    if (got == 0)
        return {.ended = true};
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return {.wouldBlock = true};
    return {.failed = true};
}

Moved Stream::sendSome(std::span<const iovec> pieces)
{
    if (m_tls) [[unlikely]] {
        const Moved moved = m_tls->send(pieces);
        m_full = m_full || m_tls->hasLeft();
        return moved;
    }
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    ssize_t sent = 0;
    do
        sent = ::sendmsg(m_socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return {.size = static_cast<std::size_t>(sent)};
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return {.wouldBlock = true};
    return {.failed = true};
}

bool Stream::send(std::span<const iovec> pieces)
{
    if (m_failed)
        return false;
    const Moved moved = sendSome(pieces);
    if (moved.failed) {
        m_failed = true;
        return false;
    }
    m_sentAnything = m_sentAnything || moved.size > 0;
    keepRest(pieces, moved.size);
    return true;
}

std::optional<std::size_t> Stream::send(std::span<const iovec> head, std::string_view body)
{
    if (m_failed)
        return std::nullopt;
    std::array<iovec, kMostHeadPieces + 1> pieces;
    const std::size_t count = std::min(head.size(), kMostHeadPieces);
    std::copy_n(head.begin(), count, pieces.begin());
    pieces[count] = {const_cast<char*>(body.data()), body.size()};
    const Moved moved = sendSome({pieces.data(), count + 1});
    if (moved.failed) {
        m_failed = true;
        return std::nullopt;
    }
    m_sentAnything = m_sentAnything || moved.size > 0;
    const std::size_t taken = keepRest(head, moved.size);
    m_full = m_full || taken < body.size();
    return taken;
}

/// What lies beyond the first `taken` bytes goes into m_left; returns how many of them lie beyond the pieces.
std::size_t Stream::keepRest(std::span<const iovec> pieces, std::size_t taken)
{
    for (const iovec& piece : pieces) {
        const std::size_t skip = std::min(taken, piece.iov_len);
        taken -= skip;
        if (skip < piece.iov_len)
            m_left.append(static_cast<const char*>(piece.iov_base) + skip, piece.iov_len - skip);
    }
    return taken;
}

/// True when there is something to tell: all is sent, or the connection broke.
bool Stream::flush()
{
    if (m_tls && m_tls->hasLeft()) [[unlikely]] {
        m_failed = m_failed || !m_tls->flush();
        m_full = m_tls->hasLeft();
        if (m_full && !m_failed)
            return false;
    }
    while (!m_failed && !m_left.empty()) {
        const iovec piece{m_left.data() + m_leftAt, m_left.size() - m_leftAt};
        const Moved moved = sendSome({&piece, 1});
        if (moved.wouldBlock)
            return false;
        m_failed = moved.failed;
        m_sentAnything = m_sentAnything || moved.size > 0;
        m_leftAt += moved.size;
        if (m_leftAt == m_left.size()) {
            m_leftAt = 0;
            m_left.clear();
            if (m_left.capacity() > BufferPool::kSmall)
                std::string().swap(m_left);
        }
    }
    return true;
}

void Stream::makeRoom(std::size_t capacity)
{
    if (m_block.size >= capacity && m_begin > 0 && m_block.size - m_end < m_block.size / 4) {
        std::memmove(m_block.bytes.get(), m_block.bytes.get() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_block.size >= capacity)
        return;
    Block larger = m_pool.take(capacity);
    if (m_end > m_begin)
        std::memcpy(larger.bytes.get(), m_block.bytes.get() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    m_pool.giveBack(std::exchange(m_block, std::move(larger)));
}

/// To the smallest block that holds what is there; to none when nothing is.
void Stream::shrink()
{
    const std::size_t size = m_end - m_begin;
    if (size == 0) {
        m_begin = m_end = 0;
        m_pool.giveBack(std::exchange(m_block, {}));
    } else if (m_block.size > BufferPool::kSmall && size <= BufferPool::kSmall) {
        Block small = m_pool.take(BufferPool::kSmall);
        std::memcpy(small.bytes.get(), m_block.bytes.get() + m_begin, size);
        m_end = size;
        m_begin = 0;
        m_pool.giveBack(std::exchange(m_block, std::move(small)));
    }
}

std::size_t Stream::unacknowledged() const
{
    int bytes = 0;
    return m_socket >= 0 && ::ioctl(m_socket, SIOCOUTQ, &bytes) == 0 && bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

void Stream::shutdownSend()
{
    if (m_tls)
        m_tls->sayGoodbye();
    ::shutdown(m_socket, SHUT_WR);
}

void Stream::close()
{
    if (m_tls && !m_failed && m_left.empty())
        m_tls->sayGoodbye();
    breakOff();
}

void Stream::breakOff()
{
    m_failed = m_ended = true;
    if (m_socket < 0)
        return;
    m_poller.remove(m_socket, *this);
    ::close(std::exchange(m_socket, -1));
}

void Stream::tellOwner()
{
    if (m_owner != nullptr)
        m_owner->streamMoved();
}

} // namespace straightline::dispatch
