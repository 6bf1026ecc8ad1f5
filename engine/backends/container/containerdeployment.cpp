// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/api/secrets.h"
#include "engine/backends/container/connections.h"
#include "engine/backends/container/containeradapter.h"

namespace straightline::backends
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::seconds kStopGrace{10};
constexpr std::chrono::milliseconds kTableTime{300}; ///< for the gateway threads to take the new table
constexpr std::chrono::milliseconds kDrainPoll{100};
constexpr std::chrono::milliseconds kHealthPoll{100};
constexpr int kQuietPolls = 2;

bool contains(const Replicas& replicas, const std::string& id)
{
    return std::any_of(replicas.begin(), replicas.end(), [&](const ReplicaPtr& each) { return each->id == id; });
}

tl::unexpected<Error> cancelled()
{
    return failure(ErrorCode::Cancelled, "cancelled");
}

} // namespace

void ContainerAdapter::say(const OperationProgress& progress, const std::string& step, double done)
{
    m_step = step;
    progress.report(step, done);
}

// What carries our labels and is in none of our lists: left by a run or a redeploy that was cut short.
QCoro::Task<void> ContainerAdapter::sweepUnknown(std::vector<ContainerSummary> found)
{
    for (const ContainerSummary& each : found) {
        if (m_work.stopped())
            co_return;
        if (!contains(m_serving, each.id) && !contains(m_incoming, each.id) && !contains(m_leaving, each.id)
            && !(m_kept && contains(m_kept->replicas, each.id)))
            co_await removeContainer(&m_docker, m_work, each.id);
    }
}

std::uint32_t ContainerAdapter::freeIndex() const
{
    const auto taken = [this](std::uint32_t index) {
        const auto has = [index](const ReplicaPtr& each) { return each->index == index; };
        return std::any_of(m_serving.begin(), m_serving.end(), has)
               || std::any_of(m_leaving.begin(), m_leaving.end(), has);
    };
    std::uint32_t index = 1;
    while (taken(index))
        ++index;
    return index;
}

QCoro::Task<void> ContainerAdapter::scale()
{
    while (m_serving.size() > settings().replicas) {
        const ReplicaPtr surplus = m_serving.back();
        m_serving.pop_back();
        m_leaving.push_back(surplus);
        Retirement retirement;
        retirement.replicas = {surplus};
        spawn(retire(retirement));
        Q_EMIT statusChanged();
    }
    while (m_serving.size() < settings().replicas && m_context.clock.steadyNow() >= m_deployAt) {
        Order order;
        const bool alike = m_serving.empty() || !m_deployed || m_serving.front()->mark == settingsMark(settings());
        order.settings = alike ? settings() : *m_deployed;
        order.generation = m_serving.empty() ? ++m_generation : m_serving.front()->generation;
        order.index = freeIndex();
        const Result<ReplicaPtr> brought = co_await bringUp(m_work, order);
        if (m_work.stopped())
            co_return;
        if (!brought) {
            ++m_deployFailures;
            m_deployAt = m_context.clock.steadyNow() + restartDelay(m_deployFailures + 1);
            m_problem = brought.error().detail;
            m_step.clear();
            judge();
            co_return;
        }
        m_problem.clear();
        m_deployFailures = 0;
        m_deployed = order.settings;
        m_serving.push_back(*brought);
        Q_EMIT statusChanged();
    }
}

QCoro::Task<Result<void>> ContainerAdapter::provideImage(Scope scope, Order order)
{
    const std::string image = order.settings.image;
    const Result<bool> here = co_await hasImage(&m_docker, scope, image);
    if (!here)
        co_return Result<void>(tl::make_unexpected(here.error()));
    if (*here) {
        order.progress.step("pull", StepState::Succeeded, "the image is here");
        co_return Result<void>();
    }
    order.progress.step("pull", StepState::Running, image);
    say(order.progress, "pulling " + image, order.done);
    const OperationProgress progress = order.progress;
    const double done = order.done;
    const std::function<void(std::string, double)> report = [this, progress, done](const std::string& text, double) {
        progress.step("pull", StepState::Running, text);
        say(progress, text, done);
    };
    const Result<void> pulled = co_await pullImage(&m_docker, scope, image, report);
    if (pulled)
        progress.step("pull", StepState::Succeeded, image);
    co_return pulled;
}

