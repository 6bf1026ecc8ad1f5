// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/engine.h"
#include "engine/api/snapshot.h"

namespace straightline::control
{

/// The snapshot in Prometheus' text format 0.0.4. Labels take their values from the configuration and from our own
/// words only, so their number is bounded by what the operator configured.
std::string metricsText(const EngineStatus& status, const Snapshot& snapshot);

} // namespace straightline::control
