// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/adaptivepolicy.h"

#include <chrono>

#include "engine/api/learnedrates.h"
#include "engine/api/money.h"
#include "engine/placement/ranking.h"
#include "engine/placement/straightlinepolicy.h"

namespace straightline::placement
{

namespace
{

constexpr std::uint32_t kFewSamples = 4;             ///< below, a backend is not known
constexpr std::uint64_t kExploring = 16;             ///< of so many requests one may explore
constexpr std::int64_t kStaleNanos = 60'000'000'000; ///< what was measured counts half after so long, when exploring
constexpr std::int64_t kLookNanos = 15'000'000'000;  ///< between two looks at one that is avoided
constexpr Ticks kColdStartUses = 4;         ///< what is started serves so many requests at least: each pays its part
constexpr Ticks kFailureInDeadlines = 16;   ///< a failure costs this part of the deadline
constexpr std::uint32_t kOneInFlight = 256; ///< LearnedRates::usualInFlight

/// What one backend is thought to take.
struct Estimate {
    bool known = false;
    Ticks cold = 0;       ///< without the guard
    Ticks guarded = 0;    ///< what decides
    Ticks hoped = 0;      ///< if all trouble were over
    std::int64_t age = 0; ///< ns since its latest answer
};

/// SplitMix64's finaliser: bits that are used by nobody else.
std::uint64_t mixed(std::uint64_t word)
{
    word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    word = (word ^ (word >> 27U)) * 0x94d049bb133111ebULL;
    return word ^ (word >> 31U);
}

/// × 65536: Little's law, more in flight at the same rate is as much slower; 1 unless it is far more.
std::int64_t heatOf(const LearnedRates& rates, std::uint32_t inFlight)
{
    const std::uint32_t usual = rates.usualInFlight.load(std::memory_order_relaxed);
    const std::uint64_t now = std::uint64_t{inFlight} * kOneInFlight;
    if (usual == 0 || now <= 2 * std::uint64_t{usual} + 2 * kOneInFlight)
        return kOneShare;
    return static_cast<std::int64_t>(now * kOneShare / (usual + kOneInFlight));
}

/// What the money that a request costs is worth, in time.
Ticks worthOf(const Situation& situation, const Spot& spot, Ticks busy)
{
    const ApplicationLoad& load = situation.load.applications[situation.application.slot];
    const std::uint32_t budget = load.moneyWeight.load(std::memory_order_relaxed);
    return weighed(costOf(spot.row->nanoUsdPerSecond, busy), std::max(budget, situation.application.knobs.moneyWeight));
}

Estimate estimate(const Situation& situation, const Spot& spot)
{
    const Ingredients& with = situation.application.ingredients;
    const LearnedRates& rates = situation.load.rates[spot.row->slot];
    const std::uint32_t inFlight = spot.inFlight + 1;
    const Prediction prediction =
        predict(rates, situation.features.sizeBytes, inFlight, situation.nowNanos,
                {.bySize = with.has(Ingredient::Sizes), .byQueue = with.has(Ingredient::Queue)});
    if (!prediction.known || rates.samples.load(std::memory_order_relaxed) < kFewSamples)
        return {};
    Ticks time = prediction.service;
    if (with.has(Ingredient::Wait))
        time += prediction.wait;
    if (with.has(Ingredient::ColdStart))
        time += prediction.coldStart / kColdStartUses;
    const std::int64_t age = situation.nowNanos - rates.sampledNanos.load(std::memory_order_relaxed);
    const std::int64_t halvings = spot.row->nanoUsdPerSecond > 0 ? 0 : age / kStaleNanos; // looking there costs money
    Estimate result{.known = true, .hoped = time >> std::clamp<std::int64_t>(halvings, 0, 3), .age = age};
    const Ticks worth = with.has(Ingredient::Price) ? worthOf(situation, spot, time) : 0;
    if (with.has(Ingredient::Slowness))
        time += prediction.slowness;
    result.guarded = with.has(Ingredient::Guard) ? time * heatOf(rates, inFlight) / kOneShare : time;
    Ticks added = worth;
    if (with.has(Ingredient::Failures)) {
        const Ticks deadline = std::chrono::microseconds(situation.application.deadline).count() * kTicksPerMicro;
        added += deadline / kFailureInDeadlines * prediction.failureShare / kOneShare;
    }
    result.cold = time + added;
    result.guarded += added;
    result.hoped += worth;
    return result;
}

} // namespace

void AdaptivePolicy::place(const Situation& situation, Decision& decision) const
{
    Ranking<Ticks> ranking;
    Ranking<Ticks> unguarded;
    Ranking<Ticks> hopes;
    const bool explores = situation.application.ingredients.has(Ingredient::Exploration)
                          && mixed(situation.features.random) % kExploring == 1; // never for the word 0, as maps have
    bool anyKnown = false;
    situation.room.forEach([&](const Spot& spot) {
        const Estimate each = estimate(situation, spot);
        anyKnown = anyKnown || each.known;
        if (each.known || spot.inFlight == 0) { // one that is not known is tried, one request at a time
            ranking.add(spot, each.guarded);
            unguarded.add(spot, each.cold);
        }
        if (explores && each.known && spot.inFlight == 0 && each.age > kLookNanos) // one look at a time
            hopes.add(spot, each.hoped);
    });
    if (!anyKnown) {
        StraightlinePolicy().place(situation, decision);
        return;
    }
    ranking.show(decision, toMs);
    if (!hopes.empty() && hopes.bestScore() < ranking.bestScore() && hopes.best().row != ranking.best().row)
        setPlaced(decision, hopes.best(), Reason::AdaptiveExploration);
    else
        setPlaced(decision, ranking.best(),
                  ranking.best().row == unguarded.best().row ? Reason::Adaptive : Reason::AdaptiveGuard);
}

} // namespace straightline::placement
