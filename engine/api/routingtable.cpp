// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/routingtable.h"

#include <algorithm>
#include <limits>

namespace straightline
{

void ApplicationRoutes::sortByName()
{
    std::sort(m_routes.begin(), m_routes.end(), [](const auto& a, const auto& b) { return a->name < b->name; });
}

const ApplicationRoute* RoutingTable::find(std::string_view name) const
{
    const auto& routes = applications.pointers();
    const auto found = std::lower_bound(routes.begin(), routes.end(), name,
                                        [](const auto& each, std::string_view key) { return each->name < key; });
    return found != routes.end() && (*found)->name == name ? found->get() : nullptr;
}

/// Looks up the path's own prefixes, from the longest that any mount has to "/".
const ApplicationRoute* RoutingTable::findByMount(std::string_view path) const
{
    const auto lookUp = [&](std::string_view prefix) -> const ApplicationRoute* {
        const auto found = std::lower_bound(mounts.begin(), mounts.end(), prefix,
                                            [](const auto& each, std::string_view key) { return each.first < key; });
        return found != mounts.end() && found->first == prefix ? &applications[found->second] : nullptr;
    };
    std::string_view prefix = path.substr(0, path.find('?'));
    while (!prefix.empty() && !mounts.empty()) {
        if (prefix.size() <= longestMount) {
            if (const ApplicationRoute* found = lookUp(prefix))
                return found;
        }
        const std::size_t slash = prefix.rfind('/', std::min(prefix.size() - 1, longestMount));
        prefix = prefix.substr(0, slash == std::string_view::npos ? 0 : slash);
    }
    return path.starts_with('/') ? lookUp("/") : nullptr;
}

namespace
{

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kFunctionLimit = 6'291'456;

} // namespace

std::uint64_t BackendRoute::largestBodyBytes() const
{
    if (payloadLimitBytes > 0)
        return payloadLimitBytes;
    return kind == BackendKind::Function ? kFunctionLimit : kNoLimit;
}

void seal(ApplicationRoute& application)
{
    for (TierRows& tier : application.tiers)
        tier = {.rows = {}, .slots = {}, .capacities = {}, .capacity = 0, .leastPayloadLimitBytes = kNoLimit};
    for (std::uint32_t index = 0; index < application.backends.size(); ++index) {
        const BackendRoute& backend = application.backends[index];
        if (!backend.inService)
            continue;
        TierRows& tier = application.tiers[static_cast<std::size_t>(backend.tier)];
        const std::uint64_t limit = backend.largestBodyBytes();
        tier.rows.push_back({.payloadLimitBytes = limit,
                             .capacity = backend.capacity,
                             .slot = backend.slot,
                             .number = backend.number,
                             .index = index,
                             .nanoUsdPerSecond = backend.nanoUsdPerSecond});
        tier.slots.push_back(backend.slot);
        tier.capacities.push_back(static_cast<std::int32_t>(backend.capacity));
        tier.capacity += backend.capacity;
        tier.leastPayloadLimitBytes = std::min(tier.leastPayloadLimitBytes, limit);
    }
}

void arrange(RoutingTable& table)
{
    table.applications.sortByName();
    table.mounts.clear();
    table.longestMount = 0;
    for (std::uint32_t i = 0; i < table.applications.size(); ++i) {
        const std::string& mount = table.applications[i].mount;
        if (mount.empty())
            continue;
        table.mounts.emplace_back(mount, i);
        table.longestMount = std::max(table.longestMount, mount.size());
    }
    std::sort(table.mounts.begin(), table.mounts.end());
}

void seal(RoutingTable& table)
{
    for (ApplicationRoute& application : table.applications)
        seal(application);
    arrange(table);
}

} // namespace straightline
