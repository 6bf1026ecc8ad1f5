// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace straightline::isolation
{

/// How many retries one gateway thread may do: a fifth of its requests and its share of ten per second (Finagle,
/// RetryBudget.scala). The reserve is one second's worth, where Finagle saves up ten: a burst of failures must not cost
/// the surviving backends a burst of retries. One thread.
class RetryBudget
{
public:
    static constexpr double kShare = 0.2;
    static constexpr double kPerSecond = 10.0;

    explicit RetryBudget(std::uint32_t threads)
        : m_perSecond(kPerSecond / threads)
        , m_most(std::max(1.0, m_perSecond))
        , m_balance(m_most)
    {
    }

    void requestCame() { m_balance = std::min(m_balance + kShare, m_most); }

    /// tryRetry() would say yes.
    bool hasRetry(std::int64_t nowNanos)
    {
        if (m_lastNanos != 0)
            m_balance = std::min(m_balance + m_perSecond * static_cast<double>(nowNanos - m_lastNanos) / 1e9, m_most);
        m_lastNanos = nowNanos;
        return m_balance >= 1.0;
    }

    bool tryRetry(std::int64_t nowNanos)
    {
        if (!hasRetry(nowNanos))
            return false;
        m_balance -= 1.0;
        return true;
    }

private:
    double m_perSecond;
    double m_most;
    double m_balance;
    std::int64_t m_lastNanos = 0;
};

} // namespace straightline::isolation
