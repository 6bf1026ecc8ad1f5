// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/snapshots.h"

#include <unordered_map>

namespace straightline::core
{
namespace
{

BackendSnapshot frameBackend(const ApplicationConfiguration& application, const BackendConfiguration& backend,
                             const BackendStatus* status, const BackendLoad& load)
{
    BackendSnapshot framed;
    if (status != nullptr)
        framed.status = *status;
    framed.status.id = makeBackendId(application.name, backend.name);
    framed.status.number = backend.number;
    framed.application = application.name;
    framed.name = backend.name;
    framed.tier = backend.tier;
    framed.kind = backend.kind();
    framed.capacity = backend.capacity;
    framed.inFlight = load.inFlight.load(std::memory_order_relaxed);
    framed.breaker = load.breaker.load(std::memory_order_relaxed);
    return framed;
}

} // namespace

Snapshot frameSnapshot(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                       const LoadSlots& slots, const LiveLoad& load)
{
    std::unordered_map<std::uint32_t, const BackendStatus*> statusOf;
    for (const BackendStatus& status : statuses)
        statusOf[status.number] = &status;

    Snapshot snapshot;
    for (const ApplicationConfiguration& application : site.applications) {
        const ApplicationLoad& applicationLoad = load.applications[slots.applicationSlot(application.number)];
        ApplicationSnapshot& framed = snapshot.applications.emplace_back();
        framed.name = application.name;
        framed.number = application.number;
        framed.thresholds = application.thresholds;
        framed.policy = application.policy;
        framed.inFlight = applicationLoad.inFlight.load(std::memory_order_relaxed);
        framed.queued = applicationLoad.queued.load(std::memory_order_relaxed);
        snapshot.gateway.queued += framed.queued;
        for (const BackendConfiguration& backend : application.backends) {
            const auto found = statusOf.find(backend.number);
            snapshot.backends.push_back(frameBackend(application, backend,
                                                     found == statusOf.end() ? nullptr : found->second,
                                                     load.backends[slots.backendSlot(backend.number)]));
        }
    }
    return snapshot;
}

} // namespace straightline::core
