// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "engine/api/configuration.h"

namespace straightline::ui
{

// Commands and environments as one types them. What is joined splits back to the same.

std::vector<std::string>
splitCommand(const QString& text); ///< blanks separate, double quotes keep together, two of them in quotes are one
QString joinCommand(const std::vector<std::string>& command);
Environment splitEnvironment(const QString& text); ///< NAME=value, one on each line
QString joinEnvironment(const Environment& environment);

} // namespace straightline::ui
