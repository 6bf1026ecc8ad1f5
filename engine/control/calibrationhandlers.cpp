// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/calibrationjson.h"
#include "engine/control/answers.h"
#include "engine/control/handlers.h"

// F and D located by measuring.
namespace straightline::control::handlers
{

Result<HttpAnswer> postCalibration(Engine& engine, const Call& call)
{
    return bodyObject(call).and_then([&](Json json) -> Result<HttpAnswer> {
        CalibrateApplication wanted;
        wanted.application = call.names[0];
        if (json.contains("consent")) {
            if (!json["consent"].is_boolean())
                return failure(ErrorCode::InvalidArgument, "consent: allowed is true or false");
            wanted.consent = json["consent"].get<bool>();
            json.erase("consent");
        }
        auto sample = takeSample(json);
        if (!sample)
            return tl::make_unexpected(sample.error());
        wanted.sample = std::move(*sample);
        return calibrationLimitsFromJson(json).and_then([&](const CalibrationLimits& limits) {
            wanted.limits = limits;
            return startAndAnswer(engine, call, wanted);
        });
    });
}

Result<HttpAnswer> getCalibration(Engine& engine, const Call& call)
{
    if (engine.configuration()->findApplication(call.names[0]) == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", call.names[0]));
    const CalibrationResult result = engine.calibration(call.names[0]);
    Json json = toJson(result);
    json["taken"] = result.operation > 0 ? Json(timeText(result.taken)) : Json(nullptr);
    return jsonAnswer(json);
}

} // namespace straightline::control::handlers
