// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/calibrationjson.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace straightline
{

namespace
{

Json toJson(const CalibrationPoint& point)
{
    return {{"sweep", toString(point.sweep)},
            {"tier", toString(point.tier)},
            {"per_second", point.perSecond},
            {"size_bytes", point.sizeBytes},
            {"sent", point.sent},
            {"failures", point.failures},
            {"p50_ms", point.p50Ms},
            {"p95_ms", point.p95Ms},
            {"cold_starts", point.coldStarts},
            {"cold_p50_ms", point.coldStarts > 0 ? Json(point.coldP50Ms) : Json(nullptr)},
            {"cold_p95_ms", point.coldStarts > 0 ? Json(point.coldP95Ms) : Json(nullptr)},
            {"usd", point.usd},
            {"first_failure", point.firstFailure.empty() ? Json(nullptr) : Json(point.firstFailure)}};
}

std::string allowedNames()
{
    std::string names;
    for (const CalibrationField& each : calibrationFields())
        names += (names.empty() ? "" : ", ") + std::string(each.name);
    return names;
}

} // namespace

Json toJson(const CalibrationResult& result)
{
    Json points = Json::array();
    for (const CalibrationPoint& each : result.points)
        points.push_back(toJson(each));
    const auto valueOf = [](const CalibrationFinding& finding) {
        return finding.value ? Json(*finding.value) : Json(nullptr);
    };
    Json size = valueOf(result.size);
    if (result.size.value)
        size = static_cast<std::uint64_t>(*result.size.value);
    return {{"application", result.application},
            {"operation", result.operation > 0 ? Json(result.operation) : Json(nullptr)},
            {"complete", result.complete},
            {"frequency_hz", valueOf(result.frequency)},
            {"frequency_why", result.frequency.why},
            {"size_bytes", std::move(size)},
            {"size_why", result.size.why},
            {"points", std::move(points)},
            {"notes", result.notes}};
}

Result<CalibrationLimits> calibrationLimitsFromJson(const Json& json)
{
    CalibrationLimits limits;
    const auto fields = calibrationFields();
    for (const auto& [key, value] : json.items()) {
        const auto field =
            std::find_if(fields.begin(), fields.end(), [&, name = key](const auto& each) { return each.name == name; });
        if (field == fields.end())
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{}: unknown; allowed are consent, sample, {}", key, allowedNames()));
        const double number = value.is_number() ? value.get<double>() : std::nan("");
        if (!(number >= field->least && number <= field->most) || (field->whole && number != std::floor(number)))
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} = {}: allowed is {} {} … {}", key, value.dump(),
                                       field->whole ? "a whole number" : "a number", field->least, field->most));
        field->set(limits, number);
    }
    return validate(limits).map([&] { return limits; });
}

Json calibrationLimitsSchema()
{
    const CalibrationLimits usual;
    Json properties = Json::object();
    for (const CalibrationField& each : calibrationFields())
        properties[std::string(each.name)] = {{"type", each.whole ? "integer" : "number"},
                                              {"minimum", each.least},
                                              {"maximum", each.most},
                                              {"default", each.get(usual)},
                                              {"description", each.about}};
    return properties;
}

} // namespace straightline
