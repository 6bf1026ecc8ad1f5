// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "engine/api/sweepjson.h"
#include "engine/control/answers.h"
#include "engine/control/handlers.h"

// What-if questions, sweeps of thresholds, and watches of applied ones.
namespace straightline::control::handlers
{
namespace
{

/// The body, or nothing for an empty one; only with `allowed` keys.
Result<Json> bodyWith(const Call& call, const std::set<std::string>& allowed)
{
    if (call.request.body.empty())
        return Json::object();
    return bodyObject(call).and_then([&](const Json& json) -> Result<Json> {
        for (const auto& [key, ignored] : json.items()) {
            if (!allowed.contains(key))
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("{}: unknown; allowed is {}", key, fmt::join(allowed, ", ")));
        }
        return json;
    });
}

Result<std::optional<Thresholds>> thresholdsIn(const Json& json)
{
    if (!json.contains("thresholds"))
        return std::nullopt;
    return thresholdsFromJson(json["thresholds"]).and_then([](const Thresholds& given) {
        return validate(given).map([given] { return std::optional(given); });
    });
}

Result<PolicyKind> policyOf(const Json& json, const std::string& key)
{
    const auto policy = json.is_string() ? policyFromString(json.get<std::string>()) : std::nullopt;
    if (!policy || !isForLiveRequests(*policy))
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: allowed is {}", key, allowedPolicies()));
    return *policy;
}

Result<std::optional<PolicyKind>> policyIn(const Json& json)
{
    if (!json.contains("policy"))
        return std::nullopt;
    return policyOf(json["policy"], "policy").map([](PolicyKind given) { return std::optional(given); });
}

Result<std::uint32_t> numberIn(const Json& json, const char* key, std::uint32_t least, std::uint32_t most,
                               std::uint32_t otherwise)
{
    if (!json.contains(key))
        return otherwise;
    const Json& value = json[key];
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < least || value.get<std::uint64_t>() > most)
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: allowed is {} … {}", key, least, most));
    return value.get<std::uint32_t>();
}

Json partOf(const WhatIfFigures& figures)
{
    Json ended = Json::object();
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        if (figures.ended[i] > 0)
            ended[std::string(toString(static_cast<Outcome>(i)))] = figures.ended[i];
    }
    Json placed = Json::object();
    for (const Tier tier : kTiers)
        placed[std::string(toString(tier))] = figures.placed[static_cast<std::size_t>(tier)];
    const bool any = figures.latency.count > 0;
    return {{"requests", figures.requests},
            {"failures", figures.failures()},
            {"ended", std::move(ended)},
            {"p50_ms", any ? Json(figures.latency.p50) : Json(nullptr)},
            {"p95_ms", any ? Json(figures.latency.p95) : Json(nullptr)},
            {"p99_ms", any ? Json(figures.latency.p99) : Json(nullptr)},
            {"placed", std::move(placed)},
            {"usd", figures.usd}};
}

Json partOf(const WhatIfMove& move)
{
    const auto place = [](const std::string& backend) { return backend.empty() ? Json(nullptr) : Json(backend); };
    return {{"id", move.id},
            {"arrival_unix_us", move.arrivalUnixMicros},
            {"frequency_hz", move.frequencyHz},
            {"size_bytes", move.sizeBytes},
            {"from", place(move.fromBackend)},
            {"to", place(move.toBackend)},
            {"before", toString(move.before)},
            {"after", toString(move.after)},
            {"before_ms", move.beforeMs},
            {"after_ms", move.afterMs}};
}

Json partOf(const WhatIfStay& stay)
{
    return {{"id", stay.id},
            {"arrival_unix_us", stay.arrivalUnixMicros},
            {"frequency_hz", stay.frequencyHz},
            {"size_bytes", stay.sizeBytes},
            {"backend", stay.backend.empty() ? Json(nullptr) : Json(stay.backend)},
            {"outcome", toString(stay.outcome)}};
}

