// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>

#include "tests/ui/consolefixture.h"
#include "ui/charts/heatmap.h"
#include "ui/charts/placementplane.h"
#include "ui/models/sweeptables.h"
#include "ui/models/whatiftables.h"
#include "ui/notices.h"
#include "ui/pages/watchstrip.h"
#include "ui/text/format.h"

using namespace straightline;
using namespace straightline::ui;

/// Threshold map, its lists and the watch of applied thresholds, over the real sweep of FakeEngine's requests.
class TestSweeps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }

    void nothingSweptSaysSo();
    void aSweepIsShown();
    void aSweepShowsItsProgressAndIsStopped();
    void aFailureIsTold();
    void clickingACellTriesIt();
    void keysWalkOverTheCells();
    void theGoalColours();
    void rowsOfTheListAreTried();
    void anOldSweepIsOpenedAgain();
    void readOnlyMaySweep();
    void thePresentMarkIsWhatIsInForce();
    void applyingIsWatched();
    void theWatchTellsHowItGoes();
    void theWatchIsStopped();
    void aRollBackIsTold();
    void theRollBackCanBeSwitchedOff();
    void limitsAreOnThePlane();
    void sentencesSayWhatIsProven();
    void tablesAreModelsInOrder();

private:
    HeatMap& map() { return *m_console->find<HeatMap>("heatMap"); }
    const ApplicationConfiguration& digits() const
    {
        return *m_console->engine.configuration()->findApplication("digits");
    }
    void show();
    void sweep(int steps = 8);
    QString textOf(const char* label) { return m_console->find<QLabel>(label)->text(); }
    Thresholds tried() { return *m_console->engine.whatIfQueries.back().thresholds; }
    void applyAnother();

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestSweeps::init()
{
    m_console = std::make_unique<ConsoleFixture>();
}

void TestSweeps::show()
{
    m_console->engine.addRequests(600);
    m_console->window->showPage(QStringLiteral("WhatIfPage"));
    QTRY_VERIFY(m_console->find<PlacementPlane>("whatIfPlane")->isVisible());
    m_console->find<QTabWidget>("whatIfViewTabWidget")->setCurrentIndex(1);
    QTRY_VERIFY(map().isVisible());
}

void TestSweeps::sweep(int steps)
{
    auto* grid = m_console->find<QComboBox>("sweepStepsComboBox");
    grid->setCurrentIndex(grid->findData(steps));
    m_console->find<QAbstractButton>("sweepThresholdsActionToolButton")->click();
    if (!m_console->engine.holdsSweeps)
        QTRY_VERIFY(map().sweep().has_value());
}

void TestSweeps::applyAnother()
{
    sweep();
    const Thresholds other = map().sweep()->at(1, 2).thresholds;
    QTest::mouseClick(&map(), Qt::LeftButton, {}, map().cellRect(1, 2).center().toPoint());
    QTRY_VERIFY(tried() == other);
    m_console->find<QAction>("applyWhatIfAction")->trigger();
    QTRY_VERIFY(digits().thresholds == other);
    QTRY_COMPARE(m_console->engine.watchList.size(), std::size_t{1});
}

void TestSweeps::nothingSweptSaysSo()
{
    show();
    QVERIFY(!map().sweep());
    QVERIFY(map().accessibleDescription().contains(QStringLiteral("No sweep of this application yet")));
    QVERIFY(!m_console->find<QAction>("tryRecommendedAction")->isEnabled());
    QVERIFY(!m_console->find<QAction>("cancelSweepAction")->isEnabled());
    QVERIFY(!m_console->find<QAction>("exportSweepAction")->isEnabled());
    QVERIFY(m_console->find<QAction>("sweepThresholdsAction")->isEnabled());
    m_console->window->showPage(QStringLiteral("OverviewPage"));
    QVERIFY(!m_console->find<QAction>("sweepThresholdsAction")->isEnabled()); // it is about a page that is not seen
}

