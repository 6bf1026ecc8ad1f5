// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace straightline::bench
{

/// Counts durations in buckets whose width is under 1/128 of their value, as HdrHistogram does, so that every
/// percentile of millions of samples costs 60 KiB. Nanoseconds from 0 to about two hours. One thread.
class LogHistogram
{
public:
    void record(std::int64_t nanos)
    {
        const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(nanos, 0));
        ++m_counts[std::min(indexOf(value), kBuckets - 1)];
        ++m_count;
        m_max = std::max(m_max, value);
    }

    std::uint64_t count() const { return m_count; }
    std::uint64_t max() const { return m_max; }

    /// The value below which `percent` of the samples lie: the middle of its bucket; 0 without samples.
    double percentile(double percent) const
    {
        const auto wanted = static_cast<std::uint64_t>(static_cast<double>(m_count) * percent / 100.0);
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < kBuckets; ++i) {
            seen += m_counts[i];
            if (seen > wanted || (seen == m_count && seen > 0))
                return std::min(middleOf(i), static_cast<double>(m_max));
        }
        return 0.0;
    }

private:
    static constexpr std::size_t kBuckets = 128 * 37;

    static std::size_t indexOf(std::uint64_t value)
    {
        const int shift = std::max(static_cast<int>(std::bit_width(value)) - 8, 0);
        return static_cast<std::size_t>(shift) * 128 + (value >> shift);
    }

    static double middleOf(std::size_t index)
    {
        if (index < 256)
            return static_cast<double>(index);
        const std::size_t shift = index / 128 - 1;
        return (static_cast<double>(index - shift * 128) + 0.5) * static_cast<double>(std::uint64_t{1} << shift);
    }

    std::array<std::uint64_t, kBuckets> m_counts{};
    std::uint64_t m_count = 0;
    std::uint64_t m_max = 0;
};

} // namespace straightline::bench
