// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/mapping.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/placement/decide.h"

namespace straightline::placement
{
namespace
{

Result<void> check(const PlacementMapQuery& query)
{
    if (query.frequenciesHz.empty() || query.sizesBytes.empty()
        || query.frequenciesHz.size() > kMaxMapCells / query.sizesBytes.size())
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("grid = {} × {}: allowed is 1 … {} points", query.frequenciesHz.size(),
                                   query.sizesBytes.size(), kMaxMapCells));
    for (const double frequency : query.frequenciesHz) {
        if (!std::isfinite(frequency) || frequency < 0.0)
            return failure(ErrorCode::InvalidArgument, "frequencies: allowed are finite numbers ≥ 0");
    }
    return query.thresholds ? validate(*query.thresholds) : Result<void>{};
}

} // namespace

Result<PlacementMap> mapOf(const PlacementMapQuery& query, const ApplicationRoute& application, const LiveLoad& load,
                           std::int64_t nowNanos)
{
    if (auto good = check(query); !good)
        return tl::make_unexpected(good.error());
    const Thresholds thresholds = query.thresholds.value_or(application.thresholds);
    const PolicyKind policy = query.policy.value_or(application.policy);
    if (thresholds != application.thresholds || policy != application.policy) {
        ApplicationRoute other = application;
        other.thresholds = thresholds;
        other.policy = policy;
        return mapOf(query, other, load, nowNanos);
    }
    PlacementMap map;
    map.application = application.name;
    map.policy = application.policy;
    map.thresholds = application.thresholds;
    map.frequenciesHz = query.frequenciesHz;
    map.sizesBytes = query.sizesBytes;
    map.cells.reserve(query.sizesBytes.size() * query.frequenciesHz.size());
    RequestFeatures features;
    features.turn = load.applications[application.slot].turn.load(std::memory_order_relaxed);
    features.sizeBytes = *std::min_element(query.sizesBytes.begin(), query.sizesBytes.end());
    map.room = decide(features, application, load, nowNanos).room;
    for (const std::uint64_t size : query.sizesBytes) {
        features.sizeBytes = size;
        for (const double frequency : query.frequenciesHz) {
            features.frequencyHz = frequency;
            const Decision decision = decide(features, application, load, nowNanos);
            map.cells.push_back({decision.verdict, decision.reason, decision.tier});
        }
    }
    return map;
}

} // namespace straightline::placement
