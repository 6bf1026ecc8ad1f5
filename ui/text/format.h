// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include <QString>

namespace straightline::ui
{

// Numbers as the console shows them: three significant digits, SI units, "–" for no data (NaN), never 0 for it.

inline constexpr char16_t kNoData = u'\u2013';
QString noData();

QString formatNumber(double value);       ///< 412, 18.3, 1.24, 12.3 k
QString formatCount(std::uint64_t value); ///< all digits, grouped
QString formatRate(double hertz);         ///< 412 /s
QString formatMillis(double millis);      ///< 840 µs, 18.3 ms, 1.24 s
QString formatBytes(double bytes);        ///< 1.24 MB

// For the labels of one axis: in the unit that its `largest` value takes, so that it has one unit only.
QString formatNumberLike(double value, double largest);
QString formatRateLike(double hertz, double largest);
QString formatMillisLike(double millis, double largest); ///< µs, ms or s

QString formatPercent(double fraction); ///< 0.0002 → 0.02 %
QString formatAge(std::chrono::system_clock::time_point since, std::chrono::system_clock::time_point now);
QString formatTime(std::chrono::system_clock::time_point time); ///< 12:03:14
/// 12:03:14 of today, else with its date before it.
QString formatDayAndTime(std::chrono::system_clock::time_point time);
QString formatTimeMillis(std::int64_t unixMicros); ///< 12:03:14.201
/// For machines: ISO 8601 in UTC with milliseconds.
QString isoTime(std::chrono::system_clock::time_point time);

} // namespace straightline::ui
