// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/api/gpustatus.h"
#include "engine/api/result.h"

namespace straightline::gpu
{

/// NVIDIA's management library, loaded at run time: nothing of it is needed to build or to start. What it lacks of the
/// functions that are asked for is "not available". One thread at a time; its calls may hang with the driver.
class Nvml
{
public:
    static constexpr const char* kUsualLibrary = "libnvidia-ml.so.1";

    /// Loads and initialises it. Unreachable: there is no such library, it lacks what cannot be done without, or the
    /// driver does not answer; the detail says which.
    [[nodiscard]] static Result<std::unique_ptr<Nvml>> open(const std::string& library);
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    /// All GPUs as they are now. A GPU that cannot be reached is left out; BadReply: not even their number is told.
    [[nodiscard]] Result<std::vector<GpuStatus>> read() const;

private:
    struct Functions;
    explicit Nvml(std::unique_ptr<Functions> functions);

    std::unique_ptr<Functions> m_functions;
};

} // namespace straightline::gpu
