// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <sys/uio.h>

#include "engine/dispatch/moved.h"
#include "engine/dispatch/tlscontext.h"

namespace straightline::dispatch
{

/// TLS on one non-blocking socket, as little of it as a Stream needs. OpenSSL never meets a full socket: what the
/// kernel does not take of the records is kept here (one call's, at most), and nothing more is encrypted before that is
/// gone. A record holds the gathered pieces of one send; several records leave in one call of the kernel. Owned by its
/// Stream; one gateway thread.
class TlsLayer
{
public:
    enum class Handshake : std::uint8_t { Running, Done, Failed, SpokePlainHttp };

    explicit TlsLayer(SslPtr ssl);
    ~TlsLayer();
    TlsLayer(const TlsLayer&) = delete;
    TlsLayer& operator=(const TlsLayer&) = delete;

    /// Once the TCP connection stands; not owned.
    void setSocket(int socket) { m_socket = socket; }
    bool hasSocket() const { return m_socket >= 0; }
    /// The poller said that there may be bytes. `hungUp`: the end is to be read behind them.
    void socketReadable(bool hungUp);

    Handshake shakeHands();
    /// As recv(), but as many records as there are and fit. The end is told only once all bytes before it were given.
    Moved receive(char* into, std::size_t size);
    /// Takes all, or less when the kernel is full.
    Moved send(std::span<const iovec> pieces);
    bool hasLeft() const { return m_leftAt < m_left.size(); } ///< encrypted, and not taken by the kernel yet
    /// Sends what is left, as far as the kernel takes it; false when the connection broke.
    bool flush();
    /// Says that nothing more comes: so the peer can tell the end from a broken connection.
    void sayGoodbye();

    /// Why it failed, for people: "certificate has expired". Empty = it did not, or the connection just broke.
    const std::string& problem() const { return m_problem; }

private:
    friend struct TlsSocket;

    void noteProblem();
    bool pushOut();
    std::size_t toKernel(std::string_view bytes);

    SslPtr m_ssl;
    int m_socket = -1;
    std::string m_left;
    std::size_t m_leftAt = 0;
    std::string m_problem;
    bool m_drained = false; ///< the kernel has nothing more: it is not asked before the poller says otherwise
    bool m_hungUp = false;
    bool m_established = false;
    bool m_broken = false;
};

} // namespace straightline::dispatch
