// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/history.h"
#include "engine/api/result.h"
#include "engine/api/whatif.h"
#include "engine/replay/bootstrap.h"
#include "engine/replay/fit.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

/// How requests are expected to fare.
struct WhatIfExpectation {
    Interval p95Ms{}; ///< of the answered
    Interval failedShare{};
};

/// True for a record that says something about placement: decided, and not ended by the client's own doing.
bool isStudied(const RequestRecord& record);
/// True for a good answer.
inline bool isGood(const RequestRecord& record)
{
    return record.outcome == Outcome::Answered && record.status < 500;
}

/// The recorded requests of one application, made ready to be placed again and again: models fitted to its backends,
/// everything prepared that does not depend on thresholds or policy, and the simulation of what happened.
///
/// What ended by the client's own doing, or before a decision, is left out. Recorded are f and the random word of each
/// request, so a simulation under the recorded thresholds takes the same branches of the rule; what it cannot know is
/// the rest of the world: backends that failed (their share of failures is taken over as it was), breakers, retries.
/// Made and used on the compute thread; no copy of it is ever shared.
class WhatIfStudy
{
public:
    /// `rows` of this application, in any order.
    WhatIfStudy(const ApplicationConfiguration& application, const std::vector<RequestRow>& rows);

    std::uint64_t requests() const { return m_requests.size(); }

    /// Cancelled as soon as `cancelled` is seen set, between two simulations. Of the query, what names the application
    /// is not looked at.
    [[nodiscard]] Result<WhatIfAnswer> answer(const WhatIfQuery& query, const std::atomic<bool>& cancelled) const;

    /// Of all of them under one policy and one pair of thresholds.
    WhatIfFigures figuresUnder(PolicyKind policy, const Thresholds& thresholds) const;
    /// What to expect of requests like these, of live ones too: what happened, changed as the simulation changes from
    /// what was recorded to `policy` and `thresholds`, with the interval of a block bootstrap. Needs kWhatIfLeast.
    WhatIfExpectation expectation(PolicyKind policy, const Thresholds& thresholds) const;

    const SimulatedApplication& application() const { return m_application; }
    const PreparedRequests& prepared() const { return m_prepared; }
    std::vector<TraceRow> trace() const;                ///< the requests, for the tuner
    std::pair<std::int64_t, std::int64_t> span() const; ///< first and last arrival, Unix µs; needs a request

private:
    /// What is needed of a record.
    struct Request {
        std::uint64_t id;
        std::int64_t arrivalUnixMicros;
        PolicyKind policy;
        Thresholds thresholds;
        std::uint32_t backendNumber;
        Outcome outcome; ///< BackendFailed also for a status of 500 or more
        Tier tier;       ///< where there is a backend
        std::uint32_t totalMicros;
        std::uint32_t servedMicros; ///< connect, backend and transfer
    };

    void fitModels(const std::vector<RequestRow>& rows);
    void takeRequests(const std::vector<RequestRow>& rows);
    void simulateRecorded();
    WhatIfFigures happened() const;
    WhatIfFigures figuresOf(const std::vector<Fate>& fates, double usd) const;
    std::vector<Fate> simulate(const Trial& trial, double& usd) const;
    void addMoves(const std::vector<Fate>& fates, std::uint32_t most, WhatIfAnswer& answer) const;
    void addStays(const std::vector<Fate>& fates, std::uint32_t most, WhatIfAnswer& answer) const;

    ApplicationConfiguration m_configuration;
    std::vector<FittedModel> m_fits; ///< by backend
    SimulatedApplication m_application;
    std::vector<Request> m_requests; ///< in order of arrival
    PreparedRequests m_prepared;     ///< of m_requests
    std::vector<Fate> m_recorded;    ///< simulated as it was
    double m_recordedUsd = 0.0;
};

} // namespace straightline::replay
