// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/api/configuration.h"

namespace straightline::core
{

/// What the command line decides for one run; nothing of it is stored.
struct EngineSettings {
    std::string stateDir;                  ///< exists and is ours alone
    std::string configPath;                ///< site.toml that seeds an empty state; empty = none
    std::optional<SiteConfiguration> seed; ///< seeds an empty state when there is no configPath
    std::string listen;                    ///< HOST:PORT; empty = as configured
    std::string control = "127.0.0.1:8081";
    std::string controlTokenFile; ///< empty = no token asked for
    std::optional<std::uint32_t> threads;
    std::string programDir;                 ///< where our own programs lie, for the function relay
    std::string nvml = "libnvidia-ml.so.1"; ///< path or name of NVIDIA's management library
    bool readOnly = false;
    bool stopContainersAtExit = false;
};

} // namespace straightline::core
