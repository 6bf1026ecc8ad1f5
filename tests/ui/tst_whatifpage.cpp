// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTimer>

#include "engine/replay/whatif.h"
#include "tests/ui/consolefixture.h"
#include "ui/charts/placementplane.h"
#include "ui/models/valuetablemodel.h"
#include "ui/models/whatiftables.h"
#include "ui/pages/emptystate.h"
#include "ui/text/format.h"

using namespace straightline;
using namespace straightline::ui;

/// The page What if over the real study of FakeEngine's requests.
class TestWhatIfPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }

    void theNumbersAreTheEngines();
    void aDragAsksAndReleasingAppliesNothing();
    void applyIsOneEditThatCanBeUndone();
    void anotherPolicyIsTried();
    void resetGoesBack();
    void questionsDoNotPileUp();
    void movesAreListedFilteredAndOpened();
    void changesFromElsewhereAreFollowed();
    void tooFewRequestsSaySo();
    void whileTooFewItWaits();
    void readOnlyCanTryAndNotApply();
    void withoutAnApplicationTheNextStepIsShown();
    void failuresAreTold();
    void aRecordingIsStarted();
    void keysMoveTheLines();
    void tablesAreModelsInOrder();

private:
    PlacementPlane& plane() { return *m_console->find<PlacementPlane>("whatIfPlane"); }
    const ApplicationConfiguration& digits() const
    {
        return *m_console->engine.configuration()->findApplication("digits");
    }
    void show(std::size_t requests);
    WhatIfAnswer expected(const Thresholds& thresholds, PolicyKind policy);
    QString cell(const char* table, int row, int column)
    {
        const QAbstractItemModel* model = m_console->find<QTableView>(table)->model();
        return model->index(row, column).data().toString();
    }
    /// Drags the line D down, and holds it there.
    void dragD(int pixels);

    std::unique_ptr<ConsoleFixture> m_console;
    QPointF m_at;
};

void TestWhatIfPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
}

void TestWhatIfPage::show(std::size_t requests)
{
    m_console->engine.addRequests(requests);
    m_console->window->showPage(QStringLiteral("WhatIfPage"));
    if (requests < kWhatIfLeast)
        return;
    QTRY_VERIFY(plane().isVisible() && plane().map().has_value());
    QTRY_VERIFY(plane().map()->frequenciesHz == plane().grid().frequenciesHz);
}

WhatIfAnswer TestWhatIfPage::expected(const Thresholds& thresholds, PolicyKind policy)
{
    RequestQuery query;
    query.application = "digits";
    query.limit = kWhatIfMost;
    const replay::WhatIfStudy study(digits(), *m_console->engine.requests(query));
    const std::atomic<bool> goOn{false};
    return *study.answer({.application = "digits", .thresholds = thresholds, .policy = policy}, goOn);
}

void TestWhatIfPage::dragD(int pixels)
{
    const double line = plane().pointOf(1.0, static_cast<double>(digits().thresholds.sizeBytes)).y();
    const QPointF from(plane().plotRect().left() + 20, line);
    m_at = from + QPointF(0, pixels);
    QTest::mousePress(&plane(), Qt::LeftButton, {}, from.toPoint());
    QMouseEvent move(QEvent::MouseMove, m_at, plane().mapToGlobal(m_at), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&plane(), &move);
    QVERIFY(plane().ghost().has_value());
}

void TestWhatIfPage::theNumbersAreTheEngines()
{
    show(600);
    const WhatIfAnswer answer = expected(digits().thresholds, digits().policy);
    QVERIFY(answer.enough());
    QTRY_COMPARE(cell("whatIfComparisonTable", 1, 1), formatMillis(answer.happened.latency.p95));
    QCOMPARE(cell("whatIfComparisonTable", 0, 0), QStringLiteral("p50"));
    QCOMPARE(cell("whatIfComparisonTable", 0, 2), formatMillis(answer.predicted.latency.p50));
    QCOMPARE(cell("whatIfComparisonTable", 1, 3),
             formatChange(answer.happened.latency.p95, answer.predicted.latency.p95));
    QCOMPARE(cell("whatIfComparisonTable", 3, 1), formatPercent(static_cast<double>(answer.happened.failures())
                                                                / static_cast<double>(answer.happened.requests)));
    QCOMPARE(m_console->find<QLabel>("whatIfQualityLabel")->text(), qualityText(answer));
    WhatIfAnswer withoutHedging = answer;
    withoutHedging.withoutHedging = true;
    QCOMPARE(qualityText(withoutHedging),
             qualityText(answer) + QStringLiteral(" The application hedges; a simulation does not."));
    QVERIFY(!m_console->find<QAction>("applyWhatIfAction")->isEnabled());
    // Side by side: what happened, and each policy.
    QTRY_COMPARE(m_console->find<QTableView>("whatIfPoliciesTable")->model()->rowCount(),
                 static_cast<int>(kPolicyCount));
    QCOMPARE(m_console->find<QTableView>("whatIfModelsTable")->model()->rowCount(), 3);
    const WhatIfQuery& asked = m_console->engine.whatIfQueries.back();
    QCOMPARE(asked.application, std::string("digits"));
    QVERIFY(asked.thresholds == digits().thresholds);
}

