// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "engine/api/histogram.h"
#include "engine/api/snapshot.h"
#include "engine/api/words.h"

namespace straightline
{

/// One second of one series: all together (0, 0), an application (number, 0) or a backend (number, number). Made by
/// telemetry, kept by the store, which adds rows of the same series and second up: after a restart, or a step of the
/// wall clock, a second can come twice. A second in which nothing ended has no row.
struct RollupSecond {
    std::int64_t startUnixSeconds = 0;
    std::uint32_t applicationNumber = 0; ///< 0 = all applications
    std::uint32_t backendNumber = 0;     ///< 0 = the application as a whole
    std::uint64_t requests = 0;          ///< records that ended in this second
    std::uint64_t failures = 0;          ///< as in Totals
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::array<std::uint64_t, kTierCount> placed{};
    // Histograms in µs of the requests that reached a backend; the four stages add up to the total.
    HistogramBlob total;
    HistogramBlob queue;
    HistogramBlob connect;
    HistogramBlob backend;
    HistogramBlob transfer;
    HistogramBlob size;   ///< data size d in bytes of the requests that were decided
    HistogramBlob failed; ///< outcomes, as numbers, of the failures
};

inline constexpr double kMicrosInMilli = 1'000.0;

/// p50, p95 and p99 with every value divided by `unit`: kMicrosInMilli for latencies, 1 for sizes.
inline Percentiles percentilesOf(const Histogram& histogram, double unit)
{
    return {histogram.count(), histogram.percentile(50.0) / unit, histogram.percentile(95.0) / unit,
            histogram.percentile(99.0) / unit};
}

} // namespace straightline
