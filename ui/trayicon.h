// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSystemTrayIcon>

#include "ui/desktopnotices.h"

namespace straightline::ui
{

struct Notice;

/// The console's icon among the desktop's, where the desktop has such a place: shows notices, else through the
/// desktop's notification service; a click brings the window with the page that the latest one is about. GUI thread;
/// owned by the main window.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject* parent = nullptr);
    void show(const Notice& notice);
    void click(); ///< as if the icon or the notice were clicked

Q_SIGNALS:
    void pageWanted(const QString& page); ///< empty = only the window

private:
    QSystemTrayIcon m_icon;
    DesktopNotices m_desktop; ///< where there is no tray
    QString m_page;
};

} // namespace straightline::ui
