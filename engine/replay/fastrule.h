// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "engine/api/backendlatency.h"
#include "engine/placement/pick.h"
#include "engine/placement/rule.h"

namespace straightline::replay
{

/// Where the policy straightline sends a request, without the receipt: the same backend as placement::decide() whenever
/// it answers (tst_eventqueue proves it on random states), several times cheaper. It does not answer when anything is
/// out of the ordinary: a breaker that is not closed, a payload limit below the body, an excluded backend, no room,
/// more than kMostRows backends in a tier. Then decide() is to be asked. Refers to a sealed application and its live
/// load.
class FastRule
{
public:
    static constexpr int kNoAnswer = -1;
    static constexpr std::size_t kMostRows = 32;

    void refer(const ApplicationRoute& application)
    {
        m_application = &application;
        m_usable = true;
        for (const TierRows& tier : application.tiers)
            m_usable = m_usable && tier.rows.size() <= kMostRows;
    }

    /// Index into the application's backends, or kNoAnswer.
    int place(const RequestFeatures& features, const LiveLoad& load, std::int64_t nowNanos) const
    {
        if (!m_usable || features.excludedCount > 0)
            return kNoAnswer;
        // placement::branchOf() without a jump, which nothing could foresee
        const Thresholds& thresholds = m_application->thresholds;
        const bool small = features.sizeBytes < thresholds.sizeBytes;
        const unsigned burst =
            static_cast<unsigned>(features.frequencyHz > thresholds.frequencyHz) & static_cast<unsigned>(small);
        const unsigned large = features.sizeBytes > thresholds.sizeBytes ? 1U : 0U;
        const placement::TierOrder& order = placement::kTierOrders[2U - 2U * burst - large];
        const Occupancy* const words = load.occupancies->words.data();
        for (const Tier each : order.tiers) {
            const TierRows& tier = m_application->tiers[static_cast<std::size_t>(each)];
            if (tier.rows.empty())
                continue;
            std::uint32_t any = 0;
            std::uint32_t free = 0;
            for (std::size_t i = 0; i < tier.rows.size(); ++i) {
                const std::uint32_t word = words[tier.rows[i].slot].load(std::memory_order_relaxed);
                any |= word;
                free |= (word < tier.rows[i].capacity ? 1U : 0U) << i;
            }
            if (any > kInFlightMask || features.sizeBytes > tier.leastPayloadLimitBytes)
                return kNoAnswer;
            if (free != 0)
                return static_cast<int>(tier.rows[pick(features.random, tier, free, load, nowNanos)].index);
        }
        return kNoAnswer;
    }

private:
    /// The place of the `n`th bit that is set.
    static std::uint32_t bitAt(std::uint32_t bits, std::uint32_t n)
    {
        for (; n > 0; --n)
            bits &= bits - 1;
        return static_cast<std::uint32_t>(std::countr_zero(bits));
    }

    /// As placement::pickOfTwo().
    std::uint32_t pick(std::uint64_t random, const TierRows& tier, std::uint32_t free, const LiveLoad& load,
                       std::int64_t nowNanos) const
    {
        const auto count = static_cast<std::uint32_t>(std::popcount(free));
        if (count == 1)
            return static_cast<std::uint32_t>(std::countr_zero(free));
        const std::uint32_t one = placement::below(count, static_cast<std::uint32_t>(random));
        const std::uint32_t drawn = placement::below(count - 1, static_cast<std::uint32_t>(random >> 32U));
        const std::uint32_t row = bitAt(free, one);
        const std::uint32_t other = bitAt(free, drawn == one ? count - 1 : drawn);
        const auto score = [&](std::uint32_t which) {
            const BackendLoad& backend = load.backends[tier.rows[which].slot];
            return expectedLatencyMs(latencyOf(backend), backend.inFlight.load(std::memory_order_relaxed), nowNanos,
                                     m_application->knobs.peakEwmaDecayNanos);
        };
        return score(other) < score(row) ? other : row;
    }

    const ApplicationRoute* m_application = nullptr;
    bool m_usable = false;
};

} // namespace straightline::replay
