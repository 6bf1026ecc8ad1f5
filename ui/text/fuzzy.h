// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QStringView>

namespace straightline::ui
{

/// How well what was typed stands for a text: its letters in their order, not necessarily side by side. More is
/// better; letters in a row, at the start and at the start of a word count more, gaps less. Empty = it does not.
/// Case does not matter; blanks in what was typed part words that may come in any order.
std::optional<int> fuzzyScore(QStringView typed, QStringView text);

} // namespace straightline::ui
