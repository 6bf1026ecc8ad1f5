// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/decide.h"

#include <cassert>

#include "engine/placement/policy.h"
#include "engine/placement/roommap.h"

namespace straightline::placement
{

namespace
{

inline Decision decideWith(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load,
                           std::int64_t nowNanos, const std::int64_t* trueNanos)
{
    const RoomMap room(features, application, load);
    Decision decision;
    decision.policy = application.policy;
    decision.features = features;
    decision.thresholds = application.thresholds;
    decision.room = room.tiers();
    policyOf(application.policy).place({features, application, load, room, nowNanos, trueNanos}, decision);
    return decision;
}

} // namespace

Decision decide(const RequestFeatures& features, const ApplicationRoute& application, const LiveLoad& load,
                std::int64_t nowNanos)
{
    return decideWith(features, application, load, nowNanos, nullptr);
}

Decision decideKnowing(std::span<const std::int64_t> trueNanos, const RequestFeatures& features,
                       const ApplicationRoute& application, const LiveLoad& load, std::int64_t nowNanos)
{
    assert(trueNanos.size() == application.backends.size());
    return decideWith(features, application, load, nowNanos, trueNanos.data());
}

} // namespace straightline::placement
