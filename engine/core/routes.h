// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/configuration.h"
#include "engine/api/routingtable.h"
#include "engine/core/loadslots.h"

namespace straightline::core
{

/// Makes the routing tables of a site, one after the other: what did not change of an application since the table
/// before is shared with it. The engine thread.
class RouteBuilder
{
public:
    /// The table of a site whose backends fare as `statuses` says. A backend without a status is not in service.
    /// `slots` must follow `site`.
    RoutingTable build(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                       const LoadSlots& slots, std::uint64_t version);

private:
    struct Made {
        ApplicationConfiguration from;
        ApplicationRoutePtr route;
    };
    std::unordered_map<std::uint32_t, Made> m_made; ///< by the application's number
};

} // namespace straightline::core
