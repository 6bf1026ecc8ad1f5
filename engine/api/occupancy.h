// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/api/words.h"

// What placement must know of a backend before it can choose it, in one word: the breaker above, the requests in flight
// below. A closed breaker is zero, so the word of a backend that simply works is its requests in flight, and any other
// is larger than every capacity.
namespace straightline
{

using Occupancy = std::atomic<std::uint32_t>;

inline constexpr unsigned kBreakerShift = 29; // words stay positive as int, which compares in one vector instruction
inline constexpr std::uint32_t kInFlightMask = (1U << kBreakerShift) - 1;

inline std::uint32_t inFlightOf(std::uint32_t word)
{
    return word & kInFlightMask;
}
inline BreakerState breakerOf(std::uint32_t word)
{
    return static_cast<BreakerState>(word >> kBreakerShift);
}

/// The requests in flight of a word, used like an atomic number. Never more taken away than was added.
class InFlight
{
public:
    explicit InFlight(Occupancy& word)
        : m_word(&word)
    {
    }

    std::uint32_t load(std::memory_order order = std::memory_order_seq_cst) const
    {
        return inFlightOf(m_word->load(order));
    }
    operator std::uint32_t() const { return load(); } // NOLINT(google-explicit-constructor): as std::atomic
    std::uint32_t fetch_add(std::uint32_t count, std::memory_order order = std::memory_order_seq_cst)
    {
        return inFlightOf(m_word->fetch_add(count, order));
    }
    std::uint32_t fetch_sub(std::uint32_t count, std::memory_order order = std::memory_order_seq_cst)
    {
        return inFlightOf(m_word->fetch_sub(count, order));
    }
    bool compare_exchange_weak(std::uint32_t& expected, std::uint32_t desired, std::memory_order order)
    {
        std::uint32_t word = m_word->load(std::memory_order_relaxed);
        const bool same = inFlightOf(word) == expected;
        if (same && m_word->compare_exchange_weak(word, (word & ~kInFlightMask) | desired, order))
            return true;
        expected = inFlightOf(word);
        return false;
    }
    void store(std::uint32_t count, std::memory_order order = std::memory_order_seq_cst)
    {
        std::uint32_t word = m_word->load(std::memory_order_relaxed);
        while (!m_word->compare_exchange_weak(word, (word & ~kInFlightMask) | count, order)) {
        }
    }
    std::uint32_t operator=(std::uint32_t count) // NOLINT(misc-unconventional-assign-operator): as std::atomic
    {
        store(count);
        return count;
    }

private:
    Occupancy* m_word;
};

/// The breaker of a word, used like an atomic BreakerState.
class Breaker
{
public:
    explicit Breaker(Occupancy& word)
        : m_word(&word)
    {
    }

    BreakerState load(std::memory_order order = std::memory_order_seq_cst) const
    {
        return breakerOf(m_word->load(order));
    }
    operator BreakerState() const { return load(); } // NOLINT(google-explicit-constructor): as std::atomic
    BreakerState exchange(BreakerState state, std::memory_order order = std::memory_order_seq_cst)
    {
        std::uint32_t word = m_word->load(std::memory_order_relaxed);
        while (!m_word->compare_exchange_weak(word, with(word, state), order)) {
        }
        return breakerOf(word);
    }
    void store(BreakerState state, std::memory_order order = std::memory_order_seq_cst) { exchange(state, order); }
    BreakerState operator=(BreakerState state) // NOLINT(misc-unconventional-assign-operator): as std::atomic
    {
        store(state);
        return state;
    }
    bool compare_exchange_strong(BreakerState& expected, BreakerState desired,
                                 std::memory_order order = std::memory_order_seq_cst)
    {
        std::uint32_t word = m_word->load(std::memory_order_relaxed);
        while (breakerOf(word) == expected) {
            if (m_word->compare_exchange_weak(word, with(word, desired), order))
                return true;
        }
        expected = breakerOf(word);
        return false;
    }

private:
    static std::uint32_t with(std::uint32_t word, BreakerState state)
    {
        return inFlightOf(word) | (static_cast<std::uint32_t>(state) << kBreakerShift);
    }

    Occupancy* m_word;
};

} // namespace straightline
