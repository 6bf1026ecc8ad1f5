// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/json.h"

namespace straightline::control
{

/// What is asked of and answered by what-if questions, sweeps and watches, by name. Pure.
void addStudySchemas(Json& all);

} // namespace straightline::control
