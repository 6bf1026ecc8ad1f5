// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace straightline::ui
{

struct Notice;

/// Shows notices through org.freedesktop.Notifications, for desktops without a system tray. Silent where there is no
/// session bus or nobody shows notices. GUI thread; never waits; owned by the tray icon.
class DesktopNotices : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotices(QObject* parent = nullptr);
    void show(const Notice& notice);

Q_SIGNALS:
    void clicked(); ///< the latest one, or its button

private:
    uint m_latest = 0; ///< its id; 0 = none

private Q_SLOTS:
    void takeAction(uint id, const QString& key);
};

} // namespace straightline::ui
