// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/language.h"
#include "ui/models/activitymodels.h"
#include "ui/models/requestfeed.h"
#include "ui/models/requestsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/receiptpanel.h"
#include "ui/pages/requestspage.h"
#include "ui/text/curl.h"

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
    void aReceiptIsShownAfterALanguageSwitch();
    void filterAndFailures();
    void anotherApplicationStartsAgain();
    void aStoreFailureIsTold();
    void anEmptyTableShowsTheNextStep();
    void theExampleIsWhereTheApplicationIs();
    void changesThatCannotBeReadAreAskedForAgain();
    void operationsAreCancelled();
    void aChangeIsBroughtBackFromTheList();
    void enterMakesChips();
    void mistakesAreToldWhereTheyAre();
    void wordsAreCompleted();
    void aRequestIsCopiedAsCurl();
    void whatIsExportedIsWhatIsShown();
    void anExportUnderTrafficIsWhatWasShownThen();
    void whatOthersChangedSinceStays();
    void aContradictionIsNamed();
    void theListsAreFiltered();

private:
    QTableView* table() const { return m_console->find<QTableView>("requestsTable"); }
    void openRequests(std::size_t count) const;

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestRequestsPage::openRequests(std::size_t count) const
{
    m_console->engine.addRequests(count);
    m_console->window->showPage(QStringLiteral("RequestsPage"));
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
    m_console->window->showPage(QStringLiteral("OverviewPage"));
    const std::size_t asked = m_console->engine.requestQueries.size();
    QTest::qWait(700);
    QCOMPARE(m_console->engine.requestQueries.size(), asked);
}

