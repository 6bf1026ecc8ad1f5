// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QCoroTask>

#include "engine/api/change.h"
#include "engine/api/functionhost.h"
#include "engine/api/routingtable.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/healthcheck.h"
#include "engine/backends/scope.h"
#include "engine/calibration/study.h"

namespace straightline::core
{

/// One address, or one function, that is measured.
struct CalibrationTarget {
    std::string backend;
    backends::HealthTarget at;  ///< its path is the base of all paths; not of a function
    std::uint32_t function = 0; ///< the number of a backend of kind function; 0 = it is none
    std::uint32_t capacity = 0; ///< of a function: most of its events at a time
    double usdPerSecond = 0.0;
    std::uint64_t warmUpBytes = 0; ///< size of a body that it is warmed up with
};

/// By what requests are sent. All outlive the calibration.
struct CalibrationWays {
    backends::CurlClient* http = nullptr;
    FunctionRuntime* functions = nullptr; ///< null = functions are not measured
    std::function<std::uint32_t(std::uint32_t number)>
        inFlight{}; ///< requests of clients at a backend; with `functions`
};

/// All that a calibration needs to know.
struct CalibrationJob {
    std::string application;
    CalibrationLimits limits;
    SampleRequest sample;         ///< with its path
    std::uint64_t rateBytes = 0;  ///< size of a body in the sweep of rates
    double usdPerSecond = 0.0;    ///< of the dearest backend
    double warmUpUsd = 0.0;       ///< at most
    calibration::Targets tiers{}; ///< what can be measured of each
    std::array<std::vector<CalibrationTarget>, kTierCount> targets{};
};
using CalibrationJobPtr = std::shared_ptr<const CalibrationJob>;

/// What `wanted` means for an application as it is routed now. `withFunctions`: there is a way to them.
/// InvalidArgument: a limit is out of its range, or consent is missing, with what would be sent; Conflict: nothing of
/// it can be measured.
[[nodiscard]] Result<CalibrationJob> calibrationJob(const CalibrateApplication& wanted, const ApplicationRoute& route,
                                                    bool withFunctions);

/// The body of a request: the sample made so long, JSON by blanks behind it, others by repeating; zeros without one.
std::string calibrationBody(const SampleRequest& sample, std::uint64_t sizeBytes);

/// Told after each step what is known so far, what is measured next and how much is done.
using CalibrationTold = std::function<void(const CalibrationResult& soFar, const std::string& doing, double progress)>;

/// Measures and concludes. Requests are sent open loop, at times of a Poisson process, and counted from the instant
/// they were meant to be sent; nothing is sent any more once the scope has stopped: Cancelled. Refused: a backend does
/// not take the sample. Cold starts of functions are counted apart. Thread: of `ways.http`.
QCoro::Task<Result<CalibrationResult>> calibrate(CalibrationWays ways, backends::Scope scope, CalibrationJobPtr job,
                                                 CalibrationTold told);

} // namespace straightline::core
