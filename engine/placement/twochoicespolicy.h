// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// The better of two random backends with room, whatever their tier, by peak EWMA × (in flight + 1). Wrong when latency
/// follows the request's size more than the backend: the average then remembers the sizes.
class TwoChoicesPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
