// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "engine/replay/experiment.h"

namespace straightline::app
{

/// A row's figures over all its seeds; a failure counts as one that took the deadline.
struct RowFigures {
    double sloPercent = 0.0;
    double failurePercent = 0.0;
    double p50Ms = 0.0;
    double p95Ms = 0.0;
    double p99Ms = 0.0;
    double usd = 0.0;                       ///< of one seed, on average
    std::array<double, kTierCount> share{}; ///< of the attempts, by tier
};

inline RowFigures figuresOf(const replay::ExperimentRow& row)
{
    const Histogram all = row.all.allMicros();
    const auto percent = [](std::uint64_t part, std::uint64_t whole) {
        return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0;
    };
    RowFigures figures{.sloPercent = percent(row.all.withinTarget, row.all.requests),
                       .failurePercent = percent(row.all.failures(), row.all.requests),
                       .p50Ms = all.percentile(50) / 1e3,
                       .p95Ms = all.percentile(95) / 1e3,
                       .p99Ms = all.percentile(99) / 1e3,
                       .usd = row.meanUsd()};
    const std::uint64_t placed = row.all.placed[0] + row.all.placed[1] + row.all.placed[2];
    for (std::size_t i = 0; i < kTierCount; ++i)
        figures.share[i] = percent(row.all.placed[i], placed) / 100.0;
    return figures;
}

} // namespace straightline::app
