// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "engine/api/learnedrates.h"
#include "engine/api/occupancy.h"
#include "engine/api/words.h"

namespace straightline
{

/// What changes with every request, one cache line per backend. Written by the gateway threads (dispatch), read by
/// placement and by snapshots, all lock-free. A backend keeps its slot for as long as it is configured and has requests
/// in flight. In flight and the breaker lie elsewhere, in the word that placement scans.
struct alignas(64) BackendLoad {
    Occupancy own{0};                            ///< of a load that belongs to no LiveLoad
    std::atomic<std::uint32_t> latencyMicros{0}; ///< peak-EWMA of the backend stage; 0 = no sample yet
    InFlight inFlight{own};
    Breaker breaker{own};
    std::atomic<std::int64_t> latencyAtNanos{0};  ///< steady-clock time of its last update
    std::atomic<std::uint64_t> attempts{0};       ///< attempts begun, ever
    std::atomic<std::uint64_t> failedAttempts{0}; ///< attempts ended in failure, ever
    std::atomic<std::uint32_t> failuresInRow{0};
    std::atomic<std::uint16_t> admits{1}; ///< requests a half-open breaker lets through at once
};

/// Why and how often a backend was ejected. Apart from BackendLoad: a decision reads the breaker only.
struct alignas(64) BackendEjection {
    std::atomic<EjectionCause> cause{EjectionCause::None}; ///< of the latest ejection
    std::atomic<std::uint32_t> measure{0}; ///< what was seen: failures in a row, percent, or tenths of × slower
    std::atomic<std::uint32_t> times{0};   ///< ejections not forgiven yet: the next one is × as long
    std::atomic<std::uint32_t> slowLimitMicros{0}; ///< ejected as slow: an answer above this is no recovery
    std::atomic<std::uint64_t> total{0};           ///< ejections, ever
    std::atomic<std::int64_t> untilNanos{0};       ///< of the present ejection, steady clock
    std::atomic<std::int64_t> forgivenNanos{0};    ///< last change of `times`
};

/// One per application: its waiting queue, round-robin turn and panic.
struct alignas(64) ApplicationLoad {
    std::atomic<std::uint32_t> queued{0};
    std::atomic<std::uint32_t> inFlight{0};
    std::atomic<std::uint64_t> turn{0};
    std::atomic<std::uint32_t> paceMicros{0};     ///< between two departures from the queue; 0 = not known
    std::atomic<std::uint32_t> workMicros{0};     ///< of an answered attempt; 0 = not known
    std::atomic<std::int64_t> panicUntilNanos{0}; ///< until then nobody is ejected for how it answers
    std::atomic<std::uint64_t> panics{0};         ///< ever
    std::atomic<bool> ejecting{false};            ///< one gateway thread at a time ejects
    std::atomic<std::uint32_t> moneyWeight{0};    ///< ticks for 10^-9 USD (money.h), 1 = 256; 0 = money does not count
};

inline constexpr std::uint32_t kMaxBackendSlots = 4'096;
inline constexpr std::uint32_t kMaxApplicationSlots = 1'024;

/// The words of all backends beside each other, by slot: a decision among 1,000 backends reads 63 cache lines of them.
struct alignas(64) Occupancies {
    std::array<Occupancy, kMaxBackendSlots> words{};
};

/// The shared atomics of both planes. Owned by core; outlives the gateway. Moved only before anybody uses it.
struct LiveLoad {
    /// With fewer slots for a simulation, of which there are thousands.
    explicit LiveLoad(std::uint32_t backendSlots = kMaxBackendSlots,
                      std::uint32_t applicationSlots = kMaxApplicationSlots)
        : backends(std::make_unique<BackendLoad[]>(backendSlots))
        , ejections(std::make_unique<BackendEjection[]>(backendSlots))
        , rates(std::make_unique<LearnedRates[]>(backendSlots))
        , applications(std::make_unique<ApplicationLoad[]>(applicationSlots))
    {
        for (std::uint32_t slot = 0; slot < backendSlots; ++slot) {
            backends[slot].inFlight = InFlight(occupancies->words[slot]);
            backends[slot].breaker = Breaker(occupancies->words[slot]);
        }
    }
    LiveLoad(const LiveLoad&) = delete;
    LiveLoad& operator=(const LiveLoad&) = delete;
    LiveLoad(LiveLoad&&) = default;
    LiveLoad& operator=(LiveLoad&&) = default;

    std::unique_ptr<Occupancies> occupancies = std::make_unique<Occupancies>();
    std::unique_ptr<BackendLoad[]> backends;
    std::unique_ptr<BackendEjection[]> ejections;
    std::unique_ptr<LearnedRates[]> rates;
    std::unique_ptr<ApplicationLoad[]> applications;
    /// Steady clock: a copy of what was so then. 0 = this is the load itself, as everywhere in the gateway.
    std::int64_t seenNanos = 0;
};

} // namespace straightline
