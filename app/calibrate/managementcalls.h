// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QCoroTask>
#include <nlohmann/json.hpp>

#include "engine/api/json.h"
#include "engine/api/result.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/scope.h"

namespace straightline::app
{

/// Calls of a running engine's management API. Main thread; owned by the command that makes them.
class ManagementCalls
{
public:
    /// `control`: HOST:PORT. `token`: empty = the engine asks for none. `http` outlives it.
    ManagementCalls(backends::CurlClient& http, std::string control, std::string token);

    /// The JSON of a 2xx answer to `path`, which begins behind /api/v1/. What the engine refuses is an error with the
    /// engine's own words: InvalidArgument for 400, NotFound for 404, Conflict for 409, else Refused. Unreachable,
    /// Timeout, BadReply: there is no engine at this address that answers.
    QCoro::Task<Result<Json>> call(backends::Scope scope, std::string method, std::string path, Json body = Json());

private:
    QCoro::Task<Result<void>> resolve(backends::Scope scope);

    backends::CurlClient& m_http;
    std::string m_control;
    std::string m_token;
    Endpoint m_endpoint; ///< port 0: not resolved yet
};

} // namespace straightline::app
