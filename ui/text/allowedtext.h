// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace straightline::ui
{

/// What the engine says is allowed ("0 (no limit) or 0.01 … 1024"), in the console's language. Words that are written
/// into the field as they are stay; what is not known comes back unchanged. tst_allowedtext asks the engine's checks.
QString allowedText(const QString& english);

} // namespace straightline::ui
