// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

// What is learned of a backend from its attempts, for policies that predict how long a request will take there. Whole
// numbers only: the same attempts in the same order give the same bits on every machine.
namespace straightline
{

/// Times are kept in sixteenths of a µs, so that small corrections are not lost; shares and factors have 1 = 65536.
using Ticks = std::int64_t;
inline constexpr Ticks kTicksPerMicro = 16;
inline constexpr std::uint32_t kOneShare = 65'536;

inline constexpr std::size_t kSizeClasses = 15; ///< < 1 KiB, < 2 KiB … < 8 MiB, and all above
inline std::size_t sizeClassOf(std::uint64_t sizeBytes)
{
    const int bits = std::bit_width(sizeBytes >> 10U);
    return bits < static_cast<int>(kSizeClasses) ? static_cast<std::size_t>(bits) : kSizeClasses - 1;
}

/// In flight, this one included: 1 … 8 each by itself, then classes that grow.
inline constexpr std::size_t kQueueClasses = 16;
inline std::size_t queueClassOf(std::uint32_t inFlight)
{
    if (inFlight <= 8)
        return inFlight > 0 ? inFlight - 1 : 0;
    const auto bits = static_cast<unsigned>(std::bit_width(inFlight - 1)); // 9 … 16: 4
    const std::size_t upper = (inFlight - 1) >> (bits - 2U) & 1U;
    return std::min<std::size_t>(8 + 2 * (bits - 4) + upper, kQueueClasses - 1);
}

/// One per backend, four cache lines and a half. Written by learn() from the gateway threads, read by placement and
/// snapshots; lock-free: where two threads meet, one of the two attempts may not count.
struct alignas(64) LearnedRates {
    /// Mean service time alone, in ticks, of warm answered attempts, by size class; 0 = none yet.
    std::array<std::atomic<std::uint32_t>, kSizeClasses> service{};
    std::atomic<std::uint32_t> serviceOfAny{0};                   ///< of all sizes
    std::array<std::atomic<std::uint32_t>, kSizeClasses> alone{}; ///< as service, where `queue` is what waits
    /// What those in flight add, in ticks, by queueClassOf(): a mean, so below 0 now and then.
    std::array<std::atomic<std::int32_t>, kQueueClasses> queue{};
    std::atomic<std::uint32_t> samples{0};          ///< answered attempts with a time, cold ones too
    std::atomic<std::uint32_t> crowding{0};         ///< share by which each other request in flight prolongs one
    std::atomic<std::uint32_t> slowness{kOneShare}; ///< × as slow as the mean of late: rises at once, falls slowly
    std::atomic<std::uint32_t> failureShare{0};     ///< of late: rises at once, falls slowly
    /// Chance of a cold start: with an instance free, with more in flight than of late, after a pause.
    std::array<std::atomic<std::uint32_t>, 3> coldShare{};
    std::atomic<std::uint32_t> cold{0};          ///< what a cold start adds, in ticks
    std::atomic<std::uint32_t> mostInFlight{0};  ///< of late: so many instances are warm
    std::atomic<std::uint32_t> usualInFlight{0}; ///< not exceeded by 84 % of the attempts; 1 = 256; 0 = none yet
    std::atomic<std::int64_t> sampledNanos{0};   ///< latest attempt, steady clock
    std::atomic<std::int64_t> failedNanos{0};    ///< latest failure
    std::atomic<std::int64_t> mostNanos{0};      ///< of mostInFlight
};

/// How one attempt ended.
struct AttemptSample {
    std::uint64_t sizeBytes = 0;
    std::uint32_t micros = 0;   ///< the backend's own time
    std::uint32_t inFlight = 1; ///< at the backend when it began, this one included
    bool failed = false;        ///< its time then counts only as "at least so long"
    bool coldStart = false;
    std::int64_t nowNanos = 0; ///< steady clock
};

/// Takes an attempt into what is known. Any gateway thread; no lock, no allocation, some ns.
void learn(LearnedRates& rates, const AttemptSample& sample);

/// Forgets all: the slot goes to another backend.
void reset(LearnedRates& rates);

/// What is known of one backend, written over what was known of another.
void copy(const LearnedRates& from, LearnedRates& to);

/// How long one more request would take, in parts that add up, each ≥ 0.
struct Prediction {
    bool known = false;             ///< a warm attempt was seen
    Ticks service = 0;              ///< alone
    Ticks wait = 0;                 ///< for those in flight
    Ticks slowness = 0;             ///< while it answers far slower than its mean
    Ticks coldStart = 0;            ///< chance × length
    std::uint32_t failureShare = 0; ///< 1 = 65536; halves with every 5 s without a failure
};

/// How a prediction is made.
struct PredictionBasis {
    bool bySize = true;   ///< false: as if nothing were known of sizes
    bool byQueue = false; ///< the wait is that of so many in flight, whatever this request takes; false: a share of it
};

/// `inFlight` with this request.
Prediction predict(const LearnedRates& rates, std::uint64_t sizeBytes, std::uint32_t inFlight, std::int64_t nowNanos,
                   PredictionBasis basis = {});

} // namespace straightline
