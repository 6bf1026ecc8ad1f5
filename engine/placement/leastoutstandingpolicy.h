// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// The backend with room that has the fewest requests in flight, one of these at random (HAProxy's leastconn). Wrong
/// when a backend fails fast: being empty, it draws everything.
class LeastOutstandingPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
