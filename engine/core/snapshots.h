// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/configuration.h"
#include "engine/api/liveload.h"
#include "engine/api/snapshot.h"
#include "engine/core/loadslots.h"

namespace straightline::core
{

/// The frame of a snapshot: every application and backend of `site` with what is configured, how it fares and what is
/// in flight. Traffic is added by Records::fill.
Snapshot frameSnapshot(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                       const LoadSlots& slots, const LiveLoad& load, std::int64_t steadyNanos);

} // namespace straightline::core
