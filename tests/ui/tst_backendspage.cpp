// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/backenddialog.h"
#include "ui/dialogs/logdialog.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/models/backendsmodel.h"

using namespace straightline;
using namespace straightline::ui;

class TestBackendsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void aRefusalKeepsTheDialogOpen();
    void aBackendIsEditedAndTheRestIsKept();
    void removingNamesTheEffectAndCancels();
    void removingCanBeUndone();
    void drainAndResume();
    void redeployShowsItsProgress();
    void logsAreSearched();
    void selectionSurvivesRefresh();
    void theFilterSaysHowMany();

private:
    QAction* action(const char* id) const { return m_console->window->actions().find(QLatin1String(id)); }
    void select(const QString& name) const;
    void trigger(const char* id) const;

    template <class Dialog>
    Dialog* dialog() const
    {
        return m_console->window->findChild<Dialog*>();
    }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestBackendsPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    QTRY_COMPARE(m_console->find<QTableView>("backendsTable")->model()->rowCount(), 3);
}

void TestBackendsPage::select(const QString& name) const
{
    auto* table = m_console->find<QTableView>("backendsTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, BackendsModel::Name).data().toString() == name)
            table->selectRow(row);
    }
    QCOMPARE(table->currentIndex().siblingAtColumn(BackendsModel::Name).data().toString(), name);
}

void TestBackendsPage::trigger(const char* id) const
{
    QVERIFY2(action(id)->isEnabled(), id);
    action(id)->trigger();
}

