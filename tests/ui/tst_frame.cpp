// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/language.h"
#include "ui/pages/receiptpanel.h"

using namespace straightline;
using namespace straightline::ui;

/// The frame around the pages: panels, menus, and the shape that is kept.
class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void theReceiptIsThereBesideEveryPage();
    void theLogOfTheChosenBackendIsThereBesideEveryPage();
    void panelsSurviveARestartAndAnotherLanguage();
    void splittersSurviveARestart_data();
    void splittersSurviveARestart();
    void everyKindOfObjectHasItsMenu();

private:
    QAction* action(const char* id) const { return m_console->window->actions().find(QLatin1String(id)); }
    QDockWidget* dock(const char* id) const { return m_console->find<QDockWidget>(id); }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestFrame::theReceiptIsThereBesideEveryPage()
{
    m_console->engine.addRequests(8);
    QVERIFY(dock("receiptDockWidget")->isHidden());
    QVERIFY(dock("receiptDockWidget")->widget() == nullptr); // costs nothing until it is wanted
    action("receiptDockAction")->trigger();
    QTRY_VERIFY(dock("receiptDockWidget")->isVisible());
    auto* panel = m_console->find<ReceiptPanel>("DockReceiptPanel");
    QVERIFY(!panel->receipt().has_value());
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    auto* table = m_console->find<QTableView>("requestsTable");
    QTRY_COMPARE(table->model()->rowCount(), 8);
    table->selectRow(2);
    QTRY_VERIFY(panel->receipt().has_value());
    QCOMPARE(panel->receipt()->row.id, std::uint64_t{6});
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    QVERIFY(panel->isVisible());
    action("receiptDockAction")->trigger();
    QTRY_VERIFY(dock("receiptDockWidget")->isHidden());
    QVERIFY(!action("receiptDockAction")->isChecked());
}

void TestFrame::theLogOfTheChosenBackendIsThereBesideEveryPage()
{
    m_console->engine.logLines["digits:box"] = {{"box one"}, "container box-1"};
    m_console->engine.logLines["digits:burst"] = {{"burst one"}, "instances"};
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    auto* table = m_console->find<QTableView>("backendsTable");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->selectRow(1);
    action("logDockAction")->trigger();
    const auto text = [this] {
        const auto* view = dock("logDockWidget")->findChild<QPlainTextEdit*>();
        return view != nullptr ? view->toPlainText() : QString();
    };
    QTRY_COMPARE(text(), QStringLiteral("box one"));
    table->selectRow(2);
    QTRY_COMPARE(text(), QStringLiteral("burst one"));
    m_console->window->showPage(QStringLiteral("OverviewPage"));
    QVERIFY(dock("logDockWidget")->isVisible());
    QCOMPARE(text(), QStringLiteral("burst one"));
}

void TestFrame::panelsSurviveARestartAndAnotherLanguage()
{
    action("logDockAction")->trigger();
    action("receiptDockAction")->trigger();
    m_console->window->addDockWidget(Qt::RightDockWidgetArea, dock("logDockWidget"));
    m_console->open();
    QTRY_VERIFY(dock("logDockWidget")->isVisible());
    QVERIFY(dock("receiptDockWidget")->isVisible());
    QVERIFY(dock("eventsDockWidget")->isHidden());
    QVERIFY(action("logDockAction")->isChecked());
    QCOMPARE(m_console->window->dockWidgetArea(dock("logDockWidget")), Qt::RightDockWidgetArea);
    m_console->window->language().setCode(QStringLiteral("zh_CN"));
    QTRY_COMPARE(m_console->window->language().code(), QStringLiteral("zh_CN"));
    QTRY_VERIFY(dock("logDockWidget")->windowTitle() == QStringLiteral("日志"));
    QTRY_VERIFY(dock("logDockWidget")->isVisible());
    QVERIFY(dock("logDockWidget")->widget() != nullptr);
    QCOMPARE(m_console->window->dockWidgetArea(dock("logDockWidget")), Qt::RightDockWidgetArea);
    m_console->window->language().setCode(QStringLiteral("en"));
}

void TestFrame::splittersSurviveARestart_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("requestsSplitter") << QStringLiteral("RequestsPage");
    QTest::newRow("containersSplitter") << QStringLiteral("ContainersPage");
    QTest::newRow("activitySplitter") << QStringLiteral("ActivityPage");
    QTest::newRow("activityLowerSplitter") << QStringLiteral("ActivityPage");
}

void TestFrame::splittersSurviveARestart()
{
    QFETCH(const QString, page);
    ContainerStatus one;
    one.backend = "digits:box";
    one.id = one.name = "box-1";
    m_console->engine.containerList = {one};
    m_console->window->showPage(page);
    auto* splitter = m_console->find<QSplitter>(QTest::currentDataTag());
    QTRY_VERIFY(splitter->isVisible());
    QWidget* handle = splitter->handle(1);
    const bool across = splitter->orientation() == Qt::Horizontal;
    const QList<int> before = splitter->sizes();
    const QPoint start = handle->rect().center();
    const QPoint by = across ? QPoint(-60, 0) : QPoint(0, 40);
    QTest::mousePress(handle, Qt::LeftButton, {}, start);
    QTest::mouseMove(handle, start + by);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, start + by);
    const QList<int> moved = splitter->sizes();
    QVERIFY(moved != before);
    m_console->open();
    m_console->window->showPage(page);
    splitter = m_console->find<QSplitter>(QTest::currentDataTag());
    QTRY_VERIFY(splitter->isVisible());
    QTRY_VERIFY2(std::abs(splitter->sizes()[0] - moved[0]) <= 4,
                 qPrintable(QStringLiteral("%1 %2 %3").arg(before[0]).arg(moved[0]).arg(splitter->sizes()[0])));
}

void TestFrame::everyKindOfObjectHasItsMenu()
{
    QStringList titles;
    QStringList ids;
    QStringList letters;
    for (const QAction* entry : m_console->window->menuBar()->actions()) {
        titles.append(entry->text().remove(QLatin1Char('&')));
        letters.append(entry->text().mid(entry->text().indexOf(QLatin1Char('&')) + 1, 1).toLower());
        for (const QAction* each : entry->menu()->actions())
            ids.append(each->objectName());
    }
    for (const char* title : {"Application", "Backend", "Container"})
        QVERIFY2(titles.contains(QLatin1String(title)), title);
    for (const char* id : {"newApplicationAction", "removeApplicationAction", "registerBackendAction", "rollBackAction",
                           "stopContainerAction", "receiptDockAction", "logDockAction"})
        QVERIFY2(ids.contains(QLatin1String(id)), id);
    QCOMPARE(letters.removeDuplicates(), 0);
}

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
