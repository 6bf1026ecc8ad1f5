// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine's placement map: of the present configuration, with the load that the snapshot shows.
#include "engine/placement/mapping.h"
#include "tests/support/fakeengine.h"

namespace straightline
{

Result<PlacementMap> FakeEngine::placementMap(const PlacementMapQuery& query) const
{
    mapQueries.push_back(query);
    const ApplicationConfiguration* application = m_site->findApplication(query.application);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, "there is no application \"" + query.application + "\"");
    const LiveLoad load(static_cast<std::uint32_t>(application->backends.size()), 1);
    ApplicationRoute route;
    route.name = application->name;
    route.policy = application->policy;
    route.thresholds = application->thresholds;
    for (const BackendConfiguration& backend : application->backends) {
        BackendRoute& added = route.backends.emplace_back();
        added.number = backend.number;
        added.slot = static_cast<std::uint32_t>(route.backends.size() - 1);
        added.tier = backend.tier;
        added.capacity = backend.capacity;
        added.payloadLimitBytes = backend.payloadLimitBytes;
        added.inService = !backend.drained;
        for (const BackendSnapshot& shown : m_snapshot->backends) {
            if (shown.status.number != backend.number)
                continue;
            added.inService = added.inService && shown.status.takesRequests;
            load.backends[added.slot].inFlight = shown.inFlight;
        }
    }
    seal(route);
    return placement::mapOf(query, route, load, 1).map([this](PlacementMap map) {
        map.revision = m_site->revision;
        return map;
    });
}

} // namespace straightline
