// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Expected completion with what it lacks under faults: a backend that turned slow, fails, or has far more in flight
/// than usual is avoided at once, and tried again now and then; what those in flight cost is learned by their number,
/// so that a free worker is told from a line; a cold start counts in part, as later requests use the instance too;
/// money has a price when there is a budget. Each part is an Ingredient that can be left out. While nothing is known of
/// any backend with room, Algorithm 1 decides. Wrong when the past says nothing of the next request: then it is
/// expected_completion with some detours.
class AdaptivePolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
