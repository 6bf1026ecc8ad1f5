// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/containeradapter.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kLogsEvery{500};
constexpr std::chrono::milliseconds kDeepLogsKept{2'000}; ///< long enough to be fetched by who waits for them
constexpr std::uint32_t kLogLinesRead = 2'000;

} // namespace

ContainerAdapter::ContainerAdapter(const AdapterContext& context, DockerClient& docker)
    : m_context(context)
    , m_docker(docker)
{
}

ContainerAdapter::~ContainerAdapter()
{
    stop();
}

void ContainerAdapter::stop()
{
    m_scope.stop();
    for (const Replicas* replicas : {&m_serving, &m_incoming, &m_leaving})
        for (const ReplicaPtr& replica : *replicas)
            replica->check.reset();
}

void ContainerAdapter::start(BackendPlan plan)
{
    m_plan = std::move(plan);
    m_book.since = m_context.clock.wallNow();
    m_book.state = BackendState::Starting;
    spawn(run());
    spawn(watchEvents());
}

void ContainerAdapter::applyPlan(BackendPlan plan)
{
    const BackendConfiguration before = std::exchange(m_plan, std::move(plan)).configuration;
    const BackendConfiguration& after = m_plan.configuration;
    if (before.health != after.health)
        for (const ReplicaPtr& replica : m_serving)
            if (replica->check)
                replica->check->reconfigure({replica->endpoint, "localhost", after.health.path}, after.health);
    if (before.settings != after.settings) {
        m_failedMark.clear();
        m_deployAt = {};
    }
    m_bell.ring();
    judge();
    Q_EMIT statusChanged();
}

const ContainerSettings& ContainerAdapter::settings() const
{
    return std::get<ContainerSettings>(m_plan.configuration.settings);
}

std::vector<std::string> ContainerAdapter::ownLabels() const
{
    return {std::string(kBackendLabel) + '=' + m_plan.id, std::string(kSiteLabel) + '=' + m_context.siteId};
}

bool ContainerAdapter::tooLate(const Replica& replica) const
{
    return m_context.clock.steadyNow() - replica.started > settings().startTimeout;
}

// Why it is not as it should be; empty = it is, or is on its way.
std::string ContainerAdapter::problemNow() const
{
    if (!m_serving.empty()
        && std::all_of(m_serving.begin(), m_serving.end(), [](const ReplicaPtr& each) { return each->stopped; }))
        return "stopped by the operator";
    for (const ReplicaPtr& replica : m_serving) {
        if (replica->state(tooLate(*replica)) != BackendState::Failed)
            continue;
        if (!replica->ending.empty())
            return fmt::format("replica {}: {}", replica->title(), replica->ending);
        return fmt::format("replica {}: not healthy after {} s: {}", replica->title(),
                           static_cast<double>(settings().startTimeout.count()) / 1'000.0,
                           replica->check ? replica->check->lastCheck() : std::string("not checked"));
    }
    return m_problem.empty() ? m_docker.problem() : m_problem;
}

std::optional<Trouble> ContainerAdapter::trouble() const
{
    if (m_docker.problem().empty())
        return std::nullopt;
    return Trouble{.cause = TroubleCause::DockerUnreachable,
                   .subject = "docker",
                   .detail = m_docker.problem(),
                   .since = {},
                   .retry = DockerClient::kLongestPause};
}

BackendState ContainerAdapter::stateNow() const
{
    const auto any = [this](BackendState state) {
        return std::any_of(m_serving.begin(), m_serving.end(),
                           [&](const ReplicaPtr& each) { return each->state(tooLate(*each)) == state; });
    };
    if (any(BackendState::Up))
        return m_plan.configuration.drained ? BackendState::Draining : BackendState::Up;
    if (any(BackendState::Starting))
        return BackendState::Starting;
    if (any(BackendState::Down) || (!m_docker.connected() && !m_docker.problem().empty()))
        return BackendState::Down;
    return problemNow().empty() ? BackendState::Starting : BackendState::Failed;
}

void ContainerAdapter::raise(Severity severity, const std::string& text)
{
    Q_EMIT eventRaised(makeEvent(m_context.clock, severity, m_plan.id, text));
}

void ContainerAdapter::judge()
{
    const std::string problem = problemNow();
    if (!problem.empty() && problem != m_book.lastError)
        m_book.note(problem, m_context.clock);
    const BackendState before = m_book.state;
    if (!m_book.enter(stateNow(), m_context.clock))
        return;
    if (m_book.state == BackendState::Up && before != BackendState::Draining)
        raise(Severity::Info, "is up");
    else if (m_book.state == BackendState::Down)
        raise(Severity::Warning, "is down: " + m_book.lastError);
    else if (m_book.state == BackendState::Failed)
        raise(Severity::Error, "failed: " + m_book.lastError);
    Q_EMIT statusChanged();
}

ReplicaStatus ContainerAdapter::statusOf(const Replica& replica) const
{
    ReplicaStatus status;
    status.name = replica.name;
    status.state = replica.state(tooLate(replica));
    status.endpoint = replica.endpoint;
    status.image = replica.image;
    status.restarts = replica.restarts;
    status.role = replica.stopped ? ReplicaRole::Stopped : ReplicaRole::Serving;
    status.since = replica.check && replica.problem.empty() ? replica.check->since() : replica.since;
    return status;
}

