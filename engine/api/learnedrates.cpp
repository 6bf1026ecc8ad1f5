// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/learnedrates.h"

#include <algorithm>
#include <limits>

namespace straightline
{

namespace
{

using Cell = std::atomic<std::uint32_t>;
constexpr std::memory_order kAny = std::memory_order_relaxed;

constexpr Ticks kMostTicks = std::numeric_limits<std::uint32_t>::max(); // 268 s
constexpr std::int64_t kMostCrowding = 64LL * kOneShare;                // × as long for all others in flight together
constexpr std::uint32_t kMostSlowness = 8 * kOneShare;
constexpr std::uint32_t kIsSlow = 3 * kOneShare;              // below that it is noise
constexpr std::int64_t kForgetFailuresNanos = 30'000'000'000; // they halve in this time
constexpr std::int64_t kForgetSlownessNanos = 60'000'000'000; // so does this, when nobody looks
constexpr std::int64_t kPauseNanos = 60'000'000'000;          // after that instances may be gone

enum ColdCase : std::uint8_t { FreeInstance, MoreThanLately, AfterPause };

/// One `1 / 2^shift` of the way from `from` to `to`, at least one step.
std::uint32_t towards(std::uint32_t from, std::uint32_t to, unsigned shift)
{
    if (to > from)
        return from + std::max(1U, (to - from) >> shift);
    return from - (to < from ? std::max(1U, (from - to) >> shift) : 0U);
}

/// Up and down at different speeds.
void follow(Cell& cell, std::uint32_t to, unsigned upShift, unsigned downShift)
{
    const std::uint32_t from = cell.load(kAny);
    cell.store(towards(from, to, to > from ? upShift : downShift), kAny);
}

std::uint32_t clampTicks(Ticks value)
{
    return static_cast<std::uint32_t>(std::clamp<Ticks>(value, 1, kMostTicks));
}

/// A mean whose first sample counts whole.
void average(Cell& cell, Ticks sample)
{
    const std::uint32_t before = cell.load(kAny);
    cell.store(before == 0 ? clampTicks(sample) : towards(before, clampTicks(sample), 4), kAny);
}

/// × as long with so many in flight, 1 = 65536.
std::int64_t crowdingFactor(const LearnedRates& rates, std::uint32_t inFlight)
{
    const std::int64_t others = std::max<std::int64_t>(inFlight, 1) - 1;
    return kOneShare + std::min(others * rates.crowding.load(kAny), kMostCrowding);
}

/// The class's own mean, or that of the nearest size that was seen; the larger of two as near. 0 = none.
Ticks nearest(const std::array<Cell, kSizeClasses>& means, std::uint64_t sizeBytes)
{
    const std::size_t own = sizeClassOf(sizeBytes);
    for (std::size_t distance = 0; distance < kSizeClasses; ++distance) {
        if (own + distance < kSizeClasses) {
            if (const std::uint32_t above = means[own + distance].load(kAny); above > 0)
                return above;
        }
        if (own >= distance) {
            if (const std::uint32_t below = means[own - distance].load(kAny); below > 0)
                return below;
        }
    }
    return 0;
}

Ticks serviceFor(const LearnedRates& rates, std::uint64_t sizeBytes)
{
    return nearest(rates.service, sizeBytes);
}

/// What those in flight add: never less than fewer of them would.
Ticks queueFor(const LearnedRates& rates, std::uint32_t inFlight)
{
    std::int32_t most = 0;
    const std::size_t own = queueClassOf(inFlight);
    for (std::size_t i = 0; i <= own; ++i)
        most = std::max(most, rates.queue[i].load(kAny));
    return most;
}

ColdCase coldCaseOf(const LearnedRates& rates, std::uint32_t inFlight, std::int64_t nowNanos)
{
    if (nowNanos - rates.sampledNanos.load(kAny) > kPauseNanos)
        return AfterPause;
    return inFlight > rates.mostInFlight.load(kAny) ? MoreThanLately : FreeInstance;
}

/// Least mean squares, step 1/16: what is left of the time beyond the mean is laid on those beside it.
void learnCrowding(LearnedRates& rates, std::int64_t ratio, std::uint32_t inFlight)
{
    const std::int64_t others = std::int64_t{inFlight} - 1;
    if (others <= 0)
        return;
    const std::int64_t left =
        std::clamp<std::int64_t>(ratio - crowdingFactor(rates, inFlight), -2LL * kOneShare, 2LL * kOneShare);
    const std::int64_t step = left * others / (1 + others * others) / 16;
    const std::int64_t after = std::int64_t{rates.crowding.load(kAny)} + step;
    rates.crowding.store(static_cast<std::uint32_t>(std::clamp<std::int64_t>(after, 0, kOneShare)), kAny);
}

/// Both means go 1/16 of the way to what is left without the other.
void learnQueue(LearnedRates& rates, Ticks took, const AttemptSample& sample)
{
    Cell& alone = rates.alone[sizeClassOf(sample.sizeBytes)];
    const Ticks mean = nearest(rates.alone, sample.sizeBytes);
    if (const std::size_t place = queueClassOf(sample.inFlight); place > 0 && mean > 0) {
        std::atomic<std::int32_t>& added = rates.queue[place];
        const Ticks before = added.load(kAny);
        const Ticks after = before + (took - mean - before) / 16;
        added.store(static_cast<std::int32_t>(std::clamp<Ticks>(after, INT32_MIN / 2, INT32_MAX / 2)), kAny);
    }
    average(alone, std::max<Ticks>(took - queueFor(rates, sample.inFlight), took / 8));
}

/// Beside what is known of it, so that it stays slow for as long as it is. A slow one that answers as before is
/// believed after two answers.
void learnSlowness(LearnedRates& rates, Ticks took, const AttemptSample& sample)
{
    const Ticks expected = nearest(rates.alone, sample.sizeBytes) + queueFor(rates, sample.inFlight);
    const std::int64_t ratio = std::clamp<std::int64_t>(took * kOneShare / expected, kOneShare, kMostSlowness);
    follow(rates.slowness, static_cast<std::uint32_t>(ratio), 2, rates.slowness.load(kAny) >= kIsSlow ? 1 : 3);
}

void learnWarm(LearnedRates& rates, const AttemptSample& sample)
{
    const Ticks took = std::min(Ticks{sample.micros} * kTicksPerMicro, kMostTicks);
    if (nearest(rates.alone, sample.sizeBytes) > 0)
        learnSlowness(rates, took, sample);
    const bool usual = rates.slowness.load(kAny) < kIsSlow;
    Cell& own = rates.service[sizeClassOf(sample.sizeBytes)];
    const Ticks alone = took * kOneShare / crowdingFactor(rates, sample.inFlight);
    if (const Ticks mean = own.load(kAny); mean > 0 && usual)
        learnCrowding(rates, took * kOneShare / mean, sample.inFlight);
    average(own, alone);
    average(rates.serviceOfAny, alone);
    if (usual)
        learnQueue(rates, took, sample);
}

void learnCold(LearnedRates& rates, const AttemptSample& sample)
{
    const Ticks took = std::min(Ticks{sample.micros} * kTicksPerMicro, kMostTicks);
    const std::uint32_t added = clampTicks(took - serviceFor(rates, sample.sizeBytes));
    if (rates.cold.load(kAny) == 0)
        rates.cold.store(added, kAny);
    follow(rates.cold, added, 2, 3);
}

void learnInFlight(LearnedRates& rates, const AttemptSample& sample)
{
    const std::uint32_t most = rates.mostInFlight.load(kAny);
    const bool past = sample.nowNanos - rates.mostNanos.load(kAny) > kPauseNanos;
    if (sample.inFlight >= most || past) {
        rates.mostInFlight.store(past ? std::max(sample.inFlight, most - most / 4) : sample.inFlight, kAny);
        rates.mostNanos.store(sample.nowNanos, kAny);
    }
    const std::uint32_t now = sample.inFlight << 8U;
    const std::uint32_t usual = rates.usualInFlight.load(kAny);
    const std::uint32_t step = (usual >> 5U) + 32;
    if (usual == 0)
        rates.usualInFlight.store(now, kAny);
    else if (now > usual)
        rates.usualInFlight.store(usual + step * 84 / 100, kAny);
    else if (now < usual)
        rates.usualInFlight.store(usual - std::min(step * 16 / 100, usual - 1), kAny);
}

} // namespace

void learn(LearnedRates& rates, const AttemptSample& sample)
{
    if (sample.failed) {
        follow(rates.failureShare, kOneShare, 2, 4);
        rates.failedNanos.store(sample.nowNanos, kAny);
        const Prediction expected = predict(rates, sample.sizeBytes, sample.inFlight, sample.nowNanos);
        if (expected.known && Ticks{sample.micros} * kTicksPerMicro > expected.service + expected.wait)
            learnWarm(rates, sample);
        return;
    }
    follow(rates.failureShare, 0, 2, 4);
    const ColdCase cold = coldCaseOf(rates, sample.inFlight, sample.nowNanos);
    follow(rates.coldShare[cold], sample.coldStart ? kOneShare : 0, 1, 4);
    learnInFlight(rates, sample);
    rates.sampledNanos.store(sample.nowNanos, kAny);
    rates.samples.store(std::min(rates.samples.load(kAny), std::numeric_limits<std::uint32_t>::max() - 1) + 1, kAny);
    if (sample.coldStart)
        learnCold(rates, sample);
    else
        learnWarm(rates, sample);
}

void reset(LearnedRates& rates)
{
    for (Cell& each : rates.service)
        each.store(0, kAny);
    for (Cell& each : rates.alone)
        each.store(0, kAny);
    for (auto& each : rates.queue)
        each.store(0, kAny);
    for (Cell& each : rates.coldShare)
        each.store(0, kAny);
    for (Cell* each : {&rates.serviceOfAny, &rates.samples, &rates.crowding, &rates.failureShare, &rates.cold,
                       &rates.mostInFlight, &rates.usualInFlight})
        each->store(0, kAny);
    rates.slowness.store(kOneShare, kAny);
    for (std::atomic<std::int64_t>* each : {&rates.sampledNanos, &rates.failedNanos, &rates.mostNanos})
        each->store(0, kAny);
}

void copy(const LearnedRates& from, LearnedRates& to)
{
    const auto each = [](const auto& source, auto& target) { target.store(source.load(kAny), kAny); };
    for (std::size_t i = 0; i < from.service.size(); ++i)
        each(from.service[i], to.service[i]);
    for (std::size_t i = 0; i < from.alone.size(); ++i)
        each(from.alone[i], to.alone[i]);
    for (std::size_t i = 0; i < from.queue.size(); ++i)
        each(from.queue[i], to.queue[i]);
    for (std::size_t i = 0; i < from.coldShare.size(); ++i)
        each(from.coldShare[i], to.coldShare[i]);
    each(from.serviceOfAny, to.serviceOfAny);
    each(from.samples, to.samples);
    each(from.crowding, to.crowding);
    each(from.slowness, to.slowness);
    each(from.failureShare, to.failureShare);
    each(from.cold, to.cold);
    each(from.mostInFlight, to.mostInFlight);
    each(from.usualInFlight, to.usualInFlight);
    each(from.sampledNanos, to.sampledNanos);
    each(from.failedNanos, to.failedNanos);
    each(from.mostNanos, to.mostNanos);
}

Prediction predict(const LearnedRates& rates, std::uint64_t sizeBytes, std::uint32_t inFlight, std::int64_t nowNanos,
                   PredictionBasis basis)
{
    const auto halved = [nowNanos](std::uint32_t value, const std::atomic<std::int64_t>& since, std::int64_t in) {
        const std::int64_t halvings = std::max<std::int64_t>(nowNanos - since.load(kAny), 0) / in;
        return value >> std::min<std::int64_t>(halvings, 31);
    };
    Prediction prediction;
    prediction.failureShare = halved(rates.failureShare.load(kAny), rates.failedNanos, kForgetFailuresNanos);
    if (!basis.bySize)
        prediction.service = rates.serviceOfAny.load(kAny);
    else
        prediction.service = nearest(basis.byQueue ? rates.alone : rates.service, sizeBytes);
    prediction.known = prediction.service > 0;
    if (basis.byQueue)
        prediction.wait = queueFor(rates, inFlight);
    else
        prediction.wait = prediction.service * (crowdingFactor(rates, inFlight) - kOneShare) / kOneShare;
    const Ticks crowded = prediction.service + prediction.wait;
    if (const std::uint32_t slowness = rates.slowness.load(kAny); slowness >= kIsSlow)
        prediction.slowness =
            crowded * halved(slowness - kOneShare, rates.sampledNanos, kForgetSlownessNanos) / kOneShare;
    if (const std::uint32_t cold = rates.cold.load(kAny); cold > 0)
        prediction.coldStart =
            Ticks{cold} * rates.coldShare[coldCaseOf(rates, inFlight, nowNanos)].load(kAny) / kOneShare;
    return prediction;
}

} // namespace straightline
