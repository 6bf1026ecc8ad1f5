// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <boost/asio/buffer.hpp>

#include <sys/socket.h>

namespace straightline::dispatch
{

using boost::system::error_code;

Stream::Stream(Socket socket, BufferPool& pool)
    : m_socket(std::move(socket))
    , m_pool(pool)
    , m_connected(m_socket.is_open())
{
}

Stream::~Stream()
{
    m_pool.giveBack(std::move(m_block));
}

void Stream::connect(const boost::asio::ip::tcp::endpoint& address)
{
    error_code error;
    m_socket.open(address.protocol(), error);
    if (error) {
        m_failed = m_ended = true;
        return;
    }
    m_socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
    m_socket.async_connect(address, [self = StreamPtr(this)](const error_code& failure) {
        self->m_connected = !failure;
        self->m_failed = self->m_ended = static_cast<bool>(failure);
        self->tellOwner();
    });
}

void Stream::consume(std::size_t size)
{
    m_begin += size;
    if (m_begin == m_end && !m_reading)
        m_begin = m_end = 0;
}

void Stream::makeRoom(std::size_t capacity)
{
    if (m_block.size >= capacity && m_begin > 0 && (m_end == m_begin || m_block.size - m_end < m_block.size / 4)) {
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

void Stream::arm(std::size_t capacity)
{
    if (m_reading || m_ended || !m_connected)
        return;
    makeRoom(capacity);
    if (m_end == m_block.size)
        return;
    m_reading = true;
    m_socket.async_read_some(
        boost::asio::buffer(m_block.bytes.get() + m_end, m_block.size - m_end),
        [self = StreamPtr(this)](const error_code& error, std::size_t size) { self->onRead(error, size); });
}

void Stream::relax()
{
    if (m_reading || m_block.size <= BufferPool::kSmall || m_end - m_begin > BufferPool::kSmall)
        return;
    Block small = m_pool.take(BufferPool::kSmall);
    if (m_end > m_begin)
        std::memcpy(small.bytes.get(), m_block.bytes.get() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    m_pool.giveBack(std::exchange(m_block, std::move(small)));
}

void Stream::onRead(const error_code& error, std::size_t size)
{
    m_reading = false;
    m_end += size;
    if (error) {
        m_ended = true;
        m_failed = m_failed || error != boost::asio::error::eof;
    }
    tellOwner();
}

bool Stream::send(std::span<const iovec> pieces)
{
    if (m_failed)
        return false;
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    ssize_t sent = 0;
    do
        sent = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
        m_failed = true;
        return false;
    }
    auto taken = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    m_sentAnything = m_sentAnything || taken > 0;
    for (const iovec& piece : pieces) {
        const std::size_t skip = std::min(taken, piece.iov_len);
        taken -= skip;
        if (skip < piece.iov_len)
            m_left.append(static_cast<const char*>(piece.iov_base) + skip, piece.iov_len - skip);
    }
    if (!m_left.empty())
        awaitWritable();
    return true;
}

void Stream::awaitWritable()
{
    m_socket.async_wait(Socket::wait_write,
                        [self = StreamPtr(this)](const error_code& error) { self->onWritable(error); });
}

void Stream::onWritable(const error_code& error)
{
    if (error || m_failed) {
        m_failed = true;
        tellOwner();
        return;
    }
    const ssize_t sent = ::send(m_socket.native_handle(), m_left.data() + m_leftAt, m_left.size() - m_leftAt,
                                MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        m_failed = true;
        tellOwner();
        return;
    }
    m_sentAnything = m_sentAnything || sent > 0;
    m_leftAt += static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    if (m_leftAt < m_left.size()) {
        awaitWritable();
        return;
    }
    m_leftAt = 0;
    m_left.clear();
    if (m_left.capacity() > BufferPool::kLarge)
        std::string().swap(m_left);
    tellOwner();
}

void Stream::shutdownSend()
{
    error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
}

void Stream::close()
{
    m_failed = m_ended = true;
    error_code ignored;
    m_socket.close(ignored);
}

void Stream::tellOwner()
{
    if (m_owner != nullptr)
        m_owner->streamMoved();
}

} // namespace straightline::dispatch
