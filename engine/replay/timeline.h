// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/replay/fault.h"
#include "engine/replay/prepare.h"
#include "engine/replay/simulatedbackend.h"

namespace straightline::replay
{

/// A simulation's clock as far from 0 as a steady clock is: 0 means "never" in LiveLoad.
inline constexpr std::int64_t kBeginning = 1'000'000'000'000;

/// Something changes at a backend.
struct TimelinePoint {
    std::int64_t atNanos = 0;
    std::uint32_t backend = 0;
    Ailment ailment;       ///< from now on
    bool crashes = false;  ///< just now
    bool restarts = false; ///< just now
    bool inService = true; ///< as the health checks say
};
using Timeline = std::vector<TimelinePoint>;

/// All changes that a fault plan makes, in their order. A crashed backend serves again `startMs` after its fault's end.
/// Health checks come every interval: the last of `fall` failed ones takes it out of service, the last of `rise` passed
/// ones brings it back.
Timeline makeTimeline(const FaultPlan& plan, const SimulatedApplication& application);

} // namespace straightline::replay
