// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/replay/outcome.h"

namespace straightline::app
{

struct FailureRow {
    std::string_view reason;
    std::uint64_t count;
};

/// In a fixed order, those that never occur too.
std::vector<FailureRow> failuresOf(const replay::SimulationOutcome& outcome);

} // namespace straightline::app
