// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "app/experiment/resultfolder.h"
#include "engine/replay/sensitivity.h"

// The two kinds of runs of `straightline experiment`: each simulates what `kept` does not have, shows where it is, and
// leaves its files, when it is stopped too. They return how many cells the folder has then.
namespace straightline::app
{

/// Every trace in every scenario with every fault.
[[nodiscard]] Result<std::size_t> runTable(const ExperimentRun& run, ResultFolder& folder, std::vector<PointCell> kept,
                                           unsigned threads, const std::function<bool()>& stopped);

/// The same at every point.
[[nodiscard]] Result<std::size_t> runSensitivity(const ExperimentRun& run,
                                                 const std::vector<replay::SensitivityPoint>& points,
                                                 ResultFolder& folder, std::vector<PointCell> kept, unsigned threads,
                                                 const std::function<bool()>& stopped);

} // namespace straightline::app
