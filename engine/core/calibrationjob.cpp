// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured: made from the wish and from how the application is routed now.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/core/calibrationrun.h"

namespace straightline::core
{

namespace
{

constexpr std::uint64_t kGeneratedBytes = 16'384;

/// `sampleBytes`: the least that a body has.
std::string reasonAgainst(const BackendRoute& backend, bool withFunctions, std::uint64_t sampleBytes)
{
    const bool isFunction = backend.kind == BackendKind::Function;
    if (isFunction && !withFunctions)
        return fmt::format("backend \"{}\" is of kind function: only the running engine measures it", backend.name);
    if (sampleBytes > backend.largestBodyBytes())
        return fmt::format("backend \"{}\" takes no more than {} bytes, and the sample has {}", backend.name,
                           backend.largestBodyBytes(), sampleBytes);
    if (!backend.inService || (!isFunction && backend.endpoints.empty()))
        return fmt::format("backend \"{}\" is not in service", backend.name);
    return {};
}

void addBackend(CalibrationJob& job, const BackendRoute& backend, bool withFunctions)
{
    calibration::TierTargets& tier = job.tiers[static_cast<std::size_t>(backend.tier)];
    if (const std::string reason = reasonAgainst(backend, withFunctions, calibrationBody(job.sample, 0).size());
        !reason.empty()) {
        tier.why += (tier.why.empty() ? "" : "; ") + reason;
        return;
    }
    tier.reachable = true;
    const std::uint64_t limit = backend.largestBodyBytes();
    if (limit != std::numeric_limits<std::uint64_t>::max())
        tier.payloadLimitBytes = tier.payloadLimitBytes > 0 ? std::min(tier.payloadLimitBytes, limit) : limit;
    CalibrationTarget target;
    target.backend = backend.name;
    target.usdPerSecond = static_cast<double>(backend.nanoUsdPerSecond) / 1e9;
    target.warmUpBytes = std::min(job.rateBytes, limit);
    tier.usdPerSecond = std::max(tier.usdPerSecond, target.usdPerSecond);
    job.usdPerSecond = std::max(job.usdPerSecond, target.usdPerSecond);
    const double warmUpUsd =
        kCalibrationWarmUps * std::chrono::duration<double>(job.limits.latencyBound).count() * target.usdPerSecond;
    auto& targets = job.targets[static_cast<std::size_t>(backend.tier)];
    if (backend.kind == BackendKind::Function) {
        target.function = backend.number;
        target.capacity = backend.capacity;
        job.warmUpUsd += warmUpUsd;
        targets.push_back(std::move(target));
        return;
    }
    for (const Endpoint& endpoint : backend.endpoints) {
        target.at = {
            .endpoint = endpoint, .hostHeader = backend.hostHeader, .path = backend.basePath, .tls = backend.tls};
        job.warmUpUsd += warmUpUsd;
        targets.push_back(target);
    }
}

SampleRequest sampleOf(const CalibrateApplication& wanted, const std::string& application)
{
    const SampleRequest zeros{.path = {}, .contentType = "application/octet-stream", .body = {}};
    SampleRequest sample = wanted.sample.value_or(zeros);
    if (sample.path.empty())
        sample.path = fmt::format("/v2/models/{}/infer", application);
    return sample;
}

} // namespace

Result<CalibrationJob> calibrationJob(const CalibrateApplication& wanted, const ApplicationRoute& route,
                                      bool withFunctions)
{
    if (auto good = validate(wanted.limits); !good)
        return tl::make_unexpected(good.error());
    CalibrationJob job;
    job.application = route.name;
    job.limits = wanted.limits;
    job.sample = sampleOf(wanted, route.name);
    job.rateBytes = wanted.limits.rateBytes > 0 ? wanted.limits.rateBytes
                    : !job.sample.body.empty()  ? job.sample.body.size()
                                                : kGeneratedBytes;
    job.rateBytes = calibrationBody(job.sample, job.rateBytes).size();
    for (calibration::TierTargets& each : job.tiers)
        each.why.clear();
    for (const BackendRoute& backend : route.backends)
        addBackend(job, backend, withFunctions);
    for (const Tier tier : kTiers) {
        calibration::TierTargets& each = job.tiers[static_cast<std::size_t>(tier)];
        if (!each.reachable && each.why.empty())
            each.why = "it has no backend";
    }
    const auto isReachable = [&](Tier tier) { return job.tiers[static_cast<std::size_t>(tier)].reachable; };
    if (!isReachable(Tier::Local) && (!isReachable(Tier::Container) || !isReachable(Tier::Serverless)))
        return failure(ErrorCode::Conflict,
                       fmt::format("nothing can be located of \"{}\": local: {}; container: {}; serverless: {}",
                                   route.name, job.tiers[0].why, job.tiers[1].why, job.tiers[2].why));
    if (job.warmUpUsd > job.limits.mostUsd)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("most_usd = {:g}: allowed is from {:g} on, which warming up may cost",
                                   job.limits.mostUsd, job.warmUpUsd));
    if (!wanted.consent)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("consent is needed: the live backends of \"{}\" would get {}", route.name,
                                   toText(boundOf(job.limits, job.rateBytes, job.usdPerSecond))));
    return job;
}

} // namespace straightline::core
