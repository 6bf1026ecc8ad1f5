// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "engine/replay/tuner.h"

namespace straightline::replay
{

/// Simulates the whole of `rows` under the application's own thresholds and under `thresholds`, and compares what
/// arrived from `splitNanos` on, in blocks of a minute, or shorter ones when there would be fewer than 20.
[[nodiscard]] Result<Proof> prove(const SimulatedApplication& application, std::span<const TraceRow> rows,
                                  std::int64_t splitNanos, const Thresholds& thresholds, const TunerSettings& settings);

} // namespace straightline::replay
