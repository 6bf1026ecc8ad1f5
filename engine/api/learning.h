// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"

namespace straightline
{

/// All that is learned from an attempt that ended, for policies that predict: the backend's rates, and what money
/// weighs in the application. The gateway and the simulator call it, and nobody else. Any gateway thread; lock-free.
void learnAttempt(LiveLoad& load, const ApplicationRoute& application, const BackendRoute& backend,
                  const AttemptSample& sample);

} // namespace straightline
