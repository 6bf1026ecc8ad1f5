// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/decision.h"
#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/placement/roommap.h"

namespace straightline::placement
{

/// What a policy looks at.
struct Situation {
    const RequestFeatures& features;
    const ApplicationRoute& application;
    const LiveLoad& load;
    const RoomMap& room;
    std::int64_t nowNanos;         ///< steady clock
    const std::int64_t* trueNanos; ///< of decideKnowing(), by backend; null where nobody knows
};

/// A way to place a request. Without state and pure: any gateway thread, and the simulator, call the same object.
/// To add one: a file pair, a line in the table of policy.cpp, a word in engine/api/words.h.
class Policy
{
public:
    virtual ~Policy() = default;

    /// Sets verdict, reason, tier, backend and candidates; the rest of `decision` is filled in already.
    virtual void place(const Situation& situation, Decision& decision) const = 0;
};

const Policy& policyOf(PolicyKind kind);

} // namespace straightline::placement
