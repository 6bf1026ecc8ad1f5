// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/adaptivepolicy.h"

#include <algorithm>
#include <optional>

#include "engine/api/learnedrates.h"
#include "engine/placement/adaptiveestimate.h"
#include "engine/placement/ranking.h"
#include "engine/placement/straightlinepolicy.h"

namespace straightline::placement
{

namespace
{

constexpr std::uint64_t kExploring = 16;            ///< of so many requests one may explore
constexpr std::int64_t kLookNanos = 15'000'000'000; ///< between two looks at one that is avoided
constexpr Ticks kUnseenPaid = 6; ///< one that costs money and is not known is thought to take so often the quickest's

/// SplitMix64's finaliser: bits that are used by nobody else.
std::uint64_t mixed(std::uint64_t word)
{
    word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    word = (word ^ (word >> 27U)) * 0x94d049bb133111ebULL;
    return word ^ (word >> 31U);
}

/// All with room, by what they are thought to take.
struct Candidates {
    Ranking<Ticks> ranking;
    Ranking<Ticks> unguarded;
    Ranking<Ticks> hopes;
    std::optional<Ticks> quickest; ///< alone, of those that are known

    void add(const Spot& spot, Ticks guarded, Ticks without)
    {
        ranking.add(spot, guarded);
        unguarded.add(spot, without);
    }
};

Candidates candidatesOf(const Situation& situation)
{
    Candidates all;
    std::optional<Spot> unseenPaid;
    const bool explores = situation.application.ingredients.has(Ingredient::Exploration)
                          && mixed(situation.features.random) % kExploring == 1; // never for the word 0, as maps have
    situation.room.forEach([&](const Spot& spot) {
        const AdaptiveEstimate each = adaptiveEstimate(situation, spot);
        if (each.known) {
            all.add(spot, each.guarded, each.unguarded);
            all.quickest = std::min(all.quickest.value_or(each.alone), each.alone);
        } else if (spot.inFlight == 0) { // one that is not known is tried, one request at a time
            if (spot.row->nanoUsdPerSecond > 0)
                unseenPaid = spot;
            else
                all.add(spot, 0, 0);
        }
        if (explores && each.known && spot.inFlight == 0 && each.age > kLookNanos) // one look at a time
            all.hopes.add(spot, each.hoped);
    });
    if (unseenPaid)
        all.add(*unseenPaid, kUnseenPaid * all.quickest.value_or(0), kUnseenPaid * all.quickest.value_or(0));
    return all;
}

bool isSeenLate(const Situation& situation)
{
    return situation.load.seenNanos > 0 && situation.application.ingredients.has(Ingredient::Staleness);
}

} // namespace

void AdaptivePolicy::place(const Situation& situation, Decision& decision) const
{
    const Candidates all = candidatesOf(situation);
    if (isSeenLate(situation) && (all.quickest || all.ranking.empty())) {
        if (const std::optional<Spot> spot = thoughtOn(situation)) {
            all.ranking.show(decision, toMs);
            setPlaced(decision, *spot, Reason::Adaptive);
            return;
        }
    }
    if (!all.quickest) {
        StraightlinePolicy().place(situation, decision);
        return;
    }
    all.ranking.show(decision, toMs);
    const Spot& best = all.ranking.best();
    if (!all.hopes.empty() && all.hopes.bestScore() < all.ranking.bestScore() && all.hopes.best().row != best.row)
        setPlaced(decision, all.hopes.best(), Reason::AdaptiveExploration);
    else
        setPlaced(decision, best, best.row == all.unguarded.best().row ? Reason::Adaptive : Reason::AdaptiveGuard);
}

} // namespace straightline::placement
