// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/history.h"
#include "engine/api/result.h"
#include "engine/replay/recording.h"

// The lines of a recording as text, without their ends. Pure functions, any thread.
namespace straightline::replay
{

std::string headerLine(const RecordingHeader& header);
[[nodiscard]] Result<RecordingHeader> parseHeaderLine(std::string_view line);

/// All that a replay needs of a request, and all that decided; no path, no method, no id of the client, no body.
std::string requestLine(const RequestRow& row);
/// Strict: a missing field, a word that is not known and a number out of its range are errors that name the field.
[[nodiscard]] Result<RequestRow> parseRequestLine(std::string_view line);

std::string endLine(std::uint64_t requests);
/// True when the line is the last one of a recording of so many requests; false: another line.
[[nodiscard]] Result<bool> isEndLine(std::string_view line, std::uint64_t requests);

} // namespace straightline::replay
