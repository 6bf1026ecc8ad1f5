// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelheap.h"
#include "engine/replay/kernel/kernelstate.h"

// What goes on inside a backend, as SimulatedBackend: replicas, their workers, the backlog, instances.
namespace straightline::replay::kernel
{

template <class Value>
STRAIGHTLINE_HOT Value* arrayAt(std::byte* memory, std::uint32_t at)
{
    return static_cast<Value*>(static_cast<void*>(memory + at));
}

/// The replica with the fewest attempts; of equals the next in turn.
STRAIGHTLINE_HOT std::uint32_t takeReplica(const Backend& backend, std::uint32_t& turn, std::uint32_t* inUse)
{
    const std::uint32_t from = turn++ % backend.replicas;
    std::uint32_t best = from;
    for (std::uint32_t i = 1; i < backend.replicas; ++i) {
        const std::uint32_t each = from + i < backend.replicas ? from + i : from + i - backend.replicas;
        best = inUse[each] < inUse[best] ? each : best;
    }
    ++inUse[best];
    return best;
}

/// When a worker begins; it is taken for the service time.
STRAIGHTLINE_HOT std::int64_t startOn(std::int64_t* workers, std::uint32_t count, std::int64_t nowNanos,
                                      std::int64_t serviceNanos)
{
    constexpr std::uint32_t kFew = 16; // searched one by one; above that a heap, earliest first
    std::uint32_t first = 0;
    std::int64_t free = workers[0];
    for (std::uint32_t i = 1; i < count && count <= kFew; ++i) {
        const bool earlier = workers[i] < free;
        first = earlier ? i : first;
        free = earlier ? workers[i] : free;
    }
    const std::int64_t start = free > nowNanos ? free : nowNanos;
    if (count <= kFew)
        workers[first] = start + serviceNanos;
    else
        replaceRoot(workers, count, start + serviceNanos, [](std::int64_t a, std::int64_t b) { return a < b; });
    return start;
}

/// There is a place in the backlog, if one is needed. Forgets those that began meanwhile, but only when it is full.
STRAIGHTLINE_HOT bool hasBacklog(const Backend& backend, std::uint32_t& count, std::int64_t* starts,
                                 std::int64_t nowNanos)
{
    if (backend.backlog == 0 || backend.workers == 0 || count < backend.backlog)
        return true;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (starts[i] > nowNanos)
            starts[kept++] = starts[i];
    }
    count = kept;
    return count < backend.backlog;
}

/// False: a new instance has to be started. The latest used goes first.
STRAIGHTLINE_HOT bool takeInstance(const Backend& backend, std::uint32_t& count, const std::int64_t* idle,
                                   std::int64_t nowNanos)
{
    if (count == 0)
        return false;
    if (nowNanos - idle[count - 1] > backend.keepAliveNanos) {
        count = 0; // the latest is too old, and so are all
        return false;
    }
    --count;
    return true;
}

} // namespace straightline::replay::kernel
