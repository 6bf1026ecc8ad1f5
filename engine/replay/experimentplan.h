// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/policyknobs.h"
#include "engine/replay/fault.h"
#include "engine/replay/timewarp.h"

// What is compared, and where: the design of an experiment as values. Nothing here depends on a trace.
namespace straightline::replay
{

/// How fast a trace's requests arrive.
struct ExperimentScenario {
    std::string name;
    std::vector<LoadStep> load{};
};

/// What goes wrong. Times are shares of the run's requests' own time, so that every scenario is hit at the same ones.
struct ExperimentFault {
    std::string name;
    std::vector<Fault> faults{}; ///< fromS and toS are shares, 0 … 1
    std::vector<LoadStep> surge{};
    double staleMs = 0.0;
    std::uint32_t gateways = 1; ///< that share the backends
};

/// A row of the table.
struct Contestant {
    std::string name;
    std::string brief; ///< for narrow columns
    PolicyKind policy = PolicyKind::Straightline;
    bool tuned = false;
    std::vector<std::string> without{}; ///< of adaptive
};

/// What a policy is run with.
struct ContestantSettings {
    Thresholds thresholds{};
    PolicyKnobs knobs{};

    bool operator==(const ContestantSettings&) const = default;
};

/// Three pieces of a trace, in order: tuned on, selected on, reported on.
enum class ExperimentPart : std::uint8_t { Tune, Select, Report };

/// What a request's work follows: its size in part (experimentsystem.h), nothing that is seen, or the size the wrong
/// way round. The last two, so that policies that go by size do not win because the system was built so.
enum class WorkLaw : std::uint8_t { BySize, Independent, AgainstSize };

/// What the sensitivity study changes in the system model (sensitivity.h); the defaults are the design's.
struct SystemParameters {
    double serverlessSlowness = 1.5;    ///< the serverless backend's time for a unit of work / the local one's
    double coldStartS = 1.2;            ///< median
    double keepAliveS = 300.0;          ///< of an idle serverless instance
    std::uint32_t serverlessLimit = 60; ///< at once
    double dockerStartS = 8.0;          ///< until Docker serves again after a crash
    double noiseCv = 0.2;               ///< of the service times
    double sizeScale = 1.0;             ///< × every body

    bool operator==(const SystemParameters&) const = default;
};

struct ExperimentPlan {
    std::vector<ExperimentScenario> scenarios;
    std::vector<ExperimentFault> faults; ///< the first: none
    std::vector<Contestant> contestants;
    std::vector<std::uint64_t> seeds; ///< of the report
    std::size_t tuningSeeds = 3;      ///< others than those
    std::size_t configurations = 30;  ///< of each contestant that is tuned
    std::size_t finalists = 4;        ///< of these, the default among them, that are compared on the second piece
    std::array<double, 4> boundsS{};  ///< of the three pieces, since the trace's beginning
    double share = 1.0;               ///< of each piece's time that is used, from its beginning
    ExperimentPart reported = ExperimentPart::Report; ///< Tune: a rehearsal, that looks at nothing it should not
    WorkLaw work = WorkLaw::BySize;
    double calmUtilisation = 0.4; ///< of the backends that are paid for by the hour, in the scenario "calm"
    double slotsPerWorker = 2.0;  ///< most in flight at a backend, by its workers; not of the serverless one
    SystemParameters system{};
    double targetMs = 1'000.0;    ///< the SLO: the longer of this …
    double targetFactor = 3.0;    ///< … and this × what the request takes at the quickest idle backend
    double tolerancePoints = 0.1; ///< SLO attainments as near count as equal when cost decides

    std::size_t cells() const { return scenarios.size() * faults.size(); }
};

/// Minutes 0–19, 20–34 and 35–59; {calm, 1.5, 2, 3 ×, step} × {none, K1 … K9}; every policy, each with parameters also
/// tuned.
ExperimentPlan fullPlan(std::size_t seeds);
/// The same in small, a tenth of the time, for a look and for tests: {calm, step} × {none, K1, K3}, 6 configurations.
ExperimentPlan quickPlan(std::size_t seeds);

/// Reports on the piece that is tuned on, so that a policy can be changed without having seen the report's; nothing is
/// tuned then, and adaptive takes part without each of its ingredients too.
void makeRehearsal(ExperimentPlan& plan);

/// True when there is something to tune.
bool hasParameters(PolicyKind policy);

/// All of it as text, the same for the same plan: what a hash is made of, and what a reader can check.
std::string describe(const ExperimentPlan& plan);

/// FNV-1a, 64 bits.
std::uint64_t hashOf(std::string_view text, std::uint64_t from = 0xcbf29ce484222325ULL);

} // namespace straightline::replay
