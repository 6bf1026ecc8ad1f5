// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/calibrationanswer.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/words.h"

namespace straightline::app
{
namespace
{

template <class T>
T orElse(const Json& json, const char* key, T absent)
{
    return json.contains(key) && !json.at(key).is_null() ? json.at(key).get<T>() : absent;
}

/// Throws what nlohmann-json throws, and std::out_of_range for a tier that there is not.
CalibrationPoint pointOf(const Json& json)
{
    CalibrationPoint point;
    point.sweep =
        json.at("sweep") == toString(CalibrationSweep::Size) ? CalibrationSweep::Size : CalibrationSweep::Rate;
    const std::string tier = json.at("tier");
    const auto found = std::find_if(kTiers.begin(), kTiers.end(), [&](Tier each) { return toString(each) == tier; });
    if (found == kTiers.end())
        throw std::out_of_range("tier \"" + tier + "\"");
    point.tier = *found;
    point.perSecond = json.at("per_second");
    point.sizeBytes = json.at("size_bytes");
    point.sent = json.at("sent");
    point.failures = json.at("failures");
    point.p50Ms = json.at("p50_ms");
    point.p95Ms = json.at("p95_ms");
    point.coldStarts = orElse(json, "cold_starts", std::uint32_t{0});
    point.coldP50Ms = orElse(json, "cold_p50_ms", 0.0);
    point.coldP95Ms = orElse(json, "cold_p95_ms", 0.0);
    point.usd = orElse(json, "usd", 0.0);
    point.firstFailure = orElse(json, "first_failure", std::string());
    return point;
}

CalibrationFinding findingOf(const Json& json, const char* value, const char* why)
{
    CalibrationFinding finding;
    if (!json.at(value).is_null())
        finding.value = json.at(value).get<double>();
    finding.why = json.at(why);
    return finding;
}

std::string headOf(bool cold, bool priced)
{
    return fmt::format("{:<6}{:<12}{:>10}{:>12}{:>7}{:>10}{:>11}{:>11}{}{}\n", "sweep", "tier", "per s", "bytes",
                       "sent", "failures", "p50 ms", "p95 ms",
                       cold ? fmt::format("{:>6}{:>13}", "cold", "cold p95 ms") : "",
                       priced ? fmt::format("{:>12}", "USD") : "");
}

std::string rowOf(const CalibrationPoint& point, bool cold, bool priced)
{
    std::string text = fmt::format("{:<6}{:<12}{:>10.4g}{:>12}{:>7}{:>10}{:>11.1f}{:>11.1f}", toString(point.sweep),
                                   toString(point.tier), point.perSecond, point.sizeBytes, point.sent, point.failures,
                                   point.p50Ms, point.p95Ms);
    if (cold)
        text += fmt::format("{:>6}{:>13}", point.coldStarts,
                            point.coldStarts > 0 ? fmt::format("{:.1f}", point.coldP95Ms) : "-");
    if (priced)
        text += fmt::format("{:>12.6f}", point.usd);
    return text + (point.firstFailure.empty() ? "" : "  " + point.firstFailure) + "\n";
}

} // namespace

Result<CalibrationResult> calibrationResultFromJson(const Json& json)
{
    try {
        CalibrationResult result;
        result.application = json.at("application");
        result.operation = orElse(json, "operation", std::uint64_t{0});
        result.complete = json.at("complete");
        for (const Json& each : json.at("points"))
            result.points.push_back(pointOf(each));
        result.frequency = findingOf(json, "frequency_hz", "frequency_why");
        result.size = findingOf(json, "size_bytes", "size_why");
        result.notes = json.at("notes").get<std::vector<std::string>>();
        return result;
    } catch (const std::exception& exception) {
        return failure(ErrorCode::BadReply, fmt::format("the calibration cannot be read: {}", exception.what()));
    }
}

std::string asText(const CalibrationResult& result)
{
    const bool cold = std::ranges::any_of(result.points, [](const auto& each) { return each.coldStarts > 0; });
    const bool priced = std::ranges::any_of(result.points, [](const auto& each) { return each.usd > 0.0; });
    std::string text = headOf(cold, priced);
    double usd = 0.0;
    for (const CalibrationPoint& each : result.points) {
        text += rowOf(each, cold, priced);
        usd += each.usd;
    }
    if (priced)
        text += fmt::format("these steps cost {:.6f} USD by the backends' prices\n", usd);
    for (const std::string& each : result.notes)
        text += each + "\n";
    const auto add = [&](const char* name, const std::string& value, const CalibrationFinding& finding) {
        if (finding.value)
            text += fmt::format("{} = {}: {}\n", name, value, finding.why);
        else if (!finding.why.empty())
            text += fmt::format("{} {}\n", name, finding.why);
    };
    add("F", fmt::format("{:.4g}/s", result.frequency.value.value_or(0.0)), result.frequency);
    add("D", fmt::format("{:.0f} bytes", result.size.value.value_or(0.0)), result.size);
    return text + (result.complete ? "" : "cut short: this is what was measured up to there\n");
}

} // namespace straightline::app
