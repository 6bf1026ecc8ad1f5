// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/sensitivityreport.h"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "app/experiment/experimentfigures.h"

namespace straightline::app
{
namespace
{

using replay::Contestant;
using replay::ExperimentRow;
using replay::RowComparison;
using replay::SensitivityPoint;
using Points = std::vector<SensitivityPoint>;
using Cells = std::vector<SensitivityCell>;

constexpr double kWin = 0.1; // percent points: smaller differences are none

/// How many are in the lower and in the upper half of each parameter's range.
struct Halves {
    std::array<std::array<std::size_t, 2>, replay::kSensitivityParameters> counts{};
    std::size_t all = 0;

    void count(const SensitivityPoint& point)
    {
        ++all;
        for (std::size_t i = 0; i < point.size(); ++i)
            ++counts[i][replay::isInUpperHalf(i, point[i]) ? 1 : 0];
    }
    std::string columns() const
    {
        std::string text;
        for (const auto& [lower, upper] : counts)
            text += fmt::format(" {} / {} |", lower, upper);
        return text;
    }
};

std::string parameterColumns()
{
    std::string text;
    for (const auto& each : replay::sensitivityParameters())
        text += fmt::format(" {} |", each.name);
    return text;
}

std::string line(std::size_t columns)
{
    std::string text = "|---|";
    for (std::size_t i = 0; i < columns; ++i)
        text += "---:|";
    return text + "\n";
}

std::string parameterTable()
{
    std::string text = "| parameter | what | least | most | scale | in the experiment itself |\n"
                       "|---|---|---:|---:|---|---:|\n";
    for (const auto& each : replay::sensitivityParameters())
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", each.name, each.meaning, each.least, each.most,
                            each.logarithmic ? "logarithmic" : "linear", each.design);
    return text + "\n";
}

/// One contestant over some cells.
struct Standing {
    Halves wins;
    std::size_t asGood = 0; ///< as the winner, or the winner itself
    double slo = 0.0;
    double worst = 100.0;
};

std::string regionTable(const ExperimentRun& run, const Points& points,
                        const std::vector<const SensitivityCell*>& cells)
{
    std::vector<Standing> standings(run.plan.contestants.size());
    Halves all;
    for (const SensitivityCell* cell : cells) {
        all.count(points[cell->point]);
        standings[cell->winners.front()].wins.count(points[cell->point]);
        for (const std::size_t each : cell->winners)
            ++standings[each].asGood;
        for (std::size_t i = 0; i < standings.size(); ++i) {
            const double slo = cell->compared.cell.rows[i].meanSlo();
            standings[i].slo += slo / static_cast<double>(cells.size());
            standings[i].worst = std::min(standings[i].worst, slo);
        }
    }
    std::string text = "| policy | wins | as good | mean SLO % | worst SLO % |" + parameterColumns() + "\n"
                       + line(4 + replay::kSensitivityParameters);
    for (std::size_t i = 0; i < standings.size(); ++i)
        text +=
            fmt::format("| {} | {} | {} | {:.2f} | {:.2f} |{}\n", run.plan.contestants[i].name, standings[i].wins.all,
                        standings[i].asGood, standings[i].slo, standings[i].worst, standings[i].wins.columns());
    return text + fmt::format("| all cells | {} | | | |{}\n\n", all.all, all.columns());
}

/// By trace, where in the ranges adaptive is at least its best rival, and where it wins and loses by the interval.
std::string adaptiveTable(const ExperimentRun& run, const Points& points,
                          const std::vector<const SensitivityCell*>& cells)
{
    Halves notBelow;
    Halves wins;
    Halves losses;
    for (const SensitivityCell* cell : cells) {
        const auto adaptive = adaptiveRow(cell->compared.cell, run.plan);
        if (!adaptive)
            return {};
        const RowComparison& comparison = cell->compared.comparisons[*adaptive];
        const SensitivityPoint& point = points[cell->point];
        if (comparison.toRival.estimate >= 0)
            notBelow.count(point);
        if (comparison.toRival.low > kWin)
            wins.count(point);
        if (comparison.toRival.high < -kWin)
            losses.count(point);
    }
    std::string text =
        fmt::format("| adaptive beside its best rival, of {} | cells |{}\n", cells.size(), parameterColumns())
        + line(1 + replay::kSensitivityParameters);
    text += fmt::format("| its mean SLO is at least the rival's | {} |{}\n", notBelow.all, notBelow.columns());
    text += fmt::format("| better by more than {} points, by the interval | {} |{}\n", kWin, wins.all, wins.columns());
    text += fmt::format("| worse by more | {} |{}\n", losses.all, losses.columns());
    return text + "\n";
}

std::string winsByTrace(const ExperimentRun& run, const std::vector<const SensitivityCell*>& cells)
{
    std::string text = "| wins, and as good, by trace |";
    for (const auto& trace : run.traces)
        text += fmt::format(" {} |", trace.name);
    text += "\n" + line(run.traces.size());
    for (std::size_t i = 0; i < run.plan.contestants.size(); ++i) {
        text += fmt::format("| {} |", run.plan.contestants[i].name);
        for (std::size_t trace = 0; trace < run.traces.size(); ++trace) {
            std::size_t wins = 0;
            std::size_t asGood = 0;
            for (const SensitivityCell* cell : cells) {
                if (cell->compared.cell.trace != trace)
                    continue;
                wins += cell->winners.front() == i ? 1 : 0;
                asGood += std::count(cell->winners.begin(), cell->winners.end(), i) > 0 ? 1 : 0;
            }
            text += fmt::format(" {}, {} |", wins, asGood);
        }
        text += "\n";
    }
    return text + "\n";
}

/// A line for each cell: the point, the winner, adaptive beside its best rival.
std::string everyPoint(const ExperimentRun& run, const Points& points, const std::vector<const SensitivityCell*>& cells)
{
    std::string text =
        "| point |" + parameterColumns()
        + " trace | wins | its SLO % | others as good | best SLO % | adaptive SLO % | − best rival's (95 % CI) | "
          "cost / rival's |\n"
        + line(replay::kSensitivityParameters + 8);
    for (const SensitivityCell* cell : cells) {
        text += fmt::format("| {} |", cell->point + 1);
        for (const double value : points[cell->point])
            text += fmt::format(" {:.3g} |", value);
        const auto& rows = cell->compared.cell.rows;
        double best = 0.0;
        for (const std::size_t each : cell->winners)
            best = std::max(best, rows[each].meanSlo());
        text += fmt::format(" {} | {} | {:.2f} | {} | {:.2f} |", run.traces[cell->compared.cell.trace].name,
                            run.plan.contestants[cell->winners.front()].name, rows[cell->winners.front()].meanSlo(),
                            cell->winners.size() - 1, best);
        if (const auto adaptive = adaptiveRow(cell->compared.cell, run.plan)) {
            const RowComparison& comparison = cell->compared.comparisons[*adaptive];
            text += fmt::format(" {:.2f} | {:+.2f} ({:+.2f} … {:+.2f}) | {:.3f} |", rows[*adaptive].meanSlo(),
                                comparison.toRival.estimate, comparison.toRival.low, comparison.toRival.high,
                                comparison.usdToRival);
        }
        text += "\n";
    }
    return text + "\n";
}

} // namespace

