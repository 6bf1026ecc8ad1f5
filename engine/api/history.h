// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/requestrecord.h"
#include "engine/api/snapshot.h"

namespace straightline
{

/// A request as shown: the record with its numbers turned into names.
struct RequestRow {
    std::uint64_t id = 0; ///< of the store, ascending in arrival of records
    RequestRecord record;
    std::string application;
    std::string backend; ///< of record.backendNumber; empty = none
};

/// The whole answer to "why there?".
struct RequestReceipt {
    RequestRow row;
    std::string sentence;                    ///< the rule with its numbers, English
    std::vector<std::string> candidateNames; ///< of decision.candidates
    std::vector<std::string> attemptNames;   ///< of attempts
};

struct RequestQuery {
    std::uint32_t limit = 200;  ///< 1 … 10,000
    std::uint64_t beforeId = 0; ///< page back from here; 0 = the newest
    std::uint64_t afterId = 0;  ///< only newer ones; 0 = no bound
    std::string application;    ///< empty = all
    std::string backend;        ///< backend name; empty = all
    bool failuresOnly = false;
    bool oldestFirst = false; ///< with afterId: the next ones, in place of the newest
};

enum class RollupStep : std::uint8_t { Second, Minute, Hour };

/// One step of history of one application (or backend), as rolled up. Percentiles come from a stored histogram.
struct RollupRow {
    std::int64_t startUnixSeconds = 0;
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;
    double frequencyHz = 0.0; ///< requests / length of the step
    std::array<std::uint64_t, kTierCount> placed{};
    Percentiles latency; ///< ms
    Percentiles sizeBytes;
    Percentiles queue, connect, backend, transfer; ///< ms
    /// The failures by outcome; at Outcome::Answered those with a status of 500 or more. Zero in rows made before it
    /// was counted.
    std::array<std::uint64_t, kOutcomeCount> failed{};
    /// Decided requests by size: entry i is at most kSizeBoundsBytes[i], the last is larger than all of them.
    std::array<std::uint64_t, kSizeBoundsBytes.size() + 1> sizes{};
    double inFlight = 0.0; ///< mean over the step, waiting included, of what reached a backend (Little's law)
    double queued = 0.0;   ///< of these, waiting
};

struct HistoryQuery {
    std::string application; ///< empty = all together
    std::string backend;     ///< empty = the application as a whole
    WallTime from;
    WallTime to;
    std::uint32_t maxPoints = 300; ///< the finest step that gives at most this many rows is chosen
};

struct History {
    RollupStep step = RollupStep::Second;
    std::vector<RollupRow> rows;
};

} // namespace straightline
