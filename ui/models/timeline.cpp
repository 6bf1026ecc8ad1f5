// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timeline.h"

#include <cmath>
#include <limits>

namespace straightline::ui
{
namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::size_t indexOf(Metric metric)
{
    return static_cast<std::size_t>(metric);
}

Sample sampleOf(const RollupRow& row, double seconds)
{
    Sample sample = emptySample();
    sample[indexOf(Metric::Frequency)] = row.frequencyHz;
    sample[indexOf(Metric::Requests)] = static_cast<double>(row.requests) / seconds;
    sample[indexOf(Metric::Failures)] = static_cast<double>(row.failures) / seconds;
    for (std::size_t tier = 0; tier < kTierCount; ++tier)
        sample[indexOf(Metric::PlacedLocal) + tier] = static_cast<double>(row.placed[tier]) / seconds;
    if (row.latency.count > 0) {
        sample[indexOf(Metric::LatencyP50)] = row.latency.p50;
        sample[indexOf(Metric::LatencyP95)] = row.latency.p95;
        sample[indexOf(Metric::LatencyP99)] = row.latency.p99;
    }
    if (row.sizeBytes.count > 0) {
        sample[indexOf(Metric::SizeP50)] = row.sizeBytes.p50;
        sample[indexOf(Metric::SizeP95)] = row.sizeBytes.p95;
    }
    return sample;
}

std::int64_t secondsOf(RollupStep step)
{
    switch (step) {
    case RollupStep::Second:
        return 1;
    case RollupStep::Minute:
        return 60;
    case RollupStep::Hour:
        return 3'600;
    }
    return 1;
}

} // namespace

std::chrono::milliseconds lengthOf(TimeRange range)
{
    using namespace std::chrono_literals;
    constexpr std::array<std::chrono::minutes, kTimeRanges.size()> kLengths{1min,   5min,     15min,    60min,
                                                                            360min, 1'440min, 10'080min};
    return kLengths[static_cast<std::size_t>(range)];
}

std::chrono::milliseconds stepOf(TimeRange range)
{
    return std::max(std::chrono::milliseconds(250), lengthOf(range) / kTimelinePoints);
}

Sample emptySample()
{
    Sample sample;
    sample.fill(kNaN);
    return sample;
}

void Timeline::Bucket::put(const Sample& sample)
{
    for (std::size_t i = 0; i < kMetricCount; ++i) {
        if (std::isnan(sample[i]) || count[i] == std::numeric_limits<std::uint16_t>::max())
            continue;
        sum[i] += static_cast<float>(sample[i]);
        ++count[i];
    }
}

Timeline::Bucket& Timeline::Level::at(std::int64_t index)
{
    Bucket& bucket = buckets[static_cast<std::size_t>(index) % buckets.size()];
    if (bucket.index != index) {
        bucket = Bucket{};
        bucket.index = index;
    }
    return bucket;
}

Timeline::Timeline()
    : m_latest(emptySample())
{
    for (const TimeRange range : kTimeRanges) {
        Level& level = m_levels[static_cast<std::size_t>(range)];
        level.stepMillis = stepOf(range).count();
        level.buckets.resize(kTimelinePoints);
    }
}

void Timeline::add(std::int64_t atMillis, const Sample& sample)
{
    m_latest = sample;
    for (Level& level : m_levels) {
        Bucket& bucket = level.at(atMillis / level.stepMillis);
        if (!bucket.live) {
            const std::int64_t index = bucket.index;
            bucket = Bucket{};
            bucket.index = index;
            bucket.live = true;
        }
        bucket.put(sample);
    }
}

void Timeline::fill(TimeRange range, const History& history)
{
    Level& level = m_levels[static_cast<std::size_t>(range)];
    level.filled = true;
    const std::int64_t rowMillis = secondsOf(history.step) * 1'000;
    for (const RollupRow& row : history.rows) {
        const Sample sample = sampleOf(row, static_cast<double>(rowMillis) / 1'000.0);
        const std::int64_t start = row.startUnixSeconds * 1'000;
        const std::int64_t last = (start + rowMillis - 1) / level.stepMillis;
        for (std::int64_t index = start / level.stepMillis; index <= last; ++index) {
            const Bucket& held = level.buckets[static_cast<std::size_t>(index) % level.buckets.size()];
            if (index < 0 || held.index > index || (held.index == index && held.live))
                continue;
            level.at(index).put(sample);
        }
    }
}

QList<QPointF> Timeline::points(TimeRange range, Metric metric, std::int64_t nowMillis) const
{
    const Level& level = m_levels[static_cast<std::size_t>(range)];
    const std::int64_t last = nowMillis / level.stepMillis;
    const std::int64_t count = std::min<std::int64_t>(kTimelinePoints, lengthOf(range).count() / level.stepMillis);
    QList<QPointF> points;
    points.reserve(count);
    for (std::int64_t index = std::max<std::int64_t>(0, last - count + 1); index <= last; ++index) {
        const Bucket& bucket = level.buckets[static_cast<std::size_t>(index) % level.buckets.size()];
        const std::size_t column = indexOf(metric);
        const bool known = bucket.index == index && bucket.count[column] > 0;
        points.append({static_cast<double>(index * level.stepMillis),
                       known ? static_cast<double>(bucket.sum[column]) / bucket.count[column] : kNaN});
    }
    return points;
}

} // namespace straightline::ui
