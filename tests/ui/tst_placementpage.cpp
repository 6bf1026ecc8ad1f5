// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/charts/placementplane.h"

using namespace straightline;
using namespace straightline::ui;

class TestPlacementPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void theMapIsWhatTheEngineDecides();
    void bothLinesAreDragged_data();
    void bothLinesAreDragged();
    void keysMoveTheLines();
    void escapeGivesADragUp();
    void exactEntryHasUnits();
    void aPolicyIsChosenAndExplained();
    void aDotOpensItsReceipt();
    void onlyTheLatestDotsAreKept();
    void roomAndLimitsAreShown();
    void readOnlyHoldsTheLines();
    void withoutAnApplicationTheNextStepIsShown();
    void theMapIsExported();
    void failuresAreTold();

private:
    PlacementPlane& plane() const { return *m_console->find<PlacementPlane>("placementPlane"); }
    template <class T>
    T* onPage(const char* name) const
    {
        T* found = m_console->find<QWidget>("PlacementPage")->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s on the page", name);
        return found;
    }
    const ApplicationConfiguration& digits() const
    {
        return *m_console->engine.configuration()->findApplication("digits");
    }
    QPointF lines() const
    {
        return plane().pointOf(digits().thresholds.frequencyHz, static_cast<double>(digits().thresholds.sizeBytes));
    }
    void showPlacement();

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestPlacementPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    showPlacement();
}

void TestPlacementPage::showPlacement()
{
    const auto* pages = m_console->window->findChild<QStackedWidget*>();
    for (int i = 0; i < pages->count(); ++i) {
        if (pages->widget(i)->objectName() == QLatin1String("PlacementPage"))
            m_console->window->showPage(i);
    }
    QTRY_VERIFY(plane().map().has_value());
    // The scale stands once the grid asked is the grid of now.
    QTRY_VERIFY(plane().map()->frequenciesHz == plane().grid().frequenciesHz);
}

void TestPlacementPage::theMapIsWhatTheEngineDecides()
{
    const PlacementMap& map = *plane().map();
    QCOMPARE(map.application, std::string("digits"));
    const PlaneGrid grid = plane().grid();
    PlacementMapQuery query{"digits", grid.frequenciesHz, grid.sizesBytes, {}};
    const Result<PlacementMap> asked = m_console->engine.placementMap(query);
    QVERIFY(asked.has_value());
    QVERIFY(map == *asked);
    // No cell lies on both sides of a threshold, so the picture is exact.
    const Thresholds& at = digits().thresholds;
    QVERIFY(std::count(grid.frequencyEdges.begin(), grid.frequencyEdges.end(), at.frequencyHz) == 1);
    QVERIFY(std::count(grid.sizeEdges.begin(), grid.sizeEdges.end(), static_cast<double>(at.sizeBytes)) == 1);
    const auto textNear = [&](double frequency, double size) {
        return plane().textAt(plane().pointOf(frequency, size));
    };
    QVERIFY(textNear(at.frequencyHz * 1.5, 3e3).contains(QLatin1String("burst_of_small")));
    QVERIFY(textNear(at.frequencyHz * 1.5, 1.1e6).contains(QLatin1String("large_input")));
    QVERIFY(!textNear(at.frequencyHz * 0.5, 3e3).contains(QLatin1String("burst_of_small")));
    QVERIFY(plane().accessibleDescription().contains(QLatin1String("burst_of_small")));
}

void TestPlacementPage::bothLinesAreDragged_data()
{
    QTest::addColumn<bool>("isF");
    QTest::newRow("F across") << true;
    QTest::newRow("D upwards") << false;
}

void TestPlacementPage::bothLinesAreDragged()
{
    QFETCH(bool, isF);
    const Thresholds before = digits().thresholds;
    // On the line, away from the other one.
    const QPointF from = isF ? QPointF(lines().x(), plane().plotRect().bottom() - 20)
                             : QPointF(plane().plotRect().left() + 20, lines().y());
    const QPointF to = from + (isF ? QPointF(60, 0) : QPointF(0, 60));
    QTest::mousePress(&plane(), Qt::LeftButton, {}, from.toPoint());
    QMouseEvent move(QEvent::MouseMove, to, plane().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&plane(), &move);
    QVERIFY(plane().ghost().has_value());
    const Thresholds ghost = *plane().ghost();
    QVERIFY(m_console->engine.changes.empty());
    // Meanwhile the areas show what would be.
    QTRY_VERIFY(plane().map()->thresholds == ghost);
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, to.toPoint());
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutThresholds>(0);
    QVERIFY(put != nullptr);
    QCOMPARE(put->application, std::string("digits"));
    QVERIFY(put->thresholds == ghost);
    QVERIFY(isF ? put->thresholds.frequencyHz > before.frequencyHz && put->thresholds.sizeBytes == before.sizeBytes
                : put->thresholds.sizeBytes < before.sizeBytes && put->thresholds.frequencyHz == before.frequencyHz);
    QTRY_VERIFY(m_console->find<QAction>("undoAction")->isEnabled());
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(digits().thresholds == before);
    QTRY_VERIFY(plane().map()->thresholds == before);
}

