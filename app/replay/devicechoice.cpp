// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/devicechoice.h"

#include <fmt/format.h>

#include "engine/replay/cuda/cudaaccelerator.h"
#include "engine/replay/kernelplan.h"

namespace straightline::app
{

namespace
{

/// Empty when a GPU can do all of it.
std::string notForDevice(const ReplayOptions& options, const std::vector<replay::SimulatedApplication>& site)
{
    for (const PolicyKind policy : options.policies) {
        for (const auto& application : site) {
            const replay::Trial trial{.policy = policy, .thresholds = {}, .faults = options.faults};
            if (std::string why = replay::whyNotCarried(application, trial); !why.empty())
                return why;
        }
    }
    return {};
}

} // namespace

Result<std::unique_ptr<replay::Accelerator>> openDevice(const ReplayOptions& options,
                                                        const std::vector<replay::SimulatedApplication>& site)
{
    if (options.device == DeviceChoice::Cpu)
        return nullptr;
    const bool must = options.device == DeviceChoice::Cuda;
    if (const std::string why = notForDevice(options, site); must && !why.empty())
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("--device cuda: a GPU cannot simulate {}; --device auto leaves that to the processor", why));
    auto opened = replay::openCudaAccelerator();
    if (!opened && must)
        return failure(ErrorCode::NotFound, fmt::format("--device cuda: {}", opened.error().detail));
    if (!opened)
        return nullptr;
    return std::move(*opened);
}

} // namespace straightline::app
