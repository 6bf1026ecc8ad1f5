// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace straightline::bench
{

/// The same clock in every process of a measurement.
inline std::int64_t steadyNanos()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace straightline::bench
