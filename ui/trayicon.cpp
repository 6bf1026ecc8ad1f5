// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trayicon.h"

#include "ui/icons.h"
#include "ui/notices.h"

namespace straightline::ui
{

TrayIcon::TrayIcon(QObject* parent)
    : QObject(parent)
    , m_icon(themedIcon(QStringLiteral("app"), IconColor::Accent))
{
    m_icon.setToolTip(tr("StraightLine Console"));
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::click);
    connect(&m_desktop, &DesktopNotices::clicked, this, &TrayIcon::click);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            click();
    });
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

void TrayIcon::show(const Notice& notice)
{
    m_page = notice.page;
    if (m_icon.isVisible())
        m_icon.showMessage(notice.title, notice.text, QSystemTrayIcon::Warning);
    else
        m_desktop.show(notice);
}

void TrayIcon::click()
{
    Q_EMIT pageWanted(m_page);
}

} // namespace straightline::ui
