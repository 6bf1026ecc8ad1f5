// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterterm.h"

namespace straightline::ui
{

QString filterProblemText(const FilterProblem& problem); ///< what, where, and what is allowed
QString filterTermMeaning(const FilterTerm& term);       ///< a term in words: "latency is more than 200 ms"

} // namespace straightline::ui
