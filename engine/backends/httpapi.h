// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/result.h"

// What clients of an API over HTTP have in common.
namespace straightline::backends
{

/// What a status other than 2xx says.
ErrorCode errorCodeOf(int status);

/// As a part of a path or a query.
std::string percentEncoded(std::string_view text);

} // namespace straightline::backends
