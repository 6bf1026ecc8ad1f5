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

std::string reasonAgainst(const BackendRoute& backend)
{
    if (backend.kind == BackendKind::Function)
        return fmt::format("backend \"{}\" is of kind function: only kinds http and container are measured",
                           backend.name);
    if (!backend.inService || backend.endpoints.empty())
        return fmt::format("backend \"{}\" is not in service", backend.name);
    return {};
}

void addBackend(CalibrationJob& job, const BackendRoute& backend)
{
    calibration::TierTargets& tier = job.tiers[static_cast<std::size_t>(backend.tier)];
    if (const std::string reason = reasonAgainst(backend); !reason.empty()) {
        tier.why += (tier.why.empty() ? "" : "; ") + reason;
        return;
    }
    tier.reachable = true;
    if (backend.payloadLimitBytes > 0)
        tier.payloadLimitBytes = std::min(
            tier.payloadLimitBytes > 0 ? tier.payloadLimitBytes : backend.payloadLimitBytes, backend.payloadLimitBytes);
    job.usdPerSecond = std::max(job.usdPerSecond, static_cast<double>(backend.nanoUsdPerSecond) / 1e9);
    for (const Endpoint& endpoint : backend.endpoints) {
        CalibrationTarget target;
        target.backend = backend.name;
        target.at = {
            .endpoint = endpoint, .hostHeader = backend.hostHeader, .path = backend.basePath, .tls = backend.tls};
        job.targets[static_cast<std::size_t>(backend.tier)].push_back(std::move(target));
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

Result<CalibrationJob> calibrationJob(const CalibrateApplication& wanted, const ApplicationRoute& route)
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
    for (calibration::TierTargets& each : job.tiers)
        each.why.clear();
    for (const BackendRoute& backend : route.backends)
        addBackend(job, backend);
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
    if (!wanted.consent)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("consent is needed: the live backends of \"{}\" would get {}", route.name,
                                   toText(boundOf(job.limits, job.rateBytes, job.usdPerSecond))));
    return job;
}

} // namespace straightline::core
