// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeengine.h"

namespace straightline
{

/// Makes `engine` look like a small busy site: bursts, a heavy tail of sizes, one backend down, events, requests.
void fillLively(FakeEngine& engine);

/// The same site when all goes wrong: the store's disk is full, Docker is away, no backend is up, a redeploy has
/// failed.
void fillFailed(FakeEngine& engine);

/// The lively site `second` seconds after its start, its containers included.
void showSecond(FakeEngine& engine, WallTime start, double second);

/// The snapshot of that site `second` seconds after its start.
Snapshot livelySnapshot(const SiteConfiguration& site, WallTime start, double second);

} // namespace straightline
