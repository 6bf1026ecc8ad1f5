// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/adaptiveestimate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <span>

#include "engine/api/learnedrates.h"
#include "engine/api/money.h"

namespace straightline::placement
{

namespace
{

constexpr std::uint32_t kFewSamples = 4;             ///< below, a backend is not known
constexpr std::int64_t kStaleNanos = 60'000'000'000; ///< what was measured counts half after so long, when exploring
constexpr Ticks kColdStartUses = 4;         ///< what is started serves so many requests at least: each pays its part
constexpr Ticks kFailureInDeadlines = 16;   ///< a failure costs this part of the deadline
constexpr std::uint32_t kOneInFlight = 256; ///< LearnedRates::usualInFlight
constexpr Ticks kNever = Ticks{1} << 50U;   ///< 2 years
constexpr std::size_t kMostThoughtOn = 16;  ///< backends
constexpr std::int64_t kMostSteps = 64;     ///< requests placed in thought

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

/// What failures of late are worth, in time.
Ticks failuresOf(const Situation& situation, const Prediction& prediction)
{
    const Ticks deadline = std::chrono::microseconds(situation.application.deadline).count() * kTicksPerMicro;
    return deadline / kFailureInDeadlines * prediction.failureShare / kOneShare;
}

/// The time of a request there, without what is in trouble.
Ticks timeOf(const Ingredients& with, const Prediction& prediction)
{
    Ticks time = prediction.service;
    if (with.has(Ingredient::Wait))
        time += with.has(Ingredient::Externality) ? prediction.wait * 5 / 4 : prediction.wait;
    if (with.has(Ingredient::ColdStart))
        time += prediction.coldStart / kColdStartUses;
    return time;
}

/// A backend while the time since the load was seen is gone through.
struct Outlook {
    Spot spot;
    std::uint32_t capacity = 0;
    std::int64_t inFlight = 0; ///< 1 = kOneInFlight

    Ticks score(const Situation& situation)
    {
        spot.inFlight = static_cast<std::uint32_t>((inFlight + kOneInFlight / 2) / kOneInFlight);
        if (spot.inFlight >= capacity)
            return 2 * kNever + spot.inFlight;
        const AdaptiveEstimate estimate = adaptiveEstimate(situation, spot);
        if (estimate.known)
            return estimate.guarded;
        return spot.inFlight == 0 ? 0 : kNever;
    }

    /// Little's law: what is in flight is gone in the time that the last of it takes.
    void drain(const Situation& situation, std::int64_t nanos)
    {
        const auto now = static_cast<std::uint32_t>((inFlight + kOneInFlight / 2) / kOneInFlight);
        const Prediction prediction = predict(situation.load.rates[spot.row->slot], situation.features.sizeBytes, now,
                                              situation.nowNanos, {.bySize = false, .byQueue = true});
        const Ticks takes = prediction.service + prediction.wait + prediction.slowness;
        const std::int64_t takesNanos = takes * 1'000 / kTicksPerMicro;
        inFlight = nanos < takesNanos ? inFlight - inFlight * nanos / takesNanos : 0;
    }
};

struct Outlooks {
    std::array<Outlook, kMostThoughtOn> all{};
    std::size_t count = 0;
    bool complete = true;
};

/// Who lets this request through, full or not.
Outlooks outlooksOf(const Situation& situation)
{
    Outlooks found;
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        for (const PlacementRow& row : situation.application.tiers[tier].rows) {
            const std::uint32_t word = situation.load.occupancies->words[row.slot].load(std::memory_order_relaxed);
            const std::uint32_t capacity = capacityNow(row, breakerOf(word), situation.load);
            if (capacity == 0 || situation.features.sizeBytes > row.payloadLimitBytes)
                continue;
            found.complete = found.count < kMostThoughtOn;
            if (!found.complete)
                return found;
            found.all[found.count++] = {
                {&row, kTiers[tier], 0}, capacity, std::int64_t{inFlightOf(word)} * kOneInFlight};
        }
    }
    return found;
}

} // namespace

AdaptiveEstimate adaptiveEstimate(const Situation& situation, const Spot& spot)
{
    const Ingredients& with = situation.application.ingredients;
    const LearnedRates& rates = situation.load.rates[spot.row->slot];
    const std::uint32_t inFlight = spot.inFlight + 1;
    const Prediction prediction =
        predict(rates, situation.features.sizeBytes, inFlight, situation.nowNanos,
                {.bySize = with.has(Ingredient::Sizes), .byQueue = with.has(Ingredient::Queue)});
    if (!prediction.known || rates.samples.load(std::memory_order_relaxed) < kFewSamples)
        return {};
    Ticks time = timeOf(with, prediction);
    const Ticks worth = with.has(Ingredient::Price) ? worthOf(situation, spot, time) : 0;
    const std::int64_t age = situation.nowNanos - rates.sampledNanos.load(std::memory_order_relaxed);
    const std::int64_t halvings = spot.row->nanoUsdPerSecond > 0 ? 0 : age / kStaleNanos; // looking there costs money
    const Ticks hoped = (time >> std::clamp<std::int64_t>(halvings, 0, 3)) + worth;
    if (with.has(Ingredient::Slowness))
        time += prediction.slowness;
    const Ticks added = worth + (with.has(Ingredient::Failures) ? failuresOf(situation, prediction) : 0);
    const Ticks guarded = with.has(Ingredient::Guard) ? time * heatOf(rates, inFlight) / kOneShare : time;
    return {.known = true,
            .alone = prediction.service,
            .unguarded = time + added,
            .guarded = guarded + added,
            .hoped = hoped,
            .age = age};
}

std::optional<Spot> thoughtOn(const Situation& situation)
{
    Outlooks outlooks = outlooksOf(situation);
    const std::span<Outlook> all(outlooks.all.data(), outlooks.count);
    if (all.empty() || !outlooks.complete || situation.features.excludedCount > 0)
        return std::nullopt;
    const std::int64_t age = std::max<std::int64_t>(situation.nowNanos - situation.load.seenNanos, 0);
    const std::int64_t gap = std::llround(1e9 / std::max(situation.features.frequencyHz, 1e-3));
    const std::int64_t steps = std::min(age / std::max<std::int64_t>(gap, 1), kMostSteps);
    for (Outlook& each : all)
        each.drain(situation, age - steps * gap);
    for (std::int64_t step = 0;; ++step) {
        Outlook* best = nullptr;
        Ticks bestScore = 0;
        for (Outlook& each : all) {
            const Ticks score = each.score(situation);
            if (best == nullptr || score < bestScore) {
                best = &each;
                bestScore = score;
            }
        }
        if (step == steps)
            return best->spot;
        for (Outlook& each : all)
            each.drain(situation, gap);
        best->inFlight += kOneInFlight;
    }
}

} // namespace straightline::placement
