// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/placement/policy.h"

namespace straightline::placement
{

/// The lowest peak EWMA × (in flight + 1) of all backends with room (Finagle's and Linkerd's load metric, over all
/// instead of two). Wrong when latency follows the request's size more than the backend, and it needs traffic to forget
/// a peak.
class PeakEwmaPolicy final : public Policy
{
public:
    void place(const Situation& situation, Decision& decision) const override;
};

} // namespace straightline::placement
