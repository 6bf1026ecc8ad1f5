// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/placement/pick.h"

namespace straightline::placement
{

/// The lowest scores of all spots with room, in order: the first is taken, all are shown. Of equals the one added first
/// is before. On the stack of a decision.
template <class Score>
class Ranking
{
public:
    void add(const Spot& spot, Score score)
    {
        if (m_count == kMaxCandidates && !(score < m_entries[kMaxCandidates - 1].score))
            return;
        std::size_t at = std::min<std::size_t>(m_count, kMaxCandidates - 1);
        for (; at > 0 && score < m_entries[at - 1].score; --at)
            m_entries[at] = m_entries[at - 1];
        m_entries[at] = {spot, score};
        m_count = std::min<std::size_t>(m_count + 1, kMaxCandidates);
    }

    bool empty() const { return m_count == 0; }
    const Spot& best() const { return m_entries[0].spot; }
    Score bestScore() const { return m_entries[0].score; }

    /// The candidates, with `shown(score)`.
    template <class Shown>
    void show(Decision& decision, Shown shown) const
    {
        for (std::size_t i = 0; i < m_count; ++i)
            addCandidate(decision, m_entries[i].spot, shown(m_entries[i].score));
    }

private:
    struct Entry {
        Spot spot;
        Score score{};
    };
    std::array<Entry, kMaxCandidates> m_entries{};
    std::size_t m_count = 0;
};

} // namespace straightline::placement
