// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace straightline
{

/// Every text in `root` that has less room than it needs, one line each: what, its words, what it needs and has.
/// Looked at are labels, buttons, check boxes, tabs, table headers, combo boxes, fields and their placeholders, group
/// titles, list rows, docks and the titles of charts; and that nothing reaches out of what holds it.
/// Exempt, because nothing is lost: table cells (elided, whole in the tool tip and in what is copied), what an operator
/// types (it scrolls), text views (they scroll), the inside of scroll areas that scroll in that direction, and Qt's own
/// file dialog.
QStringList clippedTexts(QWidget* root);

} // namespace straightline
