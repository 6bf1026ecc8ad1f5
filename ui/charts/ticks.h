// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace straightline::ui
{

// Where an axis has its lines. Pure functions.

/// Round values (1, 2, 5 × 10^n) from `low` to `high`, about `wanted` of them.
std::vector<double> niceTicks(double low, double high, int wanted);

/// The top of an axis that begins at 0 and shows `high` with some air, on a round value.
double niceTop(double high);

/// Moments on whole steps of the clock (1 s … 1 d), about `wanted` of them; milliseconds since the epoch.
/// `offsetMillis` is the local time's distance from UTC.
std::vector<std::int64_t> timeTicks(std::int64_t from, std::int64_t to, int wanted, std::int64_t offsetMillis);

/// The step that timeTicks() would take.
std::int64_t timeTickStep(std::int64_t length, int wanted);

} // namespace straightline::ui