Json answerOf(const WhatIfAnswer& answer)
{
    Json json{{"application", answer.application},
              {"thresholds", toJson(answer.thresholds)},
              {"policy", toString(answer.policy)},
              {"recorded", answer.recorded},
              {"needed", kWhatIfLeast},
              {"enough", answer.enough()},
              {"without_hedging", answer.withoutHedging}};
    if (!answer.enough())
        return json;
    json["from_unix_us"] = answer.fromUnixMicros;
    json["to_unix_us"] = answer.toUnixMicros;
    json["happened"] = partOf(answer.happened);
    json["simulated"] = partOf(answer.simulated);
    json["predicted"] = partOf(answer.predicted);
    json["moved"] = answer.moved;
    json["took_ms"] = answer.tookMs;
    Json& moves = json["moves"] = Json::array();
    for (const WhatIfMove& each : answer.moves)
        moves.push_back(partOf(each));
    Json& stays = json["stays"] = Json::array();
    for (const WhatIfStay& each : answer.stays)
        stays.push_back(partOf(each));
    Json& policies = json["policies"] = Json::object();
    for (const WhatIfPolicy& each : answer.policies)
        policies[std::string(toString(each.policy))] = partOf(each.figures);
    Json& models = json["models"] = Json::array();
    for (const WhatIfModel& each : answer.models)
        models.push_back({{"backend", each.backend},
                          {"tier", toString(each.tier)},
                          {"samples", each.samples},
                          {"fitted", each.fitted},
                          {"service_ms", each.serviceMs},
                          {"per_mb_ms", each.perMbMs},
                          {"workers", each.workers},
                          {"cold_start_ms", each.coldStartMs},
                          {"failed_share", each.failureShare}});
    return json;
}

Result<std::uint64_t> idOf(const Call& call)
{
    std::uint64_t id = 0;
    const std::string& text = call.names.back();
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (code != std::errc{} || end != text.data() + text.size())
        return failure(ErrorCode::NotFound, fmt::format("there is nothing with the number \"{}\"", text));
    return id;
}

Result<bool> rollsBackIn(const Json& json)
{
    if (!json.contains("roll_back"))
        return true;
    if (!json["roll_back"].is_boolean())
        return failure(ErrorCode::InvalidArgument, "roll_back: allowed is true or false");
    return json["roll_back"].get<bool>();
}

tl::unexpected<Error> noApplication(const std::string& name)
{
    return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", name));
}

} // namespace

Result<HttpAnswer> postWhatIf(Engine& engine, const Call& call)
{
    const auto json = bodyWith(call, {"thresholds", "policy", "others", "most_moves", "most_stays"});
    if (!json)
        return tl::make_unexpected(json.error());
    const auto thresholds = thresholdsIn(*json);
    const auto policy = policyIn(*json);
    const auto moves = numberIn(*json, "most_moves", 0, kWhatIfMost, 200);
    if (!thresholds)
        return tl::make_unexpected(thresholds.error());
    const auto stays = numberIn(*json, "most_stays", 0, kWhatIfMost, 0);
    if (!policy || !moves)
        return tl::make_unexpected(policy ? moves.error() : policy.error());
    if (!stays)
        return tl::make_unexpected(stays.error());
    WhatIfQuery query{.application = call.names[0],
                      .thresholds = *thresholds,
                      .policy = *policy,
                      .mostMoves = *moves,
                      .mostStays = *stays};
    if (json->contains("others")) {
        if (!(*json)["others"].is_array())
            return failure(ErrorCode::InvalidArgument, "others: allowed is a list of policies");
        for (const Json& each : (*json)["others"]) {
            const auto other = policyOf(each, "others");
            if (!other)
                return tl::make_unexpected(other.error());
            query.others.push_back(*other);
        }
    }
    return startAndAnswer(engine, call, AskWhatIf{query});
}

Result<HttpAnswer> getWhatIf(Engine& engine, const Call& call)
{
    return idOf(call)
        .and_then([&](std::uint64_t operation) { return engine.whatIfAnswer(operation); })
        .map([](const WhatIfAnswer& answer) { return jsonAnswer(answerOf(answer)); });
}

