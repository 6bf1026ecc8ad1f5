// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/api/backendstatus.h"

namespace straightline
{

/// What is not as it should be, while all the rest goes on; the worst first.
enum class TroubleCause : std::uint8_t {
    DiskFull,           ///< no space: request records wait in memory, changes cannot be kept
    StoreFailing,       ///< request records wait in memory for another reason
    StoreBehind,        ///< records come faster than they are written; the oldest will be dropped
    DockerUnreachable,  ///< containers can neither be started nor watched
    Certificate,        ///< a file of the gateway's TLS cannot be used, or its certificate ends
    BackendUnreachable, ///< an http backend fails its checks
    ContainerFailed,    ///< a container has ended or does not become healthy
    FunctionFailed,     ///< a function's process cannot be started, or ends
    FunctionsOpen,      ///< functions run with less isolation, or weaker limits, than they should
    DecisionsDiffer,    ///< recorded decisions, decided again, came out differently
    Unverified,         ///< a backend's certificate is not looked at, as configured
};

struct Trouble {
    TroubleCause cause = TroubleCause::StoreFailing;
    std::string subject;                ///< backend id, or "store", "docker", "TLS", "functions"
    std::string detail;                 ///< English, one sentence
    WallTime since;                     ///< when the engine noticed it
    std::chrono::milliseconds retry{0}; ///< tried again by itself at most this much later; 0 = not by itself

    bool operator==(const Trouble&) const = default;
};

std::string_view toString(TroubleCause cause); ///< "disk_full", …

} // namespace straightline
