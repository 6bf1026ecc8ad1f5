// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// The backend that will really answer first, told by who asks (Situation::trueNanos): a bound for the others to be
/// compared with, in the simulator only. Greedy: it does not save room for requests to come, so it is no upper bound
/// under overload. Without being told it does what expected_completion does.
class OraclePolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
