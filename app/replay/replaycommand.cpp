// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/replaycommand.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "app/replay/devicechoice.h"
#include "app/replay/progress.h"
#include "app/replay/recordingcheck.h"
#include "app/replay/recordingreplay.h"
#include "app/replay/replayoptions.h"
#include "app/replay/report.h"
#include "app/replay/sitemodels.h"
#include "app/replay/tracenames.h"
#include "engine/replay/sweep.h"
#include "engine/replay/trace.h"

namespace straightline::app
{
namespace
{

constexpr std::size_t kRowsAtATime = 16'384;
constexpr std::size_t kMostTuned = 50'000'000; // rows in memory: 32 bytes each
constexpr int kCutShort = 130;

volatile std::sig_atomic_t g_stop = 0;

void onInterrupt(int)
{
    g_stop = 1;
}

unsigned threadsOf(const ReplayOptions& options)
{
    return options.threads > 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1U);
}

/// A fault of a backend that is nowhere would change nothing, and look like a good result.
Result<void> knowsBackends(const replay::FaultPlan& plan, const std::vector<replay::SimulatedApplication>& site)
{
    for (const replay::Fault& fault : plan.faults) {
        std::string known;
        bool found = fault.backend == replay::Fault::kAllBackends;
        for (const auto& application : site) {
            for (const BackendRoute& backend : application.route.backends) {
                found = found || backend.name == fault.backend;
                known += (known.empty() ? "" : ", ") + backend.name;
            }
        }
        if (!found)
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("--fault: backend \"{}\" is not in the site: there are {}", fault.backend, known));
    }
    return {};
}

/// Who reads the report must know what it leaves out.
void tellOfHedging(const std::vector<replay::SimulatedApplication>& site)
{
    for (const auto& application : site) {
        if (replay::hedges(application))
            fmt::print(stderr, "application \"{}\" hedges (isolation.hedge_after_ms): this is not simulated\n",
                       application.name);
    }
}

int fail(const Error& error)
{
    std::fprintf(stderr, "straightline replay: %s\n", error.detail.c_str());
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::NotFound ? 2 : 1;
}

/// Arrivals so many times as fast.
void hurry(std::vector<replay::TraceRow>& rows, double load)
{
    if (load == 1)
        return;
    for (replay::TraceRow& row : rows)
        row.arrivalNanos = static_cast<std::int64_t>(static_cast<double>(row.arrivalNanos) / load);
}

/// A trace read piece by piece, as the site numbers its applications.
class Pieces
{
public:
    Pieces(replay::TraceReader& reader, const std::vector<replay::SimulatedApplication>& site,
           const ReplayOptions& options)
        : m_reader(reader)
        , m_names(site, options.application)
        , m_load(options.load)
    {
    }

    /// Appends the next rows; false: these were the last. What came before an error still counts.
    bool next(std::vector<replay::TraceRow>& rows)
    {
        std::vector<replay::TraceRow> piece;
        const auto got = m_reader.read(piece, kRowsAtATime);
        const bool ended = piece.empty();
        const auto known = m_names.translate(piece, m_reader);
        hurry(piece, m_load);
        rows.insert(rows.end(), piece.begin(), piece.end());
        if (!known)
            m_broken = known.error();
        else if (!got)
            m_broken = got.error();
        return !ended && !m_broken;
    }
    double share() const { return m_reader.share(); }
    const std::optional<Error>& broken() const { return m_broken; }

private:
    replay::TraceReader& m_reader;
    TraceNames m_names;
    double m_load;
    std::optional<Error> m_broken;
};

