// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/replica.h"

#include <tuple>

namespace straightline::backends
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::seconds kLongLife{10};
constexpr std::chrono::milliseconds kLongestDelay{30'000};

} // namespace

std::chrono::milliseconds restartDelay(std::uint32_t failuresInRow)
{
    if (failuresInRow <= 1)
        return 0ms;
    const std::uint32_t doublings = std::min(failuresInRow - 2, 10U);
    return std::min(std::chrono::milliseconds(1'000LL << doublings), kLongestDelay);
}

BackendState Replica::state(bool tooLate) const
{
    if (stopped)
        return BackendState::Down;
    if (!problem.empty())
        return BackendState::Failed;
    if (!check)
        return BackendState::Starting;
    if (check->state() == BackendState::Up)
        return BackendState::Up;
    if (check->everUp())
        return BackendState::Down;
    // One that ends again and again stays failed until it is healthy, whatever it does in between.
    return tooLate || failuresInRow > 1 ? BackendState::Failed : BackendState::Starting;
}

void Replica::ended(std::string why, Clock::Steady now, WallTime wall)
{
    if (now - started > kLongLife)
        failuresInRow = 0;
    ++failuresInRow;
    problem = std::move(why);
    ending = problem;
    restartAt = now + restartDelay(failuresInRow);
    since = wall;
    endpoint = {};
    check.reset();
}

std::vector<Endpoint> endpointsOf(const Replicas& replicas)
{
    std::vector<Endpoint> endpoints;
    for (const ReplicaPtr& replica : replicas)
        if (replica->endpoint.port != 0)
            endpoints.push_back(replica->endpoint);
    return endpoints;
}

std::uint32_t chooseGeneration(const std::vector<ContainerSummary>& containers, const std::string& mark,
                               std::uint32_t wanted)
{
    std::map<std::uint32_t, GenerationChoice> generations;
    for (const ContainerSummary& container : containers) {
        const std::uint32_t generation = container.number(kGenerationLabel);
        if (generation == 0)
            continue;
        GenerationChoice& choice = generations[generation];
        choice.generation = generation;
        choice.matches = container.label(kSettingsLabel) == mark;
        choice.running += container.state == "running" ? 1 : 0;
        choice.complete = choice.running >= wanted;
    }
    GenerationChoice best;
    const auto rank = [](const GenerationChoice& choice) {
        return std::tuple(choice.matches, choice.complete, choice.running > 0, choice.generation);
    };
    for (const auto& [generation, choice] : generations)
        if (best.generation == 0 || rank(choice) > rank(best))
            best = choice;
    return best.generation;
}

} // namespace straightline::backends
