// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/configuration.h"

// The seam between the two planes for functions: gateway threads serve the Runtime API, the engine thread runs
// processes.
namespace straightline
{

using InstanceId = std::uint64_t;

/// What the gateway asks the engine thread to run. The gateway listens on `socketPath` before it asks.
struct FunctionInstance {
    InstanceId id = 0;
    std::uint32_t backendNumber = 0;
    std::string functionName; ///< "application-backend"
    std::string socketPath;   ///< unix socket on which this one instance finds its Runtime API
    FunctionSettings settings;
};

enum class StopReason : std::uint8_t { Idle, InitTimeout, InvocationTimeout, BadAnswer, Removed, ShuttingDown };

/// Starts and ends function processes. Implemented in backends/function; every call may come from any thread and
/// returns at once.
class FunctionSupervisor
{
public:
    virtual ~FunctionSupervisor() = default;
    virtual void startInstance(FunctionInstance instance) = 0;
    virtual void stopInstance(InstanceId instance, StopReason reason) = 0;
};

enum class FunctionInstanceState : std::uint8_t { Starting, Idle, Busy, Ending };

struct FunctionInstanceStatus {
    InstanceId id = 0;
    FunctionInstanceState state = FunctionInstanceState::Starting;
    WallTime since; ///< of its start
    std::uint64_t invocations = 0;
};

/// One line of the cold-start ledger.
struct ColdStart {
    InstanceId instance = 0;
    WallTime at;
    std::chrono::microseconds toReady{0};     ///< from the wish to its first call for an invocation
    std::chrono::microseconds firstAnswer{0}; ///< from its first event to that answer; 0 = not yet
};

/// How a function backend fares, as its pool knows it.
struct FunctionStatus {
    std::uint64_t invocations = 0; ///< events handed over
    std::uint64_t coldStarts = 0;  ///< instances that became ready
    std::uint64_t startFailures = 0;
    std::uint32_t startFailuresInRow = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t crashes = 0;    ///< ended during an invocation
    std::uint64_t badAnswers = 0; ///< errors posted, garbage, oversized
    std::uint32_t waiting = 0;    ///< invocations that no instance has taken yet
    std::vector<FunctionInstanceStatus> instances;
    std::vector<ColdStart> latestColdStarts; ///< oldest first, the latest 32
    std::string lastError;
    WallTime lastErrorTime;
};

/// One process of a function apart from every backend, to try settings out: it has a pool of its own, of one instance.
struct FunctionTrial {
    std::uint32_t number = 0; ///< kFirstTrial or above, like a backend's number
    std::string functionName; ///< "application-backend"
    FunctionSettings settings;
};
inline constexpr std::uint32_t kFirstTrial = 0xFFFF'0000U; ///< no backend's number reaches it

/// One event for a trial, as an HTTP request.
struct TrialRequest {
    std::string method;
    std::string target;
    std::string contentType; ///< empty = no body
    std::string body;
    std::chrono::milliseconds deadline{30'000}; ///< the start of the process included
};
struct TrialAnswer {
    bool answered = false;  ///< with `status` and `body`; else `error` says what happened
    bool started = false;   ///< an instance took the event
    bool coldStart = false; ///< it was the first of its instance
    std::uint16_t status = 0;
    std::string body;
    std::string error;
    std::chrono::microseconds waited{0}; ///< until an instance took the event: of the first one, its start
    std::chrono::microseconds took{0};   ///< from then on until the answer
};

/// Told how the processes fare, asked how the pools do. Implemented in dispatch; every call may come from any thread
/// and returns at once.
class FunctionRuntime
{
public:
    virtual ~FunctionRuntime() = default;
    /// Exactly once for each instance that was to be started, also when it could not be.
    virtual void instanceExited(InstanceId instance, std::string why) = 0;
    /// Replaces every instance: idle ones end now, busy ones after their answer.
    virtual void recycle(std::uint32_t backendNumber) = 0;
    /// At most a quarter of a second old; empty when there is no such backend.
    virtual FunctionStatus functionStatus(std::uint32_t backendNumber) const = 0;

    virtual void beginTrial(FunctionTrial trial) = 0;
    /// One at a time. Its answer is there once trialAnswer() has a value; the next invocation takes it away.
    virtual void invokeTrial(std::uint32_t number, TrialRequest request) = 0;
    virtual std::optional<TrialAnswer> trialAnswer(std::uint32_t number) const = 0;
    /// Ends its process; functionStatus() has instances until that has happened.
    virtual void endTrial(std::uint32_t number) = 0;

    /// One event for the instances of a registered backend, beside its requests and no record: it waits its turn with
    /// them. `done` is called on a gateway thread, at most once: not any more when the gateway has stopped.
    virtual void probe(std::uint32_t backendNumber, TrialRequest request, std::function<void(TrialAnswer)> done) = 0;
};

} // namespace straightline
