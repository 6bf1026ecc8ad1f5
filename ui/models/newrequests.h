// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "engine/api/snapshot.h"

namespace straightline::ui
{

/// Whether an application's recorded requests are to be looked at again: the same ones would give the same answer.
/// Plain value; GUI thread.
class NewRequests
{
public:
    /// True when there are more than at the look before, by the snapshot's count; and once after that, because what is
    /// counted is stored a moment later.
    bool look(const Snapshot& snapshot, const std::string& application)
    {
        std::uint64_t counted = 0;
        for (const ApplicationSnapshot& each : snapshot.applications) {
            if (each.name == application)
                counted = each.totals.requests;
        }
        const bool areNew = std::exchange(m_counted, counted) != counted;
        return std::exchange(m_again, areNew) || areNew;
    }
    /// The next look is true, whatever came.
    void forget() { m_again = true; }

private:
    std::uint64_t m_counted = 0;
    bool m_again = false;
};

} // namespace straightline::ui
