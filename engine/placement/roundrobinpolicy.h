// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Every backend with room in turn, whatever its tier. The turn is counted by the caller (RequestFeatures::turn), which
/// keeps the decision pure. Wrong when backends differ: a slow one gets as much as a fast one until it is full.
class RoundRobinPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
