// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/experimentplan.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "engine/api/ingredients.h"
#include "engine/replay/worklaw.h"

namespace straightline::replay
{

namespace
{

// The backends of experimentsystem.h.
Fault on(FaultKind kind, std::string backend, double from, double to, double amount = 0.0)
{
    return {.kind = kind, .backend = std::move(backend), .fromS = from, .toS = to, .amount = amount};
}

/// Of 1,500 s at the trace's own pace: K1 60 s, K2 600 s, K3 300 s, K4 600 s, K5 300 s, K6 20 s, K7 900 s, K8 and K9
/// all.
std::vector<ExperimentFault> allFaults()
{
    return {{.name = "none"},
            {.name = "K1 crash", .faults = {on(FaultKind::Crash, "local", 0.3, 0.34)}},
            {.name = "K2 grey 5x", .faults = {on(FaultKind::Slow, "docker", 0.2, 0.6, 5.0)}},
            {.name = "K3 black hole", .faults = {on(FaultKind::BlackHole, "local", 0.3, 0.5)}},
            {.name = "K4 30% 5xx", .faults = {on(FaultKind::Errors, "local", 0.2, 0.6, 0.3)}},
            {.name = "K5 surge 3x", .surge = {{0.0, 1.0}, {0.4, 3.0}, {0.6, 1.0}}},
            {.name = "K6 all down", .faults = {on(FaultKind::Crash, "*", 0.4, 0.4 + 20.0 / 1'500.0)}},
            {.name = "K7 throttled", .faults = {on(FaultKind::Throttle, "serverless", 0.2, 0.8, 5.0)}},
            {.name = "K8 stale 1s", .staleMs = 1'000.0},
            {.name = "K9 two gateways", .gateways = 2}};
}

std::vector<Contestant> allContestants()
{
    struct Row {
        PolicyKind policy;
        std::string brief;
    };
    const std::vector<Row> rows{
        {PolicyKind::LocalOnly, "local"}, {PolicyKind::ContainerOnly, "cont."}, {PolicyKind::ServerlessOnly, "srvl."},
        {PolicyKind::RoundRobin, "RR"},   {PolicyKind::LeastOutstanding, "LO"}, {PolicyKind::TwoChoices, "2C"},
        {PolicyKind::PeakEwma, "EWMA"},   {PolicyKind::Prequal, "Preq"},        {PolicyKind::ExpectedCompletion, "ECT"},
        {PolicyKind::Straightline, "SL"}, {PolicyKind::Adaptive, "AD"},         {PolicyKind::Oracle, "orac"}};
    std::vector<Contestant> all;
    for (const Row& row : rows) {
        const std::string name(toString(row.policy));
        all.push_back({.name = name, .brief = row.brief, .policy = row.policy});
        if (hasParameters(row.policy))
            all.push_back({.name = name + " tuned", .brief = row.brief + "*", .policy = row.policy, .tuned = true});
    }
    return all;
}

std::string describe(const std::vector<LoadStep>& steps)
{
    std::string text;
    for (const LoadStep& each : steps)
        text += fmt::format(" {}:{}", each.fromShare, each.speed);
    return text;
}

} // namespace

bool hasParameters(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::Straightline:
    case PolicyKind::TwoChoices:
    case PolicyKind::PeakEwma:
    case PolicyKind::Prequal:
    case PolicyKind::ExpectedCompletion:
    case PolicyKind::Adaptive:
        return true;
    default:
        return false;
    }
}

ExperimentPlan fullPlan(std::size_t seeds)
{
    ExperimentPlan plan{.scenarios = {{"calm", {}},
                                      {"1.5x", {{0.0, 1.5}}},
                                      {"2x", {{0.0, 2.0}}},
                                      {"3x", {{0.0, 3.0}}},
                                      {"step", {{0.0, 1.0}, {0.5, 2.0}}}},
                        .faults = allFaults(),
                        .contestants = allContestants(),
                        .seeds = std::vector<std::uint64_t>(seeds),
                        .boundsS = {0.0, 1'200.0, 2'100.0, 3'600.0}};
    std::iota(plan.seeds.begin(), plan.seeds.end(), std::uint64_t{1});
    return plan;
}

ExperimentPlan quickPlan(std::size_t seeds)
{
    ExperimentPlan plan = fullPlan(seeds);
    plan.scenarios = {plan.scenarios.front(), plan.scenarios.back()};
    plan.faults = {plan.faults[0], plan.faults[1], plan.faults[3]};
    plan.tuningSeeds = 1;
    plan.configurations = 6;
    plan.finalists = 3;
    for (double& each : plan.boundsS)
        each /= 10;
    return plan;
}

void makeRehearsal(ExperimentPlan& plan)
{
    plan.reported = ExperimentPart::Tune;
    std::erase_if(plan.contestants, [](const Contestant& each) { return each.tuned; });
    for (std::size_t i = 0; i < kIngredientCount; ++i) {
        const std::string word(toString(static_cast<Ingredient>(i)));
        plan.contestants.push_back({.name = "adaptive-" + word,
                                    .brief = "-" + word,
                                    .policy = PolicyKind::Adaptive,
                                    .tuned = false,
                                    .without = {word}});
    }
}

std::string describe(const ExperimentPlan& plan)
{
    std::string text = fmt::format("tune {}-{} s, select to {} s, report to {} s, the first {} of each; {} "
                                   "configurations, {} finalists, {} tuning seeds; calm "
                                   "utilisation {}; slots per worker {}; slo max({} ms, {} x); tolerance {}\n",
                                   plan.boundsS[0], plan.boundsS[1], plan.boundsS[2], plan.boundsS[3], plan.share,
                                   plan.configurations, plan.finalists, plan.tuningSeeds, plan.calmUtilisation,
                                   plan.slotsPerWorker, plan.targetMs, plan.targetFactor, plan.tolerancePoints);
    if (plan.reported != ExperimentPart::Report)
        text += "rehearsal\n";
    if (plan.work != WorkLaw::BySize)
        text += fmt::format("work {}\n", toString(plan.work));
    if (const SystemParameters& s = plan.system; !(s == SystemParameters{}))
        text += fmt::format("system: serverless x {}, cold start {} s, kept {} s, {} at once, docker starts in {} s, "
                            "cv {}, sizes x {}\n",
                            s.serverlessSlowness, s.coldStartS, s.keepAliveS, s.serverlessLimit, s.dockerStartS,
                            s.noiseCv, s.sizeScale);
    for (const ExperimentScenario& each : plan.scenarios)
        text += fmt::format("scenario {}{}\n", each.name, describe(each.load));
    for (const ExperimentFault& each : plan.faults) {
        text += fmt::format("fault {}: surge{}, stale {} ms", each.name, describe(each.surge), each.staleMs);
        if (each.gateways > 1)
            text += fmt::format(", {} gateways", each.gateways);
        for (const Fault& fault : each.faults)
            text += fmt::format(", {}:{}:{}:{}:{}", toString(fault.kind), fault.backend, fault.fromS, fault.toS,
                                fault.amount);
        text += "\n";
    }
    for (const Contestant& each : plan.contestants) {
        text += fmt::format("contestant {}: {}{}", each.name, toString(each.policy), each.tuned ? " tuned" : "");
        for (const std::string& word : each.without)
            text += " without " + word;
        text += "\n";
    }
    for (const std::uint64_t seed : plan.seeds)
        text += fmt::format("seed {}\n", seed);
    return text;
}

std::uint64_t hashOf(std::string_view text, std::uint64_t from)
{
    for (const char c : text)
        from = (from ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return from;
}

} // namespace straightline::replay
