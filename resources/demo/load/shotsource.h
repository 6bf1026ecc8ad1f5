// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/load/digits.h"
#include "resources/demo/load/options.h"
#include "resources/demo/load/schedule.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace straightline::demo
{

/// One request, ready to be sent.
struct Shot {
    std::chrono::nanoseconds due{0}; ///< since the start of the run
    std::string path;
    std::shared_ptr<const std::string> png;
    int truth = 0;
    int expected = 0;
};

/// Renders the images of a schedule ahead of time on a thread of its own, so that rendering does not delay sending.
/// Owned by the load run.
class ShotSource
{
public:
    ShotSource(Schedule schedule, Target target, std::optional<std::chrono::nanoseconds> duration);
    ~ShotSource();
    ShotSource(const ShotSource&) = delete;
    ShotSource& operator=(const ShotSource&) = delete;

    /// The next request if it is rendered. Without one, finished() tells whether more will come.
    std::optional<Shot> take();
    [[nodiscard]] bool finished();

private:
    void renderAll(Schedule schedule, Target target, std::optional<std::chrono::nanoseconds> duration);
    bool put(Shot shot);

    std::mutex m_mutex;
    std::condition_variable m_room;
    std::deque<Shot> m_ready;
    std::size_t m_readyBytes = 0;
    bool m_finished = false;
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace straightline::demo