void TestSweeps::aSweepIsShown()
{
    show();
    sweep(16);
    const auto* wanted = std::get_if<SweepThresholds>(&m_console->engine.actions.back().action);
    QVERIFY(wanted != nullptr && wanted->application == "digits");
    QCOMPARE(wanted->frequencySteps, 16U);
    QVERIFY(wanted->goal == Goal::P95);
    QCOMPARE(map().sweep()->points.size(), std::size_t{256});
    QTRY_VERIFY(textOf("sweepAdviceLabel").startsWith(QStringLiteral("No recommendation:"))); // 0.6 s of requests
    QVERIFY(textOf("sweepStateLabel").contains(formatCount(map().sweep()->requests)));
    // The list shows the front; without the tick all of them.
    auto* list = m_console->find<QTableView>("sweepPointsTable");
    const auto onFront = std::count_if(map().sweep()->points.begin(), map().sweep()->points.end(),
                                       [](const SweepPoint& each) { return each.isOnFront; });
    QTRY_COMPARE(list->model()->rowCount(), static_cast<int>(onFront));
    m_console->find<QCheckBox>("sweepOnlyFrontCheckBox")->setChecked(false);
    QCOMPARE(list->model()->rowCount(), 256);
    QVERIFY(m_console->find<QAction>("exportSweepAction")->isEnabled());
    QCOMPARE(m_console->find<QTableView>("sweepHistoryTable")->model()->rowCount(), 1);
    QVERIFY(map().accessibleDescription().contains(QStringLiteral("over 256 pairs")));
    QVERIFY(m_console->engine.changes.empty());
}

void TestSweeps::aSweepShowsItsProgressAndIsStopped()
{
    show();
    m_console->engine.holdsSweeps = true;
    sweep(8);
    QTRY_VERIFY(m_console->find<QAction>("cancelSweepAction")->isEnabled());
    QVERIFY(!m_console->find<QAction>("sweepThresholdsAction")->isEnabled());
    m_console->engine.advanceOperation(m_console->engine.operations().front().id, OperationState::Running,
                                       "20 of 64 pairs", 0.25);
    QTRY_COMPARE(textOf("sweepStateLabel"), QStringLiteral("25 %: 20 of 64 pairs"));
    m_console->find<QAction>("cancelSweepAction")->trigger();
    QTRY_VERIFY(map().sweep().has_value()); // what was done by then
    QCOMPARE(map().sweep()->done, std::uint64_t{32});
    QTRY_VERIFY(textOf("sweepStateLabel").contains(QStringLiteral("32 of 64 pairs")));
    QTRY_VERIFY(textOf("sweepAdviceLabel").contains(QStringLiteral("stopped")));
    QTRY_VERIFY(!m_console->find<QAction>("cancelSweepAction")->isEnabled());
    bool saysNotTried = false;
    for (std::size_t d = 0; d < 8; ++d)
        saysNotTried =
            saysNotTried || map().textAt(map().cellRect(3, d).center()).contains(QStringLiteral("not tried"));
    QVERIFY(saysNotTried);
}

void TestSweeps::aFailureIsTold()
{
    show();
    m_console->engine.holdsSweeps = true;
    sweep(8);
    QTRY_VERIFY(m_console->find<QAction>("cancelSweepAction")->isEnabled());
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "the disk is gone"};
    m_console->engine.releaseSweep();
    QTRY_VERIFY2(textOf("sweepStateLabel").contains(QStringLiteral("the disk is gone")),
                 qPrintable(textOf("sweepStateLabel")));
}

void TestSweeps::clickingACellTriesIt()
{
    show();
    sweep();
    const Thresholds wanted = map().sweep()->at(2, 5).thresholds;
    QTest::mouseClick(&map(), Qt::LeftButton, {}, map().cellRect(2, 5).center().toPoint());
    QTRY_VERIFY(tried() == wanted);
    QVERIFY(m_console->find<QLabel>("whatIfTriedLabel")->text().contains(formatRate(wanted.frequencyHz)));
    QVERIFY(m_console->engine.changes.empty());
    // The figures beside it are those of the cell.
    const QAbstractItemModel* figures = m_console->find<QTableView>("whatIfComparisonTable")->model();
    QTRY_COMPARE(figures->index(1, 2).data().toString(), formatMillis(map().sweep()->at(2, 5).p95Ms));
    QVERIFY(map().textAt(map().cellRect(2, 5).center()).contains(formatMillis(map().sweep()->at(2, 5).p95Ms)));
}

