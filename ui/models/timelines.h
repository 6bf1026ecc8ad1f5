// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "engine/api/snapshot.h"
#include "ui/models/timeline.h"

namespace straightline::ui
{

/// The timelines of all applications, all backends, and the whole. GUI thread; owned by EngineLink.
class Timelines
{
public:
    void take(const Snapshot& snapshot);

    /// Empty name = all applications together.
    Timeline& application(const std::string& name) { return m_applications[name]; }
    Timeline& backend(const BackendId& id) { return m_backends[id]; }
    /// Null when it was never seen.
    const Timeline* findApplication(const std::string& name) const;
    const Timeline* findBackend(const BackendId& id) const;

private:
    void forgetGone(const Snapshot& snapshot);

    std::map<std::string, Timeline> m_applications;
    std::map<BackendId, Timeline> m_backends;
};

} // namespace straightline::ui
