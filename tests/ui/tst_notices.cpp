// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/enginelink.h"
#include "ui/notices.h"
#include "ui/trayicon.h"

using namespace straightline;
using namespace straightline::ui;

/// What the console tells somebody who is not looking, and what it keeps and asks when it closes.
class TestNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void aBackendThatGoesDownIsToldOnce();
    void whatWasDownBeforeIsNoNews();
    void aFailedRedeployIsTold();
    void failuresAboveTheLimitAreTold();
    void aStormIsSummedUp();
    void whatIsSwitchedOffIsNotTold();
    void aClickBringsThePage();
    void docksAreKept();
    void closingWithWorkUnderWayAsksOnce();
    void theStatusBarTellsStateAndDocker();
    void theStatusBarTellsGpus();

private:
    void show(const std::function<void(Snapshot&)>& change, std::chrono::seconds later = std::chrono::seconds(0));
    std::size_t told() const { return m_told.size(); }

    std::unique_ptr<ConsoleFixture> m_console;
    std::vector<Notice> m_told;
};

void TestNotices::init()
{
    m_told.clear();
    m_console = std::make_unique<ConsoleFixture>();
    connect(&m_console->window->notices(), &Notices::raised, this,
            [this](const Notice& each) { m_told.push_back(each); });
    show([](Snapshot&) {});
}

void TestNotices::show(const std::function<void(Snapshot&)>& change, std::chrono::seconds later)
{
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.sequence += 1;
    snapshot.taken += later;
    change(snapshot);
    auto* link = m_console->window->findChild<EngineLink*>();
    m_console->engine.setSnapshot(snapshot);
    QTRY_VERIFY(link->snapshot() && link->snapshot()->sequence == snapshot.sequence);
    QTest::qWait(150); // frames are at most ten a second
}

void TestNotices::aBackendThatGoesDownIsToldOnce()
{
    const auto down = [](Snapshot& all) {
        all.backends.at(0).status.state = BackendState::Down;
        all.backends.at(0).status.lastError = "connection refused";
    };
    show(down);
    QCOMPARE(told(), std::size_t{1});
    QVERIFY(m_told[0].title.contains(QStringLiteral("is down")));
    QCOMPARE(m_told[0].text, QStringLiteral("connection refused"));
    QCOMPARE(m_told[0].page, QStringLiteral("BackendsPage"));
    show(down, std::chrono::seconds(10));
    show([](Snapshot& all) { all.backends.at(0).status.state = BackendState::Up; }, std::chrono::seconds(10));
    show(down, std::chrono::seconds(10)); // flapping: not again before the quiet time is over
    QCOMPARE(told(), std::size_t{1});
    show([](Snapshot& all) { all.backends.at(0).status.state = BackendState::Up; }, std::chrono::seconds(10));
    show(down, std::chrono::minutes(6));
    QCOMPARE(told(), std::size_t{2});
}

void TestNotices::whatWasDownBeforeIsNoNews()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.backends.at(0).status.state = BackendState::Failed;
    m_console->engine.setSnapshot(snapshot);
    m_console->open();
    m_told.clear();
    connect(&m_console->window->notices(), &Notices::raised, this,
            [this](const Notice& each) { m_told.push_back(each); });
    show([](Snapshot&) {});
    QCOMPARE(told(), std::size_t{0});
}

void TestNotices::aFailedRedeployIsTold()
{
    const Result<Operation> operation = m_console->engine.start(RedeployBackend{"digits:box", {}}, Actor{});
    QVERIFY(operation.has_value());
    m_console->engine.advanceOperation(operation->id, OperationState::Failed, "no such image", 0.2);
    QTRY_COMPARE(told(), std::size_t{1});
    QVERIFY(m_told[0].title.contains(QStringLiteral("digits:box")));
    QCOMPARE(m_told[0].text, QStringLiteral("no such image"));
    QCOMPARE(m_told[0].page, QStringLiteral("ActivityPage"));
}

void TestNotices::failuresAboveTheLimitAreTold()
{
    const auto failing = [](double share) {
        return [share](Snapshot& all) {
            all.applications.at(0).requestsPerSecond = 100.0;
            all.applications.at(0).failuresPerSecond = 100.0 * share;
        };
    };
    show(failing(0.04), std::chrono::seconds(10));
    QCOMPARE(told(), std::size_t{0});
    show(failing(0.08));
    QCOMPARE(told(), std::size_t{0}); // a single bad second is no news
    show(failing(0.08), std::chrono::seconds(6));
    QCOMPARE(told(), std::size_t{1});
    QVERIFY2(m_told[0].title.contains(QStringLiteral("8")), qPrintable(m_told[0].title));
    show(failing(0.04), std::chrono::seconds(400));
    show(failing(0.08), std::chrono::seconds(400));
    show(failing(0.08), std::chrono::seconds(400)); // it only swung around the limit
    QCOMPARE(told(), std::size_t{1});
}

