// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "engine/control/answers.h"

namespace straightline::control
{

Json answerOf(const GpuTelemetry& telemetry)
{
    const auto orNull = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    const auto addMemory = [](Json& json, const std::optional<GpuMemory>& memory) {
        json["memory_used_bytes"] = memory ? Json(memory->usedBytes) : Json(nullptr);
        json["memory_total_bytes"] = memory ? Json(memory->totalBytes) : Json(nullptr);
    };
    Json gpus = Json::array();
    for (const GpuStatus& each : telemetry.gpus) {
        Json json{{"index", each.index},
                  {"name", each.name},
                  {"uuid", each.uuid},
                  {"utilization_percent", orNull(each.utilizationPercent)}};
        addMemory(json, each.memory);
        json["power_watts"] = orNull(each.powerWatts);
        json["temperature_celsius"] = orNull(each.temperatureCelsius);
        json["mig"] = each.isMig;
        Json& instances = json["instances"] = Json::array();
        for (const MigInstance& part : each.instances) {
            Json& one = instances.emplace_back(Json{{"index", part.index}, {"uuid", part.uuid}});
            addMemory(one, part.memory);
        }
        gpus.push_back(std::move(json));
    }
    const bool known = telemetry.taken != WallTime();
    return {{"taken", known ? Json(timeText(telemetry.taken)) : Json(nullptr)},
            {"not_available", telemetry.problem.empty() ? Json(nullptr) : Json(telemetry.problem)},
            {"gpus", std::move(gpus)}};
}

} // namespace straightline::control
