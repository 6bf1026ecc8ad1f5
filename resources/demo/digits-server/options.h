// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/handler.h"
#include "resources/demo/digits-server/httpserver.h"

#include <optional>
#include <string>

namespace straightline::demo
{

struct Options {
    HttpServerOptions server;
    HandlerOptions handler;
    std::string model; ///< empty = the built-in one
    bool lambda = false;
    bool help = false;
};

/// Reads the command line; the failure's message is one line for the user.
[[nodiscard]] Expected<Options> parseOptions(int count, const char* const* arguments);

[[nodiscard]] std::string usage();

} // namespace straightline::demo
