// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

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
    std::string socketPath; ///< unix socket on which this one instance finds its Runtime API
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

/// Told how the processes fare. Implemented in dispatch; every call may come from any thread and returns at once.
class FunctionRuntime
{
public:
    virtual ~FunctionRuntime() = default;
    virtual void instanceExited(InstanceId instance, std::string why) = 0;
};

} // namespace straightline
