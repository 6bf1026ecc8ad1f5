// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/desktopnotices.h"
#include "ui/notices.h"
#include "ui/systemtheme.h"
#include "ui/theme.h"
#include "ui/trayicon.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

const QString kNotifications = QStringLiteral("org.freedesktop.Notifications");
const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");

} // namespace

/// A desktop's notification service.
class FakeNotifications : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        QString title;
        QString text;
        QStringList actions;
    };
    QList<Shown> shown;

public Q_SLOTS:
    uint Notify(const QString& application, uint replaces, const QString& icon, const QString& title,
                const QString& text, const QStringList& actions, const QVariantMap& hints, int timeout)
    {
        Q_UNUSED(application)
        Q_UNUSED(replaces)
        Q_UNUSED(icon)
        Q_UNUSED(hints)
        Q_UNUSED(timeout)
        shown.append({title, text, actions});
        return 40U + static_cast<uint>(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& key);
};

/// A desktop's settings portal.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 1;   // dark
    uint contrast = 0; // as usual

public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key) const
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(group != kGroup                    ? 0U
                                                             : key == QLatin1String("contrast") ? contrast
                                                                                                : scheme)));
    }

Q_SIGNALS:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

/// What the console hears from a desktop and tells it, over a session bus of the test's own.
class TestDesktop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aNoticeReachesTheDesktop();
    void aClickBringsThePage();
    void withoutAServiceNothingHappens();
    void theSystemsThemeIsFollowed();

private:
    QDBusConnection m_bus{QString()};
    FakeNotifications m_notifications;
    FakePortal m_portal;
};

void TestDesktop::initTestCase()
{
    m_bus = QDBusConnection::connectToBus(QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")),
                                          QStringLiteral("fake"));
    QVERIFY2(m_bus.isConnected(), qPrintable(m_bus.lastError().message()));
    const auto all = QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals;
    QVERIFY(m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_notifications, all));
    QVERIFY(m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal, all));
    QVERIFY(m_bus.registerService(kNotifications));
    QVERIFY(m_bus.registerService(kPortal));
}

void TestDesktop::aNoticeReachesTheDesktop()
{
    DesktopNotices notices;
    notices.show({QStringLiteral("digits:web is down"), QStringLiteral("read <b> & weep"), QStringLiteral("p")});
    QTRY_COMPARE(m_notifications.shown.size(), 1);
    QCOMPARE(m_notifications.shown[0].title, QStringLiteral("digits:web is down"));
    QCOMPARE(m_notifications.shown[0].text, QStringLiteral("read &lt;b&gt; &amp; weep")); // no markup of a backend's
    QCOMPARE(m_notifications.shown[0].actions.value(0), QStringLiteral("default"));
}

void TestDesktop::aClickBringsThePage()
{
    m_notifications.shown.clear();
    ConsoleFixture console;
    QVERIFY(!QSystemTrayIcon::isSystemTrayAvailable());
    console.window->tray().show({QStringLiteral("t"), QStringLiteral("x"), QStringLiteral("BackendsPage")});
    QTRY_COMPARE(m_notifications.shown.size(), 1);
    auto* pages = console.window->findChild<QStackedWidget*>();
    QVERIFY(pages->currentWidget()->objectName() != QLatin1String("BackendsPage"));
    QTest::qWait(100);                                                  // the answer with its id is on the way
    Q_EMIT m_notifications.ActionInvoked(7, QStringLiteral("default")); // of another program
    QTest::qWait(100);
    QVERIFY(pages->currentWidget()->objectName() != QLatin1String("BackendsPage"));
    Q_EMIT m_notifications.ActionInvoked(41, QStringLiteral("default"));
    QTRY_COMPARE(pages->currentWidget()->objectName(), QStringLiteral("BackendsPage"));
}

void TestDesktop::withoutAServiceNothingHappens()
{
    m_notifications.shown.clear();
    QVERIFY(m_bus.unregisterService(kNotifications));
    DesktopNotices notices;
    notices.show({QStringLiteral("t"), QStringLiteral("x"), {}});
    QTest::qWait(100);
    QVERIFY(m_notifications.shown.isEmpty());
    QVERIFY(m_bus.registerService(kNotifications));
}

void TestDesktop::theSystemsThemeIsFollowed()
{
    ConsoleFixture console;
    console.window->theme().setMode(ThemeSwitch::Mode::System);
    const auto isDark = [] { return QApplication::palette().color(QPalette::Window).lightness() < 128; };
    QTRY_VERIFY(isDark()); // as the desktop is
    Q_EMIT m_portal.SettingChanged(kGroup, QStringLiteral("color-scheme"), QDBusVariant(2U));
    QTRY_VERIFY(!isDark());
    Q_EMIT m_portal.SettingChanged(QStringLiteral("org.example"), QStringLiteral("color-scheme"), QDBusVariant(1U));
    QTest::qWait(100);
    QVERIFY(!isDark());
    const QPalette light = QApplication::palette();
    Q_EMIT m_portal.SettingChanged(kGroup, QStringLiteral("contrast"), QDBusVariant(1U));
    QTRY_VERIFY(QApplication::palette() != light); // high contrast
    Q_EMIT m_portal.SettingChanged(kGroup, QStringLiteral("contrast"), QDBusVariant(0U));
    QTRY_VERIFY(QApplication::palette() == light);
    console.window->theme().setMode(ThemeSwitch::Mode::Light);
    Q_EMIT m_portal.SettingChanged(kGroup, QStringLiteral("color-scheme"), QDBusVariant(1U));
    QTest::qWait(100);
    QVERIFY(!isDark()); // the operator's choice stands
}

int main(int argc, char** argv)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty()) {
        std::puts("SKIP: there is no dbus-daemon here, which gives the test a session bus");
        return 0;
    }
    QProcess bus;
    bus.start(program, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!bus.waitForStarted() || !bus.waitForReadyRead()) {
        std::puts("FAIL: dbus-daemon does not start");
        return 1;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    int result = 0;
    {
        const QApplication application(argc, argv);
        TestDesktop test;
        result = QTest::qExec(&test, argc, argv);
    }
    bus.terminate();
    bus.waitForFinished();
    return result;
}
#include "tst_desktop.moc"
