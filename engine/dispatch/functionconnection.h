// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace straightline::dispatch
{

class FunctionEndpoint;

/// One connection from a function process: reads its Runtime API calls, one after the other, with bounded bodies, and
/// writes what the endpoint answers. On the endpoint's gateway thread; kept alive by its pending operation and by the
/// endpoint, which it knows until detach().
class FunctionConnection : public std::enable_shared_from_this<FunctionConnection>
{
public:
    using Protocol = boost::asio::local::stream_protocol;
    using Socket = boost::asio::basic_stream_socket<Protocol, boost::asio::io_context::executor_type>;

    FunctionConnection(Socket socket, FunctionEndpoint& endpoint)
        : m_socket(std::move(socket))
        , m_endpoint(&endpoint)
    {
    }

    void start() { readHead(); }
    /// Closes at once; the endpoint hears no more of it.
    void detach();

    // Called by the endpoint in answer to a call.
    void readBody(std::uint64_t limitBytes); ///< leads to FunctionEndpoint::bodyRead
    void reply(unsigned status, const char* errorType = "", const char* errorMessage = "");
    void refuse(unsigned status, const char* errorType,
                const char* errorMessage); ///< and closes when much of the body is unread
    void park();                           ///< holds the answer to …/next back until deliver()
    void deliver(std::string head, std::string body);

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void readHead();
    void headRead();
    void readRest();
    void write(bool closes);
    void drain();
    void close();

    Socket m_socket;
    FunctionEndpoint* m_endpoint;
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    std::string m_head;
    std::string m_body;
    std::unique_ptr<std::array<char, 65'536>> m_rest;
    std::uint64_t m_drained = 0;
    bool m_parked = false;
    bool m_delivering = false;
    bool m_closed = false;
};

} // namespace straightline::dispatch
