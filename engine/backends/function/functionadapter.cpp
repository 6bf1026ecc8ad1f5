// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functionadapter.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::backends
{
namespace
{

constexpr std::chrono::milliseconds kLookEvery{500};
constexpr std::chrono::milliseconds kReplaceStep{100};
constexpr std::chrono::milliseconds kRemoveDeadline{5'000};
constexpr std::chrono::seconds kTellAgainAfter{60};
constexpr std::uint32_t kFailingAfter = 3; ///< starts in a row

BackendState stateOf(FunctionInstanceState state)
{
    switch (state) {
    case FunctionInstanceState::Starting:
        return BackendState::Starting;
    case FunctionInstanceState::Ending:
        return BackendState::Draining;
    default:
        return BackendState::Up;
    }
}

std::size_t count(const FunctionStatus& status, FunctionInstanceState state)
{
    return static_cast<std::size_t>(std::count_if(status.instances.begin(), status.instances.end(),
                                                  [&](const auto& each) { return each.state == state; }));
}

bool sameInstances(const FunctionStatus& a, const FunctionStatus& b)
{
    return std::equal(
        a.instances.begin(), a.instances.end(), b.instances.begin(), b.instances.end(),
        [](const auto& x, const auto& y) { return x.id == y.id && stateOf(x.state) == stateOf(y.state); });
}

} // namespace

FunctionAdapter::FunctionAdapter(const AdapterContext& context, ProcessFunctionSupervisor& supervisor)
    : m_context(context)
    , m_supervisor(supervisor)
{
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &FunctionAdapter::look);
}

FunctionAdapter::~FunctionAdapter()
{
    stop();
}

AdapterFactory FunctionAdapter::factory(ProcessFunctionSupervisor& supervisor)
{
    return [&supervisor](const AdapterContext& context) -> std::unique_ptr<BackendAdapter> {
        return std::make_unique<FunctionAdapter>(context, supervisor);
    };
}

const FunctionSettings& FunctionAdapter::settings() const
{
    return std::get<FunctionSettings>(m_plan.configuration.settings);
}

FunctionStatus FunctionAdapter::askPool() const
{
    const FunctionRuntime* const runtime = m_supervisor.runtime();
    return runtime != nullptr ? runtime->functionStatus(number()) : FunctionStatus{};
}

void FunctionAdapter::start(BackendPlan plan)
{
    m_plan = std::move(plan);
    m_book.since = m_context.clock.wallNow();
    look();
    m_timer.start();
}

void FunctionAdapter::applyPlan(BackendPlan plan)
{
    m_plan = std::move(plan);
    look();
    Q_EMIT statusChanged();
}

void FunctionAdapter::stop()
{
    m_timer.stop();
    m_scope.stop();
}

void FunctionAdapter::look()
{
    const auto command = m_supervisor.findCommand(settings());
    m_commandFound = command.has_value();
    if (!command && m_book.lastError != command.error().detail)
        m_book.note(command.error().detail, m_context.clock);
    const FunctionStatus before = std::exchange(m_pool, askPool());
    if (m_pool.lastErrorTime > m_book.lastErrorTime) {
        m_book.lastError = m_pool.lastError;
        m_book.lastErrorTime = m_pool.lastErrorTime;
    }
    judge();
    tellFailure();
    if (!sameInstances(before, m_pool) || before.coldStarts != m_pool.coldStarts)
        Q_EMIT statusChanged();
}

BackendState FunctionAdapter::stateNow() const
{
    if (!m_commandFound)
        return BackendState::Failed;
    if (m_plan.configuration.drained)
        return BackendState::Draining;
    return m_pool.startFailuresInRow >= kFailingAfter ? BackendState::Down : BackendState::Up;
}

void FunctionAdapter::judge()
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

/// A failing function fails with every request: each reason is told once a minute.
void FunctionAdapter::tellFailure()
{
    const WallTime now = m_context.clock.wallNow();
    const bool fresh = m_pool.lastErrorTime > m_toldAt;
    if (!fresh || (m_pool.lastError == m_toldError && now - m_toldAt < kTellAgainAfter))
        return;
    m_toldError = m_pool.lastError;
    m_toldAt = now;
    Q_EMIT eventRaised(makeEvent(m_context.clock, Severity::Warning, m_plan.id, m_pool.lastError));
}

std::optional<Trouble> FunctionAdapter::trouble() const
{
    const std::string less = m_supervisor.degraded();
    if (less.empty())
        return std::nullopt;
    return Trouble{.cause = TroubleCause::FunctionsOpen, .subject = "functions", .detail = less, .since = {}};
}

BackendStatus FunctionAdapter::status() const
{
    BackendStatus status;
    status.id = m_plan.id;
    status.number = number();
    m_book.fill(status);
    for (const FunctionInstanceStatus& instance : m_pool.instances) {
        ReplicaStatus replica;
        replica.name = std::to_string(instance.id);
        replica.state = stateOf(instance.state);
        replica.since = instance.since;
        status.replicas.push_back(std::move(replica));
    }
    if (m_commandFound)
        status.lastCheck = m_pool.instances.empty() ? "command found; no instance runs"
                                                    : fmt::format("{} warm, {} busy, {} starting",
                                                                  count(m_pool, FunctionInstanceState::Idle),
                                                                  count(m_pool, FunctionInstanceState::Busy),
                                                                  count(m_pool, FunctionInstanceState::Starting));
    status.coldStarts = m_pool.coldStarts;
    // Also while it fails to start: the next request is the next try, and the breaker keeps them few.
    status.takesRequests = m_commandFound && !m_plan.configuration.drained;
    return status;
}

QCoro::Task<Result<void>> FunctionAdapter::redeploy(std::optional<ContainerSettings> settings,
                                                    std::chrono::seconds /*keepOld*/, OperationProgress progress)
{
    if (settings)
        co_return failure(ErrorCode::Unsupported, "a function has no container settings");
    FunctionRuntime* const runtime = m_supervisor.runtime();
    if (runtime == nullptr)
        co_return failure(ErrorCode::Conflict, "the engine is not serving");
    look();
    if (!m_commandFound)
        co_return failure(ErrorCode::NotFound, m_book.lastError);
    const std::vector<FunctionInstanceStatus> old = askPool().instances;
    runtime->recycle(number());
    const Scope scope = m_scope;
    const auto deadline = m_context.clock.steadyNow() + m_plan.requestDeadline + kRemoveDeadline;
    for (std::size_t left = old.size(); left > 0;) {
        progress.report(fmt::format("{} of {} instances replaced", old.size() - left, old.size()),
                        static_cast<double>(old.size() - left) / static_cast<double>(old.size()));
        if (!co_await scope.sleep(kReplaceStep))
            co_return failure(ErrorCode::Cancelled, "the engine ends");
        if (m_context.clock.steadyNow() > deadline)
            co_return failure(ErrorCode::Timeout, "busy instances did not end in time");
        const std::vector<FunctionInstanceStatus> now = askPool().instances;
        left = static_cast<std::size_t>(std::count_if(old.begin(), old.end(), [&](const auto& each) {
            return std::any_of(now.begin(), now.end(), [&](const auto& other) { return other.id == each.id; });
        }));
    }
    co_return Result<void>{};
}

LogLines FunctionAdapter::logs(std::uint32_t tail)
{
    LogLines lines{m_supervisor.log(number(), tail), fmt::format("instances of {}", m_plan.id)};
    if (lines.lines.empty())
        lines.source = "no instance has written anything yet";
    return lines;
}

QCoro::Task<void> FunctionAdapter::remove()
{
    const Scope scope = m_scope;
    const std::uint32_t backend = number();
    const auto deadline = m_context.clock.steadyNow() + kRemoveDeadline;
    // The pool ends its instances when it hears of the new routing table.
    while (!askPool().instances.empty() && m_context.clock.steadyNow() < deadline) {
        if (!co_await scope.sleep(kReplaceStep))
            co_return;
    }
    m_supervisor.forget(backend);
}

QCoro::Task<void> FunctionAdapter::shutdown(bool /*stopRunning*/)
{
    co_return; // the supervisor ends every process
}

} // namespace straightline::backends