void TestRequestsPage::oneQuestionAtATimeAndBounded()
{
    QTRY_COMPARE(m_console->find<QComboBox>("applicationComboBox")->currentText(), QStringLiteral("digits"));
    m_console->engine.addRequests(5'000);
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    QTRY_COMPARE(table()->model()->rowCount(), 5'000); // the newest of them first, then the older ones
    QCOMPARE(m_console->engine.requestQueries[0].limit, 1'000U);
    QCOMPARE(m_console->engine.requestQueries[0].afterId, std::uint64_t{0});
    QCOMPARE(m_console->engine.requestQueries[1].beforeId, std::uint64_t{4'001});
    QCOMPARE(m_console->engine.requestQueries[1].limit, 2'000U);
    QTRY_COMPARE(m_console->engine.requestQueries.back().afterId, std::uint64_t{5'000});
    m_console->engine.addRequests(3'000);
    QTRY_COMPARE(table()->model()->rowCount(), 8'000);
    auto* count = m_console->find<QLabel>("requestsCountLabel");
    QTRY_VERIFY2(count->text().contains(QStringLiteral("8,000 kept")), qPrintable(count->text()));
    m_console->engine.addRequests(9'000); // more than is fetched at a time
    QTRY_COMPARE(table()->model()->rowCount(), 12'000);
    QTRY_VERIFY2(count->text().contains(QStringLiteral("12,000 kept, more came")), qPrintable(count->text()));
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
          "digits:box expected 4.50 ms ✓", "1. digits:box: ok, status 200", "= total 8.60 ms"})
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

void TestRequestsPage::aReceiptIsShownAfterALanguageSwitch()
{
    openRequests(8);
    m_console->window->language().setCode(QStringLiteral("zh_CN"));
    const QPointer<QTableView> before = table();
    QTRY_VERIFY(before.isNull());
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    QTRY_COMPARE(table()->model()->rowCount(), 8);
    table()->selectRow(3);
    auto* rule = m_console->find<QLabel>("ruleLabel");
    QTRY_VERIFY(rule->isVisible());
    QTest::qWait(600);
    QVERIFY(rule->isVisible());
    QVERIFY(table()->currentIndex().isValid());
    const QString room = m_console->find<QLabel>("roomLabel")->text();
    QVERIFY2(room.contains(QChar(u'\uff1b')) && !room.contains(u';'), qPrintable(room)); // with its own semicolons
    m_console->window->language().setCode(QStringLiteral("en"));
    const QPointer<QTableView> again = table();
    QTRY_VERIFY(again.isNull());
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
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    auto* page = m_console->find<RequestsPage>("RequestsPage");
    auto* text = page->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QTRY_VERIFY(text->isVisible() && text->text().contains(QStringLiteral("the database is locked")));
    QVERIFY2(text->text().startsWith(QStringLiteral("The requests cannot be read. ")), qPrintable(text->text()));
    m_console->engine.storeFailure.reset();
    m_console->engine.addRequests(4);
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QVERIFY(!text->isVisible());
}

void TestRequestsPage::anEmptyTableShowsTheNextStep()
{
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    auto* page = m_console->find<RequestsPage>("RequestsPage");
    auto* command = page->findChild<QLabel*>(QStringLiteral("emptyCommandLabel"));
    QTRY_VERIFY(command->isVisible());
    page->findChild<QToolButton*>(QStringLiteral("copyCommandToolButton"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), command->text());
    QVERIFY(command->text().startsWith(QStringLiteral("curl ")));
    m_console->engine.setSite({}); // no application that a command could be for
    auto* next = page->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"));
    QTRY_VERIFY(next->isVisible() && !command->isVisible());
    QCOMPARE(next->text(), QStringLiteral("Register a backend…"));
}

void TestRequestsPage::theExampleIsWhereTheApplicationIs()
{
    EngineStatus engine;
    engine.ingest = "127.0.0.1:8080";
    ApplicationConfiguration application;
    application.name = "digits";
    const QString curl = QStringLiteral("curl --data-binary @image.png http://127.0.0.1:8080");
    QCOMPARE(exampleCommand(engine, application), curl + QStringLiteral("/apps/digits/classify"));
    application.mount = "/numbers";
    QCOMPARE(exampleCommand(engine, application), curl + QStringLiteral("/numbers"));
}

void TestRequestsPage::changesThatCannotBeReadAreAskedForAgain()
{
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "the database is locked"};
    m_console->window->showPage(QStringLiteral("ActivityPage"));
    auto* nothing = m_console->find<QWidget>("auditEmptyState");
    auto* text = nothing->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QTRY_VERIFY(text->isVisible() && text->text().contains(QStringLiteral("the database is locked")));
    QVERIFY(m_console->find<QWidget>("degradedBanner")->isHidden()); // it is told where it is missed
    m_console->engine.storeFailure.reset();
    QVERIFY(m_console->engine.apply(PutThresholds{"digits", {50.0, 1'000}}, Actor{"api"}).has_value());
    nothing->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"))->click();
    QTRY_COMPARE(m_console->find<QTableView>("auditTable")->model()->rowCount(), 1);
    QVERIFY(!text->isVisible());
}

void TestRequestsPage::operationsAreCancelled()
{
    (void)m_console->engine.start(RedeployBackend{"digits:box", std::nullopt}, Actor{"api"});
    m_console->window->showPage(QStringLiteral("ActivityPage"));
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
    m_console->window->showPage(QStringLiteral("ActivityPage"));
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

void TestRequestsPage::enterMakesChips()
{
    openRequests(80);
    auto* field = m_console->find<QLineEdit>("requestsFilterLineEdit");
    QTest::keyClicks(field, QStringLiteral("backend:box size>1MB"));
    QCOMPARE(table()->model()->rowCount(), 10); // while one types
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->text(), QString());
    auto* chip = m_console->find<QToolButton>("filterChip1ToolButton");
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("size>1MB"));
    QVERIFY(chip->toolTip().contains(QStringLiteral("size is more than")));
    QCOMPARE(table()->model()->rowCount(), 10);
    m_console->open(); // kept across a restart
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    QTRY_COMPARE(table()->model()->rowCount(), 10);
    m_console->find<QToolButton>("filterChip1ToolButton")->click();
    QCOMPARE(table()->model()->rowCount(), 30);
    field = m_console->find<QLineEdit>("requestsFilterLineEdit");
    QTest::keyClick(field, Qt::Key_Backspace); // takes the last chip back
    QCOMPARE(field->text(), QStringLiteral("backend:box"));
    field->clear();
    QCOMPARE(table()->model()->rowCount(), 80);
    QTest::keyClicks(field, QStringLiteral("backend:nobody"));
    auto* page = m_console->find<RequestsPage>("RequestsPage");
    auto* clear = page->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"));
    QTRY_VERIFY(clear->isVisible());
    QCOMPARE(clear->text(), QStringLiteral("Clear the filter"));
    clear->click();
    QCOMPARE(table()->model()->rowCount(), 80);
}

void TestRequestsPage::mistakesAreToldWhereTheyAre()
{
    openRequests(8);
    auto* field = m_console->find<QLineEdit>("requestsFilterLineEdit");
    auto* problem = m_console->find<QLabel>("filterProblemLabel");
    QTest::keyClicks(field, QStringLiteral("web latency>20"));
    QVERIFY(!problem->isVisible());
    QTest::keyClicks(field, QStringLiteral("q"));
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().startsWith(QStringLiteral("At character 15: ")), qPrintable(problem->text()));
    QVERIFY(problem->text().contains(QStringLiteral("us, ms, s, min")));
    QVERIFY(field->property("invalid").toBool());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->text(), QStringLiteral("web latency>20q")); // nothing typed is lost
    field->setText(QStringLiteral("backend:"));
    QVERIFY(!problem->isVisible()); // may go on
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(problem->text().contains(QStringLiteral("needs a value")));
}

void TestRequestsPage::wordsAreCompleted()
{
    openRequests(8);
    auto* field = m_console->find<QLineEdit>("requestsFilterLineEdit");
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("backend:b"));
    auto* popup = m_console->window->findChild<QListView*>(QStringLiteral("filterCompletionListView"));
    if (popup == nullptr) { // a popup is a window of its own
        for (QWidget* each : QApplication::allWidgets()) {
            if (each->objectName() == QLatin1String("filterCompletionListView"))
                popup = qobject_cast<QListView*>(each);
        }
    }
    QVERIFY(popup != nullptr);
    QTRY_VERIFY(popup->isVisible());
    QCOMPARE(popup->model()->index(0, 0).data().toString(), QStringLiteral("backend:web"));
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QTRY_COMPARE(field->text(), QStringLiteral("backend:box"));
}

void TestRequestsPage::aRequestIsCopiedAsCurl()
{
    openRequests(8);
    table()->selectRow(3); // request-5
    auto* curl = m_console->find<QToolButton>("copyCurlToolButton");
    QTRY_VERIFY(curl->isEnabled());
    curl->click();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("head -c 5242880 /dev/zero | curl -i -X POST -H 'Content-Type: application/octet-stream' "
                            "--data-binary @- http://127.0.0.1:8080/v2/models/digits/infer"));
    RequestRecord record;
    record.method.assign("GET");
    record.path.assign("/apps/x/it's?token=secret");
    EngineStatus engine;
    engine.ingestTls = "127.0.0.1:8443";
    QCOMPARE(curlCommand(record, engine), QStringLiteral("curl -i 'https://127.0.0.1:8443/apps/x/it'\\''s'"));
}

void TestRequestsPage::whatIsExportedIsWhatIsShown()
{
    openRequests(40);
    table()->sortByColumn(RequestsModel::Size, Qt::DescendingOrder);
    table()->setColumnHidden(RequestsModel::Id, true);
    QTest::keyClicks(m_console->find<QLineEdit>("requestsFilterLineEdit"), QStringLiteral("code:5xx"));
    const QTemporaryDir folder;
    TableExporter exporter(*m_console->find<DataTable>("requestsTable"));
    QSignalSpy ended(&exporter, &TableExporter::ended);
    m_console->find<QToolButton>("followToolButton")->click(); // hold
    for (const char* ending : {"csv", "json"}) {
        exporter.write(folder.filePath(QStringLiteral("t.") + QLatin1String(ending)));
        QVERIFY(ended.wait());
        QVERIFY2(ended.takeFirst().at(0).toBool(), ending);
    }
    QFile csv(folder.filePath(QStringLiteral("t.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(csv.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QFile json(folder.filePath(QStringLiteral("t.json")));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray objects = QJsonDocument::fromJson(json.readAll()).array();
    const QAbstractItemModel* model = table()->model();
    QCOMPARE(model->rowCount(), 10);
    QCOMPARE(lines.size(), 11);
    QCOMPARE(objects.size(), 10);
    for (int row = 0; row < model->rowCount(); ++row) {
        const QStringList cells = lines[row + 1].split(QLatin1Char(','));
        const QJsonObject shown = objects[row].toObject().value(QLatin1String("shown")).toObject();
        int at = 0;
        for (int column = 0; column < model->columnCount(); ++column) {
            const QString title = model->headerData(column, Qt::Horizontal).toString();
            if (table()->isColumnHidden(column)) {
                QVERIFY(!shown.contains(title)); // the hidden Id and Application
                continue;
            }
            const QString cell = model->index(row, column).data().toString();
            QCOMPARE(cells[at++], cell);
            QCOMPARE(
                shown.value(column == RequestsModel::BackendTime ? QStringLiteral("backend_ms") : title).toString(),
                cell);
        }
        QCOMPARE(objects[row].toObject().value(QLatin1String("values")).toObject().value(QLatin1String("size_bytes")),
                 QJsonValue(row < 5 ? 700'000 : 2'500));
    }
}

void TestRequestsPage::anExportUnderTrafficIsWhatWasShownThen()
{
    openRequests(4'000); // more than is written at a time
    const QTemporaryDir folder;
    auto* exporter = m_console->find<RequestsPage>("RequestsPage")->findChild<TableExporter*>();
    QSignalSpy ended(exporter, &TableExporter::ended);
    QSignalSpy progressed(exporter, &TableExporter::progressed);
    // As bad as traffic can be: rows come, go out of sight and change places between any two pieces of the file.
    connect(exporter, &TableExporter::progressed, this, [this] {
        m_console->engine.addRequests(3);
        m_console->find<RequestsPage>("RequestsPage")->findChild<RequestFeed*>()->poll();
    });
    const QString path = folder.filePath(QStringLiteral("t.csv"));
    exporter->write(path);
    QVERIFY(progressed.wait());
    m_console->engine.addRequests(500);
    table()->sortByColumn(RequestsModel::Size, Qt::DescendingOrder);
    m_console->find<QCheckBox>("failuresCheckBox")->setChecked(true);
    QVERIFY(!ended.isEmpty() || ended.wait());
    QVERIFY2(ended[0][0].toBool(), qPrintable(ended[0][1].toString()));
    QVERIFY2(ended[0][1].toString().contains(QStringLiteral("4000 rows")), qPrintable(ended[0][1].toString()));
    QFile csv(path);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(csv.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4'001);
    for (int row = 0; row < 4'000; ++row)
        QVERIFY(lines[row + 1].contains(QStringLiteral(",request-%1,").arg(4'000 - row)));
    m_console->find<QCheckBox>("failuresCheckBox")->setChecked(false);
    QTRY_VERIFY(table()->model()->rowCount() > 4'500); // and the traffic is still followed
}

void TestRequestsPage::whatOthersChangedSinceStays()
{
    FakeEngine& engine = m_console->engine;
    BackendConfiguration box = *engine.configuration()->findBackend("digits:box");
    box.capacity = 12;
    QVERIFY(engine.apply(PutBackend{"digits", box}, Actor{"api"}).has_value());
    box.payloadLimitBytes = 1'000'000;
    QVERIFY(engine.apply(PutBackend{"digits", box}, Actor{"api"}).has_value());
    m_console->window->showPage(QStringLiteral("ActivityPage"));
    auto* audit = m_console->find<QTableView>("auditTable");
    QTRY_COMPARE(audit->model()->rowCount(), 2);
    audit->selectRow(1); // the first of the two
    auto* fields = m_console->find<QTableView>("differenceTable");
    QTRY_VERIFY(fields->isVisible());
    QCOMPARE(fields->model()->rowCount(), 1);
    QCOMPARE(fields->model()->index(0, DifferenceModel::Field).data().toString(), QStringLiteral("capacity"));
    QCOMPARE(fields->model()->index(0, DifferenceModel::Before).data().toString(), QStringLiteral("8"));
    QCOMPARE(fields->model()->index(0, DifferenceModel::After).data().toString(), QStringLiteral("12"));
    m_console->window->actions().find(QStringLiteral("undoAuditAction"))->trigger();
    QTRY_COMPARE(engine.configuration()->findBackend("digits:box")->capacity, 8U);
    QCOMPARE(engine.configuration()->findBackend("digits:box")->payloadLimitBytes, std::uint64_t{1'000'000});
}

void TestRequestsPage::aContradictionIsNamed()
{
    FakeEngine& engine = m_console->engine;
    QVERIFY(engine.apply(PutThresholds{"digits", {50.0, 262'144}}, Actor{"api"}).has_value());
    QVERIFY(engine.apply(PutThresholds{"digits", {60.0, 262'144}}, Actor{"api"}).has_value());
    QVERIFY(engine.apply(RemoveBackend{"digits:burst"}, Actor{"api"}).has_value());
    m_console->window->showPage(QStringLiteral("ActivityPage"));
    auto* audit = m_console->find<QTableView>("auditTable");
    QTRY_COMPARE(audit->model()->rowCount(), 3);
    QAction* undo = m_console->window->actions().find(QStringLiteral("undoAuditAction"));
    audit->selectRow(2);
    QVERIFY(!undo->isEnabled());
    const QString why = m_console->find<QLabel>("undoWhyLabel")->text().replace(QChar(0xA0), QLatin1Char(' '));
    QVERIFY2(why.contains(QStringLiteral("F is 60.0 /s now, not 50.0 /s")), qPrintable(why));
    QVERIFY(m_console->find<QLabel>("undoWhyLabel")->isVisible());
    audit->selectRow(0); // the removal: nothing contradicts it
    QVERIFY(undo->isEnabled());
    const std::uint32_t number = [&] {
        const Result<std::vector<AuditEntry>> entries = engine.audit(1);
        return entries->front().before.find("\"number\"") != std::string::npos ? 1U : 0U;
    }();
    undo->trigger();
    QTRY_VERIFY(engine.configuration()->findBackend("digits:burst") != nullptr);
    QCOMPARE(engine.configuration()->findBackend("digits:burst")->capacity, 16U);
    QVERIFY(number == 0 || engine.configuration()->findBackend("digits:burst")->number != 0);
    QTRY_COMPARE(audit->model()->rowCount(), 4);
    audit->selectRow(1); // the removal again
    QTRY_VERIFY(!undo->isEnabled());
    QVERIFY(m_console->find<QLabel>("undoWhyLabel")->text().contains(QStringLiteral("exists again")));
}

void TestRequestsPage::theListsAreFiltered()
{
    m_console->engine.raiseEvent(Severity::Warning, "digits:box", "slow");
    m_console->engine.raiseEvent(Severity::Error, "thumbs:web", "down");
    m_console->window->showPage(QStringLiteral("ActivityPage"));
    auto* events = m_console->find<QTableView>("eventsTable");
    QTRY_COMPARE(events->model()->rowCount(), 2);
    events->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Slash);
    auto* words = m_console->find<QLineEdit>("eventsFilterLineEdit");
    QVERIFY(words->hasFocus());
    QTest::keyClicks(words, QStringLiteral("thumbs error"));
    QCOMPARE(events->model()->rowCount(), 1);
    QTest::keyClicks(words, QStringLiteral(" x"));
    QCOMPARE(events->model()->rowCount(), 0);
    const auto* nothing = m_console->find<QWidget>("eventsEmptyState");
    QVERIFY(nothing->isVisible());
    QVERIFY(nothing->findChild<QLabel*>(QStringLiteral("emptyTextLabel"))
                ->text()
                .contains(QStringLiteral("thumbs error x")));
    QVERIFY(!m_console->window->actions().find(QStringLiteral("export_eventsAction"))->isEnabled());
    nothing->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"))->click();
    QCOMPARE(events->model()->rowCount(), 2);
    QVERIFY(!nothing->isVisible());
}

QTEST_MAIN(TestRequestsPage)
#include "tst_requestspage.moc"
