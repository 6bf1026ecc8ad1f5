// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/healthcheck.h"

#include <algorithm>

#include <QRandomGenerator>
#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

constexpr std::uint64_t kMaxHealthBody = 1'048'576;
constexpr std::chrono::milliseconds kShortestPause{20};

std::string authorityOf(const std::string& host, std::uint16_t port)
{
    const bool v6 = host.find(':') != std::string::npos;
    return fmt::format("{}{}{}:{}", v6 ? "[" : "", host, v6 ? "]" : "", port);
}

std::string checkText(const HttpReply& reply, bool connectOnly)
{
    const double milliseconds = static_cast<double>(reply.took.count()) / 1'000.0;
    const std::string took =
        milliseconds < 10.0 ? fmt::format("{:.1f}", milliseconds) : fmt::format("{:.0f}", milliseconds);
    return connectOnly ? fmt::format("connected in {} ms", took) : fmt::format("{} in {} ms", reply.status, took);
}

} // namespace

HttpRequest requestTo(const HealthTarget& target, const std::string& path, std::chrono::milliseconds timeout)
{
    HttpRequest request;
    request.connectOnly = path.empty();
    request.url = "http://" + target.hostHeader;
    if (target.tls.enabled) { // libcurl takes the name from the url
        request.url = "https://" + authorityOf(target.tls.serverName, target.endpoint.port);
        request.headers.push_back("Host: " + target.hostHeader);
        request.tls = target.tls;
    }
    request.url += path.empty() ? "/" : path;
    request.connectTo = target.endpoint;
    request.connectTimeout = timeout;
    request.timeout = timeout;
    request.bodyLimit = kMaxHealthBody;
    request.keepAlive = false;
    return request;
}

QCoro::Task<HealthProbe> probeHealth(CurlClient* http, Scope scope, HealthTarget target,
                                     std::chrono::milliseconds timeout)
{
    HttpRequest request = requestTo(target, target.path, timeout);
    const bool connectOnly = request.connectOnly;
    const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    HealthProbe probe;
    if (!reply && reply.error().code == ErrorCode::Timeout) {
        probe.text = fmt::format("no answer in {} ms", timeout.count());
    } else if (!reply) {
        probe.text = reply.error().detail;
    } else {
        probe.text = checkText(*reply, connectOnly);
        if (target.tls.enabled && !target.tls.verify)
            probe.text += ", certificate not verified";
        probe.healthy = connectOnly || (reply->status >= 200 && reply->status < 400);
    }
    co_return probe;
}

std::chrono::milliseconds nextCheckDelay(const HealthCheckSettings& settings, bool unsettled, double random)
{
    const auto base = static_cast<double>(settings.interval.count()) / (unsettled ? 4.0 : 1.0);
    const auto jittered = std::chrono::milliseconds(static_cast<std::int64_t>(base * (0.9 + 0.2 * random)));
    return std::max(jittered, kShortestPause);
}

HealthCheck::HealthCheck(CurlClient& http, const Clock& clock, HealthTarget target, HealthCheckSettings settings,
                         std::function<void(bool)> observed)
    : m_http(http)
    , m_clock(clock)
    , m_target(std::move(target))
    , m_settings(std::move(settings))
    , m_observed(std::move(observed))
    , m_state(m_settings.rise, m_settings.fall)
    , m_since(clock.wallNow())
{
    spawn(run());
}

HealthCheck::~HealthCheck()
{
    m_scope.stop();
}

void HealthCheck::reconfigure(HealthTarget target, HealthCheckSettings settings)
{
    m_target = std::move(target);
    m_settings = std::move(settings);
    m_state.setLimits(m_settings.rise, m_settings.fall);
}

QCoro::Task<void> HealthCheck::run()
{
    while (!m_scope.stopped()) {
        const HealthProbe probe = co_await probeHealth(&m_http, m_scope, m_target, m_settings.timeout);
        if (m_scope.stopped())
            co_return;
        note(probe);
        const bool changed = m_state.observe(probe.healthy);
        if (changed)
            m_since = m_clock.wallNow();
        m_everUp = m_everUp || state() == BackendState::Up;
        m_observed(changed);
        const double random = QRandomGenerator::global()->generateDouble();
        co_await m_scope.sleep(nextCheckDelay(m_settings, m_state.unsettled(), random));
    }
}

void HealthCheck::note(const HealthProbe& probe)
{
    m_lastCheck = probe.text;
    m_lastCheckTime = m_clock.wallNow();
    m_passed += probe.healthy ? 1 : 0;
    if (!probe.healthy) {
        m_lastError = probe.text;
        m_lastErrorTime = m_lastCheckTime;
    }
}

} // namespace straightline::backends
