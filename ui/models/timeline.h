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

/// Sizes are counted in these bands (kSizeBoundsBytes); the last has no upper end.
inline constexpr std::size_t kSizeBands = kSizeBoundsBytes.size() + 1;

/// What is kept of an application, a backend or all together. Latencies in ms, sizes in bytes, rates per second.
enum class Metric : std::uint8_t {
    Requests,
    Failures,
    LatencyP50,
    LatencyP95,
    LatencyP99,
    InFlight,
    // A backend has the metrics up to here.
    Frequency,
    PlacedLocal,
    PlacedContainer,
    PlacedServerless,
    SizeP50,
    SizeP95,
    Queued,
    FailedFirst,                              ///< failures by outcome, see failedBy()
    SizesFirst = FailedFirst + kOutcomeCount, ///< requests by size, see sizedIn()
};
inline constexpr std::size_t kMetricCount = static_cast<std::size_t>(Metric::SizesFirst) + kSizeBands;
inline constexpr std::size_t kBackendMetricCount = static_cast<std::size_t>(Metric::InFlight) + 1;
using Sample = std::array<double, kMetricCount>; ///< NaN = no data

/// Failures that ended so; Outcome::Answered = with a status of 500 or more.
constexpr Metric failedBy(Outcome outcome)
{
    return static_cast<Metric>(static_cast<std::size_t>(Metric::FailedFirst) + static_cast<std::size_t>(outcome));
}
constexpr Metric sizedIn(std::size_t band)
{
    return static_cast<Metric>(static_cast<std::size_t>(Metric::SizesFirst) + band);
}

Sample emptySample();

/// One subject's past at the resolution of each time range: rings of fixed length, filled by snapshots as they come
/// and, before those, from the engine's roll-ups. A bucket is the mean of its samples. GUI thread; a value.
class Timeline
{
public:
    /// Keeps the first `metrics` metrics over `rounds` times each range.
    explicit Timeline(std::size_t metrics = kMetricCount, std::size_t rounds = 1);

    void add(std::int64_t atMillis, const Sample& sample);
    /// Puts roll-ups where no snapshot was seen.
    void fill(TimeRange range, const History& history);
    bool isFilled(TimeRange range) const { return m_levels[static_cast<std::size_t>(range)].filled; }
    void setFilled(TimeRange range, bool filled) { m_levels[static_cast<std::size_t>(range)].filled = filled; }
    /// How far back a range is kept.
    std::chrono::milliseconds kept(TimeRange range) const { return lengthOf(range) * m_rounds; }
    /// Oldest first, one point for each step up to `nowMillis`; y is NaN where there is no data.
    QList<QPointF> points(TimeRange range, Metric metric, std::int64_t nowMillis) const;
    /// Of the range that ends `back` ranges before `nowMillis`; NaN without data.
    double mean(TimeRange range, Metric metric, std::int64_t nowMillis, int back = 0) const;
    double latest(Metric metric) const { return m_latest[static_cast<std::size_t>(metric)]; }

private:
    struct Level {
        std::int64_t stepMillis = 1;
        bool filled = false;
        std::vector<std::int64_t> indexes; ///< of each bucket, -1 = empty
        std::vector<bool> live;
        std::vector<float> sums; ///< [bucket × metrics + metric]
        std::vector<std::uint16_t> counts;
    };

    std::size_t bucketAt(Level& level, std::int64_t index) const; ///< emptied when it held another
    void clear(Level& level, std::size_t bucket) const;
    void put(Level& level, std::size_t bucket, const Sample& sample) const;
    double valueAt(const Level& level, std::int64_t index, Metric metric) const;

    std::size_t m_metrics;
    std::size_t m_rounds;
    std::array<Level, kTimeRanges.size()> m_levels;
    Sample m_latest;
};

} // namespace straightline::ui
