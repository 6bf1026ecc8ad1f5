// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/replay/sweep.h"

// Sites, traces and thresholds of all kinds that the sweep kernel carries, at random.
namespace straightline::replay::randomsites
{

class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_random(seed)
    {
    }
    bool in(unsigned count) { return m_random() % count == 0; } ///< once in so many times
    double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(m_random); }
    std::uint32_t upTo(std::uint32_t least, std::uint32_t most)
    {
        return std::uniform_int_distribution<std::uint32_t>(least, most)(m_random);
    }

private:
    std::mt19937_64 m_random;
};

inline BackendModel model(Dice& dice, std::uint32_t capacity)
{
    constexpr std::array<Spread, 3> kSpreads{Spread::Deterministic, Spread::Exponential, Spread::Lognormal};
    BackendModel made{.serviceMs = dice.between(1, 60),
                      .perMbMs = dice.in(2) ? dice.between(0, 20) : 0,
                      .perWorkMs = dice.in(3) ? dice.between(0, 10) : 0,
                      .distribution = kSpreads[dice.upTo(0, 2)],
                      .workers = dice.in(3) ? 0 : dice.upTo(1, capacity),
                      .replicas = dice.in(3) ? dice.upTo(2, 4) : 1,
                      .networkMs = dice.in(4) ? 0 : dice.between(0, 5),
                      .usdPerRequest = dice.between(0, 1e-5),
                      .usdPerGbS = dice.between(0, 1e-4),
                      .usdPerHour = dice.between(0, 1)};
    if (dice.in(3))
        made.backlog = dice.in(3) ? dice.upTo(1, capacity) : capacity;
    if (dice.in(3))
        made.concurrency = dice.upTo(1, capacity + 2);
    if (dice.in(2)) {
        made.coldStartMs = dice.between(10, 400);
        made.keepAliveS = dice.between(0.01, 2);
    }
    return made;
}

