// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gpu/gpuwatch.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <pthread.h>

#include "engine/gpu/nvml.h"

namespace straightline::gpu
{

namespace
{

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kEndsIn{500};

} // namespace

struct GpuWatch::State {
    explicit State(Settings wanted)
        : settings(std::move(wanted))
    {
    }

    const Settings settings;
    mutable std::mutex mutex; ///< of all below
    std::condition_variable changed;
    GpuTelemetry telemetry;
    Steady::time_point asked = Steady::now(); ///< when the driver was asked
    bool asking = true;                       ///< and has not answered yet
    bool ending = false;
    bool ended = false;

    void begin()
    {
        const std::lock_guard lock(mutex);
        asked = Steady::now();
        asking = true;
    }
    void answered(Result<std::vector<GpuStatus>> gpus)
    {
        const std::lock_guard lock(mutex);
        asking = false;
        telemetry.problem = gpus ? std::string() : gpus.error().detail;
        if (gpus)
            telemetry.taken = std::chrono::system_clock::now();
        telemetry.gpus = gpus ? std::move(*gpus) : std::vector<GpuStatus>();
    }
    /// False: it is to end.
    bool wait(std::chrono::milliseconds time)
    {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, time, [this] { return ending; });
    }
};

GpuWatch::GpuWatch(Settings settings)
    : m_state(std::make_shared<State>(std::move(settings)))
{
    std::thread([state = m_state] {
        ::pthread_setname_np(::pthread_self(), "gpu");
        run(state);
        const std::lock_guard lock(state->mutex);
        state->ended = true;
        state->changed.notify_all();
    }).detach();
}

GpuWatch::~GpuWatch()
{
    std::unique_lock lock(m_state->mutex);
    m_state->ending = true;
    m_state->changed.notify_all();
    m_state->changed.wait_for(lock, kEndsIn, [this] { return m_state->ended; });
}

/// The watch's own thread.
void GpuWatch::run(const std::shared_ptr<State>& state)
{
    std::unique_ptr<Nvml> nvml;
    for (bool goesOn = true; goesOn;) {
        state->begin();
        if (nvml == nullptr) {
            auto opened = Nvml::open(state->settings.library);
            if (opened)
                nvml = std::move(*opened);
            else
                state->answered(tl::make_unexpected(opened.error()));
        }
        if (nvml != nullptr)
            state->answered(nvml->read());
        goesOn = state->wait(nvml != nullptr ? state->settings.every : state->settings.absent);
    }
}

GpuTelemetry GpuWatch::latest() const
{
    const std::lock_guard lock(m_state->mutex);
    GpuTelemetry telemetry = m_state->telemetry;
    const auto waited = std::chrono::floor<std::chrono::seconds>(Steady::now() - m_state->asked);
    if (m_state->asking && Steady::now() - m_state->asked > m_state->settings.silent)
        telemetry.problem = fmt::format("the NVIDIA driver has not answered for {} s", waited.count());
    return telemetry;
}

} // namespace straightline::gpu
