// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/api/engine.h"
#include "engine/api/result.h"
#include "engine/control/httpserver.h"
#include "engine/control/managementapi.h"

namespace straightline::control
{

/// The management plane: API, metrics and description on one port. Lives on the engine thread, which must run an event
/// loop; owned by core. Handlers never wait: what takes time is an operation.
class ManagementServer
{
public:
    struct Settings {
        std::string listen = "127.0.0.1:8081"; ///< port 0 = any free one
        std::string token;                     ///< empty = none; then only loopback addresses are allowed
        HttpServer::Settings http;
    };

    /// `engine` outlives the server.
    [[nodiscard]] static Result<std::unique_ptr<ManagementServer>> open(Engine& engine, const Settings& settings);

    /// HOST:PORT with the real port.
    const std::string& address() const { return m_address; }

private:
    ManagementServer(Engine& engine, const Settings& settings);

    ManagementApi m_api;
    HttpServer m_server;
    std::string m_address;
};

} // namespace straightline::control