QCoro::Task<Result<std::string>> ContainerAdapter::create(Scope scope, Order order)
{
    using Id = Result<std::string>;
    auto environment = resolveEnvironment(order.settings.environment, systemSecretSources());
    if (!environment)
        co_return Id(tl::make_unexpected(environment.error()));
    std::string hidden;
    for (std::size_t i = 0; i < environment->size(); ++i)
        if ((*environment)[i].second != order.settings.environment[i].second)
            hidden += (hidden.empty() ? "" : ",") + (*environment)[i].first;
    ContainerSettings resolved = order.settings;
    resolved.environment = std::move(*environment);
    const std::map<std::string, std::string> labels{{kBackendLabel, m_plan.id},
                                                    {kSiteLabel, m_context.siteId},
                                                    {kReplicaLabel, std::to_string(order.index)},
                                                    {kGenerationLabel, std::to_string(order.generation)},
                                                    {kHiddenLabel, hidden},
                                                    {kSettingsLabel, settingsMark(order.settings)}};
    const nlohmann::json spec = containerSpec(resolved, labels, m_docker.publishAddress());
    std::string name = containerName(m_plan.id, order.generation, order.index);
    Id id = co_await createContainer(&m_docker, scope, name, spec);
    if (!id
        && id.error().code
               == ErrorCode::Conflict) { // another site on the same Docker engine has a backend of this name
        name += "-" + m_context.siteId.substr(0, 8);
        id = co_await createContainer(&m_docker, scope, name, spec);
    }
    co_return id;
}

QCoro::Task<Result<ReplicaPtr>> ContainerAdapter::bringUp(Scope scope, Order order)
{
    using Brought = Result<ReplicaPtr>;
    const Result<void> image = co_await provideImage(scope, order);
    if (!image)
        co_return Brought(tl::make_unexpected(image.error()));
    const std::string which = fmt::format("replica {} of {}", order.index, order.settings.replicas);
    order.progress.step("create", StepState::Running, which);
    say(order.progress, fmt::format("starting replica {}", order.index), order.done);
    const Result<std::string> id = co_await create(scope, order);
    if (!id)
        co_return Brought(tl::make_unexpected(id.error()));
    Result<ContainerFacts> facts = co_await inspectContainer(&m_docker, scope, *id);
    std::string problem = facts ? limitProblem(order.settings, *facts) : facts.error().detail;
    if (problem.empty()) {
        order.progress.step("create", StepState::Succeeded, which);
        order.progress.step("start", StepState::Running, which);
        const Result<void> started = co_await startContainer(&m_docker, scope, *id);
        facts = co_await inspectContainer(&m_docker, scope, *id);
        if (!started)
            problem = "could not start: " + started.error().detail;
        else if (!facts)
            problem = facts.error().detail;
    }
    if (!problem.empty()) {
        co_await removeContainer(&m_docker, m_work, *id);
        co_return scope.stopped() ? Brought(cancelled()) : Brought(failure(ErrorCode::Refused, problem));
    }
    order.progress.step("start", StepState::Succeeded, which);
    const auto replica = std::make_shared<Replica>();
    replica->id = *id;
    replica->name = facts->name;
    const auto digest = facts->imageId.find(':');
    replica->image = facts->image + " (" + facts->imageId.substr(digest + 1, 12) + ")";
    replica->mark = settingsMark(order.settings);
    replica->generation = order.generation;
    replica->index = order.index;
    replica->since = m_context.clock.wallNow();
    replica->started = m_context.clock.steadyNow();
    if (const auto port = facts->ports.find(order.settings.containerPort); port != facts->ports.end())
        beginCheck(replica, port->second);
    co_return Brought(replica);
}

QCoro::Task<Result<void>> ContainerAdapter::bringUpAll(Scope scope, ContainerSettings settings,
                                                       OperationProgress progress)
{
    Order order;
    order.settings = settings;
    order.generation = ++m_generation;
    order.progress = progress;
    for (std::uint32_t index = 1; index <= settings.replicas; ++index) {
        order.index = index;
        order.done = 0.4 * (index - 1) / settings.replicas;
        const Result<ReplicaPtr> brought = co_await bringUp(scope, order);
        if (!brought)
            co_return Result<void>(tl::make_unexpected(brought.error()));
        m_incoming.push_back(*brought);
        Q_EMIT statusChanged();
    }
    const Result<void> healthy = co_await waitHealthy(scope, settings, progress);
    co_return healthy;
}

