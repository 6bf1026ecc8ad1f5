// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/json.h"
#include "engine/api/thresholdsweep.h"
#include "engine/api/thresholdwatch.h"

// Sweeps and watches as the store keeps them and the management API answers. Pure.
namespace straightline
{

Json toJson(const ThresholdSweep& sweep);
[[nodiscard]] Result<ThresholdSweep> sweepFromJson(const Json& json);

Json toJson(const ThresholdWatch& watch);
/// Without its figures: they are counted again.
[[nodiscard]] Result<ThresholdWatch> watchFromJson(const Json& json);

} // namespace straightline
