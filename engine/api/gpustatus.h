// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"

namespace straightline
{

struct GpuMemory {
    std::uint64_t usedBytes = 0;
    std::uint64_t totalBytes = 0;

    bool operator==(const GpuMemory&) const = default;
};

/// A part of a GPU in Multi-Instance mode, which looks like a GPU of its own.
struct MigInstance {
    std::uint32_t index = 0; ///< in its GPU
    std::string uuid;        ///< "MIG-…"; empty = not available
    std::optional<GpuMemory> memory;

    bool operator==(const MigInstance&) const = default;
};

/// One GPU; what is empty is not available: not known to the driver, or not for a GPU in Multi-Instance mode.
struct GpuStatus {
    std::uint32_t index = 0;
    std::string name;                                ///< "NVIDIA H100 80GB HBM3"
    std::string uuid;                                ///< "GPU-…"
    std::optional<std::uint32_t> utilizationPercent; ///< of the last sampling period, 0 … 100
    std::optional<GpuMemory> memory;
    std::optional<double> powerWatts;
    std::optional<std::int32_t> temperatureCelsius;
    bool isMig = false; ///< in Multi-Instance mode
    std::vector<MigInstance> instances;

    bool operator==(const GpuStatus&) const = default;
};

/// All GPUs of this machine, or why there are none.
struct GpuTelemetry {
    std::string problem = "not asked yet"; ///< why nothing is known: "no NVIDIA driver: …"; empty = all is well
    std::vector<GpuStatus> gpus;           ///< as last seen, also with a problem
    WallTime taken{};                      ///< when they were; the epoch = never

    bool operator==(const GpuTelemetry&) const = default;
};

} // namespace straightline
