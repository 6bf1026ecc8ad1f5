// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/backendmodel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "engine/replay/normal.h"
#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

constexpr double kMostMs = 86'400'000.0; // a day

struct Bound {
    const char* name;
    double value;
    double least;
    double most;
};

double lognormal(double cv, std::uint64_t word)
{
    const double variance = std::log1p(cv * cv);
    return std::exp(std::sqrt(variance) * normalQuantile(toUnit(word)) - variance / 2);
}

double empirical(const std::vector<float>& quantiles, std::uint64_t word)
{
    const double last = static_cast<double>(quantiles.size() - 1);
    const double at = std::clamp(toUnit(word) * static_cast<double>(quantiles.size()) - 0.5, 0.0, last);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, quantiles.size() - 1);
    const double part = at - static_cast<double>(below);
    return static_cast<double>(quantiles[below]) * (1.0 - part) + static_cast<double>(quantiles[above]) * part;
}

double noise(const BackendModel& model, std::uint64_t word)
{
    switch (model.distribution) {
    case Spread::Deterministic:
        return 1.0;
    case Spread::Exponential:
        return -std::log(toUnit(word));
    case Spread::Lognormal:
        return lognormal(model.cv, word);
    case Spread::Empirical:
        return empirical(model.residuals, word);
    }
    return 1.0;
}

double meanMs(const BackendModel& model, std::uint64_t sizeBytes, double work)
{
    return model.serviceMs + model.perMbMs * (static_cast<double>(sizeBytes) / 1e6) + model.perWorkMs * work;
}

std::int64_t toNanos(double ms)
{
    return std::llround(std::min(ms, kMostMs) * 1e6);
}

} // namespace

Result<void> validate(const BackendModel& model)
{
    const std::array<Bound, 13> bounds{{{"service_ms", model.serviceMs, 0, kMostMs},
                                        {"per_mb_ms", model.perMbMs, 0, kMostMs},
                                        {"per_work_ms", model.perWorkMs, 0, kMostMs},
                                        {"cv", model.cv, 0, 10},
                                        {"network_ms", model.networkMs, 0, kMostMs},
                                        {"cold_start_ms", model.coldStartMs, 0, kMostMs},
                                        {"cold_start_cv", model.coldStartCv, 0, 10},
                                        {"start_ms", model.startMs, 0, kMostMs},
                                        {"keep_alive_s", model.keepAliveS, 0, 86'400},
                                        {"usd_per_request", model.usdPerRequest, 0, 1'000},
                                        {"usd_per_gb_s", model.usdPerGbS, 0, 1'000},
                                        {"memory_gb", model.memoryGb, 0, 10'000},
                                        {"usd_per_hour", model.usdPerHour, 0, 100'000}}};
    for (const Bound& each : bounds) {
        if (!std::isfinite(each.value) || each.value < each.least || each.value > each.most)
            return failure(ErrorCode::InvalidArgument, fmt::format("model.{} = {}: allowed is {} … {}", each.name,
                                                                   each.value, each.least, each.most));
    }
    struct Count {
        const char* name;
        std::uint32_t value;
        std::uint32_t least;
        std::uint32_t most;
    };
    const std::array<Count, 4> counts{{{"workers", model.workers, 0, 100'000},
                                       {"replicas", model.replicas, 1, 1'000},
                                       {"backlog", model.backlog, 0, 1'000'000},
                                       {"concurrency", model.concurrency, 0, 100'000}}};
    for (const Count& each : counts) {
        if (each.value < each.least || each.value > each.most)
            return failure(ErrorCode::InvalidArgument, fmt::format("model.{} = {}: allowed is {} … {}", each.name,
                                                                   each.value, each.least, each.most));
    }
    if (model.distribution == Spread::Empirical && model.residuals.empty())
        return failure(ErrorCode::InvalidArgument, "model.distribution = empirical: allowed is only with residuals");
    return {};
}

BackendModel defaultModel(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return {.serviceMs = 100, .distribution = Spread::Lognormal, .workers = 4, .backlog = 64, .networkMs = 0.5};
    case Tier::Container:
        return {.serviceMs = 80,
                .distribution = Spread::Lognormal,
                .workers = 4,
                .backlog = 128,
                .startMs = 8'000,
                .networkMs = 2,
                .usdPerHour = 0.16};
    case Tier::Serverless:
        return {.serviceMs = 150,
                .perMbMs = 33,
                .distribution = Spread::Lognormal,
                .concurrency = 60,
                .networkMs = 20,
                .coldStartMs = 1'360,
                .keepAliveS = 300,
                .usdPerRequest = 2e-7,
                .usdPerGbS = 1.66667e-5,
                .memoryGb = 3};
    }
    return {};
}

std::int64_t serviceNanos(const BackendModel& model, std::uint64_t sizeBytes, double work, std::uint64_t word)
{
    return toNanos(meanMs(model, sizeBytes, work) * noise(model, word));
}

std::int64_t unloadedNanos(const BackendModel& model, std::uint64_t sizeBytes, double work)
{
    return toNanos(meanMs(model, sizeBytes, work)) + toNanos(model.networkMs);
}

std::int64_t coldStartNanos(const BackendModel& model, std::uint64_t word)
{
    return model.coldStartMs > 0 ? toNanos(model.coldStartMs * lognormal(model.coldStartCv, word)) : 0;
}

double usdOf(const BackendModel& model, double hours, std::uint64_t invocations, std::uint64_t billedNanos)
{
    return model.usdPerHour * hours * model.replicas + model.usdPerRequest * static_cast<double>(invocations)
           + model.usdPerGbS * model.memoryGb * static_cast<double>(billedNanos) / 1e9;
}

} // namespace straightline::replay
