// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace straightline::store
{

/// Whose turn it is to write: SQLite lets one connection write at a time and others poll. The operator's change goes
/// before the next batch of records, so it waits for one batch at most; a batch that one change has gone before is
/// next, however many more changes wait: who edits without a pause must not keep records in memory, where a crash loses
/// them. Shared by the engine, the store and the compute threads.
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
            m_turn.take(urgency);
        }
        ~Holder() { m_turn.giveBack(); }
        Holder(const Holder&) = delete;
        Holder& operator=(const Holder&) = delete;

    private:
        WriteTurn& m_turn;
    };

    struct Waiting {
        int operators = 0;
        int batches = 0;
    };
    Waiting waiting() const
    {
        const std::lock_guard lock(m_mutex);
        return m_waiting;
    }

private:
    void take(Urgency urgency)
    {
        std::unique_lock lock(m_mutex);
        int& line = urgency == Urgency::Operator ? m_waiting.operators : m_waiting.batches;
        ++line;
        m_changed.wait(lock, [&] {
            const bool batchIsNext = m_waiting.batches > 0 && (m_overtaken || m_waiting.operators == 0);
            return !m_taken && batchIsNext == (urgency == Urgency::Batch);
        });
        --line;
        m_taken = true;
        m_overtaken = urgency == Urgency::Operator && m_waiting.batches > 0;
    }
    void giveBack()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_taken = false;
        }
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Waiting m_waiting;
    bool m_taken = false;
    bool m_overtaken = false; ///< a batch that waits, by a change
};

} // namespace straightline::store
