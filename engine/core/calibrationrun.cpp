// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/calibrationrun.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "engine/backends/sampleinference.h"

namespace straightline::core
{

using backends::CurlClient;
using backends::HttpReply;
using backends::HttpRequest;
using backends::Scope;
using calibration::Step;

namespace
{

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPause{300}; ///< between steps, for what runs to end
constexpr std::uint32_t kMostInFlight = 1'000;
constexpr std::uint32_t kLeastFailures = 5; ///< that end a step
constexpr std::uint64_t kSeed = 1;

/// One step under way; shared by its requests.
struct StepRun {
    Step step;
    double boundMs = 0.0;
    std::vector<double> tookMs;
    std::uint32_t sent = 0;
    std::uint32_t failures = 0;
    std::uint32_t inFlight = 0;
    std::string firstFailure;
    backends::Bell ended;

    void fail(const std::string& why)
    {
        if (failures++ == 0)
            firstFailure = why;
        tookMs.push_back(boundMs);
    }
};
using StepRunPtr = std::shared_ptr<StepRun>;

bool isGood(const Result<HttpReply>& reply)
{
    return reply && reply->status >= 200 && reply->status < 300;
}

std::string problemOf(const Result<HttpReply>& reply)
{
    if (!reply)
        return reply.error().detail;
    return fmt::format("answered {}: {}", reply->status, backends::errorIn(reply->body));
}

HttpRequest requestTo(const CalibrationTarget& target, const CalibrationJob& job, std::uint64_t sizeBytes)
{
    HttpRequest request = backends::requestTo(target.at, target.at.path + job.sample.path, job.limits.latencyBound);
    request.method = "POST";
    request.headers.push_back("Content-Type: " + job.sample.contentType);
    request.body = calibrationBody(job.sample, sizeBytes);
    request.keepAlive = true;
    return request;
}

QCoro::Task<void> sendOne(CurlClient* http, Scope scope, HttpRequest request, StepRunPtr run, Steady::time_point meant)
{
    const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    const double took = std::chrono::duration<double, std::milli>(Steady::now() - meant).count();
    --run->inFlight;
    if (isGood(reply) && took <= run->boundMs)
        run->tookMs.push_back(took);
    else
        run->fail(isGood(reply) ? std::string("no answer in time") : problemOf(reply));
    run->ended.ring();
}

double percentile(std::vector<double>& sorted, double share)
{
    if (sorted.empty())
        return 0.0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

CalibrationPoint pointOf(StepRun& run)
{
    std::sort(run.tookMs.begin(), run.tookMs.end());
    CalibrationPoint point;
    point.sweep = run.step.sweep;
    point.tier = run.step.tier;
    point.perSecond = run.step.perSecond;
    point.sizeBytes = run.step.sizeBytes;
    point.sent = run.sent;
    point.failures = run.failures;
    point.p50Ms = percentile(run.tookMs, 0.50);
    point.p95Ms = percentile(run.tookMs, 0.95);
    point.firstFailure = run.firstFailure;
    return point;
}

/// Failing so much that the rest would only do harm.
bool isEnough(const StepRun& run, const CalibrationLimits& limits)
{
    const double most = limits.stopShare * static_cast<double>(run.step.requests);
    return run.failures >= kLeastFailures && static_cast<double>(run.failures) >= most;
}

std::string doingOf(const Step& step)
{
    return fmt::format("{} tier: {} requests of {} bytes at {:.4g}/s", toString(step.tier), step.requests,
                       step.sizeBytes, step.perSecond);
}

std::chrono::milliseconds until(Steady::time_point due)
{
    return std::max(std::chrono::floor<std::chrono::milliseconds>(due - Steady::now()), std::chrono::milliseconds(0));
}

QCoro::Task<void> sendAll(CurlClient* http, Scope scope, CalibrationJobPtr job, StepRunPtr run)
{
    const Step step = run->step;
    const auto& targets = job->targets[static_cast<std::size_t>(step.tier)];
    std::mt19937_64 random(kSeed + step.sizeBytes + static_cast<std::uint64_t>(step.perSecond * 1e3));
    std::exponential_distribution<double> gap(step.perSecond);
    Steady::time_point due = Steady::now();
    for (std::uint32_t i = 0; i < step.requests && !isEnough(*run, job->limits); ++i) {
        due += std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(gap(random)));
        const std::chrono::milliseconds wait = until(due);
        if (wait.count() > 0) {
            const bool goesOn = co_await scope.sleep(wait);
            if (!goesOn)
                break;
        }
        ++run->sent;
        if (run->inFlight >= kMostInFlight) {
            run->fail(fmt::format("{} requests are unanswered", kMostInFlight));
            continue;
        }
        ++run->inFlight;
        HttpRequest request = requestTo(targets[i % targets.size()], *job, step.sizeBytes);
        backends::spawn(sendOne(http, scope, std::move(request), run, std::min(due, Steady::now())));
    }
}

QCoro::Task<CalibrationPoint> measure(CurlClient* http, Scope scope, CalibrationJobPtr job, Step step)
{
    auto run = std::make_shared<StepRun>();
    run->step = step;
    run->boundMs = std::chrono::duration<double, std::milli>(job->limits.latencyBound).count();
    co_await sendAll(http, scope, job, run);
    while (run->inFlight > 0 && !scope.stopped()) {
        const bool goesOn = co_await run->ended.wait(scope, kPause); // each request has its own deadline
        if (!goesOn)
            break;
    }
    const bool paused = co_await scope.sleep(kPause);
    (void)paused;
    co_return pointOf(*run);
}

/// Some requests that do not count: connections and instances are there, and the sample is taken.
QCoro::Task<Result<void>> warmUp(CurlClient* http, Scope scope, CalibrationJobPtr job, CalibrationTarget target)
{
    Error error;
    for (std::uint32_t i = 0; i < kCalibrationWarmUps; ++i) {
        HttpRequest request = requestTo(target, *job, job->rateBytes);
        const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
        if (scope.stopped())
            co_return Result<void>(failure(ErrorCode::Cancelled, "cancelled"));
        error.code = isGood(reply) ? ErrorCode::Internal : ErrorCode::Refused;
        error.detail = isGood(reply) ? std::string() : problemOf(reply);
    }
    if (error.code == ErrorCode::Internal)
        co_return Result<void>();
    error.detail = fmt::format("backend \"{}\" does not take the sample (POST {}, {}): {}; give another sample",
                               target.backend, job->sample.path, job->sample.contentType, error.detail);
    co_return Result<void>(tl::make_unexpected(error));
}

CalibrationResult resultOf(const CalibrationJob& job, const calibration::Study& study, bool complete)
{
    CalibrationResult result;
    result.application = job.application;
    result.complete = complete;
    result.points = study.points();
    result.frequency = study.frequency();
    result.size = study.size();
    for (const Tier tier : kTiers) {
        const calibration::TierTargets& each = job.tiers[static_cast<std::size_t>(tier)];
        if (!each.why.empty())
            result.notes.push_back(fmt::format("{} tier: {}", toString(tier), each.why));
    }
    return result;
}

} // namespace

std::string calibrationBody(const SampleRequest& sample, std::uint64_t sizeBytes)
{
    const auto size = static_cast<std::size_t>(sizeBytes);
    const bool isJson = sample.contentType.find("json") != std::string::npos;
    std::string body = sample.body;
    if (body.empty())
        body.push_back(isJson ? ' ' : '\0');
    if (isJson)
        body.resize(std::max(body.size(), size), ' ');
    else if (body.size() >= size)
        body.resize(size);
    else
        while (body.size() < size)
            body.append(body, 0, std::min(body.size(), size - body.size()));
    return body;
}

QCoro::Task<Result<CalibrationResult>> calibrate(CurlClient* http, Scope scope, CalibrationJobPtr job,
                                                 CalibrationTold told)
{
    using Known = Result<CalibrationResult>;
    calibration::Study study(job->limits, job->tiers, job->rateBytes);
    for (const auto& tier : job->targets) {
        for (const CalibrationTarget& target : tier) {
            told(resultOf(*job, study, false), fmt::format("warming up \"{}\"", target.backend), 0.0);
            const Result<void> warm = co_await warmUp(http, scope, job, target);
            if (!warm)
                co_return Known(tl::make_unexpected(warm.error()));
        }
    }
    std::optional<Step> step = study.next();
    while (step) {
        told(resultOf(*job, study, false), doingOf(*step), study.progress());
        CalibrationPoint point = co_await measure(http, scope, job, *step);
        if (scope.stopped())
            co_return Known(failure(ErrorCode::Cancelled, "cancelled: nothing is sent any more"));
        study.measured(std::move(point));
        step = study.next();
    }
    co_return Known(resultOf(*job, study, true));
}

} // namespace straightline::core
