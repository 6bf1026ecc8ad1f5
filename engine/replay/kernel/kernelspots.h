// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelstate.h"

namespace straightline::replay::kernel
{

/// The tiers that have room for a request, one at least, as policies see them that do not read its size. Refers to a
/// trial.
class Spots
{
public:
    /// `room` has a bit for each tier.
    STRAIGHTLINE_HOST_DEVICE Spots(const Site& site, const State& state, std::uint32_t room, std::int64_t nowNanos)
        : m_site(site)
        , m_state(state)
        , m_room(room)
        , m_nowNanos(nowNanos)
    {
    }

    STRAIGHTLINE_HOST_DEVICE bool has(std::uint32_t tier) const { return (m_room >> tier & 1U) != 0; }
    STRAIGHTLINE_HOST_DEVICE std::uint32_t count() const
    {
        return (m_room & 1U) + (m_room >> 1U & 1U) + (m_room >> 2U);
    }
    /// Of place < count().
    STRAIGHTLINE_HOST_DEVICE std::uint32_t tierAt(std::uint32_t place) const
    {
        std::uint32_t tier = has(0) ? 0 : has(1) ? 1 : 2;
        for (; place > 0; --place)
            tier = tier == 0 && has(1) ? 1 : 2;
        return tier;
    }
    STRAIGHTLINE_HOST_DEVICE std::uint32_t inFlight(std::uint32_t tier) const { return m_state.inFlight[tier]; }
    /// As expectedLatencyMs(), of one more.
    STRAIGHTLINE_HOST_DEVICE float expectedMs(std::uint32_t tier) const
    {
        return expectedLatencyMs(latencyOf(m_state, tier), inFlight(tier), m_nowNanos, m_site.decayNanos);
    }
    /// The average itself, decayed to now; 0 before the first answer.
    STRAIGHTLINE_HOST_DEVICE float latencyMs(std::uint32_t tier) const
    {
        const PeakEwma average = latencyOf(m_state, tier);
        return average.micros == 0 ? 0.0F : expectedLatencyMs(average, 0, m_nowNanos, m_site.decayNanos);
    }
    STRAIGHTLINE_HOST_DEVICE std::uint32_t prequalPercent() const { return m_site.prequalPercent; }

    /// The tier that is before all others that are allowed, of equals the first; kNoTier where none is.
    template <class Allowed, class Before>
    STRAIGHTLINE_HOST_DEVICE std::uint32_t first(Allowed allowed, Before before) const
    {
        std::uint32_t best = kNoTier;
        for (std::uint32_t tier = 0; tier < kTiers; ++tier) {
            if (has(tier) && allowed(tier) && (best == kNoTier || before(tier, best)))
                best = tier;
        }
        return best;
    }

private:
    const Site& m_site;
    const State& m_state;
    std::uint32_t m_room;
    std::int64_t m_nowNanos;
};

} // namespace straightline::replay::kernel
