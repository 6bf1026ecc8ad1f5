// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

#include <sys/uio.h>

#include "engine/dispatch/bufferpool.h"
#include "engine/dispatch/moved.h"
#include "engine/dispatch/poller.h"

namespace straightline::dispatch
{

class TlsLayer;

/// The kernel asks a peer that has been silent for half of `timeout`, and breaks the connection when its machine does
/// not answer for the other half. What was sent may be unacknowledged, or not taken, for `patience` ≥ `timeout`; 0 =
/// for as long as the kernel itself has it (a quarter of an hour; not taken: for ever). A listening socket passes it on
/// to what it accepts. Best effort: a socket that is not TCP is left as it is.
void watchPeer(int socket, std::chrono::milliseconds timeout, std::chrono::milliseconds patience);

/// Told when something happened to a stream: bytes came, the end came, leftovers were sent, it got connected.
class StreamOwner
{
public:
    virtual void streamMoved() = 0;

protected:
    ~StreamOwner() = default;
};

/// A TCP connection that never waits: bytes that have come are looked at in its buffer, bytes to send are given to the
/// kernel at once and what it does not take is kept and sent as it drains. While it is armed it reads when something
/// comes, so that a peer that leaves is noticed while its owner waits for something else. It holds a buffer only while
/// there are bytes in it: what received() gave is good until its owner waits again. One gateway thread.
class Stream : public Polled
{
public:
    /// `socket` is connected and non-blocking, or −1 for one that is to be connected; owned. With `tls` it is connected
    /// once the handshake is done.
    Stream(int socket, Poller& poller, BufferPool& pool, std::unique_ptr<TlsLayer> tls);
    Stream(int socket, Poller& poller, BufferPool& pool);
    ~Stream() override;

    void setOwner(StreamOwner* owner) { m_owner = owner; }
    void connect(const boost::asio::ip::tcp::endpoint& address);
    /// As dispatch::watchPeer() for its socket; costs nothing when `patience` is as before.
    void watchPeer(std::chrono::milliseconds timeout, std::chrono::milliseconds patience);
    bool connected() const { return m_connected; }
    /// The peer began with HTTP where a TLS handshake was due: it can be told so in plain.
    bool spokePlainHttp() const { return m_spokePlainHttp; }
    /// Why TLS failed, for people; empty = it did not.
    std::string_view tlsProblem() const;

    std::string_view received() const { return {m_block.bytes.get() + m_begin, m_end - m_begin}; }
    void consume(std::size_t size);
    /// Reads on, once something comes, until `capacity` bytes are there; nothing when they are.
    void arm(std::size_t capacity);
    /// Goes back to a small buffer, for the time between requests.
    void relax() { shrink(); }
    bool ended() const { return m_ended; }   ///< the peer closed its side, or the connection broke
    bool failed() const { return m_failed; } ///< reading or writing is no longer possible

    /// Sends `pieces` in one call; false when the connection is broken. May be called only when writable().
    bool send(std::span<const iovec> pieces);
    /// The same with a body behind, of which nothing is kept: how much of it went, or nothing when the connection is
    /// broken.
    std::optional<std::size_t> send(std::span<const iovec> head, std::string_view body);
    bool writable() const { return m_left.empty() && !m_full && !m_failed; }
    /// Bytes sent that the peer's kernel has not acknowledged; one call of the kernel.
    std::size_t unacknowledged() const;
    bool secured() const { return m_tls != nullptr; } ///< what the kernel counts is not what was given to send()
    bool sentAnything() const { return m_sentAnything; }

    void shutdownSend();
    void close();
    /// Closes so that the peer of a TLS connection can tell that bytes are missing.
    void breakOff();
    bool isOpen() const { return m_socket >= 0; }

private:
    void ready(bool readable, bool writable, bool hungUp) override;
    void takeTurn() override;
    bool read();
    bool flush();
    bool goOnConnecting(bool writable);
    bool shakeHands();
    void finishConnecting();
    void makeRoom(std::size_t capacity);
    void shrink();
    void tellOwner();
    Moved receiveSome(char* into, std::size_t size);
    Moved sendSome(std::span<const iovec> pieces);
    std::size_t keepRest(std::span<const iovec> pieces, std::size_t taken);

    Poller& m_poller;
    BufferPool& m_pool;
    std::unique_ptr<TlsLayer> m_tls; ///< null: plain
    StreamOwner* m_owner = nullptr;
    Block m_block;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_wanted = 0; ///< capacity to read for; 0 = not armed
    std::string m_left;       ///< not taken by the kernel yet; at most one send()'s pieces
    std::size_t m_leftAt = 0;
    int m_socket;
    std::chrono::milliseconds m_patience{-1}; ///< of watchPeer(); −1 = not called
    bool m_connected = false;
    bool m_readable = false; ///< the kernel may have bytes, or the end
    bool m_hungUp = false;
    bool m_full = false; ///< the kernel takes no more for now
    bool m_ended = false;
    bool m_failed = false;
    bool m_sentAnything = false;
    bool m_spokePlainHttp = false;
};

using StreamPtr = boost::intrusive_ptr<Stream>;

} // namespace straightline::dispatch
