// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "engine/api/histogram.h"
#include "engine/api/requestrecord.h"
#include "engine/api/rollup.h"
#include "engine/api/snapshot.h"
#include "engine/telemetry/secondfigures.h"

namespace straightline::telemetry
{

/// Rates over the last second.
struct Rates {
    double requests = 0.0;
    double failures = 0.0;
    std::array<double, kTierCount> placed{};
};

/// Where a record stands on the aggregator's time axis: quarters of a second of Unix time.
inline constexpr std::int64_t kQuarterNanos = 250'000'000;
inline constexpr std::int64_t kQuartersInSecond = 4;
inline constexpr std::int64_t kWindowSeconds = 10;
/// A second is rolled up this long after its end, so that what is drained late still finds it open.
inline constexpr std::int64_t kLateSeconds = 1;

/// What is counted of all requests, of one application, or of one backend: totals since the start, a second's rates,
/// and histograms of each of the last seconds. A value; engine thread.
class Series
{
public:
    /// `quarter` is of this second or of the kLateSeconds before it.
    void add(const RequestRecord& record, std::int64_t quarter);

    void clearWindow(); ///< all but the totals: the time axis jumped

    const Totals& totals() const { return m_totals; }
    Rates rates(std::int64_t nowQuarter) const;       ///< of the four whole quarters before this one
    StagePercentiles latency(std::int64_t nowSecond); ///< of the last 10 s and what has begun of this one
    Percentiles sizeBytes(std::int64_t nowSecond);
    Percentiles overhead(std::int64_t nowSecond);

    /// The roll-up of a second, without the series' numbers; `requests` is 0 when nothing ended in it. Nothing is added
    /// to that second any more. `scratch`: empty histograms, empty again afterwards.
    RollupSecond rollUp(std::int64_t second, FigureHistograms& scratch);

private:
    struct Counts {
        std::uint64_t requests = 0;
        std::uint64_t failures = 0;
        std::array<std::uint64_t, kTierCount> placed{};
    };
    struct Quarter {
        std::int64_t quarter = -1;
        Counts counts;
    };
    struct Second {
        std::int64_t second = -1;
        Counts counts;
        std::uint64_t bytesIn = 0;
        std::uint64_t bytesOut = 0;
        SecondFigures figures;
    };
    /// Of the closed seconds in the window, so that a snapshot has only the open ones to add.
    struct Window {
        std::int64_t nowSecond = -1;
        std::uint64_t closings = 0;
        Histogram closed;
    };
    static constexpr std::size_t kQuarters = 8;
    static constexpr std::size_t kSeconds = kWindowSeconds + 1 + kLateSeconds;

    static void count(Counts& counts, const RequestRecord& record);
    Second& secondAt(std::int64_t second);
    Percentiles percentiles(Figure figure, std::int64_t nowSecond, double unit);

    Totals m_totals;
    std::array<Quarter, kQuarters> m_quarters{};
    std::array<Second, kSeconds> m_seconds{};
    std::uint64_t m_closings = 0; ///< how often a second was closed or the window emptied
    std::array<Window, kFigures> m_windows;
};

} // namespace straightline::telemetry
