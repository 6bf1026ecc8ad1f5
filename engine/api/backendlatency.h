// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/api/liveload.h"
#include "engine/api/peakewma.h"
#include "engine/api/policyknobs.h"

// A backend's latency average where the gateway threads share it.
namespace straightline
{

static_assert(PolicyKnobs{}.peakEwmaDecayNanos == kPeakEwmaDecayNanos);

inline PeakEwma latencyOf(const BackendLoad& load)
{
    return {load.latencyMicros.load(std::memory_order_relaxed), load.latencyAtNanos.load(std::memory_order_relaxed)};
}

/// Takes one attempt's duration into a backend's average. Lock-free, any gateway thread; when two threads meet, one of
/// the two samples may count with the other's time.
inline void observeLatency(BackendLoad& load, std::uint32_t sampleMicros, std::int64_t nowNanos,
                           double decayNanos = kPeakEwmaDecayNanos)
{
    std::uint32_t micros = load.latencyMicros.load(std::memory_order_relaxed);
    for (;;) {
        const PeakEwma before{micros, load.latencyAtNanos.load(std::memory_order_relaxed)};
        const PeakEwma after = observed(before, sampleMicros, nowNanos, decayNanos);
        if (after == before)
            return;
        if (load.latencyMicros.compare_exchange_weak(micros, after.micros, std::memory_order_relaxed)) {
            load.latencyAtNanos.store(after.atNanos, std::memory_order_relaxed);
            return;
        }
    }
}

} // namespace straightline
