// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace straightline::core
{

/// The thread `compute`: does jobs one after another. Made and destroyed on the engine thread; a job looks at a flag of
/// its own to end early, as the destructor waits for the one that runs. Those that wait are dropped.
class ComputeThread
{
public:
    using Job = std::function<void()>;

    /// `atEnd` is the last that is done on the thread.
    explicit ComputeThread(Job atEnd);
    ~ComputeThread();

    void post(Job job); ///< any thread

private:
    void run(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    Job m_atEnd;
    std::jthread m_thread; ///< the last member: the first to end
};

} // namespace straightline::core
