// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/aggregator.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>

namespace straightline::telemetry
{

namespace
{

constexpr std::int64_t kSecondNanos = 1'000'000'000;
constexpr std::int64_t kWallToleranceNanos = 2 * kSecondNanos;

std::int64_t nanosOf(auto time)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

void append(std::vector<RollupSecond>& rows, RollupSecond row, std::uint32_t application, std::uint32_t backend)
{
    if (row.requests == 0)
        return;
    row.applicationNumber = application;
    row.backendNumber = backend;
    rows.push_back(std::move(row));
}

} // namespace

Aggregator::Aggregator(const Clock& clock)
    : m_clock(clock)
    , m_wallOffsetNanos(nanosOf(clock.wallNow()) - nanosOf(clock.steadyNow()))
    , m_rolledUp(nowNanos() / kSecondNanos - 1)
{
}

std::int64_t Aggregator::nowNanos() const
{
    return unixNanos(nanosOf(m_clock.steadyNow()));
}

void Aggregator::add(const RequestRecord& record)
{
    const std::int64_t now = nowNanos();
    closeThrough(now / kSecondNanos - 1 - kLateSeconds, m_pending);
    const std::int64_t ended = unixNanos(record.arrivalSteadyNanos) + std::int64_t{record.totalMicros} * 1'000;
    // A closed second stays closed: what comes later still counts in the first open one.
    const std::int64_t open = std::min((m_rolledUp + 1) * kSecondNanos, now);
    const std::int64_t quarter = std::clamp(ended, open, now) / kQuarterNanos;

    m_all.add(record, quarter);
    if (record.applicationNumber != 0)
        m_applications[record.applicationNumber].add(record, quarter);
    if (record.backendNumber != 0) {
        BackendSeries& backend = m_backends[record.backendNumber];
        backend.applicationNumber = record.applicationNumber;
        backend.series.add(record, quarter);
    }
    m_retries += record.attemptCount > 1 ? record.attemptCount - 1U : 0U;
}

void Aggregator::fill(Snapshot& snapshot)
{
    followWallClock();
    const std::int64_t quarter = nowNanos() / kQuarterNanos;
    const std::int64_t second = quarter / kQuartersInSecond;
    const Rates all = m_all.rates(quarter);
    snapshot.totals = m_all.totals();
    snapshot.requestsPerSecond = all.requests;
    snapshot.failuresPerSecond = all.failures;
    snapshot.latency = m_all.latency(second);
    snapshot.gateway.overhead = m_all.overhead(second);
    snapshot.gateway.retries = m_retries;
    for (ApplicationSnapshot& application : snapshot.applications) {
        const auto found = m_applications.find(application.number);
        if (found == m_applications.end())
            continue;
        const Rates rates = found->second.rates(quarter);
        application.totals = found->second.totals();
        application.requestsPerSecond = rates.requests;
        application.failuresPerSecond = rates.failures;
        application.placedPerSecond = rates.placed;
        application.latency = found->second.latency(second);
        application.sizeBytes = found->second.sizeBytes(second);
    }
    for (BackendSnapshot& backend : snapshot.backends) {
        const auto found = m_backends.find(backend.status.number);
        if (found == m_backends.end())
            continue;
        Series& series = found->second.series;
        const Rates rates = series.rates(quarter);
        backend.totals = series.totals();
        backend.requestsPerSecond = rates.requests;
        backend.failuresPerSecond = rates.failures;
        backend.latency = series.latency(second);
    }
}

std::vector<RollupSecond> Aggregator::takeRollups()
{
    followWallClock();
    std::vector<RollupSecond> rows = std::move(m_pending);
    m_pending.clear();
    closeThrough(nowNanos() / kSecondNanos - 1 - kLateSeconds, rows);
    return rows;
}

std::vector<RollupSecond> Aggregator::takeLastRollups()
{
    std::vector<RollupSecond> rows = std::move(m_pending);
    m_pending.clear();
    closeThrough(nowNanos() / kSecondNanos, rows);
    return rows;
}

void Aggregator::retain(const SiteConfiguration& site)
{
    std::set<std::uint32_t> applications;
    std::set<std::uint32_t> backends;
    for (const ApplicationConfiguration& application : site.applications) {
        applications.insert(application.number);
        for (const BackendConfiguration& backend : application.backends)
            backends.insert(backend.number);
    }
    std::erase_if(m_applications, [&](const auto& each) { return !applications.contains(each.first); });
    std::erase_if(m_backends, [&](const auto& each) { return !backends.contains(each.first); });
}

void Aggregator::followWallClock()
{
    const std::int64_t offset = nanosOf(m_clock.wallNow()) - nanosOf(m_clock.steadyNow());
    if (std::abs(offset - m_wallOffsetNanos) <= kWallToleranceNanos)
        return;
    closeThrough(nowNanos() / kSecondNanos, m_pending);
    m_wallOffsetNanos = offset;
    m_rolledUp = nowNanos() / kSecondNanos - 1;
    m_all.clearWindow();
    for (auto& each : m_applications)
        each.second.clearWindow();
    for (auto& each : m_backends)
        each.second.series.clearWindow();
}

void Aggregator::closeThrough(std::int64_t second, std::vector<RollupSecond>& rows)
{
    // Every add() closes first, so no more than these can hold a record, however long nobody came by.
    const std::int64_t newestHeld = m_rolledUp + 1 + kLateSeconds;
    for (std::int64_t each = m_rolledUp + 1; each <= std::min(second, newestHeld); ++each)
        rollUp(each, rows);
    m_rolledUp = std::max(m_rolledUp, second);
}

void Aggregator::rollUp(std::int64_t second, std::vector<RollupSecond>& rows)
{
    append(rows, m_all.rollUp(second, m_scratch), 0, 0);
    for (auto& [number, series] : m_applications)
        append(rows, series.rollUp(second, m_scratch), number, 0);
    for (auto& [number, backend] : m_backends)
        append(rows, backend.series.rollUp(second, m_scratch), backend.applicationNumber, number);
}

} // namespace straightline::telemetry
