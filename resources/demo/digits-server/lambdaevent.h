// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/message.h"

#include <string>

namespace straightline::demo
{

/// Reads a function-URL event (payload format 2.0): requestContext.http.method, rawPath, headers, body.
[[nodiscard]] Expected<Request> requestOfEvent(const std::string& event);

/// Writes the answer in payload format 2.0; a body that is not JSON text goes as base64.
[[nodiscard]] std::string resultOf(const Response& response);

} // namespace straightline::demo
