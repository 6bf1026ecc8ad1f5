// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSplitter;

namespace straightline::ui
{

/// Gives a splitter the sizes it had when it was moved last, kept in QSettings under its object name, and keeps them
/// from now on. Call once all its parts are in it.
void keepShape(QSplitter& splitter);

} // namespace straightline::ui
