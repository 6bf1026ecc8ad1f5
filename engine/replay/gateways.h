// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/replay/simulation.h"

namespace straightline::replay
{

/// One application under one trial behind trial.faults.gateways gateways that share its backends (K9). Each has the
/// whole configuration as if it were alone, and all that a gateway has by itself: frequency window, what it learned,
/// ejections, budgets, line; it counts its own requests in flight only. The backends are the same ones: their workers,
/// instances, limits and faults. With one gateway it is a Simulation, to the last bit. The oracle is told how long a
/// backend would take as it is, other gateways' requests there included; its own room is all the room it knows of.
class Gateways
{
public:
    /// `application` outlives it.
    Gateways(const SimulatedApplication& application, const Trial& trial);

    /// The next requests in order of arrival, prepared for as many gateways.
    void run(const PreparedRequests& requests);
    /// Nothing more arrives: what waits and runs comes to its end.
    void finish();

    /// Of all gateways together, after finish(). The bill is paid once.
    SimulationOutcome outcome() const;

private:
    void advanceTo(std::int64_t nowNanos);

    std::vector<std::unique_ptr<Simulation>> m_gateways; ///< the first has the backends
};

} // namespace straightline::replay
