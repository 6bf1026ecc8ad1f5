// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace straightline::store
{

/// Whose turn it is to write: SQLite lets one connection write at a time and others poll. The operator's change goes
/// before the next batch of records, so it waits for one batch at most. Shared by the engine and the store thread.
class WriteTurn
{
public:
    enum class Urgency { Batch, Operator };

    /// Holds the turn while it lives.
    class Holder
    {
    public:
        Holder(WriteTurn& turn, Urgency urgency)
            : m_turn(turn)
        {
            std::unique_lock lock(m_turn.m_mutex);
            if (urgency == Urgency::Operator) {
                ++m_turn.m_operators;
                m_turn.m_changed.wait(lock, [&] { return !m_turn.m_taken; });
                --m_turn.m_operators;
            } else {
                m_turn.m_changed.wait(lock, [&] { return !m_turn.m_taken && m_turn.m_operators == 0; });
            }
            m_turn.m_taken = true;
        }
        ~Holder()
        {
            {
                const std::lock_guard lock(m_turn.m_mutex);
                m_turn.m_taken = false;
            }
            m_turn.m_changed.notify_all();
        }
        Holder(const Holder&) = delete;
        Holder& operator=(const Holder&) = delete;

    private:
        WriteTurn& m_turn;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_taken = false;
    int m_operators = 0;
};

} // namespace straightline::store
