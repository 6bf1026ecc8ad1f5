// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace straightline
{

/// Time as the engine sees it; tests turn it by hand (tests/support/fakeclock.h).
class Clock
{
public:
    using Steady = std::chrono::steady_clock::time_point;
    using Wall = std::chrono::system_clock::time_point;

    virtual ~Clock() = default;
    virtual Steady steadyNow() const = 0;
    virtual Wall wallNow() const = 0;
};

class SystemClock final : public Clock
{
public:
    Steady steadyNow() const override { return std::chrono::steady_clock::now(); }
    Wall wallNow() const override { return std::chrono::system_clock::now(); }
};

} // namespace straightline
