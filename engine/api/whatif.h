// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/result.h"
#include "engine/api/snapshot.h"
#include "engine/api/words.h"

namespace straightline
{

inline constexpr std::uint32_t kWhatIfLeast = 200;   ///< recorded requests below which nothing is predicted
inline constexpr std::uint32_t kWhatIfMost = 10'000; ///< the latest of an application that are looked at
inline constexpr std::uint32_t kWhatIfSamples = 50;  ///< of one backend, from which on a model is fitted to it

/// What other thresholds, or another policy, would have done to the application's latest requests.
struct WhatIfQuery {
    std::string application;
    std::optional<Thresholds> thresholds{}; ///< empty = as configured
    std::optional<PolicyKind> policy{};     ///< empty = as configured
    std::vector<PolicyKind> others{};       ///< tried beside, at the same thresholds
    std::uint32_t mostMoves = 200;          ///< rows of WhatIfAnswer::moves, 0 … 10,000
    std::uint32_t mostStays = 0;            ///< requests looked at for WhatIfAnswer::stays, 0 … 10,000
    std::string asker{};                    ///< a newer query of the same asker ends an older one: Cancelled
};

/// A what-if question whose answer is fetched later, by Engine::whatIfAnswer(). An Action; changes nothing: allowed
/// when read-only.
struct AskWhatIf {
    WhatIfQuery query;
};

/// Figures of a set of requests, happened or predicted.
struct WhatIfFigures {
    std::uint64_t requests = 0;
    std::array<std::uint64_t, kOutcomeCount> ended{}; ///< by Outcome; answers with 500 or more are BackendFailed
    Percentiles latency;                              ///< ms, of the answered, arrival to the end of the answer
    std::array<std::uint64_t, kTierCount> placed{};   ///< requests that reached a backend, by tier
    double usd = 0.0;                                 ///< at the models' prices

    std::uint64_t failures() const { return requests - ended[static_cast<std::size_t>(Outcome::Answered)]; }
};

/// A request that would have gone to another backend.
struct WhatIfMove {
    std::uint64_t id = 0; ///< of the store
    std::int64_t arrivalUnixMicros = 0;
    double frequencyHz = 0.0;
    std::uint64_t sizeBytes = 0;
    std::optional<Tier> from; ///< empty = to no backend
    std::optional<Tier> to;
    std::string fromBackend; ///< in the simulation of what happened; empty = none
    std::string toBackend;
    Outcome before = Outcome::Answered;
    Outcome after = Outcome::Answered;
    double beforeMs = 0.0; ///< simulated, both: they met the same luck
    double afterMs = 0.0;
};

/// A request that would go where it went.
struct WhatIfStay {
    std::uint64_t id = 0; ///< of the store
    std::int64_t arrivalUnixMicros = 0;
    double frequencyHz = 0.0;
    std::uint64_t sizeBytes = 0;
    std::optional<Tier> tier; ///< empty = to no backend
    std::string backend;      ///< empty = none
    Outcome outcome = Outcome::Answered;
};

/// How a backend is thought to behave.
struct WhatIfModel {
    std::string backend;
    Tier tier = Tier::Local;
    std::uint64_t samples = 0; ///< requests it was fitted to
    bool fitted = false;       ///< false = too few: its tier's default
    double serviceMs = 0.0;    ///< of an empty body
    double perMbMs = 0.0;      ///< for each 10^6 bytes
    std::uint32_t workers = 0; ///< served at a time; 0 = as many as its capacity
    double coldStartMs = 0.0;  ///< 0 = always warm
    double failureShare = 0.0; ///< of its requests, 0 … 1: taken over as it was
};

struct WhatIfPolicy {
    PolicyKind policy = PolicyKind::Straightline;
    WhatIfFigures figures;
};

struct WhatIfAnswer {
    std::string application;
    Thresholds thresholds; ///< that were tried
    PolicyKind policy = PolicyKind::Straightline;
    std::uint64_t recorded = 0; ///< decided requests that were looked at; below kWhatIfLeast all below is empty
    std::int64_t fromUnixMicros = 0;
    std::int64_t toUnixMicros = 0;
    WhatIfFigures happened;  ///< as recorded
    WhatIfFigures simulated; ///< the same requests simulated under the recorded thresholds and policies
    WhatIfFigures predicted; ///< simulated under `thresholds` and `policy`
    std::uint64_t moved = 0; ///< requests that would go to another backend than in `simulated`
    std::vector<WhatIfMove> moves;
    std::vector<WhatIfStay> stays; ///< of WhatIfQuery::mostStays requests, evenly from all, those that would not
    std::vector<WhatIfModel> models;
    std::vector<WhatIfPolicy> policies; ///< of WhatIfQuery::others
    bool withoutHedging = false;        ///< the application hedges, what was simulated does not
    double tookMs = 0.0;                ///< to compute, without waiting for an older query

    bool enough() const { return recorded >= kWhatIfLeast; }
    /// How far the simulation of what happened is off, as a share of what happened; empty = nothing was answered.
    std::optional<double> errorOfP50() const { return errorOf(simulated.latency.p50, happened.latency.p50); }
    std::optional<double> errorOfP95() const { return errorOf(simulated.latency.p95, happened.latency.p95); }

private:
    static std::optional<double> errorOf(double simulated, double happened)
    {
        return happened > 0.0 ? std::optional(simulated / happened - 1.0) : std::nullopt;
    }
};

/// Called once, on the engine's thread.
using WhatIfDone = std::function<void(Result<WhatIfAnswer>)>;

} // namespace straightline