void TestWhatIfPage::aDragAsksAndReleasingAppliesNothing()
{
    show(600);
    dragD(40);
    const Thresholds ghost = *plane().ghost();
    QVERIFY(ghost.sizeBytes < digits().thresholds.sizeBytes);
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == ghost);
    QVERIFY(m_console->engine.whatIfQueries.back().others.empty()); // only what the hand moves
    const WhatIfAnswer answer = expected(ghost, digits().policy);
    QTRY_COMPARE(cell("whatIfComparisonTable", 1, 2), formatMillis(answer.predicted.latency.p95));
    QVERIFY(m_console->find<QLabel>("whatIfTriedLabel")
                ->text()
                .contains(formatBytes(static_cast<double>(ghost.sizeBytes))));
    QTRY_VERIFY(plane().map()->thresholds == ghost);
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    QVERIFY(!plane().ghost().has_value());
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == ghost);
    QTRY_COMPARE(m_console->engine.whatIfQueries.back().others.size(), kPolicyCount - 1);
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.changes.empty());
    QVERIFY(m_console->find<QAction>("applyWhatIfAction")->isEnabled());
}

void TestWhatIfPage::applyIsOneEditThatCanBeUndone()
{
    show(600);
    const Thresholds before = digits().thresholds;
    dragD(40);
    const Thresholds tried = *plane().ghost();
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    m_console->find<QAbstractButton>("applyWhatIfActionToolButton")->click();
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutThresholds>(0);
    QVERIFY(put != nullptr);
    QVERIFY(put->thresholds == tried);
    QTRY_VERIFY(digits().thresholds == tried);
    QTRY_VERIFY(!m_console->find<QAction>("applyWhatIfAction")->isEnabled()); // nothing is left to apply
    QTRY_VERIFY(m_console->find<QAction>("undoAction")->isEnabled());
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(digits().thresholds == before);
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == before); // and is what is looked at
}

void TestWhatIfPage::anotherPolicyIsTried()
{
    show(600);
    auto* policies = m_console->find<QComboBox>("whatIfPolicyComboBox");
    QCOMPARE(policies->count(), static_cast<int>(kPolicyCount) - 1);
    policies->setCurrentIndex(policies->findData(static_cast<int>(PolicyKind::LocalOnly)));
    Q_EMIT policies->activated(policies->currentIndex());
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().policy == PolicyKind::LocalOnly);
    QTRY_VERIFY(plane().map()->policy == PolicyKind::LocalOnly);
    dragD(40);
    const Thresholds tried = *plane().ghost();
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    m_console->find<QAction>("applyWhatIfAction")->trigger();
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1}); // both in one
    QVERIFY(m_console->change<PutApplication>(0) != nullptr);
    QTRY_VERIFY(digits().policy == PolicyKind::LocalOnly && digits().thresholds == tried);
    QTRY_VERIFY(m_console->find<QAction>("undoAction")->isEnabled());
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(digits().policy == PolicyKind::Straightline);
}

void TestWhatIfPage::resetGoesBack()
{
    show(600);
    dragD(40);
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    QVERIFY(m_console->find<QAction>("resetWhatIfAction")->isEnabled());
    m_console->find<QAction>("resetWhatIfAction")->trigger();
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == digits().thresholds);
    QVERIFY(!m_console->find<QAction>("resetWhatIfAction")->isEnabled());
    QVERIFY(m_console->engine.changes.empty());
}

void TestWhatIfPage::questionsDoNotPileUp()
{
    show(600);
    QTRY_COMPARE(m_console->find<QTableView>("whatIfPoliciesTable")->model()->rowCount(),
                 static_cast<int>(kPolicyCount));
    m_console->engine.holdsWhatIf = true;
    const std::size_t before = m_console->engine.whatIfQueries.size();
    dragD(20);
    for (int step = 1; step <= 30; ++step) {
        const QPointF to = m_at + QPointF(0, step);
        QMouseEvent move(QEvent::MouseMove, to, plane().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&plane(), &move);
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_console->engine.whatIfQueries.size(), before + 1); // one is out
    m_console->engine.releaseWhatIf();
    QTRY_COMPARE(m_console->engine.whatIfQueries.size(), before + 2); // and the next is about the last place
    QVERIFY(m_console->engine.whatIfQueries.back().thresholds == plane().ghost());
    m_console->engine.holdsWhatIf = false;
    m_console->engine.releaseWhatIf();
    QTest::keyClick(&plane(), Qt::Key_Escape);
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == digits().thresholds);
}