void TestNotices::aStormIsSummedUp()
{
    for (int i = 0; i < 10; ++i) {
        const Result<Operation> operation =
            m_console->engine.start(RedeployBackend{i % 2 == 0 ? "digits:box" : "digits:burst", {}}, Actor{});
        if (operation)
            m_console->engine.advanceOperation(operation->id, OperationState::Failed, "no", 0.2);
    }
    show([](Snapshot& all) {
        for (BackendSnapshot& backend : all.backends)
            backend.status.state = BackendState::Down;
    });
    QCOMPARE(told(), std::size_t{3}); // never more in a minute
    show([](Snapshot&) {}, std::chrono::seconds(61));
    QCOMPARE(told(), std::size_t{4});
    QVERIFY2(m_told[3].text.contains(QStringLiteral("more notice")), qPrintable(m_told[3].text));
}

void TestNotices::whatIsSwitchedOffIsNotTold()
{
    NoticeSettings settings;
    settings.backendDown = false;
    m_console->window->notices().setSettings(settings);
    show([](Snapshot& all) { all.backends.at(0).status.state = BackendState::Down; });
    QCOMPARE(told(), std::size_t{0});
    QVERIFY(NoticeSettings::stored() == settings); // kept
}

void TestNotices::aClickBringsThePage()
{
    show([](Snapshot& all) { all.backends.at(0).status.state = BackendState::Down; });
    QCOMPARE(told(), std::size_t{1});
    m_console->window->tray().click();
    QVERIFY(m_console->find<QWidget>("BackendsPage")->isVisible());
}

void TestNotices::docksAreKept()
{
    QVERIFY(!m_console->find<QDockWidget>("eventsDockWidget")->isVisible());
    m_console->window->actions().find(QStringLiteral("eventsDockAction"))->trigger();
    QTRY_VERIFY(m_console->find<QDockWidget>("eventsDockWidget")->isVisible());
    m_console->open();
    QTRY_VERIFY(m_console->find<QDockWidget>("eventsDockWidget")->isVisible());
    QVERIFY(m_console->window->actions().find(QStringLiteral("eventsDockAction"))->isChecked());
}

void TestNotices::closingWithWorkUnderWayAsksOnce()
{
    const Result<Operation> operation = m_console->engine.start(RedeployBackend{"digits:box", {}}, Actor{});
    QVERIFY(operation.has_value());
    QTRY_COMPARE(m_console->window->findChild<EngineLink*>()->operations().size(), std::size_t{1});
    QVERIFY(!m_console->window->close());
    QVERIFY(!m_console->window->close());
    QCOMPARE(m_console->window->findChildren<QMessageBox*>(QStringLiteral("closeMessageBox")).size(), 1);
    QVERIFY(m_console->window->isVisible());
    m_console->find<QPushButton>("closeAnywayPushButton")->click();
    QTRY_VERIFY(!m_console->window->isVisible());
}

void TestNotices::theStatusBarTellsStateAndDocker()
{
    QTRY_COMPARE(m_console->find<QLabel>("engineStateLabel")->text(), QStringLiteral("serving"));
    QCOMPARE(m_console->find<QLabel>("dockerLabel")->text(), QStringLiteral("Docker"));
    show([](Snapshot& all) {
        all.troubles = {{TroubleCause::DockerUnreachable,
                         "docker",
                         "Docker: cannot connect to /var/run/docker.sock",
                         all.taken,
                         {}}};
    });
    QCOMPARE(m_console->find<QLabel>("dockerLabel")->text(), QStringLiteral("Docker away"));
    QVERIFY(m_console->find<QLabel>("dockerLabel")->toolTip().contains(QStringLiteral("cannot connect")));
}

void TestNotices::theStatusBarTellsGpus()
{
    show([](Snapshot& all) { all.gpus.problem = "no NVIDIA driver: no such file"; });
    const auto* gpu = m_console->find<QLabel>("gpuLabel");
    QVERIFY(!gpu->isVisible());
    QVERIFY(m_console->find<QLabel>("engineStateLabel")
                ->toolTip()
                .contains(QStringLiteral("GPUs are not available: no NVIDIA driver: no such file")));
    show([](Snapshot& all) {
        all.gpus.problem.clear();
        GpuStatus first;
        first.name = "NVIDIA Test";
        first.utilizationPercent = 37;
        first.memory = GpuMemory{.usedBytes = 5'000'000'000, .totalBytes = 16'000'000'000};
        first.powerWatts = 71.5;
        GpuStatus second;
        second.index = 1;
        second.name = "NVIDIA MIG";
        second.isMig = true;
        second.instances.push_back({.index = 3, .uuid = "MIG-7", .memory = {}});
        all.gpus.gpus = {first, second};
    });
    QVERIFY(gpu->isVisible());
    QCOMPARE(gpu->text(), QStringLiteral("GPU 37\u00A0%"));
    const QStringList lines = gpu->toolTip().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QStringLiteral("0: NVIDIA Test, 37\u00A0% busy, 5")), qPrintable(lines[0]));
    QVERIFY(lines[0].endsWith(QStringLiteral("72 W")));
    QCOMPARE(lines[1], QStringLiteral("1: NVIDIA MIG, load: not available, memory: not available"));
    QVERIFY(lines[2].contains(QStringLiteral("instance 3: memory: not available")));
    QVERIFY(!m_console->find<QLabel>("engineStateLabel")->toolTip().contains(QStringLiteral("GPU")));
}

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
