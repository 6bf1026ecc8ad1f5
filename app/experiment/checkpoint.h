// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/experiment/experimentreport.h"
#include "engine/api/result.h"

// What a run has done so far, as lines of JSON from which another goes on and ends with the same bytes: a head with the
// version, the build and the plan's hash, then every cell with all that its reports need.
namespace straightline::app
{

/// A cell, and at which point of a sensitivity study it is; 0 elsewhere.
struct PointCell {
    std::size_t point = 0;
    replay::ExperimentCell cell;
};

std::string checkpointHead(const ExperimentRun& run);
std::string checkpointLine(const PointCell& done);

struct Checkpoint {
    std::vector<PointCell> cells;
    std::size_t bytes = 0; ///< up to the end of the last whole line
};

/// A last line without an end was being written when the run was stopped, and is left out. Fails when it is of another
/// version, build or plan than `run`, or when a whole line is broken; the error says what and where, `name` in front.
[[nodiscard]] Result<Checkpoint> readCheckpoint(std::string_view text, const ExperimentRun& run, std::string_view name);

} // namespace straightline::app