Result<replay::SweepPlan> planOf(const ReplayOptions& options)
{
    replay::SweepPlan plan{.policies = options.policies,
                           .frequenciesHz = options.frequenciesHz,
                           .sizesBytes = options.sizesBytes,
                           .without = options.without,
                           .seeds = options.seeds,
                           .targetNanos = static_cast<std::int64_t>(options.targetMs * 1e6),
                           .targetFactor = options.targetFactor,
                           .faults = options.faults,
                           .threads = threadsOf(options)};
    const std::size_t trials = plan.trials() * plan.seeds.size();
    if (trials > replay::Sweep::kMostTrials)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} simulations: allowed are {}", trials, replay::Sweep::kMostTrials));
    return plan;
}

/// What came before an error still counts, and is said to be part of the whole.
Result<int> report(replay::Sweep& sweep, const replay::SweepPlan& plan, const ReplayOptions& options,
                   const std::optional<Error>& broken)
{
    const bool partial = g_stop != 0 || broken.has_value();
    const auto cells = sweep.finish();
    const std::string trouble = sweep.deviceTrouble();
    if (!trouble.empty())
        fmt::print(stderr, "straightline replay: {}; the processor did it\n", trouble);
    const auto device = sweep.isOnDevice() ? ReportedDevice{"cuda", plan.device->name()} : ReportedDevice{};
    fmt::print("{}", makeReport(cells, options.format, partial, device));
    std::fflush(stdout);
    if (broken)
        return tl::make_unexpected(*broken);
    return partial ? kCutShort : 0;
}

/// All that comes of the trace; why it could not be read further.
std::optional<Error> sweepPieces(replay::Sweep& sweep, Pieces& pieces, std::size_t trials)
{
    Progress progress;
    std::uint64_t requests = 0;
    std::vector<replay::TraceRow> rows;
    for (bool more = true; more && g_stop == 0;) {
        rows.clear();
        more = pieces.next(rows);
        requests += sweep.run(rows, [&] {
            progress.show(pieces.share(), requests * trials);
            return g_stop != 0;
        });
    }
    return pieces.broken();
}

