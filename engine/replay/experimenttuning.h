// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/replay/experimentsystem.h"
#include "engine/replay/outcome.h"
#include "engine/replay/sweep.h"

// How a contestant of an experiment gets its parameters.
namespace straightline::replay
{

/// What is tried, the defaults first: as many as the plan says, for every policy with parameters. Thresholds come from
/// the quantiles of the requests' frequencies and sizes.
std::vector<ContestantSettings> settingsToTry(PolicyKind policy, const std::vector<SimulatedApplication>& system,
                                              std::span<const TraceRow> rows, std::size_t count);

/// Contestants with the same settings, in one pass over the requests.
struct ContestantBatch {
    std::vector<PolicyKind> policies{};
    ContestantSettings settings{};
    std::vector<std::string> without{};
};

/// Runs a batch over some requests with each seed, in the order seed, policy; ends early when `stopped` says so.
std::vector<SweepCell> runBatch(const std::vector<SimulatedApplication>& system, const ContestantBatch& batch,
                                const ExperimentPlan& plan, const std::vector<std::uint64_t>& seeds,
                                const FaultPlan& faults, std::span<const TraceRow> rows,
                                const std::function<bool()>& stopped);

/// How some settings fared.
struct TuningStanding {
    ContestantSettings settings;
    double sloPercent = 0.0;
    double usd = 0.0;
};

/// Best first: the cheapest of those within `tolerancePoints` of the highest SLO attainment, then so among the others.
std::vector<TuningStanding> ranked(std::vector<TuningStanding> standings, double tolerancePoints);

/// The seeds that contestants are tuned with: none of the report's.
std::vector<std::uint64_t> tuningSeeds(const ExperimentPlan& plan);

/// Tried on the first piece, selected on the second: the settings, and how many were tried.
struct TunedSettings {
    ContestantSettings settings;
    std::size_t tried = 0;
};
TunedSettings tuned(const std::vector<SimulatedApplication>& system, const Contestant& contestant,
                    const ExperimentPlan& plan, std::span<const TraceRow> tuneRows,
                    std::span<const TraceRow> selectRows, const std::function<bool()>& stopped);

} // namespace straightline::replay
