// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// One tier takes everything: the single platforms the paper compares with. Waits when the tier is full although others
/// are free; refuses when the tier is down.
class TierOnlyPolicy final : public Policy
{
public:
    TierOnlyPolicy(Tier tier, Reason reason)
        : m_tier(tier)
        , m_reason(reason)
    {
    }
    void place(const Situation& situation, Decision& decision) const override;

private:
    Tier m_tier;
    Reason m_reason;
};

} // namespace straightline::placement
