// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace straightline::app
{

/// `straightline replay …`: runs to its end, or to SIGINT, and prints the results of what was done by then. Returns the
/// exit code: 0 done, 1 failed, 2 wrong usage or input, 130 cut short.
int runReplay(const std::vector<std::string>& arguments);

} // namespace straightline::app
