// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// Base64 (RFC 4648, section 4) for bodies of several megabytes: two characters, or four, at a time from tables.
namespace straightline::dispatch
{

void appendBase64(std::string& out, std::string_view bytes);

/// Nothing when `text` is not base64. Padding may be missing, as some runtimes leave it out; nothing else may.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace straightline::dispatch
