// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockerclient.h"

#include <algorithm>

#include <QHostAddress>
#include <fmt/format.h>

#include "engine/backends/httpapi.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kFirstBackoff{1'000};
constexpr std::chrono::milliseconds kProbeTimeout{5'000};

std::string fieldOf(const nlohmann::json& object, const char* key)
{
    const bool present = object.is_object() && object.contains(key) && object[key].is_string();
    return present ? object[key].get<std::string>() : std::string();
}

} // namespace

DockerClient::DockerClient(CurlClient& http, const Clock& clock, Result<std::vector<DockerHost>> hosts, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_clock(clock)
    , m_hosts(std::move(hosts))
{
}

std::string DockerClient::description() const
{
    return m_host ? fmt::format("Docker {}, API {}", m_host->engine, toString(m_host->version)) : std::string();
}

HttpRequest DockerClient::requestTo(const DockerHost& host, const std::string& address, const std::string& path) const
{
    HttpRequest request;
    request.url = "http://docker" + path;
    request.unixSocket = host.unixSocket;
    if (host.unixSocket.empty())
        request.connectTo = {address, host.port};
    return request;
}

QCoro::Task<Result<void>> DockerClient::connect(Scope scope)
{
    if (connected())
        co_return Result<void>();
    if (!m_hosts)
        lost("Docker: " + m_hosts.error().detail);
    if (m_connecting || !m_hosts || (m_backoff.count() > 0 && m_clock.steadyNow() < m_nextTry))
        co_return failure(ErrorCode::Unreachable, m_problem.empty() ? "Docker: connecting" : m_problem);
    m_connecting = true;
    std::string firstProblem;
    const std::vector<DockerHost> hosts = *m_hosts;
    for (const DockerHost& host : hosts) {
        const auto answer = co_await probe(scope, host);
        if (scope.stopped()) {
            m_connecting = false;
            co_return failure(ErrorCode::Cancelled, "cancelled");
        }
        if (answer) {
            m_connecting = false;
            found(*answer);
            co_return Result<void>();
        }
        // A socket that is not there says less than one that answers badly.
        const bool telling = answer.error().code != ErrorCode::Unreachable;
        if (firstProblem.empty() || telling)
            firstProblem = fmt::format("Docker: cannot connect to {}: {}", host.text, answer.error().detail);
    }
    m_connecting = false;
    m_backoff = std::clamp(m_backoff * 2, kFirstBackoff, kLongestPause);
    m_nextTry = m_clock.steadyNow() + m_backoff;
    lost(firstProblem + " — start Docker or set DOCKER_HOST");
    co_return failure(ErrorCode::Unreachable, m_problem);
}

QCoro::Task<Result<DockerClient::Found>> DockerClient::probe(Scope scope, DockerHost host)
{
    Found found;
    found.host = host;
    if (host.unixSocket.empty()) {
        const auto addresses = co_await resolveHost(scope, host.host, kProbeTimeout);
        if (!addresses)
            co_return Result<Found>(tl::make_unexpected(addresses.error()));
        found.address = addresses->front();
    }
    HttpRequest ping = requestTo(host, found.address, "/_ping");
    ping.timeout = kProbeTimeout;
    const auto pong = co_await m_http.send(scope, ping);
    if (!pong)
        co_return Result<Found>(tl::make_unexpected(pong.error()));
    HttpRequest question = requestTo(host, found.address, "/version");
    question.timeout = kProbeTimeout;
    const auto answer = co_await m_http.send(scope, question);
    if (!answer)
        co_return Result<Found>(tl::make_unexpected(answer.error()));
    const nlohmann::json about = nlohmann::json::parse(answer->body, nullptr, false);
    if (pong->status != 200 || answer->status != 200 || !about.is_object())
        co_return Result<Found>(failure(ErrorCode::BadReply, "what answers there is no Docker engine"));
    std::string newest(pong->header("api-version"));
    if (newest.empty())
        newest = fieldOf(about, "ApiVersion");
    const auto version = negotiateApiVersion(newest, fieldOf(about, "MinAPIVersion"));
    if (!version)
        co_return Result<Found>(tl::make_unexpected(version.error()));
    found.version = *version;
    found.engine = fieldOf(about, "Version");
    co_return Result<Found>(found);
}

void DockerClient::found(Found found)
{
    m_host = std::move(found);
    m_backoff = std::chrono::milliseconds(0);
    m_problem.clear();
    const QHostAddress address(QString::fromStdString(m_host->address));
    m_publishAddress = m_host->address.empty() || address.isLoopback() ? "127.0.0.1" : m_host->address;
    m_reported = false;
    Q_EMIT availabilityChanged(true, description());
}

void DockerClient::lost(const std::string& problem)
{
    m_host.reset();
    m_problem = problem;
    if (!std::exchange(m_reported, true))
        Q_EMIT availabilityChanged(false, m_problem);
}

QCoro::Task<Result<HttpReply>> DockerClient::call(Scope scope, DockerCall call)
{
    using Reply = Result<HttpReply>;
    if (!m_host)
        co_return Reply(failure(ErrorCode::Unreachable, m_problem.empty() ? "Docker: not connected" : m_problem));
    std::string path = "/v" + toString(m_host->version) + call.path;
    if (!call.query.empty())
        path += '?' + call.query;
    HttpRequest request = requestTo(m_host->host, m_host->address, path);
    request.method = call.method;
    request.timeout = call.timeout;
    request.bodyLimit = call.answerLimit;
    request.onData = call.onData;
    request.body = call.body;
    if (!call.body.empty())
        request.headers.emplace_back("Content-Type: application/json");
    const std::string where = m_host->host.text;
    Reply reply = co_await m_http.send(scope, std::move(request));
    if (!reply && reply.error().code == ErrorCode::Unreachable && connected())
        lost(fmt::format("Docker: cannot connect to {}: {} — start Docker or set DOCKER_HOST", where,
                         reply.error().detail));
    if (!reply) {
        if (reply.error().code != ErrorCode::Cancelled)
            reply.error().detail = fmt::format("Docker: {} {}: {}", call.method, call.path, reply.error().detail);
        co_return reply;
    }
    if (reply->status >= 400)
        co_return Reply(failure(errorCodeOf(reply->status), engineMessage(reply->body)));
    co_return reply;
}

} // namespace straightline::backends
