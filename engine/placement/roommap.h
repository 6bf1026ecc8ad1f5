// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "engine/api/decision.h"
#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"

namespace straightline::placement
{

/// A backend that has room.
struct Spot {
    const PlacementRow* row = nullptr;
    Tier tier = Tier::Local;
    std::uint32_t inFlight = 0; ///< as it was read for this decision
};

/// Requests that may be in flight there at once: none with an open breaker, a few while it is half open.
std::uint32_t capacityNow(const PlacementRow& row, BreakerState breaker, const LiveLoad& load);

/// Who has room for one request, read once from the shared atomics: a decision is then made on values that stand still.
/// Room: in service ∧ breaker lets through ∧ in flight < capacity ∧ payload limit ≥ d ∧ not excluded. An open breaker
/// makes a backend unhealthy, a half-open one lets a few requests through. Lives on the stack of decide(); refers to
/// the application's rows.
class RoomMap
{
public:
    RoomMap(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load);

    const std::array<TierRoom, kTierCount>& tiers() const { return m_tiers; }

    /// The spots are numbered through: local, container, serverless, each in the order of the configuration.
    std::uint32_t count() const { return m_begin[kTierCount]; }
    std::uint32_t begin(Tier tier) const { return m_begin[static_cast<std::size_t>(tier)]; }
    std::uint32_t count(Tier tier) const { return m_begin[static_cast<std::size_t>(tier) + 1] - begin(tier); }
    Spot spot(std::uint32_t number) const; ///< number < count()

    /// Every spot in its order, count() of them.
    template <class Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t tier = 0; tier < kTierCount; ++tier) {
            const std::uint32_t size = m_tiers[tier].withRoom > 0 ? rows(tier) : 0;
            for (std::uint32_t row = 0; row < size; ++row) {
                if (m_room[m_base[tier] + row] != 0)
                    visit(spotAt(tier, row));
            }
        }
    }

    /// The spot with the fewest requests in flight; of equals the first in a round that begins at spot `from` <
    /// count().
    Spot idlest(std::uint32_t from) const;

private:
    static constexpr std::uint32_t kStep = 8; ///< a tier's places begin at a multiple: eight are counted at once
    struct Place {
        std::size_t tier = 0;
        std::uint32_t row = 0;
    };

    TierRoom scan(const TierRows& tier, const RequestFeatures& features, const LiveLoad& load, std::uint32_t base);
    TierRoom scanEach(const TierRows& tier, const RequestFeatures& features, const LiveLoad& load, std::uint32_t base);
    Place place(std::uint32_t number) const;
    Spot spotAt(std::size_t tier, std::uint32_t row) const
    {
        return {&m_application.tiers[tier].rows[row], kTiers[tier],
                static_cast<std::uint32_t>(m_inFlight[m_base[tier] + row])};
    }
    std::uint32_t rows(std::size_t tier) const
    {
        return static_cast<std::uint32_t>(m_application.tiers[tier].slots.size());
    }
    std::int32_t fewestInFlight() const;
    bool find(std::int32_t inFlight, std::size_t tier, std::uint32_t from, std::uint32_t to, Spot& found) const;

    const ApplicationRoute& m_application;
    std::array<TierRoom, kTierCount> m_tiers;
    std::array<std::uint32_t, kTierCount + 1> m_begin; ///< the first spot of a tier
    std::array<std::uint32_t, kTierCount> m_base;      ///< the first place of a tier in what follows
    // Left unset beyond the rows: a decision costs what it uses.
    alignas(64) std::array<std::uint8_t, kMaxBackendSlots + kTierCount * kStep> m_room; ///< 1 = has room
    alignas(64) std::array<std::int32_t, kMaxBackendSlots + kTierCount * kStep> m_inFlight;
};

} // namespace straightline::placement
