// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/runs.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/experiment/sensitivityreport.h"
#include "app/replay/progress.h"

namespace straightline::app
{
namespace
{

void announce(const ExperimentRun& run, std::size_t points, std::uint64_t requests)
{
    fmt::print(stderr, "{} traces, {} cells, {:.1f} million requests to simulate, plan {:016x}\n", run.traces.size(),
               run.traces.size() * run.plan.cells() * points, static_cast<double>(requests * points) / 1e6, run.hash);
}

ComparedCell compared(replay::ExperimentCell cell, const replay::ExperimentPlan& plan)
{
    auto comparisons = compareRows(cell, plan);
    return {std::move(cell), std::move(comparisons)};
}

/// The traces with that point's sizes.
std::vector<replay::ExperimentTrace> tracesAt(const ExperimentRun& run, const replay::ExperimentPlan& plan)
{
    std::vector<replay::ExperimentTrace> traces;
    for (const replay::ExperimentTrace& each : run.traces)
        traces.push_back(withSizes(each, plan));
    return traces;
}

} // namespace

Result<std::size_t> runTable(const ExperimentRun& run, ResultFolder& folder, std::vector<PointCell> kept,
                             unsigned threads, const std::function<bool()>& stopped)
{
    replay::Experiment experiment(run.plan, run.traces, threads);
    announce(run, 1, experiment.simulations());
    std::vector<ComparedCell> cells;
    Result<void> written =
        folder.write("table.csv", tableHeader()).and_then([&] { return folder.write("runs.csv", runsHeader()); });
    const auto add = [&](replay::ExperimentCell cell) {
        cells.push_back(compared(std::move(cell), run.plan));
        written =
            written.and_then([&] { return folder.append("table.csv", tableLines(run, cells.back())); }).and_then([&] {
                return folder.append("runs.csv", runLines(run, cells.back()));
            });
    };
    for (PointCell& each : kept) {
        experiment.leaveOut(each.cell);
        add(std::move(each.cell));
    }
    bool done = false;
    {
        Progress progress;
        done = experiment.run(
            [&](replay::ExperimentCell cell) {
                written = written.and_then([&] { return folder.keep({.point = 0, .cell = cell}); });
                add(std::move(cell));
            },
            [&](const replay::ExperimentProgress& at) {
                progress.show(std::min(at.share, 1.0), at.simulated);
                return stopped() || !written;
            });
    }
    written = written.and_then([&] { return folder.write("results.json", resultsJson(run, cells, !done)); })
                  .and_then([&] { return folder.write("summary.md", summaryMarkdown(run, cells, !done)); })
                  .and_then([&] { return folder.write("table.md", cellsMarkdown(run, cells, !done)); });
    if (!written)
        return tl::make_unexpected(written.error());
    return cells.size();
}

Result<std::size_t> runSensitivity(const ExperimentRun& run, const std::vector<replay::SensitivityPoint>& points,
                                   ResultFolder& folder, std::vector<PointCell> kept, unsigned threads,
                                   const std::function<bool()>& stopped)
{
    announce(run, points.size(), replay::Experiment(run.plan, run.traces, threads).simulations());
    std::vector<SensitivityCell> cells;
    Result<void> written = folder.write("sensitivity.csv", sensitivityHeader());
    const auto add = [&](std::size_t point, replay::ExperimentCell cell) {
        auto winners = winnersOf(cell, run.plan);
        cells.push_back({point, compared(std::move(cell), run.plan), std::move(winners)});
        written = written.and_then(
            [&] { return folder.append("sensitivity.csv", sensitivityLines(run, points, cells.back())); });
    };
    bool done = true;
    Progress progress;
    std::uint64_t before = 0;
    for (std::size_t point = 0; point < points.size() && done; ++point) {
        const replay::ExperimentPlan plan = planAt(run.plan, points[point]);
        const std::vector<replay::ExperimentTrace> traces = tracesAt(run, plan);
        replay::Experiment experiment(plan, traces, threads);
        for (PointCell& each : kept) {
            if (each.point != point)
                continue;
            experiment.leaveOut(each.cell);
            add(point, std::move(each.cell));
        }
        done = experiment.run(
            [&](replay::ExperimentCell cell) {
                written = written.and_then([&] { return folder.keep({.point = point, .cell = cell}); });
                add(point, std::move(cell));
            },
            [&](const replay::ExperimentProgress& at) {
                const double share =
                    (static_cast<double>(point) + std::min(at.share, 1.0)) / static_cast<double>(points.size());
                progress.show(share, before + at.simulated);
                return stopped() || !written;
            });
        before += experiment.simulations();
    }
    written = written.and_then(
        [&] { return folder.write("sensitivity.md", sensitivityMarkdown(run, points, cells, !done)); });
    if (!written)
        return tl::make_unexpected(written.error());
    return cells.size();
}

} // namespace straightline::app
