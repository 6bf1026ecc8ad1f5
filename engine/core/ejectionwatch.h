// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "engine/api/liveload.h"
#include "engine/api/operation.h"
#include "engine/api/snapshot.h"
#include "engine/core/loadslots.h"

namespace straightline::core
{

/// What the gateway threads did to backends since the last snapshot, as events; and the other way: a backend that was
/// ejected because nobody could reach it is tried as soon as its health checks have passed again, rise times for each
/// ejection in a row. Engine thread; owned by the engine.
class EjectionWatch
{
public:
    std::vector<Event> compare(const Snapshot& snapshot);
    void bringBack(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses, const LoadSlots& slots,
                   LiveLoad& load);

private:
    struct Seen {
        std::uint64_t ejections = 0;
        bool out = false;
        std::uint64_t passedAtEjection = 0;
        std::uint64_t ejectionOfPassed = 0; ///< the ejection that passedAtEjection belongs to
    };

    std::map<std::uint32_t, Seen> m_backends; ///< by number
    std::map<std::uint32_t, bool> m_panics;   ///< by application number
};

} // namespace straightline::core
