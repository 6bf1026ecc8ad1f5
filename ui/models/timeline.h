// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include <QList>
#include <QPointF>

#include "engine/api/history.h"

namespace straightline::ui
{

/// The window's one time range.
enum class TimeRange : std::uint8_t { Minute1, Minutes5, Minutes15, Hour1, Hours6, Day1, Days7 };
inline constexpr std::array<TimeRange, 7> kTimeRanges{TimeRange::Minute1, TimeRange::Minutes5, TimeRange::Minutes15,
                                                      TimeRange::Hour1,   TimeRange::Hours6,   TimeRange::Day1,
                                                      TimeRange::Days7};
std::chrono::milliseconds lengthOf(TimeRange range);
std::chrono::milliseconds stepOf(TimeRange range); ///< so that a range has at most kTimelinePoints steps

inline constexpr int kTimelinePoints = 300;

/// What is kept of an application, a backend or all together. Latencies in ms, sizes in bytes, rates per second.
enum class Metric : std::uint8_t {
    Frequency,
    Requests,
    Failures,
    PlacedLocal,
    PlacedContainer,
    PlacedServerless,
    LatencyP50,
    LatencyP95,
    LatencyP99,
    SizeP50,
    SizeP95,
    InFlight,
};
inline constexpr std::size_t kMetricCount = 12;
using Sample = std::array<double, kMetricCount>; ///< NaN = no data

Sample emptySample();

/// One subject's past at the resolution of each time range: rings of fixed length, filled by snapshots as they come
/// and, before those, from the engine's roll-ups. A bucket is the mean of its samples. GUI thread; a value.
class Timeline
{
public:
    Timeline();

    void add(std::int64_t atMillis, const Sample& sample);
    /// Puts roll-ups where no snapshot was seen.
    void fill(TimeRange range, const History& history);
    bool isFilled(TimeRange range) const { return m_levels[static_cast<std::size_t>(range)].filled; }
    /// Oldest first, one point for each step up to `nowMillis`; y is NaN where there is no data.
    QList<QPointF> points(TimeRange range, Metric metric, std::int64_t nowMillis) const;
    double latest(Metric metric) const { return m_latest[static_cast<std::size_t>(metric)]; }

private:
    struct Bucket {
        std::int64_t index = -1;
        bool live = false;
        std::array<float, kMetricCount> sum{};
        std::array<std::uint16_t, kMetricCount> count{};

        void put(const Sample& sample);
    };
    struct Level {
        std::int64_t stepMillis = 1;
        bool filled = false;
        std::vector<Bucket> buckets;

        Bucket& at(std::int64_t index);
    };

    std::array<Level, kTimeRanges.size()> m_levels;
    Sample m_latest;
};

} // namespace straightline::ui
