// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace straightline::ui
{

/// Names that the filter language does not know by itself.
struct FilterNames {
    QStringList applications;
    QStringList backends;
};

/// What the word at the cursor could become; each replaces the whole word. Pure.
struct FilterCompletions {
    qsizetype from = 0; ///< of the word
    qsizetype length = 0;
    QStringList words;
};
FilterCompletions completeFilter(const QString& text, qsizetype cursor, const FilterNames& names);

} // namespace straightline::ui
