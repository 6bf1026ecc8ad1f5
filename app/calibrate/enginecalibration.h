// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include "app/calibrate/calibraterun.h"
#include "engine/api/json.h"

namespace straightline::app
{

/// Asks a running engine to measure, containers and functions too, follows the operation, and takes what it found into
/// `run`, which outlives it. When the run is interrupted the operation is cancelled, and what it measured is taken.
QCoro::Task<void> calibrateByEngine(CalibrateRun* run);

/// The body of POST …/calibration. InvalidArgument: the sample is no text.
[[nodiscard]] Result<Json> calibrationWishJson(const CalibrateApplication& wanted);

} // namespace straightline::app
