// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/load/report.h"
#include "resources/demo/load/shotsource.h"

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <chrono>
#include <string>

namespace straightline::demo
{

/// A keep-alive connection that sends one image at a time and reads the answer. A request is never sent twice: the
/// counts of client and servers must agree.
class LoadConnection
{
public:
    using Clock = std::chrono::steady_clock;
    using Endpoints = boost::asio::ip::tcp::resolver::results_type;

    LoadConnection(boost::asio::io_context& context, std::string authority, const Endpoints& endpoints,
                   std::chrono::milliseconds timeout);

    /// `due` is the intended instant, from which latency and slip are counted.
    boost::asio::awaitable<Outcome> send(const Shot& shot, Clock::time_point due);

private:
    boost::asio::awaitable<boost::system::error_code> connect();
    boost::asio::awaitable<boost::system::error_code> exchange(const Shot& shot, Outcome& outcome);
    [[nodiscard]] bool reusable();

    std::string m_authority;
    const Endpoints& m_endpoints;
    std::chrono::milliseconds m_timeout;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    bool m_connected = false;
    Clock::time_point m_lastUsed;
};

} // namespace straightline::demo