void TestPlacementPage::keysMoveTheLines()
{
    const Thresholds before = digits().thresholds;
    plane().setFocus();
    QTest::keyClick(&plane(), Qt::Key_F);
    QTest::keyClick(&plane(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(plane().ghost().has_value());
    QVERIFY(plane().ghost()->frequencyHz > before.frequencyHz);
    QTest::keyClick(&plane(), Qt::Key_D);
    QTest::keyClick(&plane(), Qt::Key_Up);
    QVERIFY(plane().ghost()->sizeBytes > before.sizeBytes);
    const Thresholds wanted = *plane().ghost();
    QTest::keyClick(&plane(), Qt::Key_Return);
    QTRY_VERIFY(digits().thresholds == wanted);
    QCOMPARE(m_console->engine.changes.size(), std::size_t{1});
}

void TestPlacementPage::escapeGivesADragUp()
{
    plane().setFocus();
    const QPointF from(lines().x(), plane().plotRect().bottom() - 20);
    QTest::mousePress(&plane(), Qt::LeftButton, {}, from.toPoint());
    const QPointF to = from + QPointF(40, 0);
    QMouseEvent move(QEvent::MouseMove, to, plane().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&plane(), &move);
    QVERIFY(plane().ghost().has_value());
    QTest::keyClick(&plane(), Qt::Key_Escape);
    QVERIFY(!plane().ghost().has_value());
    QTest::mouseRelease(&plane(), Qt::LeftButton, {}, to.toPoint());
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.changes.empty());
}

void TestPlacementPage::exactEntryHasUnits()
{
    const auto enter = [&](const char* name, const char* unitName, const QString& unit, const QString& text) {
        auto* units = onPage<QComboBox>(unitName);
        units->setCurrentIndex(units->findText(unit));
        auto* box = onPage<QDoubleSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    };
    enter("sizeDoubleSpinBox", "sizeUnitComboBox", QStringLiteral("KiB"), QStringLiteral("512"));
    QTRY_COMPARE(digits().thresholds.sizeBytes, std::uint64_t{524'288});
    enter("sizeDoubleSpinBox", "sizeUnitComboBox", QStringLiteral("MB"), QStringLiteral("1.5"));
    QTRY_COMPARE(digits().thresholds.sizeBytes, std::uint64_t{1'500'000});
    enter("frequencyDoubleSpinBox", "frequencyUnitComboBox", QStringLiteral("/min"), QStringLiteral("90"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 1.5);
    QTRY_VERIFY(plane().map()->thresholds == digits().thresholds);
    // Looking at a value in another unit changes nothing.
    const std::size_t changes = m_console->engine.changes.size();
    for (const char* unit : {"B", "KiB", "MiB", "kB"})
        onPage<QComboBox>("sizeUnitComboBox")
            ->setCurrentIndex(onPage<QComboBox>("sizeUnitComboBox")->findText(QLatin1String(unit)));
    QTest::keyClick(onPage<QDoubleSpinBox>("sizeDoubleSpinBox"), Qt::Key_Return);
    QCoreApplication::processEvents();
    QCOMPARE(m_console->engine.changes.size(), changes);
}

void TestPlacementPage::aPolicyIsChosenAndExplained()
{
    auto* policy = onPage<QComboBox>("policyComboBox");
    policy->setFocus();
    const int index = static_cast<int>(PolicyKind::ContainerOnly);
    policy->setCurrentIndex(index);
    Q_EMIT policy->activated(index);
    QTRY_VERIFY(digits().policy == PolicyKind::ContainerOnly);
    QTRY_VERIFY(plane().map()->policy == PolicyKind::ContainerOnly);
    for (const PlacementCell& cell : plane().map()->cells)
        QVERIFY(cell.verdict != Verdict::Placed || cell.tier == Tier::Container);
    QTRY_VERIFY(onPage<QLabel>("policyMeaningLabel")->text().contains(QLatin1String("container")));
}

void TestPlacementPage::aDotOpensItsReceipt()
{
    m_console->engine.addRequests(8);
    QTRY_COMPARE(plane().dots().size(), std::size_t{8});
    const PlaneDot wanted = plane().dots()[4]; // large_input, alone in its place
    QVERIFY(wanted.reason == Reason::LargeInput);
    const QPoint at = plane().pointOf(wanted.frequencyHz, static_cast<double>(wanted.sizeBytes)).toPoint();
    QVERIFY(plane().textAt(at).contains(QLatin1String("large_input")));
    QTest::mouseClick(&plane(), Qt::LeftButton, {}, at);
    auto* dialog = m_console->find<QDialog>("ReceiptDialog");
    QTRY_VERIFY(dialog->isVisible());
    QTRY_VERIFY(dialog->findChild<QLabel*>(QStringLiteral("receiptTitleLabel"))
                    ->text()
                    .contains(QStringLiteral("request-%1").arg(wanted.id)));
    // Another one by keys, in the same dialog.
    plane().setFocus();
    QTest::keyClick(&plane(), Qt::Key_PageUp);
    QTest::keyClick(&plane(), Qt::Key_Space);
    QTRY_VERIFY(dialog->findChild<QLabel*>(QStringLiteral("receiptTitleLabel"))
                    ->text()
                    .contains(QStringLiteral("request-%1").arg(wanted.id - 1)));
}

void TestPlacementPage::onlyTheLatestDotsAreKept()
{
    m_console->engine.addRequests(2'500);
    QTRY_COMPARE(plane().dots().size(), std::size_t{2'000});
    QCOMPARE(plane().dots().back().id, std::uint64_t{2'500});
    m_console->engine.addRequests(10);
    QTRY_COMPARE(plane().dots().back().id, std::uint64_t{2'510});
    QCOMPARE(plane().dots().size(), std::size_t{2'000});
    QVERIFY(m_console->engine.requestQueries.back().afterId > 0); // only what is new is asked for
}

void TestPlacementPage::roomAndLimitsAreShown()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    ++snapshot.sequence;
    for (BackendSnapshot& backend : snapshot.backends)
        backend.inFlight = backend.tier == Tier::Container ? backend.capacity : 1;
    m_console->engine.setSnapshot(snapshot);
    QTRY_COMPARE(onPage<QLabel>("containerRoomLabel")->text(), QStringLiteral("container: 8/8 full"));
    QCOMPARE(onPage<QLabel>("localRoomLabel")->text(), QStringLiteral("local: 1/4"));
    // Large inputs go elsewhere, and the plane says so.
    QVERIFY(plane().textAt(plane().pointOf(1.0, 1.1e6)).contains(QLatin1String("large_input_fallback")));
    const auto grid = plane().grid();
    QVERIFY(std::count(grid.sizeEdges.begin(), grid.sizeEdges.end(), 6'291'456.0) == 1);
}

void TestPlacementPage::readOnlyHoldsTheLines()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    showPlacement();
    QTRY_VERIFY(!onPage<QDoubleSpinBox>("frequencyDoubleSpinBox")->isEnabled());
    QTest::mousePress(&plane(), Qt::LeftButton, {}, QPointF(lines().x(), plane().plotRect().bottom() - 20).toPoint());
    plane().setFocus();
    QTest::keyClick(&plane(), Qt::Key_Right);
    QVERIFY(!plane().ghost().has_value());
}

void TestPlacementPage::withoutAnApplicationTheNextStepIsShown()
{
    auto* applications = m_console->find<QComboBox>("applicationComboBox");
    applications->setCurrentIndex(0);
    Q_EMIT applications->activated(0);
    QTRY_VERIFY(!plane().map().has_value());
    QVERIFY(!m_console->find<QAction>("exportPlaneDataAction")->isEnabled());
    QList<QToolButton*> next;
    for (QToolButton* button : onPage<QWidget>("placementEmptyState")->findChildren<QToolButton*>()) {
        if (button->isVisible())
            next.append(button);
    }
    QCOMPARE(next.size(), 1);
    next.front()->click();
    QTRY_VERIFY(plane().map().has_value());
}

void TestPlacementPage::theMapIsExported()
{
    m_console->find<QAction>("copyPlaneSummaryAction")->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("F 20.0")));
    const QTemporaryDir folder;
    const auto save = [&](const char* action, const QString& name) {
        m_console->find<QAction>(action)->trigger();
        auto* dialog = m_console->find<QFileDialog>("planeFileDialog");
        const QString path = folder.filePath(name);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray csv = save("exportPlaneDataAction", QStringLiteral("plane.csv"));
    const PlacementMap& map = *plane().map();
    QCOMPARE(csv.count('\n'), static_cast<qsizetype>(map.cells.size()) + 1);
    QVERIFY(csv.startsWith("frequency_hz,size_bytes,verdict,reason,tier\r\n"));
    QVERIFY(csv.contains(",placed,burst_of_small,serverless\r\n"));
    QVERIFY(save("exportPlaneImageAction", QStringLiteral("plane.png")).startsWith("\x89PNG"));
    const auto* told = onPage<QLabel>("exportLabel"); // and stays there for some time
    QVERIFY(told->isVisible());
    QCOMPARE(told->text(), QStringLiteral("Saved as %1").arg(folder.filePath(QStringLiteral("plane.png"))));
}

void TestPlacementPage::failuresAreTold()
{
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "disk full"};
    const auto* told = onPage<QWidget>("placementEmptyState")->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QTRY_VERIFY(told->isVisible() && told->text().startsWith(QLatin1String("The requests cannot be read.")));
    QVERIFY2(told->text().endsWith(QLatin1String("disk full")), qPrintable(told->text()));
    QVERIFY(onPage<QLabel>("dotCountLabel")->text().isEmpty()); // not "no requests yet"
    QVERIFY(plane().map().has_value());                         // the map needs no store
    m_console->engine.storeFailure.reset();
    onPage<QToolButton>("nextActionToolButton")->click();
    QTRY_VERIFY(!told->isVisible());
}

QTEST_MAIN(TestPlacementPage)
#include "tst_placementpage.moc"
