// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/replay/experimentsystem.h"
#include "engine/replay/experimenttuning.h"
#include "engine/replay/outcome.h"

namespace straightline::replay
{

/// One contestant in one cell.
struct ExperimentRow {
    std::size_t contestant = 0; ///< index into ExperimentPlan::contestants
    ContestantSettings settings{};
    std::size_t tried = 0;            ///< configurations on the first piece; 0: none, these are the defaults
    SimulationOutcome all;            ///< of all seeds together
    std::vector<double> sloPercent{}; ///< by seed, as the next
    std::vector<double> usd{};
    std::vector<double> p99Ms{};
    std::vector<double> failurePercent{};

    double meanSlo() const;
    double meanUsd() const;
};

/// One trace in one scenario with one fault.
struct ExperimentCell {
    std::size_t trace = 0; ///< index into the traces, as the next two into the plan's
    std::size_t scenario = 0;
    std::size_t fault = 0;
    std::vector<ExperimentRow> rows{}; ///< in the order of the contestants
};

/// Where an experiment is.
struct ExperimentProgress {
    double share = 0.0;          ///< of all simulations
    std::uint64_t simulated = 0; ///< requests
};

/// For each trace and scenario: tunes on the first piece without any fault, selects on the second, and runs every
/// contestant with every fault on the third, once. All contestants of a seed meet the same requests and the same luck.
/// Every run begins with nothing known and nobody in flight. Calls `cellDone` as soon as one is done, in order;
/// asks `stopped` often, and leaves what is not done then. Deterministic, however many threads there are.
///
/// A contestant that is tuned tries plan.configurations settings, the defaults first; the best on the first piece is
/// the cheapest of those within plan.tolerancePoints of the highest SLO attainment, and so for the finalists.
class Experiment
{
public:
    using CellDone = std::function<void(ExperimentCell)>;
    using Stopped = std::function<bool(const ExperimentProgress&)>;

    /// All are outlived.
    Experiment(const ExperimentPlan& plan, const std::vector<ExperimentTrace>& traces, unsigned threads);

    /// Done by an earlier run of the same plan over the same traces, to the same bytes: is left out, and what its
    /// contestants were tuned to is taken over. Before run().
    void leaveOut(const ExperimentCell& cell);
    /// Requests to simulate, over all contestants and seeds.
    std::uint64_t simulations() const { return m_total; }
    /// False: stopped.
    bool run(const CellDone& cellDone, const Stopped& stopped);

private:
    struct Work;
    bool runScenario(Work& work, const CellDone& cellDone, const Stopped& stopped);
    bool isLeftOut(const Work& work, std::size_t fault) const;
    bool tuneAll(Work& work, const Stopped& stopped);
    bool report(Work& work, std::size_t fault, ExperimentCell& cell, const Stopped& stopped);
    bool inParallel(const std::vector<std::function<void()>>& jobs, const Stopped& stopped);
    std::uint64_t countOf(const ExperimentTrace& trace, ExperimentPart part) const;

    const ExperimentPlan& m_plan;
    const std::vector<ExperimentTrace>& m_traces;
    unsigned m_threads;
    std::set<std::array<std::size_t, 3>> m_leftOut;                                    ///< trace, scenario, fault
    std::map<std::pair<std::size_t, std::size_t>, std::vector<TunedSettings>> m_tuned; ///< by trace and scenario
    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
};

} // namespace straightline::replay
