// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include <QCoroTask>

#include "engine/api/clock.h"
#include "engine/api/operation.h"
#include "engine/backends/operations.h"
#include "engine/core/calibrationrun.h"

namespace straightline::core
{

/// Runs calibrations as operations, one at a time, and keeps the latest result of each application. Engine thread;
/// owned by the engine.
class Calibrator
{
public:
    /// `clock` and `functions` outlive it. `inFlight`: requests of clients at a backend.
    Calibrator(const Clock& clock, FunctionRuntime& functions, std::function<std::uint32_t(std::uint32_t)> inFlight)
        : m_clock(clock)
        , m_ways{&m_http, &functions, std::move(inFlight)}
    {
    }
    ~Calibrator() { m_scope.stop(); }
    Calibrator(const Calibrator&) = delete;
    Calibrator& operator=(const Calibrator&) = delete;

    /// `books` outlives it, or every operation has ended. Conflict: one is under way; else as calibrationJob().
    [[nodiscard]] Result<Operation> start(const CalibrateApplication& wanted, const ApplicationRoute* route,
                                          backends::Operations& books, const Actor& actor);
    /// The latest, also one under way; without an operation: there was none.
    CalibrationResult result(const std::string& application) const;

    /// Ends the one that is under way: nothing is sent any more.
    void cancel() { m_current.stop(); }

private:
    QCoro::Task<void> run(CalibrationJobPtr job, std::uint64_t operation, backends::OperationProgress progress,
                          backends::Operations* books, backends::Scope scope);
    void keep(CalibrationResult result, std::uint64_t operation);

    const Clock& m_clock;
    backends::CurlClient m_http;
    CalibrationWays m_ways;
    std::map<std::string, CalibrationResult> m_results; ///< by application
    bool m_running = false;
    backends::Scope m_current; ///< of the latest
    backends::Scope m_scope;
};

} // namespace straightline::core
