// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/routes.h"

#include <unordered_map>

namespace straightline::core
{
namespace
{

BackendRoute makeRoute(const BackendConfiguration& backend, const BackendStatus* status, std::uint32_t slot)
{
    BackendRoute route;
    route.number = backend.number;
    route.slot = slot;
    route.name = backend.name;
    route.tier = backend.tier;
    route.kind = backend.kind();
    route.capacity = backend.capacity;
    route.payloadLimitBytes = backend.payloadLimitBytes;
    route.connectTimeout = backend.connectTimeout;
    route.readTimeout = backend.readTimeout;
    if (const auto* function = std::get_if<FunctionSettings>(&backend.settings))
        route.function = *function;
    if (status == nullptr)
        return route;
    route.endpoints = status->endpoints;
    route.hostHeader = status->hostHeader;
    route.basePath = status->basePath;
    const bool reachable = route.kind == BackendKind::Function || !route.endpoints.empty();
    route.inService = status->takesRequests && reachable && !backend.drained;
    return route;
}

} // namespace

RoutingTable buildRoutingTable(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                               const LoadSlots& slots, std::uint64_t version)
{
    std::unordered_map<std::uint32_t, const BackendStatus*> statusOf;
    for (const BackendStatus& status : statuses)
        statusOf[status.number] = &status;

    RoutingTable table;
    table.version = version;
    table.applications.reserve(site.applications.size());
    for (const ApplicationConfiguration& application : site.applications) {
        ApplicationRoute& route = table.applications.emplace_back();
        route.number = application.number;
        route.slot = slots.applicationSlot(application.number);
        route.name = application.name;
        route.mount = application.mount;
        route.policy = application.policy;
        route.thresholds = application.thresholds;
        route.window = application.window;
        route.deadline = application.deadline;
        route.queueLimit = application.queueLimit;
        route.backends.reserve(application.backends.size());
        for (const BackendConfiguration& backend : application.backends) {
            const auto found = statusOf.find(backend.number);
            route.backends.push_back(makeRoute(backend, found == statusOf.end() ? nullptr : found->second,
                                               slots.backendSlot(backend.number)));
        }
    }
    seal(table);
    return table;
}

} // namespace straightline::core
