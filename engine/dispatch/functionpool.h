// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/api/functionhost.h"
#include "engine/api/routingtable.h"
#include "engine/dispatch/functionendpoint.h"
#include "engine/dispatch/functioninvoker.h"

namespace straightline::dispatch
{

using FunctionTime = std::chrono::steady_clock::time_point;

/// A request on its way through a pool.
struct FunctionInvocation {
    FunctionInvoker::InvocationId id = 0;
    std::size_t caller = 0; ///< which gateway thread asked
    FunctionRequest request;
    FunctionTime submitted;
    FunctionTime handed;
    unsigned givings = 0;   ///< how often an instance was to take it
    bool abandoned = false; ///< nobody waits for the answer any more
};

/// The instances of one function backend. An invocation takes the idle instance used last; else it is held while one is
/// started, up to the capacity, until its deadline. Idle instances end after keep-alive (scale to zero). A command that
/// keeps failing to start is tried again after growing pauses only. On its home gateway thread; owned by FunctionHome.
class FunctionPool final : public FunctionEndpoint::Watcher
{
public:
    /// What a pool needs from around it.
    struct Surroundings {
        boost::asio::io_context& context;
        FunctionSupervisor& supervisor;
        std::string socketFolder;
        std::function<InstanceId()> nextInstanceId;
        std::function<void(const FunctionInvocation&, FunctionAnswer)> finish;
    };

    FunctionPool(Surroundings surroundings, const BackendRoute& route, std::string name);

    void configure(const BackendRoute& route); ///< also brings a retired pool back
    void retire();                             ///< the backend is gone: ends what is idle, fails what waits
    void recycle();                            ///< replaces every instance
    void invoke(FunctionInvocation invocation);
    bool cancel(FunctionInvoker::InvocationId id);
    bool instanceExited(InstanceId id, const std::string& why); ///< false: not one of ours
    void tick();                                                ///< looks at the clock

    bool isGone() const { return m_retired && m_instances.empty() && m_waiting.empty(); }
    bool isQuiet() const; ///< nothing but idle instances: a slow tick will do
    FunctionStatus status() const;

    void instanceReady(InstanceId id) override;
    void instanceLeft(InstanceId id) override;
    void eventTaken(InstanceId id, bool whole) override;
    void answered(InstanceId id, std::string json) override;
    void failed(InstanceId id, std::string why) override;
    void initFailed(InstanceId id, std::string why) override;

private:
    enum class State : std::uint8_t { Starting, Idle, Busy, Returning, Ending };
    struct Instance {
        InstanceId id = 0;
        std::unique_ptr<FunctionEndpoint> endpoint;
        State state = State::Starting;
        std::uint64_t generation = 0;
        FunctionTime since; ///< of its state
        FunctionTime started;
        WallTime startedWall;
        std::uint64_t invocations = 0;
        std::optional<FunctionInvocation> current;
        std::optional<std::pair<FunctionTime, std::string>> exited; ///< its last bytes may still be on their way
    };

    void advance();
    void failHopeless();
    void startInstances();
    bool startInstance();
    void give(Instance& instance, FunctionInvocation invocation);
    void complete(Instance& instance, FunctionAnswer answer);
    void finishTimed(const Instance& instance, const FunctionInvocation& invocation, FunctionAnswer answer);
    void failCurrent(Instance& instance, AttemptOutcome outcome, std::string why);
    void answerUnserved(const FunctionInvocation& invocation, AttemptOutcome outcome, std::string why);
    void becameFree(Instance& instance);
    void end(Instance& instance, StopReason reason);
    void startFailed(const std::string& why);
    void finishExit(Instance& instance);
    void tickInstance(Instance& instance, FunctionTime now);
    void tickWaiting(FunctionTime now);
    void note(const std::string& error);
    Instance* mostRecentlyIdle();
    std::size_t count(State state) const;
    std::size_t live() const { return m_instances.size() - count(State::Ending); }
    std::string newRequestId();

    Surroundings m_around;
    BackendRoute m_route;
    std::string m_name;
    bool m_retired = false;
    std::uint64_t m_generation = 0;
    std::map<InstanceId, Instance> m_instances;
    std::deque<FunctionInvocation> m_waiting;
    FunctionTime m_mayStart; ///< after failures
    FunctionStatus m_status;
    std::mt19937_64 m_random{std::random_device{}()};
};

} // namespace straightline::dispatch
