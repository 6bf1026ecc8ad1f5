// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/httpserver.h"

#include "resources/demo/digits-server/wire.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <csignal>

namespace straightline::demo
{

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

namespace
{

/// Runs the handler where it was spawned: on a worker thread.
net::awaitable<Response> compute(Handler& handler, Request request)
{
    co_return handler.handle(request);
}

Failure headFailure(const error_code& error, const HttpServerOptions& options)
{
    if (error == http::error::body_limit) {
        return {413, "the body is over the limit of " + std::to_string(options.maxBodyBytes) + " bytes"};
    }
    if (error == http::error::header_limit) {
        return {431, "the request's head is over the limit of " + std::to_string(options.maxHeaderBytes) + " bytes"};
    }
    return {400, "malformed request: " + error.message()};
}

bool isProtocolError(const error_code& error)
{
    return error.category() == make_error_code(http::error::bad_method).category()
           && error != http::error::end_of_stream && error != http::error::partial_message;
}

} // namespace

/// One client connection, on the server's thread. Keeps itself alive until its coroutine ends.
class HttpServer::Session : public std::enable_shared_from_this<Session>
{
public:
    Session(HttpServer& server, tcp::socket socket)
        : m_server(server)
        , m_stream(std::move(socket))
    {
    }

    ~Session() { m_server.ended(this); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    static net::awaitable<void> serve(std::shared_ptr<Session> self)
    {
        while (co_await self->exchange()) {
        }
        error_code ignored;
        self->m_stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    }

    /// Lets a request in flight finish; a connection between requests reads its end at once, after what has already
    /// arrived, so that no request is lost that the client may believe to be accepted.
    void stop()
    {
        if (m_idle) {
            error_code ignored;
            m_stream.socket().shutdown(tcp::socket::shutdown_receive, ignored);
        }
    }

private:
    using Parser = http::request_parser<http::string_body>;

    net::awaitable<bool> exchange()
    {
        Parser parser;
        parser.body_limit(m_server.m_options.maxBodyBytes);
        parser.header_limit(m_server.m_options.maxHeaderBytes);
        error_code error;
        m_idle = true;
        m_stream.expires_after(m_server.m_options.idleTimeout);
        co_await http::async_read_header(m_stream, m_buffer, parser, net::redirect_error(net::use_awaitable, error));
        m_idle = false;
        if (!error) {
            error = co_await readBody(parser);
        }
        if (error) {
            if (isProtocolError(error)) {
                co_await refuse(headFailure(error, m_server.m_options));
            }
            co_return false;
        }
        auto message = parser.release();
        const bool keepAlive = message.keep_alive() && !m_server.m_stopping;
        const bool headOnly = message.method() == http::verb::head;
        const bool heavy = message.method() == http::verb::post;
        Request request = requestOf(std::move(message));
        Response response;
        if (heavy) {
            response = co_await net::co_spawn(m_server.m_workers, compute(m_server.m_handler, std::move(request)),
                                              net::use_awaitable);
        } else {
            response = m_server.m_handler.handle(request);
        }
        co_return co_await write(std::move(response), keepAlive && !m_server.m_stopping, headOnly);
    }

    net::awaitable<error_code> readBody(Parser& parser)
    {
        error_code error;
        m_stream.expires_after(m_server.m_options.transferTimeout);
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            http::response<http::empty_body> proceed(http::status::continue_, 11);
            co_await http::async_write(m_stream, proceed, net::redirect_error(net::use_awaitable, error));
        }
        if (!error) {
            co_await http::async_read(m_stream, m_buffer, parser, net::redirect_error(net::use_awaitable, error));
        }
        co_return error;
    }

    net::awaitable<bool> write(Response response, bool keepAlive, bool headOnly)
    {
        auto message = messageOf(std::move(response), keepAlive, headOnly);
        http::response_serializer<http::string_body> serializer(message);
        error_code error;
        m_stream.expires_after(m_server.m_options.transferTimeout);
        if (headOnly) {
            co_await http::async_write_header(m_stream, serializer, net::redirect_error(net::use_awaitable, error));
        } else {
            co_await http::async_write(m_stream, serializer, net::redirect_error(net::use_awaitable, error));
        }
        co_return !error && keepAlive;
    }

