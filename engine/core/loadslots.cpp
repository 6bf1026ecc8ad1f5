// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/loadslots.h"

#include <numeric>
#include <set>

namespace straightline::core
{
namespace
{

void reset(BackendLoad& load)
{
    load.breaker = BreakerState::Closed;
    load.latencyMicros = 0;
    load.latencyAtNanos = 0;
    load.attempts = 0;
    load.failedAttempts = 0;
    load.failuresInRow = 0;
    load.admits = 1;
}

void reset(BackendEjection& ejection)
{
    ejection.cause = EjectionCause::None;
    ejection.measure = 0;
    ejection.times = 0;
    ejection.slowLimitMicros = 0;
    ejection.total = 0;
    ejection.untilNanos = 0;
    ejection.forgivenNanos = 0;
}

void reset(ApplicationLoad& load)
{
    load.paceMicros = 0;
    load.workMicros = 0;
    load.panicUntilNanos = 0;
    load.panics = 0;
    load.moneyWeight = 0;
}

/// Frees what is not wanted and idle, then gives a free slot to each wanted number that has none; the new ones' slots.
template <class Idle>
std::vector<std::uint32_t> reassign(std::map<std::uint32_t, std::uint32_t>& slots, std::deque<std::uint32_t>& free,
                                    const std::set<std::uint32_t>& wanted, Idle idle)
{
    for (auto each = slots.begin(); each != slots.end();) {
        if (wanted.contains(each->first) || !idle(each->second)) {
            ++each;
            continue;
        }
        free.push_back(each->second);
        each = slots.erase(each);
    }
    std::vector<std::uint32_t> fresh;
    for (const std::uint32_t number : wanted) {
        if (slots.contains(number) || free.empty())
            continue;
        slots.emplace(number, free.front());
        fresh.push_back(free.front());
        free.pop_front();
    }
    return fresh;
}

} // namespace

LoadSlots::LoadSlots(LiveLoad& load)
    : m_load(load)
    , m_freeBackends(kMaxBackendSlots)
    , m_freeApplications(kMaxApplicationSlots)
{
    std::iota(m_freeBackends.begin(), m_freeBackends.end(), 0U);
    std::iota(m_freeApplications.begin(), m_freeApplications.end(), 0U);
}

Result<void> LoadSlots::check(const SiteConfiguration& site)
{
    std::size_t backends = 0;
    for (const ApplicationConfiguration& application : site.applications)
        backends += application.backends.size();
    if (backends <= kMaxBackendSlots && site.applications.size() <= kMaxApplicationSlots)
        return {};
    return failure(ErrorCode::Overloaded, "the site has " + std::to_string(site.applications.size())
                                              + " applications and " + std::to_string(backends)
                                              + " backends: allowed are at most " + std::to_string(kMaxApplicationSlots)
                                              + " and " + std::to_string(kMaxBackendSlots));
}

Result<void> LoadSlots::follow(const SiteConfiguration& site)
{
    if (auto fits = check(site); !fits)
        return fits;
    std::set<std::uint32_t> backends;
    std::set<std::uint32_t> applications;
    for (const ApplicationConfiguration& application : site.applications) {
        applications.insert(application.number);
        for (const BackendConfiguration& backend : application.backends)
            backends.insert(backend.number);
    }

    for (const std::uint32_t slot : reassign(m_backends, m_freeBackends, backends,
                                             [&](std::uint32_t each) { return m_load.backends[each].inFlight == 0; })) {
        reset(m_load.backends[slot]);
        reset(m_load.ejections[slot]);
        reset(m_load.rates[slot]);
    }
    const auto idle = [&](std::uint32_t each) {
        return m_load.applications[each].inFlight == 0 && m_load.applications[each].queued == 0;
    };
    for (const std::uint32_t slot : reassign(m_applications, m_freeApplications, applications, idle))
        reset(m_load.applications[slot]);

    // Busy leftovers of removed backends can hold the last places for a moment.
    for (const std::uint32_t number : backends) {
        if (!m_backends.contains(number))
            return failure(ErrorCode::Overloaded, "removed backends still have requests in flight; try again");
    }
    for (const std::uint32_t number : applications) {
        if (!m_applications.contains(number))
            return failure(ErrorCode::Overloaded, "removed applications still have requests in flight; try again");
    }
    return {};
}

std::uint32_t LoadSlots::inFlight(std::uint32_t backendNumber) const
{
    const auto found = m_backends.find(backendNumber);
    return found == m_backends.end() ? 0 : m_load.backends[found->second].inFlight.load(std::memory_order_relaxed);
}

} // namespace straightline::core
