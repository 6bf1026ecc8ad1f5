// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/models/activitymodels.h"
#include "ui/models/requestsmodel.h"
#include "ui/pages/receiptpanel.h"
#include "ui/pages/requestspage.h"

using namespace straightline;
using namespace straightline::ui;

/// The pages Requests and Activity.
class TestRequestsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void theLatestRequestsAreFollowed();
    void nothingIsAskedWhileNobodyLooks();
    void oneQuestionAtATimeAndBounded();
    void theReceiptSaysWhy();
    void theReceiptIsCopied();
    void filterAndFailures();
    void anotherApplicationStartsAgain();
    void aStoreFailureIsTold();
    void anEmptyTableShowsTheNextStep();
    void operationsAreCancelled();
    void aChangeIsBroughtBackFromTheList();

private:
    QTableView* table() const { return m_console->find<QTableView>("requestsTable"); }
    void openRequests(std::size_t count) const;

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestRequestsPage::openRequests(std::size_t count) const
{
    m_console->engine.addRequests(count);
    m_console->window->showPage(2);
    QTRY_COMPARE(table()->model()->rowCount(), static_cast<int>(count));
}

void TestRequestsPage::theLatestRequestsAreFollowed()
{
    openRequests(8);
    QCOMPARE(table()->model()->index(0, RequestsModel::Id).data().toString(), QStringLiteral("request-8"));
    m_console->engine.addRequests(2);
    QTRY_COMPARE(table()->model()->rowCount(), 10);
    QCOMPARE(table()->model()->index(0, RequestsModel::Id).data().toString(), QStringLiteral("request-10"));
    m_console->find<QToolButton>("followToolButton")->click();
    const std::size_t asked = m_console->engine.requestQueries.size();
    m_console->engine.addRequests(2);
    QTest::qWait(700);
    QCOMPARE(m_console->engine.requestQueries.size(), asked);
    m_console->find<QToolButton>("followToolButton")->click();
    QTRY_COMPARE(table()->model()->rowCount(), 12);
}

void TestRequestsPage::nothingIsAskedWhileNobodyLooks()
{
    QTest::qWait(700);
    QVERIFY(m_console->engine.requestQueries.empty());
    openRequests(1);
    m_console->window->showPage(0);
    const std::size_t asked = m_console->engine.requestQueries.size();
    QTest::qWait(700);
    QCOMPARE(m_console->engine.requestQueries.size(), asked);
}

