// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "engine/api/thresholdsweep.h"

namespace straightline::replay
{

using straightline::Interval;

/// A statistic of some blocks, given by their numbers; one may be given several times.
using BlockStatistic = std::function<double(std::span<const std::size_t> blocks)>;

/// The block bootstrap (Künsch 1989; percentile interval, Efron 1979): requests close to each other in time are not
/// independent, blocks of time are nearly so. `resamples` times as many blocks as there are drawn with replacement.
/// Deterministic: the draws come from `seed`.
Interval bootstrap(std::size_t blocks, const BlockStatistic& statistic, std::uint64_t seed,
                   std::size_t resamples = 1'000);

} // namespace straightline::replay
