// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace straightline::backends
{

/// Where a Docker Engine API (or podman's) listens.
struct DockerHost {
    std::string text;       ///< as an operator writes it: "unix:///var/run/docker.sock"
    std::string unixSocket; ///< path; empty = TCP
    std::string host;       ///< name or address
    std::uint16_t port = 2375;

    bool operator==(const DockerHost&) const = default;
};

/// "unix:///path" or "tcp://HOST[:PORT]"; ssh:// and others fail with Unsupported.
[[nodiscard]] Result<DockerHost> parseDockerHost(std::string_view text);

/// What discovery reads of the world; injected so that tests can make one up.
struct DockerSurroundings {
    std::function<std::string(const char* variable)> environment; ///< empty = not set
    std::function<std::optional<std::string>(const std::string& path)> file;
};
DockerSurroundings realDockerSurroundings();

/// Where to look, in this order: $DOCKER_HOST alone when it is set; else the current docker context, the system's
/// socket, the rootless ones, podman's. The error is that of an unusable $DOCKER_HOST.
[[nodiscard]] Result<std::vector<DockerHost>> findDockerHosts(const DockerSurroundings& surroundings);

} // namespace straightline::backends
