// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/experimenttuning.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "engine/placement/frequencywindow.h"
#include "engine/replay/timeline.h"

namespace straightline::replay
{

namespace
{

constexpr std::uint64_t kFirstTuningSeed = 1'000'001;

double logSpaced(double least, double most, std::size_t index, std::size_t count)
{
    return count < 2 ? least
                     : least * std::pow(most / least, static_cast<double>(index) / static_cast<double>(count - 1));
}

template <class Value>
Value quantile(const std::vector<Value>& sorted, double share)
{
    return sorted.empty() ? Value{} : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Quantiles of f and d: where nothing lies, no threshold makes a difference. The first f is "never", d is from "never
/// large" to "always large".
std::vector<Thresholds> thresholdsToTry(const std::vector<SimulatedApplication>& system, std::span<const TraceRow> rows)
{
    std::vector<double> frequencies;
    std::vector<std::uint64_t> sizes;
    std::deque<placement::FrequencyWindow> windows(system.size());
    for (const TraceRow& row : rows) {
        frequencies.push_back(
            windows[row.application].arrive(kBeginning + row.arrivalNanos, system[row.application].route.window));
        sizes.push_back(row.sizeBytes);
    }
    std::sort(frequencies.begin(), frequencies.end());
    std::sort(sizes.begin(), sizes.end());
    std::vector<Thresholds> pairs;
    for (const double f : {1.0, 0.99, 0.9, 0.75, 0.5}) {
        for (const double d : {1.0, 0.97, 0.9, 0.75, 0.5, 0.0})
            pairs.push_back({.frequencyHz = quantile(frequencies, f),
                             .sizeBytes = d > 0.0 ? quantile(sizes, d) + (d == 1.0 ? 1 : 0) : 0});
    }
    return pairs;
}

constexpr std::array<std::uint32_t, 5> kQuantiles{50, 67, 75, 84, 100};

} // namespace

std::vector<ContestantSettings> settingsToTry(PolicyKind policy, const std::vector<SimulatedApplication>& system,
                                              std::span<const TraceRow> rows, std::size_t count)
{
    const ContestantSettings own{.thresholds = system.front().route.thresholds};
    const std::vector<Thresholds> pairs =
        policy == PolicyKind::Straightline ? thresholdsToTry(system, rows) : std::vector<Thresholds>();
    std::vector<ContestantSettings> settings{own};
    for (std::size_t i = 0; settings.size() < count; ++i) {
        ContestantSettings next = own;
        const std::size_t others = count - 1;
        switch (policy) {
        case PolicyKind::Straightline:
            next.thresholds = pairs[i % pairs.size()];
            break;
        case PolicyKind::Prequal:
            next.knobs.prequalQuantilePercent = kQuantiles[i % kQuantiles.size()];
            next.knobs.peakEwmaDecayNanos = logSpaced(0.5e9, 100e9, i / kQuantiles.size(), (others + 4) / 5);
            break;
        case PolicyKind::TwoChoices:
        case PolicyKind::PeakEwma:
            next.knobs.peakEwmaDecayNanos = logSpaced(0.25e9, 250e9, i, others);
            break;
        case PolicyKind::ExpectedCompletion:
        case PolicyKind::Adaptive:
            next.knobs.moneyWeight = static_cast<std::uint32_t>(logSpaced(300, 3e6, i, others));
            break;
        default:
            return settings; // nothing to try
        }
        settings.push_back(next);
    }
    return settings;
}

std::vector<SweepCell> runBatch(const std::vector<SimulatedApplication>& system, const ContestantBatch& batch,
                                const ExperimentPlan& plan, const std::vector<std::uint64_t>& seeds,
                                const FaultPlan& faults, std::span<const TraceRow> rows,
                                const std::function<bool()>& stopped)
{
    std::vector<SimulatedApplication> with = system;
    for (SimulatedApplication& each : with)
        each.route.knobs = batch.settings.knobs;
    SweepPlan sweepPlan{.policies = batch.policies,
                        .frequenciesHz = {batch.settings.thresholds.frequencyHz},
                        .sizesBytes = {batch.settings.thresholds.sizeBytes},
                        .without = {batch.without},
                        .seeds = seeds,
                        .targetNanos = std::llround(plan.targetMs * 1e6),
                        .targetFactor = plan.targetFactor,
                        .faults = faults};
    Sweep sweep(with, std::move(sweepPlan));
    sweep.run(rows, stopped);
    return sweep.finish();
}

std::vector<TuningStanding> ranked(std::vector<TuningStanding> standings, double tolerancePoints)
{
    for (auto first = standings.begin(); first != standings.end(); ++first) {
        double best = 0.0;
        for (auto each = first; each != standings.end(); ++each)
            best = std::max(best, each->sloPercent);
        auto taken = standings.end();
        for (auto each = first; each != standings.end(); ++each) {
            if (each->sloPercent >= best - tolerancePoints && (taken == standings.end() || each->usd < taken->usd))
                taken = each;
        }
        std::rotate(first, taken, std::next(taken)); // the others keep their order
    }
    return standings;
}

std::vector<std::uint64_t> tuningSeeds(const ExperimentPlan& plan)
{
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = 0; i < plan.tuningSeeds; ++i)
        seeds.push_back(kFirstTuningSeed + i);
    return seeds;
}

TunedSettings tuned(const std::vector<SimulatedApplication>& system, const Contestant& contestant,
                    const ExperimentPlan& plan, std::span<const TraceRow> tuneRows,
                    std::span<const TraceRow> selectRows, const std::function<bool()>& stopped)
{
    const std::vector<std::uint64_t> seeds = tuningSeeds(plan);
    const auto fare = [&](const ContestantSettings& settings, std::span<const TraceRow> rows) {
        SimulationOutcome all;
        for (const SweepCell& cell :
             runBatch(system, {{contestant.policy}, settings, contestant.without}, plan, seeds, {}, rows, stopped))
            all.add(cell.outcome);
        const auto requests = static_cast<double>(std::max<std::uint64_t>(all.requests, 1));
        return TuningStanding{settings, 100.0 * static_cast<double>(all.withinTarget) / requests, all.usd};
    };
    const std::vector<ContestantSettings> candidates =
        settingsToTry(contestant.policy, system, tuneRows, plan.configurations);
    std::vector<TuningStanding> standings;
    for (const ContestantSettings& each : candidates)
        standings.push_back(fare(each, tuneRows));
    standings = ranked(std::move(standings), plan.tolerancePoints);
    const std::size_t kept = std::min(standings.size(), std::max<std::size_t>(plan.finalists, 2) - 1);
    std::vector<TuningStanding> finalists{fare(candidates.front(), selectRows)}; // the defaults
    for (std::size_t i = 0; i < kept; ++i) {
        if (!(standings[i].settings == candidates.front()))
            finalists.push_back(fare(standings[i].settings, selectRows));
    }
    return {ranked(std::move(finalists), plan.tolerancePoints).front().settings, candidates.size()};
}

} // namespace straightline::replay