    /// Answers and closes, but first reads on for a moment: closing with unread data would reset the connection and
    /// could take the answer away from the client.
    net::awaitable<void> refuse(Failure reason)
    {
        co_await write(m_server.m_handler.refuse(reason), false, false);
        error_code error;
        m_stream.socket().shutdown(tcp::socket::shutdown_send, error);
        m_stream.expires_after(std::chrono::seconds(2));
        std::array<char, 16384> unwanted{};
        while (!error) {
            co_await m_stream.async_read_some(net::buffer(unwanted), net::redirect_error(net::use_awaitable, error));
        }
    }

    HttpServer& m_server;
    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    bool m_idle = false;
};

HttpServer::HttpServer(Handler& handler, HttpServerOptions options)
    : m_handler(handler)
    , m_options(std::move(options))
    , m_workers(m_options.threads)
{
}

HttpServer::~HttpServer()
{
    m_destroyed = true;
    m_workers.stop(); // after the grace period nobody waits for what is still queued
    m_workers.join();
}

Expected<std::unique_ptr<HttpServer>> HttpServer::open(Handler& handler, HttpServerOptions options)
{
    std::unique_ptr<HttpServer> server(new HttpServer(handler, std::move(options)));
    const std::string wanted = server->m_options.host + ":" + server->m_options.port;
    error_code error;
    const auto resolved = tcp::resolver(server->m_context)
                              .resolve(server->m_options.host, server->m_options.port, tcp::resolver::passive, error);
    if (error || resolved.empty()) {
        return failure(500, "cannot listen on " + wanted + ": " + error.message());
    }
    const tcp::endpoint endpoint = resolved.begin()->endpoint();
    server->m_acceptor.open(endpoint.protocol(), error);
    if (!error) {
        server->m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        server->m_acceptor.bind(endpoint, error);
    }
    if (!error) {
        server->m_acceptor.listen(net::socket_base::max_listen_connections, error);
    }
    if (error) {
        return failure(500, "cannot listen on " + wanted + ": " + error.message());
    }
    return server;
}

std::string HttpServer::address() const
{
    const bool v6 = m_options.host.find(':') != std::string::npos;
    return (v6 ? "[" + m_options.host + "]" : m_options.host) + ":"
           + std::to_string(m_acceptor.local_endpoint().port());
}

void HttpServer::run()
{
    net::signal_set signals(m_context, SIGTERM, SIGINT);
    signals.async_wait([this](const error_code& error, int) {
        if (!error) {
            stop();
        }
    });
    net::co_spawn(m_context, acceptConnections(), net::detached);
    m_context.run();
}

net::awaitable<void> HttpServer::acceptConnections()
{
    while (!m_stopping) {
        if (m_sessions.size() >= m_options.maxConnections) {
            co_await pause(m_options.idleTimeout);
            continue;
        }
        error_code error;
        tcp::socket socket = co_await m_acceptor.async_accept(net::redirect_error(net::use_awaitable, error));
        if (error == net::error::operation_aborted) {
            break;
        }
        if (error) { // out of descriptors, say: let some connections end first
            co_await pause(std::chrono::milliseconds(100));
            continue;
        }
        socket.set_option(tcp::no_delay(true), error);
        auto session = std::make_shared<Session>(*this, std::move(socket));
        m_sessions.insert(session.get());
        net::co_spawn(m_context, Session::serve(std::move(session)), net::detached);
    }
}

net::awaitable<void> HttpServer::pause(std::chrono::milliseconds longest)
{
    error_code ignored;
    m_slotFreed.expires_after(longest);
    co_await m_slotFreed.async_wait(net::redirect_error(net::use_awaitable, ignored));
}

void HttpServer::stop()
{
    m_stopping = true;
    error_code ignored;
    m_acceptor.close(ignored);
    m_slotFreed.cancel();
    for (Session* session : m_sessions) {
        session->stop();
    }
    if (!m_sessions.empty()) {
        m_grace.expires_after(m_options.grace);
        m_grace.async_wait([this](const error_code& error) {
            if (!error) {
                m_context.stop();
            }
        });
    }
}

void HttpServer::ended(Session* session)
{
    if (m_destroyed) {
        return;
    }
    m_sessions.erase(session);
    m_slotFreed.cancel();
    if (m_stopping && m_sessions.empty()) {
        m_grace.cancel();
    }
}

} // namespace straightline::demo
