// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace straightline::demo
{

/// Durations in buckets that grow by 1 %, from one microsecond to over an hour: percentiles within 1 % in fixed memory.
class Histogram
{
public:
    void add(std::chrono::nanoseconds duration);

    /// The duration in milliseconds below which the share 0..1 lies; 0 when nothing was added.
    [[nodiscard]] double percentileMs(double share) const;
    [[nodiscard]] double maxMs() const { return m_maxMs; }

private:
    std::array<std::uint64_t, 2300> m_counts{};
    std::uint64_t m_total = 0;
    double m_maxMs = 0;
};

} // namespace straightline::demo
