// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <ctime>

#include <QApplication>
#include <QStackedWidget>
#include <QThread>
#include <QTimer>

#include "tests/ui/consolefixture.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

constexpr int kRequestsPerTick = 5'000; // four ticks a second: 20,000 requests/s
constexpr std::size_t kHistoryRows = 1'000'000;
constexpr double kMostMillis = 50.0;

double threadCpuMillis()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Measures what each event costs the GUI thread in CPU time, so that a busy machine changes nothing: a handler that
/// waits is found by the Watchdog of tst_responsive, one that works too long is found here.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0 || QThread::currentThread() != thread()) // other threads deliver their events through here too
            return QApplication::notify(receiver, event);
        const double before = threadCpuMillis();
        const int type = event->type();
        const QString who =
            QLatin1String(receiver->metaObject()->className()) + QLatin1Char(' ') + receiver->objectName();
        ++m_depth;
        const bool taken = QApplication::notify(receiver, event);
        --m_depth;
        const double cost = threadCpuMillis() - before;
        ++events;
        if (cost > worst) {
            worst = cost;
            worstOf = QStringLiteral("%1 (event %2)").arg(who).arg(type);
        }
        return taken;
    }

    void restart()
    {
        worst = 0.0;
        events = 0;
        worstOf.clear();
    }

    double worst = 0.0;
    QString worstOf;
    qint64 events = 0;

private:
    int m_depth = 0;
};

WatchedApplication& application()
{
    return *static_cast<WatchedApplication*>(QCoreApplication::instance());
}

} // namespace

/// The window never stands still: 20,000 requests/s, an image being pulled, a history of 1 M rows, on every page.
class TestUxWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noEventTakesTheWindowLong();
};

void TestUxWatchdog::noEventTakesTheWindowLong()
{
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QThread thread;
    auto engine = std::make_unique<FakeEngine>();
    FakeEngine* raw = engine.get();
    raw->addRequests(kHistoryRows);
    const Result<Operation> pull = raw->start(RedeployBackend{"digits:box", {}}, Actor{});
    QVERIFY(pull.has_value());
    raw->moveToThread(&thread);
    thread.start();
    QTimer ticks;
    ticks.setInterval(250);
    std::atomic<int> step{0};
    ticks.moveToThread(&thread);
    connect(&ticks, &QTimer::timeout, raw, [raw, &step, id = pull->id] {
        raw->addRequests(kRequestsPerTick);
        raw->tick();
        for (int layer = 0; layer < 20; ++layer)
            raw->advanceOperation(id, OperationState::Running, "pulling layer " + std::to_string(layer),
                                  0.001 * (++step % 1'000));
        raw->raiseEvent(Severity::Info, "digits:box", "pulling");
    });
    {
        MainWindow window(*raw);
        window.resize(1280, 720);
        window.show();
        auto* pages = window.findChild<QStackedWidget*>();
        for (int page = 0; page < pages->count(); ++page) { // the first look at each builds it
            window.showPage(page);
            QTest::qWait(50);
        }
        QMetaObject::invokeMethod(&ticks, qOverload<>(&QTimer::start));
        double best = std::numeric_limits<double>::max();
        QString bestOf;
        for (int round = 0; round < 3 && best > kMostMillis; ++round) {
            application().restart();
            for (int page = 0; page < pages->count(); ++page) {
                window.showPage(page);
                QTest::qWait(600);
            }
            QVERIFY(application().events > 50);
            if (application().worst < best) {
                best = application().worst;
                bestOf = application().worstOf;
            }
        }
        QVERIFY(step > 20);
        qInfo("the longest event took %.1f ms of the GUI thread: %s", best, qPrintable(bestOf));
        QVERIFY2(best <= kMostMillis, qPrintable(QStringLiteral("%1 ms: %2").arg(best).arg(bestOf)));
    }
    QMetaObject::invokeMethod(
        raw,
        [engine = std::move(engine), &ticks]() mutable {
            ticks.stop();
            ticks.moveToThread(QCoreApplication::instance()->thread());
            engine.reset();
        },
        Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait(10'000));
}

int main(int argc, char** argv)
{
    WatchedApplication app(argc, argv);
    TestUxWatchdog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_uxchecks_watchdog.moc"
