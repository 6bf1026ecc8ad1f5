// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/configuration.h"
#include "engine/api/result.h"

// F and D located by measuring the live backends (StraightLine, section 1.4, "empirical calibration").
namespace straightline
{

/// What a calibration may do to the backends. Ranges: calibrationFields().
struct CalibrationLimits {
    double leastPerSecond = 2.0; ///< where the sweep of rates begins, and the rate of the sweep of sizes
    double mostPerSecond = 50.0;
    std::uint64_t leastBytes = 4'096; ///< where the sweep of sizes begins
    std::uint64_t mostBytes = 8'388'608;
    std::uint64_t rateBytes = 0; ///< body in the sweep of rates; 0 = the sample's, or 16 KiB without one
    std::uint32_t mostRequests = 5'000;
    std::chrono::milliseconds step{5'000};         ///< length of a step, longer where it would be under 20 requests
    std::chrono::milliseconds latencyBound{5'000}; ///< no answer is waited for longer; a p95 of half of it ends a sweep
    double tolerance = 0.01;                       ///< share of failures that counts as none
    double stopShare = 0.2;                        ///< share of failures at which a step ends at once
    double mostUsd = 1.0; ///< by the backends' usd_per_second: no step begins that may cost more

    bool operator==(const CalibrationLimits&) const = default;
};

/// One of them: its name in the management API (in the command line with -), its range, how it is read and set.
struct CalibrationField {
    std::string_view name;
    double least;
    double most;
    std::string_view about;
    double (*get)(const CalibrationLimits& limits);
    void (*set)(CalibrationLimits& limits, double value);
    bool whole;
};
std::span<const CalibrationField> calibrationFields();

/// Each against its range, and against each other; the error names the field, its value and what is allowed.
[[nodiscard]] Result<void> validate(const CalibrationLimits& limits);

/// What a calibration sends at most: what consent is asked for.
struct CalibrationBound {
    double mostPerSecond = 0.0;
    std::uint32_t mostRequests = 0;
    std::uint64_t mostBytes = 0;
    std::chrono::seconds longest{0};
    double mostUsd = 0.0; ///< at the backends' usd_per_second, cold starts included; 0 = none is priced
};
/// How many requests a step at this rate has.
std::uint32_t stepRequests(const CalibrationLimits& limits, double perSecond);
/// `usdPerSecond`: of the dearest backend. `rateBytes`: the body in the sweep of rates.
CalibrationBound boundOf(const CalibrationLimits& limits, std::uint64_t rateBytes, double usdPerSecond);
/// "at most 50 requests/s, …", English.
std::string toText(const CalibrationBound& bound);

enum class CalibrationSweep : std::uint8_t { Rate, Size };

inline constexpr int kCalibrationNarrowings = 4;        ///< times that a gap is halved
inline constexpr std::uint32_t kCalibrationWarmUps = 3; ///< requests to each backend that do not count

/// What one step measured at one tier.
struct CalibrationPoint {
    CalibrationSweep sweep = CalibrationSweep::Rate;
    Tier tier = Tier::Local;
    double perSecond = 0.0;
    std::uint64_t sizeBytes = 0;
    std::uint32_t sent = 0;
    std::uint32_t failures = 0; ///< no answer in time, none at all, or one that is not 2xx
    /// From the intended instant; a failure counts as the latency bound. Without the answered cold starts, unless there
    /// was nothing else.
    double p50Ms = 0.0;
    double p95Ms = 0.0;
    std::uint32_t coldStarts = 0; ///< answered by an instance whose first request it was
    double coldP50Ms = 0.0;       ///< of these, the start included
    double coldP95Ms = 0.0;
    double usd = 0.0;         ///< what it cost by the backends' usd_per_second, cold starts included
    std::string firstFailure; ///< what the first one said; empty = none

    double failureShare() const { return sent > 0 ? static_cast<double>(failures) / sent : 0.0; }
    bool operator==(const CalibrationPoint&) const = default;
};

/// A threshold as found, or why it could not be.
struct CalibrationFinding {
    std::optional<double> value{}; ///< requests/s, or bytes; empty: not locatable
    std::string why;               ///< English

    bool operator==(const CalibrationFinding&) const = default;
};

struct CalibrationResult {
    std::string application;
    std::uint64_t operation = 0; ///< that measured it; 0 = none has
    WallTime taken{};            ///< its end, or of the latest step
    bool complete = false;       ///< false: under way, cancelled or failed
    std::vector<CalibrationPoint> points;
    CalibrationFinding frequency; ///< F
    CalibrationFinding size;      ///< D
    std::vector<std::string> notes;

    bool operator==(const CalibrationResult&) const = default;
};

std::string_view toString(CalibrationSweep sweep); ///< "rate", "size"

} // namespace straightline