BackendStatus ContainerAdapter::status() const
{
    BackendStatus status;
    status.id = m_plan.id;
    status.number = m_plan.configuration.number;
    status.hostHeader = "localhost";
    m_book.fill(status);
    for (const ReplicaPtr& replica : m_serving) {
        status.replicas.push_back(statusOf(*replica));
        if (replica->up())
            status.endpoints.push_back(replica->endpoint);
        if (replica->check && !replica->check->lastCheck().empty())
            status.lastCheck = replica->check->lastCheck();
        status.checksPassed += replica->check ? replica->check->passed() : 0;
    }
    for (const ReplicaPtr& replica : m_incoming) {
        status.replicas.push_back(statusOf(*replica));
        status.replicas.back().role = ReplicaRole::Incoming;
    }
    for (const ReplicaPtr& replica : m_leaving) {
        status.replicas.push_back(statusOf(*replica));
        status.replicas.back().state = BackendState::Draining;
        status.replicas.back().role = ReplicaRole::Leaving;
    }
    for (const ReplicaPtr& replica : m_kept ? m_kept->replicas : Replicas()) {
        status.replicas.push_back(statusOf(*replica));
        status.replicas.back().state = BackendState::Down;
        status.replicas.back().role = ReplicaRole::Kept;
        status.replicas.back().keptUntil = m_kept->untilWall;
    }
    if (status.lastCheck.empty())
        status.lastCheck = m_step;
    status.takesRequests = !status.endpoints.empty() && !m_plan.configuration.drained;
    return status;
}

QCoro::Task<Result<void>> ContainerAdapter::redeploy(std::optional<ContainerSettings> settings,
                                                     std::chrono::seconds keepOld, OperationProgress progress)
{
    Request wanted;
    wanted.settings = std::move(settings);
    wanted.keepOld = keepOld;
    wanted.progress = std::move(progress);
    Result<void> result = co_await request(wanted);
    co_return result;
}

QCoro::Task<Result<void>> ContainerAdapter::request(Request request)
{
    if (m_work.stopped())
        co_return failure(ErrorCode::Cancelled, "the backend ends");
    if (m_request)
        co_return failure(ErrorCode::Conflict, "another redeploy waits already");
    const Deferred<Result<void>> done = request.done;
    m_request = std::move(request);
    m_bell.ring();
    const Scope work = m_work;
    const auto ticket =
        work.onStop([done] { done.set(failure(ErrorCode::Cancelled, "the backend or the engine ends")); });
    Result<void> result = co_await done;
    work.forget(ticket);
    co_return result;
}

LogLines ContainerAdapter::logs(std::uint32_t tail)
{
    const std::uint32_t wanted = std::clamp(tail, kLogLinesRead, kMostLogLines);
    const auto age = m_context.clock.steadyNow() - m_logsReadAt;
    const bool old = age > (m_logsRead > kLogLinesRead ? kDeepLogsKept : kLogsEvery);
    const bool isDeeper = wanted > m_logsRead || (wanted > kLogLinesRead && old);
    if (!m_work.stopped() && !m_readingLogs && (old || isDeeper))
        spawn(refreshLogs(wanted));
    LogLines lines{m_logs.tail(tail), {}};
    lines.complete = m_work.stopped() || tail <= kLogLinesRead || !isDeeper;
    for (const ReplicaPtr& replica : m_serving)
        lines.source += (lines.source.empty() ? "" : ", ") + replica->name;
    if (lines.source.empty())
        lines.source = problemNow().empty() ? "no container yet" : problemNow();
    return lines;
}

QCoro::Task<void> ContainerAdapter::refreshLogs(std::uint32_t lines)
{
    m_readingLogs = true;
    Replicas all = m_serving;
    all.insert(all.end(), m_incoming.begin(), m_incoming.end());
    all.insert(all.end(), m_leaving.begin(), m_leaving.end());
    for (const ReplicaPtr& replica : all) {
        auto read = co_await containerLog(&m_docker, m_work, replica->id, lines);
        if (m_work.stopped())
            break;
        if (read)
            m_logs.update(replica->id, replica->title(), std::move(*read));
    }
    m_readingLogs = false;
    m_logsRead = lines;
    m_logsReadAt = m_context.clock.steadyNow();
}

QCoro::Task<void> ContainerAdapter::remove()
{
    m_work.stop();
    Replicas all = std::exchange(m_serving, {});
    for (Replicas* more : {&m_incoming, &m_leaving}) {
        all.insert(all.end(), more->begin(), more->end());
        more->clear();
    }
    m_kept.reset(); // found by its labels
    const OperationProgress nobody;
    co_await drain(m_scope, all, nobody);
    const Result<void> connected = co_await m_docker.connect(m_scope);
    const auto labels = ownLabels();
    if (connected && !m_scope.stopped()) {
        const auto found = co_await listContainers(&m_docker, m_scope, labels);
        for (const ContainerSummary& each : found ? *found : std::vector<ContainerSummary>()) {
            if (std::any_of(all.begin(), all.end(), [&](const ReplicaPtr& known) { return known->id == each.id; }))
                continue;
            all.push_back(std::make_shared<Replica>());
            all.back()->id = each.id;
        }
    }
    std::vector<QCoro::Task<void>> tasks;
    for (const ReplicaPtr& replica : all)
        tasks.push_back(end(m_scope, replica, true));
    for (auto& task : tasks)
        co_await task;
}

QCoro::Task<void> ContainerAdapter::shutdown(bool stopRunning)
{
    m_work.stop();
    if (!stopRunning)
        co_return;
    std::vector<QCoro::Task<Result<void>>> tasks;
    for (const Replicas* replicas : {&m_serving, &m_incoming, &m_leaving})
        for (const ReplicaPtr& replica : *replicas)
            tasks.push_back(stopContainer(&m_docker, m_scope, replica->id, std::chrono::seconds(10)));
    for (auto& task : tasks)
        co_await task;
}

} // namespace straightline::backends
