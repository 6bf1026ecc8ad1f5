// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/api/requestrecord.h"

namespace straightline::telemetry
{

/// How long to wait for the next drain, when the last one came after `waited` and took `taken` records: 5 … 50 ms.
/// About a hundred are taken at a time, so that the engine thread never keeps a core from the gateway's threads for
/// long.
constexpr std::chrono::milliseconds drainAgainAfter(std::chrono::milliseconds waited, std::size_t taken)
{
    constexpr std::int64_t kRecordsAtOnce = 100;
    constexpr std::chrono::milliseconds kSoonest{5};
    constexpr std::chrono::milliseconds kLatest{50};
    const std::chrono::milliseconds fitting =
        waited * kRecordsAtOnce / std::max<std::int64_t>(static_cast<std::int64_t>(taken), 1);
    return std::clamp(fitting, kSoonest, kLatest);
}

/// The way of finished requests from one gateway thread to the engine thread. Bounded and lock-free: the gateway thread
/// alone records, the engine thread alone drains, neither waits for the other. A record that finds the ring full is
/// dropped and counted. Owned by core; outlives the gateway.
class RecordRing final : public RecordSink
{
public:
    static constexpr std::size_t kDefaultRecords = 8'192;

    explicit RecordRing(std::size_t records = kDefaultRecords); ///< rounded up to a power of two

    void record(const RequestRecord& record) override; ///< gateway thread

    /// take(const RequestRecord&) for each record there is now, oldest first; how many. Engine thread.
    template <class Take>
    std::size_t drain(Take take)
    {
        const std::uint64_t end = m_written.load(std::memory_order_acquire);
        const std::uint64_t begin = m_taken.load(std::memory_order_relaxed);
        for (std::uint64_t each = begin; each < end; ++each) {
            take(m_records[each & m_mask]);
            m_taken.store(each + 1, std::memory_order_release);
        }
        return end - begin;
    }

    std::size_t capacity() const { return m_mask + 1; }
    std::uint64_t dropped() const { return m_dropped.load(std::memory_order_relaxed); } ///< since the start; any thread

private:
    std::uint64_t m_mask;
    std::unique_ptr<RequestRecord[]> m_records;
    alignas(64) std::atomic<std::uint64_t> m_written{0};
    std::uint64_t m_takenSeen = 0; ///< the writer's copy: it looks at the reader's line only when the ring seems full
    std::atomic<std::uint64_t> m_dropped{0};
    alignas(64) std::atomic<std::uint64_t> m_taken{0};
};

} // namespace straightline::telemetry
