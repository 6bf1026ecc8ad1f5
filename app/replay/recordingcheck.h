// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/replay/replayoptions.h"
#include "engine/api/result.h"

namespace straightline::app
{

/// `straightline replay --recording FILE --check`: the report, in the wanted format, of how well the models that are
/// fitted to the first part of one application's recorded requests predict the rest. At most the latest 500,000
/// requests are looked at.
[[nodiscard]] Result<std::string> checkRecording(const ReplayOptions& options);

} // namespace straightline::app
