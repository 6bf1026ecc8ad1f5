// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/routingtable.h"

namespace straightline
{

using WallTime = std::chrono::system_clock::time_point;

/// What a replica is there for: it serves, takes over, was taken out, waits for a roll-back, or was stopped by hand.
enum class ReplicaRole : std::uint8_t { Serving, Incoming, Leaving, Kept, Stopped };
inline constexpr std::array<std::string_view, 5> kReplicaRoles{"serving", "incoming", "leaving", "kept", "stopped"};

inline std::string_view toString(ReplicaRole role)
{
    return kReplicaRoles[static_cast<std::size_t>(role)];
}

/// One running copy: a container, a function instance, or the one address of an http backend.
struct ReplicaStatus {
    std::string name; ///< container name, instance number, or host:port
    BackendState state = BackendState::Unknown;
    Endpoint endpoint;
    std::string image; ///< containers: reference and short digest
    WallTime since;
    ReplicaRole role = ReplicaRole::Serving;
    std::uint32_t restarts = 0; ///< containers: by the engine, since it knows them
    WallTime keptUntil{};       ///< of one that is kept
};

/// How a backend fares, as the control plane knows it. Values; made on the engine thread.
struct BackendStatus {
    BackendId id;
    std::uint32_t number = 0;
    BackendState state = BackendState::Unknown;
    WallTime since;        ///< of the last change of state
    std::string lastCheck; ///< "200 in 2 ms"
    std::string lastError; ///< of the last failure, kept after recovery; empty = none ever
    WallTime lastErrorTime;
    std::vector<ReplicaStatus> replicas;
    std::vector<Endpoint> endpoints; ///< the healthy replicas that may get requests now
    std::string hostHeader;
    std::string basePath;
    UpstreamTls tls;
    bool takesRequests = false; ///< in service: up and not drained (a function: its command can be started)
    std::uint64_t coldStarts = 0;
    std::uint64_t checksPassed = 0; ///< health checks of all replicas, since the start
};

} // namespace straightline
