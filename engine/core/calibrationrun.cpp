// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/calibrationrun.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <fmt/format.h>

#include "engine/core/calibrationrequests.h"
#include "engine/core/functionprobes.h"

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
constexpr std::chrono::milliseconds kCollectEvery{2}; ///< answers of functions; their times are the pool's

/// One step under way; shared by its requests.
struct StepRun {
    Step step;
    double boundMs = 0.0;
    std::vector<double> tookMs;
    std::vector<double> coldMs;
    double usd = 0.0;
    std::uint32_t sent = 0;
    std::uint32_t failures = 0;
    std::uint32_t inFlight = 0;
    std::string firstFailure;
    backends::Bell ended;

    /// `usdPerSecond` of the backend.
    void pay(double tookOfIt, double usdPerSecond) { usd += std::min(tookOfIt, boundMs) / 1e3 * usdPerSecond; }
    void fail(const std::string& why)
    {
        if (failures++ == 0)
            firstFailure = why;
        tookMs.push_back(boundMs);
    }
};
using StepRunPtr = std::shared_ptr<StepRun>;

/// What came of warming up.
struct WarmedUp {
    double usd = 0.0;
    std::vector<std::string> notes;
};
using WarmedUpPtr = std::shared_ptr<WarmedUp>;

double millisOf(std::chrono::microseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

QCoro::Task<void> sendOne(CurlClient* http, Scope scope, HttpRequest request, double usdPerSecond, StepRunPtr run,
                          Steady::time_point meant)
{
    const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    const double took = std::chrono::duration<double, std::milli>(Steady::now() - meant).count();
    --run->inFlight;
    run->pay(took, usdPerSecond);
    if (isGood(reply) && took <= run->boundMs)
        run->tookMs.push_back(took);
    else
        run->fail(isGood(reply) ? std::string("no answer in time") : problemOf(reply));
    run->ended.ring();
}

void take(StepRun& run, const ProbeEnd& end, double usdPerSecond)
{
    --run.inFlight;
    if (end.answer.started) // its start, and its work; not its waiting for others
        run.pay(millisOf(end.answer.took) + (end.answer.coldStart ? millisOf(end.answer.waited) : 0.0), usdPerSecond);
    if (!isGood(end.answer) || end.tookMs > run.boundMs)
        run.fail(isGood(end.answer) ? std::string("no answer in time") : problemOf(end.answer));
    else
        (end.answer.coldStart ? run.coldMs : run.tookMs).push_back(end.tookMs);
    run.ended.ring();
}

/// Of the functions among the targets of a step.
struct StepProbes {
    std::map<std::uint32_t, FunctionProbes> byNumber;
    std::map<std::uint32_t, double> usdPerSecond;

    bool areIdle() const
    {
        return std::all_of(byNumber.begin(), byNumber.end(), [](const auto& each) { return each.second.isIdle(); });
    }
};
using StepProbesPtr = std::shared_ptr<StepProbes>;

StepProbesPtr probesOf(const CalibrationWays& ways, const std::vector<CalibrationTarget>& targets)
{
    auto probes = std::make_shared<StepProbes>();
    for (const CalibrationTarget& each : targets) {
        if (each.function == 0)
            continue;
        probes->byNumber.try_emplace(each.function, *ways.functions, each.function, each.capacity, ways.inFlight);
        probes->usdPerSecond[each.function] = each.usdPerSecond;
    }
    return probes;
}

/// Hands over and collects what functions get and answer, as long as others hold `probes` or there is anything left.
QCoro::Task<void> collectAll(Scope scope, StepProbesPtr probes, StepRunPtr run)
{
    while (!scope.stopped() && (probes.use_count() > 1 || !probes->areIdle())) {
        for (auto& [number, each] : probes->byNumber) {
            for (const ProbeEnd& end : each.collect())
                take(*run, end, probes->usdPerSecond[number]);
        }
        const bool goesOn = co_await scope.sleep(kCollectEvery);
        (void)goesOn;
    }
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
    std::sort(run.coldMs.begin(), run.coldMs.end());
    std::vector<double>& counted = run.tookMs.empty() ? run.coldMs : run.tookMs;
    CalibrationPoint point;
    point.sweep = run.step.sweep;
    point.tier = run.step.tier;
    point.perSecond = run.step.perSecond;
    point.sizeBytes = run.step.sizeBytes;
    point.sent = run.sent;
    point.failures = run.failures;
    point.p50Ms = percentile(counted, 0.50);
    point.p95Ms = percentile(counted, 0.95);
    point.coldStarts = static_cast<std::uint32_t>(run.coldMs.size());
    point.coldP50Ms = percentile(run.coldMs, 0.50);
    point.coldP95Ms = percentile(run.coldMs, 0.95);
    point.usd = run.usd;
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

/// One request to `target`, counted from `meant` on.
void sendTo(const CalibrationTarget& target, const CalibrationWays& ways, const Scope& scope, const CalibrationJob& job,
            StepProbes& probes, const StepRunPtr& run, Steady::time_point meant)
{
    const std::uint64_t size = run->step.sizeBytes;
    if (const auto function = probes.byNumber.find(target.function); function != probes.byNumber.end())
        return function->second.send(eventFor(job, size), meant);
    HttpRequest request = requestTo(target, job, size);
    backends::spawn(sendOne(ways.http, scope, std::move(request), target.usdPerSecond, run, meant));
}

QCoro::Task<void> sendAll(CalibrationWays ways, Scope scope, CalibrationJobPtr job, StepRunPtr run)
{
    const Step step = run->step;
    const auto& targets = job->targets[static_cast<std::size_t>(step.tier)];
    const StepProbesPtr probes = probesOf(ways, targets);
    if (!probes->byNumber.empty())
        backends::spawn(collectAll(scope, probes, run));
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
        sendTo(targets[i % targets.size()], ways, scope, *job, *probes, run, std::min(due, Steady::now()));
    }
}

QCoro::Task<CalibrationPoint> measure(CalibrationWays ways, Scope scope, CalibrationJobPtr job, Step step)
{
    auto run = std::make_shared<StepRun>();
    run->step = step;
    run->boundMs = std::chrono::duration<double, std::milli>(job->limits.latencyBound).count();
    co_await sendAll(ways, scope, job, run);
    while (run->inFlight > 0 && !scope.stopped()) {
        const bool goesOn = co_await run->ended.wait(scope, kPause); // each request has its own deadline
        if (!goesOn)
            break;
    }
    const bool paused = co_await scope.sleep(kPause);
    (void)paused;
    co_return pointOf(*run);
}

/// What a request to warm up met.
struct WarmUp {
    bool isGood = false;
    bool isStarted = true; ///< false: of a function, and no instance took it
    std::string problem;
    double tookMs = 0.0;
    bool coldStart = false;
};

QCoro::Task<WarmUp> warmUpOnce(CalibrationWays ways, Scope scope, CalibrationJobPtr job, CalibrationTarget target)
{
    WarmUp met;
    const Steady::time_point begun = Steady::now();
    if (target.function == 0) {
        HttpRequest request = requestTo(target, *job, target.warmUpBytes);
        const Result<HttpReply> reply = co_await ways.http->send(scope, std::move(request));
        met.isGood = isGood(reply);
        met.problem = met.isGood ? std::string() : problemOf(reply);
        met.tookMs = std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
        co_return met;
    }
    FunctionProbes probes(*ways.functions, target.function, target.capacity, ways.inFlight);
    probes.send(eventFor(*job, target.warmUpBytes), begun);
    while (!scope.stopped()) {
        const std::vector<ProbeEnd> ended = probes.collect();
        if (!ended.empty()) {
            const TrialAnswer& answer = ended.front().answer;
            met.isGood = isGood(answer);
            met.isStarted = answer.started;
            met.problem = met.isGood ? std::string() : problemOf(answer);
            met.tookMs = ended.front().tookMs;
            met.coldStart = answer.coldStart;
            break;
        }
        const bool goesOn = co_await scope.sleep(kCollectEvery);
        (void)goesOn;
    }
    co_return met;
}

/// Some requests that do not count: connections and instances are there, and the sample is taken. What it cost, and
/// when an instance of a function was started for it, how long that took.
QCoro::Task<Result<void>> warmUp(CalibrationWays ways, Scope scope, CalibrationJobPtr job, CalibrationTarget target,
                                 WarmedUpPtr warmed)
{
    WarmUp last;
    for (std::uint32_t i = 0; i < kCalibrationWarmUps; ++i) {
        last = co_await warmUpOnce(ways, scope, job, target);
        if (scope.stopped())
            co_return Result<void>(failure(ErrorCode::Cancelled, "cancelled"));
        warmed->usd += last.tookMs / 1e3 * target.usdPerSecond;
        if (last.coldStart && last.isGood)
            warmed->notes.push_back(
                fmt::format("backend \"{}\" answered its first request in {:.0f} ms, its cold start included",
                            target.backend, last.tookMs));
    }
    if (last.isGood)
        co_return Result<void>();
    Error error{ErrorCode::Refused, {}};
    error.detail = last.isStarted
                       ? fmt::format("backend \"{}\" does not take the sample (POST {}, {}): {}; give another sample",
                                     target.backend, job->sample.path, job->sample.contentType, last.problem)
                       : fmt::format("backend \"{}\" gives no answer: {}", target.backend, last.problem);
    co_return Result<void>(tl::make_unexpected(error));
}

CalibrationResult resultOf(const CalibrationJob& job, const calibration::Study& study, const WarmedUp& warmed,
                           bool complete)
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
    result.notes.insert(result.notes.end(), warmed.notes.begin(), warmed.notes.end());
    return result;
}

} // namespace

QCoro::Task<Result<CalibrationResult>> calibrate(CalibrationWays ways, Scope scope, CalibrationJobPtr job,
                                                 CalibrationTold told)
{
    using Known = Result<CalibrationResult>;
    calibration::Study study(job->limits, job->tiers, job->rateBytes);
    const auto warmed = std::make_shared<WarmedUp>();
    for (const auto& tier : job->targets) {
        for (const CalibrationTarget& target : tier) {
            told(resultOf(*job, study, *warmed, false), fmt::format("warming up \"{}\"", target.backend), 0.0);
            const Result<void> warm = co_await warmUp(ways, scope, job, target, warmed);
            if (!warm)
                co_return Known(tl::make_unexpected(warm.error()));
        }
    }
    study.spend(warmed->usd);
    std::optional<Step> step = study.next();
    while (step) {
        told(resultOf(*job, study, *warmed, false), doingOf(*step), study.progress());
        CalibrationPoint point = co_await measure(ways, scope, job, *step);
        if (scope.stopped())
            co_return Known(failure(ErrorCode::Cancelled, "cancelled: nothing is sent any more"));
        study.measured(std::move(point));
        step = study.next();
    }
    co_return Known(resultOf(*job, study, *warmed, true));
}

} // namespace straightline::core
