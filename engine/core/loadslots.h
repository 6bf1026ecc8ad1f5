// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "engine/api/configuration.h"
#include "engine/api/liveload.h"
#include "engine/api/result.h"

namespace straightline::core
{

/// Gives every configured application and backend its place in LiveLoad, and takes it back when it is gone and idle. A
/// place is reused as late as possible, so that a request that still holds an old routing table meets nobody else's
/// counters. Engine thread; owned by the engine.
class LoadSlots
{
public:
    explicit LoadSlots(LiveLoad& load);

    /// Fails (Overloaded) when the site has more backends or applications than there are places.
    [[nodiscard]] static Result<void> check(const SiteConfiguration& site);

    /// Fails (Overloaded) as check() does, or when removed backends that are still busy hold the last places.
    [[nodiscard]] Result<void> follow(const SiteConfiguration& site);

    std::uint32_t backendSlot(std::uint32_t backendNumber) const { return m_backends.at(backendNumber); }
    std::uint32_t applicationSlot(std::uint32_t applicationNumber) const
    {
        return m_applications.at(applicationNumber);
    }

    /// Requests in flight at a backend; 0 for one that is not configured.
    std::uint32_t inFlight(std::uint32_t backendNumber) const;

private:
    using Slots = std::map<std::uint32_t, std::uint32_t>; ///< number → slot

    LiveLoad& m_load;
    Slots m_backends;
    Slots m_applications;
    std::deque<std::uint32_t> m_freeBackends;
    std::deque<std::uint32_t> m_freeApplications;
};

} // namespace straightline::core
