// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/histogram.h"

#include <algorithm>
#include <cmath>

namespace straightline::demo
{

namespace
{

const double kLogGrowth = std::log(1.01);

} // namespace

void Histogram::add(std::chrono::nanoseconds duration)
{
    const double microseconds = std::max(static_cast<double>(duration.count()) / 1e3, 1.0);
    const auto bucket = static_cast<std::size_t>(std::log(microseconds) / kLogGrowth);
    ++m_counts[std::min(bucket, m_counts.size() - 1)];
    ++m_total;
    m_maxMs = std::max(m_maxMs, microseconds / 1e3);
}

double Histogram::percentileMs(double share) const
{
    if (m_total == 0) {
        return 0;
    }
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_total)));
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    for (; bucket + 1 < m_counts.size(); ++bucket) {
        seen += m_counts[bucket];
        if (seen >= std::max<std::uint64_t>(wanted, 1)) {
            break;
        }
    }
    const double middle = std::exp((static_cast<double>(bucket) + 0.5) * kLogGrowth) / 1e3;
    return std::min(middle, m_maxMs);
}

} // namespace straightline::demo
