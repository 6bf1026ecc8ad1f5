// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktopnotices.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "ui/notices.h"

namespace straightline::ui
{
namespace
{

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr int kAsTheDesktopLikes = -1; ///< how long it stays

/// Without an address libdbus would try to start a bus, which can take seconds.
bool hasBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") && QDBusConnection::sessionBus().isConnected();
}

} // namespace

DesktopNotices::DesktopNotices(QObject* parent)
    : QObject(parent)
{
    if (hasBus())
        QDBusConnection::sessionBus().connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this,
                                              SLOT(takeAction(uint, QString)));
}

void DesktopNotices::show(const Notice& notice)
{
    if (!hasBus())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
    // A click on the notice itself is the action "default"; its text may hold markup, so ours is escaped.
    call << tr("StraightLine Console") << 0U << QStringLiteral("straightline") << notice.title
         << notice.text.toHtmlEscaped() << QStringList{QStringLiteral("default"), tr("Show")} << QVariantMap()
         << kAsTheDesktopLikes;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<uint> reply = *done;
        if (!reply.isError())
            m_latest = reply.value();
        done->deleteLater();
    });
}

void DesktopNotices::takeAction(uint id, const QString& /*key*/)
{
    if (id != 0 && id == m_latest)
        Q_EMIT clicked();
}

} // namespace straightline::ui
