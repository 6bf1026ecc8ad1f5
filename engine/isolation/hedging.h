// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace straightline::isolation
{

/// When one gateway thread asks a second backend for requests of one application, and how often it may (Dean and
/// Barroso, "The Tail at Scale": after the 95th percentile, so that few are sent twice). As in Finagle
/// (BackupRequestFilter.scala) one share is both: hedges are paid from it, and the latency that only this share of the
/// requests exceeds is waited for, so that the slowest get them. One thread.
class Hedging
{
public:
    /// So many hedges may be saved up: a burst of slow requests must not double the work of the other backends.
    static constexpr std::uint32_t kMostSaved = 10;
    /// With fewer requests nothing is known of the slowest.
    static constexpr std::uint32_t kLeastSamples = 100;

    void requestCame(std::uint32_t percent) { m_balance = std::min(m_balance + percent, kMostSaved * 100); }
    bool hasHedge() const { return m_balance >= 100; }
    void takeHedge() { m_balance -= 100; }

    /// A backend began to answer after so long, or had not when another one did.
    void took(std::uint32_t micros)
    {
        ++m_counts[bucketOf(micros)];
        if (++m_total >= kMemory)
            halve();
        m_stale = m_stale || m_total % kRefresh == 0;
    }

    /// At most `percent` of the latest thousand requests took longer; to a quarter. 0 = not known yet.
    std::uint32_t exceededByMicros(std::uint32_t percent)
    {
        if (m_total < kLeastSamples)
            return 0;
        if (m_stale || percent != m_percent) {
            m_stale = false;
            m_percent = percent;
            m_micros = find(percent);
        }
        return m_micros;
    }

private:
    static constexpr std::uint32_t kMemory = 2'000; ///< then all that came before counts half
    static constexpr std::uint32_t kRefresh = 16;
    static constexpr std::size_t kBuckets = 128; ///< four for each power of two

    static std::size_t bucketOf(std::uint32_t micros)
    {
        const std::uint32_t value = std::max<std::uint32_t>(micros, 4);
        const auto power = static_cast<std::uint32_t>(std::bit_width(value)) - 1;
        return 4 * power + (value >> (power - 2) & 3U);
    }
    static std::uint32_t endOf(std::size_t bucket)
    {
        return static_cast<std::uint32_t>(((std::uint64_t{5} + bucket % 4) << (bucket / 4)) >> 2U) - 1;
    }
    void halve()
    {
        m_total = 0;
        for (std::uint16_t& each : m_counts)
            m_total += each = each / 2;
        m_stale = true;
    }
    std::uint32_t find(std::uint32_t percent) const
    {
        std::uint32_t above = 0;
        for (std::size_t bucket = kBuckets; bucket-- > 0;) {
            above += m_counts[bucket];
            if (above * 100 > m_total * percent)
                return endOf(bucket);
        }
        return 0;
    }

    std::uint32_t m_balance = 0; ///< hundredths of a hedge
    std::uint32_t m_total = 0;
    std::uint32_t m_percent = 0;
    std::uint32_t m_micros = 0; ///< the latest answer
    bool m_stale = true;
    std::array<std::uint16_t, kBuckets> m_counts{};
};

} // namespace straightline::isolation
