// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/api/calibration.h"
#include "engine/api/json.h"

// A calibration as JSON: in the management API and the command line.
namespace straightline
{

/// {"frequency_hz": number or null, "size_bytes": …, their whys, "points": […], …}; `taken` is left out.
Json toJson(const CalibrationResult& result);

/// The fields of calibrationFields() that `json` has, the others as they are by default. An unknown key, what is no
/// number, and what is out of its range are errors.
[[nodiscard]] Result<CalibrationLimits> calibrationLimitsFromJson(const Json& json);

/// JSON Schema of the limits' properties.
Json calibrationLimitsSchema();

} // namespace straightline
