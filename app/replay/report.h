// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/replay/replayoptions.h"
#include "engine/replay/sweep.h"
#include "engine/replay/tuner.h"

namespace straightline::app
{

/// What simulated.
struct ReportedDevice {
    std::string kind = "cpu"; ///< or "cuda"
    std::string name{};       ///< of the GPU
};

/// The results of a sweep as a table for people, CSV, or JSON, which says the device too. `partial`: it was cut short,
/// and says so.
std::string makeReport(const std::vector<replay::SweepCell>& cells, ReportFormat format, bool partial,
                       const ReportedDevice& device = {});

/// What tuning found and how it was proven.
std::string makeTuningReport(const replay::Tuning& tuning, replay::Goal goal, ReportFormat format);

} // namespace straightline::app
