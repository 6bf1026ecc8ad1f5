// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/change.h"

// How a Restore is applied and named; the rest of change.h uses it.
namespace straightline
{

/// Puts `restore.to` into the site when the part is in the state `restore.from`. Places do not count in the comparison:
/// what others added or removed beside it may have moved it.
[[nodiscard]] Result<void> restored(SiteConfiguration& site, const Restore& restore);

/// "put_backend", "remove_application", …: what it amounts to.
std::string restoreAction(const Restore& restore);

} // namespace straightline
