// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "engine/api/history.h"
#include "engine/api/result.h"
#include "engine/api/thresholdsweep.h"

namespace straightline::replay
{

struct SweepHooks {
    std::function<void(std::uint64_t done, std::uint64_t all)> told = [](std::uint64_t, std::uint64_t) {};
    std::function<void()> tuning = [] {}; ///< the points are done, the tuner begins
    std::function<bool()> stopped = [] { return false; };
};

/// A sweep without id, operation, actor and times of its own: each point by the simulation that answers what-if
/// questions, over `rows` of the application in any order, then the
/// tuner. The axes span what the requests are: F evenly, D by equal factors. Stopped, the points that are done are
/// there, spread over the whole grid, and no advice. Conflict: fewer than kWhatIfLeast requests, or no backend.
[[nodiscard]] Result<ThresholdSweep> sweepThresholds(const ApplicationConfiguration& application,
                                                     const std::vector<RequestRow>& rows, const SweepThresholds& wanted,
                                                     const SweepHooks& hooks = {});

/// The bounds of `wanted`: InvalidArgument says which.
[[nodiscard]] Result<void> check(const SweepThresholds& wanted);

} // namespace straightline::replay
