// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/api/functionhost.h"
#include "engine/dispatch/functionhome.h"
#include "engine/dispatch/functioninvoker.h"

namespace straightline::dispatch
{

/// The embedded function runner: hands each request as a Lambda event to a function process over the Runtime API, and
/// its answer back. The data plane's half: processes are the FunctionSupervisor's. Each backend has a home among the
/// gateway threads; what crosses threads is posted. The one mutex guards statuses, written a few times a second.
///
/// Owned by core. start() and stop() as FunctionInvoker says; the supervisor outlives it.
class FunctionRunner final : public FunctionInvoker, public FunctionRuntime
{
public:
    /// Makes `socketFolder` (mode 0700), and takes away the sockets that a killed predecessor left there.
    static Result<std::unique_ptr<FunctionRunner>> open(std::string socketFolder, FunctionSupervisor& supervisor);
    ~FunctionRunner() override;

    void start(std::span<boost::asio::io_context* const> homes) override;
    void stop() override;
    void publish(RoutingTablePtr table) override;
    InvocationId invoke(FunctionRequest request, boost::asio::io_context& caller, Done done) override;
    void cancel(InvocationId invocation) override;

    void instanceExited(InstanceId instance, std::string why) override;
    void recycle(std::uint32_t backendNumber) override;
    FunctionStatus functionStatus(std::uint32_t backendNumber) const override;
    void beginTrial(FunctionTrial trial) override;
    void invokeTrial(std::uint32_t number, TrialRequest request) override;
    std::optional<TrialAnswer> trialAnswer(std::uint32_t number) const override;
    void endTrial(std::uint32_t number) override;
    void probe(std::uint32_t backendNumber, TrialRequest request, std::function<void(TrialAnswer)> done) override;

private:
    /// One gateway thread as the one that asks; touched on that thread only.
    struct Caller {
        struct Asked {
            std::uint32_t backendNumber = 0;
            Done done;
        };
        std::uint64_t begun = 0;
        std::unordered_map<InvocationId, Asked> asked;
    };

    FunctionRunner(std::string socketFolder, FunctionSupervisor& supervisor);
    void finish(const FunctionInvocation& invocation, FunctionAnswer answer);
    void removeSockets();

    std::string m_socketFolder;
    FunctionSupervisor& m_supervisor;
    std::vector<std::shared_ptr<FunctionHome>> m_homes;
    std::vector<Caller> m_callers; ///< by the index of their home
    mutable std::mutex m_mutex;    ///< guards all below, and m_homes against calls from the control plane
    bool m_running = false;
    RoutingTablePtr m_table; ///< published before the start
    std::vector<FunctionStatuses> m_statuses;
    std::map<std::uint32_t, std::optional<TrialAnswer>> m_trials; ///< that have not ended
};

} // namespace straightline::dispatch
