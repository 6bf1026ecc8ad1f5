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
    const BackendLoad* const loads = load.backends.get();
    std::uint32_t spots = 0;
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const TierRows& tier = application.tiers[i];
        m_begin[i] = spots;
        if (features.excludedCount > 0)
            m_tiers[i] = scan<true, true>(tier, features, loads, spots);
        else if (features.sizeBytes > tier.leastPayloadLimitBytes)
            m_tiers[i] = scan<true, false>(tier, features, loads, spots);
        else
            m_tiers[i] = scan<false, false>(tier, features, loads, spots);
        spots += m_tiers[i].withRoom;
    }
    m_begin[kTierCount] = spots;
}

// The ordinary case is all breakers closed and all limits above d: few instructions a backend, none of them a branch
// that depends on the load, so that 1,000 backends stay cheap.
template <bool EachLimit, bool Excluding>
TierRoom RoomMap::scan(const TierRows& tier, const RequestFeatures& features, const BackendLoad* loads,
                       std::uint32_t first)
{
    const std::uint64_t sizeBytes = features.sizeBytes;
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(tier.rows.size(), kMaxBackendSlots - first));
    const PlacementRow* const rows = tier.rows.data();
    std::uint16_t* const spots = m_rows.data() + first;
    std::uint32_t spotCount = 0;
    std::uint32_t inFlightSum = 0;
    std::uint32_t capacitySum = tier.capacity;
    std::uint32_t healthy = size;
    std::uint32_t takesSum = 0;
    std::uint32_t freeSum = 0;
#pragma GCC unroll 4
    for (std::uint32_t i = 0; i < size; ++i) {
        const PlacementRow& row = rows[i];
        assert(row.slot < kMaxBackendSlots);
        const BackendLoad& load = loads[row.slot];
        const std::uint32_t inFlight = load.inFlight.load(std::memory_order_relaxed);
        const BreakerState breaker = load.breaker.load(std::memory_order_relaxed);
        std::uint32_t capacity = row.capacity;
        if (breaker != BreakerState::Closed) [[unlikely]] {
            capacity = breaker == BreakerState::HalfOpen ? 1 : 0;
            capacitySum -= row.capacity - capacity;
            if (capacity == 0) {
                --healthy;
                continue;
            }
        }
        std::uint32_t free = inFlight < capacity;
        if constexpr (Excluding)
            free &= static_cast<std::uint32_t>(!isExcluded(features, row.index));
        std::uint32_t room = free;
        if constexpr (EachLimit) {
            const std::uint32_t takes = sizeBytes <= row.payloadLimitBytes;
            room &= takes;
            takesSum += takes;
            freeSum += free;
        }
        spots[spotCount] = static_cast<std::uint16_t>(i);
        spotCount += room;
        inFlightSum += inFlight;
    }
    return {.inFlight = inFlightSum,
            .capacity = capacitySum,
            .healthy = static_cast<std::uint16_t>(healthy),
            .takesSize = static_cast<std::uint16_t>(EachLimit ? takesSum : healthy),
            .withFreeSlot = static_cast<std::uint16_t>(EachLimit ? freeSum : spotCount),
            .withRoom = static_cast<std::uint16_t>(spotCount)};
}

Spot RoomMap::spot(std::uint32_t number) const
{
    assert(number < count());
    std::size_t tier = 0;
    while (number >= m_begin[tier + 1])
        ++tier;
    return {&m_application.tiers[tier].rows[m_rows[number]], kTiers[tier]};
}

} // namespace straightline::placement
