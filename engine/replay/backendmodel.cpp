// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/backendmodel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

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

/// The quantile of the normal distribution (Wichura, algorithm AS 241, PPND16; within 1e-15).
double normalQuantile(double p)
{
    constexpr std::array<double, 8> a{3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
                                      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                                      33430.575583588128105, 2509.0809287301226727};
    constexpr std::array<double, 8> b{1.0,
                                      42.313330701600911252,
                                      687.18700749205790830,
                                      5394.1960214247511077,
                                      21213.794301586595867,
                                      39307.895800092710610,
                                      28729.085735721942674,
                                      5226.4952788528545610};
    constexpr std::array<double, 8> c{1.42343711074968357734,   4.63033784615654529590,   5.76949722146069140550,
                                      3.64784832476320460504,   1.27045825245236838258,   0.241780725177450611770,
                                      0.0227238449892691845833, 7.74545014278341407640e-4};
    constexpr std::array<double, 8> d{1.0,
                                      2.05319162663775882187,
                                      1.67638483018380384940,
                                      0.689767334985100004550,
                                      0.148103976427480074590,
                                      0.0151986665636164571966,
                                      5.47593808499534494600e-4,
                                      1.05075007164441684324e-9};
    constexpr std::array<double, 8> e{6.65790464350110377720,    5.46378491116411436990,   1.78482653991729133580,
                                      0.296560571828504891230,   0.0265321895265761230930, 0.00124266094738807843860,
                                      2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> f{1.0,
                                      0.599832206555887937690,
                                      0.136929880922735805310,
                                      0.0148753612908506148525,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};
    const auto ratio = [](const std::array<double, 8>& over, const std::array<double, 8>& under, double x) {
        double top = over[7];
        double bottom = under[7];
        for (std::size_t i = 7; i-- > 0;) {
            top = top * x + over[i];
            bottom = bottom * x + under[i];
        }
        return top / bottom;
    };
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425)
        return q * ratio(a, b, 0.180625 - q * q);
    const double r = std::sqrt(-std::log(q < 0 ? p : 1.0 - p));
    const double tail = r <= 5.0 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5.0);
    return q < 0 ? -tail : tail;
}

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
