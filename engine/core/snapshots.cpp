// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/snapshots.h"

#include <algorithm>
#include <unordered_map>

namespace straightline::core
{
namespace
{

BackendSnapshot frameBackend(const ApplicationConfiguration& application, const BackendConfiguration& backend,
                             const BackendStatus* status, const BackendLoad& load, const EjectionSnapshot& ejection)
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
    framed.ejection = ejection;
    return framed;
}

EjectionSnapshot frameEjection(const BackendEjection& ejection, std::int64_t steadyNanos)
{
    const std::int64_t left = ejection.untilNanos.load(std::memory_order_relaxed) - steadyNanos;
    return {.cause = ejection.cause.load(std::memory_order_relaxed),
            .measure = ejection.measure.load(std::memory_order_relaxed),
            .times = ejection.times.load(std::memory_order_relaxed),
            .total = ejection.total.load(std::memory_order_relaxed),
            .left = std::chrono::milliseconds(std::max<std::int64_t>(left, 0) / 1'000'000)};
}

} // namespace

Snapshot frameSnapshot(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                       const LoadSlots& slots, const LiveLoad& load, std::int64_t steadyNanos)
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
        framed.panic = steadyNanos < applicationLoad.panicUntilNanos.load(std::memory_order_relaxed);
        framed.panics = applicationLoad.panics.load(std::memory_order_relaxed);
        snapshot.gateway.queued += framed.queued;
        for (const BackendConfiguration& backend : application.backends) {
            const auto found = statusOf.find(backend.number);
            const std::uint32_t slot = slots.backendSlot(backend.number);
            snapshot.backends.push_back(
                frameBackend(application, backend, found == statusOf.end() ? nullptr : found->second,
                             load.backends[slot], frameEjection(load.ejections[slot], steadyNanos)));
        }
    }
    return snapshot;
}

} // namespace straightline::core
