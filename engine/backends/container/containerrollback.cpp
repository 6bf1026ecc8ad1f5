// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/container/containeradapter.h"

namespace straightline::backends
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::seconds kStopGrace{10};

} // namespace

void ContainerAdapter::beginSteps(const OperationProgress& progress, bool back, bool keeps)
{
    std::vector<std::string> steps{"pull", "create", "start", "healthy", "shift", "drain"};
    if (back)
        steps.erase(steps.begin(), steps.begin() + 2);
    steps.emplace_back(keeps ? "keep" : "remove");
    progress.plan(steps);
}

QCoro::Task<Result<void>> ContainerAdapter::rollBack(OperationProgress progress)
{
    Request wanted;
    wanted.back = true;
    wanted.progress = std::move(progress);
    Result<void> result = co_await request(wanted);
    co_return result;
}

// The kept containers take over again; they become the incoming generation.
QCoro::Task<Result<void>> ContainerAdapter::bringBack(Scope scope, OperationProgress progress)
{
    const ContainerSettings wanted = m_kept->settings;
    m_incoming = m_kept->replicas;
    m_kept.reset();
    const Replicas incoming = m_incoming;
    progress.step("start", StepState::Running, "");
    for (const ReplicaPtr& replica : incoming) {
        say(progress, fmt::format("starting replica {}", replica->index), 0.1);
        const Result<void> started = co_await startContainer(&m_docker, scope, replica->id);
        if (!started)
            co_return started;
        const auto facts = co_await inspectContainer(&m_docker, scope, replica->id);
        if (!facts)
            co_return Result<void>(tl::make_unexpected(facts.error()));
        replica->stopped = false;
        replica->problem.clear();
        replica->since = m_context.clock.wallNow();
        replica->started = m_context.clock.steadyNow();
        if (const auto port = facts->ports.find(wanted.containerPort); port != facts->ports.end())
            beginCheck(replica, port->second);
    }
    progress.step("start", StepState::Succeeded, fmt::format("{} containers", incoming.size()));
    Q_EMIT statusChanged();
    const Result<void> healthy = co_await waitHealthy(scope, wanted, progress);
    co_return healthy;
}

// Stopped and left there until its time is over; what was kept before ends now.
QCoro::Task<void> ContainerAdapter::keep(Retirement retirement)
{
    retirement.progress.step("keep", StepState::Running, "");
    retirement.progress.report("stopping what was replaced", 0.95);
    co_await endKept();
    std::vector<QCoro::Task<Result<void>>> tasks;
    for (const ReplicaPtr& replica : retirement.replicas) {
        replica->check.reset();
        replica->endpoint = {};
        tasks.push_back(stopContainer(&m_docker, m_work, replica->id, kStopGrace));
    }
    for (auto& task : tasks)
        co_await task;
    if (m_work.stopped())
        co_return;
    Kept kept;
    kept.replicas = retirement.replicas;
    kept.settings = *retirement.settings;
    kept.time = retirement.keep;
    kept.until = m_context.clock.steadyNow() + retirement.keep;
    kept.untilWall = m_context.clock.wallNow() + retirement.keep;
    m_kept = std::move(kept);
    retirement.progress.step(
        "keep", StepState::Succeeded,
        fmt::format("{} containers for {} s", retirement.replicas.size(), retirement.keep.count()));
    m_bell.ring();
}

QCoro::Task<void> ContainerAdapter::endKept()
{
    if (!m_kept)
        co_return;
    const Replicas ending = m_kept->replicas;
    m_leaving.insert(m_leaving.end(), ending.begin(), ending.end());
    m_kept.reset();
    for (const ReplicaPtr& replica : ending)
        co_await end(m_work, replica, false);
    if (m_work.stopped())
        co_return;
    for (const ReplicaPtr& replica : ending)
        std::erase(m_leaving, replica);
    Q_EMIT statusChanged();
}

QCoro::Task<Result<void>> ContainerAdapter::setStopped(std::string replica, bool stopped, OperationProgress progress)
{
    const auto found =
        std::find_if(m_serving.begin(), m_serving.end(), [&](const ReplicaPtr& each) { return each->name == replica; });
    if (found == m_serving.end())
        co_return failure(ErrorCode::NotFound, "no serving container is called " + replica);
    const ReplicaPtr chosen = *found;
    if (chosen->stopped == stopped)
        co_return failure(ErrorCode::Conflict, replica + (stopped ? " is stopped already" : " is not stopped"));
    Result<void> result;
    if (stopped)
        result = co_await stopReplica(chosen, progress);
    else
        result = co_await startReplica(chosen, progress);
    co_return result;
}

QCoro::Task<Result<void>> ContainerAdapter::stopReplica(ReplicaPtr replica, OperationProgress progress)
{
    progress.plan({"drain", "stop"});
    progress.step("drain", StepState::Running, "");
    const Replicas one{replica};
    replica->stopped = true;
    replica->since = m_context.clock.wallNow();
    replica->check.reset(); // so it leaves the routing table
    judge();
    Q_EMIT statusChanged();
    co_await drain(m_work, one, progress);
    if (m_work.stopped())
        co_return failure(ErrorCode::Cancelled, "the backend or the engine ends");
    progress.step("drain", StepState::Succeeded, "");
    progress.step("stop", StepState::Running, "");
    const Result<void> done = co_await stopContainer(&m_docker, m_work, replica->id, kStopGrace);
    if (m_work.stopped())
        co_return failure(ErrorCode::Cancelled, "the backend or the engine ends");
    if (!done) {
        replica->stopped = false;
        m_bell.ring();
        co_return done;
    }
    progress.step("stop", StepState::Succeeded, "");
    replica->endpoint = {};
    raise(Severity::Info, "replica " + replica->title() + " was stopped by the operator");
    Q_EMIT statusChanged();
    co_return done;
}

QCoro::Task<Result<void>> ContainerAdapter::startReplica(ReplicaPtr replica, OperationProgress progress)
{
    progress.plan({"start", "healthy"});
    progress.step("start", StepState::Running, "");
    const Result<void> started = co_await startContainer(&m_docker, m_work, replica->id);
    if (m_work.stopped() || !started)
        co_return started;
    progress.step("start", StepState::Succeeded, "");
    progress.step("healthy", StepState::Running, "");
    replica->stopped = false;
    replica->problem.clear();
    replica->failuresInRow = 0;
    replica->since = m_context.clock.wallNow();
    replica->started = m_context.clock.steadyNow();
    m_bell.ring(); // the next pass reads its port
    const Scope work = m_work.child();
    progress.onCancel([work] { work.stop(); });
    const auto deadline = m_context.clock.steadyNow() + settings().startTimeout;
    bool alive = true;
    while (alive && !replica->up() && m_context.clock.steadyNow() < deadline && !replica->stopped)
        alive = co_await work.sleep(100ms);
    if (m_work.stopped() || !alive)
        co_return failure(ErrorCode::Cancelled, "cancelled; it is started");
    if (!replica->up())
        co_return failure(ErrorCode::Timeout,
                          replica->name + " is not healthy: "
                              + (replica->check ? replica->check->lastCheck() : std::string("it is not checked")));
    progress.step("healthy", StepState::Succeeded, replica->check->lastCheck());
    co_return started;
}

} // namespace straightline::backends
