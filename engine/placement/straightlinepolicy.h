// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Algorithm 1 of StraightLine (arXiv 2407.18148): bursts of small requests to functions, large inputs to containers,
/// the rest as near as there is room (rule.h); inside a tier the better of two. Wrong when F and D do not fit the
/// platforms: thresholds are found by measurement, not by the rule.
class StraightlinePolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
