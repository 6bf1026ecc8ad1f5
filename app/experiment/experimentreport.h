// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/replay/experimentcomparison.h"

// An experiment's results as text.
namespace straightline::app
{

/// What all rows of an experiment have in common.
struct ExperimentRun {
    std::string version; ///< of the program
    std::string build;   ///< buildOfProgram()
    const replay::ExperimentPlan& plan;
    const std::vector<replay::ExperimentTrace>& traces;
    std::uint64_t hash = 0; ///< hashOfRun()
};

struct ComparedCell {
    replay::ExperimentCell cell;
    std::vector<replay::RowComparison> comparisons; ///< by row
};

/// Of the plan, every system model and every request.
std::uint64_t hashOfRun(const replay::ExperimentPlan& plan, const std::vector<replay::ExperimentTrace>& traces);

std::string tableHeader(); ///< CSV: a line for each row of each cell
std::string tableLines(const ExperimentRun& run, const ComparedCell& cell);
std::string runsHeader(); ///< CSV: a line for each seed of these
std::string runLines(const ExperimentRun& run, const ComparedCell& cell);
std::string resultsJson(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial);
/// Markdown: every row of every cell with all columns.
std::string cellsMarkdown(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial);
/// Markdown: what was run, a line for each cell with all policies beside each other, and how adaptive fared.
std::string summaryMarkdown(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial);

} // namespace straightline::app
