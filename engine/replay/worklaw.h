// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/replay/experimentsystem.h"

namespace straightline::replay
{

std::string_view toString(WorkLaw value);
std::optional<WorkLaw> workLawFromString(std::string_view text); ///< "by_size", "independent", "against_size"
std::string_view allowedWorkLaws();

/// The same arrivals and sizes with work that follows another law: each application's own works are dealt out anew, at
/// random (independent) or the longest to the smallest (against_size). Where a trace has none, they are drawn first,
/// lognormal with mean 1 and CV 0.8. by_size: as it is. Always the same.
ExperimentTrace withWork(ExperimentTrace trace, WorkLaw law);

} // namespace straightline::replay
