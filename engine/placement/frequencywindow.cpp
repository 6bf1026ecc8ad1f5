// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/frequencywindow.h"

#include <algorithm>
#include <cassert>
#include <memory>

namespace straightline::placement
{

namespace
{

constexpr unsigned kTickShift = 10; // 1 tick = 1,024 ns: 48 bits last nine years
constexpr unsigned kTimeBits = 48;
constexpr std::uint64_t kMostHeldUp = 8; // entries next to each other that other threads may leave unwritten
constexpr std::uint64_t kTimeMask = (std::uint64_t{1} << kTimeBits) - 1;

/// Rounds done by a ring; begins at 1, so that an empty ring is one round behind.
std::uint16_t roundOf(std::uint64_t index, std::uint64_t entries)
{
    return static_cast<std::uint16_t>(index / entries + 1);
}

std::int64_t timeOf(std::uint64_t entry)
{
    return static_cast<std::int64_t>(entry & kTimeMask);
}

/// 0: the entry is of this round; < 0: still of an earlier one; > 0: already of a later one.
int roundDifference(std::uint64_t entry, std::uint16_t round)
{
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(entry >> kTimeBits) - round);
}

} // namespace

double FrequencyWindow::arrive(std::int64_t nowNanos, std::chrono::nanoseconds window)
{
    const std::uint64_t serial = m_next.fetch_add(1, std::memory_order_relaxed);
    const std::int64_t now = nowNanos >> kTickShift;
    for (unsigned level = 0; level < kLevels && (serial & ((std::uint64_t{1} << level) - 1)) == 0; ++level) {
        const std::uint64_t index = serial >> level;
        const std::uint64_t entry =
            (std::uint64_t{roundOf(index, kEntries)} << kTimeBits) | (static_cast<std::uint64_t>(now) & kTimeMask);
        m_levels[level][index % kEntries].store(entry, std::memory_order_relaxed);
    }
    const double count = countSince(serial + 1, now, (nowNanos - window.count()) >> kTickShift);
    return std::max(count, 1.0) / std::chrono::duration<double>(window).count();
}

double FrequencyWindow::rate(std::int64_t nowNanos, std::chrono::nanoseconds window) const
{
    const std::uint64_t next = m_next.load(std::memory_order_relaxed);
    if (next == 0)
        return 0.0;
    const std::int64_t cutoff = (nowNanos - window.count()) >> kTickShift;
    return countSince(next, nowNanos >> kTickShift, cutoff) / std::chrono::duration<double>(window).count();
}