void TestRequestsPage::oneQuestionAtATimeAndBounded()
{
    QTRY_COMPARE(m_console->find<QComboBox>("applicationComboBox")->currentText(), QStringLiteral("digits"));
    m_console->engine.addRequests(5'000);
    m_console->window->showPage(2);
    QTRY_COMPARE(table()->model()->rowCount(), 1'000); // the newest of them
    QCOMPARE(m_console->engine.requestQueries[0].limit, 1'000U);
    QCOMPARE(m_console->engine.requestQueries[0].afterId, std::uint64_t{0});
    QTRY_VERIFY(m_console->engine.requestQueries.size() >= 2);
    QCOMPARE(m_console->engine.requestQueries[1].afterId, std::uint64_t{5'000});
    m_console->engine.addRequests(3'000);
    QTRY_COMPARE(table()->model()->rowCount(), 2'000);
    const QString count = m_console->find<QLabel>("requestsCountLabel")->text();
    QVERIFY2(count.contains(QStringLiteral("2,000 kept")), qPrintable(count));
}

void TestRequestsPage::theReceiptSaysWhy()
{
    openRequests(8);
    auto* panel = m_console->find<ReceiptPanel>("ReceiptPanel");
    const auto* rule = panel->findChild<QLabel*>(QStringLiteral("ruleLabel"));
    QVERIFY(!rule->isVisible());
    table()->selectRow(3); // request-5: large_input → container
    QTRY_VERIFY(rule->isVisible());
    const QString text = panel->text().replace(QChar(0xA0), QLatin1Char(' '));
    for (const char* part :
         {"request-5", "box", "large_input", "d = 5.24 MB > D = 262 kB", "container: 1 of 8 in flight",
          "digits:box with score 4.50 ✓", "1. digits:box: ok, status 200", "= total 8.60 ms"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), part);
    table()->selectRow(0); // request-8: nothing healthy
    QTRY_VERIFY(panel->text().contains(QStringLiteral("nothing healthy")));
    QVERIFY(panel->text().contains(QStringLiteral("none")));
}

void TestRequestsPage::theReceiptIsCopied()
{
    openRequests(3);
    auto* panel = m_console->find<ReceiptPanel>("ReceiptPanel");
    auto* copy = panel->findChild<QToolButton*>(QStringLiteral("copyReceiptToolButton"));
    QVERIFY(!copy->isEnabled());
    table()->selectRow(1);
    QTRY_VERIFY(copy->isEnabled());
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), panel->text());
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("request-2\t")));
}

void TestRequestsPage::filterAndFailures()
{
    openRequests(80);
    QTest::keyClicks(m_console->find<QLineEdit>("requestsFilterLineEdit"), QStringLiteral("large_input_fallback"));
    QCOMPARE(table()->model()->rowCount(), 10);
    QCOMPARE(m_console->find<QLabel>("requestsCountLabel")->text(), QStringLiteral("10 of 80 kept"));
    m_console->find<QLineEdit>("requestsFilterLineEdit")->clear();
    m_console->find<QCheckBox>("failuresCheckBox")->click();
    QCOMPARE(table()->model()->rowCount(), 20);
}

void TestRequestsPage::anotherApplicationStartsAgain()
{
    openRequests(8);
    auto* applications = m_console->find<QComboBox>("applicationComboBox");
    applications->setCurrentIndex(applications->findText(QStringLiteral("thumbs")));
    Q_EMIT applications->activated(applications->currentIndex());
    QTRY_COMPARE(m_console->engine.requestQueries.back().application, std::string("thumbs"));
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    applications->setCurrentIndex(0);
    Q_EMIT applications->activated(0);
    QTRY_COMPARE(table()->model()->rowCount(), 8);
    QVERIFY(!table()->isColumnHidden(RequestsModel::Application));
}

void TestRequestsPage::aStoreFailureIsTold()
{
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "the database is locked"};
    m_console->window->showPage(2);
    auto* page = m_console->find<RequestsPage>("RequestsPage");
    auto* text = page->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QTRY_VERIFY(text->isVisible() && text->text().contains(QStringLiteral("the database is locked")));
    m_console->engine.storeFailure.reset();
    m_console->engine.addRequests(4);
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QVERIFY(!text->isVisible());
}

void TestRequestsPage::anEmptyTableShowsTheNextStep()
{
    m_console->window->showPage(2);
    auto* page = m_console->find<RequestsPage>("RequestsPage");
    auto* command = page->findChild<QLabel*>(QStringLiteral("emptyCommandLabel"));
    QTRY_VERIFY(command->isVisible());
    page->findChild<QToolButton*>(QStringLiteral("copyCommandToolButton"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), command->text());
    QVERIFY(command->text().startsWith(QStringLiteral("curl ")));
}

void TestRequestsPage::operationsAreCancelled()
{
    (void)m_console->engine.start(RedeployBackend{"digits:box", std::nullopt}, Actor{"api"});
    m_console->window->showPage(3);
    auto* operations = m_console->find<QTableView>("operationsTable");
    QTRY_COMPARE(operations->model()->rowCount(), 1);
    QAction* cancel = m_console->window->actions().find(QStringLiteral("cancelOperationAction"));
    QVERIFY(!cancel->isEnabled());
    operations->selectRow(0);
    QVERIFY(cancel->isEnabled());
    cancel->trigger();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<CancelOperation>(m_console->engine.actions[1].action));
    QTRY_COMPARE(operations->model()->index(0, OperationsModel::State).data().toString(), QStringLiteral("cancelled"));
    QVERIFY(!cancel->isEnabled());
}

void TestRequestsPage::aChangeIsBroughtBackFromTheList()
{
    QVERIFY(m_console->engine.apply(PutThresholds{"digits", {50.0, 1'000}}, Actor{"api"}).has_value());
    m_console->window->showPage(3);
    auto* audit = m_console->find<QTableView>("auditTable");
    QTRY_COMPARE(audit->model()->rowCount(), 1);
    QAction* undo = m_console->window->actions().find(QStringLiteral("undoAuditAction"));
    QVERIFY(!undo->isEnabled());
    audit->selectRow(0);
    QVERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_COMPARE(m_console->engine.configuration()->findApplication("digits")->thresholds.frequencyHz, 20.0);
    QTRY_COMPARE(audit->model()->rowCount(), 2); // bringing back is a change too
    QVERIFY(m_console->window->actions().find(QStringLiteral("undoAction"))->isEnabled());
}

QTEST_MAIN(TestRequestsPage)
#include "tst_requestspage.moc"
