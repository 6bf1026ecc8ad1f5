// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <ctime>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include "tests/ui/previewdata.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

// console_preview FOLDER [PAGE]: writes <page>-<theme>-<language>-<size>.png for looking at.
// console_preview --load SECONDS: prints what the Overview costs of one core, with a snapshot every 250 ms.
namespace
{

using namespace straightline;

void settle(int millis)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < millis)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

void shoot(ui::MainWindow& window, const QDir& folder, const QString& name, const QSize& size)
{
    window.resize(size);
    settle(250);
    window.grab().save(folder.filePath(name + QStringLiteral("-%1.png").arg(size.height())));
}

void shootDialogs(ui::MainWindow& window, const QDir& folder)
{
    window.language().setCode(QStringLiteral("en"));
    settle(100);
    window.showPage(QStringLiteral("BackendsPage"));
    settle(100);
    for (const char* id : {"registerBackendAction", "editBackendAction", "removeBackendAction", "redeployBackendAction",
                           "logsAction", "shortcutsAction"}) {
        auto* table = window.findChild<QTableView*>(QStringLiteral("backendsTable"));
        table->selectRow(1);
        settle(50);
        window.findChild<QAction*>(QLatin1String(id))->trigger();
        settle(300);
        for (QDialog* dialog : window.findChildren<QDialog*>()) {
            dialog->grab().save(folder.filePath(QLatin1String(id) + QStringLiteral(".png")));
            dialog->close();
        }
        settle(100);
    }
}

/// The banner with troubles, folded and whole, and a read-only engine.
void shootTroubles(FakeEngine& engine, const QDir& folder)
{
    Snapshot snapshot = *engine.snapshot();
    snapshot.sequence += 1'000;
    using std::chrono::milliseconds;
    snapshot.troubles = {
        {TroubleCause::DockerUnreachable, "docker",
         "Docker: cannot connect to unix:///var/run/docker.sock: No such file or directory", engine.now(),
         milliseconds(30'000)},
        {TroubleCause::BackendUnreachable, "digits:web", "connection refused", engine.now(), milliseconds(2'000)},
        {TroubleCause::FunctionFailed, "digits:burst", "\"digits-server\" is not in PATH", engine.now(),
         milliseconds(0)}};
    engine.engineStatus.readOnly = true;
    for (const QString& code : ui::Language::codes()) {
        ui::MainWindow window(engine);
        window.language().setCode(code);
        window.theme().setMode(code == QLatin1String("en") ? ui::ThemeSwitch::Mode::Light
                                                           : ui::ThemeSwitch::Mode::Dark);
        window.show();
        settle(200);
        snapshot.sequence += 1;
        engine.setSnapshot(snapshot);
        shoot(window, folder, QStringLiteral("troubles-folded-") + code, {1280, 720});
        window.findChild<QAbstractButton*>(QStringLiteral("moreTroublesToolButton"))->click();
        shoot(window, folder, QStringLiteral("troubles-whole-") + code, {1280, 720});
        snapshot.troubles.erase(snapshot.troubles.begin());
    }
}

int measureLoad(ui::MainWindow& window, FakeEngine& engine, int seconds)
{
    window.resize(1920, 1080);
    window.showPage(QStringLiteral("OverviewPage"));
    const WallTime start = engine.now();
    double second = 305.0;
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, &window, [&] {
        engine.setSnapshot(livelySnapshot(*engine.configuration(), start, second));
        second += 0.25;
    });
    ticks.start(250);
    settle(1'000);
    QElapsedTimer wall;
    wall.start();
    const std::clock_t before = std::clock();
    QEventLoop loop;
    QTimer::singleShot(seconds * 1'000, &loop, &QEventLoop::quit);
    loop.exec();
    const double cpu = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    std::printf("overview at 1920x1080, 4 snapshots/s: %.1f %% of one core\n",
                100'000.0 * cpu / static_cast<double>(wall.elapsed()));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QApplication app(argc, argv);
    const QDir folder(app.arguments().value(1, QStringLiteral(".")));
    const QString wanted = app.arguments().value(2);
    FakeEngine engine;
    ui::MainWindow window(engine);
    window.resize(1280, 720);
    window.show();
    settle(100);
    Snapshot none = *engine.snapshot();
    none.sequence = 2;
    none.totals = {};
    engine.setSnapshot(none);
    if (app.arguments().value(1) != QLatin1String("--load"))
        shoot(window, folder, QStringLiteral("empty"), {1280, 720});
    fillLively(engine);
    settle(200);
    if (app.arguments().value(1) == QLatin1String("--load"))
        return measureLoad(window, engine, std::max(1, wanted.toInt()));
    for (const bool dark : {false, true}) {
        window.theme().setMode(dark ? ui::ThemeSwitch::Mode::Dark : ui::ThemeSwitch::Mode::Light);
        for (const QString& code : ui::Language::codes()) {
            window.language().setCode(code);
            settle(100);
            const int pages = window.findChild<QStackedWidget*>()->count();
            for (int page = 0; page < pages; ++page) {
                window.showPage(page);
                const QString name = window.findChild<QStackedWidget*>()->widget(page)->objectName();
                if (!wanted.isEmpty() && !name.startsWith(wanted))
                    continue;
                if (auto* table = window.findChild<QTableView*>(QStringLiteral("requestsTable")); table->isVisible()) {
                    for (int waited = 0; table->model()->rowCount() < 4 && waited < 50; ++waited)
                        settle(100);
                    table->selectRow(3);
                }
                if (auto* audit = window.findChild<QTableView*>(QStringLiteral("auditTable")); audit->isVisible()) {
                    settle(200);
                    audit->selectRow(1);
                }
                const QString stem = name + (dark ? QStringLiteral("-dark-") : QStringLiteral("-light-")) + code;
                shoot(window, folder, stem, {1280, 720});
                if (code == QLatin1String("en"))
                    shoot(window, folder, stem, {1920, 1080});
            }
        }
    }
    shootDialogs(window, folder);
    shootTroubles(engine, folder);
    return 0;
}
