// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "engine/api/result.h"

// What is sent to a model that nobody has given a sample for.
namespace straightline::backends
{

/// An Open Inference Protocol request of zeros for the inputs that `metadata`, the answer to GET /v2/models/NAME,
/// lists; open dimensions (-1) are 1. BadReply: it lists none that can be read; TooLarge: more than a million values.
[[nodiscard]] Result<std::string> makeSampleInference(std::string_view metadata);

/// The text of an error's answer, short: the value of "error" when it is an object with one.
std::string errorIn(std::string_view body);

} // namespace straightline::backends
