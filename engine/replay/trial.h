// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/replay/fault.h"

namespace straightline::replay
{

/// What is tried: the rest is the application's.
struct Trial {
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds{};
    /// The SLO's response time is the longer of this …
    std::int64_t targetNanos = 1'000'000'000;
    /// … and this × what the request takes at the quickest idle backend.
    double targetFactor = 3.0;
    FaultPlan faults{};
    std::optional<std::vector<std::string>> without{}; ///< ingredients, of adaptive; none: the application's own
};

} // namespace straightline::replay
