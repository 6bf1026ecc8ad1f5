// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/replay/bootstrap.h"

// Statistics of differences between two that met the same luck, seed by seed.
namespace straightline::replay
{

/// The mean difference and its bias-corrected and accelerated bootstrap interval (Efron 1987), 95 %. Deterministic.
Interval meanDifference(std::span<const double> differences, std::uint64_t seed, std::size_t resamples = 2'000);

/// How likely a mean so far from 0 is when each difference could as well have had the other sign (randomisation test,
/// Fisher 1935), two-sided, by `flips` random draws; never 0. 1 without differences.
double signFlipProbability(std::span<const double> differences, std::uint64_t seed, std::size_t flips = 10'000);

/// Holm 1979: each probability as it counts when all are looked at; in the order given.
std::vector<double> holm(std::span<const double> probabilities);

} // namespace straightline::replay
