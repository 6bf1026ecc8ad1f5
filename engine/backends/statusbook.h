// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/backendstatus.h"
#include "engine/api/clock.h"
#include "engine/api/operation.h"

namespace straightline::backends
{

/// A backend's state with its times, as adapters keep it. A value; no thread of its own.
struct StatusBook {
    BackendState state = BackendState::Unknown;
    WallTime since;
    std::string lastError;
    WallTime lastErrorTime;

    /// True when it changed.
    bool enter(BackendState next, const Clock& clock)
    {
        if (next == state)
            return false;
        state = next;
        since = clock.wallNow();
        return true;
    }
    void note(std::string error, const Clock& clock)
    {
        lastError = std::move(error);
        lastErrorTime = clock.wallNow();
    }
    void fill(BackendStatus& status) const
    {
        status.state = state;
        status.since = since;
        status.lastError = lastError;
        status.lastErrorTime = lastErrorTime;
    }
};

inline Event makeEvent(const Clock& clock, Severity severity, std::string subject, std::string text)
{
    return {0, clock.wallNow(), severity, std::move(subject), std::move(text)};
}

} // namespace straightline::backends
