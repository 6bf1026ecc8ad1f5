// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/result.h"

namespace straightline::app
{

/// Where the demo's programs and files are: beside an installed program, or in the build and source trees.
struct DemoPaths {
    QString digitsServer;
    QString digitsLoad;
    QString flaskDir;    ///< holds app.py
    QString imageScript; ///< build-image.sh
};

/// Fails with the name of what is missing.
[[nodiscard]] Result<DemoPaths> findDemoPaths();

} // namespace straightline::app
