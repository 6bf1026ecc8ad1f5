// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What WhatIfStudy expects of requests to come.
#include <algorithm>

#include "engine/replay/whatif.h"

namespace straightline::replay
{
namespace
{

constexpr std::size_t kBlocks = 20;

/// Of a block of requests, one after another.
struct Tally {
    Histogram happenedMicros;
    Histogram simulatedMicros;
    Histogram expectedMicros;
    double requests = 0.0;
    double happenedFailed = 0.0;
    double simulatedFailed = 0.0;
    double expectedFailed = 0.0;

    void add(const Tally& other)
    {
        happenedMicros.merge(other.happenedMicros);
        simulatedMicros.merge(other.simulatedMicros);
        expectedMicros.merge(other.expectedMicros);
        requests += other.requests;
        happenedFailed += other.happenedFailed;
        simulatedFailed += other.simulatedFailed;
        expectedFailed += other.expectedFailed;
    }
    double p95Ms() const
    {
        const double simulated = simulatedMicros.percentile(95);
        const double change = simulated > 0.0 ? expectedMicros.percentile(95) / simulated : 1.0;
        return happenedMicros.percentile(95) * change / 1e3;
    }
    /// A difference, as there may have been none.
    double failedShare() const
    {
        return std::clamp((happenedFailed + expectedFailed - simulatedFailed) / std::max(requests, 1.0), 0.0, 1.0);
    }
};

} // namespace

WhatIfExpectation WhatIfStudy::expectation(PolicyKind policy, const Thresholds& thresholds) const
{
    double usd = 0.0;
    const std::vector<Fate> fates = simulate({.policy = policy, .thresholds = thresholds}, usd);
    std::vector<Tally> blocks(kBlocks);
    const auto count = [&](const Fate& fate, Histogram& micros, double& failed) {
        if (fate.outcome != Outcome::Answered) {
            failed += 1.0;
            return;
        }
        failed += m_fits[static_cast<std::size_t>(fate.backend)].failureShare;
        micros.record(static_cast<std::uint64_t>(fate.tookNanos / 1'000));
    };
    for (std::size_t i = 0; i < m_requests.size(); ++i) {
        Tally& block = blocks[i * kBlocks / m_requests.size()];
        block.requests += 1.0;
        if (m_requests[i].outcome == Outcome::Answered)
            block.happenedMicros.record(m_requests[i].totalMicros);
        else
            block.happenedFailed += 1.0;
        count(m_recorded[i], block.simulatedMicros, block.simulatedFailed);
        count(fates[i], block.expectedMicros, block.expectedFailed);
    }
    const auto interval = [&](double (Tally::*figure)() const) {
        return bootstrap(
            kBlocks,
            [&](std::span<const std::size_t> which) {
                Tally sum;
                for (const std::size_t each : which)
                    sum.add(blocks[each]);
                return (sum.*figure)();
            },
            1);
    };
    return {interval(&Tally::p95Ms), interval(&Tally::failedShare)};
}

std::vector<TraceRow> WhatIfStudy::trace() const
{
    std::vector<TraceRow> rows;
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        rows.push_back({.arrivalNanos = m_prepared.arrivalNanos[i], .sizeBytes = m_prepared.sizeBytes[i]});
    return rows;
}

std::pair<std::int64_t, std::int64_t> WhatIfStudy::span() const
{
    return {m_requests.front().arrivalUnixMicros, m_requests.back().arrivalUnixMicros};
}

} // namespace straightline::replay
