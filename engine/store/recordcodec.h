// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/requestrecord.h"
#include "engine/api/result.h"

// A request record as bytes, whole: what decided, every candidate and every attempt. Begins with a version, so old
// databases stay readable when records learn new fields. Pure functions, any thread.
namespace straightline::store
{

inline constexpr std::uint8_t kRecordVersion = 1;

/// Appends the bytes (100 to 300 of them) to `out`.
void encodeRecord(const RequestRecord& record, std::string& out);

/// Damaged bytes and versions newer than ours are errors.
[[nodiscard]] Result<RequestRecord> decodeRecord(std::string_view bytes);

} // namespace straightline::store
