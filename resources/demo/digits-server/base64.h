// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace straightline::demo
{

/// Decodes standard base64 (RFC 4648, section 4), with or without padding; nothing when a character does not belong.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

[[nodiscard]] std::string encodeBase64(std::string_view bytes);

} // namespace straightline::demo
