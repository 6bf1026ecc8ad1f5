// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace straightline::app
{

/// `straightline experiment …`: runs to its end, or to SIGINT, and leaves what was done by then. Returns the exit code:
/// 0 done, 1 failed, 2 wrong usage or input, 130 cut short. `version`: the program's, for every row.
int runExperiment(const std::vector<std::string>& arguments, const std::string& version);

} // namespace straightline::app
