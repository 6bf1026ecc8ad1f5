// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace straightline
{

namespace
{

using std::chrono::milliseconds;

template <auto Member>
double get(const CalibrationLimits& limits)
{
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(limits.*Member)>, milliseconds>)
        return static_cast<double>((limits.*Member).count());
    else
        return static_cast<double>(limits.*Member);
}

template <auto Member>
void set(CalibrationLimits& limits, double value)
{
    using Value = std::remove_cvref_t<decltype(limits.*Member)>;
    if constexpr (std::is_same_v<Value, milliseconds>)
        limits.*Member = milliseconds(static_cast<std::int64_t>(value));
    else
        limits.*Member = static_cast<Value>(value);
}

template <auto Member>
constexpr CalibrationField field(std::string_view name, double least, double most, std::string_view about)
{
    using Value = std::remove_cvref_t<decltype(std::declval<CalibrationLimits>().*Member)>;
    return {name, least, most, about, get<Member>, set<Member>, !std::is_same_v<Value, double>};
}

using Limits = CalibrationLimits;

constexpr std::array kFields{
    field<&Limits::leastPerSecond>("least_per_second", 0.1, 1'000,
                                   "requests/s where the sweep of rates begins, and of the sweep of sizes"),
    field<&Limits::mostPerSecond>("most_per_second", 0.1, 1'000, "requests/s that are never exceeded"),
    field<&Limits::leastBytes>("least_bytes", 1, 1e9, "bytes where the sweep of sizes begins"),
    field<&Limits::mostBytes>("most_bytes", 1, 1e9, "bytes where it ends"),
    field<&Limits::rateBytes>("rate_bytes", 0, 1e9,
                              "bytes of a body in the sweep of rates; 0 = the sample's, or 16384"),
    field<&Limits::mostRequests>("most_requests", 50, 1'000'000, "requests in all"),
    field<&Limits::step>("step_ms", 500, 60'000, "length of a step, longer where it would be under 20 requests"),
    field<&Limits::latencyBound>("latency_bound_ms", 100, 60'000,
                                 "no answer is waited for longer; a p95 of half of it ends a sweep"),
    field<&Limits::tolerance>("tolerance", 0, 0.5, "share of failures that counts as none"),
    field<&Limits::stopShare>("stop_share", 0.01, 1, "share of failures at which a step ends at once"),
    field<&Limits::mostUsd>("most_usd", 0, 10'000, "USD in all, by usd_per_second: no step begins that may cost more"),
};

tl::unexpected<Error> invalid(std::string_view name, double value, const std::string& allowed)
{
    return failure(ErrorCode::InvalidArgument, fmt::format("{} = {}: allowed is {}", name, value, allowed));
}

} // namespace

std::span<const CalibrationField> calibrationFields()
{
    return kFields;
}

Result<void> validate(const CalibrationLimits& limits)
{
    for (const CalibrationField& each : kFields) {
        const double value = each.get(limits);
        if (!std::isfinite(value) || value < each.least || value > each.most)
            return invalid(each.name, value, fmt::format("{} … {}", each.least, each.most));
    }
    if (limits.mostPerSecond < limits.leastPerSecond)
        return invalid("most_per_second", limits.mostPerSecond,
                       fmt::format("from least_per_second = {} on", limits.leastPerSecond));
    if (limits.mostBytes < limits.leastBytes)
        return invalid("most_bytes", static_cast<double>(limits.mostBytes),
                       fmt::format("from least_bytes = {} on", limits.leastBytes));
    if (limits.stopShare < limits.tolerance)
        return invalid("stop_share", limits.stopShare, fmt::format("from tolerance = {} on", limits.tolerance));
    return {};
}

std::uint32_t stepRequests(const CalibrationLimits& limits, double perSecond)
{
    constexpr double kLeastRequests = 20.0;
    const double seconds = std::chrono::duration<double>(limits.step).count();
    return static_cast<std::uint32_t>(std::max(std::ceil(perSecond * seconds), kLeastRequests));
}

CalibrationBound boundOf(const CalibrationLimits& limits, std::uint64_t rateBytes, double usdPerSecond)
{
    constexpr double kTiersInAStep = 2.0; // that are compared
    constexpr double kPauseSeconds = 0.5;
    constexpr double kWarmUps = kCalibrationWarmUps * static_cast<double>(kTierCount);
    const double wait = std::chrono::duration<double>(limits.latencyBound).count();
    double requests = kWarmUps;
    double bytes = kWarmUps * static_cast<double>(rateBytes);
    double seconds = kWarmUps * wait;
    const auto add = [&](double perSecond, double size, double times) {
        const double each = stepRequests(limits, perSecond);
        requests += kTiersInAStep * times * each;
        bytes += kTiersInAStep * times * each * size;
        seconds += kTiersInAStep * times * (each / perSecond + wait + kPauseSeconds);
    };
    const auto sweep = [&](double least, double most, const std::function<void(double, double)>& step) {
        for (double value = least; value < most; value *= 2.0)
            step(value, 1.0);
        step(most, 1.0 + kCalibrationNarrowings);
    };
    sweep(limits.leastPerSecond, limits.mostPerSecond,
          [&](double rate, double times) { add(rate, static_cast<double>(rateBytes), times); });
    sweep(static_cast<double>(limits.leastBytes), static_cast<double>(limits.mostBytes),
          [&](double size, double times) { add(limits.leastPerSecond, size, times + 1.0); }); // a payload limit too
    const auto most = static_cast<double>(limits.mostRequests);
    return {.mostPerSecond = limits.mostPerSecond,
            .mostRequests = static_cast<std::uint32_t>(std::min(requests, most)),
            .mostBytes = static_cast<std::uint64_t>(
                std::min(bytes, most * static_cast<double>(std::max(limits.mostBytes, rateBytes)))),
            .longest = std::chrono::seconds(static_cast<std::int64_t>(std::ceil(seconds))),
            .mostUsd = std::min(std::min(requests, most) * wait * usdPerSecond, limits.mostUsd)};
}

std::string toText(const CalibrationBound& bound)
{
    const double megabytes = static_cast<double>(bound.mostBytes) / 1e6;
    std::string text = fmt::format("at most {:g} requests/s, {} requests and {:.1f} MB in all, for {} s at the longest",
                                   bound.mostPerSecond, bound.mostRequests, megabytes, bound.longest.count());
    if (bound.mostUsd > 0.0)
        text += fmt::format(", at a cost of at most {:.4f} USD", bound.mostUsd);
    return text;
}

std::string_view toString(CalibrationSweep sweep)
{
    return sweep == CalibrationSweep::Rate ? "rate" : "size";
}

} // namespace straightline
