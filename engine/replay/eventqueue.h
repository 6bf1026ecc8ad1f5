// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace straightline::replay
{

/// The end of an attempt that is to come.
struct Event {
    std::int64_t atNanos = 0;
    std::uint32_t order = 0;  ///< of adding: what comes at the same time comes in this order; may go round
    std::uint32_t flight = 0; ///< index into the simulation's flights

    bool before(const Event& other) const
    {
        return atNanos != other.atNanos ? atNanos < other.atNanos : static_cast<std::int32_t>(order - other.order) < 0;
    }
};

/// Events by time. The next few lie in order in a small array, where adding is a short move and taking is free; the
/// others in a heap. A simulation of some tens of requests in flight never touches the heap. Plain value.
class EventQueue
{
public:
    bool empty() const { return m_count == 0; }
    std::int64_t nextNanos() const { return m_count == 0 ? kNever : m_near[m_count - 1].atNanos; }

    void push(const Event& event)
    {
        if (!m_far.empty() && m_far.front().before(event)) {
            pushFar(event);
            return;
        }
        if (m_count == kNear) {
            spill();
            push(event);
            return;
        }
        std::size_t place = m_count++;
        for (; place > 0 && m_near[place - 1].before(event); --place)
            m_near[place] = m_near[place - 1];
        m_near[place] = event;
    }

    /// Of a queue that is not empty.
    Event pop()
    {
        const Event next = m_near[--m_count];
        if (m_count == 0 && !m_far.empty())
            refill();
        return next;
    }

private:
    static constexpr std::size_t kNear = 48;
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
    struct Later {
        bool operator()(const Event& a, const Event& b) const { return b.before(a); }
    };

    void pushFar(const Event& event)
    {
        m_far.push_back(event);
        std::push_heap(m_far.begin(), m_far.end(), Later());
    }
    void spill() ///< the later half
    {
        for (std::uint32_t i = 0; i < kNear / 2; ++i)
            pushFar(m_near[i]);
        std::copy(m_near.begin() + kNear / 2, m_near.end(), m_near.begin());
        m_count = kNear / 2;
    }
    void refill()
    {
        while (!m_far.empty() && m_count < kNear / 2) {
            std::pop_heap(m_far.begin(), m_far.end(), Later());
            m_near[m_count++] = m_far.back();
            m_far.pop_back();
        }
        std::reverse(m_near.begin(), m_near.begin() + m_count);
    }

    std::array<Event, kNear> m_near; ///< latest first; all before those in m_far
    std::uint32_t m_count = 0;       ///< of them
    std::vector<Event> m_far;        ///< a heap, earliest first
};

} // namespace straightline::replay
