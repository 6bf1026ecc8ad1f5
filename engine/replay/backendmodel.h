// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/words.h"

namespace straightline::replay
{

enum class Spread : std::uint8_t {
    Deterministic,
    Exponential,
    Lognormal,
    Empirical, ///< as measured: BackendModel::residuals; of fitted models only
};

/// How a simulated backend behaves. Its capacity (most requests in flight) and payload limit are its configuration's.
///
/// Service time = (service + perMb × size + perWork × work) × noise, the noise with mean 1. Each of `replicas` serves
/// `workers` of them at a time; the gateway gives the next to the replica with the fewest. The rest waits inside the
/// replica, first come first served, and what finds `backlog` waiting is refused a connection. More than `concurrency`
/// at once are answered 429. With a cold start, a request that finds no idle instance starts one; an instance that was
/// idle for keepAlive is gone.
struct BackendModel {
    double serviceMs = 10.0; ///< of an empty body, ≥ 0
    double perMbMs = 0.0;    ///< for each 10^6 bytes of body, ≥ 0
    double perWorkMs = 0.0;  ///< for each unit of the trace's column `work`, ≥ 0
    Spread distribution = Spread::Deterministic;
    double cv = 0.5;               ///< standard deviation / mean of the lognormal noise, 0 … 10
    std::uint32_t workers = 0;     ///< of each replica, served at a time; 0 = as many as the capacity
    std::uint32_t replicas = 1;    ///< 1 … 1000
    std::uint32_t backlog = 0;     ///< most that wait inside; 0 = no limit
    std::uint32_t concurrency = 0; ///< most at once, the others are answered 429; 0 = no limit
    double startMs = 0.0;          ///< until it serves again after a crash
    double networkMs = 0.0;        ///< there and back; takes no worker
    double coldStartMs = 0.0;      ///< mean; 0 = always warm
    double coldStartCv = 0.5;      ///< standard deviation / mean of the lognormal cold start, 0 … 10
    double keepAliveS = 300.0;
    double usdPerRequest = 0.0;
    double usdPerGbS = 0.0; ///< for memoryGb × each second of service, cold start included
    double memoryGb = 0.5;
    double usdPerHour = 0.0; ///< of each replica, for as long as the trace lasts
    /// Of Empirical: the noise's quantiles at (i + ½) / count, ascending, with mean 1; between them straight lines.
    std::vector<float> residuals{};

    bool operator==(const BackendModel&) const = default;
};

/// Each field against its range; the error names it, its value and what is allowed.
[[nodiscard]] Result<void> validate(const BackendModel& model);

/// What is taken when neither the site nor recorded requests say more: the table of experiment design in the
/// documentation, per tier, for requests of unit work.
BackendModel defaultModel(Tier tier);

/// Service time in ns for one request. `word` is the request's own random word at this backend.
std::int64_t serviceNanos(const BackendModel& model, std::uint64_t sizeBytes, double work, std::uint64_t word);

/// The same without noise, and there and back: what a request takes at an idle backend.
std::int64_t unloadedNanos(const BackendModel& model, std::uint64_t sizeBytes, double work);

/// A cold start in ns, lognormal around its mean; 0 when the model has none.
std::int64_t coldStartNanos(const BackendModel& model, std::uint64_t word);

/// What it costs to have it for so long, and `invocations` that it worked on for `billedNanos` together.
double usdOf(const BackendModel& model, double hours, std::uint64_t invocations, std::uint64_t billedNanos);

} // namespace straightline::replay
