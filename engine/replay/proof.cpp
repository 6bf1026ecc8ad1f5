// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/proof.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::replay
{

namespace
{

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMostBlocks = 20; // shorter than a minute only for so many
constexpr std::size_t kLeastBlocks = 8;
constexpr std::size_t kRowsAtATime = 4'096;

using Blocks = std::vector<BlockTally>;

Blocks simulate(const SimulatedApplication& application, std::span<const TraceRow> rows, std::int64_t splitNanos,
                std::int64_t blockNanos, const Thresholds& thresholds, const TunerSettings& settings)
{
    Preparer preparer(application, settings.seed);
    Simulation simulation(application, {.thresholds = thresholds,
                                        .targetNanos = settings.targetNanos,
                                        .targetFactor = settings.targetFactor,
                                        .faults = settings.faults});
    Blocks blocks;
    simulation.tallyBlocks(blocks, splitNanos, blockNanos);
    PreparedRequests prepared;
    for (std::size_t i = 0; i < rows.size(); i += kRowsAtATime) {
        prepared.clear();
        for (const TraceRow& row : rows.subspan(i, std::min(kRowsAtATime, rows.size() - i)))
            preparer.prepare(row, prepared);
        simulation.run(prepared);
    }
    simulation.finish();
    return blocks;
}

/// What some blocks have in common.
struct Sums {
    Histogram allMicros;
    double requests = 0;
    double failures = 0;
    double withinTarget = 0;
    double usd = 0;

    Sums(const Blocks& blocks, std::span<const std::size_t> which, double usdPerBlock)
    {
        for (const std::size_t each : which) {
            const BlockTally& block = blocks[each];
            allMicros.merge(block.allMicros);
            requests += static_cast<double>(block.allMicros.count());
            failures += static_cast<double>(block.failures);
            withinTarget += static_cast<double>(block.withinTarget);
            usd += block.usd + usdPerBlock;
        }
    }
};

double change(double from, double to)
{
    return from > 0 ? (to / from - 1) * 100 : 0;
}

double points(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : 0;
}

} // namespace

Result<Proof> prove(const SimulatedApplication& application, std::span<const TraceRow> rows, std::int64_t splitNanos,
                    const Thresholds& thresholds, const TunerSettings& settings)
{
    const std::int64_t rest = rows.back().arrivalNanos - splitNanos + 1;
    const std::int64_t block = std::clamp((rest + kMostBlocks - 1) / kMostBlocks, kSecond, 60 * kSecond);
    Blocks own = simulate(application, rows, splitNanos, block, application.route.thresholds, settings);
    Blocks other = simulate(application, rows, splitNanos, block, thresholds, settings);
    const std::size_t count = std::max(own.size(), other.size());
    own.resize(count);
    other.resize(count);
    if (count < kLeastBlocks)
        return failure(ErrorCode::InvalidArgument, fmt::format("{} blocks of {:.1f} s to prove it: needed are {}",
                                                               count, static_cast<double>(block) / 1e9, kLeastBlocks));
    double usdPerBlock = 0;
    for (const BackendModel& model : application.models)
        usdPerBlock += model.usdPerHour * model.replicas * static_cast<double>(block) / 3.6e12;
    const auto interval = [&](const auto& compare) {
        return bootstrap(
            count,
            [&](std::span<const std::size_t> which) {
                return compare(Sums(own, which, usdPerBlock), Sums(other, which, usdPerBlock));
            },
            settings.seed);
    };
    Proof proof{.blocks = count, .blockS = static_cast<double>(block) / 1e9};
    for (const BlockTally& each : own)
        proof.requests += each.allMicros.count();
    proof.p95Percent = interval(
        [](const Sums& a, const Sums& b) { return change(a.allMicros.percentile(95), b.allMicros.percentile(95)); });
    proof.failurePoints = interval(
        [](const Sums& a, const Sums& b) { return points(b.failures, b.requests) - points(a.failures, a.requests); });
    proof.sloPoints = interval([](const Sums& a, const Sums& b) {
        return points(b.withinTarget, b.requests) - points(a.withinTarget, a.requests);
    });
    proof.costPercent = interval([](const Sums& a, const Sums& b) { return change(a.usd, b.usd); });
    return proof;
}

} // namespace straightline::replay
