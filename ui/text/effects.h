// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "engine/api/change.h"
#include "engine/api/snapshot.h"

namespace straightline::ui
{

// What taking a backend away does to requests, said before it is done. One sentence each. Pure functions; a snapshot
// may be missing.

QStringList drainEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id);
QStringList removeEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id);
QStringList redeployEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id);
/// What taking this step does to containers: those that are redeployed or removed. Empty = nothing.
QStringList restoreEffects(const Snapshot* snapshot, const Restore& step);
/// `image`: of the containers that were kept.
QStringList rollBackEffects(const Snapshot* snapshot, const BackendId& id, const std::string& image);

} // namespace straightline::ui
