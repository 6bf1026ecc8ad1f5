// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/operation.h"
#include "engine/api/trouble.h"

namespace straightline::core
{

/// The troubles of now, each with the time it began. Engine thread; owned by the engine.
class Troubles
{
public:
    /// Takes what is wrong now, in any order and without times. What was wrong before keeps its time; what is gone is
    /// forgotten. Events for what nobody else tells: the store's troubles, as they begin and end.
    std::vector<Event> follow(std::vector<Trouble> found, WallTime now);

    const std::vector<Trouble>& now() const { return m_now; } ///< the worst first

private:
    std::vector<Trouble> m_now;
};

/// Backends that should take requests and cannot: one trouble each. Not those that only suffer from a trouble in
/// `known` (containers, when there is no Docker engine).
std::vector<Trouble> backendTroubles(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                                     const std::vector<Trouble>& known);

} // namespace straightline::core
