// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeengine.h"

namespace straightline
{

/// Makes `engine` look like a small busy site: bursts, a heavy tail of sizes, one backend down, events, requests.
void fillLively(FakeEngine& engine);

/// The snapshot of that site `second` seconds after its start.
Snapshot livelySnapshot(const SiteConfiguration& site, WallTime start, double second);

} // namespace straightline
