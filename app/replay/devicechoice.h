// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "app/replay/replayoptions.h"
#include "engine/replay/accelerator.h"
#include "engine/replay/prepare.h"

namespace straightline::app
{

/// The GPU that the options ask for; null: the processor does it. `auto` takes what is there. `cuda` is an error where
/// no GPU can be used, or where something of what is asked is not for a GPU: the error names it.
[[nodiscard]] Result<std::unique_ptr<replay::Accelerator>>
openDevice(const ReplayOptions& options, const std::vector<replay::SimulatedApplication>& site);

} // namespace straightline::app
