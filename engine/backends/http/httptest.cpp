// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/backends/backendtest.h"
#include "engine/backends/httpurl.h"

// The test of a server that somebody else runs.
namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kResolveDeadline{5'000};

struct Reached {
    Endpoint endpoint;
    std::chrono::microseconds took{0};
};

std::string withoutAnswer(const Error& error, std::chrono::milliseconds timeout)
{
    return error.code == ErrorCode::Timeout ? fmt::format("no answer in {} ms", timeout.count()) : error.detail;
}

// The first address that takes a connection; else why the last one does not.
QCoro::Task<Result<Reached>> connectToOne(CurlClient* http, Scope scope, HttpUrl url,
                                          std::vector<std::string> addresses, std::chrono::milliseconds timeout)
{
    Error last{ErrorCode::Unreachable, "there is no address"};
    for (const std::string& address : addresses) {
        HealthTarget target;
        target.endpoint = {address, url.port};
        target.hostHeader = url.hostHeader;
        HttpRequest request = requestTo(target, {}, timeout);
        const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
        if (reply) {
            const Reached reached{target.endpoint, reply->connected};
            co_return Result<Reached>(reached);
        }
        last = reply.error();
        last.detail = fmt::format("{} port {}: {}", address, url.port, withoutAnswer(reply.error(), timeout));
        if (scope.stopped())
            break;
    }
    co_return Result<Reached>(tl::make_unexpected(last));
}

std::string tlsText(const UpstreamTls& tls)
{
    return tls.verify ? "its certificate is good for " + tls.serverName
                      : std::string("its certificate was not verified");
}

// TLS alone, on a connection of its own.
QCoro::Task<Result<void>> agreeOnTls(CurlClient* http, Scope scope, HealthTarget target,
                                     std::chrono::milliseconds timeout, TestSteps steps)
{
    steps.begin("tls", target.tls.serverName);
    HttpRequest request = requestTo(target, {}, timeout);
    const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    if (reply && !scope.stopped()) {
        steps.succeed(tlsText(target.tls), reply->secured - reply->connected);
        co_return Result<void>();
    }
    Error error = errorOf(reply);
    error.detail = withoutAnswer(error, timeout);
    co_return Result<void>(tl::make_unexpected(
        steps.fail(scope, error, "Correct the authorities or the server name, renew its certificate, or use http")));
}

} // namespace

QCoro::Task<Result<std::string>> testHttp(CurlClient* http, BackendTest test, Scope scope, OperationProgress progress)
{
    using Said = Result<std::string>;
    const auto& settings = std::get<HttpSettings>(test.wanted.backend.settings);
    const Result<HttpUrl> url = parseHttpUrl(settings.url);
    if (!url)
        co_return Said(tl::make_unexpected(url.error()));
    std::vector<std::string> names{"dns", "connect"};
    if (url->secure)
        names.emplace_back("tls");
    names.emplace_back("health");
    names.emplace_back("inference");
    const TestSteps steps(progress, names);

    steps.begin("dns", url->host);
    const auto addresses = co_await resolveHost(scope, url->host, kResolveDeadline);
    if (!addresses || scope.stopped())
        co_return Said(
            tl::make_unexpected(steps.fail(scope, errorOf(addresses), "Correct the host's name in the address")));
    steps.succeed(fmt::format("{}", fmt::join(*addresses, ", ")));

    steps.begin("connect");
    const std::chrono::milliseconds timeout = test.wanted.backend.connectTimeout;
    const Result<Reached> reached = co_await connectToOne(http, scope, *url, *addresses, timeout);
    if (!reached || scope.stopped())
        co_return Said(tl::make_unexpected(
            steps.fail(scope, errorOf(reached), "Start the server there, or correct the host or the port")));
    steps.succeed(fmt::format("{} port {}", reached->endpoint.address, reached->endpoint.port), reached->took);

    HealthTarget target;
    target.endpoint = reached->endpoint;
    target.hostHeader = url->hostHeader;
    target.tls = tlsOf(*url, settings);
    if (url->secure) {
        const Result<void> agreed = co_await agreeOnTls(http, scope, target, timeout, steps);
        if (!agreed)
            co_return Said(tl::make_unexpected(agreed.error()));
    }
    target.path = url->basePath;
    Said said = co_await testAnswers(http, scope, test, target, steps);
    co_return said;
}

} // namespace straightline::backends