void TestBackendsPage::aRefusalKeepsTheDialogOpen()
{
    select(QStringLiteral("web"));
    trigger("editBackendAction");
    auto* form = dialog<BackendDialog>();
    form->findChild<QSpinBox*>(QStringLiteral("capacitySpinBox"))->setValue(9);
    m_console->engine.nextFailure = Error{ErrorCode::Conflict, "a redeploy is under way"};
    QTest::mouseClick(form->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    const auto* problem = form->findChild<QLabel*>(QStringLiteral("problemLabel"));
    QTRY_VERIFY(problem->text().contains(QStringLiteral("a redeploy is under way")));
    QVERIFY(form->isVisible());
    QTest::mouseClick(form->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.configuration()->findBackend("digits:web")->capacity, 9U);
}

void TestBackendsPage::aBackendIsEditedAndTheRestIsKept()
{
    const BackendConfiguration before = *m_console->engine.configuration()->findBackend("digits:box");
    select(QStringLiteral("box"));
    trigger("editBackendAction");
    auto* form = dialog<BackendDialog>();
    QVERIFY(!form->findChild<QLineEdit*>(QStringLiteral("nameLineEdit"))->isEnabled());
    form->findChild<QSpinBox*>(QStringLiteral("replicasSpinBox"))->setValue(3);
    QTest::mouseClick(form->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    BackendConfiguration wanted = before;
    std::get<ContainerSettings>(wanted.settings).replicas = 3;
    QVERIFY(m_console->change<PutBackend>(0)->backend == wanted);
    QTRY_VERIFY(action("undoAction")->isEnabled());
    action("undoAction")->trigger();
    QTRY_VERIFY(*m_console->engine.configuration()->findBackend("digits:box") == before);
}

void TestBackendsPage::removingNamesTheEffectAndCancels()
{
    select(QStringLiteral("box"));
    trigger("removeBackendAction");
    auto* box = m_console->find<QMessageBox>("removeBackendMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("digits:box")));
    QVERIFY2(box->informativeText().contains(QStringLiteral("in flight will be drained")),
             qPrintable(box->informativeText()));
    QVERIFY(!box->informativeText().contains(QStringLiteral("(s)"))); // a plural form, not a shrug
    QVERIFY(box->informativeText().contains(QStringLiteral("containers")));
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(m_console->window->findChild<QMessageBox*>() == nullptr);
    QVERIFY(m_console->engine.changes.empty());
}

void TestBackendsPage::removingCanBeUndone()
{
    select(QStringLiteral("box"));
    const BackendConfiguration before = *m_console->engine.configuration()->findBackend("digits:box");
    trigger("removeBackendAction");
    QTest::mouseClick(m_console->find<QPushButton>("removePushButton"), Qt::LeftButton);
    QTRY_VERIFY(m_console->engine.configuration()->findBackend("digits:box") == nullptr);
    QTRY_VERIFY(action("undoAction")->isEnabled());
    action("undoAction")->trigger();
    QTRY_VERIFY(m_console->engine.configuration()->findBackend("digits:box") != nullptr);
    BackendConfiguration after = *m_console->engine.configuration()->findBackend("digits:box");
    after.number = before.number;
    QVERIFY(after == before);
}

void TestBackendsPage::drainAndResume()
{
    select(QStringLiteral("web"));
    QVERIFY(!action("resumeBackendAction")->isEnabled());
    QVERIFY(action("resumeBackendAction")->toolTip().contains(QStringLiteral("in service")));
    trigger("drainBackendAction");
    QVERIFY(m_console->engine.actions.empty()); // asked first
    QTest::mouseClick(m_console->find<QPushButton>("drainPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    QCOMPARE(std::get<DrainBackend>(m_console->engine.actions[0].action).id, std::string("digits:web"));
    QTRY_VERIFY(action("resumeBackendAction")->isEnabled());
    QVERIFY(!action("drainBackendAction")->isEnabled());
    QTRY_VERIFY(action("undoAction")->isEnabled());
    action("undoAction")->trigger();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<ResumeBackend>(m_console->engine.actions[1].action));
}

void TestBackendsPage::redeployShowsItsProgress()
{
    select(QStringLiteral("web"));
    QVERIFY(!action("redeployBackendAction")->isEnabled());
    select(QStringLiteral("box"));
    trigger("redeployBackendAction");
    auto* sheet = dialog<RedeployDialog>();
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"))
        ->setText(QStringLiteral("straightline/digits:2"));
    QTest::mouseClick(sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    const auto& redeploy = std::get<RedeployBackend>(m_console->engine.actions[0].action);
    QCOMPARE(redeploy.settings->image, std::string("straightline/digits:2"));
    m_console->engine.advanceOperation(1, OperationState::Running, "waiting for health of replica 1", 0.71);
    auto* page = m_console->find<QWidget>("BackendsPage");
    auto* text = page->findChild<QLabel*>(QStringLiteral("operationLabel"));
    QTRY_VERIFY(text->isVisible() && text->text().contains(QStringLiteral("waiting for health of replica 1")));
    QCOMPARE(page->findChild<QProgressBar*>(QStringLiteral("operationProgressBar"))->value(), 71);
    QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("cancelOperationToolButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{2});
    QCOMPARE(std::get<CancelOperation>(m_console->engine.actions[1].action).operation, std::uint64_t{1});
    QTRY_VERIFY(text->text().contains(QStringLiteral("cancelled")));
    QVERIFY(!text->property("bad").toBool());
    m_console->engine.advanceOperation(1, OperationState::Failed, "replica 1 did not become healthy", 1.0);
    QTRY_VERIFY(text->text().contains(QStringLiteral("did not become healthy")));
    QVERIFY(text->property("bad").toBool());
}

void TestBackendsPage::logsAreSearched()
{
    m_console->engine.logLines["digits:box"] = {{"one ready", "two error", "three error"}, "container box-1"};
    select(QStringLiteral("box"));
    trigger("logsAction");
    auto* logs = dialog<LogDialog>();
    QVERIFY(!logs->isModal());
    auto* view = logs->findChild<QPlainTextEdit*>(QStringLiteral("logPlainTextEdit"));
    QTRY_COMPARE(view->toPlainText(), QStringLiteral("one ready\ntwo error\nthree error"));
    QTest::keyClicks(logs->findChild<QLineEdit*>(QStringLiteral("logSearchLineEdit")), QStringLiteral("error"));
    QCOMPARE(view->extraSelections().size(), qsizetype{2});
    m_console->engine.logLines["digits:box"].lines.push_back("four error");
    QTest::mouseClick(logs->findChild<QToolButton*>(QStringLiteral("logRefreshToolButton")), Qt::LeftButton);
    QTRY_VERIFY(view->toPlainText().endsWith(QStringLiteral("four error")));
    QCOMPARE(view->extraSelections().size(), qsizetype{3});
    QVERIFY(logs->findChild<QLabel*>(QStringLiteral("logSourceLabel"))
                ->text()
                .contains(QStringLiteral("4 lines of container box-1")));
}

void TestBackendsPage::selectionSurvivesRefresh()
{
    select(QStringLiteral("burst"));
    auto* table = m_console->find<QTableView>("backendsTable");
    table->sortByColumn(BackendsModel::Rate, Qt::DescendingOrder);
    for (int i = 0; i < 8; ++i) {
        m_console->engine.tick();
        QTest::qWait(60);
    }
    QCOMPARE(table->currentIndex().siblingAtColumn(BackendsModel::Name).data().toString(), QStringLiteral("burst"));
}

void TestBackendsPage::theFilterSaysHowMany()
{
    QTest::keyClicks(m_console->find<QLineEdit>("backendsFilterLineEdit"), QStringLiteral("box"));
    QCOMPARE(m_console->find<QTableView>("backendsTable")->model()->rowCount(), 1);
    QCOMPARE(m_console->find<QLabel>("backendsCountLabel")->text(), QStringLiteral("1 of 3"));
}

QTEST_MAIN(TestBackendsPage)
#include "tst_backendspage.moc"
