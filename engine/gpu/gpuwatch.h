// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "engine/api/gpustatus.h"

namespace straightline::gpu
{

/// Asks the driver about its GPUs, again and again, on a thread of its own: a driver that hangs holds up nobody, and is
/// told as a problem. Where there is no driver it looks for one once a minute. latest() from any thread; owned by the
/// engine.
class GpuWatch
{
public:
    struct Settings {
        std::string library;                      ///< path or name of NVML
        std::chrono::milliseconds every{1'000};   ///< between two looks
        std::chrono::milliseconds absent{60'000}; ///< between two looks for a driver
        std::chrono::milliseconds silent{5'000};  ///< without an answer: a problem
    };

    explicit GpuWatch(Settings settings);
    ~GpuWatch(); ///< waits a moment for the thread; one that hangs is left behind
    GpuWatch(const GpuWatch&) = delete;
    GpuWatch& operator=(const GpuWatch&) = delete;

    GpuTelemetry latest() const;

private:
    struct State;
    static void run(const std::shared_ptr<State>& state);

    std::shared_ptr<State> m_state; ///< shared with the thread, which may outlive us
};

} // namespace straightline::gpu
