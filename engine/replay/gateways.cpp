// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/gateways.h"

#include <algorithm>

namespace straightline::replay
{

Gateways::Gateways(const SimulatedApplication& application, const Trial& trial)
{
    m_gateways.push_back(std::make_unique<Simulation>(application, trial));
    while (m_gateways.size() < trial.faults.gateways)
        m_gateways.push_back(std::make_unique<Simulation>(application, trial, *m_gateways.front()));
}

void Gateways::run(const PreparedRequests& requests)
{
    if (m_gateways.size() == 1) {
        m_gateways.front()->run(requests);
        return;
    }
    for (const auto& each : m_gateways)
        each->setCurrent(&requests);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        advanceTo(kBeginning + requests.arrivalNanos[i]);
        m_gateways[requests.gateway[i]]->arrive(requests, i);
    }
    for (const auto& each : m_gateways)
        each->setCurrent(nullptr);
}

/// In the order of time; at the same time the first gateway comes first, as what happens to a backend is its.
void Gateways::advanceTo(std::int64_t nowNanos)
{
    while (true) {
        const auto next = std::min_element(m_gateways.begin(), m_gateways.end(), [](const auto& a, const auto& b) {
            return a->nextNanos() < b->nextNanos();
        });
        const std::int64_t at = (*next)->nextNanos();
        if (at > nowNanos)
            return;
        (*next)->advanceTo(at);
    }
}

void Gateways::finish()
{
    const auto due = [&] {
        std::int64_t least = Simulation::kNever;
        for (const auto& each : m_gateways)
            least = std::min(least, each->dueNanos());
        return least;
    };
    for (std::int64_t at = due(); at != Simulation::kNever; at = due()) {
        advanceTo(at);
        for (const auto& each : m_gateways)
            each->advanceTo(at); // who waits in a line longer than that leaves it
    }
    std::int64_t last = kBeginning;
    for (const auto& each : m_gateways)
        last = std::max(last, each->m_lastNanos);
    for (const auto& each : m_gateways)
        each->close(last);
}

SimulationOutcome Gateways::outcome() const
{
    SimulationOutcome all = m_gateways.front()->outcome();
    for (std::size_t i = 1; i < m_gateways.size(); ++i)
        all.add(m_gateways[i]->outcome());
    return all;
}

} // namespace straightline::replay
