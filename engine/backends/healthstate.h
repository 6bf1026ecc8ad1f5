// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/words.h"

namespace straightline::backends
{

/// Rise and fall (HAProxy's: configuration.txt, "rise", "fall"): `rise` successes in a row make it up, `fall` failures
/// in a row make it down. Until it has been up once, one success is enough: start-up is quick, and flapping is damped
/// only after. Pure; no thread of its own.
class HealthState
{
public:
    HealthState(std::uint32_t rise, std::uint32_t fall);

    /// Other limits from the next outcome on; the state stays.
    void setLimits(std::uint32_t rise, std::uint32_t fall);

    /// Takes one check's outcome; true when the state changed by it.
    bool observe(bool healthy);

    /// Unknown before the first check, then Up or Down.
    BackendState state() const { return m_state; }
    /// On the way to another state, or never up yet: check sooner.
    bool unsettled() const { return !m_everUp || m_streak > 0; }

private:
    std::uint32_t m_rise;
    std::uint32_t m_fall;
    std::uint32_t m_streak = 0; ///< outcomes in a row that speak against the state
    bool m_everUp = false;
    BackendState m_state = BackendState::Unknown;
};

} // namespace straightline::backends
