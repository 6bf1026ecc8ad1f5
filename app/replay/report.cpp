// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/report.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/replay/failurereasons.h"

namespace straightline::app
{
namespace
{

using replay::SweepCell;

struct Figures {
    double meanMs;
    double p50Ms;
    double p95Ms;
    double p99Ms;
    double failurePercent;
    double sloPercent;
    double waitedPercent;
    double waitMs; ///< mean over all requests
    std::array<double, kTierCount> share;
};

/// "adaptive", or "adaptive-guard" for it without the guard.
std::string nameOf(const SweepCell& cell)
{
    std::string name(toString(cell.policy));
    for (const std::string& each : cell.without)
        name += "-" + each;
    return name;
}

double percent(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

Figures figuresOf(const replay::SimulationOutcome& outcome)
{
    const Histogram all = outcome.allMicros();
    const std::uint64_t placed = outcome.placed[0] + outcome.placed[1] + outcome.placed[2];
    Figures figures{.meanMs = outcome.meanMs(),
                    .p50Ms = all.percentile(50) / 1e3,
                    .p95Ms = all.percentile(95) / 1e3,
                    .p99Ms = all.percentile(99) / 1e3,
                    .failurePercent = percent(outcome.failures(), outcome.requests),
                    .sloPercent = percent(outcome.withinTarget, outcome.requests),
                    .waitedPercent = percent(outcome.waited, outcome.requests),
                    .waitMs = outcome.requests > 0 ? static_cast<double>(outcome.waitedNanos) / 1e6
                                                         / static_cast<double>(outcome.requests)
                                                   : 0.0,
                    .share = {}};
    for (std::size_t i = 0; i < kTierCount; ++i)
        figures.share[i] = percent(outcome.placed[i], placed) / 100.0;
    return figures;
}

std::string asTable(const std::vector<SweepCell>& cells)
{
    std::string text = fmt::format(
        "{:<22}{:>9}{:>13}{:>6}{:>10}{:>8}{:>8}{:>10}{:>10}{:>10}{:>10}{:>8}{:>9}{:>11}{:>8}{:>8}{:>8}  {}\n", "policy",
        "F /s", "D bytes", "seed", "requests", "fail %", "SLO %", "mean ms", "p50 ms", "p95 ms", "p99 ms", "wait %",
        "wait ms", "USD", "local", "contain", "server", "failures");
    for (const SweepCell& cell : cells) {
        const Figures f = figuresOf(cell.outcome);
        const std::string frequency = cell.ownThresholds ? "own" : fmt::format("{:.2f}", cell.thresholds.frequencyHz);
        const std::string size = cell.ownThresholds ? "own" : fmt::format("{}", cell.thresholds.sizeBytes);
        const bool reads = replay::readsThresholds(cell.policy);
        std::string failures;
        for (const FailureRow& each : failuresOf(cell.outcome)) {
            if (each.count > 0)
                failures += fmt::format("{}{} {}", failures.empty() ? "" : ", ", each.reason, each.count);
        }
        text += fmt::format("{:<22}{:>9}{:>13}{:>6}{:>10}{:>8.2f}{:>8.2f}{:>10.1f}{:>10.1f}{:>10.1f}{:>10.1f}{:>8.2f}"
                            "{:>9.1f}{:>11.4f}{:>7.0f}%{:>7.0f}%{:>7.0f}%  {}\n",
                            nameOf(cell), reads ? frequency : "-", reads ? size : "-", cell.seed, cell.outcome.requests,
                            f.failurePercent, f.sloPercent, f.meanMs, f.p50Ms, f.p95Ms, f.p99Ms, f.waitedPercent,
                            f.waitMs, cell.outcome.usd, 100 * f.share[0], 100 * f.share[1], 100 * f.share[2], failures);
    }
    return text;
}

std::string asCsv(const std::vector<SweepCell>& cells)
{
    std::string text =
        "policy,frequency_hz,size_bytes,seed,requests,failures,failure_percent,slo_percent,mean_ms,p50_ms,"
        "p95_ms,p99_ms,waited_percent,wait_ms,cold_starts,retries,ejections,cost_usd,share_local,share_container,"
        "share_serverless";
    for (const FailureRow& each : failuresOf({}))
        text += fmt::format(",{}", each.reason);
    text += "\n";
    for (const SweepCell& cell : cells) {
        const Figures f = figuresOf(cell.outcome);
        text += fmt::format(
            "{},{},{},{},{},{},{:.4f},{:.4f},{:.3f},{:.3f},{:.3f},{:.3f},{:.4f},{:.3f},{},{},{},{:.6f},{:.6f},{:.6f},"
            "{:.6f}",
            nameOf(cell), cell.thresholds.frequencyHz, cell.thresholds.sizeBytes, cell.seed, cell.outcome.requests,
            cell.outcome.failures(), f.failurePercent, f.sloPercent, f.meanMs, f.p50Ms, f.p95Ms, f.p99Ms,
            f.waitedPercent, f.waitMs, cell.outcome.coldStarts, cell.outcome.retries, cell.outcome.ejections,
            cell.outcome.usd, f.share[0], f.share[1], f.share[2]);
        for (const FailureRow& each : failuresOf(cell.outcome))
            text += fmt::format(",{}", each.count);
        text += "\n";
    }
    return text;
}

std::string asJson(const std::vector<SweepCell>& cells, bool partial, const ReportedDevice& device)
{
    using Json = nlohmann::ordered_json;
    Json results = Json::array();
    for (const SweepCell& cell : cells) {
        const Figures f = figuresOf(cell.outcome);
        Json failures = Json::object();
        for (const FailureRow& each : failuresOf(cell.outcome)) {
            if (each.count > 0)
                failures[std::string(each.reason)] = each.count;
        }
        Json share = Json::object();
        for (const Tier tier : kTiers)
            share[std::string(toString(tier))] = f.share[static_cast<std::size_t>(tier)];
        results.push_back({{"policy", nameOf(cell)},
                           {"frequency_hz", cell.thresholds.frequencyHz},
                           {"size_bytes", cell.thresholds.sizeBytes},
                           {"seed", cell.seed},
                           {"requests", cell.outcome.requests},
                           {"failures", std::move(failures)},
                           {"mean_ms", f.meanMs},
                           {"p50_ms", f.p50Ms},
                           {"p95_ms", f.p95Ms},
                           {"p99_ms", f.p99Ms},
                           {"slo_percent", f.sloPercent},
                           {"waited_percent", f.waitedPercent},
                           {"wait_ms", f.waitMs},
                           {"cold_starts", cell.outcome.coldStarts},
                           {"retries", cell.outcome.retries},
                           {"ejections", cell.outcome.ejections},
                           {"cost_usd", cell.outcome.usd},
                           {"share", std::move(share)}});
    }
    Json document{{"device", device.kind}, {"results", std::move(results)}};
    if (!device.name.empty())
        document["device_name"] = device.name;
    if (partial)
        document["partial"] = true;
    return document.dump(1) + "\n";
}

} // namespace

std::string makeReport(const std::vector<replay::SweepCell>& cells, ReportFormat format, bool partial,
                       const ReportedDevice& device)
{
    switch (format) {
    case ReportFormat::Json:
        return asJson(cells, partial, device);
    case ReportFormat::Csv:
        return asCsv(cells);
    case ReportFormat::Table:
        break;
    }
    return asTable(cells) + (partial ? "cut short: these are the requests up to there\n" : "");
}

} // namespace straightline::app
