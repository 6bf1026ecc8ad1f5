// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/clock.h"

namespace straightline
{

/// A clock that stands still until a test moves it.
class FakeClock final : public Clock
{
public:
    Steady steadyNow() const override { return m_steady; }
    Wall wallNow() const override { return m_wall; }
    void advance(std::chrono::nanoseconds by)
    {
        m_steady += by;
        m_wall += std::chrono::duration_cast<std::chrono::system_clock::duration>(by);
    }

private:
    Steady m_steady{std::chrono::hours(1)};
    Wall m_wall{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
};

} // namespace straightline
