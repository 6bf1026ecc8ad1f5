// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/decide.h"

#include "engine/placement/policy.h"
#include "engine/placement/roommap.h"

namespace straightline::placement
{

Decision decide(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load,
                std::int64_t nowNanos)
{
    const RoomMap room(features, application, load);
    Decision decision;
    decision.policy = application.policy;
    decision.features = features;
    decision.thresholds = application.thresholds;
    decision.room = room.tiers();
    policyOf(application.policy).place({features, application, load, room, nowNanos}, decision);
    return decision;
}

} // namespace straightline::placement
