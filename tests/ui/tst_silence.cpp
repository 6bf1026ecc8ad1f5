// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QSemaphore>
#include <QThread>
#include <QTimer>

#include "tests/ui/consolefixture.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{
constexpr int kPatience = 60'000; ///< on a busy machine
} // namespace

/// An engine that is not heard: its thread stuck or ended, its snapshots stopped; and that it is heard again.
class TestSilence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEngineThatIsStuckIsTold();
    void anEngineWithoutItsThreadIsTold();
    void snapshotsThatStopAreTold();
    void aDrainingEngineIsNoSilence();

private:
    template <class T>
    static T* part(const QWidget& window, const char* name)
    {
        T* found = window.findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
};

/// A FakeEngine on a thread of its own, ticking as the real one does.
class LivingEngine
{
public:
    LivingEngine()
        : engine(new FakeEngine)
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
            .setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        auto* clock = new QTimer(engine);
        clock->setInterval(250);
        QObject::connect(clock, &QTimer::timeout, engine, &FakeEngine::tick);
        engine->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, clock, qOverload<>(&QTimer::start));
        m_thread.start();
    }
    ~LivingEngine()
    {
        release(); // a test that failed may have left it blocked
        m_endedEarly = !m_thread.isRunning();
        if (!m_endedEarly)
            QMetaObject::invokeMethod(
                engine, [this] { delete engine; }, Qt::BlockingQueuedConnection);
        endThread();
        if (m_endedEarly)
            delete engine; // nothing runs on its thread any more
    }
    void endThread()
    {
        m_thread.quit();
        QVERIFY(m_thread.wait(kPatience));
    }
    /// Its thread does nothing more until release().
    void block()
    {
        QMetaObject::invokeMethod(engine, [this] { m_gate.acquire(); });
    }
    void release() { m_gate.release(); }

    FakeEngine* engine; ///< deleted on its thread while that runs

private:
    QTemporaryDir m_settings;
    QThread m_thread;
    QSemaphore m_gate;
    bool m_endedEarly = false;
};

void TestSilence::anEngineThatIsStuckIsTold()
{
    LivingEngine living;
    {
        MainWindow window(*living.engine);
        window.show();
        auto* banner = part<QWidget>(window, "degradedBanner");
        auto* text = part<QLabel>(window, "bannerLabel");
        auto* state = part<QLabel>(window, "engineStateLabel");
        QTRY_COMPARE_WITH_TIMEOUT(state->text(), QStringLiteral("serving"), kPatience);
        QVERIFY(banner->isHidden());
        living.block();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QVERIFY2(text->text().contains(QStringLiteral("The engine does not answer since")), qPrintable(text->text()));
        QVERIFY2(text->text().contains(QStringLiteral("start it again")), qPrintable(text->text())); // the next step
        QVERIFY2(text->text().contains(QStringLiteral("</b><br>\u2192 It goes on")), qPrintable(text->text()));
        QCOMPARE(state->text(), QStringLiteral("not heard"));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        window.showPage(QStringLiteral("BackendsPage")); // the window itself goes on
        living.release();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isHidden(), kPatience); // and all by itself
        QTRY_COMPARE_WITH_TIMEOUT(state->text(), QStringLiteral("serving"), kPatience);
    }
}

void TestSilence::anEngineWithoutItsThreadIsTold()
{
    LivingEngine living;
    {
        MainWindow window(*living.engine);
        window.show();
        auto* banner = part<QWidget>(window, "degradedBanner");
        QTRY_COMPARE_WITH_TIMEOUT(part<QLabel>(window, "engineStateLabel")->text(), QStringLiteral("serving"),
                                  kPatience);
        living.endThread();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QVERIFY(part<QLabel>(window, "bannerLabel")->text().contains(QStringLiteral("does not answer")));
    }
}

void TestSilence::snapshotsThatStopAreTold()
{
    ConsoleFixture console;
    auto* banner = console.find<QWidget>("degradedBanner");
    auto* text = console.find<QLabel>("bannerLabel");
    QTRY_COMPARE(console.find<QLabel>("engineStateLabel")->text(), QStringLiteral("serving"));
    console.engine.tick();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
    QVERIFY2(text->text().contains(QStringLiteral("no new numbers since")), qPrintable(text->text()));
    console.engine.tick();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isHidden(), kPatience);
}

void TestSilence::aDrainingEngineIsNoSilence()
{
    ConsoleFixture console;
    auto* state = console.find<QLabel>("engineStateLabel");
    QTRY_COMPARE(state->text(), QStringLiteral("serving"));
    console.engine.engineStatus.state = "draining"; // nothing tells of it: the console asks
    QTRY_COMPARE_WITH_TIMEOUT(state->text(), QStringLiteral("draining"), kPatience);
    console.engine.engineStatus.readOnly = true;
    QTRY_VERIFY_WITH_TIMEOUT(!console.find<QLabel>("readOnlyLabel")->isHidden(), kPatience);
}

QTEST_MAIN(TestSilence)
#include "tst_silence.moc"
