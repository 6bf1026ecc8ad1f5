// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/watchreading.h"

#include <algorithm>
#include <cmath>

namespace straightline::core
{
namespace
{

constexpr double kZ = 2.33; ///< one side, 99 %
constexpr std::uint32_t kMostAtALook = 5'000;
constexpr double kSlackShare = 0.05;
constexpr double kSlackMs = 1.0;
constexpr double kSlackFailed = 0.005;

/// Wilson's lower bound of a share.
double leastShare(double part, double all)
{
    if (all <= 0.0)
        return 0.0;
    const double share = part / all;
    const double z2 = kZ * kZ / all;
    const double middle = share + z2 / 2.0;
    const double width = kZ * std::sqrt(share * (1.0 - share) / all + z2 / all / 4.0);
    return std::max((middle - width) / (1.0 + z2), 0.0);
}

} // namespace

bool isWorse(const WatchFigures& figures, const replay::WhatIfExpectation& predicted)
{
    return figures.leastP95Ms > predicted.p95Ms.high || figures.leastFailedShare > predicted.failedShare.high;
}

WatchReading::WatchReading(store::Database& database, const Clock& clock, ApplicationConfiguration application,
                           Placing tried)
    : m_database(database)
    , m_clock(clock)
    , m_application(std::move(application))
    , m_tried(tried)
{
}

Result<std::vector<RequestRow>> WatchReading::newRows(std::uint32_t most)
{
    if (!m_reader) {
        auto reader = store::RequestReader::open(m_database, m_clock);
        if (!reader)
            return tl::make_unexpected(reader.error());
        m_reader = std::move(*reader);
    }
    RequestQuery query;
    query.application = m_application.name;
    query.limit = most;
    query.afterId = m_lastId;
    auto rows = m_reader->requests(query);
    if (rows && !rows->empty())
        m_lastId = rows->front().id;
    return rows;
}

Result<std::optional<replay::WhatIfExpectation>> WatchReading::predict()
{
    const auto rows = newRows(kWhatIfMost);
    if (!rows)
        return tl::make_unexpected(rows.error());
    const replay::WhatIfStudy study(m_application, *rows);
    if (study.requests() < kWhatIfLeast)
        return std::nullopt;
    replay::WhatIfExpectation expected = study.expectation(m_tried.policy, m_tried.thresholds);
    Interval& p95 = expected.p95Ms;
    p95.high = std::max(p95.high, p95.estimate + std::max(kSlackShare * p95.estimate, kSlackMs));
    Interval& failed = expected.failedShare;
    failed.high = std::max(failed.high, failed.estimate + kSlackFailed);
    return expected;
}

Result<WatchFigures> WatchReading::look()
{
    const auto rows = newRows(kMostAtALook);
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (const RequestRow& row : *rows) {
        const Decision& decision = row.record.decision;
        if (!replay::isStudied(row.record) || decision.policy != m_tried.policy
            || decision.thresholds != m_tried.thresholds)
            continue;
        ++m_requests;
        if (replay::isGood(row.record))
            m_answeredMicros.record(row.record.totalMicros);
        else
            ++m_failed;
    }
    WatchFigures figures{.requests = m_requests, .p95Ms = m_answeredMicros.percentile(95.0) / 1e3};
    const auto answered = static_cast<double>(m_answeredMicros.count());
    const double least = answered > 0.0 ? 95.0 - 100.0 * kZ * std::sqrt(0.95 * 0.05 / answered) : 0.0;
    figures.leastP95Ms = m_answeredMicros.percentile(std::max(least, 0.0)) / 1e3;
    figures.failedShare = m_requests > 0 ? static_cast<double>(m_failed) / static_cast<double>(m_requests) : 0.0;
    figures.leastFailedShare = leastShare(static_cast<double>(m_failed), static_cast<double>(m_requests));
    return figures;
}

} // namespace straightline::core
