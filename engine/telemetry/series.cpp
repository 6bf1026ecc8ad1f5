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
    auto& histograms = second.histograms;
    if (record.decision.reason != Reason::None)
        histograms[Size].record(record.decision.features.sizeBytes);
    if (isFailure(record))
        histograms[Failed].record(static_cast<std::uint64_t>(record.outcome));
    if (!reachedBackend(record))
        return; // refusals are quick: they would make an overloaded application look fast
    histograms[Total].record(record.totalMicros);
    histograms[Queue].record(record.stages.queueMicros);
    histograms[Connect].record(record.stages.connectMicros);
    histograms[Backend].record(record.stages.backendMicros);
    histograms[Transfer].record(record.stages.transferMicros);
    histograms[Overhead].record(record.overheadMicros);
}

void Series::clearWindow()
{
    for (Quarter& each : m_quarters)
        each.quarter = -1;
    for (Second& each : m_seconds)
        each.second = -1;
}

Series::Second& Series::secondAt(std::int64_t second)
{
    Second& found = slotOf(m_seconds, second);
    if (found.second != second) {
        found.second = second;
        found.counts = {};
        found.bytesIn = 0;
        found.bytesOut = 0;
        for (Histogram& histogram : found.histograms)
            histogram.clear();
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

Percentiles Series::percentiles(Kind kind, std::int64_t nowSecond, double unit) const
{
    Histogram window;
    for (const Second& each : m_seconds) {
        if (each.second >= nowSecond - kWindowSeconds && each.second <= nowSecond)
            window.merge(each.histograms[kind]);
    }
    return percentilesOf(window, unit);
}

StagePercentiles Series::latency(std::int64_t nowSecond) const
{
    return {.total = percentiles(Total, nowSecond, kMicrosInMilli),
            .queue = percentiles(Queue, nowSecond, kMicrosInMilli),
            .connect = percentiles(Connect, nowSecond, kMicrosInMilli),
            .backend = percentiles(Backend, nowSecond, kMicrosInMilli),
            .transfer = percentiles(Transfer, nowSecond, kMicrosInMilli)};
}

Percentiles Series::sizeBytes(std::int64_t nowSecond) const
{
    return percentiles(Size, nowSecond, 1.0);
}

Percentiles Series::overhead(std::int64_t nowSecond) const
{
    return percentiles(Overhead, nowSecond, kMicrosInMilli);
}

RollupSecond Series::rollup(std::int64_t second) const
{
    RollupSecond row;
    row.startUnixSeconds = second;
    const Second& found = slotOf(m_seconds, second);
    if (found.second != second)
        return row;
    row.requests = found.counts.requests;
    row.failures = found.counts.failures;
    row.placed = found.counts.placed;
    row.bytesIn = found.bytesIn;
    row.bytesOut = found.bytesOut;
    row.total = found.histograms[Total].toBlob();
    row.queue = found.histograms[Queue].toBlob();
    row.connect = found.histograms[Connect].toBlob();
    row.backend = found.histograms[Backend].toBlob();
    row.transfer = found.histograms[Transfer].toBlob();
    row.size = found.histograms[Size].toBlob();
    row.failed = found.histograms[Failed].toBlob();
    return row;
}

} // namespace straightline::telemetry
