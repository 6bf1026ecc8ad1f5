// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "app/experiment/experimentfigures.h"
#include "app/experiment/experimentreport.h"
#include "app/replay/failurereasons.h"

namespace straightline::app
{
namespace
{

using replay::Contestant;
using replay::ExperimentRow;
using replay::RowComparison;

constexpr double kWin = 0.1; // percent points: smaller differences are none

std::string head(const ExperimentRun& run, bool partial)
{
    return fmt::format("Version {}, plan {:016x}, {} seeds.{}\n\n", run.version, run.hash, run.plan.seeds.size(),
                       partial ? " **Cut short: these are the cells up to there.**" : "");
}

std::string nameOf(const ExperimentRun& run, const replay::ExperimentCell& cell)
{
    return fmt::format("{}, {}", run.plan.scenarios[cell.scenario].name, run.plan.faults[cell.fault].name);
}

std::string line(std::size_t columns)
{
    std::string text = "|---|";
    for (std::size_t i = 0; i < columns; ++i)
        text += "---:|";
    return text + "\n";
}

/// One figure of every contestant, a line for each cell of one trace.
std::string matrix(const ExperimentRun& run, const std::vector<ComparedCell>& cells, std::size_t trace,
                   const std::string& title, const std::function<std::string(const ExperimentRow&)>& shown)
{
    std::string text = fmt::format("{}\n\n| cell |", title);
    for (const Contestant& each : run.plan.contestants)
        text += fmt::format(" {} |", each.brief);
    text += "\n" + line(run.plan.contestants.size());
    for (const ComparedCell& each : cells) {
        if (each.cell.trace != trace)
            continue;
        text += fmt::format("| {} |", nameOf(run, each.cell));
        for (const ExperimentRow& row : each.cell.rows)
            text += fmt::format(" {} |", shown(row));
        text += "\n";
    }
    return text + "\n";
}

std::optional<std::size_t> rowOf(const ExperimentRun& run, const replay::ExperimentCell& cell, PolicyKind policy)
{
    for (std::size_t i = 0; i < cell.rows.size(); ++i) {
        if (run.plan.contestants[cell.rows[i].contestant].policy == policy)
            return i;
    }
    return std::nullopt;
}

std::string costBeside(const ExperimentRun& run, const replay::ExperimentCell& cell, const ExperimentRow& row)
{
    const auto expected = rowOf(run, cell, PolicyKind::ExpectedCompletion);
    if (!expected || cell.rows[*expected].meanUsd() <= 0)
        return "-";
    return fmt::format("{:.3f}", row.meanUsd() / cell.rows[*expected].meanUsd());
}

/// Adaptive beside the best of all others, and how often it wins.
std::string adaptiveTable(const ExperimentRun& run, const std::vector<ComparedCell>& cells)
{
    std::string text =
        "| trace, cell | adaptive SLO % | best rival | its SLO % | difference, points (95 % CI) | cost / rival's | "
        "cost / expected_completion's |\n|---|---:|---|---:|---:|---:|---:|\n";
    std::size_t wins = 0;
    std::size_t losses = 0;
    std::size_t notBelow = 0;
    for (const ComparedCell& each : cells) {
        const auto adaptive = adaptiveRow(each.cell, run.plan);
        if (!adaptive)
            return {};
        const ExperimentRow& row = each.cell.rows[*adaptive];
        const RowComparison& comparison = each.comparisons[*adaptive];
        const ExperimentRow& rival = each.cell.rows[comparison.rival];
        wins += comparison.toRival.low > kWin ? 1 : 0;
        losses += comparison.toRival.high < -kWin ? 1 : 0;
        notBelow += row.meanSlo() >= rival.meanSlo() ? 1 : 0;
        text += fmt::format("| {}, {} | {:.2f} | {} | {:.2f} | {:+.2f} ({:+.2f} … {:+.2f}) | {:.3f} | {} |\n",
                            run.traces[each.cell.trace].name, nameOf(run, each.cell), row.meanSlo(),
                            run.plan.contestants[rival.contestant].name, rival.meanSlo(), comparison.toRival.estimate,
                            comparison.toRival.low, comparison.toRival.high, comparison.usdToRival,
                            costBeside(run, each.cell, row));
    }
    return fmt::format(
               "Of {} cells adaptive's mean SLO attainment is at least the best rival's in {}; it wins by more than "
               "{} points in {}, loses by more in {} (by the interval), and is as good as even in the others.\n\n",
               cells.size(), notBelow, kWin, wins, losses)
           + text + "\n";
}

std::string cellTable(const ExperimentRun& run, const ComparedCell& compared)
{
    std::string text =
        fmt::format("### {}, {}\n\n| policy | SLO % | failed % | p50 ms | p95 ms | p99 ms | USD | local % | container "
                    "% | serverless % | best "
                    "rival | SLO − rival's (95 % CI) | adaptive's − SLO (95 % CI) | p, Holm | failures |\n"
                    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|---|\n",
                    run.traces[compared.cell.trace].name, nameOf(run, compared.cell));
    for (std::size_t i = 0; i < compared.cell.rows.size(); ++i) {
        const ExperimentRow& row = compared.cell.rows[i];
        const RowComparison& comparison = compared.comparisons[i];
        const RowFigures f = figuresOf(row);
        std::string failures;
        for (const FailureRow& each : failuresOf(row.all)) {
            if (each.count > 0)
                failures += fmt::format("{}{} {}", failures.empty() ? "" : ", ", each.reason, each.count);
        }
        text += fmt::format(
            "| {} | {:.3f} | {:.3f} | {:.0f} | {:.0f} | {:.0f} | {:.4f} | {:.0f} | {:.0f} | {:.0f} | {} | "
            "{:+.2f} ({:+.2f} … {:+.2f}) | {:+.2f} ({:+.2f} … {:+.2f}) | {:.4f} | {} |\n",
            run.plan.contestants[row.contestant].name, f.sloPercent, f.failurePercent, f.p50Ms, f.p95Ms, f.p99Ms, f.usd,
            100 * f.share[0], 100 * f.share[1], 100 * f.share[2],
            run.plan.contestants[compared.cell.rows[comparison.rival].contestant].name, comparison.toRival.estimate,
            comparison.toRival.low, comparison.toRival.high, comparison.ofAdaptive.estimate, comparison.ofAdaptive.low,
            comparison.ofAdaptive.high, comparison.probability, failures);
    }
    return text + "\n";
}

} // namespace

std::string cellsMarkdown(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial)
{
    std::string text = head(run, partial);
    for (const ComparedCell& each : cells)
        text += cellTable(run, each);
    return text;
}

std::string summaryMarkdown(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial)
{
    std::string text = head(run, partial);
    for (std::size_t trace = 0; trace < run.traces.size(); ++trace) {
        text += fmt::format("### {}\n\n{} requests. {}\n\n", run.traces[trace].name, run.traces[trace].rows.size(),
                            run.traces[trace].note);
        text += matrix(run, cells, trace, "SLO attainment, %",
                       [](const ExperimentRow& row) { return fmt::format("{:.2f}", row.meanSlo()); });
        text += matrix(run, cells, trace, "Cost, 0.001 USD",
                       [](const ExperimentRow& row) { return fmt::format("{:.0f}", 1'000 * row.meanUsd()); });
        text += matrix(run, cells, trace, "p99 of all requests, s",
                       [](const ExperimentRow& row) { return fmt::format("{:.2f}", figuresOf(row).p99Ms / 1'000); });
        text += matrix(run, cells, trace, "Failed, %",
                       [](const ExperimentRow& row) { return fmt::format("{:.2f}", figuresOf(row).failurePercent); });
    }
    return text + "### adaptive beside its best rival\n\n" + adaptiveTable(run, cells);
}

} // namespace straightline::app
