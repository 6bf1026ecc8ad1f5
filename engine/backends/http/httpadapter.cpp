// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/http/httpadapter.h"

#include <algorithm>

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kResolveEvery{30'000};
constexpr std::chrono::milliseconds kResolveAgainAfter{1'000};
constexpr std::chrono::milliseconds kResolveDeadline{5'000};

} // namespace

HttpAdapter::HttpAdapter(const AdapterContext& context)
    : m_context(context)
{
}

HttpAdapter::~HttpAdapter()
{
    stop();
}

void HttpAdapter::stop()
{
    m_scope.stop();
    m_checks.clear();
}

void HttpAdapter::start(BackendPlan plan)
{
    m_plan = std::move(plan);
    m_book.since = m_context.clock.wallNow();
    reset();
    spawn(run());
}

void HttpAdapter::applyPlan(BackendPlan plan)
{
    const BackendConfiguration before = std::exchange(m_plan, std::move(plan)).configuration;
    const BackendConfiguration& after = m_plan.configuration;
    if (before.settings != after.settings) {
        reset();
        m_bell.ring();
    } else if (before.health != after.health) {
        for (const auto& check : m_checks)
            if (check)
                check->reconfigure(targetOf(check->target().endpoint.address), after.health);
    }
    judge();
    Q_EMIT statusChanged();
}

// Begins anew with the plan's address; called from outside of the checks' own stacks.
void HttpAdapter::reset()
{
    m_checks.clear();
    m_resolveError.clear();
    m_url.reset();
    const auto& settings = std::get<HttpSettings>(m_plan.configuration.settings);
    if (auto url = parseHttpUrl(settings.url))
        m_url = std::move(*url);
    else
        m_book.note(url.error().detail, m_context.clock);
    judge();
}

QCoro::Task<void> HttpAdapter::run()
{
    while (!m_scope.stopped()) {
        if (m_url) {
            const std::string host = m_url->host;
            const auto addresses = co_await resolveHost(m_scope, host, kResolveDeadline);
            if (m_scope.stopped())
                co_return;
            if (!m_url || m_url->host != host)
                continue; // changed meanwhile
            m_resolveError = addresses ? std::string() : addresses.error().detail;
            if (addresses)
                follow(*addresses);
            else
                m_book.note(m_resolveError, m_context.clock);
            judge();
        }
        const bool settled = co_await m_scope.sleep(kResolveAgainAfter);
        if (settled)
            co_await m_bell.wait(m_scope, m_resolveError.empty() ? kResolveEvery : kResolveAgainAfter);
    }
}

HealthTarget HttpAdapter::targetOf(const std::string& address) const
{
    const std::string& path = m_plan.configuration.health.path;
    return {{address, m_url->port}, m_url->hostHeader, path.empty() ? path : m_url->basePath + path, tls()};
}

UpstreamTls HttpAdapter::tls() const
{
    return m_url ? tlsOf(*m_url, std::get<HttpSettings>(m_plan.configuration.settings)) : UpstreamTls();
}

std::optional<Trouble> HttpAdapter::trouble() const
{
    const UpstreamTls used = tls();
    if (!used.enabled || used.verify)
        return std::nullopt;
    return Trouble{.cause = TroubleCause::Unverified,
                   .subject = m_plan.id,
                   .detail = m_plan.id + ": its certificate is not verified (tls_verify = false)",
                   .since = {}};
}

void HttpAdapter::follow(const std::vector<std::string>& addresses)
{
    std::vector<std::unique_ptr<HealthCheck>> before = std::exchange(m_checks, {});
    for (const std::string& address : addresses) {
        const HealthTarget target = targetOf(address);
        const auto known = std::find_if(before.begin(), before.end(),
                                        [&](const auto& each) { return each && each->target() == target; });
        if (known != before.end()) {
            m_checks.push_back(std::move(*known));
            continue;
        }
        // The first check ends in a later turn of the event loop, when its place in m_checks is taken.
        const std::size_t index = m_checks.size();
        m_checks.push_back(nullptr);
        m_checks[index] =
            std::make_unique<HealthCheck>(m_context.http, m_context.clock, target, m_plan.configuration.health,
                                          [this, endpoint = target.endpoint](bool changed) {
                                              const auto check =
                                                  std::find_if(m_checks.begin(), m_checks.end(), [&](const auto& each) {
                                                      return each && each->target().endpoint == endpoint;
                                                  });
                                              if (check != m_checks.end())
                                                  observed(**check, changed);
                                          });
    }
}

void HttpAdapter::observed(const HealthCheck& check, bool stateChanged)
{
    // localhost often has an address on which nobody ever listened: no error while another one answers.
    const bool failed = check.lastErrorTime() == check.lastCheckTime();
    if (failed) {
        if (check.everUp() || stateNow() != BackendState::Up)
            m_book.note(check.target().endpoint.address + ": " + check.lastError(), m_context.clock);
        m_bell.ring();
    }
    judge();
    if (stateChanged)
        Q_EMIT statusChanged();
}

BackendState HttpAdapter::stateNow() const
{
    if (!m_url)
        return BackendState::Failed;
    const auto any = [this](BackendState state) {
        return std::any_of(m_checks.begin(), m_checks.end(),
                           [state](const auto& each) { return each && each->state() == state; });
    };
    if (any(BackendState::Up))
        return m_plan.configuration.drained ? BackendState::Draining : BackendState::Up;
    if (any(BackendState::Unknown))
        return BackendState::Starting;
    return m_checks.empty() && m_resolveError.empty() ? BackendState::Starting : BackendState::Down;
}

void HttpAdapter::judge()
{
    const BackendState before = m_book.state;
    if (!m_book.enter(stateNow(), m_context.clock))
        return;
    if (m_book.state == BackendState::Up && before != BackendState::Draining)
        Q_EMIT eventRaised(makeEvent(m_context.clock, Severity::Info, m_plan.id, "is up"));
    else if (m_book.state == BackendState::Down)
        Q_EMIT eventRaised(makeEvent(m_context.clock, Severity::Warning, m_plan.id, "is down: " + m_book.lastError));
    else if (m_book.state == BackendState::Failed)
        Q_EMIT eventRaised(makeEvent(m_context.clock, Severity::Error, m_plan.id, "failed: " + m_book.lastError));
    Q_EMIT statusChanged();
}

BackendStatus HttpAdapter::status() const
{
    BackendStatus status;
    status.id = m_plan.id;
    status.number = m_plan.configuration.number;
    m_book.fill(status);
    WallTime latest;
    for (const auto& check : m_checks) {
        if (!check)
            continue;
        const Endpoint& endpoint = check->target().endpoint;
        const bool v6 = endpoint.address.find(':') != std::string::npos;
        ReplicaStatus replica;
        replica.name = (v6 ? '[' + endpoint.address + ']' : endpoint.address) + ':' + std::to_string(endpoint.port);
        replica.state = check->state();
        replica.endpoint = endpoint;
        replica.since = check->since();
        status.replicas.push_back(std::move(replica));
        status.checksPassed += check->passed();
        if (check->state() == BackendState::Up)
            status.endpoints.push_back(endpoint);
        if (check->lastCheckTime() >= latest && (check->state() == BackendState::Up || status.lastCheck.empty())) {
            latest = check->lastCheckTime();
            status.lastCheck = check->lastCheck();
        }
    }
    if (m_url) {
        status.hostHeader = m_url->hostHeader;
        status.basePath = m_url->basePath;
        status.tls = tls();
    }
    status.takesRequests = !status.endpoints.empty() && !m_plan.configuration.drained;
    return status;
}

QCoro::Task<Result<void>> HttpAdapter::redeploy(std::optional<ContainerSettings> /*settings*/,
                                                std::chrono::seconds /*keepOld*/, OperationProgress /*progress*/)
{
    co_return failure(ErrorCode::Unsupported, "a backend of kind http is run by somebody else");
}

LogLines HttpAdapter::logs(std::uint32_t /*tail*/)
{
    return {{}, "a backend of kind http is run by somebody else: its log is there"};
}

QCoro::Task<void> HttpAdapter::remove()
{
    co_return;
}

QCoro::Task<void> HttpAdapter::shutdown(bool /*stopRunning*/)
{
    co_return;
}

} // namespace straightline::backends
