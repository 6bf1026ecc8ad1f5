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

void fillRows(ApplicationRoute& application)
{
    for (auto& rows : application.rows)
        rows.clear();
    for (std::uint32_t index = 0; index < application.backends.size(); ++index) {
        const BackendRoute& backend = application.backends[index];
        if (!backend.inService)
            continue;
        const std::uint64_t limit = backend.payloadLimitBytes;
        application.rows[static_cast<std::size_t>(backend.tier)].push_back(
            {.payloadLimitBytes = limit > 0 ? limit : std::numeric_limits<std::uint64_t>::max(),
             .capacity = backend.capacity,
             .slot = backend.slot,
             .number = backend.number,
             .index = index});
    }
}

} // namespace

void seal(RoutingTable& table)
{
    auto& applications = table.applications;
    std::sort(applications.begin(), applications.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (ApplicationRoute& application : applications)
        fillRows(application);
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
