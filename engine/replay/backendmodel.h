// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/result.h"
#include "engine/api/words.h"

namespace straightline::replay
{

enum class Spread : std::uint8_t { Deterministic, Exponential, Lognormal };

/// How a simulated backend behaves. Its capacity (most requests in flight) and payload limit are its configuration's.
///
/// Service time = (service + perMb × size + perWork × work) × noise, the noise with mean 1. `workers` of them are
/// served at a time, the rest waits inside the backend, first come first served. With a cold start, a request that
/// finds no idle instance starts one; an instance that was idle for keepAlive is gone.
struct BackendModel {
    double serviceMs = 10.0; ///< of an empty body, ≥ 0
    double perMbMs = 0.0;    ///< for each 10^6 bytes of body, ≥ 0
    double perWorkMs = 0.0;  ///< for each unit of the trace's column `work`, ≥ 0
    Spread distribution = Spread::Deterministic;
    double cv = 0.5;           ///< standard deviation / mean of the noise; of lognormal and of a cold start, 0 … 10
    std::uint32_t workers = 0; ///< served at a time; 0 = as many as the capacity
    double networkMs = 0.0;    ///< there and back; takes no worker
    double coldStartMs = 0.0;  ///< mean; 0 = always warm
    double keepAliveS = 300.0;
    double usdPerRequest = 0.0;
    double usdPerGbS = 0.0; ///< for memoryGb × each second of service, cold start included
    double memoryGb = 0.5;
    double usdPerHour = 0.0; ///< for as long as the trace lasts

    bool operator==(const BackendModel&) const = default;
};

/// Each field against its range; the error names it, its value and what is allowed.
[[nodiscard]] Result<void> validate(const BackendModel& model);

/// What is taken when neither the site nor recorded requests say more: the table of experiment design in the
/// documentation, per tier, for requests of unit work.
BackendModel defaultModel(Tier tier);

/// Service time in ns for one request. `word` is the request's own random word at this backend.
std::int64_t serviceNanos(const BackendModel& model, std::uint64_t sizeBytes, double work, std::uint64_t word);

/// A cold start in ns, lognormal around its mean; 0 when the model has none.
std::int64_t coldStartNanos(const BackendModel& model, std::uint64_t word);

} // namespace straightline::replay
