// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/rolluptable.h"

#include <numeric>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace straightline::store
{
namespace
{

std::uint64_t unsignedColumn(SQLite::Statement& row, int column)
{
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
}

std::string_view blobColumn(SQLite::Statement& row, int column)
{
    const SQLite::Column value = row.getColumn(column);
    return {static_cast<const char*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())};
}

void mergeInto(Histogram& histogram, std::string_view blob)
{
    if (auto merged = histogram.mergeBlob(blob); !merged)
        return; // damaged: it counts as empty
}

constexpr int kCounters = 7;
constexpr double kMicrosInSecond = 1e6;

void bindSum(SQLite::Statement& put, int first, const RollupSum& sum)
{
    const std::array<std::uint64_t, kCounters> counters{sum.requests,  sum.failures,  sum.bytesIn,  sum.bytesOut,
                                                        sum.placed[0], sum.placed[1], sum.placed[2]};
    for (const std::uint64_t counter : counters)
        put.bind(first++, static_cast<std::int64_t>(counter));
    for (const Histogram& histogram : sum.histograms) {
        const HistogramBlob blob = histogram.toBlob();
        put.bind(first++, blob.data(), static_cast<int>(blob.size()));
    }
}

} // namespace

void RollupSum::add(const RollupSecond& second)
{
    requests += second.requests;
    failures += second.failures;
    bytesIn += second.bytesIn;
    bytesOut += second.bytesOut;
    for (std::size_t i = 0; i < kTierCount; ++i)
        placed[i] += second.placed[i];
    const std::array<const HistogramBlob*, 7> blobs{&second.total,    &second.queue, &second.connect, &second.backend,
                                                    &second.transfer, &second.size,  &second.failed};
    for (std::size_t i = 0; i < blobs.size(); ++i)
        mergeInto(histograms[i], *blobs[i]);
}

void RollupSum::add(SQLite::Statement& row, int first)
{
    requests += unsignedColumn(row, first);
    failures += unsignedColumn(row, first + 1);
    bytesIn += unsignedColumn(row, first + 2);
    bytesOut += unsignedColumn(row, first + 3);
    for (int i = 0; i < static_cast<int>(kTierCount); ++i)
        placed[static_cast<std::size_t>(i)] += unsignedColumn(row, first + 4 + i);
    for (int i = 0; i < static_cast<int>(histograms.size()); ++i)
        mergeInto(histograms[static_cast<std::size_t>(i)], blobColumn(row, first + kCounters + i));
}

RollupRow RollupSum::row(std::int64_t startUnixSeconds, RollupStep step) const
{
    RollupRow made;
    made.startUnixSeconds = startUnixSeconds;
    made.requests = requests;
    made.failures = failures;
    const auto length = static_cast<double>(kStepSeconds[static_cast<std::size_t>(step)]);
    made.frequencyHz = static_cast<double>(requests) / length;
    made.placed = placed;
    made.latency = percentilesOf(histograms[0], kMicrosInMilli);
    made.queue = percentilesOf(histograms[1], kMicrosInMilli);
    made.connect = percentilesOf(histograms[2], kMicrosInMilli);
    made.backend = percentilesOf(histograms[3], kMicrosInMilli);
    made.transfer = percentilesOf(histograms[4], kMicrosInMilli);
    made.sizeBytes = percentilesOf(histograms[5], 1.0);
    made.inFlight = static_cast<double>(histograms[0].sum()) / (kMicrosInSecond * length);
    made.queued = static_cast<double>(histograms[1].sum()) / (kMicrosInSecond * length);
    for (std::size_t i = 0; i < kSizeBoundsBytes.size(); ++i)
        made.sizes[i] = histograms[5].countUpTo(kSizeBoundsBytes[i]);
    made.sizes.back() = histograms[5].count();
    std::adjacent_difference(made.sizes.begin(), made.sizes.end(), made.sizes.begin());
    for (std::size_t i = 0; i < kOutcomeCount; ++i)
        made.failed[i] = histograms[6].countUpTo(i);
    std::adjacent_difference(made.failed.begin(), made.failed.end(), made.failed.begin());
    return made;
}

void addRollup(SQLite::Database& database, const RollupSecond& second)
{
    SQLite::Statement select(database, fmt::format("SELECT {} FROM rollup WHERE step = ? AND application = ? AND "
                                                   "backend = ? AND start = ?",
                                                   kRollupColumns));
    SQLite::Statement put(database, fmt::format("INSERT OR REPLACE INTO rollup(step, application, backend, start, {}) "
                                                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                                kRollupColumns));
    for (int step = 0; step < static_cast<int>(kStepSeconds.size()); ++step) {
        const std::int64_t length = kStepSeconds[static_cast<std::size_t>(step)];
        const std::int64_t start = second.startUnixSeconds - second.startUnixSeconds % length;
        RollupSum sum;
        sum.add(second);
        for (SQLite::Statement* each : {&select, &put}) {
            each->bind(1, step);
            each->bind(2, second.applicationNumber);
            each->bind(3, second.backendNumber);
            each->bind(4, start);
        }
        if (select.executeStep())
            sum.add(select, 0);
        select.reset();
        bindSum(put, 5, sum);
        put.exec();
        put.reset();
    }
}

} // namespace straightline::store
