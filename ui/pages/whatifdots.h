// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/whatif.h"
#include "ui/charts/placementplane.h"

namespace straightline::ui
{

/// The requests of an answer on the decision plane: those that would move, over those that would not.
std::vector<PlaneDot> whatIfDots(const WhatIfAnswer& answer);

} // namespace straightline::ui
