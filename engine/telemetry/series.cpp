// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/series.h"

namespace straightline::telemetry
{

namespace
{

template <class Slots>
auto& slotOf(Slots& slots, std::int64_t number)
{
    return slots[static_cast<std::size_t>(number) % slots.size()];
}

/// The tier that answered or was tried last; a request that reached no backend has none.
bool reachedBackend(const RequestRecord& record)
{
    return record.backendNumber != 0;
}

} // namespace

void Series::count(Counts& counts, const RequestRecord& record)
{
    ++counts.requests;
    counts.failures += isFailure(record) ? 1 : 0;
    if (reachedBackend(record))
        ++counts.placed[static_cast<std::size_t>(record.decision.tier)];
}

void Series::add(const RequestRecord& record, std::int64_t quarter)
{
    ++m_totals.requests;
    m_totals.failures += isFailure(record) ? 1 : 0;
    m_totals.clientFailures += isClientFailure(record) ? 1 : 0;
    m_totals.bytesIn += record.bytesIn;
    m_totals.bytesOut += record.bytesOut;
    m_totals.countDetails(record);
    if (reachedBackend(record))
        ++m_totals.placed[static_cast<std::size_t>(record.decision.tier)];

    Quarter& step = slotOf(m_quarters, quarter);
    if (step.quarter != quarter)
        step = {quarter, {}};
    count(step.counts, record);

    Second& second = secondAt(quarter / kQuartersInSecond);
    count(second.counts, record);
    second.bytesIn += record.bytesIn;
    second.bytesOut += record.bytesOut;
    second.figures.add(record);
}

void Series::clearWindow()
{
    for (Quarter& each : m_quarters)
        each.quarter = -1;
    for (Second& each : m_seconds)
        each = {};
    ++m_closings;
}

Series::Second& Series::secondAt(std::int64_t second)
{
    Second& found = slotOf(m_seconds, second);
    if (found.second != second) {
        found.second = second;
        found.counts = {};
        found.bytesIn = 0;
        found.bytesOut = 0;
        found.figures.clear();
    }
    return found;
}

Rates Series::rates(std::int64_t nowQuarter) const
{
    Rates rates;
    for (const Quarter& each : m_quarters) {
        if (each.quarter < nowQuarter - kQuartersInSecond || each.quarter >= nowQuarter)
            continue;
        rates.requests += static_cast<double>(each.counts.requests);
        rates.failures += static_cast<double>(each.counts.failures);
        for (std::size_t tier = 0; tier < kTierCount; ++tier)
            rates.placed[tier] += static_cast<double>(each.counts.placed[tier]);
    }
    return rates;
}

Percentiles Series::percentiles(Figure figure, std::int64_t nowSecond, double unit)
{
    const auto isInside = [&](const Second& each) {
        return each.second >= nowSecond - kWindowSeconds && each.second <= nowSecond;
    };
    Window& window = m_windows[static_cast<std::size_t>(figure)];
    if (window.nowSecond != nowSecond || window.closings != m_closings) {
        window = {nowSecond, m_closings, {}};
        for (const Second& each : m_seconds) {
            if (isInside(each) && each.figures.isClosed())
                each.figures.addTo(window.closed, figure);
        }
    }
    Histogram all = window.closed;
    for (const Second& each : m_seconds) {
        if (isInside(each) && !each.figures.isClosed())
            each.figures.addTo(all, figure);
    }
    return percentilesOf(all, unit);
}

StagePercentiles Series::latency(std::int64_t nowSecond)
{
    return {.total = percentiles(Figure::Total, nowSecond, kMicrosInMilli),
            .queue = percentiles(Figure::Queue, nowSecond, kMicrosInMilli),
            .connect = percentiles(Figure::Connect, nowSecond, kMicrosInMilli),
            .backend = percentiles(Figure::Backend, nowSecond, kMicrosInMilli),
            .transfer = percentiles(Figure::Transfer, nowSecond, kMicrosInMilli)};
}

Percentiles Series::sizeBytes(std::int64_t nowSecond)
{
    return percentiles(Figure::Size, nowSecond, 1.0);
}

Percentiles Series::overhead(std::int64_t nowSecond)
{
    return percentiles(Figure::Overhead, nowSecond, kMicrosInMilli);
}

RollupSecond Series::rollUp(std::int64_t second, FigureHistograms& scratch)
{
    RollupSecond row;
    row.startUnixSeconds = second;
    Second& found = slotOf(m_seconds, second);
    if (found.second != second)
        return row;
    found.figures.close(scratch);
    ++m_closings;
    row.requests = found.counts.requests;
    row.failures = found.counts.failures;
    row.placed = found.counts.placed;
    row.bytesIn = found.bytesIn;
    row.bytesOut = found.bytesOut;
    row.total = found.figures.blob(Figure::Total);
    row.queue = found.figures.blob(Figure::Queue);
    row.connect = found.figures.blob(Figure::Connect);
    row.backend = found.figures.blob(Figure::Backend);
    row.transfer = found.figures.blob(Figure::Transfer);
    row.size = found.figures.blob(Figure::Size);
    row.failed = found.figures.blob(Figure::Failed);
    return row;
}

} // namespace straightline::telemetry
