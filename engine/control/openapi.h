// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/json.h"

namespace straightline::control
{

/// OpenAPI 3.0.3 of the management API, made from the table that serves it.
Json openApi(const std::string& version);

} // namespace straightline::control