inline SimulatedApplication site(Dice& dice, std::uint32_t index)
{
    ApplicationConfiguration made;
    made.name = "a" + std::to_string(index);
    made.thresholds = {.frequencyHz = dice.between(10, 200), .sizeBytes = dice.upTo(0, 1'000'000)};
    constexpr std::array<int, 4> kDeadlines{150, 600, 3'000, 30'000};
    made.deadline = std::chrono::milliseconds(kDeadlines[dice.upTo(0, 3)]);
    made.queueLimit = dice.in(3) ? dice.upTo(0, 5) : dice.upTo(6, 200);
    if (dice.in(2))
        made.isolation.repeatable = Repeatable::All;
    if (dice.in(2))
        made.isolation.slowFactor = dice.in(3) ? 0 : dice.between(1, 3);
    if (dice.in(8))
        made.isolation.hedgeAfter = std::chrono::milliseconds(20); // which nobody simulates
    std::vector<BackendModel> models;
    const unsigned only = dice.in(4) ? dice.upTo(0, 2) : 3;
    for (std::uint32_t i = 0; i < kTierCount; ++i) {
        if (only < kTierCount && i != only)
            continue;
        BackendConfiguration& backend = made.backends.emplace_back();
        backend.name = "b" + std::to_string(i);
        backend.tier = kTiers[(i + index) % kTierCount];
        backend.capacity = dice.in(4) ? dice.upTo(20, 120) : dice.upTo(1, 12);
        backend.payloadLimitBytes = dice.in(3) ? dice.upTo(100'000, 1'100'000) : 0;
        backend.drained = dice.in(12) && only == 3 && i > 0;
        backend.readTimeout = dice.in(5) ? std::chrono::milliseconds(dice.upTo(50, 500)) : std::chrono::seconds(30);
        backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
        models.push_back(model(dice, backend.capacity));
    }
    SimulatedApplication application = makeSimulated(made, std::move(models));
    if (dice.in(2))
        application.route.knobs = {.peakEwmaDecayNanos = dice.between(1e7, 5e10),
                                   .prequalQuantilePercent = dice.upTo(1, 100),
                                   .moneyWeight = dice.upTo(0, 1'000)};
    return application;
}

/// All that the sweep kernel has.
inline constexpr std::array<PolicyKind, 9> kPolicies{
    PolicyKind::Straightline,   PolicyKind::RoundRobin, PolicyKind::LeastOutstanding,
    PolicyKind::TwoChoices,     PolicyKind::LocalOnly,  PolicyKind::ContainerOnly,
    PolicyKind::ServerlessOnly, PolicyKind::PeakEwma,   PolicyKind::Prequal};

/// Arrivals in bursts and lulls; some at the same time.
inline std::vector<TraceRow> trace(Dice& dice, std::size_t count, std::uint32_t applications)
{
    std::vector<TraceRow> rows(count);
    const double perSecond = dice.between(20, 900) * applications;
    double at = dice.in(2) ? 0 : 5e9;
    double pace = 1;
    for (TraceRow& each : rows) {
        if (dice.in(500))
            pace = dice.between(0.2, 4);
        at += dice.in(20) ? 0 : -std::log(dice.between(1e-9, 1)) * 1e9 / perSecond / pace;
        each = {.arrivalNanos = static_cast<std::int64_t>(at),
                .application = dice.upTo(0, applications - 1),
                .sizeBytes = dice.upTo(0, 1'200'000),
                .work = dice.between(0, 3)};
    }
    return rows;
}

inline SweepPlan plan(Dice& dice)
{
    SweepPlan made{.policies = {kPolicies.begin(), kPolicies.end()},
                   .seeds = {dice.upTo(1, 1'000)},
                   .targetNanos = dice.upTo(1, 200) * 1'000'000LL};
    for (int i = 0; i < 3; ++i)
        made.frequenciesHz.push_back(dice.in(6) ? 0 : dice.between(1, 1'000));
    for (int i = 0; i < 3; ++i)
        made.sizesBytes.push_back(dice.in(6) ? 0 : dice.upTo(0, 1'300'000));
    made.threads = dice.upTo(1, 2);
    return made;
}

/// The results over the whole trace, given in pieces of any size.
inline std::vector<SweepCell> run(const std::vector<SimulatedApplication>& applications, const SweepPlan& plan,
                                  const std::vector<TraceRow>& rows, std::size_t piece)
{
    Sweep sweep(applications, plan);
    do {
        for (std::size_t i = 0; i < rows.size(); i += piece)
            sweep.run(std::span(rows).subspan(i, std::min(piece, rows.size() - i)));
    } while (sweep.again());
    return sweep.finish();
}

/// What differs first; empty: nothing.
inline std::string difference(const SimulationOutcome& a, const SimulationOutcome& b)
{
    const auto differs = [](const char* what, auto one, auto other) {
        return one == other ? std::string()
                            : std::string(what) + ": " + std::to_string(one) + " and " + std::to_string(other);
    };
    std::string found;
    const auto note = [&](const std::string& each) { found = found.empty() ? each : found; };
    note(differs("requests", a.requests, b.requests));
    for (std::size_t i = 0; i < kOutcomeCount; ++i)
        note(differs(std::string(toString(static_cast<Outcome>(i))).c_str(), a.ended[i], b.ended[i]));
    for (std::size_t i = 0; i < kTierCount; ++i)
        note(differs(std::string(toString(kTiers[i])).c_str(), a.placed[i], b.placed[i]));
    note(differs("server errors", a.serverErrors, b.serverErrors));
    note(differs("refused", a.refused, b.refused));
    note(differs("answered ns", a.answeredNanos, b.answeredNanos));
    note(differs("within target", a.withinTarget, b.withinTarget));
    note(differs("retries", a.retries, b.retries));
    note(differs("ejections", a.ejections, b.ejections));
    note(differs("cold starts", a.coldStarts, b.coldStarts));
    note(differs("waited", a.waited, b.waited));
    note(differs("waited ns", a.waitedNanos, b.waitedNanos));
    note(differs("usd", a.usd, b.usd));
    note(differs("deadline", a.deadlineNanos, b.deadlineNanos));
    if (!(a.answeredMicros == b.answeredMicros))
        note("histograms");
    return found;
}

/// The processor beside a device, over random sites: what differs first; empty: nothing.
inline std::string differenceOnDevice(Accelerator& device, std::uint64_t firstSeed, std::uint64_t lastSeed)
{
    for (std::uint64_t seed = firstSeed; seed <= lastSeed; ++seed) {
        Dice dice(seed);
        std::vector<SimulatedApplication> applications;
        const std::uint32_t count = dice.upTo(1, 2);
        for (std::uint32_t i = 0; i < count; ++i)
            applications.push_back(site(dice, i));
        SweepPlan tried = plan(dice);
        const auto rows = trace(dice, 2'000, count);
        const auto here = run(applications, tried, rows, rows.size());
        tried.device = &device;
        const auto there = run(applications, tried, rows, dice.upTo(100, 4'000));
        if (here.size() != there.size())
            return "seed " + std::to_string(seed) + ": not as many results";
        for (std::size_t i = 0; i < here.size(); ++i) {
            if (const std::string found = difference(here[i].outcome, there[i].outcome); !found.empty())
                return "seed " + std::to_string(seed) + ", trial " + std::to_string(i) + ": " + found;
        }
    }
    return {};
}

} // namespace straightline::replay::randomsites
