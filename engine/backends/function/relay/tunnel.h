// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>

namespace straightline::relay
{

/// Carries every TCP connection made to 127.0.0.1:port() to a unix socket, byte for byte, both ways, half-closes
/// included. One thread: the caller's poll loop.
class Tunnel
{
public:
    explicit Tunnel(std::string socketPath)
        : m_socketPath(std::move(socketPath))
    {
    }
    ~Tunnel();
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;

    bool listen(); ///< on 127.0.0.1, any port; false with errno
    std::uint16_t port() const { return m_port; }
    void stopListening();
    bool idle() const { return m_pairs.empty(); } ///< no connection is open

    void addTo(std::vector<pollfd>& waits) const; ///< what to wait for
    void advance();                               ///< moves all that can be moved; never blocks

private:
    /// One direction of one connection.
    struct Flow {
        int from = -1;
        int to = -1;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool ended = false; ///< `from` has no more
        bool done = false;  ///< … and `to` was told
        std::array<char, 65'536> bytes{};

        bool wantsRead() const { return !ended && begin == end; }
        bool wantsWrite() const { return begin != end; }
        bool advance(); ///< false: the connection is broken
    };
    struct Pair {
        int client = -1;
        int upstream = -1;
        Flow up;
        Flow down;
        ~Pair();
    };

    void acceptAll();

    std::string m_socketPath;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::vector<std::unique_ptr<Pair>> m_pairs;
};

} // namespace straightline::relay
