// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "engine/api/histogram.h"
#include "engine/api/words.h"

namespace straightline::replay
{

/// What a simulation counted. Whole numbers only, so that the order of adding does not matter.
struct SimulationOutcome {
    std::uint64_t requests = 0;
    std::array<std::uint64_t, kOutcomeCount> ended{}; ///< by Outcome
    std::uint64_t serverErrors = 0;                   ///< of the answered: by a backend's 500
    std::uint64_t refused = 0;                        ///< of the answered: by a backend's 429
    Histogram answeredMicros;                         ///< arrival to the end of the answer, of those that did not fail
    std::uint64_t answeredNanos = 0;                  ///< the sum
    std::uint64_t withinTarget = 0;                   ///< answered within the SLO's time
    std::array<std::uint64_t, kTierCount> placed{};   ///< attempts
    std::uint64_t retries = 0;                        ///< attempts beyond a request's first
    std::uint64_t ejections = 0;
    std::uint64_t coldStarts = 0;
    std::uint64_t waited = 0;      ///< requests that found no room at first and were placed later
    std::uint64_t waitedNanos = 0; ///< their waiting
    double usd = 0.0;
    std::int64_t deadlineNanos = 0; ///< what a failure counts as in a percentile of all requests

    /// As api isFailure(), and what a backend refused.
    std::uint64_t failures() const
    {
        return requests - ended[static_cast<std::size_t>(Outcome::Answered)] + serverErrors + refused;
    }
    /// Every request; a failure counts as one that took the deadline.
    Histogram allMicros() const;
    double meanMs() const; ///< of all requests, as allMicros()

    /// Of several applications together.
    void add(const SimulationOutcome& other);
};

/// The requests that arrived in one block of time.
struct BlockTally {
    Histogram allMicros; ///< a failure counts as one that took the deadline
    std::uint64_t failures = 0;
    std::uint64_t withinTarget = 0;
    double usd = 0.0; ///< of their attempts
};

} // namespace straightline::replay
