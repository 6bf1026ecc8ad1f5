// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/snapshot.h"

namespace straightline
{

/// What was seen, in English: "5 server errors in a row", "5.2 times slower than usual".
std::string describe(EjectionCause cause, std::uint32_t measure);

/// "ejected: 5 server errors in a row, back on trial in 8 s"; empty while the breaker is closed.
std::string ejectionText(const BackendSnapshot& backend);

} // namespace straightline
