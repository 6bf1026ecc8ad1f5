// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/replay/report.h"

namespace straightline::app
{
namespace
{

using replay::Interval;
using replay::Standing;
using Json = nlohmann::ordered_json;

std::string line(std::string_view what, const Standing& standing)
{
    return fmt::format("{:<12}{:>10.2f}{:>14}{:>11.1f}{:>9.3f}{:>9.2f}{:>12.5f}\n", what,
                       standing.thresholds.frequencyHz, standing.thresholds.sizeBytes, standing.p95Ms,
                       standing.failurePercent, standing.sloPercent, standing.usd);
}

std::string change(std::string_view what, const Interval& interval, std::string_view unit)
{
    return fmt::format("  {:<10}{:+.2f} {}, 95 % CI {:+.2f} … {:+.2f}\n", what, interval.estimate, unit, interval.low,
                       interval.high);
}

std::string asText(const replay::Tuning& tuning, replay::Goal goal)
{
    std::string text =
        fmt::format("{} pairs tried on the first part of the trace, for {}\n{:<12}{:>10}{:>14}{:>11}{:>9}"
                    "{:>9}{:>12}\n",
                    tuning.tried, toString(goal), "", "F /s", "D bytes", "p95 ms", "fail %", "SLO %", "USD");
    text += line("own", tuning.own) + line("best", tuning.best);
    for (const Standing& each : tuning.front)
        text += line("front", each);
    const replay::Proof& proof = tuning.proof;
    text +=
        fmt::format("best against own on the {} requests after it, which it was not tuned on ({} blocks of {:.0f} s)\n",
                    proof.requests, proof.blocks, proof.blockS);
    text += change("p95", proof.p95Percent, "%") + change("failures", proof.failurePoints, "points")
            + change("SLO", proof.sloPoints, "points") + change("cost", proof.costPercent, "%");
    if (tuning.better)
        return text
               + fmt::format("recommended: F = {:.2f}/s, D = {} bytes\n", tuning.best.thresholds.frequencyHz,
                             tuning.best.thresholds.sizeBytes);
    return text + "no better pair found: what is set stays\n";
}

std::string asCsv(const replay::Tuning& tuning)
{
    std::string text = "what,frequency_hz,size_bytes,p95_ms,failure_percent,slo_percent,cost_usd\n";
    const auto add = [&](std::string_view what, const Standing& each) {
        text += fmt::format("{},{},{},{:.3f},{:.4f},{:.4f},{:.6f}\n", what, each.thresholds.frequencyHz,
                            each.thresholds.sizeBytes, each.p95Ms, each.failurePercent, each.sloPercent, each.usd);
    };
    add("own", tuning.own);
    add(tuning.better ? "recommended" : "not_proven", tuning.best);
    for (const Standing& each : tuning.front)
        add("front", each);
    return text;
}

Json toJson(const Standing& standing)
{
    return {{"frequency_hz", standing.thresholds.frequencyHz},
            {"size_bytes", standing.thresholds.sizeBytes},
            {"p95_ms", standing.p95Ms},
            {"failure_percent", standing.failurePercent},
            {"slo_percent", standing.sloPercent},
            {"cost_usd", standing.usd}};
}

Json toJson(const Interval& interval)
{
    return {{"estimate", interval.estimate}, {"low", interval.low}, {"high", interval.high}};
}

std::string asJson(const replay::Tuning& tuning, replay::Goal goal)
{
    Json front = Json::array();
    for (const Standing& each : tuning.front)
        front.push_back(toJson(each));
    const replay::Proof& proof = tuning.proof;
    const Json document{{"goal", toString(goal)},
                        {"better", tuning.better},
                        {"own", toJson(tuning.own)},
                        {"best", toJson(tuning.best)},
                        {"front", std::move(front)},
                        {"tried", tuning.tried},
                        {"proof",
                         {{"requests", proof.requests},
                          {"blocks", proof.blocks},
                          {"block_s", proof.blockS},
                          {"p95_percent", toJson(proof.p95Percent)},
                          {"failure_points", toJson(proof.failurePoints)},
                          {"slo_points", toJson(proof.sloPoints)},
                          {"cost_percent", toJson(proof.costPercent)}}}};
    return document.dump(1) + "\n";
}

} // namespace

std::string makeTuningReport(const replay::Tuning& tuning, replay::Goal goal, ReportFormat format)
{
    switch (format) {
    case ReportFormat::Json:
        return asJson(tuning, goal);
    case ReportFormat::Csv:
        return asCsv(tuning);
    case ReportFormat::Table:
        break;
    }
    return asText(tuning, goal);
}

} // namespace straightline::app
