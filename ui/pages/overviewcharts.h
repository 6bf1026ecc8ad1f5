// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "engine/api/configuration.h"
#include "engine/api/snapshot.h"
#include "ui/charts/timechart.h"
#include "ui/models/timelines.h"
#include "ui/theme.h"

namespace straightline::ui
{

/// What the Overview looks at when its charts are made.
struct OverviewScope {
    const Timelines& timelines;
    const Snapshot& snapshot;
    const SiteConfiguration& site;
    const ThemeColors& colors;
    TimeRange range = TimeRange::Minutes5;
    std::string application; ///< empty = all

    std::int64_t nowMillis() const;
};

// From timelines to chart frames: values in, values out, at most 300 points a series. What is too much for one chart is
// left out: six applications, eight backends, six ways to fail.

ChartFrame frequencyFrame(const OverviewScope& scope);
ChartFrame sizeFrame(const OverviewScope& scope);
/// `shown`: p50, p95, p99.
ChartFrame latencyFrame(const OverviewScope& scope, const std::array<bool, 3>& shown);
ChartFrame shareFrame(const OverviewScope& scope);
/// Failures by how they ended, the most frequent ones of the range.
ChartFrame failuresFrame(const OverviewScope& scope);
/// In flight and waiting.
ChartFrame loadFrame(const OverviewScope& scope);

Marker markerOf(Tier tier);

} // namespace straightline::ui
