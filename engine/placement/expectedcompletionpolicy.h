// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Earliest expected finish: learned service time for this size, what those in flight add, chance × length of a cold
/// start (learnedrates.h), and λ × its cost (PolicyKnobs::moneyWeight, 0). A backend without an answer yet is taken as
/// long as nothing is in flight there. Wrong when a backend changes: it trusts its means until enough answers came
/// back, and does not look at failures.
class ExpectedCompletionPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
