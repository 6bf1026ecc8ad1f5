// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace straightline::dispatch
{

/// A deadline in a TimerWheel. Embedded in what it watches; moving the deadline later costs one store.
class Deadline
{
public:
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

    Deadline() = default;
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    std::int64_t dueNanos() const { return m_dueNanos; }

protected:
    virtual ~Deadline() = default;

private:
    friend class TimerWheel;
    virtual void expired() = 0;

    Deadline* m_previous = nullptr;
    Deadline* m_next = nullptr;
    std::int64_t m_dueNanos = kNever;
    std::int64_t m_linkedTick = -1; ///< the tick at which the wheel looks at it; −1 = not linked
};

/// All deadlines of one gateway thread with one timer behind them: coarse (kTickNanos), constant time per operation.
/// A deadline never expires early; it expires at most two ticks late. One thread.
class TimerWheel
{
public:
    static constexpr std::int64_t kTickNanos = 20'000'000;

    explicit TimerWheel(std::int64_t nowNanos);
    TimerWheel(const TimerWheel&) = delete;
    TimerWheel& operator=(const TimerWheel&) = delete;

    void set(Deadline& deadline, std::int64_t dueNanos);
    /// Keeps it linked: it will be looked at once and dropped.
    void clear(Deadline& deadline) { deadline.m_dueNanos = Deadline::kNever; }
    /// Before a deadline is destroyed.
    void remove(Deadline& deadline);

    /// Calls expired() of all that are due.
    void advance(std::int64_t nowNanos);

private:
    static constexpr std::size_t kBuckets = 1'024;

    void link(Deadline& deadline, std::int64_t tick);
    void unlink(Deadline& deadline);

    std::int64_t m_tick;
    std::vector<Deadline*> m_buckets;
    Deadline* m_visiting = nullptr; ///< next one of the bucket being looked at
};

} // namespace straightline::dispatch
