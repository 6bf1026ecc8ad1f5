// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include "engine/api/operation.h"

namespace straightline::ui
{

QString stepWord(const std::string& name); ///< "connect", "health", …
QString stepStateWord(StepState state);
QIcon stepIcon(StepState state);
QString stepTime(const OperationStep& step); ///< "–" until it has ended
/// All steps of an operation in one line, with the times of those that ended.
QString stepsLine(const Operation& operation);

} // namespace straightline::ui
