// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/backends/backendadapter.h"
#include "engine/backends/container/containerlogs.h"
#include "engine/backends/container/dockercalls.h"
#include "engine/backends/container/replica.h"
#include "engine/backends/deferred.h"
#include "engine/backends/statusbook.h"

namespace straightline::backends
{

/// A backend of kind container: runs N replicas on a Docker engine, checks them, restarts what ends, adopts what an
/// earlier run of the engine left, and replaces them without a failed request. One coroutine, run(), does all of it in
/// turn; events of the Docker engine, checks and the operator ring its bell. Engine thread; owned by the Registry.
///
/// containeradapter.cpp: the backend as others see it · containersupervision.cpp: the loop ·
/// containerdeployment.cpp: bringing up, replacing and ending replicas · containerrollback.cpp: keeping what was
/// replaced, going back to it, stopping and starting one replica
class ContainerAdapter final : public BackendAdapter
{
    Q_OBJECT
public:
    ContainerAdapter(const AdapterContext& context, DockerClient& docker);
    ~ContainerAdapter() override;

    void start(BackendPlan plan) override;
    void applyPlan(BackendPlan plan) override;
    BackendStatus status() const override;
    QCoro::Task<Result<void>> redeploy(std::optional<ContainerSettings> settings, std::chrono::seconds keepOld,
                                       OperationProgress progress) override;
    QCoro::Task<Result<void>> rollBack(OperationProgress progress) override;
    QCoro::Task<Result<void>> setStopped(std::string replica, bool stopped, OperationProgress progress) override;
    /// At most kMostLogLines of each container are read.
    LogLines logs(std::uint32_t tail) override;
    static constexpr std::uint32_t kMostLogLines = 50'000;
    QCoro::Task<void> remove() override;
    QCoro::Task<void> shutdown(bool stopRunning) override;
    void stop() override;
    std::optional<Trouble> trouble() const override;

private:
    struct Request {
        std::optional<ContainerSettings> settings;
        std::chrono::seconds keepOld{0};
        bool back = false; ///< to what was kept
        OperationProgress progress;
        Deferred<Result<void>> done;
    };

    /// What a redeploy has replaced: stopped, and there to go back to.
    struct Kept {
        Replicas replicas;
        ContainerSettings settings;
        std::chrono::seconds time{0};
        Clock::Steady until;
        WallTime untilWall;
    };

    /// Replicas that are to end, or to be kept.
    struct Retirement {
        Replicas replicas;
        std::optional<ContainerSettings> settings; ///< what they were made from
        std::chrono::seconds keep{0};
        OperationProgress progress;
        Deferred<Result<void>> done;
    };

    /// One replica to bring up.
    struct Order {
        ContainerSettings settings;
        std::uint32_t generation = 0;
        std::uint32_t index = 0;
        OperationProgress progress;
        double done = 0.0; ///< of the operation
    };

    const ContainerSettings& settings() const;
    std::vector<std::string> ownLabels() const;
    BackendState stateNow() const;
    std::string problemNow() const;
    bool tooLate(const Replica& replica) const;
    ReplicaStatus statusOf(const Replica& replica) const;
    void judge();
    QCoro::Task<void> refreshLogs(std::uint32_t lines);

    // the loop
    QCoro::Task<void> run();
    QCoro::Task<void> watchEvents();
    QCoro::Task<Result<void>> pass();
    QCoro::Task<void> adopt(std::vector<ContainerSummary> found);
    QCoro::Task<void> tend(ReplicaPtr replica, ContainerSummary seen);
    QCoro::Task<void> tendServing(std::vector<ContainerSummary> found);
    std::chrono::milliseconds untilNextPass() const;
    void beginCheck(const ReplicaPtr& replica, std::uint16_t port);
    void considerRedeploy();

    // deployment
    QCoro::Task<void> sweepUnknown(std::vector<ContainerSummary> found);
    QCoro::Task<void> scale();
    QCoro::Task<Result<ReplicaPtr>> bringUp(Scope scope, Order order);
    QCoro::Task<Result<std::string>> create(Scope scope, Order order);
    QCoro::Task<Result<void>> provideImage(Scope scope, Order order);
    QCoro::Task<Result<void>> waitHealthy(Scope scope, ContainerSettings settings, OperationProgress progress);
    QCoro::Task<Result<void>> bringUpAll(Scope scope, ContainerSettings settings, OperationProgress progress);
    QCoro::Task<void> performRedeploy(Request request);
    QCoro::Task<void> giveUp(Request request, Error error);
    void switchOver(const ContainerSettings& settings, bool given);
    std::uint32_t freeIndex() const;
    void say(const OperationProgress& progress, const std::string& step, double done);
    void raise(Severity severity, const std::string& text);
    QCoro::Task<void> retire(Retirement retirement);
    QCoro::Task<void> drain(Scope scope, Replicas replicas, OperationProgress progress);
    QCoro::Task<void> end(Scope scope, ReplicaPtr replica, bool gracefully);
    QCoro::Task<Result<void>> request(Request request);

    // keeping, going back, stopping
    QCoro::Task<Result<void>> bringBack(Scope scope, OperationProgress progress);
    QCoro::Task<void> keep(Retirement retirement);
    QCoro::Task<void> endKept();
    QCoro::Task<Result<void>> stopReplica(ReplicaPtr replica, OperationProgress progress);
    QCoro::Task<Result<void>> startReplica(ReplicaPtr replica, OperationProgress progress);
    static void beginSteps(const OperationProgress& progress, bool back, bool keeps);

    AdapterContext m_context;
    DockerClient& m_docker;
    BackendPlan m_plan;
    Replicas m_serving;
    Replicas m_incoming; ///< of a redeploy before its switch
    Replicas m_leaving;  ///< replaced or surplus: out of the table, finishing their requests
    std::optional<Kept> m_kept;
    std::optional<Request> m_request;
    bool m_adopted = false;
    std::optional<ContainerSettings> m_deployed; ///< what the serving generation was made from, when known
    std::uint32_t m_generation = 0;              ///< the latest used
    std::string m_failedMark;                    ///< settings whose redeploy failed: not tried again by ourselves
    std::string m_problem; ///< why replicas are missing; empty = none are, or they are on their way
    std::string m_step;    ///< what a deployment does now
    std::uint32_t m_deployFailures = 0;
    Clock::Steady m_deployAt;
    std::int64_t m_lastEventNanos = 0;
    bool m_readingLogs = false;
    Clock::Steady m_logsReadAt;
    std::uint32_t m_logsRead = 0; ///< so many lines of each container were asked for then
    ContainerLogs m_logs;
    StatusBook m_book;
    Bell m_bell;
    Scope m_scope;                  ///< of everything
    Scope m_work = m_scope.child(); ///< of the loop: ends before the containers do
};

} // namespace straightline::backends
