// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// Prequal's hot-cold lexicographic rule (Wydrowski et al., "Load is not what you should balance", NSDI'24): a backend
/// with fewer requests in flight than the quantile Q over all backends with room is cold. Of the cold ones the
/// lowest latency, without any the fewest in flight. Where Prequal probes some servers, we know all at once. Wrong when
/// backends are of very different width: the widest has the most in flight and is the hot one.
class PrequalPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
