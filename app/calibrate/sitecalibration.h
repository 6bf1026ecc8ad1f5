// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include "app/calibrate/calibraterun.h"

namespace straightline::app
{

/// Measures the http backends of a site by itself, with no engine, into `run`, which outlives it.
QCoro::Task<void> calibrateSite(CalibrateRun* run);

} // namespace straightline::app