void TestSweeps::keysWalkOverTheCells()
{
    show();
    sweep();
    map().setFocus();
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&map(), Qt::Key_Left);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&map(), Qt::Key_Down);
    QTest::keyClick(&map(), Qt::Key_Right);
    QTest::keyClick(&map(), Qt::Key_Up);
    QTest::keyClick(&map(), Qt::Key_Up);
    QVERIFY(map().accessibleDescription().contains(formatRate(map().sweep()->frequenciesHz[1])));
    QTest::keyClick(&map(), Qt::Key_Return);
    QTRY_VERIFY(tried() == map().sweep()->at(1, 2).thresholds);
}

void TestSweeps::theGoalColours()
{
    show();
    sweep();
    auto* goal = m_console->find<QComboBox>("sweepGoalComboBox");
    goal->setCurrentIndex(goal->findData(static_cast<int>(Goal::Cost)));
    QVERIFY(map().goal() == Goal::Cost);
    QVERIFY(map().accessibleDescription().startsWith(QStringLiteral("cost")));
    QVERIFY(!map().grab().isNull());
    m_console->find<QAction>("sweepThresholdsAction")->trigger();
    QTRY_COMPARE(m_console->engine.sweepList.size(), std::size_t{2});
    QVERIFY(m_console->engine.sweepList.back().goal == Goal::Cost);
}

void TestSweeps::rowsOfTheListAreTried()
{
    show();
    sweep();
    m_console->find<QTabWidget>("whatIfTabWidget")->setCurrentIndex(3);
    auto* list = m_console->find<QTableView>("sweepPointsTable");
    QTRY_VERIFY(list->model()->rowCount() > 0);
    list->setFocus();
    list->selectRow(0);
    const auto id = list->model()->index(0, 0).data(ValueTableModel::IdRole).toULongLong();
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(tried() == map().sweep()->points[id - 1].thresholds);
}

void TestSweeps::anOldSweepIsOpenedAgain()
{
    show();
    sweep(8);
    m_console->find<QComboBox>("sweepStepsComboBox")->setCurrentIndex(1);
    m_console->find<QAction>("sweepThresholdsAction")->trigger();
    QTRY_COMPARE(map().sweep()->points.size(), std::size_t{256});
    auto* history = m_console->find<QTableView>("sweepHistoryTable");
    QTRY_COMPARE(history->model()->rowCount(), 2);
    m_console->find<QTabWidget>("whatIfTabWidget")->setCurrentIndex(4);
    m_console->find<QTabWidget>("whatIfViewTabWidget")->setCurrentIndex(0);
    const int old = history->model()->index(0, 2).data().toString().startsWith(QStringLiteral("8")) ? 0 : 1;
    history->setFocus();
    history->selectRow(old);
    QTest::keyClick(history, Qt::Key_Return);
    QTRY_COMPARE(map().sweep()->points.size(), std::size_t{64});
    QVERIFY(map().isVisible()); // its tab came to the front
}

void TestSweeps::readOnlyMaySweep()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    show();
    sweep();
    QCOMPARE(map().sweep()->points.size(), std::size_t{64});
    QTest::mouseClick(&map(), Qt::LeftButton, {}, map().cellRect(1, 2).center().toPoint());
    QVERIFY(!m_console->find<QAction>("applyWhatIfAction")->isEnabled());
}

