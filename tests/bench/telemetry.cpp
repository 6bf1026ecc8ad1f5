// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/api/backendlatency.h"
#include "engine/api/clock.h"
#include "engine/api/histogram.h"
#include "engine/placement/frequencywindow.h"
#include "engine/telemetry/aggregator.h"
#include "engine/telemetry/recordring.h"

using namespace straightline;

namespace
{

RequestRecord someRecord()
{
    RequestRecord record;
    record.applicationNumber = 1;
    record.backendNumber = 10;
    record.status = 200;
    record.attemptCount = 1;
    record.totalMicros = 12'345;
    record.stages = {20, 100, 12'000, 225};
    record.decision.reason = Reason::LocalHasRoom;
    record.decision.candidateCount = 2;
    record.decision.features = {.frequencyHz = 17.3, .sizeBytes = 4'096, .random = 0x1234567890ABCDEF};
    record.requestId.assign("0190c1a2-7b1e-7000-8000-0123456789ab");
    record.method.assign("POST");
    record.path.assign("/v2/models/digits/infer");
    return record;
}

std::vector<std::uint64_t> latencies()
{
    std::mt19937_64 random(1);
    std::lognormal_distribution draw(9.0, 1.0);
    std::vector<std::uint64_t> values(4'096);
    for (auto& value : values)
        value = static_cast<std::uint64_t>(draw(random));
    return values;
}

/// What the gateway thread pays; the ring is emptied outside the measured time.
void ringRecord(benchmark::State& state)
{
    telemetry::RecordRing ring;
    RequestRecord record = someRecord();
    std::uint64_t drained = 0;
    while (state.KeepRunningBatch(4'096)) {
        for (int i = 0; i < 4'096; ++i) {
            ++record.serial;
            ring.record(record);
        }
        state.PauseTiming();
        drained += ring.drain([](const RequestRecord& each) { benchmark::DoNotOptimize(&each); });
        state.ResumeTiming();
    }
    if (ring.dropped() > 0 || drained != static_cast<std::uint64_t>(state.iterations()))
        state.SkipWithError("records were lost");
}
BENCHMARK(ringRecord);

/// All that a gateway thread does for one request so that it is seen later: the frequency window, a cleared and filled
/// record with its texts, the backend's latency average, the counters and the ring. The ring is emptied outside the
/// measured time.
void requestTelemetry(benchmark::State& state)
{
    telemetry::RecordRing ring;
    placement::FrequencyWindow window;
    BackendLoad load;
    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<std::uint64_t> finished = 0;
    const RequestRecord answered = someRecord();
    const Decision decision = answered.decision;
    RequestRecord record;
    std::int64_t now = 1'000'000'000'000;
    std::uint64_t serial = 0;
    while (state.KeepRunningBatch(4'096)) {
        for (int i = 0; i < 4'096; ++i) {
            now += 25'000;
            record = {};
            record.serial = ++serial;
            record.arrivalSteadyNanos = now;
            record.arrivalUnixMicros = now / 1'000;
            record.requestId.assign(answered.requestId.view());
            record.method.assign(answered.method.view());
            record.path.assign(answered.path.view());
            accepted.store(accepted.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            record.applicationNumber = 1;
            benchmark::DoNotOptimize(window.arrive(now, std::chrono::seconds(1)));
            record.attemptCount = 1;
            record.backendNumber = 10;
            record.attempts[0] = {.backendNumber = 10, .status = 200, .startedMicros = 20, .tookMicros = 12'000};
            observeLatency(load, 10'000 + static_cast<std::uint32_t>(serial & 0xFFF), now);
            record.status = 200;
            record.bytesIn = 1'024;
            record.bytesOut = 256;
            record.decision = decision;
            record.totalMicros = 12'345;
            record.stages = answered.stages;
            ring.record(record);
            finished.store(finished.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        }
        state.PauseTiming();
        ring.drain([](const RequestRecord& each) { benchmark::DoNotOptimize(&each); });
        state.ResumeTiming();
    }
    if (ring.dropped() > 0)
        state.SkipWithError("records were lost");
}
BENCHMARK(requestTelemetry);

void histogramRecord(benchmark::State& state)
{
    const auto values = latencies();
    Histogram histogram;
    std::size_t next = 0;
    for (auto _ : state)
        histogram.record(values[next++ % values.size()]);
    benchmark::DoNotOptimize(histogram.count());
}
BENCHMARK(histogramRecord);

void histogramPercentile(benchmark::State& state)
{
    Histogram histogram;
    for (const auto value : latencies())
        histogram.record(value);
    for (auto _ : state)
        benchmark::DoNotOptimize(histogram.percentile(95.0));
}
BENCHMARK(histogramPercentile);

/// What the engine thread pays for each record.
void aggregatorAdd(benchmark::State& state)
{
    const SystemClock clock;
    telemetry::Aggregator aggregator(clock);
    RequestRecord record = someRecord();
    const auto values = latencies();
    std::size_t next = 0;
    for (auto _ : state) {
        record.totalMicros = static_cast<std::uint32_t>(values[next++ % values.size()]);
        record.arrivalSteadyNanos = clock.steadyNow().time_since_epoch().count();
        aggregator.add(record);
    }
}
BENCHMARK(aggregatorAdd);

void aggregatorFill(benchmark::State& state)
{
    const SystemClock clock;
    telemetry::Aggregator aggregator(clock);
    RequestRecord record = someRecord();
    for (const auto value : latencies()) {
        record.totalMicros = static_cast<std::uint32_t>(value);
        record.arrivalSteadyNanos = clock.steadyNow().time_since_epoch().count();
        aggregator.add(record);
    }
    Snapshot snapshot;
    snapshot.applications.resize(1);
    snapshot.applications[0].number = 1;
    snapshot.backends.resize(1);
    snapshot.backends[0].status.number = 10;
    for (auto _ : state)
        aggregator.fill(snapshot);
}
BENCHMARK(aggregatorFill)->Unit(benchmark::kMicrosecond);

} // namespace