void TestWhatIfPage::movesAreListedFilteredAndOpened()
{
    show(600);
    auto* policies = m_console->find<QComboBox>("whatIfPolicyComboBox");
    policies->setCurrentIndex(policies->findData(static_cast<int>(PolicyKind::ContainerOnly)));
    Q_EMIT policies->activated(policies->currentIndex());
    const WhatIfAnswer answer = expected(digits().thresholds, PolicyKind::ContainerOnly);
    QVERIFY(answer.moved > 10);
    auto* moves = m_console->find<QTableView>("whatIfMovesTable");
    QTRY_COMPARE(moves->model()->rowCount(), static_cast<int>(answer.moved));
    QVERIFY(m_console->find<QLabel>("whatIfMovesLabel")->text().contains(formatCount(answer.moved)));
    const auto moving = std::count_if(plane().dots().begin(), plane().dots().end(),
                                      [](const PlaneDot& dot) { return !dot.isBackground; });
    QCOMPARE(static_cast<std::uint64_t>(moving), answer.moved);
    QVERIFY(dotText(plane().dots().back()).contains(QStringLiteral("box")));
    QVERIFY(m_console->find<QAction>("exportMovesAction")->isEnabled());
    auto* filter = m_console->find<QLineEdit>("whatIfFilterLineEdit");
    filter->setText(QStringLiteral("no such word"));
    QCOMPARE(moves->model()->rowCount(), 0);
    filter->setText(QStringLiteral("box"));
    QVERIFY(moves->model()->rowCount() > 10);
    moves->setFocus();
    moves->selectRow(0);
    QTest::keyClick(moves, Qt::Key_Return);
    QTRY_VERIFY(m_console->window->findChild<QDialog*>(QStringLiteral("ReceiptDialog")) != nullptr);
}

void TestWhatIfPage::changesFromElsewhereAreFollowed()
{
    show(600);
    const Thresholds other{.frequencyHz = 77.0, .sizeBytes = 99'000};
    QVERIFY(m_console->engine.apply(PutThresholds{"digits", other}, Actor{"other"}).has_value());
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == other);
    // What is being tried is not taken away.
    dragD(30);
    const Thresholds tried = *plane().ghost();
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    QVERIFY(m_console->engine.apply(PutThresholds{"digits", {.frequencyHz = 5.0}}, Actor{"other"}).has_value());
    QCoreApplication::processEvents();
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == tried);
    QVERIFY(m_console->find<QAction>("applyWhatIfAction")->isEnabled());
}

void TestWhatIfPage::tooFewRequestsSaySo()
{
    show(50);
    auto* empty = m_console->find<EmptyState>("whatIfEmptyState");
    QTRY_VERIFY(empty->isVisible());
    const auto texts = [empty] {
        QString all;
        for (const QLabel* label : empty->findChildren<QLabel*>())
            all += label->text();
        return all;
    };
    QTRY_VERIFY2(texts().contains(QStringLiteral("at least 200")), qPrintable(texts()));
    QVERIFY(texts().contains(QStringLiteral("curl")));
    m_console->engine.addRequests(400);
    m_console->window->showPage(QStringLiteral("OverviewPage"));
    m_console->window->showPage(QStringLiteral("WhatIfPage"));
    QTRY_VERIFY(plane().isVisible());
    QVERIFY(!empty->isVisible());
}

