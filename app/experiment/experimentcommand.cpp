// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/experimentcommand.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "app/experiment/experimentoptions.h"
#include "app/experiment/experimentreport.h"
#include "app/experiment/tracefolder.h"
#include "app/replay/progress.h"
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

/// The files of a run. Those with lines grow with every cell, so that nothing is lost whatever happens.
class Results
{
public:
    explicit Results(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    /// A report is made once: a folder that has one is left alone.
    Result<void> begin()
    {
        std::error_code error;
        std::filesystem::create_directories(m_folder, error);
        if (error)
            return failure(ErrorCode::Storage, fmt::format("--out {}: {}", m_folder.string(), error.message()));
        if (std::filesystem::exists(m_folder / "table.csv"))
            return failure(ErrorCode::AlreadyExists,
                           fmt::format("--out {}: holds results already; name another folder", m_folder.string()));
        return append("table.csv", tableHeader()).and_then([&] { return append("runs.csv", runsHeader()); });
    }
    Result<void> add(const ExperimentRun& run, const ComparedCell& cell)
    {
        return append("table.csv", tableLines(run, cell)).and_then([&] {
            return append("runs.csv", runLines(run, cell));
        });
    }
    Result<void> finish(const ExperimentRun& run, const std::vector<ComparedCell>& cells, bool partial)
    {
        return append("results.json", resultsJson(run, cells, partial))
            .and_then([&] { return append("summary.md", summaryMarkdown(run, cells, partial)); })
            .and_then([&] { return append("table.md", cellsMarkdown(run, cells, partial)); });
    }

private:
    Result<void> append(const std::string& name, const std::string& text)
    {
        std::ofstream file(m_folder / name, std::ios::app | std::ios::binary);
        file << text << std::flush;
        if (!file)
            return failure(ErrorCode::Storage, fmt::format("{}: cannot be written", (m_folder / name).string()));
        return {};
    }
    std::filesystem::path m_folder;
};

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

Result<int> runAll(const ExperimentOptions& options, const std::string& version)
{
    const auto plan = planOf(options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    const auto traces = tracesAsPlanned(options, *plan);
    if (!traces)
        return tl::make_unexpected(traces.error());
    Results results(options.outPath);
    if (auto begun = results.begin(); !begun)
        return tl::make_unexpected(begun.error());
    const ExperimentRun run{version, *plan, *traces, hashOfRun(*plan, *traces)};
    const unsigned threads = options.threads > 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1U);
    replay::Experiment experiment(*plan, *traces, threads);
    fmt::print(stderr, "{} traces, {} cells, {:.1f} million requests to simulate, plan {:016x}\n", traces->size(),
               traces->size() * plan->cells(), static_cast<double>(experiment.simulations()) / 1e6, run.hash);
    std::vector<ComparedCell> cells;
    Result<void> written;
    bool done = false;
    {
        Progress progress;
        done = experiment.run(
            [&](replay::ExperimentCell cell) {
                auto comparisons = compareRows(cell, *plan);
                cells.push_back({std::move(cell), std::move(comparisons)});
                if (written)
                    written = results.add(run, cells.back());
            },
            [&](const replay::ExperimentProgress& at) {
                progress.show(std::min(at.share, 1.0), at.simulated);
                return g_stop != 0 || !written;
            });
    }
    if (written)
        written = results.finish(run, cells, !done);
    if (!written)
        return tl::make_unexpected(written.error());
    fmt::print("{} of {} cells in {}{}\n", cells.size(), traces->size() * plan->cells(), options.outPath,
               done ? "" : ": cut short");
    return done ? 0 : kCutShort;
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
