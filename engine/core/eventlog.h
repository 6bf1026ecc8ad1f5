// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "engine/api/operation.h"

namespace straightline::core
{

/// The latest events, numbered. Engine thread; owned by the engine.
class EventLog
{
public:
    static constexpr std::size_t kKept = 500;

    /// Numbers and keeps it; the numbered event.
    Event add(Event event)
    {
        event.id = ++m_lastId;
        m_events.push_front(event);
        if (m_events.size() > kKept)
            m_events.pop_back();
        return event;
    }

    std::vector<Event> latest() const { return {m_events.begin(), m_events.end()}; } ///< newest first

private:
    std::uint64_t m_lastId = 0;
    std::deque<Event> m_events;
};

} // namespace straightline::core
