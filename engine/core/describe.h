// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/change.h"

namespace straightline::core
{

/// A change in a few words, for events: "thresholds F = 20 /s, D = 262144 bytes".
std::string describe(const Change& change);

} // namespace straightline::core
