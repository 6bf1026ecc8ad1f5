// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/replaycommand.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "app/replay/replayoptions.h"
#include "app/replay/report.h"
#include "app/replay/sitemodels.h"
#include "engine/replay/sweep.h"
#include "engine/replay/trace.h"

namespace straightline::app
{
namespace
{

constexpr std::size_t kRowsAtATime = 16'384;
constexpr auto kBetweenProgress = std::chrono::milliseconds(200);
constexpr int kCutShort = 130;

volatile std::sig_atomic_t g_stop = 0;

void onInterrupt(int)
{
    g_stop = 1;
}

int fail(const Error& error)
{
    std::fprintf(stderr, "straightline replay: %s\n", error.detail.c_str());
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::NotFound ? 2 : 1;
}

/// From the trace's numbering of applications to the site's.
class Names
{
public:
    Names(const std::vector<replay::SimulatedApplication>& site, std::string unnamed)
        : m_site(site)
        , m_unnamed(std::move(unnamed))
    {
    }

    Result<void> translate(std::vector<replay::TraceRow>& rows, const std::vector<std::string>& names)
    {
        while (m_indices.size() < names.size()) {
            const auto index = find(names[m_indices.size()]);
            if (!index)
                return tl::make_unexpected(index.error());
            m_indices.push_back(*index);
        }
        for (replay::TraceRow& row : rows)
            row.application = m_indices[row.application];
        return {};
    }

private:
    Result<std::uint32_t> find(const std::string& name) const
    {
        const std::string& wanted = name.empty() ? m_unnamed : name;
        if (wanted.empty() && m_site.size() == 1)
            return 0U;
        const auto found =
            std::find_if(m_site.begin(), m_site.end(), [&](const auto& each) { return each.name == wanted; });
        if (found != m_site.end())
            return static_cast<std::uint32_t>(found - m_site.begin());
        std::string known;
        for (const auto& each : m_site)
            known += (known.empty() ? "" : ", ") + each.name;
        if (wanted.empty())
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("the trace does not name its application: add --application, one of {}", known));
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("application \"{}\" of the trace is not in the site: there are {}", wanted, known));
    }

    const std::vector<replay::SimulatedApplication>& m_site;
    std::string m_unnamed;
    std::vector<std::uint32_t> m_indices;
};

/// One line on a terminal's standard error, now and then.
class Progress
{
public:
    void show(std::uint64_t requests, std::size_t trials)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_terminal || now - m_shown < kBetweenProgress)
            return;
        m_shown = now;
        const double seconds = std::chrono::duration<double>(now - m_begun).count();
        fmt::print(stderr, "\r{} requests, {:.1f} million simulated/s   ", requests,
                   static_cast<double>(requests) * static_cast<double>(trials) / seconds / 1e6);
    }
    ~Progress()
    {
        if (m_terminal && m_shown > m_begun)
            fmt::print(stderr, "\r{:60}\r", "");
    }

private:
    bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_shown = m_begun;
};

Result<int> replayTrace(const ReplayOptions& options)
{
    const auto site = readSimulatedSite(options.sitePath);
    if (!site)
        return tl::make_unexpected(site.error());
    auto reader = replay::TraceReader::open(options.tracePath);
    if (!reader)
        return tl::make_unexpected(reader.error());
    if (!reader->note().empty())
        fmt::print(stderr, "{}\n", reader->note());
    const replay::SweepPlan plan{.policies = options.policies,
                                 .frequenciesHz = options.frequenciesHz,
                                 .sizesBytes = options.sizesBytes,
                                 .without = options.without,
                                 .seeds = options.seeds,
                                 .targetNanos = static_cast<std::int64_t>(options.targetMs * 1e6),
                                 .threads =
                                     options.threads > 0 ? options.threads : std::thread::hardware_concurrency()};
    const std::size_t trials = plan.trials() * plan.seeds.size();
    if (trials > replay::Sweep::kMostTrials)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} simulations: allowed are {}", trials, replay::Sweep::kMostTrials));
    replay::Sweep sweep(*site, plan);
    Names names(*site, options.application);
    std::optional<Error> broken;
    std::uint64_t requests = 0;
    {
        Progress progress;
        std::vector<replay::TraceRow> rows;
        while (g_stop == 0 && !broken) {
            rows.clear();
            const auto got = reader->read(rows, kRowsAtATime);
            if (!got)
                broken = got.error(); // what came before it still counts
            if (const auto known = names.translate(rows, reader->applications()); !known)
                return tl::make_unexpected(known.error());
            sweep.run(rows);
            requests += rows.size();
            progress.show(requests, trials);
            if (rows.empty())
                break;
        }
    }
    const bool partial = g_stop != 0 || broken.has_value();
    fmt::print("{}", makeReport(sweep.finish(), options.format, partial));
    std::fflush(stdout);
    if (broken)
        return tl::make_unexpected(*broken);
    return partial ? kCutShort : 0;
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
    const auto code = replayTrace(*options);
    return code ? *code : fail(code.error());
}

} // namespace straightline::app
