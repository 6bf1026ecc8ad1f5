// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/calibration.h"
#include "engine/api/json.h"

// What a calibration has found: as the management API tells it, and as text.
namespace straightline::app
{

/// What toJson(CalibrationResult) wrote. BadReply: it is something else, with what is missing.
[[nodiscard]] Result<CalibrationResult> calibrationResultFromJson(const Json& json);

/// A table of the points, the notes, F and D; cold starts and cost where there are any.
std::string asText(const CalibrationResult& result);

} // namespace straightline::app
