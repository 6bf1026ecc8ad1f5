// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/charts/timechart.h"
#include "ui/models/timeline.h"
#include "ui/pages/tile.h"

using namespace straightline;
using namespace straightline::ui;

class TestOverview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void typedThresholdsActAtOnce();
    void unitsDoNotChangeTheThreshold();
    void aPolicyIsChosen();
    void undoAndRedoRestoreTheConfiguration();
    void draggingALineAppliesOnRelease();
    void escapeCancelsADrag();
    void arefusedEditIsToldAndTakenBack();
    void readOnlyDisablesTheEditors();
    void chartsAreBoundedAndDescribed();
    void historyIsAskedForOncePerRange();
    void pausingHoldsThePicture();
    void tilesShowTheSnapshot();
    void aShareChangesByPoints_data();
    void aShareChangesByPoints();
    void withoutRequestsTheNextStepIsShown();
    void percentilesAreChosen();

private:
    void enter(const char* spinBox, const QString& text);
    const ApplicationConfiguration& digits() const
    {
        return *m_console->engine.configuration()->findApplication("digits");
    }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestOverview::enter(const char* spinBox, const QString& text)
{
    auto* box = m_console->find<QDoubleSpinBox>(spinBox);
    QTRY_VERIFY(box->isEnabled());
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
    QTest::keyClick(box, Qt::Key_Return);
}