/// An older sweep's advice is against the pair that was present then, which stays marked too.
void TestSweeps::thePresentMarkIsWhatIsInForce()
{
    show();
    sweep();
    const Thresholds before = digits().thresholds;
    QVERIFY(map().present() == before);
    QVERIFY(!map().isOutdated());
    const QImage fresh = map().grab().toImage();
    const Thresholds other = map().sweep()->at(1, 2).thresholds;
    (void)m_console->engine.apply(PutThresholds{"digits", other}, Actor{"somebody else"});
    QTRY_VERIFY(map().present() == other);
    QVERIFY(map().sweep()->present == before);
    QVERIFY(map().isOutdated());
    QVERIFY(map().grab().toImage() != fresh);
    m_console->find<QAbstractButton>("sweepThresholdsActionToolButton")->click();
    QTRY_VERIFY(map().sweep()->present == other);
    QVERIFY(!map().isOutdated());
}

void TestSweeps::applyingIsWatched()
{
    show();
    const Thresholds before = digits().thresholds;
    applyAnother();
    const auto* wanted = std::get_if<WatchThresholds>(&m_console->engine.actions.back().action);
    QVERIFY(wanted != nullptr);
    QVERIFY(wanted->before.thresholds == before && wanted->tried.thresholds == digits().thresholds);
    QVERIFY(wanted->rollsBack);
    QCOMPARE(wanted->sweep, map().sweep()->id);
    QCOMPARE(m_console->engine.changes.size(), std::size_t{1});
    QTRY_VERIFY(m_console->find<WatchStrip>("WatchStrip")->isVisible());
    // The history notes that it was applied.
    auto* history = m_console->find<QTableView>("sweepHistoryTable");
    QTRY_COMPARE(history->model()->index(0, 8).data().toString(), placingText(digits().thresholds));
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(digits().thresholds == before);
}

void TestSweeps::theWatchTellsHowItGoes()
{
    show();
    applyAnother();
    ThresholdWatch watch = m_console->engine.watchList.front();
    watch.phase = WatchPhase::Waiting;
    watch.requests = 120;
    watch.predictedP95Ms = {80.0, 70.0, 95.0};
    m_console->engine.setWatch(watch);
    QTRY_VERIFY2(textOf("watchTextLabel").contains(QStringLiteral("120 of the 200 requests")),
                 qPrintable(textOf("watchTextLabel")));
    watch.phase = WatchPhase::Within;
    watch.requests = 340;
    watch.p95Ms = 84.0;
    m_console->engine.setWatch(watch);
    QTRY_VERIFY(textOf("watchTextLabel").contains(QStringLiteral("within what was predicted")));
    QVERIFY(textOf("watchTextLabel").contains(formatMillis(84.0)));
    watch.phase = WatchPhase::Ended;
    watch.keptWithin = true;
    m_console->engine.setWatch(watch);
    QTRY_VERIFY(textOf("watchTextLabel").contains(QStringLiteral("fares as predicted")));
    auto* strip = m_console->find<WatchStrip>("WatchStrip");
    QVERIFY(strip->isVisible());
    m_console->find<QAbstractButton>("closeWatchToolButton")->click();
    QVERIFY(!strip->isVisible());
}

void TestSweeps::theWatchIsStopped()
{
    show();
    applyAnother();
    QTRY_VERIFY(m_console->find<QAction>("stopWatchAction")->isEnabled());
    m_console->find<QAction>("stopWatchAction")->trigger();
    QTRY_VERIFY(m_console->engine.watchList.front().phase == WatchPhase::Ended);
    QTRY_VERIFY(textOf("watchTextLabel").contains(QStringLiteral("has ended")));
    QVERIFY(!m_console->find<QAction>("stopWatchAction")->isEnabled());
}

void TestSweeps::aRollBackIsTold()
{
    show();
    applyAnother();
    const auto* notices = m_console->window->findChild<Notices*>();
    QVERIFY(notices != nullptr);
    QSignalSpy raised(notices, &Notices::raised);
    ThresholdWatch watch = m_console->engine.watchList.front();
    watch.phase = WatchPhase::RolledBack;
    watch.reason = "rolled back, worse than predicted";
    m_console->engine.setWatch(watch);
    QTRY_COMPARE(raised.count(), 1);
    QTRY_VERIFY(textOf("watchTextLabel").startsWith(QStringLiteral("Rolled back from")));
}

