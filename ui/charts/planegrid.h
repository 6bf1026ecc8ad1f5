// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRectF>
#include <QString>

#include "engine/api/placementmap.h"

namespace straightline::ui
{

/// The largest body a backend takes.
struct PlaneLimit {
    QString backend;
    Tier tier = Tier::Local;
    std::uint64_t bytes = 0;

    bool operator==(const PlaneLimit&) const = default;
};

/// Of the backends that have one.
std::vector<PlaneLimit> planeLimits(const ApplicationConfiguration& application);

/// Where the decision plane is asked: cells whose edges include F, D and every size limit, each asked in its middle. A
/// decision changes only there, so what is drawn is exact and not smeared over a cell.
struct PlaneGrid {
    std::vector<double> frequencyEdges; ///< requests/s, ascending
    std::vector<double> sizeEdges;      ///< bytes, ascending
    std::vector<double> frequenciesHz;  ///< one less than edges
    std::vector<std::uint64_t> sizesBytes;

    bool operator==(const PlaneGrid&) const = default;
};

/// A point of the plane that is worth a place on it: a request, or a limit.
struct PlaneExtent {
    double topHz = 0.0;
    double lowBytes = 0.0;
    double highBytes = 0.0;

    bool operator==(const PlaneExtent&) const = default;
};

/// Round bounds that show thresholds, limits and requests with some air; sizes on whole decades, at least four.
PlaneExtent planeExtent(const Thresholds& thresholds, const std::vector<std::uint64_t>& limits, double mostHz,
                        std::uint64_t leastBytes, std::uint64_t mostBytes);

PlaneGrid planeGrid(const PlaneExtent& extent, const Thresholds& thresholds, const std::vector<std::uint64_t>& limits);

/// A part of the plane where every decision is the same, with the widest free rectangle in it for its label, in cells.
struct PlaneArea {
    PlacementCell cell;
    std::size_t firstColumn = 0, lastColumn = 0, firstRow = 0, lastRow = 0;
    double share = 0.0; ///< of the cells
};

/// One for each different decision, the largest first. `xs` and `ys` are where the edges lie on the screen.
std::vector<PlaneArea> planeAreas(const PlacementMap& map, const std::vector<double>& xs,
                                  const std::vector<double>& ys);

/// The map as CSV: a line for each point, with the edges' middle that was asked.
QString planeCsv(const PlacementMap& map);

/// The map in words, for those who cannot see it.
QString planeSummary(const PlacementMap& map);

/// "burst_of_small → serverless", or why it is not placed.
QString cellText(const PlacementCell& cell);

} // namespace straightline::ui
