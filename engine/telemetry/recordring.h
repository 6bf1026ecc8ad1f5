// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/api/requestrecord.h"

namespace straightline::telemetry
{

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
