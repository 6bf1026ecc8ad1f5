// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/straightlinepolicy.h"

#include "engine/placement/pick.h"
#include "engine/placement/rule.h"

namespace straightline::placement
{

void StraightlinePolicy::place(const Situation& situation, Decision& decision) const
{
    const RuleOutcome outcome = applyRule(situation.features, situation.application.thresholds, decision.room);
    decision.verdict = outcome.verdict;
    decision.reason = outcome.reason;
    decision.tier = outcome.tier;
    if (outcome.verdict == Verdict::Placed)
        pickOfTwo(situation, situation.room.begin(outcome.tier), situation.room.count(outcome.tier), outcome.reason,
                  decision);
}

} // namespace straightline::placement
