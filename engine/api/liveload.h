// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "engine/api/words.h"

namespace straightline
{

/// What changes with every request, one cache line per backend. Written by the gateway threads (dispatch), read by
/// placement and by snapshots, all lock-free. A backend keeps its slot for as long as it is configured and has requests
/// in flight.
struct alignas(64) BackendLoad {
    std::atomic<std::uint32_t> inFlight{0};
    std::atomic<BreakerState> breaker{BreakerState::Closed};
    std::atomic<std::uint32_t> latencyMicros{0};  ///< peak-EWMA of the backend stage; 0 = no sample yet
    std::atomic<std::int64_t> latencyAtNanos{0};  ///< steady-clock time of its last update
    std::atomic<std::uint64_t> attempts{0};       ///< attempts begun, ever
    std::atomic<std::uint64_t> failedAttempts{0}; ///< attempts ended in failure, ever
    std::atomic<std::uint32_t> failuresInRow{0};
    std::atomic<std::int64_t> breakerOpenedNanos{0};
};

/// One per application: its waiting queue and round-robin turn.
struct alignas(64) ApplicationLoad {
    std::atomic<std::uint32_t> queued{0};
    std::atomic<std::uint32_t> inFlight{0};
    std::atomic<std::uint64_t> turn{0};
};

inline constexpr std::uint32_t kMaxBackendSlots = 4'096;
inline constexpr std::uint32_t kMaxApplicationSlots = 1'024;

/// The shared atomics of both planes. Owned by core; outlives the gateway. Neither copied nor moved.
struct LiveLoad {
    std::unique_ptr<BackendLoad[]> backends = std::make_unique<BackendLoad[]>(kMaxBackendSlots);
    std::unique_ptr<ApplicationLoad[]> applications = std::make_unique<ApplicationLoad[]>(kMaxApplicationSlots);
};

} // namespace straightline
