// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <memory>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/api/histogram.h"
#include "engine/placement/decide.h"
#include "engine/placement/frequencywindow.h"

using namespace straightline;

namespace
{

constexpr std::int64_t kNow = 3'600'000'000'000;

struct Site {
    RoutingTable table;
    LiveLoad load;
};

/// `count` healthy backends, a third of each tier, half full and measured.
std::unique_ptr<Site> makeSite(std::uint32_t count, PolicyKind policy)
{
    auto site = std::make_unique<Site>();
    ApplicationRoute& application = site->table.applications.emplace_back();
    application.policy = policy;
    for (std::uint32_t i = 0; i < count; ++i) {
        BackendRoute& backend = application.backends.emplace_back();
        backend.number = i + 1;
        backend.slot = i;
        backend.tier = kTiers[i % 3];
        backend.capacity = 8;
        backend.inService = true;
        site->load.backends[i].inFlight = i % 10;
        site->load.backends[i].latencyMicros = 1'000 + i;
        site->load.backends[i].latencyAtNanos = kNow - 1'000'000;
        for (std::uint32_t n = 0; n < 64; ++n)
            learn(site->load.rates[i], {.sizeBytes = std::uint64_t{1'024} << (n % 10),
                                        .micros = 1'000 + i + 100 * n,
                                        .inFlight = 1 + n % 8,
                                        .nowNanos = kNow - 1'000'000});
    }
    seal(site->table);
    return site;
}

std::vector<RequestFeatures> makeRequests()
{
    std::mt19937_64 random(1);
    std::vector<RequestFeatures> requests(256);
    for (auto& each : requests)
        each = {.frequencyHz = static_cast<double>(random() % 40), .sizeBytes = random() % 524'288, .random = random()};
    return requests;
}

void decide(benchmark::State& state, PolicyKind policy)
{
    const auto site = makeSite(static_cast<std::uint32_t>(state.range(0)), policy);
    const auto requests = makeRequests();
    std::size_t next = 0;
    for (auto _ : state) {
        const Decision decision =
            placement::decide(requests[next++ % requests.size()], site->table.applications[0], site->load, kNow);
        benchmark::DoNotOptimize(&decision);
    }
}
BENCHMARK_CAPTURE(decide, straightline, PolicyKind::Straightline)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, two_choices, PolicyKind::TwoChoices)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, least_outstanding, PolicyKind::LeastOutstanding)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, round_robin, PolicyKind::RoundRobin)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, peak_ewma, PolicyKind::PeakEwma)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, prequal, PolicyKind::Prequal)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, expected_completion, PolicyKind::ExpectedCompletion)->Arg(3)->Arg(100)->Arg(1'000);
BENCHMARK_CAPTURE(decide, adaptive, PolicyKind::Adaptive)->Arg(3)->Arg(100)->Arg(1'000);

/// What an attempt's end costs.
void learnFromAttempt(benchmark::State& state)
{
    static LearnedRates rates;
    std::uint32_t next = 0;
    for (auto _ : state) {
        ++next;
        learn(rates, {.sizeBytes = std::uint64_t{1'024} << (next % 10),
                      .micros = 1'000 + next % 512,
                      .inFlight = 1 + next % 8,
                      .nowNanos = kNow + next});
    }
}
BENCHMARK(learnFromAttempt);

/// Each decision by itself (bar R11), the clock's own time included: the worst of 100 and of 1,000, in ns.
void decideEach(benchmark::State& state)
{
    using Clock = std::chrono::steady_clock;
    const auto site = makeSite(static_cast<std::uint32_t>(state.range(0)), PolicyKind::Straightline);
    const auto requests = makeRequests();
    Histogram nanos;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto begun = Clock::now();
        const Decision decision =
            placement::decide(requests[next++ % requests.size()], site->table.applications[0], site->load, kNow);
        benchmark::DoNotOptimize(&decision);
        nanos.record(static_cast<std::uint64_t>((Clock::now() - begun).count()));
    }
    state.counters["p99_ns"] = nanos.percentile(99.0);
    state.counters["p999_ns"] = nanos.percentile(99.9);
}
BENCHMARK(decideEach)->Arg(3)->Arg(1'000);

/// A decision, then a slot taken there and given back, by threads that share the load: what the layout of the counters
/// costs between cores.
void decideAndTake(benchmark::State& state)
{
    static std::unique_ptr<Site> site;
    if (state.thread_index() == 0)
        site = makeSite(static_cast<std::uint32_t>(state.range(0)), PolicyKind::Straightline);
    const auto requests = makeRequests();
    auto next = static_cast<std::size_t>(state.thread_index()) * 100;
    for (auto _ : state) {
        const ApplicationRoute& application = site->table.applications[0];
        const Decision decision = placement::decide(requests[next++ % requests.size()], application, site->load, kNow);
        if (decision.verdict != Verdict::Placed)
            continue;
        BackendLoad& backend = site->load.backends[application.backends[decision.backendIndex].slot];
        backend.inFlight.fetch_add(1);
        backend.attempts.fetch_add(1, std::memory_order_relaxed);
        backend.inFlight.fetch_sub(1);
    }
}
BENCHMARK(decideAndTake)->Arg(3)->Arg(100)->Arg(1'000)->Threads(1);
BENCHMARK(decideAndTake)->Arg(3)->Arg(100)->Arg(1'000)->Threads(2);

/// Argument: ns between two arrivals; W = 1 s.
void arrive(benchmark::State& state)
{
    static placement::FrequencyWindow window;
    static std::atomic<std::int64_t> clock{kNow};
    for (auto _ : state) {
        const std::int64_t now = clock.fetch_add(state.range(0), std::memory_order_relaxed);
        benchmark::DoNotOptimize(window.arrive(now, std::chrono::seconds(1)));
    }
}
BENCHMARK(arrive)->Arg(100'000'000)->Arg(1'000'000)->Arg(25'000);
BENCHMARK(arrive)->Arg(25'000)->Threads(2);

} // namespace