void TestSweeps::theRollBackCanBeSwitchedOff()
{
    show();
    auto* box = m_console->find<QCheckBox>("whatIfRollBackCheckBox");
    QVERIFY(box->isChecked());
    box->setChecked(false);
    applyAnother();
    QVERIFY(!m_console->engine.watchList.front().rollsBack);
    QTRY_VERIFY(textOf("watchTextLabel").contains(QStringLiteral("not rolled back by itself")));
    box->setChecked(true); // it is remembered
}

void TestSweeps::limitsAreOnThePlane()
{
    show();
    SiteConfiguration site = *m_console->engine.configuration();
    for (ApplicationConfiguration& each : site.applications) {
        for (BackendConfiguration& backend : each.backends)
            backend.payloadLimitBytes = each.name == "digits" && backend.name == "burst" ? 3'000'000 : 0;
    }
    m_console->engine.setSite(site);
    auto* plane = m_console->find<PlacementPlane>("whatIfPlane");
    QTRY_VERIFY(plane->limits().size() == 1 && plane->limits()[0].bytes == 3'000'000);
    QCOMPARE(plane->limits()[0].backend, QStringLiteral("burst"));
}

void TestSweeps::sentencesSayWhatIsProven()
{
    ThresholdSweep sweep;
    sweep.present = {20.0, 262'144};
    sweep.advice = {.kind = AdviceKind::Better,
                    .thresholds = {12.0, 1'000'000},
                    .p95Percent = {-23.0, -31.0, -14.0},
                    .tunedOn = 6'000,
                    .provenOn = 4'000,
                    .reason = {}};
    const QString better = adviceText(sweep);
    QVERIFY2(better.contains(
                 QStringLiteral("p95 \u221223\u00A0%, 95 % CI \u221231…\u221214\u00A0%, on traffic it has not seen")),
             qPrintable(better));
    QVERIFY(better.contains(QStringLiteral("F 12")));
    sweep.advice.kind = AdviceKind::NoBetter;
    QVERIFY(adviceText(sweep).startsWith(QStringLiteral("No better pair found: of F 12")));
    sweep.advice.thresholds = sweep.present;
    QVERIFY(adviceText(sweep).startsWith(QStringLiteral("No better pair found: the present one")));
    sweep.advice = {.kind = AdviceKind::Unable, .reason = "why"};
    QCOMPARE(adviceText(sweep), QStringLiteral("No recommendation: why"));
}

void TestSweeps::tablesAreModelsInOrder()
{
    m_console->engine.addRequests(400);
    QVERIFY(m_console->engine.start(SweepThresholds{.application = "digits"}, {}).has_value());
    const ThresholdSweep& sweep = m_console->engine.sweepList.front();
    ValueTableModel points(pointColumns());
    const QAbstractItemModelTester pointTester(&points, QAbstractItemModelTester::FailureReportingMode::QtTest);
    points.setRows(pointRows(sweep, false));
    QCOMPARE(points.rowCount(), 256);
    points.setRows(pointRows(sweep, true));
    ValueTableModel sweeps(sweepColumns());
    const QAbstractItemModelTester sweepTester(&sweeps, QAbstractItemModelTester::FailureReportingMode::QtTest);
    sweeps.setRows(sweepRows({sweep}));
    QCOMPARE(sweeps.rowCount(), 1);
    QCOMPARE(sweeps.index(0, 2).data().toString(), QStringLiteral("16 × 16"));
    QCOMPARE(goalText(Goal::P95, 12.3), formatMillis(12.3));
    QCOMPARE(goalText(Goal::Failures, 0.5), formatPercent(0.5));
    QCOMPARE(goalText(Goal::Cost, 0.25), formatUsd(0.25));
}

QTEST_MAIN(TestSweeps)
#include "tst_sweeps.moc"
