// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/replay/bootstrap.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

class Accelerator;

using straightline::Goal;
using straightline::goalFromString;

struct TunerSettings {
    Goal goal = Goal::P95;
    std::uint64_t seed = 1;
    double split = 0.6; ///< of the trace's time: tuned before, proven after it; 0.1 … 0.9
    std::int64_t targetNanos = 1'000'000'000;
    double targetFactor = 3.0;
    FaultPlan faults{};
    unsigned threads = 1;
    Accelerator* device = nullptr; ///< as SweepPlan::device
};

/// How a pair of thresholds fared. A failure counts as one that took the deadline.
struct Standing {
    Thresholds thresholds{};
    double p95Ms = 0.0;
    double failurePercent = 0.0;
    double sloPercent = 0.0;
    double usd = 0.0;
};

/// The best pair against the application's own, on traffic that it was not tuned on.
struct Proof {
    Interval p95Percent{};    ///< change
    Interval failurePoints{}; ///< change in percent points, as the next
    Interval sloPoints{};
    Interval costPercent{};
    std::size_t blocks = 0;
    double blockS = 0.0;
    std::uint64_t requests = 0;
};

struct Tuning {
    Standing own;                  ///< on the tuning part, as the next two
    Standing best;                 ///< the application's own pair when none was better
    std::vector<Standing> front{}; ///< nobody has a lower p95, share of failures and cost together; by p95
    std::size_t tried = 0;
    Proof proof{};
    bool better = false; ///< proven: the goal's interval lies on the good side of 0, and nothing else suffers
};

/// Finds F and D for the policy straightline: a grid over what the trace's frequencies and sizes are, then twice a
/// finer one around the best. `rows` are of this one application, by arrival. Needs 200 requests on each side of the
/// split and 8 blocks of a second at least. When `stopped` says true the search ends with an error.
[[nodiscard]] Result<Tuning> tune(const SimulatedApplication& application, std::span<const TraceRow> rows,
                                  const TunerSettings& settings, const std::function<bool()>& stopped = {});

} // namespace straightline::replay
