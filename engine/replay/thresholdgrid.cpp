// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/thresholdgrid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/replay/tuner.h"
#include "engine/replay/whatif.h"

namespace straightline::replay
{

namespace
{

constexpr double kBeyond = 1.05; ///< the axes reach over what the requests are: "never" and "always" are points too

std::vector<double> frequencyAxis(const PreparedRequests& requests, std::uint32_t steps)
{
    const auto [least, most] = std::minmax_element(requests.frequencyHz.begin(), requests.frequencyHz.end());
    const double from = *least / kBeyond;
    const double to = std::max(*most * kBeyond, from + 1.0);
    std::vector<double> axis;
    for (std::uint32_t i = 0; i < steps; ++i)
        axis.push_back(std::round((from + (to - from) * i / (steps - 1)) * 1e3) / 1e3);
    return axis;
}

std::vector<std::uint64_t> sizeAxis(const PreparedRequests& requests, std::uint32_t steps)
{
    const auto [least, most] = std::minmax_element(requests.sizeBytes.begin(), requests.sizeBytes.end());
    const double from = std::max(static_cast<double>(*least) / kBeyond, 1.0);
    const double to = std::max(static_cast<double>(*most) * kBeyond, from * 2.0 + steps); // each step another byte
    std::vector<std::uint64_t> axis;
    for (std::uint32_t i = 0; i < steps; ++i) {
        const auto size = static_cast<std::uint64_t>(std::llround(from * std::pow(to / from, double(i) / (steps - 1))));
        axis.push_back(axis.empty() ? size : std::max(size, axis.back() + 1));
    }
    return axis;
}

/// So that a part of the points is spread over all of them: steps of about the golden ratio, coprime to `count`.
std::size_t strideOf(std::size_t count)
{
    auto stride = static_cast<std::size_t>(static_cast<double>(count) * 0.6180339887);
    while (stride > 1 && std::gcd(stride, count) != 1)
        --stride;
    return std::max<std::size_t>(stride, 1);
}

SweepAdvice adviceOf(const WhatIfStudy& study, Goal goal, const std::function<bool()>& stopped)
{
    SweepAdvice advice;
    const std::vector<TraceRow> rows = study.trace();
    const auto tuning = tune(study.application(), rows, {.goal = goal}, stopped);
    if (!tuning) {
        const bool isStopped = tuning.error().code == ErrorCode::Cancelled;
        advice.kind = isStopped ? AdviceKind::None : AdviceKind::Unable;
        advice.reason = isStopped ? std::string() : tuning.error().detail;
        return advice;
    }
    advice.kind = tuning->better ? AdviceKind::Better : AdviceKind::NoBetter;
    advice.thresholds = tuning->best.thresholds;
    advice.p95Percent = tuning->proof.p95Percent;
    advice.failurePoints = tuning->proof.failurePoints;
    advice.costPercent = tuning->proof.costPercent;
    advice.provenOn = tuning->proof.requests;
    advice.tunedOn = rows.size() - std::min<std::uint64_t>(tuning->proof.requests, rows.size());
    return advice;
}

} // namespace

Result<void> check(const SweepThresholds& wanted)
{
    for (const auto& [name, steps] :
         {std::pair{"frequency_steps", wanted.frequencySteps}, std::pair{"size_steps", wanted.sizeSteps}}) {
        if (steps < kSweepLeastSteps || steps > kSweepMostSteps)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} = {}: allowed is {} … {}", name, steps, kSweepLeastSteps, kSweepMostSteps));
    }
    if (wanted.goal == Goal::Slo)
        return failure(ErrorCode::InvalidArgument, "goal = slo: allowed is p95, failures, cost");
    return {};
}

Result<ThresholdSweep> sweepThresholds(const ApplicationConfiguration& application, const std::vector<RequestRow>& rows,
                                       const SweepThresholds& wanted, const SweepHooks& hooks)
{
    if (auto good = check(wanted); !good)
        return tl::make_unexpected(good.error());
    if (application.backends.empty())
        return failure(ErrorCode::Conflict, "application \"" + application.name + "\" has no backend");
    const WhatIfStudy study(application, rows);
    if (study.requests() < kWhatIfLeast)
        return failure(ErrorCode::Conflict, fmt::format("a sweep needs at least {} recorded requests; there are {}",
                                                        kWhatIfLeast, study.requests()));
    ThresholdSweep sweep;
    sweep.application = application.name;
    sweep.goal = wanted.goal;
    sweep.requests = study.requests();
    sweep.present = application.thresholds;
    sweep.policy = application.policy;
    sweep.withoutHedging = hedges(study.application());
    std::tie(sweep.fromUnixMicros, sweep.toUnixMicros) = study.span();
    sweep.frequenciesHz = frequencyAxis(study.prepared(), wanted.frequencySteps);
    sweep.sizesBytes = sizeAxis(study.prepared(), wanted.sizeSteps);
    for (const double frequency : sweep.frequenciesHz) {
        for (const std::uint64_t size : sweep.sizesBytes)
            sweep.points.push_back({.thresholds = {.frequencyHz = frequency, .sizeBytes = size}});
    }
    const std::size_t count = sweep.points.size();
    const std::size_t stride = strideOf(count);
    std::size_t at = 0;
    for (; sweep.done < count && !hooks.stopped(); ++sweep.done, at = (at + stride) % count) {
        SweepPoint& point = sweep.points[at];
        const WhatIfFigures figures = study.figuresUnder(PolicyKind::Straightline, point.thresholds);
        point.isDone = true;
        point.p95Ms = figures.latency.p95;
        point.failedShare = static_cast<double>(figures.failures()) / static_cast<double>(figures.requests);
        point.usd = figures.usd;
        hooks.told(sweep.done + 1, count);
    }
    markFront(sweep.points);
    sweep.isComplete = sweep.done == count;
    if (sweep.isComplete) {
        hooks.tuning();
        sweep.advice = adviceOf(study, wanted.goal, hooks.stopped);
        sweep.isComplete = sweep.advice.kind != AdviceKind::None;
    }
    return sweep;
}

} // namespace straightline::replay
