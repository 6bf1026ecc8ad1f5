// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/replay/experimentplan.h"
#include "engine/replay/prepare.h"

// The system model and the traces of an experiment.
namespace straightline::replay
{

/// A trace in memory: some minutes of it.
struct ExperimentTrace {
    std::string name;
    std::string note; ///< what its columns were taken for
    std::vector<std::string> applications{};
    std::vector<TraceRow> rows{};
};

/// The four backends of the experiment design for each application of a trace: "local", "docker" (2 replicas, always
/// the same: no autoscaler), "vm" (an http backend of the tier container) and "serverless". A request's work is
/// 20 % fixed, 30 % by size and 50 % by the trace's work (without sizes 50 % fixed; 20 % and 80 % by the work, dealt
/// out by withWork(), where plan.work is another law), in such a unit that the application's mean rate takes
/// plan.calmUtilisation of the first three; with lognormal noise of CV 0.2 of its own at each backend. plan.system has
/// what can be otherwise. Workers, speeds,
/// network, limits and prices: see the source, or describe().
std::vector<SimulatedApplication> experimentSystem(const ExperimentTrace& trace, const ExperimentPlan& plan);

/// A system's models as text, the same for the same models.
std::string describe(const std::vector<SimulatedApplication>& system);

/// The requests of one part as they arrive in one scenario with one fault, from time 0 on.
std::vector<TraceRow> partOf(const ExperimentTrace& trace, const ExperimentPlan& plan, ExperimentPart part,
                             const std::vector<LoadStep>& load);

/// A fault's plan in seconds of that run.
FaultPlan faultsOf(const ExperimentFault& fault, const ExperimentPlan& plan, ExperimentPart part,
                   const std::vector<LoadStep>& load);

/// Made up, for a look without traces: bursts (20 s of 24/s in 60 s of 8/s, on average), lognormal sizes, work that
/// follows them in part. Always the same.
ExperimentTrace syntheticTrace(double lengthS);

} // namespace straightline::replay
