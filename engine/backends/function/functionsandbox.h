// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/functionhost.h"
#include "engine/api/result.h"

// How a function process is run: which program with which arguments and environment, and what it may see of this
// machine. Reads the file system, changes nothing.
namespace straightline::backends
{

struct FunctionSurroundings {
    std::string relay;                       ///< path of straightline-relay
    std::string bubblewrap;                  ///< path of bwrap; empty = run without isolation
    std::string stateFolder;                 ///< hidden from functions
    std::vector<std::string> commandFolders; ///< where commands are looked for before PATH
    bool asRoot = false;                     ///< we run as root: the function gets the user nobody
};

struct FunctionLaunch {
    std::string program;
    std::vector<std::string> arguments;
    Environment environment;
    std::string folder; ///< to start in
};

/// The path of a command's program; NotFound and Refused (not executable) say where was looked.
[[nodiscard]] Result<std::string> findFunctionCommand(const std::vector<std::string>& command,
                                                      const std::vector<std::string>& folders);

/// bubblewrap's arguments up to, but without, the program: own namespaces, read-only root, private /tmp; homes, /run
/// and the state folder are empty, save for `shown`.
std::vector<std::string> sandboxArguments(const FunctionSurroundings& around, const std::vector<std::string>& shown);

/// `limitByProcess`: no control group holds the limits, so the relay sets those that a process can have.
[[nodiscard]] Result<FunctionLaunch> planFunctionLaunch(const FunctionInstance& instance,
                                                        const FunctionSurroundings& around, bool limitByProcess);

} // namespace straightline::backends
