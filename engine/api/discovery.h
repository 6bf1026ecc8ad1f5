// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/configuration.h"

namespace straightline
{

/// Something on this machine that answers and could be registered as a backend.
struct DiscoveredBackend {
    enum class Source : std::uint8_t { Container, Port };

    Source source = Source::Port;
    std::string name;    ///< the container's, or what the server calls itself; may be empty
    std::string address; ///< numeric
    std::uint16_t port = 0;
    std::string url;                 ///< "http://127.0.0.1:9001"
    std::string image;               ///< of a container; empty = a port
    std::uint16_t containerPort = 0; ///< of a container
    bool speaksProtocol = false;     ///< Open Inference Protocol
    bool isReady = false;            ///< it says so (GET /v2/health/ready)
    std::string healthPath;          ///< what fits it; empty = connecting only
    BackendId backend;               ///< registered as; empty = not yet

    bool operator==(const DiscoveredBackend&) const = default;
};

/// What the latest look around found.
struct Discovery {
    WallTime taken; ///< the epoch = nobody has looked yet
    std::vector<DiscoveredBackend> found;
    std::vector<std::string> problems; ///< why a part could not be looked at; English
};

} // namespace straightline
