// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/roommap.h"

#include <algorithm>
#include <cassert>

namespace straightline::placement
{

namespace
{

bool isExcluded(const RequestFeatures& features, std::uint32_t index)
{
    const auto* end = features.excluded.data() + std::min<std::size_t>(features.excludedCount, kMaxExcluded);
    return std::find(features.excluded.data(), end, index) != end;
}

} // namespace

// m_rows stays unset on purpose.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
RoomMap::RoomMap(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load)
    : m_application(application)
{
    if (features.excludedCount == 0)
        scan<false>(features, load);
    else
        scan<true>(features, load);
}

// No branch depends on the load, so that 1,000 backends cost 1,000 times a few instructions.
template <bool Excluding>
void RoomMap::scan(const RequestFeatures& features, const LiveLoad& load)
{
    const BackendLoad* const loads = load.backends.get();
    std::uint32_t spots = 0;
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        m_begin[tier] = spots;
        std::uint32_t inFlightSum = 0;
        std::uint32_t capacitySum = 0;
        std::uint32_t healthySum = 0;
        std::uint32_t takesSum = 0;
        std::uint32_t freeSum = 0;
        const auto& rows = m_application.rows[tier];
        const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(rows.size(), kMaxBackendSlots - spots));
        for (std::uint32_t i = 0; i < size; ++i) {
            const PlacementRow& row = rows[i];
            assert(row.slot < kMaxBackendSlots);
            const std::uint32_t inFlight = loads[row.slot].inFlight.load(std::memory_order_relaxed);
            const BreakerState breaker = loads[row.slot].breaker.load(std::memory_order_relaxed);
            const std::uint32_t closed = breaker == BreakerState::Closed;
            const std::uint32_t halfOpen = breaker == BreakerState::HalfOpen;
            const std::uint32_t healthy = closed | halfOpen;
            const std::uint32_t capacity = (row.capacity & (0U - closed)) | halfOpen;
            const std::uint32_t takes =
                healthy & static_cast<std::uint32_t>(features.sizeBytes <= row.payloadLimitBytes);
            std::uint32_t free = inFlight < capacity;
            if constexpr (Excluding)
                free &= static_cast<std::uint32_t>(!isExcluded(features, row.index));
            m_rows[spots] = static_cast<std::uint16_t>(i);
            spots += free & takes;
            inFlightSum += inFlight & (0U - healthy);
            capacitySum += capacity;
            healthySum += healthy;
            takesSum += takes;
            freeSum += free;
        }
        m_tiers[tier] = {.inFlight = inFlightSum,
                         .capacity = capacitySum,
                         .healthy = static_cast<std::uint16_t>(healthySum),
                         .takesSize = static_cast<std::uint16_t>(takesSum),
                         .withFreeSlot = static_cast<std::uint16_t>(freeSum),
                         .withRoom = static_cast<std::uint16_t>(spots - m_begin[tier])};
    }
    m_begin[kTierCount] = spots;
}

Spot RoomMap::spot(std::uint32_t number) const
{
    assert(number < count());
    std::size_t tier = 0;
    while (number >= m_begin[tier + 1])
        ++tier;
    return {&m_application.rows[tier][m_rows[number]], kTiers[tier]};
}

} // namespace straightline::placement
