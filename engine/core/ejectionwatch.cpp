// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/ejectionwatch.h"

#include <unordered_map>

#include <fmt/format.h>

#include "engine/api/ejectiontext.h"
#include "engine/isolation/circuitbreaker.h"

namespace straightline::core
{

std::vector<Event> EjectionWatch::compare(const Snapshot& snapshot)
{
    std::vector<Event> events;
    for (const BackendSnapshot& backend : snapshot.backends) {
        Seen& seen = m_backends[backend.status.number];
        const bool out = backend.breaker != BreakerState::Closed;
        if (backend.ejection.total > seen.ejections && out)
            events.push_back({0, snapshot.taken, Severity::Warning, backend.status.id, ejectionText(backend)});
        else if (backend.ejection.total > seen.ejections) // and back already
            events.push_back({0, snapshot.taken, Severity::Warning, backend.status.id,
                              "was ejected: " + describe(backend.ejection.cause, backend.ejection.measure)});
        if (seen.out && !out)
            events.push_back({0, snapshot.taken, Severity::Info, backend.status.id, "back in service"});
        seen.ejections = backend.ejection.total;
        seen.out = out;
    }
    for (const ApplicationSnapshot& application : snapshot.applications) {
        bool& panicked = m_panics[application.number];
        if (application.panic && !panicked)
            events.push_back({0, snapshot.taken, Severity::Error, application.name,
                              "too few backends are left: those that answer at all are used whatever they answer"});
        else if (!application.panic && panicked)
            events.push_back({0, snapshot.taken, Severity::Info, application.name, "ejections are heeded again"});
        panicked = application.panic;
    }
    return events;
}

void EjectionWatch::bringBack(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                              const LoadSlots& slots, LiveLoad& load)
{
    std::unordered_map<std::uint32_t, std::uint64_t> passed;
    for (const BackendStatus& status : statuses)
        passed[status.number] = status.checksPassed;
    for (const ApplicationConfiguration& application : site.applications) {
        for (const BackendConfiguration& backend : application.backends) {
            const std::uint32_t slot = slots.backendSlot(backend.number);
            const BackendEjection& ejection = load.ejections[slot];
            const EjectionCause cause = ejection.cause.load(std::memory_order_relaxed);
            if (load.backends[slot].breaker.load(std::memory_order_acquire) != BreakerState::Open
                || (cause != EjectionCause::Unreachable && cause != EjectionCause::Broken))
                continue; // a health check passes all the time at the others: it says nothing
            Seen& seen = m_backends[backend.number];
            const std::uint64_t which = ejection.total.load(std::memory_order_relaxed);
            if (seen.ejectionOfPassed != which) {
                seen.ejectionOfPassed = which;
                seen.passedAtEjection = passed[backend.number];
            }
            const std::uint64_t wanted =
                std::uint64_t{backend.health.rise} * ejection.times.load(std::memory_order_relaxed);
            if (passed[backend.number] >= seen.passedAtEjection + wanted)
                isolation::CircuitBreaker(load.backends[slot], load.ejections[slot], application.isolation).probeNow();
        }
    }
}

} // namespace straightline::core
