// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <QtWidgets>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/charts/timechart.h"
#include "ui/dialogs/backenddialog.h"
#include "ui/enginelink.h"
#include "ui/readonly.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

/// The actions that ask the engine for a change; further ones are added here with their page.
const QStringList& changingActions()
{
    static const QStringList ids{
        QStringLiteral("undoAction"),
        QStringLiteral("redoAction"),
        QStringLiteral("newApplicationAction"),
        QStringLiteral("editApplicationAction"),
        QStringLiteral("cloneApplicationAction"),
        QStringLiteral("removeApplicationAction"),
        QStringLiteral("registerBackendAction"),
        QStringLiteral("editBackendAction"),
        QStringLiteral("drainBackendAction"),
        QStringLiteral("resumeBackendAction"),
        QStringLiteral("redeployBackendAction"),
        QStringLiteral("removeBackendAction"),
        QStringLiteral("redeployContainerAction"),
        QStringLiteral("rollBackAction"),
        QStringLiteral("stopContainerAction"),
        QStringLiteral("startContainerAction"),
        QStringLiteral("cancelOperationAction"),
        QStringLiteral("undoAuditAction"),
    };
    return ids;
}

} // namespace

/// A read-only engine in the console: what would change something is off and says why, nothing reaches the engine.
class TestReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void everyChangingActionIsOffAndSaysWhy();
    void runningWorkCannotBeCancelled();
    void thresholdsCannotBeEdited();
    void thresholdLinesCannotBeDragged();
    void aDoubleClickOpensNoEditor();
    void theFrameIsMarked();
    void aWidgetKeepsItsOwnTip();
    void widgetsAndActionsFollowTheEngine();

private:
    QAction* action(const QString& id) const { return m_console->window->actions().find(id); }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestReadOnly::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    (void)m_console->engine.start(DrainBackend{"digits:web"}, Actor{"test"}); // an operation to cancel
    m_console->engine.engineStatus.readOnly = true;
    m_console->engine.addRequests(20);
    m_console->open();
    QTRY_VERIFY(!m_console->find<QLabel>("readOnlyLabel")->isHidden());
}

void TestReadOnly::everyChangingActionIsOffAndSaysWhy()
{
    const std::size_t asked = m_console->engine.actions.size();
    for (int page = 0; page < m_console->find<QListWidget>("NavigationListView")->count(); ++page) {
        m_console->window->showPage(page);
        QCoreApplication::processEvents();
        for (QAbstractItemView* view : m_console->window->findChildren<QAbstractItemView*>()) {
            if (view->isVisible() && view->model() != nullptr && view->model()->rowCount() > 0
                && view->objectName().endsWith(QLatin1String("Table")))
                view->setCurrentIndex(view->model()->index(0, 0));
        }
        QCoreApplication::processEvents();
        for (const QString& id : changingActions()) {
            QVERIFY2(!action(id)->isEnabled(), qPrintable(id));
            QVERIFY2(action(id)->toolTip().contains(QStringLiteral("--read-only")), qPrintable(action(id)->toolTip()));
            action(id)->trigger();
        }
    }
    QCoreApplication::processEvents();
    QVERIFY(QApplication::activeModalWidget() == nullptr);
    QVERIFY(m_console->engine.changes.empty());
    QCOMPARE(m_console->engine.actions.size(), asked);
    QVERIFY(m_console->engine.imports.empty());
}

void TestReadOnly::runningWorkCannotBeCancelled()
{
    for (const char* page : {"BackendsPage", "ContainersPage"}) {
        m_console->window->showPage(QLatin1String(page));
        auto* cancel =
            m_console->find<QWidget>(page)->findChild<QToolButton*>(QStringLiteral("cancelOperationToolButton"));
        QTRY_VERIFY2(cancel->isVisible(), page);
        QVERIFY2(!cancel->isEnabled(), page);
        QVERIFY2(cancel->toolTip().contains(QStringLiteral("--read-only")), qPrintable(cancel->toolTip()));
    }
}

