// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/message.h"

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace straightline::demo
{

struct Invocation {
    std::string requestId;
    std::string event;
};

/// A keep-alive HTTP client for the Lambda Runtime API, on the thread of its io_context. Owned by LambdaRuntime.
class RuntimeClient
{
public:
    RuntimeClient(boost::asio::io_context& context, std::string endpoint);

    /// Waits, without a limit, for the next event.
    boost::asio::awaitable<Expected<Invocation>> next();
    boost::asio::awaitable<Expected<void>> respond(std::string requestId, std::string result);
    /// Reports a failed invocation, or a failed start when `requestId` is empty.
    boost::asio::awaitable<Expected<void>> reportError(std::string requestId, Failure reason);

    /// Breaks off the wait in next(), for good.
    void cancel();

private:
    using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;
    using HttpResponse = boost::beast::http::response<boost::beast::http::string_body>;
    using Timeout = std::optional<std::chrono::seconds>;

    boost::asio::awaitable<Expected<HttpResponse>> exchange(HttpRequest request, Timeout answerTimeout);
    boost::asio::awaitable<boost::system::error_code> connect();
    boost::asio::awaitable<boost::system::error_code> attempt(const HttpRequest& request, HttpResponse& response,
                                                              Timeout answerTimeout);
    boost::asio::awaitable<Expected<void>> post(std::string path, std::string body, std::string errorType);

    std::string m_endpoint;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    bool m_connected = false;
    bool m_cancelled = false;
};

} // namespace straightline::demo
