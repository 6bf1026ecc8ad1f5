// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/decision.h"

namespace straightline::placement
{

/// The rule of a decision as English with its numbers and units, e.g. "d = 1.2 MB > D = 262 kB → container
/// (large_input). f = 14.2 /s ≤ F = 20 /s. Room: local 1/4, container 6/8, serverless 12/16."
std::string explain(const Decision& decision);

} // namespace straightline::placement
