// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/api/liveload.h"

namespace straightline::isolation
{

/// How long an application's waiting line will take, from how it went lately: who left it tells the time between two
/// departures, an answered attempt how long the work takes. A request that cannot be answered before its deadline is
/// refused when it comes instead of being worked on in vain: without that, at three times the capacity nothing would be
/// answered in time. Lock-free, any gateway thread; a lost update costs one sample.
namespace waitestimate
{

/// Weights of a sample: a change of pace is known after about ten departures.
inline constexpr std::int64_t kPaceWeight = 8;
inline constexpr std::int64_t kWorkWeight = 16;

inline void observe(std::atomic<std::uint32_t>& average, std::int64_t micros, std::int64_t weight)
{
    const std::int64_t sample = std::clamp<std::int64_t>(micros, 1, 3'600'000'000);
    const std::int64_t before = average.load(std::memory_order_relaxed);
    const std::int64_t after = before == 0 ? sample : before + (sample - before) / weight;
    average.store(static_cast<std::uint32_t>(after), std::memory_order_relaxed);
}

/// A request left the line for a backend that came free; `ahead` were before it when it entered.
inline void left(ApplicationLoad& load, std::int64_t waitedNanos, std::uint32_t ahead)
{
    observe(load.paceMicros, waitedNanos / 1'000 / (std::int64_t{ahead} + 1), kPaceWeight);
}

/// An attempt was answered after so long, not counting the time in which the client was waited for; of a tunnel or an
/// event stream only up to its head.
inline void worked(ApplicationLoad& load, std::int64_t nanos)
{
    observe(load.workMicros, nanos / 1'000, kWorkWeight);
}

/// What the work takes; 0 = not known yet.
inline std::int64_t workNanos(const ApplicationLoad& load)
{
    return std::int64_t{load.workMicros.load(std::memory_order_relaxed)} * 1'000;
}

/// From now until a request that enters the line is answered. 0 = not known, or nobody waits: one who would be the
/// first is never refused, so that an old estimate cannot keep everybody out.
inline std::int64_t answeredAfterNanos(const ApplicationLoad& load)
{
    const std::int64_t ahead = load.queued.load(std::memory_order_relaxed);
    const std::int64_t pace = std::int64_t{load.paceMicros.load(std::memory_order_relaxed)} * 1'000;
    return ahead == 0 || pace == 0 ? 0 : (ahead + 1) * pace + workNanos(load);
}

} // namespace waitestimate
} // namespace straightline::isolation
