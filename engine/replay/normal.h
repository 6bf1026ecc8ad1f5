// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

// The normal distribution and its inverse.
namespace straightline::replay
{

inline double normalDistribution(double z)
{
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Wichura, algorithm AS 241, PPND16; within 1e-15. `p` in (0, 1).
double normalQuantile(double p);

} // namespace straightline::replay
