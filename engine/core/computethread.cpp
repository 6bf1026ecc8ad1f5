// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/computethread.h"

#include <utility>

#include <pthread.h>

namespace straightline::core
{

ComputeThread::ComputeThread(Job atEnd)
    : m_atEnd(std::move(atEnd))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
    ::pthread_setname_np(m_thread.native_handle(), "compute");
}

ComputeThread::~ComputeThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void ComputeThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void ComputeThread::run(const std::stop_token& stop)
{
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
            if (stop.stop_requested())
                break;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
    m_jobs.clear(); // what they hold was made on this thread
    m_atEnd();
}

} // namespace straightline::core
