// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/loadconnection.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include <nlohmann/json.hpp>

#include <sys/socket.h>

#include <array>

namespace straightline::demo
{

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

namespace
{

constexpr std::chrono::seconds kLongestIdle(20); ///< shorter than servers keep an idle connection
constexpr std::uint64_t kMaxAnswerBytes = 8U << 20U;

std::string headerOr(const http::response<http::string_body>& answer, const char* name, const char* otherwise)
{
    const auto value = answer[name];
    return value.empty() ? otherwise : std::string(value.data(), value.size());
}

int labelOf(const std::string& body)
{
    const auto document = nlohmann::json::parse(body, nullptr, false);
    if (!document.is_object()) {
        return -1;
    }
    const auto label = document.find("label");
    return label != document.end() && label->is_number_integer() ? label->get<int>() : -1;
}

} // namespace

LoadConnection::LoadConnection(net::io_context& context, std::string authority, const Endpoints& endpoints,
                               std::chrono::milliseconds timeout)
    : m_authority(std::move(authority))
    , m_endpoints(endpoints)
    , m_timeout(timeout)
    , m_stream(context)
{
}

bool LoadConnection::reusable()
{
    if (!m_connected || Clock::now() - m_lastUsed > kLongestIdle) {
        return false;
    }
    char byte = 0;
    const auto received = ::recv(m_stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

net::awaitable<error_code> LoadConnection::connect()
{
    error_code error;
    m_stream.close();
    m_buffer.clear();
    co_await m_stream.async_connect(m_endpoints, net::redirect_error(net::use_awaitable, error));
    if (!error) {
        m_stream.socket().set_option(tcp::no_delay(true), error);
    }
    m_connected = !error;
    co_return error;
}

net::awaitable<error_code> LoadConnection::exchange(const Shot& shot, Outcome& outcome)
{
    const std::string head = "POST " + shot.path + " HTTP/1.1\r\nHost: " + m_authority
                             + "\r\nContent-Type: image/png\r\nContent-Length: " + std::to_string(shot.png->size())
                             + "\r\n\r\n";
    const std::array<net::const_buffer, 2> buffers{net::buffer(head), net::buffer(*shot.png)};
    error_code writeError;
    co_await net::async_write(m_stream, buffers, net::redirect_error(net::use_awaitable, writeError));
    // A server may refuse a body before it has read it all: even then there is an answer to read.
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMaxAnswerBytes);
    error_code error;
    co_await http::async_read(m_stream, m_buffer, parser, net::redirect_error(net::use_awaitable, error));
    if (error) {
        co_return error;
    }
    const auto answer = parser.release();
    outcome.status = answer.result_int();
    outcome.tier = headerOr(answer, "x-straightline-tier", "none");
    outcome.backend = headerOr(answer, "x-straightline-backend", "none");
    outcome.reason = headerOr(answer, "x-straightline-reason", "none");
    outcome.label = labelOf(answer.body());
    m_connected = answer.keep_alive() && !writeError;
    co_return error;
}

net::awaitable<Outcome> LoadConnection::send(const Shot& shot, Clock::time_point due)
{
    Outcome outcome;
    outcome.truth = shot.truth;
    outcome.expected = shot.expected;
    outcome.bytes = shot.png->size();
    outcome.slip = Clock::now() - due;
    error_code error;
    m_stream.expires_after(m_timeout);
    if (!reusable()) {
        error = co_await connect();
        outcome.failure = "connect";
    }
    if (!error) {
        outcome.failure = "connection_lost";
        error = co_await exchange(shot, outcome);
    }
    m_lastUsed = Clock::now();
    outcome.latency = m_lastUsed - due;
    if (error) {
        m_connected = false;
        if (error == beast::error::timeout) {
            outcome.failure = "timeout";
        }
    }
    co_return outcome;
}

} // namespace straightline::demo
