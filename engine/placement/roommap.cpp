// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/roommap.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

namespace straightline::placement
{

namespace
{

constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();

bool isExcluded(const RequestFeatures& features, std::uint32_t index)
{
    const auto* end = features.excluded.data() + std::min<std::size_t>(features.excludedCount, kMaxExcluded);
    return std::find(features.excluded.data(), end, index) != end;
}

static_assert(std::endian::native == std::endian::little, "eight bytes are read as one number");

constexpr std::uint32_t kFew = 8; ///< up to so many a vector loop costs more than it saves

/// For eight bytes that are 0 or 1: how many there are up to and with each byte.
std::uint64_t runningCounts(const std::uint8_t* bytes)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return eight * 0x0101'0101'0101'0101ULL;
}

/// The byte at which the count goes over `left`, which the last byte's is.
std::uint32_t firstOver(std::uint64_t counts, std::uint32_t left)
{
    constexpr std::uint64_t kHigh = 0x8080'8080'8080'8080ULL;
    const std::uint64_t reached = ((counts | kHigh) - (left + 1) * 0x0101'0101'0101'0101ULL) & kHigh;
    return static_cast<std::uint32_t>(std::countr_zero(reached)) / 8;
}

} // namespace

std::uint32_t capacityNow(const PlacementRow& row, BreakerState breaker, const LiveLoad& load)
{
    if (breaker == BreakerState::Closed)
        return row.capacity;
    if (breaker == BreakerState::Open)
        return 0;
    return std::min<std::uint32_t>(row.capacity, load.backends[row.slot].admits.load(std::memory_order_relaxed));
}

// What the rows do not reach stays unset on purpose.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
RoomMap::RoomMap(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load)
    : m_application(application)
{
    std::uint32_t spots = 0;
    std::uint32_t base = 0;
    for (std::size_t i = 0; i < kTierCount; ++i) {
        m_begin[i] = spots;
        m_base[i] = base;
        m_tiers[i] = scan(application.tiers[i], features, load, base);
        spots += m_tiers[i].withRoom;
        base += (rows(i) + kStep - 1) / kStep * kStep;
    }
    m_begin[kTierCount] = spots;
}

// The ordinary case is all breakers closed and all limits above d. The words are copied one by one, as atomics must be;
// all that follows are plain loops without branches, which the compiler makes into vector code.
TierRoom RoomMap::scan(const TierRows& tier, const RequestFeatures& features, const LiveLoad& load, std::uint32_t base)
{
    const auto size = static_cast<std::uint32_t>(tier.slots.size());
    assert(base + size <= m_inFlight.size());
    if (size == 0)
        return {};
    const Occupancy* const words = load.occupancies->words.data();
    const std::uint32_t* const slots = tier.slots.data();
    const std::int32_t* const capacities = tier.capacities.data();
    std::int32_t* const inFlight = m_inFlight.data() + base;
    std::uint8_t* const room = m_room.data() + base;
    std::int32_t any = 0;
    std::uint32_t sum = 0; // of open breakers too, whose words overflow an int
    std::int32_t free = 0;
    const auto copy = [&](std::uint32_t i) {
        inFlight[i] = static_cast<std::int32_t>(words[slots[i]].load(std::memory_order_relaxed));
    };
    const auto hasRoom = [&](std::uint32_t i) {
        any |= inFlight[i];
        sum += static_cast<std::uint32_t>(inFlight[i]);
        const std::int32_t has = inFlight[i] < capacities[i] ? 1 : 0;
        free += has;
        return has;
    };
    if (size <= kFew) {
        std::uint64_t eight = 0; // written at once: read at once soon, which would have to wait for single bytes
#pragma GCC unroll 1
        for (std::uint32_t i = 0; i < size; ++i) {
            copy(i);
            eight |= static_cast<std::uint64_t>(hasRoom(i)) << (8 * i);
        }
        std::memcpy(room, &eight, sizeof eight);
    } else {
        std::memset(room + (size - 1) / kStep * kStep, 0, kStep);
#pragma GCC unroll 4
        for (std::uint32_t i = 0; i < size; ++i)
            copy(i);
        for (std::uint32_t i = 0; i < size; ++i)
            room[i] = static_cast<std::uint8_t>(hasRoom(i));
    }
    if (any > static_cast<std::int32_t>(kInFlightMask) || features.sizeBytes > tier.leastPayloadLimitBytes
        || features.excludedCount > 0) [[unlikely]]
        return scanEach(tier, features, load, base);
    return {.inFlight = sum,
            .capacity = tier.capacity,
            .healthy = static_cast<std::uint16_t>(size),
            .takesSize = static_cast<std::uint16_t>(size),
            .withFreeSlot = static_cast<std::uint16_t>(free),
            .withRoom = static_cast<std::uint16_t>(free)};
}

/// With everything that can keep a backend from being chosen, on the words that scan() has copied.
TierRoom RoomMap::scanEach(const TierRows& tier, const RequestFeatures& features, const LiveLoad& load,
                           std::uint32_t base)
{
    TierRoom sum;
    for (std::uint32_t i = 0; i < tier.rows.size(); ++i) {
        const PlacementRow& row = tier.rows[i];
        const auto word = static_cast<std::uint32_t>(m_inFlight[base + i]);
        const std::uint32_t inFlight = inFlightOf(word);
        const std::uint32_t capacity = capacityNow(row, breakerOf(word), load);
        const bool healthy = capacity > 0;
        const bool takes = healthy & (features.sizeBytes <= row.payloadLimitBytes);
        bool free = inFlight < capacity;
        if (features.excludedCount > 0)
            free = free && !isExcluded(features, row.index);
        sum.inFlight += healthy ? inFlight : 0;
        sum.capacity += capacity;
        sum.healthy = static_cast<std::uint16_t>(sum.healthy + (healthy ? 1 : 0));
        sum.takesSize = static_cast<std::uint16_t>(sum.takesSize + (takes ? 1 : 0));
        sum.withFreeSlot = static_cast<std::uint16_t>(sum.withFreeSlot + (free ? 1 : 0));
        sum.withRoom = static_cast<std::uint16_t>(sum.withRoom + (free & takes ? 1 : 0));
        m_inFlight[base + i] = static_cast<std::int32_t>(inFlight);
        m_room[base + i] = free & takes ? 1 : 0;
    }
    return sum;
}

RoomMap::Place RoomMap::place(std::uint32_t number) const
{
    assert(number < count());
    const std::size_t tier = (number >= m_begin[1] ? 1U : 0U) + (number >= m_begin[2] ? 1U : 0U);
    std::uint32_t left = number - m_begin[tier];
    const std::uint8_t* const room = m_room.data() + m_base[tier];
    std::uint32_t row = 0;
    std::uint64_t counts = runningCounts(room);
    while (left >= counts >> 56U) {
        left -= static_cast<std::uint32_t>(counts >> 56U);
        row += kStep;
        counts = runningCounts(room + row);
    }
    return {tier, row + firstOver(counts, left)};
}

Spot RoomMap::spot(std::uint32_t number) const
{
    const Place found = place(number);
    return spotAt(found.tier, found.row);
}

Spot RoomMap::idlest(std::uint32_t from) const
{
    const std::int32_t fewest = fewestInFlight();
    const Place first = place(from);
    Spot found;
    if (find(fewest, first.tier, first.row, rows(first.tier), found))
        return found;
    for (std::size_t i = 1; i <= kTierCount; ++i) {
        const std::size_t tier = (first.tier + i) % kTierCount; // the last is the first again, up to its row
        if (find(fewest, tier, 0, i == kTierCount ? first.row : rows(tier), found))
            return found;
    }
    assert(false);
    return found;
}

std::int32_t RoomMap::fewestInFlight() const
{
    std::int32_t fewest = kNever;
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        const std::int32_t* const inFlight = m_inFlight.data() + m_base[tier];
        const std::uint8_t* const room = m_room.data() + m_base[tier];
        const std::uint32_t size = rows(tier);
        if (size <= kFew) {
#pragma GCC unroll 1
            for (std::uint32_t i = 0; i < size; ++i)
                fewest = room[i] != 0 ? std::min(fewest, inFlight[i]) : fewest;
            continue;
        }
        for (std::uint32_t i = 0; i < size; ++i)
            fewest = std::min(fewest, inFlight[i] | ((room[i] ^ 1) << 30)); // larger than any without room
    }
    return fewest;
}

bool RoomMap::find(std::int32_t inFlight, std::size_t tier, std::uint32_t from, std::uint32_t to, Spot& found) const
{
    const std::int32_t* const all = m_inFlight.data() + m_base[tier];
    const std::uint8_t* const room = m_room.data() + m_base[tier];
    for (std::uint32_t row = from; row < to; ++row) {
        if ((all[row] == inFlight) & (room[row] != 0)) {
            found = spotAt(tier, row);
            return true;
        }
    }
    return false;
}

} // namespace straightline::placement
