// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/experimentreport.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/experiment/experimentfigures.h"
#include "app/replay/failurereasons.h"

namespace straightline::app
{
namespace
{

using replay::ExperimentRow;
using replay::RowComparison;
using Json = nlohmann::ordered_json;

/// "version,hash,trace,scenario,fault," of each line.
std::string beginning(const ExperimentRun& run, const replay::ExperimentCell& cell)
{
    return fmt::format("{},{:016x},{},{},{},", run.version, run.hash, run.traces[cell.trace].name,
                       run.plan.scenarios[cell.scenario].name, run.plan.faults[cell.fault].name);
}

Json toJson(const replay::Interval& interval)
{
    return {{"estimate", interval.estimate}, {"low", interval.low}, {"high", interval.high}};
}

Json settingsOf(const ExperimentRow& row)
{
    return {{"tried", row.tried},
            {"frequency_hz", row.settings.thresholds.frequencyHz},
            {"size_bytes", row.settings.thresholds.sizeBytes},
            {"decay_s", row.settings.knobs.peakEwmaDecayNanos / 1e9},
            {"quantile_percent", row.settings.knobs.prequalQuantilePercent},
            {"money_weight", row.settings.knobs.moneyWeight}};
}

Json toJson(const ExperimentRun& run, const ComparedCell& compared, std::size_t index)
{
    const ExperimentRow& row = compared.cell.rows[index];
    const RowComparison& comparison = compared.comparisons[index];
    const RowFigures figures = figuresOf(row);
    Json failures = Json::object();
    for (const FailureRow& each : failuresOf(row.all))
        failures[std::string(each.reason)] = each.count;
    return {{"trace", run.traces[compared.cell.trace].name},
            {"scenario", run.plan.scenarios[compared.cell.scenario].name},
            {"fault", run.plan.faults[compared.cell.fault].name},
            {"policy", run.plan.contestants[row.contestant].name},
            {"settings", settingsOf(row)},
            {"requests", row.all.requests},
            {"slo_percent", figures.sloPercent},
            {"failure_percent", figures.failurePercent},
            {"failures", std::move(failures)},
            {"p50_ms", figures.p50Ms},
            {"p95_ms", figures.p95Ms},
            {"p99_ms", figures.p99Ms},
            {"cost_usd", figures.usd},
            {"share", {figures.share[0], figures.share[1], figures.share[2]}},
            {"slo_by_seed", row.sloPercent},
            {"usd_by_seed", row.usd},
            {"p99_ms_by_seed", row.p99Ms},
            {"rival", run.plan.contestants[compared.cell.rows[comparison.rival].contestant].name},
            {"slo_points_to_rival", toJson(comparison.toRival)},
            {"usd_to_rival", comparison.usdToRival},
            {"slo_points_of_adaptive", toJson(comparison.ofAdaptive)},
            {"probability_holm", comparison.probability}};
}

} // namespace

std::uint64_t hashOfRun(const replay::ExperimentPlan& plan, const std::vector<replay::ExperimentTrace>& traces)
{
    std::uint64_t hash = replay::hashOf(describe(plan));
    for (const replay::ExperimentTrace& trace : traces) {
        hash = replay::hashOf(trace.name + describe(experimentSystem(trace, plan)), hash);
        for (const replay::TraceRow& row : trace.rows)
            hash = replay::hashOf(
                fmt::format("{} {} {} {}\n", row.arrivalNanos, row.application, row.sizeBytes, row.work), hash);
    }
    return hash;
}

std::string tableHeader()
{
    std::string text = "version,plan_hash,trace,scenario,fault,policy,seeds,tried,frequency_hz,size_bytes,decay_s,"
                       "quantile_percent,money_weight,requests,slo_percent,failure_percent";
    for (const FailureRow& each : failuresOf({}))
        text += fmt::format(",{}", each.reason);
    return text
           + ",p50_ms,p95_ms,p99_ms,cost_usd,share_local,share_container,share_serverless,cold_starts,retries,"
             "ejections,"
             "rival,slo_points_to_rival,to_rival_low,to_rival_high,usd_to_rival,slo_points_of_adaptive,of_adaptive_low,"
             "of_adaptive_high,probability_holm\n";
}

std::string tableLines(const ExperimentRun& run, const ComparedCell& compared)
{
    std::string text;
    for (std::size_t i = 0; i < compared.cell.rows.size(); ++i) {
        const ExperimentRow& row = compared.cell.rows[i];
        const RowComparison& comparison = compared.comparisons[i];
        const RowFigures f = figuresOf(row);
        text += beginning(run, compared.cell)
                + fmt::format("{},{},{},{:.4f},{},{:.3f},{},{},{},{:.5f},{:.5f}",
                              run.plan.contestants[row.contestant].name, row.sloPercent.size(), row.tried,
                              row.settings.thresholds.frequencyHz, row.settings.thresholds.sizeBytes,
                              row.settings.knobs.peakEwmaDecayNanos / 1e9, row.settings.knobs.prequalQuantilePercent,
                              row.settings.knobs.moneyWeight, row.all.requests, f.sloPercent, f.failurePercent);
        for (const FailureRow& each : failuresOf(row.all))
            text += fmt::format(",{}", each.count);
        text +=
            fmt::format(",{:.3f},{:.3f},{:.3f},{:.6f},{:.5f},{:.5f},{:.5f},{},{},{}", f.p50Ms, f.p95Ms, f.p99Ms, f.usd,
                        f.share[0], f.share[1], f.share[2], row.all.coldStarts, row.all.retries, row.all.ejections);
        text += fmt::format(",{},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f}\n",
                            run.plan.contestants[compared.cell.rows[comparison.rival].contestant].name,
                            comparison.toRival.estimate, comparison.toRival.low, comparison.toRival.high,
                            comparison.usdToRival, comparison.ofAdaptive.estimate, comparison.ofAdaptive.low,
                            comparison.ofAdaptive.high, comparison.probability);
    }
    return text;
}

std::string runsHeader()
{
    return "version,plan_hash,trace,scenario,fault,policy,seed,slo_percent,failure_percent,p99_ms,cost_usd\n";
}

std::string runLines(const ExperimentRun& run, const ComparedCell& compared)
{
    std::string text;
    for (const ExperimentRow& row : compared.cell.rows) {
        for (std::size_t seed = 0; seed < row.sloPercent.size(); ++seed)
            text += beginning(run, compared.cell)
                    + fmt::format("{},{},{:.5f},{:.5f},{:.3f},{:.6f}\n", run.plan.contestants[row.contestant].name,
                                  run.plan.seeds[seed], row.sloPercent[seed], row.failurePercent[seed], row.p99Ms[seed],
                                  row.usd[seed]);
    }
    return text;
}

std::string resultsJson(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial)
{
    Json traces = Json::array();
    for (const replay::ExperimentTrace& trace : run.traces)
        traces.push_back({{"name", trace.name},
                          {"note", trace.note},
                          {"requests", trace.rows.size()},
                          {"system", describe(experimentSystem(trace, run.plan))}});
    Json results = Json::array();
    for (const ComparedCell& compared : cells) {
        for (std::size_t i = 0; i < compared.cell.rows.size(); ++i)
            results.push_back(toJson(run, compared, i));
    }
    Json document{{"version", run.version},      {"plan_hash", fmt::format("{:016x}", run.hash)},
                  {"plan", describe(run.plan)},  {"seeds", run.plan.seeds},
                  {"traces", std::move(traces)}, {"results", std::move(results)}};
    if (partial)
        document["partial"] = true;
    return document.dump(1) + "\n";
}

} // namespace straightline::app
