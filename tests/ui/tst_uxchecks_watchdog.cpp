// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <functional>
#include <limits>

#include <fcntl.h>
#include <unistd.h>

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
constexpr int kMostRounds = 5; ///< the best counts: who holds a lock for a moment may be descheduled just then

/// What this thread has used of the machine since it began, in ms.
struct Used {
    double wall = 0.0;
    double cpu = 0.0;
    double waitedForCpu = 0.0; ///< it could have run, and others did

    /// Asleep in a call: what is left of the time when it neither ran nor waited to. A busy machine changes nothing.
    double blockedSince(const Used& before) const
    {
        return (wall - before.wall) - (cpu - before.cpu) - (waitedForCpu - before.waitedForCpu);
    }
};

/// Reads them for the thread that made it; the kernel keeps the last one in schedstat.
class UsageMeter
{
public:
    UsageMeter()
        : m_file(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
    {
    }
    ~UsageMeter()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    UsageMeter(const UsageMeter&) = delete;
    UsageMeter& operator=(const UsageMeter&) = delete;

    bool tellsWaiting() const { return m_file >= 0; }

    Used now() const
    {
        Used used{clockMillis(CLOCK_MONOTONIC), clockMillis(CLOCK_THREAD_CPUTIME_ID), 0.0};
        std::array<char, 128> text{};
        if (m_file >= 0 && ::pread(m_file, text.data(), text.size() - 1, 0) > 0) {
            unsigned long long ran = 0;
            unsigned long long waited = 0;
            if (std::sscanf(text.data(), "%llu %llu", &ran, &waited) == 2)
                used.waitedForCpu = static_cast<double>(waited) / 1e6;
        }
        return used;
    }

private:
    static double clockMillis(clockid_t clock)
    {
        timespec now{};
        clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    int m_file;
};

/// The event that took longest, by one measure.
struct Worst {
    double millis = 0.0;
    QString who;

    void take(double taken, const QString& by)
    {
        if (taken > millis)
            *this = {taken, by};
    }
};

/// Measures what each event costs the GUI thread: in CPU time, and in time asleep in a call (a lock, a file, another
/// thread). Both are the thread's own, so that a busy machine changes nothing.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0 || QThread::currentThread() != thread()) // other threads deliver their events through here too
            return QApplication::notify(receiver, event);
        const Used before = m_meter.now();
        const QString who = QStringLiteral("%1 %2 (event %3)")
                                .arg(QLatin1String(receiver->metaObject()->className()), receiver->objectName())
                                .arg(event->type());
        ++m_depth;
        const bool taken = QApplication::notify(receiver, event);
        --m_depth;
        const Used after = m_meter.now();
        ++events;
        working.take(after.cpu - before.cpu, who);
        if (m_meter.tellsWaiting())
            asleep.take(after.blockedSince(before), who);
        return taken;
    }

    bool tellsWaiting() const { return m_meter.tellsWaiting(); }

    void restart()
    {
        working = {};
        asleep = {};
        events = 0;
    }

    Worst working;
    Worst asleep;
    qint64 events = 0;

private:
    UsageMeter m_meter;
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
    void theWatchTellsSleepFromWork();
    void noEventTakesTheWindowLong();
};

void TestUxWatchdog::theWatchTellsSleepFromWork()
{
    if (!application().tellsWaiting())
        QSKIP("this kernel keeps no schedstat: time asleep cannot be told from time waiting for a CPU");
    QObject object;
    const auto handle = [&](const std::function<void()>& work) {
        application().restart();
        QMetaObject::invokeMethod(&object, work, Qt::QueuedConnection);
        QCoreApplication::processEvents();
    };
    handle([] { QThread::msleep(80); });
    QVERIFY2(application().asleep.millis > 75.0, qPrintable(QString::number(application().asleep.millis)));
    QVERIFY2(application().working.millis < 40.0, qPrintable(QString::number(application().working.millis)));
    handle([] {
        const UsageMeter meter;
        for (const double until = meter.now().cpu + 80.0; meter.now().cpu < until;) {
        }
    });
    QVERIFY2(application().working.millis > 75.0, qPrintable(QString::number(application().working.millis)));
    QVERIFY2(application().asleep.millis < 40.0, qPrintable(QString::number(application().asleep.millis)));
}

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
        Worst working{std::numeric_limits<double>::max(), {}};
        Worst asleep = working;
        for (int round = 0; round < kMostRounds && (working.millis > kMostMillis || asleep.millis > kMostMillis);
             ++round) {
            application().restart();
            for (int page = 0; page < pages->count(); ++page) {
                window.showPage(page);
                QTest::qWait(600);
            }
            QVERIFY(application().events > 50);
            if (application().working.millis < working.millis)
                working = application().working;
            if (application().asleep.millis < asleep.millis)
                asleep = application().asleep;
        }
        QVERIFY(step > 20);
        qInfo("the longest event took %.1f ms of the GUI thread: %s", working.millis, qPrintable(working.who));
        QVERIFY2(working.millis <= kMostMillis,
                 qPrintable(QStringLiteral("%1 ms: %2").arg(working.millis).arg(working.who)));
        if (application().tellsWaiting())
            qInfo("the longest sleep in an event was %.1f ms: %s", asleep.millis, qPrintable(asleep.who));
        else
            qInfo("this kernel keeps no schedstat: time asleep is not judged");
        QVERIFY2(asleep.millis <= kMostMillis,
                 qPrintable(QStringLiteral("%1 ms: %2").arg(asleep.millis).arg(asleep.who)));
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
