// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/api/clock.h"
#include "engine/api/histogram.h"
#include "engine/api/thresholdwatch.h"
#include "engine/replay/whatif.h"
#include "engine/store/requestreader.h"

namespace straightline::core
{

/// What live requests under watched thresholds met until now. The bounds: so low it may be by chance, at 99 %.
struct WatchFigures {
    std::uint64_t requests = 0;
    double p95Ms = 0.0;
    double leastP95Ms = 0.0;
    double failedShare = 0.0;
    double leastFailedShare = 0.0;
};

/// True when even the lower bounds are above what was predicted.
bool isWorse(const WatchFigures& figures, const replay::WhatIfExpectation& predicted);

/// Reads for one watch: what was before, from which the prediction comes, then what is new. Compute thread.
class WatchReading
{
public:
    /// `database` and `clock` outlive it. `lastId`: the newest request that was stored when the watch began.
    WatchReading(store::Database& database, const Clock& clock, ApplicationConfiguration application, Placing tried,
                 std::uint64_t lastId);

    /// Empty: fewer than kWhatIfLeast requests were recorded until then. Otherwise at least 5 % and 1 ms above the
    /// estimate, and half a percent point: less is within what a simulation can know.
    [[nodiscard]] Result<std::optional<replay::WhatIfExpectation>> predict();
    /// With those that were decided under `tried` and stored since the last call, at the first since the watch began;
    /// of very many the latest.
    [[nodiscard]] Result<WatchFigures> look();

private:
    [[nodiscard]] Result<std::vector<RequestRow>> rows(const RequestQuery& query);

    store::Database& m_database;
    const Clock& m_clock;
    ApplicationConfiguration m_application;
    Placing m_tried;
    std::unique_ptr<store::RequestReader> m_reader;
    std::uint64_t m_lastId; ///< what is newer is not counted yet
    Histogram m_answeredMicros;
    std::uint64_t m_requests = 0;
    std::uint64_t m_failed = 0;
};

} // namespace straightline::core
