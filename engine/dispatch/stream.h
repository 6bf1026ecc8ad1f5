// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

#include <sys/uio.h>

#include "engine/dispatch/bufferpool.h"

namespace straightline::dispatch
{

using IoContext = boost::asio::io_context;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, IoContext::executor_type>;

/// Told when something happened to a stream: bytes came, the end came, leftovers were sent, it got connected.
class StreamOwner
{
public:
    virtual void streamMoved() = 0;

protected:
    ~StreamOwner() = default;
};

/// A TCP connection that never waits: bytes that have come are looked at in its buffer, bytes to send are given to the
/// kernel at once and what it does not take is kept and sent as it drains. A read is kept outstanding (`arm`), so that
/// a peer that leaves is noticed while its owner waits for something else. One gateway thread; reference-counted by the
/// operations that are under way.
class Stream : public boost::intrusive_ref_counter<Stream, boost::thread_unsafe_counter>
{
public:
    Stream(Socket socket, BufferPool& pool);
    virtual ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void setOwner(StreamOwner* owner) { m_owner = owner; }
    void connect(const boost::asio::ip::tcp::endpoint& address);
    bool connected() const { return m_connected; }

    std::string_view received() const { return {m_block.bytes.get() + m_begin, m_end - m_begin}; }
    void consume(std::size_t size);
    /// Keeps a read outstanding into a buffer of at least `capacity` bytes; nothing when it is full.
    void arm(std::size_t capacity);
    /// Goes back to a small buffer, for the time between requests.
    void relax();
    bool ended() const { return m_ended; }   ///< the peer closed its side, or the connection broke
    bool failed() const { return m_failed; } ///< reading or writing is no longer possible

    /// Sends `pieces` in one call; false when the connection is broken. May be called only when writable().
    bool send(std::span<const iovec> pieces);
    bool writable() const { return m_left.empty() && !m_failed; }
    bool sentAnything() const { return m_sentAnything; }

    void shutdownSend();
    void close();
    bool isOpen() const { return m_socket.is_open(); }
    Socket& socket() { return m_socket; }

private:
    void makeRoom(std::size_t capacity);
    void onRead(const boost::system::error_code& error, std::size_t size);
    void onWritable(const boost::system::error_code& error);
    void awaitWritable();
    void tellOwner();

    Socket m_socket;
    BufferPool& m_pool;
    StreamOwner* m_owner = nullptr;
    Block m_block;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::string m_left; ///< not taken by the kernel yet; at most one send()'s bytes
    std::size_t m_leftAt = 0;
    bool m_connected = false;
    bool m_reading = false;
    bool m_ended = false;
    bool m_failed = false;
    bool m_sentAnything = false;
};

using StreamPtr = boost::intrusive_ptr<Stream>;

} // namespace straightline::dispatch
