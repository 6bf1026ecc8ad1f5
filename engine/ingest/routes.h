// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/ingest/requesthead.h"

namespace straightline::ingest
{

/// What a request asks for: an application, or something that the gateway answers itself (Open Inference Protocol V2).
enum class RouteKind : std::uint8_t {
    Application,
    ServerMetadata,  ///< GET /v2, /v2/
    Live,            ///< GET /v2/health/live
    Ready,           ///< GET /v2/health/ready
    ModelList,       ///< GET /v2/models
    RepositoryIndex, ///< POST /v2/repository/index
    NotFound,
    WrongMethod,
};

struct Route {
    RouteKind kind = RouteKind::NotFound;
    const ApplicationRoute* application = nullptr;
    std::string_view target; ///< path and query as the backend sees them, its base path not yet added
    std::string_view allow;  ///< for WrongMethod: the methods that are right
};

/// Finds the route. /v2/models/{application}/… and /apps/{application}/… come first when that application exists; then
/// the mounts, the longest first. So under a mount "/" everything else passes through, unknown models included; the
/// gateway's own /v2 documents stay its own.
Route findRoute(const RequestHead& head, const RoutingTable& table);

/// Some application has a backend in service whose breaker is not open.
bool isReady(const RoutingTable& table, const LiveLoad& load);

/// The answers of the gateway itself.
std::string serverMetadataJson();
std::string modelListJson(const RoutingTable& table);
std::string repositoryIndexJson(const RoutingTable& table);

/// Decodes %XX; what is malformed stays as it is.
std::string percentDecoded(std::string_view text);

} // namespace straightline::ingest
