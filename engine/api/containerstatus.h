// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/backendstatus.h"

namespace straightline
{

/// What an image brings by itself: the first column of a redeploy's comparison.
struct ImageDefaults {
    Environment environment;
    std::vector<std::string> command; ///< entry point and command
    std::vector<std::uint16_t> ports; ///< exposed

    bool operator==(const ImageDefaults&) const = default;
};

/// One container of ours as the Docker engine shows it, with what it uses now. A value, taken on the engine thread.
struct ContainerStatus {
    BackendId backend;
    std::string id;
    std::string name;
    std::string dockerState; ///< "running", "exited", …
    BackendState state = BackendState::Unknown;
    ReplicaRole role = ReplicaRole::Serving;
    std::uint32_t restarts = 0;
    std::string image;   ///< as asked for
    std::string imageId; ///< "sha256:…"
    WallTime created;
    WallTime started;
    WallTime keptUntil;                                           ///< of one that is kept
    std::vector<std::pair<std::uint16_t, std::uint16_t>> ports{}; ///< inside, published
    std::uint64_t memoryLimitBytes = 0;                           ///< 0 = none
    double cpuLimit = 0.0;                                        ///< 0 = none
    Environment environment{};          ///< what it runs with beside the image's; secrets hidden
    std::vector<std::string> command{}; ///< empty = the image's
    ImageDefaults imageDefaults{};
    std::optional<double> cpuPercent; ///< 100 = one core; empty until two samples are there
    std::optional<std::uint64_t> memoryBytes;
    WallTime sampled; ///< when the two above were read
};

} // namespace straightline