Result<int> sweepTrace(const ReplayOptions& options, const std::vector<replay::SimulatedApplication>& site,
                       Pieces& pieces)
{
    auto plan = planOf(options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    const auto device = openDevice(options, site);
    if (!device)
        return tl::make_unexpected(device.error());
    plan->device = device->get();
    // A pipe cannot be read a second time, which the kernel may ask for.
    plan->kernel = std::filesystem::is_regular_file(options.tracePath);
    if (!plan->kernel && options.device == DeviceChoice::Cuda)
        return failure(ErrorCode::InvalidArgument, "--device cuda: the trace must be a file, which can be read twice");
    const std::size_t trials = plan->trials() * plan->seeds.size();
    replay::Sweep sweep(site, *plan);
    const auto broken = sweepPieces(sweep, pieces, trials);
    while (g_stop == 0 && sweep.again()) {
        auto reader = replay::TraceReader::open(options.tracePath);
        if (!reader)
            return tl::make_unexpected(reader.error());
        Pieces once(*reader, site, options);
        sweepPieces(sweep, once, trials); // ends where it did the first time
    }
    return report(sweep, *plan, options, broken);
}

void sweepRows(replay::Sweep& sweep, std::span<const replay::TraceRow> rows, std::size_t trials)
{
    Progress progress;
    std::size_t done = 0;
    while (done < rows.size() && g_stop == 0) {
        const auto piece = rows.subspan(done, std::min(kRowsAtATime, rows.size() - done));
        done += piece.size();
        sweep.run(piece, [&] {
            progress.show(static_cast<double>(done) / static_cast<double>(rows.size()), done * trials);
            return g_stop != 0;
        });
    }
}

Result<int> replayRecording(const ReplayOptions& options)
{
    if (options.checksModels)
        return checkRecording(options).map([](const std::string& text) {
            fmt::print("{}", text);
            return 0;
        });
    auto plan = planOf(options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    auto recorded = readRecordedTrace(options.recordingPath);
    if (!recorded)
        return tl::make_unexpected(recorded.error());
    if (auto known = knowsBackends(options.faults, recorded->site); !known)
        return tl::make_unexpected(known.error());
    tellOfHedging(recorded->site);
    fmt::print(stderr, "{} recorded requests, {} decisions decided again, {} reproduced\n", recorded->requests,
               recorded->decided, recorded->reproduced);
    const auto device = openDevice(options, recorded->site);
    if (!device)
        return tl::make_unexpected(device.error());
    plan->device = device->get();
    hurry(recorded->rows, options.load);
    const std::size_t trials = plan->trials() * plan->seeds.size();
    replay::Sweep sweep(recorded->site, *plan);
    do {
        sweepRows(sweep, recorded->rows, trials);
    } while (g_stop == 0 && sweep.again());
    return report(sweep, *plan, options, recorded->broken);
}

/// Of one application: --application, or the site's only one.
Result<int> tuneTrace(const ReplayOptions& options, const std::vector<replay::SimulatedApplication>& site,
                      Pieces& pieces)
{
    const auto application = std::find_if(site.begin(), site.end(), [&](const auto& each) {
        return options.application.empty() ? site.size() == 1 : each.name == options.application;
    });
    if (application == site.end())
        return failure(ErrorCode::InvalidArgument, "--tune needs --application NAME, one of the site's");
    const auto index = static_cast<std::uint32_t>(application - site.begin());
    std::vector<replay::TraceRow> rows;
    std::vector<replay::TraceRow> piece;
    for (bool more = true; more && g_stop == 0;) {
        piece.clear();
        more = pieces.next(piece);
        for (replay::TraceRow& row : piece) {
            if (std::exchange(row.application, 0U) == index)
                rows.push_back(row);
        }
        if (rows.size() > kMostTuned)
            return failure(ErrorCode::InvalidArgument, fmt::format("--tune: more than {} requests", kMostTuned));
    }
    if (pieces.broken())
        return tl::make_unexpected(*pieces.broken());
    const auto device = openDevice(options, {*application});
    if (!device)
        return tl::make_unexpected(device.error());
    const replay::TunerSettings settings{.goal = *options.goal,
                                         .seed = options.seeds.front(),
                                         .split = options.split,
                                         .targetNanos = static_cast<std::int64_t>(options.targetMs * 1e6),
                                         .targetFactor = options.targetFactor,
                                         .faults = options.faults,
                                         .threads = threadsOf(options),
                                         .device = device->get()};
    const auto tuning = replay::tune(*application, rows, settings, [] { return g_stop != 0; });
    if (!tuning && tuning.error().code == ErrorCode::Cancelled)
        return kCutShort;
    if (!tuning)
        return tl::make_unexpected(tuning.error());
    fmt::print("{}", makeTuningReport(*tuning, *options.goal, options.format));
    return 0;
}

Result<int> replayTrace(const ReplayOptions& options)
{
    const auto site = readSimulatedSite(options.sitePath);
    if (!site)
        return tl::make_unexpected(site.error());
    if (auto known = knowsBackends(options.faults, *site); !known)
        return tl::make_unexpected(known.error());
    tellOfHedging(*site);
    auto reader = replay::TraceReader::open(options.tracePath);
    if (!reader)
        return tl::make_unexpected(reader.error());
    if (!reader->note().empty())
        fmt::print(stderr, "{}\n", reader->note());
    Pieces pieces(*reader, *site, options);
    return options.goal ? tuneTrace(options, *site, pieces) : sweepTrace(options, *site, pieces);
}

} // namespace

int runReplay(const std::vector<std::string>& arguments)
{
    const auto options = parseReplayOptions(arguments);
    if (!options)
        return fail(options.error());
    if (options->showHelp) {
        fmt::print("{}", replayUsage());
        return 0;
    }
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    const auto code = options->recordingPath.empty() ? replayTrace(*options) : replayRecording(*options);
    return code ? *code : fail(code.error());
}

} // namespace straightline::app
