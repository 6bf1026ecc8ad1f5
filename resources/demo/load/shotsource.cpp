// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/shotsource.h"

namespace straightline::demo
{

namespace
{

constexpr std::size_t kShotsAhead = 4096;
constexpr std::size_t kBytesAhead = std::size_t{64} << 20U;

} // namespace

ShotSource::ShotSource(Schedule schedule, Target target, std::optional<std::chrono::nanoseconds> duration)
    : m_thread(&ShotSource::renderAll, this, std::move(schedule), std::move(target), duration)
{
}

ShotSource::~ShotSource()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
    }
    m_room.notify_one();
    m_thread.join();
}

std::optional<Shot> ShotSource::take()
{
    std::optional<Shot> shot;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ready.empty()) {
            return shot;
        }
        shot = std::move(m_ready.front());
        m_ready.pop_front();
        m_readyBytes -= shot->png->size();
    }
    m_room.notify_one();
    return shot;
}

bool ShotSource::finished()
{
    const std::scoped_lock lock(m_mutex);
    return m_finished && m_ready.empty();
}

bool ShotSource::put(Shot shot)
{
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [this] {
        return m_stopped || m_ready.empty() || (m_ready.size() < kShotsAhead && m_readyBytes < kBytesAhead);
    });
    m_readyBytes += shot.png->size();
    m_ready.push_back(std::move(shot));
    return !m_stopped;
}

void ShotSource::renderAll(Schedule schedule, Target target, std::optional<std::chrono::nanoseconds> duration)
{
    Renderer renderer;
    for (std::size_t index = 0;; index = (index + 1) % renderer.digits().size()) {
        const auto arrival = schedule.next();
        if (!arrival) {
            break;
        }
        const Digit& digit = renderer.digits()[index];
        Shot shot{std::chrono::nanoseconds(static_cast<std::int64_t>(arrival->seconds * 1e9)),
                  target.pathFor(arrival->application), renderer.render(index, arrival->bytes), digit.label,
                  digit.predicted};
        if ((duration && shot.due >= *duration) || !put(std::move(shot))) {
            break;
        }
    }
    const std::scoped_lock lock(m_mutex);
    m_finished = true;
}

} // namespace straightline::demo
