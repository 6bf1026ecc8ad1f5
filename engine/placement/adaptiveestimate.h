// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/placement/pick.h"

namespace straightline::placement
{

/// What the policy adaptive thinks that a request takes at one backend, in ticks.
struct AdaptiveEstimate {
    bool known = false;
    Ticks alone = 0;      ///< with nobody else there, warm
    Ticks unguarded = 0;  ///< all but the guard
    Ticks guarded = 0;    ///< what decides
    Ticks hoped = 0;      ///< if all trouble were over
    std::int64_t age = 0; ///< ns since the backend's latest answer
};

/// Of one more request there, beside spot.inFlight.
AdaptiveEstimate adaptiveEstimate(const Situation& situation, const Spot& spot);

/// Where the request goes when the load is that of situation.load.seenNanos: what came since, one request at a time as
/// often as f says, is placed once more in thought, each where it is soonest answered, while what is in flight
/// drains; this request is the next of them. A backend that was full then counts here, as it may be so no more. After
/// Dahlin, Interpreting Stale Load Information (2000). None: too many backends for it, or one has failed this request.
std::optional<Spot> thoughtOn(const Situation& situation);

} // namespace straightline::placement