void TestOverview::typedThresholdsActAtOnce()
{
    enter("frequencyDoubleSpinBox", QStringLiteral("12.5"));
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutThresholds>(0);
    QVERIFY(put != nullptr);
    QCOMPARE(put->application, std::string("digits"));
    QCOMPARE(put->thresholds.frequencyHz, 12.5);
    QCOMPARE(put->thresholds.sizeBytes, std::uint64_t{262'144});
    QCOMPARE(m_console->engine.changes[0].actor, std::string("console"));
    enter("sizeDoubleSpinBox", QStringLiteral("500"));
    QTRY_COMPARE(digits().thresholds.sizeBytes, std::uint64_t{500'000});
    QCOMPARE(digits().thresholds.frequencyHz, 12.5);
    // The chart shows the new lines.
    QTRY_COMPARE(m_console->find<TimeChart>("frequencyTimeChart")->frame().threshold.value_or(0.0), 12.5);
}

void TestOverview::unitsDoNotChangeTheThreshold()
{
    auto* frequency = m_console->find<QDoubleSpinBox>("frequencyDoubleSpinBox");
    QTRY_COMPARE(frequency->value(), 20.0);
    m_console->find<QComboBox>("frequencyUnitComboBox")->setCurrentIndex(1);
    QCOMPARE(frequency->value(), 1'200.0);
    m_console->find<QComboBox>("sizeUnitComboBox")->setCurrentIndex(2);
    QCOMPARE(m_console->find<QDoubleSpinBox>("sizeDoubleSpinBox")->text(), QStringLiteral("0.262144"));
    enter("frequencyDoubleSpinBox", QStringLiteral("600"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 10.0);
    QCOMPARE(digits().thresholds.sizeBytes, std::uint64_t{262'144});
    QCOMPARE(m_console->engine.changes.size(), std::size_t{1});
}

void TestOverview::aPolicyIsChosen()
{
    auto* policy = m_console->find<QComboBox>("policyComboBox");
    QTRY_VERIFY(policy->isEnabled());
    policy->setFocus();
    QTest::keyClick(policy, Qt::Key_Down);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    QVERIFY(m_console->change<PutPolicy>(0)->policy == PolicyKind::RoundRobin);
}

void TestOverview::undoAndRedoRestoreTheConfiguration()
{
    QTRY_VERIFY(m_console->find<QDoubleSpinBox>("frequencyDoubleSpinBox")->isEnabled());
    const auto before = m_console->engine.configuration()->applications;
    enter("frequencyDoubleSpinBox", QStringLiteral("33"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
    QAction* undo = m_console->window->actions().find(QStringLiteral("undoAction"));
    QAction* redo = m_console->window->actions().find(QStringLiteral("redoAction"));
    QTRY_VERIFY(undo->isEnabled());
    QVERIFY(undo->text().contains(QStringLiteral("digits")));
    m_console->window->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(m_console->engine.configuration()->applications == before);
    QTRY_COMPARE(m_console->find<QDoubleSpinBox>("frequencyDoubleSpinBox")->value(), 20.0);
    QTRY_VERIFY(redo->isEnabled());
    redo->trigger();
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_VERIFY(m_console->engine.configuration()->applications == before);
    QTRY_VERIFY(!undo->isEnabled());
}

void TestOverview::draggingALineAppliesOnRelease()
{
    auto* chart = m_console->find<TimeChart>("frequencyTimeChart");
    QTRY_VERIFY(chart->frame().threshold.has_value());
    QTRY_VERIFY(chart->yOf(31.0) > chart->plotRect().top()); // once the history is there
    QSignalSpy dragged(chart, &TimeChart::thresholdDragged);
    const double x = chart->plotRect().center().x();
    const QPoint line = QPointF(x, chart->yOf(20.0)).toPoint();
    const QPoint goal = QPointF(x, chart->yOf(31.0)).toPoint();
    QTest::mousePress(chart, Qt::LeftButton, {}, line);
    QTest::mouseMove(chart, goal);
    QVERIFY(!dragged.isEmpty());
    QVERIFY(m_console->engine.changes.empty()); // nothing happens before the release
    QTest::mouseRelease(chart, Qt::LeftButton, {}, goal);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    QVERIFY(std::abs(m_console->change<PutThresholds>(0)->thresholds.frequencyHz - 31.0) < 1.0);
    auto* sizes = m_console->find<TimeChart>("sizeTimeChart");
    const QPoint from = QPointF(x, sizes->yOf(262'144.0)).toPoint();
    const QPoint to = QPointF(x, sizes->yOf(100'000.0)).toPoint();
    QTest::mousePress(sizes, Qt::LeftButton, {}, from);
    QTest::mouseMove(sizes, to);
    QTest::mouseRelease(sizes, Qt::LeftButton, {}, to);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{2});
    const double bytes = static_cast<double>(m_console->change<PutThresholds>(1)->thresholds.sizeBytes);
    QVERIFY2(bytes > 70'000.0 && bytes < 140'000.0, qPrintable(QString::number(bytes)));
}

void TestOverview::escapeCancelsADrag()
{
    auto* chart = m_console->find<TimeChart>("frequencyTimeChart");
    QTRY_VERIFY(chart->frame().threshold.has_value());
    QSignalSpy cancelled(chart, &TimeChart::thresholdDragCancelled);
    const QPoint line = QPointF(chart->plotRect().center().x(), chart->yOf(20.0)).toPoint();
    QTest::mousePress(chart, Qt::LeftButton, {}, line);
    QTest::mouseMove(chart, line - QPoint(0, 30));
    QTest::keyClick(chart, Qt::Key_Escape);
    QTest::mouseRelease(chart, Qt::LeftButton, {}, line - QPoint(0, 30));
    QCOMPARE(cancelled.count(), 1);
    QTest::qWait(50);
    QVERIFY(m_console->engine.changes.empty());
}

void TestOverview::arefusedEditIsToldAndTakenBack()
{
    m_console->engine.nextFailure = Error{ErrorCode::Storage, "disk full"};
    enter("frequencyDoubleSpinBox", QStringLiteral("7"));
    QTRY_VERIFY(m_console->find<QLabel>("bannerLabel")->text().contains(QStringLiteral("disk full")));
    QTRY_COMPARE(m_console->find<QDoubleSpinBox>("frequencyDoubleSpinBox")->value(), 20.0);
    QVERIFY(!m_console->window->actions().find(QStringLiteral("undoAction"))->isEnabled());
}

void TestOverview::readOnlyDisablesTheEditors()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    QTRY_VERIFY(m_console->find<QLabel>("thresholdProblemLabel")->text().contains(QStringLiteral("read-only")));
    QVERIFY(!m_console->find<QDoubleSpinBox>("frequencyDoubleSpinBox")->isEnabled());
    QVERIFY(!m_console->window->actions().find(QStringLiteral("registerBackendAction"))->isEnabled());
}

void TestOverview::chartsAreBoundedAndDescribed()
{
    for (int i = 0; i < 1'500; ++i)
        m_console->engine.tick();
    for (const char* name : {"frequencyTimeChart", "sizeTimeChart", "latencyTimeChart", "shareTimeChart"}) {
        auto* chart = m_console->find<TimeChart>(name);
        for (const TimeRange range : kTimeRanges) {
            m_console->find<QComboBox>("rangeComboBox")->setCurrentIndex(static_cast<int>(range));
            QCoreApplication::processEvents();
            QVERIFY2(chart->mostSeriesPoints() <= 300, name);
        }
        QTRY_VERIFY2(chart->mostSeriesPoints() > 1, name);
        QVERIFY2(!chart->accessibleDescription().isEmpty(), name);
        QVERIFY2(!chart->grab().isNull(), name);
    }
    const TimeChart* chart = m_console->find<TimeChart>("frequencyTimeChart");
    QVERIFY2(chart->accessibleDescription().contains(QStringLiteral("F is 20.0")),
             qPrintable(chart->accessibleDescription()));
}

void TestOverview::historyIsAskedForOncePerRange()
{
    // All together, two applications, four backends.
    QTRY_COMPARE(m_console->engine.historyQueries.size(), std::size_t{7});
    m_console->engine.tick();
    QTest::qWait(150);
    QCOMPARE(m_console->engine.historyQueries.size(), std::size_t{7});
    m_console->find<QComboBox>("rangeComboBox")->setCurrentIndex(static_cast<int>(TimeRange::Hour1));
    QTRY_COMPARE(m_console->engine.historyQueries.size(), std::size_t{14});
    const HistoryQuery& last = m_console->engine.historyQueries.back();
    QVERIFY(last.to - last.from == std::chrono::hours(1));
}

void TestOverview::pausingHoldsThePicture()
{
    auto* chart = m_console->find<TimeChart>("frequencyTimeChart");
    QTRY_VERIFY(chart->frame().to != 0);
    m_console->window->actions().find(QStringLiteral("liveAction"))->trigger();
    const std::int64_t held = chart->frame().to;
    for (int i = 0; i < 20; ++i)
        m_console->engine.tick();
    QTest::qWait(250);
    QCOMPARE(chart->frame().to, held);
    m_console->window->actions().find(QStringLiteral("liveAction"))->trigger();
    QTRY_VERIFY(chart->frame().to > held);
}

void TestOverview::tilesShowTheSnapshot()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.sequence += 1;
    snapshot.applications[0].requestsPerSecond = 412.0;
    snapshot.applications[0].failuresPerSecond = 41.2;
    snapshot.applications[0].inFlight = 17;
    snapshot.applications[0].latency.total = {100, 10.0, 84.0, 90.0};
    snapshot.backends[1].status.state = BackendState::Down;
    m_console->engine.setSnapshot(snapshot);
    QTRY_COMPARE(m_console->find<Tile>("requestsTile")->value(), QStringLiteral("412\u00A0/s"));
    QCOMPARE(m_console->find<Tile>("latencyTile")->value(), QStringLiteral("84.0\u00A0ms"));
    QCOMPARE(m_console->find<Tile>("failuresTile")->value(), QStringLiteral("10.0\u00A0%"));
    QCOMPARE(m_console->find<Tile>("inFlightTile")->value(), QStringLiteral("17"));
    QCOMPARE(m_console->find<Tile>("backendsTile")->value(), QStringLiteral("2 of 3"));
    snapshot.sequence += 1;
    snapshot.applications[0].latency.total.count = 0;
    snapshot.applications[0].requestsPerSecond = 0.0;
    m_console->engine.setSnapshot(snapshot);
    QTRY_COMPARE(m_console->find<Tile>("latencyTile")->value(), QStringLiteral("–"));
    QCOMPARE(m_console->find<Tile>("failuresTile")->value(), QStringLiteral("–"));
}

void TestOverview::withoutRequestsTheNextStepIsShown()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.sequence += 1;
    snapshot.totals = {};
    m_console->engine.setSnapshot(snapshot);
    auto* page = m_console->find<QWidget>("OverviewPage");
    auto* command = page->findChild<QLabel*>(QStringLiteral("emptyCommandLabel"));
    QTRY_VERIFY(command->isVisible());
    QVERIFY(command->text().contains(QStringLiteral("http://127.0.0.1:8080/digits")));
    m_console->engine.tick();
    QTRY_VERIFY(!command->isVisible());
}

void TestOverview::aShareChangesByPoints_data()
{
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("before");
    QTest::addColumn<QString>("change");
    QTest::newRow("nothing failed") << 0.0 << 0.0 << QStringLiteral("unchanged");
    QTest::newRow("next to nothing is no multiple of less") << 0.0003 << 0.0001 << QStringLiteral("unchanged");
    QTest::newRow("from nothing") << 0.0026 << 0.0 << QStringLiteral("\u2191 0.3 points");
    QTest::newRow("to nothing") << 0.0 << 0.02 << QStringLiteral("\u2193 2.0 points");
    QTest::newRow("much") << 0.5 << 0.1 << QStringLiteral("\u2191 40 points");
    QTest::newRow("no data before") << 0.1 << std::nan("") << QString();
}

void TestOverview::aShareChangesByPoints()
{
    QFETCH(const double, mean);
    QFETCH(const double, before);
    QFETCH(const QString, change);
    Tile tile(QStringLiteral("Failed"), QStringLiteral("Of all"));
    tile.setChangeOfShare(mean, before);
    QCOMPARE(tile.change(), change);
}

void TestOverview::percentilesAreChosen()
{
    auto* chart = m_console->find<TimeChart>("latencyTimeChart");
    QTRY_COMPARE(chart->frame().curves.size(), qsizetype{6}); // three backends, p50 and p95
    m_console->find<QToolButton>("p99ToolButton")->click();
    QCOMPARE(chart->frame().curves.size(), qsizetype{9});
    m_console->find<QToolButton>("p50ToolButton")->click();
    m_console->find<QToolButton>("p95ToolButton")->click();
    QCOMPARE(chart->frame().curves.size(), qsizetype{3});
}

QTEST_MAIN(TestOverview)
#include "tst_overview.moc"
