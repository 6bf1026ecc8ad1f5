// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "engine/api/decision.h"
#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"

namespace straightline::placement
{

/// Where a request goes, and why: by the application's policy and thresholds, who has room now, and nothing else. Pure:
/// the same values give the same decision, whoever asks: the gateway, the simulator, a test. Any thread; no lock, no
/// allocation. `application` is sealed (seal()); `nowNanos` is the steady clock.
[[nodiscard]] Decision decide(const RequestFeatures& features, const ApplicationRoute& application,
                              const LiveLoad& load, std::int64_t nowNanos);

/// The same for who knows the future, as only a simulator can: `trueNanos` has for each backend of the application the
/// time to its answer if the request went there now. The policy oracle reads it.
[[nodiscard]] Decision decideKnowing(std::span<const std::int64_t> trueNanos, const RequestFeatures& features,
                                     const ApplicationRoute& application, const LiveLoad& load, std::int64_t nowNanos);

} // namespace straightline::placement
