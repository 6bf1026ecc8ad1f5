// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/requestrecord.h"

namespace straightline::telemetry
{

/// Appends a record in a compact form, some 150 to 250 bytes, to be read by this same program only.
void packRecord(const RequestRecord& record, std::string& bytes);

/// The record that packRecord() wrote at the front of `bytes`.
RequestRecord unpackRecord(std::string_view bytes);

} // namespace straightline::telemetry
