// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/sweep.h"

#include <algorithm>
#include <utility>

#include "engine/replay/sweeplane.h"

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
        for (std::uint32_t i = 0; i < m_applications.size(); ++i)
            m_lanes.push_back(std::make_unique<SweepLane>(m_applications[i], i, seed,
                                                          trialsFor(m_applications[i].route),
                                                          SweepLane::Means{m_plan.kernel, m_plan.device}));
    }
}

Sweep::~Sweep() = default;

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
    const std::size_t most = m_plan.device != nullptr
                                 ? DeviceBatch::kMostRequests
                                 : std::clamp(kSimulatedAtATime / trials, kLeastAtATime, kMostAtATime);
    for (std::size_t from = 0; from < rows.size(); from += most) {
        if (stopped && stopped())
            return from;
        const auto chunk = rows.subspan(from, std::min(most, rows.size() - from));
        for (const auto& lane : m_lanes)
            lane->run(chunk, m_plan.threads);
        m_taken += chunk.size();
    }
    return rows.size();
}

bool Sweep::again()
{
    bool needed = false;
    for (const auto& lane : m_lanes)
        needed = lane->again() || needed;
    if (needed)
        m_firstPass = std::max(m_firstPass, std::exchange(m_taken, 0));
    return needed;
}

bool Sweep::isOnDevice() const
{
    return deviceTrouble().empty()
           && std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto& each) { return each->isOnDevice(); });
}

std::string Sweep::deviceTrouble() const
{
    for (const auto& lane : m_lanes) {
        if (!lane->deviceTrouble().empty())
            return lane->deviceTrouble();
    }
    return {};
}

std::vector<SweepCell> Sweep::finish()
{
    std::vector<SweepCell> cells;
    std::vector<bool> whole;
    const bool cutShort = m_firstPass > m_taken;
    for (const auto& lane : m_lanes) {
        const auto outcomes = lane->finish(cutShort);
        const std::vector<Trial>& trials = lane->trials();
        const bool first = lane->application() == 0;
        const std::size_t begin = first ? cells.size() : cells.size() - trials.size();
        for (std::size_t i = 0; i < trials.size(); ++i) {
            if (first) {
                cells.push_back({.policy = trials[i].policy,
                                 .thresholds = trials[i].thresholds,
                                 .ownThresholds = !readsThresholds(trials[i].policy)
                                                  || (m_plan.frequenciesHz.empty() && m_plan.sizesBytes.empty()),
                                 .without = trials[i].without.value_or(std::vector<std::string>{}),
                                 .seed = lane->seed(),
                                 .outcome = {}});
                whole.push_back(true);
            }
            whole[begin + i] = whole[begin + i] && outcomes[i].has_value();
            cells[begin + i].outcome.add(outcomes[i].value_or(SimulationOutcome{}));
        }
    }
    std::size_t at = 0;
    std::erase_if(cells, [&](const SweepCell&) { return !whole[at++]; });
    return cells;
}

} // namespace straightline::replay
