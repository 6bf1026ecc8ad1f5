// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelheap.h"
#include "engine/replay/kernel/kernelstate.h"

namespace straightline::replay::kernel
{

struct Earlier {
    STRAIGHTLINE_HOST_DEVICE bool operator()(const Ending& a, const Ending& b) const
    {
        return a.atNanos != b.atNanos ? a.atNanos < b.atNanos : static_cast<std::int32_t>(a.order - b.order) < 0;
    }
};

/// The ends that are to come, by time: as EventQueue, the next few in order in a small array (State::near, latest
/// first), the others in a heap. Refers to a trial's state and memory.
class Endings
{
public:
    STRAIGHTLINE_HOST_DEVICE Endings(State& state, Ending* far)
        : m_state(state)
        , m_far(far)
    {
    }

    STRAIGHTLINE_HOT bool empty() const { return m_state.nearCount == 0; }
    STRAIGHTLINE_HOT std::int64_t nextNanos() const
    {
        return empty() ? kNever : m_state.near[m_state.nearCount - 1].atNanos;
    }

    /// `ending` is the latest added: of those at the same time it comes last.
    STRAIGHTLINE_HOT void push(const Ending& ending)
    {
        if (m_state.nearCount == State::kNear)
            spill();
        if (m_state.farCount > 0 && m_far[0].atNanos <= ending.atNanos) {
            pushHeap(m_far, m_state.farCount++, ending, Earlier());
            return;
        }
        std::uint32_t place = m_state.nearCount++;
        for (; place > 0 && m_state.near[place - 1].atNanos <= ending.atNanos; --place)
            m_state.near[place] = m_state.near[place - 1];
        m_state.near[place] = ending;
    }

    /// Of those that are not empty.
    STRAIGHTLINE_HOT Ending pop()
    {
        const Ending next = m_state.near[--m_state.nearCount];
        if (m_state.nearCount == 0 && m_state.farCount > 0)
            refill();
        return next;
    }

private:
    STRAIGHTLINE_HOST_DEVICE void spill() ///< the later half
    {
        constexpr std::uint32_t kHalf = State::kNear / 2;
        for (std::uint32_t i = 0; i < kHalf; ++i) {
            pushHeap(m_far, m_state.farCount++, m_state.near[i], Earlier());
            m_state.near[i] = m_state.near[i + kHalf];
        }
        m_state.nearCount = kHalf;
    }
    STRAIGHTLINE_HOST_DEVICE void refill()
    {
        std::uint32_t place = m_state.farCount < State::kNear / 2 ? m_state.farCount : State::kNear / 2;
        m_state.nearCount = place;
        while (place > 0) {
            m_state.near[--place] = m_far[0];
            const Ending last = m_far[--m_state.farCount];
            if (m_state.farCount > 0)
                replaceRoot(m_far, m_state.farCount, last, Earlier());
        }
    }

    State& m_state;
    Ending* m_far;
};

} // namespace straightline::replay::kernel
