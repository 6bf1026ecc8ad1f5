// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/experiment/experimentreport.h"
#include "engine/replay/sensitivity.h"

// A sensitivity study's results as text. `run` has the plan without a point's system.
namespace straightline::app
{

/// One trace with one fault at one point.
struct SensitivityCell {
    std::size_t point = 0;
    ComparedCell compared;
    std::vector<std::size_t> winners; ///< winnersOf()
};

std::string sensitivityHeader(); ///< CSV: a line for each row of each cell, with the point's parameters
std::string sensitivityLines(const ExperimentRun& run, const std::vector<replay::SensitivityPoint>& points,
                             const SensitivityCell& cell);
/// Markdown: what was varied, in which halves of the ranges each policy wins, how adaptive fares there, and every
/// point.
std::string sensitivityMarkdown(const ExperimentRun& run, const std::vector<replay::SensitivityPoint>& points,
                                const std::vector<SensitivityCell>& cells, bool partial);

} // namespace straightline::app
