// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a backend of the policies' comparison does with a request: the way there, a line for the workers, and sleep.
#include "tests/bench/gateway/sinkserver.h"

#include <charconv>
#include <cmath>
#include <random>

namespace straightline::bench
{

std::uint64_t parameter(std::string_view target, std::string_view name, std::uint64_t otherwise)
{
    for (auto at = target.find(name); at != std::string_view::npos; at = target.find(name, at + 1)) {
        const bool begins = at > 0 && (target[at - 1] == '?' || target[at - 1] == '&');
        const std::size_t value = at + name.size() + 1;
        if (!begins || value > target.size() || target[value - 1] != '=')
            continue;
        std::from_chars(target.data() + value, target.data() + target.size(), otherwise);
        return otherwise;
    }
    return otherwise;
}

double SinkServer::noiseOf(std::uint64_t id) const
{
    if (m_options.noise <= 0.0)
        return 1.0;
    std::mt19937_64 random(id * 0x9E3779B97F4A7C15U + m_options.seed);
    random.discard(2);
    return std::lognormal_distribution(-m_options.noise * m_options.noise / 2.0, m_options.noise)(random);
}

bool SinkServer::fails(std::uint64_t id) const
{
    if (m_options.failures <= 0.0)
        return false;
    std::mt19937_64 random(id * 0x9E3779B97F4A7C15U + ~m_options.seed);
    random.discard(2);
    return std::uniform_real_distribution(0.0, 1.0)(random) < m_options.failures;
}

void SinkServer::work(Connection& connection)
{
    const std::string& target = connection.reader.target();
    const auto micros = static_cast<double>(parameter(target, "work", 0));
    const double way =
        m_options.overheadMicros * 1e3
        + (m_options.bytesPerSecond > 0 ? static_cast<double>(connection.bodyBytes) / m_options.bytesPerSecond * 1e9
                                        : 0);
    const double sleep = micros * 1e3 / m_options.speed * noiseOf(parameter(target, "id", 0));
    m_timers.push({steadyNanos() + static_cast<std::int64_t>(way), &connection, connection.serial, Timer::Kind::Work,
                   static_cast<std::int64_t>(sleep), fails(parameter(target, "id", 0))});
}

void SinkServer::startJob(const Job& job, std::int64_t nowNanos)
{
    ++m_busy;
    m_timers.push({nowNanos + job.workNanos, job.connection, job.serial, Timer::Kind::WorkDone, 0, job.fails});
}

void SinkServer::fire(const Timer& timer, std::int64_t nowNanos)
{
    const bool same = timer.connection->serial == timer.serial;
    if (timer.kind == Timer::Kind::Work) {
        const Job job{timer.connection, timer.serial, timer.workNanos, timer.fails};
        if (m_busy < m_options.workers)
            startJob(job, timer.atNanos);
        else
            m_jobs.push_back(job);
        return;
    }
    if (timer.kind == Timer::Kind::WorkDone) {
        --m_busy;
        if (!m_jobs.empty()) {
            startJob(m_jobs.front(), timer.atNanos);
            m_jobs.pop_front();
        }
        if (same)
            sendText(*timer.connection, timer.fails ? m_failure : m_answer);
    } else if (same) {
        sendEvent(*timer.connection, nowNanos);
    }
}

} // namespace straightline::bench
