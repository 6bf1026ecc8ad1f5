// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/healthstate.h"

namespace straightline::backends
{

HealthState::HealthState(std::uint32_t rise, std::uint32_t fall)
    : m_rise(rise)
    , m_fall(fall)
{
}

void HealthState::setLimits(std::uint32_t rise, std::uint32_t fall)
{
    m_rise = rise;
    m_fall = fall;
}

bool HealthState::observe(bool healthy)
{
    const BackendState wanted = healthy ? BackendState::Up : BackendState::Down;
    if (m_state == wanted) {
        m_streak = 0;
        return false;
    }
    ++m_streak;
    const std::uint32_t needed = !m_everUp ? 1 : (healthy ? m_rise : m_fall);
    if (m_streak < needed)
        return false;
    m_streak = 0;
    m_state = wanted;
    m_everUp = m_everUp || healthy;
    return true;
}

} // namespace straightline::backends
