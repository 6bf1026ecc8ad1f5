// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_replay [--dump FILE.csv] [--no-sweep]: how quick the simulator is. Prints one JSON object; replay.py puts the
// same model in SimPy beside it, with the requests and service times of the dump.
// bench_replay --stream N: N requests, made as they are simulated; what memory that takes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <span>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/resource.h>

#include "engine/replay/kernelbatch.h"
#include "engine/replay/sweep.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

constexpr std::size_t kRequests = 100'000;
constexpr std::size_t kRounds = 10;
constexpr std::size_t kAtATime = 16'384;
constexpr double kPerSecond = 200;

double cpuSeconds(clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
{
    timespec now{};
    ::clock_gettime(clock, &now);
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

/// A Poisson process without an end.
class Arrivals
{
public:
    TraceRow next()
    {
        m_at += m_gap(m_random);
        return {.arrivalNanos = static_cast<std::int64_t>(m_at * 1e9), .sizeBytes = m_random() % 500'000};
    }

private:
    std::mt19937_64 m_random{1};
    std::exponential_distribution<double> m_gap{kPerSecond};
    double m_at = 0;
};

std::vector<TraceRow> makeTrace()
{
    Arrivals arrivals;
    std::vector<TraceRow> rows(kRequests);
    for (TraceRow& each : rows)
        each = arrivals.next();
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

/// The best of some rounds, in ns of CPU for each request: what others do on the machine only makes it slower.
template <class Round>
double nanosPerRequest(Round round)
{
    double best = 1e9;
    for (std::size_t i = 0; i < kRounds; ++i) {
        const double begun = cpuSeconds();
        round();
        best = std::min(best, (cpuSeconds() - begun) * 1e9 / static_cast<double>(kRequests));
    }
    return best;
}

SimulationOutcome simulate(const SimulatedApplication& site, const std::vector<PreparedRequests>& pieces)
{
    Simulation simulation(site, {.thresholds = site.route.thresholds});
    for (const PreparedRequests& piece : pieces)
        simulation.run(piece);
    simulation.finish();
    return simulation.outcome();
}

/// The same by the sweep kernel.
SimulationOutcome carry(const SimulatedApplication& site, const std::vector<PreparedRequests>& pieces)
{
    const Trial trial;
    KernelColumns columns(site, trial.targetNanos, trial.targetFactor);
    const Thresholds& thresholds = site.route.thresholds;
    KernelBatch batch(site, {{.frequencyHz = thresholds.frequencyHz, .sizeBytes = thresholds.sizeBytes}});
    for (const PreparedRequests& piece : pieces)
        batch.run(0, columns.view(piece));
    batch.finish(0);
    if (batch.declined(0) != kernel::Declined::No)
        std::abort();
    return batch.outcome(0);
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

long mostMemoryMb()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1'024;
}

/// Memory is to be the same whatever `count` is.
void stream(const std::vector<SimulatedApplication>& site, std::uint64_t count)
{
    const auto begun = std::chrono::steady_clock::now();
    Sweep sweep(site, {});
    std::vector<TraceRow> rows;
    do {
        Arrivals arrivals;
        for (std::uint64_t left = count; left > 0; left -= rows.size()) {
            rows.resize(std::min<std::uint64_t>(left, kAtATime));
            for (TraceRow& each : rows)
                each = arrivals.next();
            sweep.run(rows);
        }
    } while (sweep.again());
    const SimulationOutcome outcome = sweep.finish().front().outcome;
    fmt::print("{{\"streamed\":{},\"p95_ms\":{:.3f},\"seconds\":{:.1f},\"most_memory_mb\":{}}}\n", outcome.requests,
               outcome.allMicros().percentile(95) / 1e3,
               std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), mostMemoryMb());
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<SimulatedApplication> site{makeSite()};
    if (argc == 3 && std::string_view(argv[1]) == "--stream") {
        stream(site, std::strtoull(argv[2], nullptr, 10));
        return 0;
    }
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
    SimulationOutcome simulated;
    const double nanos = nanosPerRequest([&] { outcome = carry(site.front(), pieces); });
    const double simulationNanos = nanosPerRequest([&] { simulated = simulate(site.front(), pieces); });
    if (!(outcome.answeredMicros == simulated.answeredMicros) || outcome.usd != simulated.usd)
        std::abort();
    const double whatIf = seconds(site, std::span(rows).first(10'000), 1);
    const double cpuBefore = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const double sweep = sweeps ? seconds(site, rows, 64) : 0;
    const double sweepCpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpuBefore;
    const Histogram all = outcome.allMicros();
    fmt::print(
        "{{\"requests\":{},\"nanos_per_request\":{:.1f},\"simulation_nanos_per_request\":{:.1f},\"placed\":[{},{},{}],"
        "\"failures\":{},\"mean_ms\":{:.9f},\"percentiles_ms\":[{},{},{}],\"within_target\":{},"
        "\"what_if_10000_ms\":{:.1f},\"sweep_64x64_s\":{:.2f},\"sweep_cpu_s\":{:.2f},\"most_memory_mb\":{}}}\n",
        outcome.requests, nanos, simulationNanos, outcome.placed[0], outcome.placed[1], outcome.placed[2],
        outcome.failures(), outcome.meanMs(), all.percentile(50) / 1e3, all.percentile(95) / 1e3,
        all.percentile(99) / 1e3, outcome.withinTarget, whatIf * 1e3, sweep, sweepCpu, mostMemoryMb());
}
