// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"

namespace straightline::placement
{

/// Counts arrivals in the last W, for one application; shared by all gateway threads, lock-free.
///
/// Keeps the times of the last 256 arrivals, of the last 256 second ones, of the last 256 fourth ones … up to 2^23.
/// The finest of these rings that reaches back over W answers: exact up to 255 arrivals in W, above that within 1/127
/// (0.8 %) of the exact count whatever the pattern of arrivals, as at least 128 entries lie in W and only the arrivals
/// between two entries are interpolated. Times are kept to 1.024 µs. W is given with each question, so a change of W
/// takes effect at once and loses nothing. Two threads that meet may count each other's arrival or not.
class FrequencyWindow
{
public:
    /// Counts an arrival; the requests per second in (now − window, now], this one included.
    double arrive(std::int64_t nowNanos, std::chrono::nanoseconds window);
    double rate(std::int64_t nowNanos, std::chrono::nanoseconds window) const;
    void restart(); ///< what came before counts no more

private:
    static constexpr std::uint64_t kEntries = 256;
    static constexpr unsigned kLevels = 24;
    /// The time of the arrival `index << level` in the lower 48 bits, and how often the ring has gone round above.
    using Ring = std::array<std::atomic<std::uint64_t>, kEntries>;

    double countSince(std::uint64_t next, std::int64_t nowTicks, std::int64_t cutoffTicks) const;
    unsigned finestLevel(std::uint64_t next, std::int64_t cutoffTicks) const;
    bool reachesBack(unsigned level, std::uint64_t next, std::int64_t cutoffTicks) const;
    bool isInside(unsigned level, std::uint64_t index, std::int64_t cutoffTicks) const;
    std::uint64_t firstInside(unsigned level, std::uint64_t newest, std::int64_t cutoffTicks) const;
    double interpolated(unsigned level, std::uint64_t first, std::uint64_t next, std::int64_t nowTicks,
                        std::int64_t cutoffTicks) const;

    alignas(64) std::atomic<std::uint64_t> m_next{0};
    std::atomic<std::uint64_t> m_floor{0};             ///< serial of the first arrival that counts
    mutable std::atomic<std::uint32_t> m_hint{0};      ///< the level that answered last
    mutable std::atomic<std::uint64_t> m_firstHint{0}; ///< serial of the first arrival inside, as it was then
    alignas(64) std::array<Ring, kLevels> m_levels{};
};

/// The windows of all applications. Owned by the gateway, used by its threads; made at an application's first request
/// (48 KiB), kept until the gateway ends. A slot that has come to another application starts anew.
class FrequencyWindows
{
public:
    FrequencyWindows() = default;
    ~FrequencyWindows();
    FrequencyWindows(const FrequencyWindows&) = delete;
    FrequencyWindows& operator=(const FrequencyWindows&) = delete;

    /// f for a request to `application` that arrives now, in its window W.
    double arrive(const ApplicationRoute& application, std::int64_t nowNanos);
    /// f as it stands, for snapshots; 0 without requests in W.
    double rate(const ApplicationRoute& application, std::int64_t nowNanos) const;

private:
    struct Entry {
        FrequencyWindow window;
        std::atomic<std::uint32_t> owner{0}; ///< ApplicationRoute::number
    };
    Entry& entryOf(const ApplicationRoute& application);

    std::array<std::atomic<Entry*>, kMaxApplicationSlots> m_entries{};
};

} // namespace straightline::placement
