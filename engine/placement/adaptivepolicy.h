// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Expected completion with what it lacks under faults: a backend that turned slow, fails, or has far more in flight
/// than usual is avoided at once, and tried again now and then; what those in flight cost is learned by their number,
/// so that a free worker is told from a line; waiting counts a quarter more, as who waits also delays those behind
/// (a step from the selfish optimum to the social one: Pigou 1920; Roughgarden and Tardos 2002); a cold start counts in
/// part, as later requests use the instance too; one that costs money and was never used is tried when others are
/// busy; money has a price when there is a budget; a load that was seen a while ago is thought on (adaptiveestimate.h).
/// Each part is an Ingredient that can be left out. While nothing is known of any backend with room, Algorithm 1
/// decides. Wrong when the past says nothing of the next request: then it is expected_completion with some detours.
class AdaptivePolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