// The old generation is looked after meanwhile.
QCoro::Task<Result<void>> ContainerAdapter::waitHealthy(Scope scope, ContainerSettings settings,
                                                        OperationProgress progress)
{
    const auto deadline = m_context.clock.steadyNow() + settings.startTimeout;
    for (;;) {
        const auto labels = ownLabels();
        const auto found = co_await listContainers(&m_docker, scope, labels);
        if (!found)
            co_return Result<void>(tl::make_unexpected(found.error()));
        co_await tendServing(*found);
        ReplicaPtr waiting;
        std::size_t up = 0;
        for (const ReplicaPtr& replica : m_incoming) {
            const auto facts = co_await inspectContainer(&m_docker, scope, replica->id);
            if (!facts)
                co_return Result<void>(tl::make_unexpected(facts.error()));
            if (!facts->running) {
                const std::string words = co_await lastWords(&m_docker, scope, replica->id);
                co_return failure(ErrorCode::Refused, fmt::format("new replica {} {}{}{}", replica->index,
                                                                  exitText(*facts), words.empty() ? "" : ": ", words));
            }
            if (replica->up())
                ++up;
            else if (!waiting)
                waiting = replica;
        }
        if (!waiting) {
            progress.step("healthy", StepState::Succeeded, fmt::format("{} of {}", up, m_incoming.size()));
            co_return Result<void>();
        }
        const std::string check =
            waiting->check ? waiting->check->lastCheck() : std::string("its port is not published");
        if (m_context.clock.steadyNow() > deadline)
            co_return failure(ErrorCode::Timeout,
                              fmt::format("new replica {} is not healthy after {} s: {}", waiting->index,
                                          static_cast<double>(settings.startTimeout.count()) / 1'000.0, check));
        progress.step("healthy", StepState::Running, fmt::format("{} of {}: {}", up, m_incoming.size(), check));
        say(progress, fmt::format("waiting for health of replica {}", waiting->index),
            0.4 + 0.3 * static_cast<double>(up) / static_cast<double>(m_incoming.size()));
        const bool slept = co_await scope.sleep(kHealthPoll);
        if (!slept)
            co_return cancelled();
    }
}

QCoro::Task<void> ContainerAdapter::performRedeploy(Request request)
{
    if (request.back && !m_kept) {
        request.done.set(failure(ErrorCode::Conflict, "there is nothing kept to go back to"));
        co_return;
    }
    if (request.back) {
        request.settings = m_kept->settings;
        request.keepOld = m_kept->time;
    }
    beginSteps(request.progress, request.back, request.keepOld.count() > 0 && m_deployed.has_value());
    const ContainerSettings wanted = request.settings.value_or(settings());
    const Scope step = m_work.child();
    request.progress.onCancel([step] { step.stop(); });
    Result<void> ready;
    if (request.back)
        ready = co_await bringBack(step, request.progress);
    else
        ready = co_await bringUpAll(step, wanted, request.progress);
    request.progress.onCancel({});
    if (m_work.stopped())
        co_return;
    if (!ready || step.stopped()) {
        Error error{ErrorCode::Cancelled, "cancelled"}; // a name of its own: g++ 12 destroys braced temporaries twice
        if (!step.stopped())
            error = ready.error();
        co_await giveUp(request, error);
        co_return;
    }
    request.progress.step("shift", StepState::Running, "");
    say(request.progress, "switching to the new generation", 0.75);
    Retirement old;
    old.replicas = m_serving;
    old.settings = m_deployed;
    old.keep = request.keepOld;
    old.progress = request.progress;
    old.done = request.done;
    switchOver(wanted, request.settings.has_value());
    request.progress.step("shift", StepState::Succeeded, fmt::format("{} in service", m_serving.size()));
    spawn(retire(old));
}

QCoro::Task<void> ContainerAdapter::giveUp(Request request, Error error)
{
    say(request.progress, "rolling back", -1.0);
    const Replicas failed = m_incoming;
    for (const ReplicaPtr& replica : failed)
        co_await end(m_work, replica, false);
    if (m_work.stopped())
        co_return;
    m_incoming.clear();
    m_step.clear();
    error.detail += m_serving.empty() ? "; rolled back" : "; rolled back, the old generation serves on";
    if (error.code != ErrorCode::Cancelled) {
        m_failedMark = settingsMark(request.settings.value_or(settings()));
        m_book.note("redeploy: " + error.detail, m_context.clock);
        raise(Severity::Error, "redeploy failed: " + error.detail);
    }
    Q_EMIT statusChanged();
    request.done.set(tl::make_unexpected(error));
}

void ContainerAdapter::switchOver(const ContainerSettings& settings, bool given)
{
    m_failedMark.clear();
    m_problem.clear();
    m_step.clear();
    m_deployed = settings;
    m_leaving.insert(m_leaving.end(), m_serving.begin(), m_serving.end());
    m_serving = std::exchange(m_incoming, {});
    if (given)
        m_plan.configuration.settings = settings; // until the configuration says the same
    judge();
    Q_EMIT statusChanged();
    if (given)
        Q_EMIT settingsDeployed(settings);
}

QCoro::Task<void> ContainerAdapter::retire(Retirement retirement)
{
    retirement.progress.step("drain", StepState::Running, "");
    co_await drain(m_work, retirement.replicas, retirement.progress);
    if (m_work.stopped())
        co_return;
    retirement.progress.step("drain", StepState::Succeeded, "");
    if (retirement.keep.count() > 0 && retirement.settings) {
        co_await keep(retirement);
    } else {
        retirement.progress.report("stopping what was replaced", 0.95);
        retirement.progress.step("remove", StepState::Running, "");
        std::vector<QCoro::Task<void>> tasks;
        for (const ReplicaPtr& replica : retirement.replicas)
            tasks.push_back(end(m_work, replica, true));
        for (auto& task : tasks)
            co_await task;
        retirement.progress.step("remove", StepState::Succeeded, "");
    }
    if (m_work.stopped())
        co_return;
    for (const ReplicaPtr& replica : retirement.replicas)
        std::erase(m_leaving, replica);
    Q_EMIT statusChanged();
    retirement.done.set(Result<void>());
}

// Waits until no request can be at these replicas any more: the backend has none in flight, or no connection leads to
// them, or every request begun before has passed its deadline.
QCoro::Task<void> ContainerAdapter::drain(Scope scope, Replicas replicas, OperationProgress progress)
{
    const std::vector<Endpoint> endpoints = endpointsOf(replicas);
    for (const ReplicaPtr& replica : replicas)
        replica->check.reset();
    if (endpoints.empty())
        co_return;
    const auto deadline = m_context.clock.steadyNow() + m_plan.requestDeadline + 1s;
    int quiet = 0;
    bool alive = co_await scope.sleep(kTableTime);
    while (alive && quiet < kQuietPolls && m_context.clock.steadyNow() < deadline) {
        const std::uint32_t inFlight = m_context.inFlight ? m_context.inFlight(m_plan.configuration.number) : 0;
        const auto connections = connectionsTo(endpoints);
        quiet = inFlight == 0 || connections == 0U ? quiet + 1 : 0;
        const std::string left =
            fmt::format("{} in flight at the backend, {} connections to what was replaced", inFlight,
                        connections ? std::to_string(*connections) : std::string("unknown"));
        progress.step("drain", StepState::Running, left);
        progress.report("draining: " + left, 0.8);
        alive = co_await scope.sleep(kDrainPoll);
    }
}

QCoro::Task<void> ContainerAdapter::end(Scope scope, ReplicaPtr replica, bool gracefully)
{
    replica->check.reset();
    if (gracefully)
        co_await stopContainer(&m_docker, scope, replica->id, kStopGrace);
    auto lines = co_await containerLog(&m_docker, scope, replica->id, kMostLogLines);
    if (lines)
        m_logs.update(replica->id, replica->title(), std::move(*lines));
    m_logs.archive(replica->id);
    co_await removeContainer(&m_docker, scope, replica->id);
}

} // namespace straightline::backends
