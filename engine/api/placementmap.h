// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/decision.h"

namespace straightline
{

inline constexpr std::size_t kMaxMapCells = 65'536;

/// Where would requests of an application go now? Asked for every pair of a frequency and a size.
struct PlacementMapQuery {
    std::string application;
    std::vector<double> frequenciesHz;      ///< finite, ≥ 0
    std::vector<std::uint64_t> sizesBytes;  ///< together at most kMaxMapCells pairs
    std::optional<Thresholds> thresholds{}; ///< what would be with these; empty = the application's own
    std::optional<PolicyKind> policy{};     ///< the same of the policy
};

/// One decision of the map.
struct PlacementCell {
    Verdict verdict = Verdict::Wait;
    Reason reason = Reason::None;
    Tier tier = Tier::Local; ///< valid when placed

    bool operator==(const PlacementCell&) const = default;
};

/// The application's policy decided at each point, all on the room of one moment. A policy that looks at turns or at
/// load decides as for the next request.
struct PlacementMap {
    std::string application;
    std::uint64_t revision = 0; ///< of the configuration
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds;
    std::array<TierRoom, kTierCount> room{}; ///< for the smallest body
    std::vector<double> frequenciesHz;
    std::vector<std::uint64_t> sizesBytes;
    std::vector<PlacementCell> cells; ///< sizesBytes.size() rows of frequenciesHz.size() cells

    const PlacementCell& cell(std::size_t size, std::size_t frequency) const
    {
        return cells[size * frequenciesHz.size() + frequency];
    }
    bool operator==(const PlacementMap&) const = default;
};

} // namespace straightline
