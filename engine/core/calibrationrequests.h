// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "engine/api/functionhost.h"
#include "engine/core/calibrationrun.h"

// What a calibration sends, and what it makes of the answers. Pure.
namespace straightline::core
{

backends::HttpRequest requestTo(const CalibrationTarget& target, const CalibrationJob& job, std::uint64_t sizeBytes);
TrialRequest eventFor(const CalibrationJob& job, std::uint64_t sizeBytes);

bool isGood(const Result<backends::HttpReply>& reply); ///< 2xx
bool isGood(const TrialAnswer& answer);
std::string problemOf(const Result<backends::HttpReply>& reply); ///< of one that is not good
std::string problemOf(const TrialAnswer& answer);

} // namespace straightline::core
