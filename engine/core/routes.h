// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/configuration.h"
#include "engine/api/routingtable.h"
#include "engine/core/loadslots.h"

namespace straightline::core
{

/// The routing table of a site whose backends fare as `statuses` says. A backend without a status is not in service.
/// `slots` must follow `site`.
RoutingTable buildRoutingTable(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                               const LoadSlots& slots, std::uint64_t version);

} // namespace straightline::core
