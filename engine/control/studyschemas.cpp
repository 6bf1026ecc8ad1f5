// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/studyschemas.h"

#include <nlohmann/json.hpp>

#include "engine/api/thresholdsweep.h"
#include "engine/api/whatif.h"
#include "engine/control/schemaparts.h"

namespace straightline::control
{
namespace
{

/// What the bodies of questions, sweeps and watches have in common.
Json placingSchema(Json more)
{
    Json schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(more)}};
    schema["properties"]["thresholds"] = reference("Thresholds");
    schema["properties"]["policy"] = applicationSchema()["properties"]["policy"];
    return schema;
}

Json sweepSchema()
{
    const Json steps{{"type", "integer"}, {"minimum", kSweepLeastSteps}, {"maximum", kSweepMostSteps}, {"default", 16}};
    return {{"type", "object"},
            {"additionalProperties", false},
            {"properties",
             {{"goal", {{"type", "string"}, {"enum", {"p95", "failures", "cost"}}, {"default", "p95"}}},
              {"frequency_steps", steps},
              {"size_steps", steps}}}};
}

/// What is simulated is told with what it leaves out.
Json withoutHedging()
{
    return {{"type", "boolean"},
            {"description", "true: the application hedges (isolation.hedge_after_ms), and the simulation does not, so "
                            "its slowest requests may fare better than said here"}};
}

Json whatIfAnswerSchema()
{
    Json schema{
        {"type", "object"},
        {"description", "below `needed` recorded requests, what follows `without_hedging` is left out"},
        {"required", {"application", "thresholds", "policy", "recorded", "needed", "enough", "without_hedging"}}};
    Json& properties = schema["properties"];
    properties["application"] = text();
    properties["thresholds"] = reference("Thresholds");
    properties["policy"] = text();
    for (const char* key : {"recorded", "needed", "from_unix_us", "to_unix_us", "moved"})
        properties[key] = {{"type", "integer"}, {"format", "int64"}};
    properties["enough"] = {{"type", "boolean"}, {"description", "recorded is at least needed"}};
    properties["without_hedging"] = withoutHedging();
    for (const char* key : {"happened", "simulated", "predicted", "policies"})
        properties[key] = {{"type", "object"}};
    properties["simulated"]["description"] = "what happened, simulated: how far it may be trusted";
    properties["took_ms"] = {{"type", "number"}};
    for (const char* key : {"moves", "stays", "models"})
        properties[key] = {{"type", "array"}, {"items", {{"type", "object"}}}};
    properties["stays"]["description"] = "of most_stays requests, evenly from all, those that would go where they went";
    return schema;
}

/// `whole`: with its points, which a list leaves out.
Json sweepAnswerSchema(bool whole)
{
    Json schema{{"type", "object"},
                {"required",
                 {"id", "operation", "application", "goal", "complete", "requests", "without_hedging", "frequencies_hz",
                  "sizes_bytes", "done", "advice", "applied"}}};
    Json& properties = schema["properties"];
    for (const char* key : {"id", "operation", "begun_unix_us", "requests", "from_unix_us", "to_unix_us", "done"})
        properties[key] = {{"type", "integer"}, {"format", "int64"}};
    for (const char* key : {"application", "goal", "actor", "policy"})
        properties[key] = text();
    properties["took_ms"] = {{"type", "number"}};
    properties["complete"] = {{"type", "boolean"}, {"description", "false: stopped, what was done by then is there"}};
    properties["without_hedging"] = withoutHedging();
    properties["present"] = reference("Thresholds");
    properties["frequencies_hz"] = {{"type", "array"}, {"items", {{"type", "number"}}}};
    properties["sizes_bytes"] = {{"type", "array"}, {"items", {{"type", "integer"}}}};
    properties["advice"] = {{"type", "object"}};
    properties["applied"] = {{"type", "object"}, {"nullable", true}};
    if (!whole)
        return schema;
    for (const char* key : {"p95_ms", "failed_share", "usd"})
        properties[key] = {{"type", "array"}, {"items", {{"type", "number"}, {"nullable", true}}}};
    properties["front"] = {{"type", "array"}, {"items", {{"type", "integer"}}}};
    return schema;
}

} // namespace

void addStudySchemas(Json& all)
{
    all["WhatIf"] = placingSchema(
        {{"others", {{"type", "array"}, {"items", text()}, {"description", "policies tried beside it"}}},
         {"most_moves", {{"type", "integer"}, {"minimum", 0}, {"maximum", kWhatIfMost}, {"default", 200}}},
         {"most_stays", {{"type", "integer"}, {"minimum", 0}, {"maximum", kWhatIfMost}, {"default", 0}}}});
    all["WhatIfAnswer"] = whatIfAnswerSchema();
    all["Sweep"] = sweepSchema();
    all["SweepAnswer"] = sweepAnswerSchema(true);
    all["SweepSummary"] = sweepAnswerSchema(false);
    all["SweepSummaries"] = listOf("SweepSummary");
    all["Watch"] = placingSchema(
        {{"roll_back", {{"type", "boolean"}, {"default", true}}},
         {"sweep", {{"type", "integer"}, {"description", "that it comes from: noted there as applied"}}}});
}

} // namespace straightline::control
