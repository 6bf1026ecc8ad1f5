// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace straightline::dispatch
{

/// Appends those trailer lines of `raw` that may be passed on, rebuilt: nothing that frames, routes, authenticates or
/// changes what the head said (RFC 9110, 6.5.1). `raw` = lines, each with its CRLF. False when one is malformed.
bool appendTrailers(std::string& out, std::string_view raw);

} // namespace straightline::dispatch
