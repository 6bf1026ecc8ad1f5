// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/experimentcommand.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "app/experiment/experimentoptions.h"
#include "app/experiment/programbuild.h"
#include "app/experiment/runs.h"
#include "app/experiment/tracefolder.h"
#include "engine/replay/worklaw.h"

namespace straightline::app
{
namespace
{

constexpr int kCutShort = 130;

volatile std::sig_atomic_t g_stop = 0;

void onInterrupt(int)
{
    g_stop = 1;
}

int fail(const Error& error)
{
    std::fprintf(stderr, "straightline experiment: %s\n", error.detail.c_str());
    return error.code == ErrorCode::Storage ? 1 : 2;
}

Result<std::vector<replay::ExperimentTrace>> tracesOf(const ExperimentOptions& options,
                                                      const replay::ExperimentPlan& plan)
{
    if (options.tracesPath.empty())
        return std::vector{replay::syntheticTrace(plan.boundsS.back())};
    auto traces = readTraceFolder(options.tracesPath, plan, options.applications);
    if (traces) {
        if (auto kept = keepNamed(*traces, options.traces, "--trace"); !kept)
            return tl::make_unexpected(kept.error());
    }
    return traces;
}

Result<std::vector<replay::ExperimentTrace>> tracesAsPlanned(const ExperimentOptions& options,
                                                             const replay::ExperimentPlan& plan)
{
    auto traces = tracesOf(options, plan);
    if (!traces || plan.work == replay::WorkLaw::BySize)
        return traces;
    for (replay::ExperimentTrace& each : *traces) {
        each = replay::withWork(std::move(each), plan.work);
        each.note += fmt::format("; work dealt out {}", toString(plan.work));
    }
    return traces;
}

/// Of a sensitivity study; no points otherwise.
std::vector<replay::SensitivityPoint> pointsOf(const ExperimentOptions& options)
{
    return options.sensitivity ? replay::latinHypercube(options.points, options.pointSeed)
                               : std::vector<replay::SensitivityPoint>();
}

Result<int> runAll(const ExperimentOptions& options, const std::string& version)
{
    const auto plan = planOf(options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    const auto traces = tracesAsPlanned(options, *plan);
    if (!traces)
        return tl::make_unexpected(traces.error());
    const auto build = buildOfProgram();
    if (!build)
        return tl::make_unexpected(build.error());
    const std::vector<replay::SensitivityPoint> points = pointsOf(options);
    const ExperimentRun run{version, *build, *plan, *traces,
                            replay::hashOf(replay::describe(points), hashOfRun(*plan, *traces))};
    ResultFolder folder(options.outPath);
    std::vector<PointCell> kept;
    if (options.resume) {
        auto before = folder.resume(run);
        if (!before)
            return tl::make_unexpected(before.error());
        kept = std::move(*before);
        fmt::print(stderr, "{} cells are done already\n", kept.size());
    } else if (auto begun = folder.begin(run); !begun) {
        return tl::make_unexpected(begun.error());
    }
    const unsigned threads = options.threads > 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1U);
    const auto stopped = [] { return g_stop != 0; };
    const auto done = options.sensitivity ? runSensitivity(run, points, folder, std::move(kept), threads, stopped)
                                          : runTable(run, folder, std::move(kept), threads, stopped);
    if (!done)
        return tl::make_unexpected(done.error());
    const std::size_t cells = traces->size() * plan->cells() * std::max<std::size_t>(points.size(), 1);
    fmt::print("{} of {} cells in {}{}\n", *done, cells, options.outPath, *done == cells ? "" : ": cut short");
    return *done == cells ? 0 : kCutShort;
}

} // namespace

int runExperiment(const std::vector<std::string>& arguments, const std::string& version)
{
    const auto options = parseExperimentOptions(arguments);
    if (!options)
        return fail(options.error());
    if (options->showHelp) {
        fmt::print("{}", experimentUsage());
        return 0;
    }
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    const auto code = runAll(*options, version);
    return code ? *code : fail(code.error());
}

} // namespace straightline::app
