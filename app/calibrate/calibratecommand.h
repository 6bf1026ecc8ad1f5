// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace straightline::app
{

/// `straightline calibrate …`: `arguments` behind these words. The exit code: 0, 1 runtime failure, 2 usage, a wrong
/// site, no such application or no consent, 130 cancelled (what was measured so far is printed).
int runCalibrate(const std::vector<std::string>& arguments);

} // namespace straightline::app
