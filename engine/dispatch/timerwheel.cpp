// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/timerwheel.h"

#include <algorithm>

namespace straightline::dispatch
{

TimerWheel::TimerWheel(std::int64_t nowNanos)
    : m_tick(nowNanos / kTickNanos)
    , m_buckets(kBuckets, nullptr)
{
}

void TimerWheel::set(Deadline& deadline, std::int64_t dueNanos)
{
    deadline.m_dueNanos = dueNanos;
    if (dueNanos == Deadline::kNever)
        return;
    // The tick after the one it falls in: never early. Far ones are looked at on the way and linked again.
    const std::int64_t wanted =
        std::clamp(dueNanos / kTickNanos + 1, m_tick + 1, m_tick + static_cast<std::int64_t>(kBuckets) - 1);
    if (deadline.m_linkedTick >= 0 && deadline.m_linkedTick <= wanted)
        return;
    remove(deadline);
    link(deadline, wanted);
}

void TimerWheel::remove(Deadline& deadline)
{
    if (deadline.m_linkedTick >= 0)
        unlink(deadline);
}

void TimerWheel::advance(std::int64_t nowNanos)
{
    const std::int64_t nowTick = nowNanos / kTickNanos;
    while (m_tick < nowTick) {
        ++m_tick;
        m_visiting = m_buckets[static_cast<std::size_t>(m_tick) % kBuckets];
        while (m_visiting != nullptr) {
            Deadline& each = *m_visiting;
            m_visiting = each.m_next;
            if (each.m_linkedTick > m_tick)
                continue;
            unlink(each);
            if (each.m_dueNanos <= nowNanos) {
                each.m_dueNanos = Deadline::kNever;
                each.expired();
            } else {
                set(each, each.m_dueNanos);
            }
        }
    }
}

void TimerWheel::link(Deadline& deadline, std::int64_t tick)
{
    Deadline*& first = m_buckets[static_cast<std::size_t>(tick) % kBuckets];
    deadline.m_linkedTick = tick;
    deadline.m_previous = nullptr;
    deadline.m_next = first;
    if (first != nullptr)
        first->m_previous = &deadline;
    first = &deadline;
}

void TimerWheel::unlink(Deadline& deadline)
{
    if (m_visiting == &deadline)
        m_visiting = deadline.m_next;
    if (deadline.m_previous != nullptr)
        deadline.m_previous->m_next = deadline.m_next;
    else
        m_buckets[static_cast<std::size_t>(deadline.m_linkedTick) % kBuckets] = deadline.m_next;
    if (deadline.m_next != nullptr)
        deadline.m_next->m_previous = deadline.m_previous;
    deadline.m_linkedTick = -1;
    deadline.m_previous = deadline.m_next = nullptr;
}

} // namespace straightline::dispatch
