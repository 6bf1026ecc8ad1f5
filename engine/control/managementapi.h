// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "engine/api/engine.h"
#include "engine/api/result.h"
#include "engine/control/httpvalues.h"

namespace straightline::control
{

/// From a management request to its answer: who may ask, which route, and what came of it. Lives on the engine thread,
/// owned by ManagementServer.
class ManagementApi
{
public:
    /// `token` empty = none is asked for, and the Host must be a loopback name (against DNS rebinding).
    ManagementApi(Engine& engine, std::string token);

    HttpAnswer handle(const HttpRequest& request);

private:
    bool tokenFits(const HttpRequest& request) const;

    Engine& m_engine;
    std::string m_token;
};

/// "localhost", "127.0.0.1:8081", "[::1]": the value of a Host header that only this machine can mean.
bool isLoopbackHost(const std::string& host);

/// The token in a file: 16 to 512 printable characters, one final line break ignored; the file must be readable for its
/// owner only.
[[nodiscard]] Result<std::string> readToken(const std::filesystem::path& file);

} // namespace straightline::control
