// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timeline.h"

#include <algorithm>
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
    const auto put = [&sample](Metric metric, double value) { sample[indexOf(metric)] = value; };
    put(Metric::Frequency, row.frequencyHz);
    put(Metric::Requests, static_cast<double>(row.requests) / seconds);
    put(Metric::Failures, static_cast<double>(row.failures) / seconds);
    put(Metric::InFlight, row.inFlight);
    put(Metric::Queued, row.queued);
    for (std::size_t tier = 0; tier < kTierCount; ++tier)
        sample[indexOf(Metric::PlacedLocal) + tier] = static_cast<double>(row.placed[tier]) / seconds;
    for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome)
        put(failedBy(static_cast<Outcome>(outcome)), static_cast<double>(row.failed[outcome]) / seconds);
    for (std::size_t band = 0; band < kSizeBands; ++band)
        put(sizedIn(band), static_cast<double>(row.sizes[band]) / seconds);
    if (row.latency.count > 0) {
        put(Metric::LatencyP50, row.latency.p50);
        put(Metric::LatencyP95, row.latency.p95);
        put(Metric::LatencyP99, row.latency.p99);
    }
    if (row.sizeBytes.count > 0) {
        put(Metric::SizeP50, row.sizeBytes.p50);
        put(Metric::SizeP95, row.sizeBytes.p95);
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

Timeline::Timeline(std::size_t metrics, std::size_t rounds)
    : m_metrics(metrics)
    , m_rounds(rounds)
    , m_latest(emptySample())
{
    const std::size_t buckets = kTimelinePoints * rounds;
    for (const TimeRange range : kTimeRanges) {
        Level& level = m_levels[static_cast<std::size_t>(range)];
        level.stepMillis = stepOf(range).count();
        level.indexes.assign(buckets, -1);
        level.live.assign(buckets, false);
        level.sums.assign(buckets * metrics, 0.0F);
        level.counts.assign(buckets * metrics, 0);
    }
}

void Timeline::clear(Level& level, std::size_t bucket) const
{
    const auto first = static_cast<std::ptrdiff_t>(bucket * m_metrics);
    std::fill_n(level.sums.begin() + first, m_metrics, 0.0F);
    std::fill_n(level.counts.begin() + first, m_metrics, std::uint16_t{0});
    level.live[bucket] = false;
}

std::size_t Timeline::bucketAt(Level& level, std::int64_t index) const
{
    const std::size_t bucket = static_cast<std::size_t>(index) % level.indexes.size();
    if (level.indexes[bucket] != index) {
        clear(level, bucket);
        level.indexes[bucket] = index;
    }
    return bucket;
}

void Timeline::put(Level& level, std::size_t bucket, const Sample& sample) const
{
    for (std::size_t i = 0; i < m_metrics; ++i) {
        std::uint16_t& count = level.counts[bucket * m_metrics + i];
        if (std::isnan(sample[i]) || count == std::numeric_limits<std::uint16_t>::max())
            continue;
        level.sums[bucket * m_metrics + i] += static_cast<float>(sample[i]);
        ++count;
    }
}

void Timeline::add(std::int64_t atMillis, const Sample& sample)
{
    m_latest = sample;
    for (Level& level : m_levels) {
        const std::size_t bucket = bucketAt(level, atMillis / level.stepMillis);
        if (!level.live[bucket]) {
            clear(level, bucket); // what history said of the same step
            level.live[bucket] = true;
        }
        put(level, bucket, sample);
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
            const std::size_t bucket = static_cast<std::size_t>(index) % level.indexes.size();
            const std::int64_t held = level.indexes[bucket];
            if (index < 0 || held > index || (held == index && level.live[bucket]))
                continue;
            put(level, bucketAt(level, index), sample);
        }
    }
}

double Timeline::valueAt(const Level& level, std::int64_t index, Metric metric) const
{
    if (index < 0)
        return kNaN;
    const std::size_t bucket = static_cast<std::size_t>(index) % level.indexes.size();
    const std::size_t at = bucket * m_metrics + indexOf(metric);
    if (indexOf(metric) >= m_metrics || level.indexes[bucket] != index || level.counts[at] == 0)
        return kNaN;
    return static_cast<double>(level.sums[at]) / level.counts[at];
}

QList<QPointF> Timeline::points(TimeRange range, Metric metric, std::int64_t nowMillis) const
{
    const Level& level = m_levels[static_cast<std::size_t>(range)];
    const std::int64_t last = nowMillis / level.stepMillis;
    const std::int64_t count = std::min<std::int64_t>(kTimelinePoints, lengthOf(range).count() / level.stepMillis);
    QList<QPointF> points;
    points.reserve(count);
    for (std::int64_t index = std::max<std::int64_t>(0, last - count + 1); index <= last; ++index)
        points.append({static_cast<double>(index * level.stepMillis), valueAt(level, index, metric)});
    return points;
}

double Timeline::mean(TimeRange range, Metric metric, std::int64_t nowMillis, int back) const
{
    const Level& level = m_levels[static_cast<std::size_t>(range)];
    const std::int64_t length = lengthOf(range).count() / level.stepMillis;
    const std::int64_t last = nowMillis / level.stepMillis - length * back;
    double sum = 0.0;
    int known = 0;
    for (std::int64_t index = last - length + 1; index <= last; ++index) {
        const double value = valueAt(level, index, metric);
        if (std::isnan(value))
            continue;
        sum += value;
        ++known;
    }
    return known > 0 ? sum / known : kNaN;
}

} // namespace straightline::ui
