// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/openapi.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/api/calibrationjson.h"
#include "engine/control/routes.h"
#include "engine/control/schemaparts.h"
#include "engine/control/studyschemas.h"

namespace straightline::control
{
namespace
{

Json operationSchema()
{
    return {{"type", "object"},
            {"required", {"id", "kind", "subject", "state", "step", "started"}},
            {"properties",
             {{"id", {{"type", "integer"}, {"format", "int64"}}},
              {"kind", text()},
              {"subject", text()},
              {"state", {{"type", "string"}, {"enum", {"running", "succeeded", "failed", "cancelled"}}}},
              {"step", text()},
              {"progress", {{"type", "number"}, {"nullable", true}}},
              {"started", text()},
              {"ended", {{"type", "string"}, {"nullable", true}}},
              {"actor", text()},
              {"steps",
               {{"type", "array"},
                {"items",
                 {{"type", "object"},
                  {"required", {"name", "state", "took_ms", "detail"}},
                  {"properties",
                   {{"name", text()},
                    {"state", {{"type", "string"}, {"enum", {"waiting", "running", "succeeded", "failed", "skipped"}}}},
                    {"took_ms", {{"type", "number"}, {"nullable", true}}},
                    {"detail", text()}}}}}}}}}};
}

Json containerSchema()
{
    Json schema{{"type", "object"}, {"required", {"backend", "id", "name", "state", "role", "image", "image_id"}}};
    Json& properties = schema["properties"];
    for (const char* key :
         {"backend", "id", "name", "docker_state", "state", "image", "image_id", "created", "started", "sampled"})
        properties[key] = text();
    properties["role"] = {{"type", "string"}, {"enum", {"serving", "incoming", "leaving", "kept", "stopped"}}};
    properties["kept_until"] = {{"type", "string"}, {"nullable", true}};
    properties["restarts"] = {{"type", "integer"}};
    properties["memory_limit_bytes"] = {{"type", "integer"}, {"format", "int64"}};
    properties["cpu_limit"] = {{"type", "number"}};
    properties["cpu_percent"] = {{"type", "number"}, {"nullable", true}};
    properties["memory_bytes"] = {{"type", "integer"}, {"format", "int64"}, {"nullable", true}};
    return schema;
}

Json troubleSchema()
{
    Json causes = Json::array();
    for (std::size_t i = 0; i <= static_cast<std::size_t>(TroubleCause::Unverified); ++i)
        causes.push_back(std::string(toString(static_cast<TroubleCause>(i))));
    return {{"type", "object"},
            {"required", {"cause", "subject", "since", "detail", "retry_ms"}},
            {"properties",
             {{"cause", {{"type", "string"}, {"enum", std::move(causes)}}},
              {"subject", text()},
              {"since", text()},
              {"detail", text()},
              {"retry_ms", {{"type", "integer"}, {"format", "int64"}, {"nullable", true}}}}}};
}

Json statusSchema()
{
    return {{"type", "object"},
            {"required", {"version", "state", "ingest", "control", "read_only", "degraded", "troubles"}},
            {"properties",
             {{"version", text()},
              {"state", {{"type", "string"}, {"enum", {"starting", "serving", "draining"}}}},
              {"started", text()},
              {"ingest", text()},
              {"ingest_tls", text()},
              {"control", text()},
              {"read_only", {{"type", "boolean"}}},
              {"degraded", {{"type", "array"}, {"items", text()}}},
              {"troubles", listOf("Trouble")}}}};
}

Json newBackendSchema()
{
    Json schema = backendSchema();
    schema["properties"]["application"] = {{"type", "string"}, {"description", "application it belongs to"}};
    schema["required"].push_back("application");
    return schema;
}

Json backendTestSchema()
{
    Json schema = newBackendSchema();
    schema["properties"]["sample"] = {
        {"type", "object"},
        {"description", "what the last step sends; absent = zeros for the inputs that the model is said to have"},
        {"required", {"body"}},
        {"additionalProperties", false},
        {"properties",
         {{"body", {{"oneOf", {text(), {{"type", "object"}}}}}},
          {"path", {{"type", "string"}, {"description", "/v2/models/{application}/infer when absent"}}},
          {"content_type", {{"type", "string"}, {"description", "application/json when absent"}}}}}};
    return schema;
}

Json calibrationWishSchema()
{
    Json properties = calibrationLimitsSchema();
    properties["consent"] = {{"type", "boolean"}, {"description", "that all of this is sent to the live backends"}};
    properties["sample"] = backendTestSchema()["properties"]["sample"];
    properties["sample"]["description"] = "what is sent, made longer as needed; absent = zeros";
    return {{"type", "object"},
            {"required", {"consent"}},
            {"additionalProperties", false},
            {"properties", std::move(properties)}};
}

Json calibrationSchema()
{
    Json point{{"type", "object"}, {"required", {"sweep", "tier", "per_second", "size_bytes", "sent", "failures"}}};
    Json& properties = point["properties"];
    properties["sweep"] = {{"type", "string"}, {"enum", {"rate", "size"}}};
    properties["tier"] = {{"type", "string"}, {"enum", {"local", "container", "serverless"}}};
    for (const char* key : {"per_second", "p50_ms", "p95_ms"})
        properties[key] = {{"type", "number"}};
    for (const char* key : {"size_bytes", "sent", "failures", "cold_starts"})
        properties[key] = {{"type", "integer"}};
    properties["cold_starts"]["description"] =
        "answers of a function's instance that was started for them: not in p50_ms "
        "and p95_ms, unless there were no others";
    for (const char* key : {"cold_p50_ms", "cold_p95_ms"})
        properties[key] = {{"type", "number"}, {"nullable", true}, {"description", "of these; null = there was none"}};
    properties["usd"] = {{"type", "number"}, {"description", "by usd_per_second, cold starts included"}};
    properties["first_failure"] = {{"type", "string"}, {"nullable", true}};
    Json schema{
        {"type", "object"},
        {"required", {"application", "operation", "complete", "frequency_hz", "size_bytes", "points", "taken"}}};
    Json& all = schema["properties"];
    all["application"] = text();
    all["operation"] = {{"type", "integer"}, {"nullable", true}, {"description", "null = there was none"}};
    all["complete"] = {{"type", "boolean"}};
    all["frequency_hz"] = {{"type", "number"}, {"nullable", true}, {"description", "F; null = not locatable"}};
    all["size_bytes"] = {{"type", "integer"}, {"nullable", true}, {"description", "D; null = not locatable"}};
    for (const char* key : {"frequency_why", "size_why"})
        all[key] = text();
    all["points"] = {{"type", "array"}, {"items", std::move(point)}};
    all["notes"] = {{"type", "array"}, {"items", text()}};
    all["taken"] = {{"type", "string"}, {"nullable", true}};
    return schema;
}

Json gpusSchema()
{
    const auto nullable = [](const char* type) { return Json{{"type", type}, {"nullable", true}}; };
    Json gpu{{"type", "object"}, {"required", {"index", "name", "mig", "instances"}}};
    Json& properties = gpu["properties"];
    Json instance{{"type", "object"}, {"required", {"index", "uuid"}}};
    properties["index"] = instance["properties"]["index"] = {{"type", "integer"}};
    properties["uuid"] = instance["properties"]["uuid"] = text();
    for (const char* key : {"memory_used_bytes", "memory_total_bytes"})
        properties[key] = instance["properties"][key] = nullable("integer");
    properties["name"] = text();
    properties["utilization_percent"] = properties["temperature_celsius"] = nullable("integer");
    properties["power_watts"] = nullable("number");
    properties["mig"] = {{"type", "boolean"}, {"description", "in Multi-Instance mode"}};
    properties["instances"] = {{"type", "array"}, {"items", std::move(instance)}};
    return {{"type", "object"},
            {"required", {"taken", "not_available", "gpus"}},
            {"properties",
             {{"taken", nullable("string")},
              {"not_available", {{"type", "string"}, {"nullable", true}, {"description", "null = all is well"}}},
              {"gpus", {{"type", "array"}, {"items", std::move(gpu)}}}}}};
}

Json discoverySchema()
{
    Json found{{"type", "object"},
               {"required",
                {"source", "name", "address", "port", "url", "speaks_protocol", "ready", "health_path", "backend"}}};
    Json& properties = found["properties"];
    properties["source"] = {{"type", "string"}, {"enum", {"container", "port"}}};
    for (const char* key : {"name", "address", "url", "image"})
        properties[key] = text();
    for (const char* key : {"port", "container_port"})
        properties[key] = {{"type", "integer"}};
    for (const char* key : {"speaks_protocol", "ready"})
        properties[key] = {{"type", "boolean"}};
    properties["health_path"] = {{"type", "string"}, {"description", "what fits it; empty = connecting only"}};
    properties["backend"] = {{"type", "string"}, {"nullable", true}, {"description", "registered as"}};
    return {{"type", "object"},
            {"required", {"taken", "found", "problems"}},
            {"properties",
             {{"taken", {{"type", "string"}, {"nullable", true}}},
              {"found", {{"type", "array"}, {"items", std::move(found)}}},
              {"problems", {{"type", "array"}, {"items", text()}}}}}};
}

Json schemas()
{
    Json all;
    all["Error"] = {{"type", "object"}, {"required", {"error"}}, {"properties", {{"error", text()}}}};
    all["Object"] = {{"type", "object"}};
    all["List"] = {{"type", "array"}, {"items", {{"type", "object"}}}};
    all["Status"] = statusSchema();
    all["Trouble"] = troubleSchema();
    all["Thresholds"] = thresholdsSchema();
    all["Thresholds"]["required"] = {"frequency_hz", "size_bytes"};
    all["Policy"] = {{"type", "object"},
                     {"required", {"policy"}},
                     {"additionalProperties", false},
                     {"properties", {{"policy", applicationSchema()["properties"]["policy"]}}}};
    all["Backend"] = backendSchema();
    all["NewBackend"] = newBackendSchema();
    all["BackendTest"] = backendTestSchema();
    all["CalibrationWish"] = calibrationWishSchema();
    all["Calibration"] = calibrationSchema();
    all["Discovery"] = discoverySchema();
    all["Gpus"] = gpusSchema();
    all["Container"] = containerSchema();
    all["Containers"] = listOf("Container");
    all["BackendAnswer"] = {{"type", "object"},
                            {"required", {"id", "application", "configuration", "live"}},
                            {"properties",
                             {{"id", text()},
                              {"application", text()},
                              {"configuration", reference("Backend")},
                              {"live", {{"type", "object"}, {"nullable", true}}}}}};
    all["Backends"] = listOf("BackendAnswer");
    all["Application"] = applicationSchema();
    all["Application"]["properties"]["backends"]["items"] = reference("Backend");
    all["Applications"] = listOf("Application");
    all["Settings"] = settingsSchema();
    all["Settings"]["required"] = {"gateway", "retention"};
    addStudySchemas(all);
    all["Operation"] = operationSchema();
    all["Operations"] = listOf("Operation");
    return all;
}

Json contentOf(const std::string& schema)
{
    if (schema == "text")
        return {{"text/plain", {{"schema", text()}}}};
    if (schema == "toml")
        return {{"application/toml", {{"schema", text()}}}};
    return {{"application/json", {{"schema", reference(schema)}}}};
}

Json errorOf(const char* about)
{
    return {{"description", about}, {"content", contentOf("Error")}};
}

Json parametersOf(const Route& route)
{
    Json parameters = Json::array();
    for (const std::string& segment : splitPath(route.path)) {
        if (segment.starts_with('{'))
            parameters.push_back({{"name", segment.substr(1, segment.size() - 2)},
                                  {"in", "path"},
                                  {"required", true},
                                  {"schema", text()}});
    }
    for (const QueryParameter& parameter : route.query)
        parameters.push_back({{"name", parameter.name},
                              {"in", "query"},
                              {"required", false},
                              {"description", parameter.about},
                              {"schema", {{"type", parameter.type}}}});
    return parameters;
}

Json describe(const Route& route)
{
    const std::string method = route.method;
    std::string id = method;
    for (const std::string& segment : splitPath(route.path)) {
        if (segment != "api" && segment != "v1")
            id += "_" + (segment.starts_with('{') ? segment.substr(1, segment.size() - 2) : segment);
    }
    std::replace(id.begin(), id.end(), '.', '_');
    Json described{{"operationId", id}, {"summary", route.summary}};
    if (Json parameters = parametersOf(route); !parameters.empty())
        described["parameters"] = std::move(parameters);
    const std::string wanted = route.requestSchema;
    if (!wanted.empty())
        described["requestBody"] = {{"required", wanted != "Object" && wanted != "WhatIf" && wanted != "Sweep"},
                                    {"content", contentOf(wanted)}};
    Json& responses = described["responses"];
    responses[std::to_string(route.success)] = {{"description", "Done"}, {"content", contentOf(route.answerSchema)}};
    if (route.success == 202)
        responses["202"]["description"] = "Begun: follow the operation";
    responses["400"] = errorOf("The request is wrong: the text names the field and what is allowed");
    responses["401"] = errorOf("A token is needed");
    responses["403"] = errorOf("Read-only, or from another origin");
    responses["404"] = errorOf("There is no such thing");
    if (route.changes || route.success == 202)
        responses["409"] = errorOf("It does not fit the present state");
    return described;
}

} // namespace

Json openApi(const std::string& version)
{
    Json paths = Json::object();
    for (const Route& route : routes()) {
        std::string method = route.method;
        std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c + 32); });
        paths[route.path][method] = describe(route);
    }
    return {{"openapi", "3.0.3"},
            {"info",
             {{"title", "StraightLine Console management API"},
              {"version", version},
              {"license", {{"name", "GPL-3.0-or-later"}}}}},
            {"paths", std::move(paths)},
            {"components",
             {{"schemas", schemas()}, {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

} // namespace straightline::control
