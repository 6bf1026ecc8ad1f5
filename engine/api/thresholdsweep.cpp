// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/thresholdsweep.h"

#include <algorithm>
#include <array>

#include "engine/api/thresholdwatch.h"

namespace straightline
{
namespace
{

constexpr std::array<std::string_view, 4> kGoals{"p95", "failures", "slo", "cost"};
constexpr std::array<std::string_view, 6> kPhases{"predicting", "waiting", "within", "outside", "rolled_back", "ended"};

bool beats(const SweepPoint& a, const SweepPoint& b)
{
    const bool noWorse = a.p95Ms <= b.p95Ms && a.failedShare <= b.failedShare && a.usd <= b.usd;
    return noWorse && (a.p95Ms < b.p95Ms || a.failedShare < b.failedShare || a.usd < b.usd);
}

} // namespace

std::optional<Goal> goalFromString(std::string_view text)
{
    const auto found = std::find(kGoals.begin(), kGoals.end(), text);
    if (found == kGoals.end())
        return std::nullopt;
    return static_cast<Goal>(found - kGoals.begin());
}

std::string_view toString(Goal goal)
{
    return kGoals[static_cast<std::size_t>(goal)];
}

std::string_view toString(WatchPhase phase)
{
    return kPhases[static_cast<std::size_t>(phase)];
}

void markFront(std::vector<SweepPoint>& points)
{
    for (SweepPoint& each : points) {
        each.isOnFront = each.isDone && std::none_of(points.begin(), points.end(), [&each](const SweepPoint& other) {
                             return other.isDone && beats(other, each);
                         });
    }
}

} // namespace straightline