void TestWhatIfPage::whileTooFewItWaits()
{
    FakeEngine& engine = m_console->engine;
    show(50);
    auto* empty = m_console->find<EmptyState>("whatIfEmptyState");
    const auto says = [&] {
        const std::uint64_t recorded = expected(digits().thresholds, digits().policy).recorded;
        const QString count = QStringLiteral("there are %1.").arg(formatCount(recorded));
        const auto labels = empty->findChildren<QLabel*>();
        return empty->isVisible() && std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                   return label->text().contains(QStringLiteral("at least 200")) && label->text().contains(count);
               });
    };
    QTRY_VERIFY(says());
    m_console->find<QTimer>("whatIfTimer")->setInterval(5);
    const auto snapshots = [&](std::uint64_t requests) {
        for (int i = 0; i < 20; ++i) {
            Snapshot snapshot = *engine.snapshot();
            ++snapshot.sequence;
            snapshot.applications[0].totals.requests = requests;
            engine.setSnapshot(snapshot);
            QTest::qWait(10);
        }
    };
    snapshots(50);
    const std::size_t asked = engine.whatIfQueries.size();
    snapshots(50);
    QCOMPARE(engine.whatIfQueries.size(), asked);
    // Nothing is swept either, and it is said why not.
    QAction* sweep = m_console->find<QAction>("sweepThresholdsAction");
    QVERIFY(!sweep->isEnabled());
    QVERIFY2(sweep->toolTip().contains(QStringLiteral("at least 200")), qPrintable(sweep->toolTip()));
    engine.addRequests(60);
    snapshots(110);
    QTRY_VERIFY(says());
    QVERIFY(engine.whatIfQueries.size() > asked);
    QVERIFY(!plane().isVisible());
    engine.addRequests(200);
    snapshots(310);
    QTRY_VERIFY(plane().isVisible());
    QVERIFY(!empty->isVisible());
    QVERIFY(sweep->isEnabled());
    QVERIFY(engine.actions.empty());
}

void TestWhatIfPage::readOnlyCanTryAndNotApply()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    show(600);
    dragD(40);
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, m_at.toPoint());
    const QAction* apply = m_console->find<QAction>("applyWhatIfAction");
    QTRY_VERIFY(!apply->isEnabled() && apply->toolTip().contains(QStringLiteral("read-only")));
    QVERIFY(m_console->find<QAction>("resetWhatIfAction")->isEnabled());
}

void TestWhatIfPage::withoutAnApplicationTheNextStepIsShown()
{
    show(600);
    auto* applications = m_console->find<QComboBox>("applicationComboBox");
    applications->setCurrentIndex(0); // all of them
    Q_EMIT applications->activated(0);
    auto* empty = m_console->find<EmptyState>("whatIfEmptyState");
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(!plane().isVisible());
    QAbstractButton* next = nullptr;
    for (QAbstractButton* each : empty->findChildren<QAbstractButton*>()) {
        if (each->isVisible())
            next = each;
    }
    QVERIFY(next != nullptr);
    next->click();
    QTRY_VERIFY(plane().isVisible());
}

void TestWhatIfPage::failuresAreTold()
{
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "the disk is gone"};
    show(0);
    auto* empty = m_console->find<EmptyState>("whatIfEmptyState");
    const auto told = [empty] {
        for (const QLabel* label : empty->findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("the disk is gone")))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(empty->isVisible() && told());
    m_console->engine.storeFailure.reset();
    auto* retry = empty->findChild<QAbstractButton*>(QStringLiteral("nextActionToolButton"));
    QVERIFY(retry->isVisible());
    QCOMPARE(retry->text(), QStringLiteral("Retry"));
    retry->click();
    QTRY_VERIFY(!told());
}

void TestWhatIfPage::aRecordingIsStarted()
{
    show(300);
    m_console->find<QAction>("exportRecordingAction")->trigger();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    const auto* wanted = std::get_if<ExportRecording>(&m_console->engine.actions[0].action);
    QVERIFY(wanted != nullptr);
    QCOMPARE(wanted->application, std::string("digits"));
}

void TestWhatIfPage::keysMoveTheLines()
{
    show(300);
    plane().setFocus();
    QTest::keyClick(&plane(), Qt::Key_F);
    QTest::keyClick(&plane(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(plane().ghost().has_value());
    const Thresholds wanted = *plane().ghost();
    QTest::keyClick(&plane(), Qt::Key_Return);
    QTRY_VERIFY(m_console->engine.whatIfQueries.back().thresholds == wanted);
    QVERIFY(m_console->engine.changes.empty());
    QVERIFY(m_console->find<QAction>("applyWhatIfAction")->isEnabled());
}

void TestWhatIfPage::tablesAreModelsInOrder()
{
    m_console->engine.addRequests(400);
    const WhatIfAnswer answer = expected({.frequencyHz = 1.0, .sizeBytes = 10'000}, PolicyKind::Straightline);
    ValueTableModel model(moveColumns());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(moveRows(answer));
    QCOMPARE(model.rowCount(), static_cast<int>(answer.moves.size()));
    model.setRows(moveRows(answer));
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(formatChange(100.0, 77.0), QStringLiteral("\u221223 %"));
    QCOMPARE(formatChange(100.0, 101.5), QStringLiteral("+1.5 %"));
    QCOMPARE(formatChange(0.0, 0.0), QStringLiteral("±0 %"));
    QCOMPARE(formatChange(0.0, 1.0), noData());
}

QTEST_MAIN(TestWhatIfPage)
#include "tst_whatifpage.moc"