std::string sensitivityHeader()
{
    std::string text = "version,plan_hash,point";
    for (const auto& each : replay::sensitivityParameters())
        text += fmt::format(",{}", each.name);
    return text
           + ",trace,scenario,fault,policy,seeds,tried,frequency_hz,size_bytes,requests,slo_percent,failure_percent,"
             "p99_ms,cost_usd,wins,as_good,rival,slo_points_to_rival,to_rival_low,to_rival_high,usd_to_rival\n";
}

std::string sensitivityLines(const ExperimentRun& run, const Points& points, const SensitivityCell& cell)
{
    std::string text;
    const replay::ExperimentCell& of = cell.compared.cell;
    for (std::size_t i = 0; i < of.rows.size(); ++i) {
        const ExperimentRow& row = of.rows[i];
        const RowComparison& comparison = cell.compared.comparisons[i];
        const RowFigures f = figuresOf(row);
        const bool asGood = std::count(cell.winners.begin(), cell.winners.end(), i) > 0;
        text += fmt::format("{},{:016x},{}", run.version, run.hash, cell.point + 1);
        for (const double value : points[cell.point])
            text += fmt::format(",{:.6g}", value);
        text += fmt::format(",{},{},{},{},{},{},{:.4f},{},{},{:.5f},{:.5f},{:.3f},{:.6f},{},{}",
                            run.traces[of.trace].name, run.plan.scenarios[of.scenario].name,
                            run.plan.faults[of.fault].name, run.plan.contestants[row.contestant].name,
                            row.sloPercent.size(), row.tried, row.settings.thresholds.frequencyHz,
                            row.settings.thresholds.sizeBytes, row.all.requests, f.sloPercent, f.failurePercent,
                            f.p99Ms, f.usd, cell.winners.front() == i ? 1 : 0, asGood ? 1 : 0);
        text += fmt::format(
            ",{},{:.5f},{:.5f},{:.5f},{:.5f}\n", run.plan.contestants[of.rows[comparison.rival].contestant].name,
            comparison.toRival.estimate, comparison.toRival.low, comparison.toRival.high, comparison.usdToRival);
    }
    return text;
}

std::string sensitivityMarkdown(const ExperimentRun& run, const Points& points, const Cells& cells, bool partial)
{
    std::string text =
        fmt::format("Version {}, plan {:016x}, {} points, {} seeds.{}\n\n", run.version, run.hash, points.size(),
                    run.plan.seeds.size(), partial ? " **Cut short: these are the cells up to there.**" : "")
        + parameterTable()
        + fmt::format("A policy wins a cell when it is the cheapest of those within {} points of the highest mean SLO "
                      "attainment; those others are as good. \"a / b\": how many of them have the parameter in the "
                      "lower / the upper half of its range.\n\n",
                      run.plan.tolerancePoints);
    for (std::size_t scenario = 0; scenario < run.plan.scenarios.size(); ++scenario) {
        for (std::size_t fault = 0; fault < run.plan.faults.size(); ++fault) {
            std::vector<const SensitivityCell*> these;
            for (const SensitivityCell& each : cells) {
                if (each.compared.cell.scenario == scenario && each.compared.cell.fault == fault
                    && !each.winners.empty())
                    these.push_back(&each);
            }
            text += fmt::format("### {}, {}\n\n", run.plan.scenarios[scenario].name, run.plan.faults[fault].name)
                    + regionTable(run, points, these) + adaptiveTable(run, points, these) + winsByTrace(run, these)
                    + everyPoint(run, points, these);
        }
    }
    return text;
}

} // namespace straightline::app
