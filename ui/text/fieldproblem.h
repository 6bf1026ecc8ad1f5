// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>

#include "engine/api/result.h"

namespace straightline::ui
{

/// What is wrong with a form: which field, and a sentence with its title, the value, the limit, and how to put it
/// right.
struct FieldProblem {
    QString field; ///< as validate() names it; "application" = the application's name; empty = none in particular
    QString text;
};

/// Of a backend that validate() or the engine refused; `titleOf` gives a field's title on the screen.
FieldProblem explainBackend(const Error& error, const std::function<QString(const QString& field)>& titleOf);

} // namespace straightline::ui
