// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/replay/simulation.h"

namespace straightline::replay
{

class Accelerator;
class SweepLane;

/// What is tried: each policy, and for the rule each pair of thresholds, with each seed.
struct SweepPlan {
    std::vector<PolicyKind> policies{PolicyKind::Straightline};
    std::vector<double> frequenciesHz{};     ///< F; empty: each application's own
    std::vector<std::uint64_t> sizesBytes{}; ///< D; empty: each application's own
    /// What is left out of adaptive, one trial for each; empty: the application's own once.
    std::vector<std::vector<std::string>> without{};
    std::vector<std::uint64_t> seeds{1};
    std::int64_t targetNanos = 1'000'000'000; ///< the SLO's response time: the longer of this …
    double targetFactor = 3.0;                ///< … and this × what the request takes at the quickest idle backend
    FaultPlan faults{};
    unsigned threads = 1;
    bool kernel = true; ///< the sweep kernel does what it can; false: everything is simulated the general way
    Accelerator* device = nullptr; ///< runs the kernel, where it can; outlives the sweep

    /// Policies that do not read thresholds are tried once.
    std::size_t trials() const;
};

/// One trial with one seed, over all applications of the site together.
struct SweepCell {
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds; ///< of the first application, where each has its own
    bool ownThresholds = false;
    std::vector<std::string> without{}; ///< of adaptive
    std::uint64_t seed = 1;
    SimulationOutcome outcome;
};

/// Runs all trials over a trace, in one pass over its requests: memory does not depend on the trace's length. Trials of
/// most policies on ordinary sites are done by the sweep kernel, with the same results several times as fast; where it
/// finds on the way that it cannot (a backend answers so late that it might be ejected), another pass is asked for:
///     do { all rows by run() } while (sweep.again());
class Sweep
{
public:
    static constexpr std::size_t kMostTrials = 1'000'000;

    /// `applications` outlives the sweep.
    Sweep(const std::vector<SimulatedApplication>& applications, SweepPlan plan);
    ~Sweep();

    /// The next requests; `application` of a row is an index into `applications`. Asks `stopped` about ten times a
    /// second, and when it says true leaves out the rest, for all trials alike. How many requests were taken.
    std::size_t run(std::span<const TraceRow> rows, const std::function<bool()>& stopped = {});
    /// All rows were given. True: some trials need them all once more, from the first on.
    bool again();
    /// Ends all simulations. In the order seed, policy, F, D. Leaves out trials that needed a second pass and did not
    /// get it whole.
    std::vector<SweepCell> finish();
    /// The plan's device does what it can: there is something, and no trouble.
    bool isOnDevice() const;
    /// Why the device was not used, or only in part.
    std::string deviceTrouble() const;

private:
    std::vector<Trial> trialsFor(const ApplicationRoute& route) const;

    const std::vector<SimulatedApplication>& m_applications;
    SweepPlan m_plan;
    std::vector<std::unique_ptr<SweepLane>> m_lanes; ///< by seed and application
    std::uint64_t m_taken = 0;                       ///< rows in this pass
    std::uint64_t m_firstPass = 0;                   ///< rows in the first; 0: it is still going on
};

/// True when the policy's decisions depend on F and D, but for a few at its beginning.
bool readsThresholds(PolicyKind policy);

} // namespace straightline::replay
