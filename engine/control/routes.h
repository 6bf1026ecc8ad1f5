// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/api/engine.h"
#include "engine/api/json.h"
#include "engine/control/httpvalues.h"

namespace straightline::control
{

/// One call of one route: the request, what the path's {names} stood for, and who calls.
struct Call {
    const HttpRequest& request;
    std::vector<std::string> names; ///< in the order of the pattern
    Actor actor;

    /// The value of a query parameter; empty when absent.
    std::string query(std::string_view key) const;
};

/// A parameter of a query.
struct QueryParameter {
    const char* name;
    const char* type; ///< "string", "integer", "number", "boolean"
    const char* about;
};

using Handler = Result<HttpAnswer> (*)(Engine&, const Call&);

/// One line of the table from which requests are served and /openapi.json is made. Schemas are names in
/// components/schemas (openapi.cpp); "text" and "toml" are plain texts, "" is no body.
struct Route {
    const char* method;
    const char* path; ///< "/api/v1/backends/{id}"
    const char* summary;
    Handler handler;
    bool changes; ///< refused when read-only
    const char* requestSchema;
    int success; ///< status of a good answer
    const char* answerSchema;
    std::span<const QueryParameter> query = {};
};

/// The whole management API.
std::span<const Route> routes();

/// A route with what its {names} stood for.
struct RouteMatch {
    const Route* route;
    std::vector<std::string> names;
};

/// What a request has in place of a route: 404, or 405 with the methods that there are.
struct NoRoute {
    std::string allowed; ///< "GET, PUT"; empty = no such path
};

std::variant<RouteMatch, NoRoute> findRoute(const HttpRequest& request);

/// The segments of a pattern or path without its first slash.
std::vector<std::string> splitPath(std::string_view path);

} // namespace straightline::control
