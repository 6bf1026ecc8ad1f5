// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/loadrun.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <unistd.h>

#include "tests/bench/gateway/processcpu.h"

namespace straightline::bench
{

void LoadRun::watchWindow(std::int64_t nowNanos)
{
    if (!m_windowOpen && nowNanos >= m_windowNanos) {
        m_windowOpen = true;
        for (const Watched& each : m_options.watched)
            m_cpu.push_back(cpuSeconds(each.pid, each.threads));
        m_cpu.push_back(cpuSeconds(::getpid()));
    } else if (m_windowOpen && !m_windowClosed && nowNanos >= m_endNanos) {
        m_windowClosed = true;
        for (std::size_t i = 0; i < m_options.watched.size(); ++i)
            m_cpu[i] = cpuSeconds(m_options.watched[i].pid, m_options.watched[i].threads) - m_cpu[i];
        m_cpu.back() = cpuSeconds(::getpid()) - m_cpu.back();
        m_options.seconds = static_cast<double>(nowNanos - m_windowNanos) / 1e9;
    }
}

void LoadRun::report(std::int64_t nowNanos)
{
    if (m_options.reportSeconds <= 0.0 || nowNanos < m_reportNanos)
        return;
    m_reportNanos += static_cast<std::int64_t>(m_options.reportSeconds * 1e9);
    std::printf("{\"at_s\": %.3f, \"bytes_sent\": %llu, \"completed\": %llu}\n",
                static_cast<double>(nowNanos - m_startNanos) / 1e9, static_cast<unsigned long long>(m_bytesSent),
                static_cast<unsigned long long>(m_completed));
    std::fflush(stdout);
}

void LoadRun::hold()
{
    std::printf("{\"held\": %llu, \"broken\": %llu}\n", static_cast<unsigned long long>(m_completed),
                static_cast<unsigned long long>(m_broken));
    std::fflush(stdout);
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0)
        ;
}

void LoadRun::print() const
{
    const auto count = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    const auto times = [&](const char* name, const LogHistogram& of) {
        std::printf(
            "\"%s\": {\"count\": %llu, \"p50\": %.2f, \"p95\": %.2f, \"p99\": %.2f, \"p999\": %.2f, \"max\": %.2f}, ",
            name, count(of.count()), of.percentile(50) / 1e3, of.percentile(95) / 1e3, of.percentile(99) / 1e3,
            of.percentile(99.9) / 1e3, static_cast<double>(of.max()) / 1e3);
    };
    std::printf("{");
    times("latency_us", m_latency);
    times("slip_us", m_slip);
    times("event_delay_us", m_eventDelay);
    std::printf("\"cpu_s\": {");
    for (std::size_t i = 0; i < m_options.watched.size() && i < m_cpu.size(); ++i)
        std::printf("\"%s\": %.6f, ", m_options.watched[i].name.c_str(), m_cpu[i]);
    std::printf("\"load\": %.6f}, ", m_cpu.empty() ? 0.0 : m_cpu.back());
    std::printf("\"seconds\": %.6f, \"requests\": %llu, \"completed\": %llu, \"failures\": %llu, \"broken\": %llu, "
                "\"unfinished\": %llu, \"bytes_sent\": %llu, \"bytes_received\": %llu}\n",
                m_options.seconds, count(m_requests), count(m_completed), count(m_failures), count(m_broken),
                count(m_unfinished), count(m_bytesSent), count(m_bytesReceived));
}

void LoadRun::log(std::int64_t dueNanos, std::int64_t nowNanos, int status)
{
    if (!m_options.logPath.empty() && inWindow(dueNanos))
        m_log.push_back({dueNanos, nowNanos - dueNanos, status});
}

bool LoadRun::writeLog() const
{
    if (m_options.logPath.empty())
        return true;
    std::FILE* const file = std::fopen(m_options.logPath.c_str(), "w");
    if (file == nullptr) {
        std::fprintf(stderr, "bench_load: %s: %s\n", m_options.logPath.c_str(), std::strerror(errno));
        return false;
    }
    for (const Logged& each : m_log)
        std::fprintf(file, "%lld %lld %d\n", static_cast<long long>((each.dueNanos - m_startNanos) / 1'000),
                     static_cast<long long>(each.tookNanos / 1'000), each.status);
    return std::fclose(file) == 0;
}

} // namespace straightline::bench
