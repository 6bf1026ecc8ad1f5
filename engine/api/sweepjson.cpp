// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/sweepjson.h"

#include <array>

#include <nlohmann/json.hpp>

namespace straightline
{
namespace
{

constexpr std::array<std::string_view, 4> kAdvice{"none", "better", "no_better", "unable"};

Json partOf(const Interval& interval)
{
    return {{"estimate", interval.estimate}, {"low", interval.low}, {"high", interval.high}};
}

Interval intervalOf(const Json& json)
{
    return {json.at("estimate").get<double>(), json.at("low").get<double>(), json.at("high").get<double>()};
}

Thresholds pairOf(const Json& json)
{
    return {.frequencyHz = json.at("frequency_hz").get<double>(),
            .sizeBytes = json.at("size_bytes").get<std::uint64_t>()};
}

Json partOf(const SweepAdvice& advice)
{
    return {{"verdict", kAdvice[static_cast<std::size_t>(advice.kind)]},
            {"thresholds", toJson(advice.thresholds)},
            {"p95_percent", partOf(advice.p95Percent)},
            {"failure_points", partOf(advice.failurePoints)},
            {"cost_percent", partOf(advice.costPercent)},
            {"tuned_on", advice.tunedOn},
            {"proven_on", advice.provenOn},
            {"reason", advice.reason}};
}

SweepAdvice adviceOf(const Json& json)
{
    SweepAdvice advice;
    for (std::size_t i = 0; i < kAdvice.size(); ++i) {
        if (json.at("verdict").get<std::string>() == kAdvice[i])
            advice.kind = static_cast<AdviceKind>(i);
    }
    advice.thresholds = pairOf(json.at("thresholds"));
    advice.p95Percent = intervalOf(json.at("p95_percent"));
    advice.failurePoints = intervalOf(json.at("failure_points"));
    advice.costPercent = intervalOf(json.at("cost_percent"));
    advice.tunedOn = json.at("tuned_on").get<std::uint64_t>();
    advice.provenOn = json.at("proven_on").get<std::uint64_t>();
    advice.reason = json.at("reason").get<std::string>();
    return advice;
}

/// Figures as one list each, in the points' order; null where a point is not done.
void putPoints(Json& json, const std::vector<SweepPoint>& points)
{
    Json p95 = Json::array();
    Json failed = Json::array();
    Json usd = Json::array();
    Json front = Json::array();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const SweepPoint& point = points[i];
        p95.push_back(point.isDone ? Json(point.p95Ms) : Json(nullptr));
        failed.push_back(point.isDone ? Json(point.failedShare) : Json(nullptr));
        usd.push_back(point.isDone ? Json(point.usd) : Json(nullptr));
        if (point.isOnFront)
            front.push_back(i);
    }
    json["p95_ms"] = std::move(p95);
    json["failed_share"] = std::move(failed);
    json["usd"] = std::move(usd);
    json["front"] = std::move(front);
}

void takePoints(const Json& json, ThresholdSweep& sweep)
{
    const Json& p95 = json.at("p95_ms");
    if (p95.size() != sweep.frequenciesHz.size() * sweep.sizesBytes.size())
        return; // a list's, without them
    for (std::size_t i = 0; i < p95.size(); ++i) {
        SweepPoint& point = sweep.points.emplace_back();
        point.thresholds = {.frequencyHz = sweep.frequenciesHz[i / sweep.sizesBytes.size()],
                            .sizeBytes = sweep.sizesBytes[i % sweep.sizesBytes.size()]};
        point.isDone = !p95[i].is_null();
        if (!point.isDone)
            continue;
        point.p95Ms = p95[i].get<double>();
        point.failedShare = json.at("failed_share").at(i).get<double>();
        point.usd = json.at("usd").at(i).get<double>();
    }
    for (const Json& each : json.at("front")) {
        if (const auto place = each.get<std::size_t>(); place < sweep.points.size())
            sweep.points[place].isOnFront = true;
    }
}

ThresholdSweep read(const Json& json)
{
    ThresholdSweep sweep;
    sweep.id = json.at("id").get<std::uint64_t>();
    sweep.operation = json.at("operation").get<std::uint64_t>();
    sweep.application = json.at("application").get<std::string>();
    sweep.goal = goalFromString(json.at("goal").get<std::string>()).value_or(Goal::P95);
    sweep.actor = json.at("actor").get<std::string>();
    sweep.begunUnixMicros = json.at("begun_unix_us").get<std::int64_t>();
    sweep.tookMs = json.at("took_ms").get<double>();
    sweep.isComplete = json.at("complete").get<bool>();
    sweep.requests = json.at("requests").get<std::uint64_t>();
    sweep.fromUnixMicros = json.at("from_unix_us").get<std::int64_t>();
    sweep.toUnixMicros = json.at("to_unix_us").get<std::int64_t>();
    sweep.present = pairOf(json.at("present"));
    sweep.policy = policyFromString(json.at("policy").get<std::string>()).value_or(PolicyKind::Straightline);
    sweep.withoutHedging = json.value("without_hedging", false); // older ones do not say
    sweep.frequenciesHz = json.at("frequencies_hz").get<std::vector<double>>();
    sweep.sizesBytes = json.at("sizes_bytes").get<std::vector<std::uint64_t>>();
    sweep.done = json.at("done").get<std::uint64_t>();
    takePoints(json, sweep);
    sweep.advice = adviceOf(json.at("advice"));
    if (const Json& applied = json.at("applied"); !applied.is_null()) {
        sweep.appliedUnixMicros = applied.at("unix_us").get<std::int64_t>();
        sweep.applied = pairOf(applied.at("thresholds"));
    }
    return sweep;
}

Placing placingOf(const Json& json)
{
    const auto policy = policyFromString(json.at("policy").get<std::string>());
    return {pairOf(json.at("thresholds")), policy.value_or(PolicyKind::Straightline)};
}

ThresholdWatch readWatch(const Json& json)
{
    ThresholdWatch watch;
    watch.operation = json.at("operation").get<std::uint64_t>();
    watch.application = json.at("application").get<std::string>();
    watch.before = placingOf(json.at("before"));
    watch.tried = placingOf(json.at("tried"));
    watch.actor = json.at("actor").get<std::string>();
    watch.begunUnixMicros = json.at("begun_unix_us").get<std::int64_t>();
    watch.rollsBack = json.at("rolls_back").get<bool>();
    for (auto phase = WatchPhase::Predicting; phase <= WatchPhase::Ended;
         phase = static_cast<WatchPhase>(static_cast<int>(phase) + 1)) {
        if (json.at("phase").get<std::string>() == toString(phase))
            watch.phase = phase;
    }
    watch.keptWithin = json.at("kept_within").get<bool>();
    watch.reason = json.at("reason").get<std::string>();
    if (!json.at("predicted_p95_ms").is_null()) {
        watch.predictedP95Ms = intervalOf(json.at("predicted_p95_ms"));
        watch.predictedFailedShare = intervalOf(json.at("predicted_failed_share"));
    }
    return watch;
}

} // namespace

