// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/handler.h"

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>

namespace straightline::demo
{

struct HttpServerOptions {
    std::string host = "127.0.0.1";
    std::string port = "8080";
    std::size_t threads = 2; ///< worker threads for decoding and inference; connections live on the caller's thread
    std::size_t maxConnections = 1024;
    std::uint64_t maxBodyBytes = std::uint64_t{64} << 20U;
    std::uint32_t maxHeaderBytes = 16U << 10U;
    std::chrono::milliseconds idleTimeout{75'000};     ///< waiting for a request's head
    std::chrono::milliseconds transferTimeout{60'000}; ///< reading a body, writing an answer
    std::chrono::milliseconds grace{10'000};           ///< for requests in flight when told to stop
};

/// HTTP/1.1 with keep-alive. All connections live on the thread that calls run(); POST requests are computed on worker
/// threads, the others at once, so health checks are answered while all workers are busy. Owned by main().
class HttpServer
{
public:
    static Expected<std::unique_ptr<HttpServer>> open(Handler& handler, HttpServerOptions options);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// HOST:PORT as bound, with the real port when 0 was asked for.
    [[nodiscard]] std::string address() const;

    /// Serves until SIGTERM or SIGINT, then finishes the requests in flight.
    void run();

private:
    class Session;
    HttpServer(Handler& handler, HttpServerOptions options);
    boost::asio::awaitable<void> acceptConnections();
    boost::asio::awaitable<void> pause(std::chrono::milliseconds longest);
    void stop();
    void ended(Session* session);

    Handler& m_handler;
    const HttpServerOptions m_options;
    std::unordered_set<Session*> m_sessions;
    bool m_stopping = false;
    bool m_destroyed = false; ///< from here on, ending sessions have nobody to tell
    boost::asio::io_context m_context{1};
    boost::asio::thread_pool m_workers;
    boost::asio::ip::tcp::acceptor m_acceptor{m_context};
    boost::asio::steady_timer m_slotFreed{m_context};
    boost::asio::steady_timer m_grace{m_context};
};

} // namespace straightline::demo
