// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__CUDACC__)
#define STRAIGHTLINE_HOST_DEVICE __host__ __device__
#define STRAIGHTLINE_HOT __host__ __device__ __forceinline__
#else
#define STRAIGHTLINE_HOST_DEVICE
#define STRAIGHTLINE_HOT [[gnu::always_inline]] inline // what each request goes through: a call would cost a tenth
#endif

// The sweep kernel simulates one trial as Simulation does, but only what an ordinary site without faults needs, without
// allocation or containers, and in floating point only what is the same to the bit everywhere: so that it is quick, and
// the same code runs on a GPU with the same result. What it meets and cannot carry it says (Declined); then that
// trial's result is void and Simulation has to do it. This is its site: plain values, times in ns of the trace.
namespace straightline::replay::kernel
{

inline constexpr std::uint32_t kTiers = 3; ///< by Tier; at most one backend in each
inline constexpr std::uint32_t kNoTier = 3;

/// Why a trial cannot be carried to its end.
enum class Declined : std::uint32_t {
    No,
    SlowAnswer,     ///< an attempt ran into a time limit in a way that speaks against its backend
    ConnectRefused, ///< a backend's backlog was full
    TooMany,        ///< more requests than its counters hold
    SlowBackend,    ///< a backend became so slow beside the others that it is ejected
};

/// A backend of the site. Capacity 0: this tier has none.
struct Backend {
    std::int64_t networkNanos = 0;
    std::int64_t readNanos = 0;
    std::int64_t judgedNanos = 0; ///< a time-out after so long speaks against it
    std::int64_t keepAliveNanos = 0;
    std::uint64_t largestBodyBytes = 0;
    std::uint32_t capacity = 0;
    std::uint32_t concurrency = 0; ///< more are answered 429
    std::uint32_t replicas = 1;
    std::uint32_t workers = 0; ///< of each replica; 0: as many as slots
    std::uint32_t backlog = 0; ///< most that wait inside; 0: no limit
    std::uint32_t hasInstances = 0;
    // Where its arrays begin in a trial's memory, in bytes.
    std::uint32_t workersAt = 0; ///< std::int64_t [replicas × workers]: when each is free
    std::uint32_t inUseAt = 0;   ///< std::uint32_t [replicas]: attempts
    std::uint32_t startsAt = 0;  ///< std::int64_t [backlog]: of those that wait inside
    std::uint32_t idleAt = 0;    ///< std::int64_t [capacity]: since when each idle instance is, the latest last
};

/// What all trials have in common, and how a trial's memory is laid out: State at its beginning, then arrays.
struct Site {
    Backend backends[kTiers]; // NOLINT(modernize-avoid-c-arrays): for a GPU
    std::int64_t deadlineNanos = 0;
    std::uint32_t queueLimit = 0;
    std::uint32_t lineMask = 0; ///< places in the line − 1, a power of two − 1
    double slowFactor = 0.0;    ///< IsolationSettings, as PolicyKnobs the next two
    double decayNanos = 0.0;    ///< > 0
    std::uint32_t prequalPercent = 0;
    std::uint32_t bucketsAt = 0; ///< std::uint32_t [histogrambuckets::kBuckets]
    std::uint32_t farAt = 0;     ///< Ending [sum of the capacities]
    std::uint32_t lineAt = 0;    ///< Waiting [lineMask + 1]
    std::uint32_t pastAt = 0;    ///< Past [kTiers]
    std::uint32_t bytes = 0;     ///< of a trial's memory, a multiple of 64
};

} // namespace straightline::replay::kernel