Json toJson(const ThresholdSweep& sweep)
{
    Json json{{"id", sweep.id},
              {"operation", sweep.operation},
              {"application", sweep.application},
              {"goal", toString(sweep.goal)},
              {"actor", sweep.actor},
              {"begun_unix_us", sweep.begunUnixMicros},
              {"took_ms", sweep.tookMs},
              {"complete", sweep.isComplete},
              {"requests", sweep.requests},
              {"from_unix_us", sweep.fromUnixMicros},
              {"to_unix_us", sweep.toUnixMicros},
              {"present", toJson(sweep.present)},
              {"policy", toString(sweep.policy)},
              {"without_hedging", sweep.withoutHedging},
              {"frequencies_hz", sweep.frequenciesHz},
              {"sizes_bytes", sweep.sizesBytes},
              {"done", sweep.done},
              {"advice", partOf(sweep.advice)},
              {"applied", nullptr}};
    putPoints(json, sweep.points);
    if (sweep.appliedUnixMicros != 0)
        json["applied"] = {{"unix_us", sweep.appliedUnixMicros}, {"thresholds", toJson(sweep.applied)}};
    return json;
}

Result<ThresholdSweep> sweepFromJson(const Json& json)
{
    try {
        return read(json);
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::Storage, std::string("stored sweep: ") + exception.what());
    }
}

Json toJson(const ThresholdWatch& watch)
{
    const auto placing = [](const Placing& each) {
        return Json{{"thresholds", toJson(each.thresholds)}, {"policy", toString(each.policy)}};
    };
    const bool predicted = watch.phase != WatchPhase::Predicting && watch.predictedP95Ms.high > 0.0;
    return {{"operation", watch.operation},
            {"application", watch.application},
            {"before", placing(watch.before)},
            {"tried", placing(watch.tried)},
            {"actor", watch.actor},
            {"begun_unix_us", watch.begunUnixMicros},
            {"rolls_back", watch.rollsBack},
            {"phase", toString(watch.phase)},
            {"kept_within", watch.keptWithin},
            {"reason", watch.reason},
            {"requests", watch.requests},
            {"needed", kWatchLeast},
            {"p95_ms", watch.requests > 0 ? Json(watch.p95Ms) : Json(nullptr)},
            {"failed_share", watch.requests > 0 ? Json(watch.failedShare) : Json(nullptr)},
            {"predicted_p95_ms", predicted ? partOf(watch.predictedP95Ms) : Json(nullptr)},
            {"predicted_failed_share", predicted ? partOf(watch.predictedFailedShare) : Json(nullptr)}};
}

Result<ThresholdWatch> watchFromJson(const Json& json)
{
    try {
        for (const char* each : {"before", "tried"}) {
            if (const auto policy = json.at(each).at("policy").get<std::string>(); !policyFromString(policy))
                return failure(ErrorCode::Storage, "stored watch: unknown policy " + policy);
        }
        return readWatch(json);
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::Storage, std::string("stored watch: ") + exception.what());
    }
}

} // namespace straightline
