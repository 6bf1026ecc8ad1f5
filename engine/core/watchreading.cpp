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
constexpr std::uint32_t kMostAtALook = 10'000;
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
                           Placing tried, std::uint64_t lastId)
    : m_database(database)
    , m_clock(clock)
    , m_application(std::move(application))
    , m_tried(tried)
    , m_lastId(lastId)
{
}

Result<std::vector<RequestRow>> WatchReading::rows(const RequestQuery& query)
{
    if (!m_reader) {
        auto reader = store::RequestReader::open(m_database, m_clock);
        if (!reader)
            return tl::make_unexpected(reader.error());
        m_reader = std::move(*reader);
    }
    return m_reader->requests(query);
}

Result<std::optional<replay::WhatIfExpectation>> WatchReading::predict()
{
    RequestQuery query;
    query.application = m_application.name;
    query.limit = kWhatIfMost;
    query.beforeId = m_lastId + 1;
    const auto before = rows(query);
    if (!before)
        return tl::make_unexpected(before.error());
    const replay::WhatIfStudy study(m_application, *before);
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
    RequestQuery query;
    query.application = m_application.name;
    query.limit = kMostAtALook;
    query.afterId = m_lastId;
    const auto since = rows(query);
    if (!since)
        return tl::make_unexpected(since.error());
    if (!since->empty())
        m_lastId = since->front().id;
    for (const RequestRow& row : *since) {
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
