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
};

/// Who has room for one request, read once from the shared atomics: a decision is then made on values that stand still.
/// Room: in service ∧ breaker lets through ∧ in flight < capacity ∧ payload limit ≥ d ∧ not excluded. An open breaker
/// makes a backend unhealthy, a half-open one lets a single request through. Lives on the stack of decide(); refers to
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

    /// visit(number, row) for every spot.
    template <class Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t tier = 0; tier < kTierCount; ++tier) {
            for (std::uint32_t number = m_begin[tier]; number < m_begin[tier + 1]; ++number)
                visit(number, m_application.tiers[tier].rows[m_rows[number]]);
        }
    }

private:
    template <bool EachLimit, bool Excluding>
    TierRoom scan(const TierRows& tier, const RequestFeatures& features, const BackendLoad* loads, std::uint32_t first);

    const ApplicationRoute& m_application;
    std::array<TierRoom, kTierCount> m_tiers;
    std::array<std::uint32_t, kTierCount + 1> m_begin;
    std::array<std::uint16_t, kMaxBackendSlots> m_rows; ///< left unset beyond count(): a decision costs what it uses
};

} // namespace straightline::placement
