// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/sweep.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace straightline::replay
{

namespace
{

/// Requests that are prepared at a time: some MB, however many backends there are …
constexpr std::size_t kMostAtATime = 16'384;
/// … and so few that all trials together take about a tenth of a second.
constexpr std::size_t kSimulatedAtATime = 2'000'000;
constexpr std::size_t kLeastAtATime = 64;

} // namespace

bool readsThresholds(PolicyKind policy)
{
    return policy == PolicyKind::Straightline;
}

std::size_t SweepPlan::trials() const
{
    const std::size_t pairs =
        std::max<std::size_t>(frequenciesHz.size(), 1) * std::max<std::size_t>(sizesBytes.size(), 1);
    std::size_t trials = 0;
    for (const PolicyKind each : policies) {
        if (readsThresholds(each))
            trials += pairs;
        else
            trials += each == PolicyKind::Adaptive ? std::max<std::size_t>(without.size(), 1) : 1;
    }
    return trials;
}

Sweep::Sweep(const std::vector<SimulatedApplication>& applications, SweepPlan plan)
    : m_applications(applications)
    , m_plan(std::move(plan))
{
    m_lanes.reserve(m_plan.seeds.size() * m_applications.size());
    for (const std::uint64_t seed : m_plan.seeds) {
        for (std::size_t i = 0; i < m_applications.size(); ++i) {
            Lane& lane = m_lanes.emplace_back(Lane{seed, i, Preparer(m_applications[i], seed), {}, {}});
            const std::vector<Trial> trials = trialsFor(m_applications[i].route);
            for (const Trial& trial : trials)
                lane.simulations.emplace_back(m_applications[i], trial);
        }
    }
}

std::vector<Trial> Sweep::trialsFor(const ApplicationRoute& route) const
{
    const std::vector<double> frequencies =
        m_plan.frequenciesHz.empty() ? std::vector{route.thresholds.frequencyHz} : m_plan.frequenciesHz;
    const std::vector<std::uint64_t> sizes =
        m_plan.sizesBytes.empty() ? std::vector{route.thresholds.sizeBytes} : m_plan.sizesBytes;
    std::vector<Trial> trials;
    for (const PolicyKind policy : m_plan.policies) {
        Trial trial{.policy = policy,
                    .thresholds = route.thresholds,
                    .targetNanos = m_plan.targetNanos,
                    .targetFactor = m_plan.targetFactor,
                    .faults = m_plan.faults};
        if (policy == PolicyKind::Adaptive && !m_plan.without.empty()) {
            for (const auto& each : m_plan.without) {
                trial.without = each;
                trials.push_back(trial);
            }
            continue;
        }
        if (!readsThresholds(policy)) {
            trials.push_back(trial);
            continue;
        }
        for (const double frequency : frequencies) {
            for (const std::uint64_t size : sizes) {
                trial.thresholds = {.frequencyHz = frequency, .sizeBytes = size};
                trials.push_back(trial);
            }
        }
    }
    return trials;
}

std::size_t Sweep::run(std::span<const TraceRow> rows, const std::function<bool()>& stopped)
{
    const std::size_t trials = std::max<std::size_t>(m_plan.trials() * m_plan.seeds.size(), 1);
    const std::size_t most = std::clamp(kSimulatedAtATime / trials, kLeastAtATime, kMostAtATime);
    for (std::size_t from = 0; from < rows.size(); from += most) {
        if (stopped && stopped())
            return from;
        const auto chunk = rows.subspan(from, std::min(most, rows.size() - from));
        for (Lane& lane : m_lanes) {
            lane.prepared.clear();
            for (const TraceRow& row : chunk) {
                if (row.application == lane.application)
                    lane.preparer.prepare(row, lane.prepared);
            }
            if (lane.prepared.size() > 0)
                eachSimulation(lane, [&](Simulation& each) { each.run(lane.prepared); });
        }
    }
    return rows.size();
}

void Sweep::eachSimulation(Lane& lane, const std::function<void(Simulation&)>& work) const
{
    const std::size_t threads = std::min<std::size_t>(std::max(m_plan.threads, 1U), lane.simulations.size());
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < lane.simulations.size(); i = next++)
            work(lane.simulations[i]);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back(run);
    run();
}

std::vector<SweepCell> Sweep::finish()
{
    std::vector<SweepCell> cells;
    for (Lane& lane : m_lanes) {
        const std::vector<Trial> trials = trialsFor(m_applications[lane.application].route);
        const bool first = lane.application == 0;
        const std::size_t begin = first ? cells.size() : cells.size() - trials.size();
        for (std::size_t i = 0; i < trials.size(); ++i) {
            if (first)
                cells.push_back({.policy = trials[i].policy,
                                 .thresholds = trials[i].thresholds,
                                 .ownThresholds = !readsThresholds(trials[i].policy)
                                                  || (m_plan.frequenciesHz.empty() && m_plan.sizesBytes.empty()),
                                 .without = trials[i].without.value_or(std::vector<std::string>{}),
                                 .seed = lane.seed,
                                 .outcome = {}});
            lane.simulations[i].finish();
            cells[begin + i].outcome.add(lane.simulations[i].outcome());
        }
    }
    return cells;
}

} // namespace straightline::replay
