// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdio>
#include <memory>

#include <sys/resource.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include "tests/ui/previewdata.h"
#include "ui/charts/timechart.h"
#include "ui/mainwindow.h"

// bench_overview [SECONDS]: what the Overview under load costs the GUI thread. Three applications with eight backends
// each; four snapshots a second as the engine takes them, and ten, the most that is drawn; made on a thread of their
// own; offscreen, so rasterising is counted and a compositor is not. Prints the CPU time of the GUI thread as a share
// of one core, for two window sizes and for one or all applications shown.
namespace
{

using namespace straightline;

constexpr std::array<int, 2> kPaces{250, 100}; ///< ms between two snapshots
constexpr int kApplications = 3;
constexpr int kBackends = 8;

SiteConfiguration largeSite()
{
    const ApplicationConfiguration pattern = FakeEngine::sampleSite().applications.front();
    SiteConfiguration site;
    for (int i = 0; i < kApplications; ++i) {
        ApplicationConfiguration application = pattern;
        application.name = "application" + std::to_string(i + 1);
        application.mount.clear();
        application.backends.clear();
        for (int j = 0; j < kBackends; ++j) {
            BackendConfiguration backend = pattern.backends[static_cast<std::size_t>(j) % pattern.backends.size()];
            backend.name += std::to_string(j + 1);
            application.backends.push_back(backend);
        }
        site.applications.push_back(application);
    }
    return site;
}

double threadSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void turnFor(int millis)
{
    QEventLoop loop;
    QTimer::singleShot(millis, &loop, &QEventLoop::quit);
    loop.exec();
}

void measure(ui::MainWindow& window, const char* what, const QSize& size, int seconds, int pace)
{
    window.resize(size);
    turnFor(1'000);
    QElapsedTimer wall;
    wall.start();
    const double before = threadSeconds();
    turnFor(seconds * 1'000);
    const double cpu = threadSeconds() - before;
    const double elapsed = static_cast<double>(wall.elapsed()) / 1'000.0;
    int most = 0;
    for (const auto* chart : window.findChildren<ui::TimeChart*>())
        most = std::max(most, chart->mostSeriesPoints());
    std::printf("%2d snapshots/s  %-16s %4dx%-4d  %5.1f %% of one core  %5.2f ms a frame  at most %d points a series\n",
                1'000 / pace, what, size.width(), size.height(), 100.0 * cpu / elapsed, pace * cpu / elapsed, most);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QApplication app(argc, argv);
    const int seconds = std::max(1, app.arguments().value(1, QStringLiteral("10")).toInt());
    QThread thread;
    auto engine = std::make_unique<FakeEngine>();
    FakeEngine* raw = engine.get();
    raw->setSite(largeSite());
    const WallTime start = raw->now();
    for (double second = 0.0; second < 305.0; second += 0.25)
        raw->setSnapshot(livelySnapshot(*raw->configuration(), start, second));
    raw->moveToThread(&thread);
    thread.start();
    {
        ui::MainWindow window(*raw);
        window.resize(1280, 720);
        window.show();
        window.showPage(0);
        turnFor(500);
        // The window hears every snapshot of the last five minutes: the charts are full.
        QMetaObject::invokeMethod(raw, [raw, start] {
            for (double second = 0.0; second < 305.0; second += 0.25)
                raw->setSnapshot(livelySnapshot(*raw->configuration(), start, second));
            auto* ticks = new QTimer(raw);
            ticks->setObjectName(QStringLiteral("ticks"));
            QObject::connect(ticks, &QTimer::timeout, raw,
                             [raw, start, ticks, second = 305.0, sequence = 10'000U]() mutable {
                                 Snapshot snapshot = livelySnapshot(*raw->configuration(), start, second);
                                 snapshot.sequence = ++sequence;
                                 second += ticks->interval() / 1'000.0;
                                 raw->setSnapshot(std::move(snapshot));
                             });
        });
        auto* applications = window.findChild<QComboBox*>(QStringLiteral("applicationComboBox"));
        const auto choose = [&](int application) {
            applications->setCurrentIndex(application);
            Q_EMIT applications->activated(application);
        };
        for (const int pace : kPaces) {
            QMetaObject::invokeMethod(raw,
                                      [raw, pace] { raw->findChild<QTimer*>(QStringLiteral("ticks"))->start(pace); });
            choose(1);
            window.showPage(0);
            turnFor(2'000);
            measure(window, "one application", {1280, 720}, seconds, pace);
            measure(window, "one application", {1920, 1080}, seconds, pace);
            choose(0);
            measure(window, "all applications", {1920, 1080}, seconds, pace);
            window.showPage(1);
            measure(window, "another page", {1920, 1080}, seconds, pace);
        }
    }
    QMetaObject::invokeMethod(
        raw, [engine = std::move(engine)]() mutable { engine.reset(); }, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return 0;
}
