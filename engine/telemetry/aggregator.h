// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/api/clock.h"
#include "engine/api/configuration.h"
#include "engine/api/requestrecord.h"
#include "engine/api/rollup.h"
#include "engine/api/snapshot.h"
#include "engine/telemetry/series.h"

namespace straightline::telemetry
{

/// Makes of the drained records what the console draws and what the store keeps: totals, rates, percentiles, and one
/// roll-up row per series and second. Engine thread; owned by core.
///
/// A record counts in the second in which its request ended, or, drained more than a second late, in the oldest open
/// one. Seconds are those of the wall clock as it was at the start, carried on by the steady clock; when the two come
/// apart by more than two seconds (suspend, a clock set by hand) the axis jumps to the wall clock. Latency percentiles
/// are of the requests that reached a backend.
class Aggregator
{
public:
    explicit Aggregator(const Clock& clock);

    void add(const RequestRecord& record);

    /// Fills in `snapshot`: totals, rates, latency; gateway.overhead and gateway.retries; and of each application and
    /// backend in it (found by number) totals, rates, latency, sizes. Everything else is core's.
    void fill(Snapshot& snapshot);

    /// The rows of the seconds that are complete since the last call, oldest second first.
    std::vector<RollupSecond> takeRollups();
    /// The rest too, at the end; nothing is added after it.
    std::vector<RollupSecond> takeLastRollups();

    /// Forgets the series of applications and backends that are configured no more.
    void retain(const SiteConfiguration& site);

private:
    struct BackendSeries {
        std::uint32_t applicationNumber = 0;
        Series series;
    };

    std::int64_t unixNanos(std::int64_t steadyNanos) const { return steadyNanos + m_wallOffsetNanos; }
    std::int64_t nowNanos() const;
    void followWallClock();
    void closeThrough(std::int64_t second, std::vector<RollupSecond>& rows);
    void rollUp(std::int64_t second, std::vector<RollupSecond>& rows);

    const Clock& m_clock;
    std::int64_t m_wallOffsetNanos = 0;  ///< Unix time − steady time
    std::int64_t m_rolledUp = 0;         ///< the last second that was closed
    std::vector<RollupSecond> m_pending; ///< rows of closed seconds, to be taken
    std::uint64_t m_retries = 0;
    FigureHistograms m_scratch; ///< empty between calls
    Series m_all;
    std::unordered_map<std::uint32_t, Series> m_applications;
    std::unordered_map<std::uint32_t, BackendSeries> m_backends;
};

} // namespace straightline::telemetry
