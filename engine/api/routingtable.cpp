// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/routingtable.h"

#include <algorithm>
#include <limits>

namespace straightline
{

const ApplicationRoute* RoutingTable::find(std::string_view name) const
{
    const auto found =
        std::lower_bound(applications.begin(), applications.end(), name,
                         [](const ApplicationRoute& each, std::string_view key) { return each.name < key; });
    return found != applications.end() && found->name == name ? &*found : nullptr;
}

const ApplicationRoute* RoutingTable::findByMount(std::string_view path) const
{
    for (const std::uint32_t index : mounts) {
        const std::string& mount = applications[index].mount;
        const bool boundary =
            mount.size() == 1 || path.size() == mount.size()
            || (path.size() > mount.size() && (path[mount.size()] == '/' || path[mount.size()] == '?'));
        if (boundary && path.starts_with(mount))
            return &applications[index];
    }
    return nullptr;
}

namespace
{

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

void fillTiers(ApplicationRoute& application)
{
    for (TierRows& tier : application.tiers)
        tier = {.rows = {}, .capacity = 0, .leastPayloadLimitBytes = kNoLimit};
    for (std::uint32_t index = 0; index < application.backends.size(); ++index) {
        const BackendRoute& backend = application.backends[index];
        if (!backend.inService)
            continue;
        TierRows& tier = application.tiers[static_cast<std::size_t>(backend.tier)];
        const std::uint64_t limit = backend.payloadLimitBytes > 0 ? backend.payloadLimitBytes : kNoLimit;
        tier.rows.push_back({.payloadLimitBytes = limit,
                             .capacity = backend.capacity,
                             .slot = backend.slot,
                             .number = backend.number,
                             .index = index});
        tier.capacity += backend.capacity;
        tier.leastPayloadLimitBytes = std::min(tier.leastPayloadLimitBytes, limit);
    }
}

} // namespace

void seal(RoutingTable& table)
{
    auto& applications = table.applications;
    std::sort(applications.begin(), applications.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (ApplicationRoute& application : applications)
        fillTiers(application);
    table.mounts.clear();
    for (std::uint32_t i = 0; i < applications.size(); ++i) {
        if (!applications[i].mount.empty())
            table.mounts.push_back(i);
    }
    std::sort(table.mounts.begin(), table.mounts.end(), [&](std::uint32_t a, std::uint32_t b) {
        return applications[a].mount.size() > applications[b].mount.size();
    });
}

} // namespace straightline