void TestReadOnly::thresholdsCannotBeEdited()
{
    for (const char* name : {"frequencyDoubleSpinBox", "sizeDoubleSpinBox", "policyComboBox"}) {
        const auto widgets = m_console->window->findChildren<QWidget*>(QLatin1String(name));
        QVERIFY2(widgets.size() >= 2, name); // on the Overview and on Placement
        for (const QWidget* widget : widgets) {
            QTRY_VERIFY2(!widget->isEnabled(), name);
            QVERIFY2(widget->toolTip().contains(QStringLiteral("--read-only")), qPrintable(widget->toolTip()));
            QVERIFY2(widget->toolTip().contains(QLatin1Char('\n')), qPrintable(widget->toolTip())); // under its own
        }
    }
}

void TestReadOnly::thresholdLinesCannotBeDragged()
{
    for (const char* name : {"frequencyTimeChart", "sizeTimeChart"}) {
        auto* chart = m_console->find<TimeChart>(name);
        QTRY_VERIFY(chart->frame().threshold.has_value());
        const QPoint line = QPointF(chart->plotRect().center().x(), chart->yOf(*chart->frame().threshold)).toPoint();
        QTest::mousePress(chart, Qt::LeftButton, {}, line);
        QTest::mouseMove(chart, line + QPoint(0, 20));
        QTest::mouseRelease(chart, Qt::LeftButton, {}, line + QPoint(0, 20));
    }
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.changes.empty());
}

void TestReadOnly::aDoubleClickOpensNoEditor()
{
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    auto* table = m_console->find<QTableView>("backendsTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const QPoint at = table->visualRect(table->model()->index(0, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    QCoreApplication::processEvents();
    QVERIFY(m_console->window->findChild<BackendDialog*>() == nullptr);
}

void TestReadOnly::theFrameIsMarked()
{
    QVERIFY(m_console->window->windowTitle().contains(QStringLiteral("read-only")));
    QVERIFY(m_console->find<QLabel>("readOnlyLabel")->toolTip().contains(QStringLiteral("--read-only")));
    m_console->engine.engineStatus.readOnly = false;
    m_console->open();
    QTRY_VERIFY(action(QStringLiteral("registerBackendAction"))->isEnabled());
    QVERIFY(m_console->find<QLabel>("readOnlyLabel")->isHidden());
    QVERIFY(!m_console->window->windowTitle().contains(QStringLiteral("read-only")));
}

void TestReadOnly::aWidgetKeepsItsOwnTip()
{
    QPushButton button;
    button.setToolTip(QStringLiteral("Saves"));
    setEnabledOrSay(&button, false, QStringLiteral("first"));
    QCOMPARE(button.toolTip(), QStringLiteral("Saves\nfirst"));
    setEnabledOrSay(&button, false, QStringLiteral("second"));
    QCOMPARE(button.toolTip(), QStringLiteral("Saves\nsecond"));
    button.setToolTip(QStringLiteral("Saves all"));
    setEnabledOrSay(&button, false, QStringLiteral("third"));
    QCOMPARE(button.toolTip(), QStringLiteral("Saves all\nthird"));
    setEnabledOrSay(&button, true, {});
    QCOMPARE(button.toolTip(), QStringLiteral("Saves all"));
    QVERIFY(button.isEnabled());
}

void TestReadOnly::widgetsAndActionsFollowTheEngine()
{
    EngineLink link(m_console->engine);
    QPushButton button;
    QAction action;
    offWhileReadOnly(link, &button);
    offWhileReadOnly(link, &action);
    QTRY_VERIFY(!button.isEnabled());
    QVERIFY(!action.isEnabled());
    QVERIFY(action.toolTip().contains(QStringLiteral("--read-only")));
    QVERIFY(button.toolTip().contains(QStringLiteral("--read-only")));
}

QTEST_MAIN(TestReadOnly)
#include "tst_readonly.moc"
