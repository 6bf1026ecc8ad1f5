// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>

#include "ui/models/timeline.h"

namespace straightline::ui
{

/// What the whole window looks at: live or paused, the time range, one application or all, and the moment under the
/// mouse in any chart. GUI thread; owned by the
/// main window.
class ViewState : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    bool isLive() const { return m_live; }
    TimeRange range() const { return m_range; }
    const std::string& application() const { return m_application; }      ///< empty = all
    std::optional<std::int64_t> crosshair() const { return m_crosshair; } ///< ms since the epoch; empty = none

    void setLive(bool live)
    {
        if (std::exchange(m_live, live) != live)
            Q_EMIT changed();
    }
    void setRange(TimeRange range)
    {
        if (std::exchange(m_range, range) != range)
            Q_EMIT changed();
    }
    void setApplication(const std::string& name)
    {
        if (std::exchange(m_application, name) != name)
            Q_EMIT changed();
    }
    void setCrosshair(std::optional<std::int64_t> atMillis)
    {
        if (std::exchange(m_crosshair, atMillis) != atMillis)
            Q_EMIT crosshairMoved(atMillis);
    }

Q_SIGNALS:
    void changed();
    void crosshairMoved(std::optional<std::int64_t> atMillis);

private:
    bool m_live = true;
    TimeRange m_range = TimeRange::Minutes5;
    std::string m_application;
    std::optional<std::int64_t> m_crosshair;
};

} // namespace straightline::ui
