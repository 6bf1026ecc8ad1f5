// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/clock.h"
#include "engine/backends/container/dockervalues.h"
#include "engine/backends/healthcheck.h"

namespace straightline::backends
{

/// How long to wait before a container that ended is started again: at once after a long life, then 1, 2, 4 … 30 s.
std::chrono::milliseconds restartDelay(std::uint32_t failuresInRow);

/// One container of a backend as its adapter knows it. Engine thread. Shared between the adapter's lists and the
/// coroutines that look after it.
struct Replica {
    std::string id;
    std::string name;
    std::string image; ///< reference and short digest
    std::string mark;  ///< settingsMark() of what it was made from
    std::uint32_t generation = 0;
    std::uint32_t index = 0;
    Endpoint endpoint; ///< port 0 = does not run
    std::unique_ptr<HealthCheck> check;
    std::string problem; ///< why it does not run; empty = it runs
    std::string ending;  ///< of its last end
    WallTime since;
    Clock::Steady started;
    Clock::Steady restartAt;
    std::uint32_t failuresInRow = 0;
    std::uint32_t restarts = 0; ///< by us
    bool stopped = false;       ///< by the operator: left alone

    std::string title() const { return std::to_string(generation) + '-' + std::to_string(index); }
    bool up() const { return check && check->state() == BackendState::Up; }
    /// `tooLate`: its time to start is over.
    BackendState state(bool tooLate) const;
    void ended(std::string why, Clock::Steady now, WallTime wall);
};

using ReplicaPtr = std::shared_ptr<Replica>;
using Replicas = std::vector<ReplicaPtr>;

std::vector<Endpoint> endpointsOf(const Replicas& replicas);

/// One generation among the containers found at start, in the order of preference for adopting.
struct GenerationChoice {
    std::uint32_t generation = 0;
    bool matches = false;  ///< made from the configured settings
    bool complete = false; ///< as many run as are wanted
    std::uint32_t running = 0;
};

/// Which generation serves on after a restart; 0 = there is none. A redeploy may have been cut short: the configured
/// settings come first, then a complete generation, then the newest.
std::uint32_t chooseGeneration(const std::vector<ContainerSummary>& containers, const std::string& mark,
                               std::uint32_t wanted);

} // namespace straightline::backends
