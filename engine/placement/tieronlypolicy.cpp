// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/tieronlypolicy.h"

#include "engine/placement/pick.h"
#include "engine/placement/rule.h"

namespace straightline::placement
{

void TierOnlyPolicy::place(const Situation& situation, Decision& decision) const
{
    const std::uint32_t count = situation.room.count(m_tier);
    if (count > 0) {
        pickOfTwo(situation, situation.room.begin(m_tier), count, m_reason, decision);
        return;
    }
    std::array<TierRoom, kTierCount> room{};
    room[static_cast<std::size_t>(m_tier)] = decision.room[static_cast<std::size_t>(m_tier)];
    const RuleOutcome outcome = withoutRoom(room);
    decision.verdict = outcome.verdict;
    decision.reason = outcome.reason;
    decision.tier = m_tier;
}

} // namespace straightline::placement
