// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/liveload.h"
#include "engine/api/placementmap.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

namespace straightline::placement
{

/// decide() at every point of the query, without a random word: the map cannot differ from what the gateway does. The
/// revision is the caller's to fill. Fails (InvalidArgument) on an empty or too fine grid, or impossible thresholds.
/// Engine thread: some 50 ns for each point.
[[nodiscard]] Result<PlacementMap> mapOf(const PlacementMapQuery& query, const ApplicationRoute& application,
                                         const LiveLoad& load, std::int64_t nowNanos);

} // namespace straightline::placement
