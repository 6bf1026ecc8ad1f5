// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/managementcalls.h"

#include <fmt/format.h>

#include "engine/backends/httpapi.h"
#include "engine/backends/httpurl.h"
#include "engine/backends/sampleinference.h"

namespace straightline::app
{
namespace
{

constexpr std::chrono::milliseconds kDeadline{10'000};

} // namespace

ManagementCalls::ManagementCalls(backends::CurlClient& http, std::string control, std::string token)
    : m_http(http)
    , m_control(std::move(control))
    , m_token(std::move(token))
{
}

QCoro::Task<Result<void>> ManagementCalls::resolve(backends::Scope scope)
{
    const Result<backends::HttpUrl> url = backends::parseHttpUrl("http://" + m_control);
    if (!url)
        co_return Result<void>(tl::make_unexpected(url.error()));
    const auto addresses = co_await backends::resolveHost(scope, url->host, kDeadline);
    if (!addresses)
        co_return Result<void>(tl::make_unexpected(addresses.error()));
    m_endpoint.address = addresses->front();
    m_endpoint.port = url->port;
    co_return Result<void>();
}

QCoro::Task<Result<Json>> ManagementCalls::call(backends::Scope scope, std::string method, std::string path, Json body)
{
    if (m_endpoint.port == 0) {
        if (const Result<void> resolved = co_await resolve(scope); !resolved)
            co_return Result<Json>(tl::make_unexpected(resolved.error()));
    }
    backends::HttpRequest request;
    request.method = std::move(method);
    request.url = fmt::format("http://{}/api/v1/{}", m_control, path);
    request.connectTo = m_endpoint;
    request.timeout = kDeadline;
    if (!m_token.empty())
        request.headers.push_back("Authorization: Bearer " + m_token);
    if (!body.is_null()) {
        request.headers.emplace_back("Content-Type: application/json");
        request.body = writeJson(body);
    }
    const Result<backends::HttpReply> reply = co_await m_http.send(scope, std::move(request));
    if (!reply)
        co_return Result<Json>(
            failure(reply.error().code, fmt::format("the engine at {}: {}", m_control, reply.error().detail)));
    if (reply->status < 200 || reply->status > 299)
        co_return Result<Json>(failure(backends::errorCodeOf(reply->status), backends::errorIn(reply->body)));
    Result<Json> answer = parseJson(reply->body);
    if (!answer)
        co_return Result<Json>(failure(
            ErrorCode::BadReply, fmt::format("the engine at {}: its answer is no JSON; allowed is the address that "
                                             "it says behind \"control=\"",
                                             m_control)));
    co_return answer;
}

} // namespace straightline::app
