// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/result.h"

namespace straightline::app
{

/// Tells two builds of one version apart: of the running program's file the first 16 hexadecimal digits of SHA-256.
/// The file as it was started, though another may lie there by now.
[[nodiscard]] Result<std::string> buildOfProgram();

} // namespace straightline::app
