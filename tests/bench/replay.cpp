// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_replay [--dump FILE.csv] [--no-sweep]: how quick the simulator is. Prints one JSON object; replay.py puts the
// same model in SimPy beside it, with the requests and service times of the dump.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <span>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/resource.h>

#include "engine/replay/sweep.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

constexpr std::size_t kRequests = 100'000;
constexpr std::size_t kRounds = 10;
constexpr std::size_t kAtATime = 16'384;
constexpr double kPerSecond = 200;

double cpuSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Three backends, as replay.py has them: no waiting line, because the third is never full.
SimulatedApplication makeSite()
{
    ApplicationConfiguration made;
    made.name = "a";
    made.thresholds = {.frequencyHz = 0.9 * kPerSecond, .sizeBytes = 262'144};
    std::vector<BackendModel> models;
    for (const Tier tier : kTiers) {
        BackendConfiguration& backend = made.backends.emplace_back();
        backend.name = toString(tier);
        backend.tier = tier;
        backend.capacity = tier == Tier::Serverless ? 1'000 : 8;
        backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
        models.push_back({.serviceMs = 10.0 * static_cast<double>(models.size() + 1),
                          .distribution = Spread::Exponential,
                          .workers = tier == Tier::Serverless ? 0U : 4U,
                          .networkMs = 2});
    }
    return makeSimulated(made, std::move(models));
}

std::vector<TraceRow> makeTrace()
{
    std::mt19937_64 random(1);
    std::exponential_distribution<double> gap(kPerSecond);
    std::vector<TraceRow> rows(kRequests);
    double at = 0;
    for (TraceRow& each : rows) {
        at += gap(random);
        each.arrivalNanos = static_cast<std::int64_t>(at * 1e9);
        each.sizeBytes = random() % 500'000;
    }
    return rows;
}

std::vector<PreparedRequests> prepare(const SimulatedApplication& site, const std::vector<TraceRow>& rows)
{
    Preparer preparer(site, 1);
    std::vector<PreparedRequests> pieces;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % kAtATime == 0)
            pieces.emplace_back();
        preparer.prepare(rows[i], pieces.back());
    }
    return pieces;
}

void dump(const char* file, const SimulatedApplication& site, const std::vector<PreparedRequests>& pieces)
{
    std::ofstream out(file);
    fmt::print(out, "{},{}\n", site.route.thresholds.frequencyHz, site.route.thresholds.sizeBytes);
    for (const PreparedRequests& piece : pieces) {
        for (std::size_t i = 0; i < piece.size(); ++i)
            fmt::print(out, "{},{},{},{},{},{}\n", piece.arrivalNanos[i], piece.frequencyHz[i], piece.sizeBytes[i],
                       piece.serviceNanos[0][i], piece.serviceNanos[1][i], piece.serviceNanos[2][i]);
    }
}

/// The best of some rounds: what others do on the machine only makes it slower.
double nanosPerRequest(const SimulatedApplication& site, const std::vector<PreparedRequests>& pieces,
                       SimulationOutcome& outcome)
{
    double best = 1e9;
    for (std::size_t round = 0; round < kRounds; ++round) {
        Simulation simulation(site, {.thresholds = site.route.thresholds});
        const double begun = cpuSeconds();
        for (const PreparedRequests& piece : pieces)
            simulation.run(piece);
        simulation.finish();
        best = std::min(best, (cpuSeconds() - begun) * 1e9 / static_cast<double>(kRequests));
        outcome = simulation.outcome();
    }
    return best;
}

double seconds(const std::vector<SimulatedApplication>& site, std::span<const TraceRow> rows, std::size_t steps)
{
    SweepPlan plan{.threads = std::max(std::thread::hardware_concurrency(), 1U)};
    for (std::size_t i = 0; i < steps; ++i) {
        plan.frequenciesHz.push_back(2.0 * kPerSecond * static_cast<double>(i) / static_cast<double>(steps));
        plan.sizesBytes.push_back(500'000 * i / steps);
    }
    const auto begun = std::chrono::steady_clock::now();
    Sweep sweep(site, std::move(plan));
    do {
        sweep.run(rows);
    } while (sweep.again());
    if (sweep.finish().size() != steps * steps)
        std::abort();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<SimulatedApplication> site{makeSite()};
    const std::vector<TraceRow> rows = makeTrace();
    const std::vector<PreparedRequests> pieces = prepare(site.front(), rows);
    bool sweeps = true;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--dump" && i + 1 < argc)
            dump(argv[++i], site.front(), pieces);
        else if (std::string_view(argv[i]) == "--no-sweep")
            sweeps = false;
        else
            return 2;
    }
    SimulationOutcome outcome;
    const double nanos = nanosPerRequest(site.front(), pieces, outcome);
    const double whatIf = seconds(site, std::span(rows).first(10'000), 1);
    const double sweep = sweeps ? seconds(site, rows, 64) : 0;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print(
        "{{\"requests\":{},\"nanos_per_request\":{:.1f},\"placed\":[{},{},{}],\"failures\":{},\"mean_ms\":{:.9f},"
        "\"what_if_10000_ms\":{:.1f},\"sweep_64x64_s\":{:.2f},\"most_memory_mb\":{}}}\n",
        outcome.requests, nanos, outcome.placed[0], outcome.placed[1], outcome.placed[2], outcome.failures(),
        outcome.meanMs(), whatIf * 1e3, sweep, usage.ru_maxrss / 1'024);
}
