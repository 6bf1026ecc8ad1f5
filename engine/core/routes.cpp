// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/routes.h"

#include <unordered_map>

#include "engine/api/money.h"

namespace straightline::core
{
namespace
{

bool isInService(const BackendConfiguration& backend, const BackendStatus& status)
{
    const bool reachable = backend.kind() == BackendKind::Function || !status.endpoints.empty();
    return status.takesRequests && reachable && !backend.drained;
}

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
    route.nanoUsdPerSecond = nanoUsd(backend.usdPerSecond);
    route.connectTimeout = backend.connectTimeout;
    route.readTimeout = backend.readTimeout;
    if (const auto* function = std::get_if<FunctionSettings>(&backend.settings))
        route.function = *function;
    if (status == nullptr)
        return route;
    route.endpoints = status->endpoints;
    route.hostHeader = status->hostHeader;
    route.basePath = status->basePath;
    route.tls = status->tls;
    route.inService = isInService(backend, *status);
    return route;
}

/// True when makeRoute() would make the same again from an unchanged configuration.
bool isCurrent(const BackendRoute& route, const BackendConfiguration& backend, const BackendStatus* status,
               std::uint32_t slot)
{
    if (route.slot != slot)
        return false;
    if (status == nullptr)
        return !route.inService && route.endpoints.empty() && route.hostHeader.empty();
    return route.inService == isInService(backend, *status) && route.endpoints == status->endpoints
           && route.hostHeader == status->hostHeader && route.basePath == status->basePath && route.tls == status->tls;
}

using Statuses = std::unordered_map<std::uint32_t, const BackendStatus*>;

const BackendStatus* find(const Statuses& statuses, const BackendConfiguration& backend)
{
    const auto found = statuses.find(backend.number);
    return found == statuses.end() ? nullptr : found->second;
}

ApplicationRoutePtr makeRoute(const ApplicationConfiguration& application, const Statuses& statuses,
                              const LoadSlots& slots)
{
    auto route = std::make_shared<ApplicationRoute>();
    route->number = application.number;
    route->slot = slots.applicationSlot(application.number);
    route->name = application.name;
    route->mount = application.mount;
    route->policy = application.policy;
    route->thresholds = application.thresholds;
    route->window = application.window;
    route->deadline = application.deadline;
    route->queueLimit = application.queueLimit;
    route->isolation = application.isolation;
    route->ingredients = ingredientsWithout(application.adaptive.without).value_or(Ingredients{});
    route->budgetNanoUsd = nanoUsd(application.adaptive.budgetUsdPer1000 / 1'000.0);
    route->backends.reserve(application.backends.size());
    for (const BackendConfiguration& backend : application.backends)
        route->backends.push_back(makeRoute(backend, find(statuses, backend), slots.backendSlot(backend.number)));
    seal(*route);
    return route;
}

bool isCurrent(const ApplicationRoute& route, const ApplicationConfiguration& application, const Statuses& statuses,
               const LoadSlots& slots)
{
    if (route.slot != slots.applicationSlot(application.number))
        return false;
    for (std::size_t i = 0; i < route.backends.size(); ++i) {
        const BackendConfiguration& backend = application.backends[i];
        if (!isCurrent(route.backends[i], backend, find(statuses, backend), slots.backendSlot(backend.number)))
            return false;
    }
    return true;
}

} // namespace

RoutingTable RouteBuilder::build(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                                 const LoadSlots& slots, std::uint64_t version)
{
    Statuses statusOf;
    for (const BackendStatus& status : statuses)
        statusOf[status.number] = &status;
    std::unordered_map<std::uint32_t, Made> before;
    before.swap(m_made);
    RoutingTable table;
    table.version = version;
    table.applications.reserve(site.applications.size());
    for (const ApplicationConfiguration& application : site.applications) {
        const auto found = before.find(application.number);
        if (found != before.end() && found->second.from == application
            && isCurrent(*found->second.route, application, statusOf, slots)) {
            table.applications.share(found->second.route);
            m_made.insert(before.extract(found));
            continue;
        }
        ApplicationRoutePtr route = makeRoute(application, statusOf, slots);
        table.applications.share(route);
        m_made[application.number] = {.from = application, .route = std::move(route)};
    }
    arrange(table);
    return table;
}

} // namespace straightline::core
