// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/calibrator.h"

#include <fmt/format.h>

namespace straightline::core
{

namespace
{

std::string sentenceOf(const CalibrationResult& result)
{
    const std::string f =
        result.frequency.value ? fmt::format("F = {:.4g}/s", *result.frequency.value) : "F not locatable";
    const std::string d = result.size.value ? fmt::format("D = {:.0f} bytes", *result.size.value) : "D not locatable";
    return f + ", " + d;
}

} // namespace

Result<Operation> Calibrator::start(const CalibrateApplication& wanted, const ApplicationRoute* route,
                                    backends::Operations& books, const Actor& actor)
{
    if (route == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", wanted.application));
    auto job = calibrationJob(wanted, *route, true);
    if (!job)
        return tl::make_unexpected(job.error());
    if (m_running)
        return failure(ErrorCode::Conflict, "a calibration is under way: one at a time");
    m_running = true;
    const Operation operation = books.begin("calibration", wanted.application, actor.name);
    const backends::Scope scope = m_scope.child();
    m_current = scope;
    books.setCanceller(operation.id, [scope] { scope.stop(); });
    m_results[wanted.application] = {};
    backends::spawn(run(std::make_shared<const CalibrationJob>(std::move(*job)), operation.id,
                        books.progressOf(operation.id), &books, scope));
    return books.find(operation.id);
}

QCoro::Task<void> Calibrator::run(CalibrationJobPtr job, std::uint64_t operation, backends::OperationProgress progress,
                                  backends::Operations* books, backends::Scope scope)
{
    const backends::Scope whole = m_scope;
    const CalibrationTold told = [this, operation, progress](const CalibrationResult& soFar, const std::string& doing,
                                                             double share) {
        keep(soFar, operation);
        progress.report(doing, share);
    };
    Result<CalibrationResult> result = co_await calibrate(m_ways, scope, job, told);
    if (whole.stopped())
        co_return; // we are gone
    m_running = false;
    if (result) {
        const std::string sentence = sentenceOf(*result);
        keep(std::move(*result), operation);
        books->finish(operation, OperationState::Succeeded, sentence);
        co_return;
    }
    const bool cancelled = result.error().code == ErrorCode::Cancelled;
    books->finish(operation, cancelled ? OperationState::Cancelled : OperationState::Failed, result.error().detail);
}

void Calibrator::keep(CalibrationResult result, std::uint64_t operation)
{
    result.operation = operation;
    result.taken = m_clock.wallNow();
    const std::string application = result.application;
    m_results[application] = std::move(result);
}

CalibrationResult Calibrator::result(const std::string& application) const
{
    const auto found = m_results.find(application);
    CalibrationResult result = found == m_results.end() ? CalibrationResult{} : found->second;
    result.application = application;
    return result;
}

} // namespace straightline::core