Result<HttpAnswer> postSweep(Engine& engine, const Call& call)
{
    const auto json = bodyWith(call, {"goal", "frequency_steps", "size_steps"});
    if (!json)
        return tl::make_unexpected(json.error());
    const auto frequencies = numberIn(*json, "frequency_steps", kSweepLeastSteps, kSweepMostSteps, 16);
    const auto sizes = numberIn(*json, "size_steps", kSweepLeastSteps, kSweepMostSteps, 16);
    if (!frequencies || !sizes)
        return tl::make_unexpected(frequencies ? sizes.error() : frequencies.error());
    const Json goal = json->value("goal", Json("p95"));
    const auto known = goal.is_string() ? goalFromString(goal.get<std::string>()) : std::nullopt;
    if (!known || *known == Goal::Slo)
        return failure(ErrorCode::InvalidArgument, "goal: allowed is p95, failures, cost");
    return startAndAnswer(engine, call, SweepThresholds{call.names[0], *known, *frequencies, *sizes});
}

Result<HttpAnswer> getSweeps(Engine& engine, const Call& call)
{
    const std::string application = call.query("application");
    if (!application.empty() && engine.configuration()->findApplication(application) == nullptr)
        return noApplication(application);
    return engine.sweeps(application).map([](const std::vector<ThresholdSweep>& sweeps) {
        Json list = Json::array();
        for (const ThresholdSweep& each : sweeps) {
            Json json = toJson(each);
            for (const char* key : {"p95_ms", "failed_share", "usd", "front"})
                json.erase(key);
            list.push_back(std::move(json));
        }
        return jsonAnswer(list);
    });
}

Result<HttpAnswer> getSweep(Engine& engine, const Call& call)
{
    return idOf(call).and_then([&](std::uint64_t id) { return engine.sweep(id); }).map([](const ThresholdSweep& sweep) {
        return jsonAnswer(toJson(sweep));
    });
}

Result<HttpAnswer> getWatches(Engine& engine, const Call& /*call*/)
{
    Json list = Json::array();
    for (const ThresholdWatch& each : engine.watches())
        list.push_back(toJson(each));
    return jsonAnswer(list);
}

Result<HttpAnswer> postWatch(Engine& engine, const Call& call)
{
    const auto json = bodyWith(call, {"thresholds", "policy", "roll_back", "sweep"});
    if (!json)
        return tl::make_unexpected(json.error());
    const SiteConfigurationPtr site = engine.configuration();
    const ApplicationConfiguration* now = site->findApplication(call.names[0]);
    if (now == nullptr)
        return noApplication(call.names[0]);
    const auto thresholds = thresholdsIn(*json);
    const auto policy = policyIn(*json);
    const auto rollsBack = rollsBackIn(*json);
    if (!thresholds)
        return tl::make_unexpected(thresholds.error());
    if (!policy || !rollsBack)
        return tl::make_unexpected(policy ? rollsBack.error() : policy.error());
    const auto sweep = numberIn(*json, "sweep", 1, ~std::uint32_t{0}, 0);
    if (!sweep)
        return tl::make_unexpected(sweep.error());
    const Placing before{now->thresholds, now->policy};
    const Placing tried{thresholds->value_or(before.thresholds), policy->value_or(before.policy)};
    if (tried == before)
        return failure(ErrorCode::Conflict, "thresholds and policy are what the application has: nothing to apply");
    return startAndAnswer(engine, call, WatchThresholds{now->name, before, tried, *rollsBack, *sweep});
}

Result<HttpAnswer> deleteWatch(Engine& engine, const Call& call)
{
    for (const ThresholdWatch& each : engine.watches()) {
        if (each.application == call.names[0] && each.isRunning())
            return startAndAnswer(engine, call, CancelOperation{each.operation});
    }
    return failure(ErrorCode::NotFound, fmt::format("nothing is watched at application \"{}\"", call.names[0]));
}

} // namespace straightline::control::handlers
