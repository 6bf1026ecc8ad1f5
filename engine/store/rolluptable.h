// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "engine/api/history.h"
#include "engine/api/rollup.h"

namespace SQLite
{
class Database;
class Statement;
} // namespace SQLite

namespace straightline::store
{

inline constexpr std::array<std::int64_t, 3> kStepSeconds{1, 60, 3'600};

/// How long the finer steps are kept; hours are kept as the operator says.
inline constexpr std::int64_t kKeptSecondsOfSeconds = 2 * 3'600;
inline constexpr std::int64_t kKeptSecondsOfMinutes = 3 * 86'400;

/// A row of the table while it is added up: counters and histograms of one series and step.
struct RollupSum {
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::array<std::uint64_t, kTierCount> placed{};
    std::array<Histogram, 7> histograms; ///< total, queue, connect, backend, transfer, size, failed

    /// A damaged histogram counts as an empty one: a chart with a hole beats no chart.
    void add(const RollupSecond& second);
    /// Adds the columns `requests` … `failed` of a row, of which `requests` is column `first`.
    void add(SQLite::Statement& row, int first);
    RollupRow row(std::int64_t startUnixSeconds, RollupStep step) const;
};

inline constexpr const char* kRollupColumns =
    "requests, failures, bytes_in, bytes_out, placed_local, placed_container, "
    "placed_serverless, total, queue, connect, backend_time, transfer, size, failed";

/// Adds one second to its second, minute and hour. Throws SQLite::Exception; inside the caller's transaction.
void addRollup(SQLite::Database& database, const RollupSecond& second);

} // namespace straightline::store
