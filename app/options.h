// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace straightline::app
{

/// The command line as a value.
struct Options {
    bool headless = false;
    bool demo = false;
    bool demoLoad = true; ///< the demo sends requests by itself
    bool readOnly = false;
    bool showVersion = false;
    bool showHelp = false;
    std::string configPath; ///< site.toml; empty = none
    std::string stateDir;   ///< empty = the XDG data directory
    std::string listen;     ///< HOST:PORT; empty = as configured
    std::string control = "127.0.0.1:8081";
    std::string controlTokenFile;
    std::string logLevel = "info";
    std::optional<std::uint32_t> threads; ///< 1 … 64
};

/// `arguments` without the program's name. The error is one line that says what is allowed.
[[nodiscard]] Result<Options> parseOptions(const std::vector<std::string>& arguments);

std::string usage();

} // namespace straightline::app