void FrequencyWindow::restart()
{
    m_floor.store(m_next.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

double FrequencyWindow::countSince(std::uint64_t next, std::int64_t nowTicks, std::int64_t cutoffTicks) const
{
    const unsigned level = finestLevel(next, cutoffTicks);
    const std::uint64_t newest = (next - 1) >> level;
    const std::uint64_t first = firstInside(level, newest, cutoffTicks);
    const std::uint64_t firstSerial = first << level;
    if (firstSerial != m_firstHint.load(std::memory_order_relaxed))
        m_firstHint.store(firstSerial, std::memory_order_relaxed);
    double count = firstSerial < next ? static_cast<double>(next - firstSerial) : 0.0;
    if (level > 0 && first > 0)
        count += interpolated(level, first, next, nowTicks, cutoffTicks);
    const std::uint64_t floor = m_floor.load(std::memory_order_relaxed);
    return std::min(count, static_cast<double>(next > floor ? next - floor : 0));
}

/// The first index up to `newest` that lies inside; newest + 1 when none does. That is where it was the last time or a
/// little later, so it looks there first and goes on in steps that double.
std::uint64_t FrequencyWindow::firstInside(unsigned level, std::uint64_t newest, std::int64_t cutoffTicks) const
{
    std::uint64_t first = newest < kEntries ? 0 : newest - kEntries + 1; // becomes the first index inside
    std::uint64_t end = newest + 1;
    std::uint64_t probe = std::clamp(m_firstHint.load(std::memory_order_relaxed) >> level, first, newest);
    bool forward = true;
    for (std::uint64_t step = 1; first < end; step *= 2) {
        const bool inside = isInside(level, probe, cutoffTicks);
        (inside ? end : first) = inside ? probe : probe + 1;
        if (step == 1)
            forward = !inside;
        else if (forward == inside)
            break; // it lies between this step and the one before
        probe = forward ? first + std::min(step, end - first) - 1 : end - std::min(step, end - first);
    }
    while (first < end) {
        const std::uint64_t middle = first + (end - first) / 2;
        if (isInside(level, middle, cutoffTicks))
            end = middle;
        else
            first = middle + 1;
    }
    return first;
}

unsigned FrequencyWindow::finestLevel(std::uint64_t next, std::int64_t cutoffTicks) const
{
    const unsigned hint = m_hint.load(std::memory_order_relaxed);
    unsigned level = hint;
    while (level + 1 < kLevels && !reachesBack(level, next, cutoffTicks))
        ++level;
    if (level == hint) {
        while (level > 0 && reachesBack(level - 1, next, cutoffTicks))
            --level;
    }
    if (level != hint)
        m_hint.store(level, std::memory_order_relaxed);
    return level;
}

bool FrequencyWindow::reachesBack(unsigned level, std::uint64_t next, std::int64_t cutoffTicks) const
{
    const std::uint64_t newest = (next - 1) >> level;
    return newest < kEntries || !isInside(level, newest - kEntries + 1, cutoffTicks);
}

bool FrequencyWindow::isInside(unsigned level, std::uint64_t index, std::int64_t cutoffTicks) const
{
    // A thread may be held up between taking its number and writing the entry: then the next one tells.
    for (std::uint64_t each = index; each < index + kMostHeldUp; ++each) {
        const std::uint64_t entry = m_levels[level][each % kEntries].load(std::memory_order_relaxed);
        const int difference = roundDifference(entry, roundOf(each, kEntries));
        if (difference == 0)
            return timeOf(entry) > cutoffTicks;
        if (difference > 0)
            return false; // overwritten: it is long ago
    }
    return true; // it is about to be written
}

/// The part of the arrivals between the last entry outside and the first one inside (or now) that lies inside, taking
/// them as evenly spread.
double FrequencyWindow::interpolated(unsigned level, std::uint64_t first, std::uint64_t next, std::int64_t nowTicks,
                                     std::int64_t cutoffTicks) const
{
    const std::uint64_t before = m_levels[level][(first - 1) % kEntries].load(std::memory_order_relaxed);
    std::int64_t insideTicks = nowTicks;
    if ((first << level) < next) {
        const std::uint64_t inside = m_levels[level][first % kEntries].load(std::memory_order_relaxed);
        insideTicks = roundDifference(inside, roundOf(first, kEntries)) == 0 ? timeOf(inside) : nowTicks;
    }
    const std::uint64_t between = std::min(first << level, next) - ((first - 1) << level) - 1;
    const auto span = static_cast<double>(insideTicks - timeOf(before));
    const double share = span > 0.0 ? static_cast<double>(insideTicks - cutoffTicks) / span : 0.5;
    return static_cast<double>(between) * std::clamp(share, 0.0, 1.0);
}

FrequencyWindows::~FrequencyWindows()
{
    for (auto& entry : m_entries)
        delete entry.load(std::memory_order_relaxed);
}

double FrequencyWindows::arrive(const ApplicationRoute& application, std::int64_t nowNanos)
{
    return entryOf(application).window.arrive(nowNanos, application.window);
}

double FrequencyWindows::rate(const ApplicationRoute& application, std::int64_t nowNanos) const
{
    assert(application.slot < kMaxApplicationSlots);
    const Entry* entry = m_entries[application.slot].load(std::memory_order_acquire);
    if (entry == nullptr || entry->owner.load(std::memory_order_relaxed) != application.number)
        return 0.0;
    return entry->window.rate(nowNanos, application.window);
}

FrequencyWindows::Entry& FrequencyWindows::entryOf(const ApplicationRoute& application)
{
    assert(application.slot < kMaxApplicationSlots);
    std::atomic<Entry*>& place = m_entries[application.slot];
    Entry* entry = place.load(std::memory_order_acquire);
    if (entry == nullptr) {
        auto made = std::make_unique<Entry>();
        made->owner.store(application.number, std::memory_order_relaxed);
        if (place.compare_exchange_strong(entry, made.get(), std::memory_order_acq_rel))
            entry = made.release();
    }
    std::uint32_t owner = entry->owner.load(std::memory_order_relaxed);
    if (owner != application.number
        && entry->owner.compare_exchange_strong(owner, application.number, std::memory_order_relaxed))
        entry->window.restart();
    return *entry;
}

} // namespace straightline::placement
