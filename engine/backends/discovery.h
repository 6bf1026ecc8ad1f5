// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <QCoroTask>

#include "engine/api/backendstatus.h"
#include "engine/api/discovery.h"
#include "engine/backends/container/dockerclient.h"
#include "engine/backends/operations.h"

namespace straightline::backends
{

/// What a look around uses; the clients outlive the scope.
struct DiscoveryPlace {
    CurlClient* http = nullptr;
    DockerClient* docker = nullptr;
    std::string siteId;
    std::vector<BackendStatus> registered;
    std::set<std::uint16_t> ownPorts; ///< of this engine
};

/// Running containers with a published port that are not ours, and listening ports of this machine that answer the Open
/// Inference Protocol. At most eight ports are asked at once, each for about a second. A machine without Docker is no
/// failure; the time it was taken is the caller's to fill in.
QCoro::Task<Result<Discovery>> discover(DiscoveryPlace place, Scope scope, OperationProgress progress);

/// A port that is listened to, and the loopback addresses at which it can be reached, the likeliest first.
struct ListeningPort {
    std::uint16_t port = 0;
    std::vector<std::string> addresses;

    bool operator==(const ListeningPort&) const = default;
};

/// From the texts of /proc/net/tcp and /proc/net/tcp6: what listens on loopback or on every address, by port.
std::vector<ListeningPort> listeningPorts(std::string_view tcp, std::string_view tcp6);

} // namespace straightline::backends
