// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace straightline
{

/// Why `file` (path from the repository root) must not include `header` (as written in the source), or empty when it
/// may. This is the dependency rule of ARCHITECTURE.md: app → ui → engine_api ← engine ← app.
std::string forbiddenBecause(const std::string& file, const std::string& header);

} // namespace straightline
