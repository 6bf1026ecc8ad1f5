// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/runtimeclient.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace straightline::demo
{

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = net::ip::tcp;

namespace
{

constexpr const char* kRoot = "/2018-06-01/runtime/";
constexpr std::chrono::seconds kExchangeTimeout(30);
constexpr std::uint64_t kMaxEventBytes = std::uint64_t{128} << 20U;

} // namespace

RuntimeClient::RuntimeClient(net::io_context& context, std::string endpoint)
    : m_endpoint(std::move(endpoint))
    , m_stream(context)
{
}

void RuntimeClient::cancel()
{
    // Closing, unlike cancelling, also ends a read that starts just after this.
    m_cancelled = true;
    m_stream.close();
}

net::awaitable<error_code> RuntimeClient::connect()
{
    error_code error;
    const auto colon = m_endpoint.rfind(':');
    if (colon == std::string::npos) {
        co_return make_error_code(net::error::invalid_argument);
    }
    tcp::resolver resolver(m_stream.get_executor());
    const auto resolved = co_await resolver.async_resolve(m_endpoint.substr(0, colon), m_endpoint.substr(colon + 1),
                                                          net::redirect_error(net::use_awaitable, error));
    if (m_cancelled) {
        co_return make_error_code(net::error::operation_aborted);
    }
    if (!error) {
        m_buffer.clear();
        m_stream.expires_after(kExchangeTimeout);
        co_await m_stream.async_connect(resolved, net::redirect_error(net::use_awaitable, error));
    }
    if (!error) {
        m_stream.socket().set_option(tcp::no_delay(true), error);
    }
    m_connected = !error;
    co_return error;
}

net::awaitable<error_code> RuntimeClient::attempt(const HttpRequest& request, HttpResponse& response,
                                                  Timeout answerTimeout)
{
    error_code error;
    m_stream.expires_after(kExchangeTimeout);
    co_await http::async_write(m_stream, request, net::redirect_error(net::use_awaitable, error));
    if (!error) {
        if (answerTimeout) {
            m_stream.expires_after(*answerTimeout);
        } else {
            m_stream.expires_never();
        }
        http::response_parser<http::string_body> parser;
        parser.body_limit(kMaxEventBytes);
        co_await http::async_read(m_stream, m_buffer, parser, net::redirect_error(net::use_awaitable, error));
        response = parser.release();
    }
    if (error || !response.keep_alive()) {
        m_connected = false;
        m_stream.close();
    }
    co_return error;
}

net::awaitable<Expected<RuntimeClient::HttpResponse>> RuntimeClient::exchange(HttpRequest request,
                                                                              Timeout answerTimeout)
{
    HttpResponse response;
    error_code error;
    const bool reused = m_connected;
    if (!reused) {
        error = co_await connect();
    }
    if (!error) {
        error = co_await attempt(request, response, answerTimeout);
    }
    if (reused
        && (error == http::error::end_of_stream || error == net::error::broken_pipe
            || error == net::error::connection_reset)) {
        // The server closed the kept connection while it was idle: once more on a fresh one.
        error = co_await connect();
        if (!error) {
            error = co_await attempt(request, response, answerTimeout);
        }
    }
    if (error) {
        co_return failure(502, "runtime API at " + m_endpoint + ": " + error.message());
    }
    co_return response;
}

net::awaitable<Expected<Invocation>> RuntimeClient::next()
{
    HttpRequest request(http::verb::get, std::string(kRoot) + "invocation/next", 11);
    request.set(http::field::host, m_endpoint);
    Expected<HttpResponse> response = co_await exchange(std::move(request), std::nullopt);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    const auto id = (*response)["Lambda-Runtime-Aws-Request-Id"];
    if (response->result() != http::status::ok || id.empty()) {
        co_return failure(502, "runtime API at " + m_endpoint + ": /next answered status "
                                   + std::to_string(response->result_int())
                                   + (id.empty() ? " without a request id" : ""));
    }
    co_return Invocation{std::string(id.data(), id.size()), std::move(response->body())};
}

net::awaitable<Expected<void>> RuntimeClient::post(std::string path, std::string body, std::string errorType)
{
    HttpRequest request(http::verb::post, kRoot + path, 11);
    request.set(http::field::host, m_endpoint);
    request.set(http::field::content_type, "application/json");
    if (!errorType.empty()) {
        request.set("Lambda-Runtime-Function-Error-Type", errorType);
    }
    request.body() = std::move(body);
    request.prepare_payload();
    const Expected<HttpResponse> response = co_await exchange(std::move(request), kExchangeTimeout);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    if (response->result_int() >= 300) {
        // The invocation is lost (too large, or too late); the next one may be served all the same.
        std::cerr << "digits-server: runtime API answered " << response->result_int() << " to " << path << ": "
                  << response->body().substr(0, 200) << std::endl;
    }
    co_return Expected<void>();
}

net::awaitable<Expected<void>> RuntimeClient::respond(std::string requestId, std::string result)
{
    co_return co_await post("invocation/" + requestId + "/response", std::move(result), {});
}

net::awaitable<Expected<void>> RuntimeClient::reportError(std::string requestId, Failure reason)
{
    const std::string type = requestId.empty() ? "Runtime.InitError" : "Function.BadEvent";
    const std::string path = requestId.empty() ? "init/error" : "invocation/" + requestId + "/error";
    const nlohmann::json document{
        {"errorMessage", reason.message}, {"errorType", type}, {"stackTrace", nlohmann::json::array()}};
    co_return co_await post(path, document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), type);
}

} // namespace straightline::demo
