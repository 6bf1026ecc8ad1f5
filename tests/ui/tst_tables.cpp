// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFile>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/models/valuetablemodel.h"
#include "ui/pages/datatable.h"
#include "ui/text/tableexport.h"

using namespace straightline;
using namespace straightline::ui;
using namespace std::chrono_literals;

namespace
{

ContainerStatus container(const FakeEngine& engine, const std::string& name)
{
    ContainerStatus shown;
    shown.backend = "digits:box";
    shown.id = "id-" + name;
    shown.name = name;
    shown.state = BackendState::Up;
    shown.image = "straightline/digits, \"the\" latest"; // a comma and quotes, as CSV likes them least
    shown.created = engine.now() - 5min;
    shown.cpuPercent = 50.0;
    shown.memoryBytes = 250'000'000;
    return shown;
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Fields of RFC 4180, line by line.
QList<QStringList> readCsv(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    QList<QStringList> lines{{QString()}};
    bool quoted = false;
    for (const QChar c : QString::fromUtf8(bytes)) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        if (quoted || (c != QLatin1Char(',') && c != QLatin1Char('\n')))
            lines.last().last().append(c);
        else if (c == QLatin1Char(','))
            lines.last().append(QString());
        else
            lines.append({QString()});
    }
    lines.removeLast();
    for (QStringList& line : lines) {
        for (QString& cell : line) {
            cell = cell.trimmed();
            if (cell.startsWith(QLatin1Char('"')))
                cell = cell.mid(1, cell.size() - 2).replace(QLatin1String("\"\""), QLatin1String("\""));
        }
    }
    return lines;
}

/// Titles and rows of these columns as they are shown, then of these as values.
QList<QStringList> shownNow(const QAbstractItemModel& model, const QList<int>& columns, const QList<int>& values)
{
    QList<QStringList> shown{{}};
    for (const int column : columns)
        shown[0].append(model.headerData(column, Qt::Horizontal).toString());
    for (const int column : values)
        shown[0].append(model.headerData(column, Qt::Horizontal, kExportRole).toString());
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList line;
        for (const int column : columns)
            line.append(model.index(row, column).data().toString());
        for (const int column : values)
            line.append(model.index(row, column).data(kExportRole).toString());
        shown.append(line);
    }
    return shown;
}

} // namespace

/// What every table of words offers: filter, columns, copy, export. One row of data for each table.
class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void numbersKeepTheirWidth();
    void aTextThatIsLastTakesWhatIsLeft();
    void cleanup() { m_console.reset(); }
    void whatIsExportedIsWhatIsShown_data() { tables(); }
    void whatIsExportedIsWhatIsShown();
    void rowsAreCopied_data() { tables(); }
    void rowsAreCopied();
    void aFilterWithoutResultIsCleared_data() { tables(); }
    void aFilterWithoutResultIsCleared();
    void theFilterSurvivesARestart_data() { tables(); }
    void theFilterSurvivesARestart();
    void theSlashAndEscape_data() { tables(); }
    void theSlashAndEscape();
    void columnsAreChosen_data() { tables(); }
    void columnsAreChosen();
    void oneColumnTakesWhatIsLeft();
    void aLongExportShowsProgressAndIsCancelled();

private:
    static void tables();
    DataTable* open();
    QString id() const { return QString::fromLatin1(m_id); }
    /// Of the table that is looked at.
    template <class T>
    T* find(const char* part) const
    {
        return m_console->find<T>((m_id + part).constData());
    }

    std::unique_ptr<ConsoleFixture> m_console;
    QByteArray m_id;
};

void TestTables::tables()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("applications") << QStringLiteral("ApplicationsPage");
    QTest::newRow("backends") << QStringLiteral("BackendsPage");
    QTest::newRow("containers") << QStringLiteral("ContainersPage");
    QTest::newRow("operations") << QStringLiteral("ActivityPage");
    QTest::newRow("audit") << QStringLiteral("ActivityPage");
    QTest::newRow("events") << QStringLiteral("ActivityPage");
}

void TestTables::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    FakeEngine& engine = m_console->engine;
    engine.containerList = {container(engine, "box-1"), container(engine, "box-2")};
    (void)engine.start(DrainBackend{"digits:burst"}, Actor{"test"});
    (void)engine.start(RedeployBackend{"digits:box", {}}, Actor{"test"});
    (void)engine.apply(PutThresholds{"digits", {30.0, 1'000}}, Actor{"test"});
    (void)engine.apply(PutThresholds{"thumbs", {31.0, 2'000}}, Actor{"test"});
    engine.raiseEvent(Severity::Warning, "digits:box", "slow");
    engine.raiseEvent(Severity::Error, "thumbs:web", "down");
}

DataTable* TestTables::open()
{
    QFETCH(const QString, page);
    m_id = QTest::currentDataTag();
    m_console->window->showPage(page);
    auto* table = find<DataTable>("Table");
    (void)QTest::qWaitFor([table] { return table->model()->rowCount() >= 2; });
    return table;
}

void TestTables::whatIsExportedIsWhatIsShown()
{
    DataTable* table = open();
    table->horizontalHeader()->moveSection(0, 1);
    table->setColumnHidden(2, true);
    QTest::qWait(50); // what has room now comes
    table->sortByColumn(1, Qt::DescendingOrder);
    const QTemporaryDir folder;
    auto* exporter = find<QToolButton>("ExportToolButton")->parentWidget()->findChild<TableExporter*>();
    QSignalSpy ended(exporter, &TableExporter::ended);
    QList<int> columns;
    QList<int> values;
    const QAbstractItemModel* model = table->model();
    for (int visual = 0; visual < model->columnCount(); ++visual) {
        const int column = table->horizontalHeader()->logicalIndex(visual);
        const bool picture = model->headerData(column, Qt::Horizontal, kPictureRole).toBool();
        if (!table->isColumnHidden(column) && !picture)
            columns.append(column);
    }
    for (const int column : columns) {
        if (model->headerData(column, Qt::Horizontal, kExportRole).isValid())
            values.append(column);
    }
    const QString csv = folder.filePath(QStringLiteral("t.csv"));
    const QList<QStringList> shown = shownNow(*model, columns, values);
    exporter->write(csv);
    m_console->engine.tick(); // new numbers, while the file is written
    QVERIFY(!ended.isEmpty() || ended.wait());
    QVERIFY2(ended.takeFirst()[0].toBool(), qPrintable(csv));
    const QList<QStringList> found = readCsv(read(csv));
    QCOMPARE(found.size(), shown.size());
    for (qsizetype row = 0; row < shown.size(); ++row)
        QCOMPARE(found[row].mid(0, columns.size()), shown[row].mid(0, columns.size()));
    QCOMPARE(found[0], shown[0]);
    const QString json = folder.filePath(QStringLiteral("t.json"));
    const QList<QStringList> later = shownNow(*model, columns, values);
    exporter->write(json);
    QVERIFY(ended.wait());
    const QJsonArray objects = QJsonDocument::fromJson(read(json)).array();
    QCOMPARE(objects.size() + 1, later.size());
    for (qsizetype row = 0; row < objects.size(); ++row) {
        const QJsonObject cells = objects[row].toObject().value(QLatin1String("shown")).toObject();
        const QJsonObject numbers = objects[row].toObject().value(QLatin1String("values")).toObject();
        QCOMPARE(cells.size(), columns.size());
        QCOMPARE(numbers.size(), values.size());
        for (qsizetype at = 0; at < later[0].size(); ++at) {
            const bool isCell = at < columns.size();
            const QJsonValue written = (isCell ? cells : numbers).value(later[0][at]);
            QCOMPARE(written.toVariant().toString(), later[row + 1][at]);
        }
    }
}

void TestTables::rowsAreCopied()
{
    DataTable* table = open();
    table->setFocus();
    table->selectRow(1);
    Q_EMIT table->customContextMenuRequested(QPoint(4, 4));
    QMenu* menu = nullptr;
    for (QMenu* each : m_console->window->findChildren<QMenu*>()) {
        if (each->isVisible())
            menu = each;
    }
    QVERIFY(menu != nullptr);
    QStringList texts;
    for (QAction* each : menu->actions()) {
        texts.append(each->text().remove(QLatin1Char('&')));
        if (texts.last() == QLatin1String("Copy the rows"))
            each->trigger();
    }
    menu->close();
    QVERIFY(texts.contains(QStringLiteral("Copy the cell")));
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QVERIFY(lines.size() >= 2);
    QVERIFY(lines[1].contains(table->model()->index(1, 1).data().toString()));
    QApplication::clipboard()->clear();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(QLatin1Char('\n')), lines);
}

void TestTables::aFilterWithoutResultIsCleared()
{
    const DataTable* table = open();
    auto* words = find<QLineEdit>("FilterLineEdit");
    words->setText(QStringLiteral("no such thing"));
    QCOMPARE(table->model()->rowCount(), 0);
    const QWidget* place = words;
    QToolButton* clear = nullptr;
    while (clear == nullptr && place != nullptr) {
        place = place->parentWidget();
        for (QToolButton* each : place->findChildren<QToolButton*>(QStringLiteral("nextActionToolButton"))) {
            if (each->isVisible())
                clear = each;
        }
    }
    QVERIFY(clear != nullptr);
    QCOMPARE(clear->text(), QStringLiteral("Clear the filter"));
    QVERIFY(clear->parentWidget()
                ->findChild<QLabel*>(QStringLiteral("emptyTextLabel"))
                ->text()
                .contains(QStringLiteral("no such thing")));
    QVERIFY(!m_console->window->actions().find(QStringLiteral("export_%1Action").arg(id()))->isEnabled());
    clear->click();
    QVERIFY(table->model()->rowCount() >= 2);
    QVERIFY(!clear->isVisible());
    QVERIFY(words->text().isEmpty());
}

void TestTables::theFilterSurvivesARestart()
{
    const DataTable* table = open();
    const int before = table->model()->rowCount();
    const QString word = table->model()->index(1, 0).data().toString();
    find<QLineEdit>("FilterLineEdit")->setText(word + QStringLiteral(" zzz"));
    QCOMPARE(table->model()->rowCount(), 0);
    m_console->open();
    table = find<DataTable>("Table");
    auto* words = find<QLineEdit>("FilterLineEdit");
    QCOMPARE(words->text(), word + QStringLiteral(" zzz"));
    QFETCH(const QString, page);
    m_console->window->showPage(page);
    words->clear();
    QTRY_COMPARE(table->model()->rowCount(), before);
}

void TestTables::theSlashAndEscape()
{
    DataTable* table = open();
    table->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Slash);
    auto* words = find<QLineEdit>("FilterLineEdit");
    QTRY_VERIFY(words->hasFocus());
    QTest::keyClicks(words, QStringLiteral("zzz"));
    QCOMPARE(table->model()->rowCount(), 0);
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(table->model()->rowCount() >= 2);
    QVERIFY(table->hasFocus());
}

void TestTables::columnsAreChosen()
{
    const DataTable* table = open();
    auto* button = find<QToolButton>("ColumnsToolButton");
    QVERIFY(button->isVisible());
    Q_EMIT button->menu()->aboutToShow();
    QVERIFY(!button->menu()->actions().isEmpty());
    QAction* one = nullptr; // the last of those shown
    for (QAction* each : button->menu()->actions())
        one = each->isChecked() ? each : one;
    QVERIFY(one != nullptr);
    int column = 0;
    while (table->model()->headerData(column, Qt::Horizontal).toString() != one->text())
        ++column;
    one->trigger();
    QVERIFY(table->isColumnHidden(column));
    one->trigger();
    QVERIFY(!table->isColumnHidden(column));
}

void TestTables::oneColumnTakesWhatIsLeft()
{
    for (const int stretched : {-1, 1}) {
        QStandardItemModel model(1, 3);
        model.setHorizontalHeaderLabels(
            {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("A long last title")});
        DataTable table(QStringLiteral("stretchedTable%1").arg(stretched), QStringLiteral("Test"));
        const int character = table.fontMetrics().horizontalAdvance(QLatin1Char('0'));
        table.setUp(&model, {3, 4, 5}, stretched);
        table.resize(600, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QCOMPARE(table.columnWidth(0), 3 * character + 16); // not the width of the long title
        QTRY_COMPARE(table.horizontalHeader()->length(), table.viewport()->width());
        const int title = table.fontMetrics().horizontalAdvance(QStringLiteral("A long last title"));
        table.resize(title + 20, 200);
        QTRY_VERIFY(table.horizontalHeader()->length() > table.viewport()->width()); // it scrolls
        QVERIFY(table.columnWidth(2) >= title);
        QCOMPARE(table.columnWidth(1), 4 * character + 16);
        table.resize(700, 200);
        QTRY_COMPARE(table.horizontalHeader()->length(), table.viewport()->width());
    }
}

void TestTables::aLongExportShowsProgressAndIsCancelled()
{
    m_console->engine.addRequests(10'000);
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    auto* page = m_console->find<QWidget>("RequestsPage");
    const auto* table = m_console->find<DataTable>("requestsTable");
    QTRY_COMPARE(table->model()->rowCount(), 10'000);
    const QTemporaryDir folder;
    auto* exporter = page->findChild<TableExporter*>();
    QSignalSpy progressed(exporter, &TableExporter::progressed);
    QSignalSpy ended(exporter, &TableExporter::ended);
    auto* strip = page->findChild<QWidget*>(QStringLiteral("exportStrip"));
    auto* cancel = strip->findChild<QToolButton*>(QStringLiteral("cancelExportToolButton"));
    const auto* text = strip->findChild<QLabel*>(QStringLiteral("exportLabel"));
    QVERIFY(!strip->isVisible());
    exporter->write(folder.filePath(QStringLiteral("t.csv")));
    QVERIFY(progressed.wait());
    QVERIFY(strip->isVisible());
    QVERIFY(strip->findChild<QProgressBar*>()->maximum() == 10'000);
    QVERIFY2(text->text().contains(QStringLiteral("of 10000")), qPrintable(text->text()));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(ended.size(), 1);
    QVERIFY(!ended[0][0].toBool());
    QVERIFY(!exporter->isRunning());
    QVERIFY(text->text().contains(QStringLiteral("no file was written")));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("t.csv"))));
    QTest::mouseClick(cancel, Qt::LeftButton); // it is Close now
    QVERIFY(!strip->isVisible());
}

namespace
{

/// A table of these columns, the titles of numbers ending in "#".
struct Columns {
    ValueTableModel model;
    DataTable table{QStringLiteral("testTable"), QStringLiteral("Test")};

    Columns(const QStringList& titles, const QList<int>& characters)
        : model([&titles] {
            std::vector<ValueColumn> columns;
            for (const QString& title : titles)
                columns.push_back({title, {}, {}, title.endsWith(u'#')});
            return columns;
        }())
    {
        table.setUp(&model, characters);
        table.resize(1'000, 200);
        table.show();
        (void)QTest::qWaitForWindowExposed(&table);
    }
    int characters(int count) const
    {
        return count * table.fontMetrics().horizontalAdvance(QLatin1Char('0')) + 16; // as setUp() is asked for
    }
};

} // namespace

/// On a wide screen the numbers stay beside each other; on a narrow one nothing is squeezed, the table scrolls.
void TestTables::numbersKeepTheirWidth()
{
    Columns shown({QStringLiteral("Policy"), QStringLiteral("p50#"), QStringLiteral("Cost#")}, {20, 9, 12});
    const QHeaderView& header = *shown.table.horizontalHeader();
    QTRY_COMPARE(header.length(), shown.table.viewport()->width());
    QCOMPARE(shown.table.columnWidth(1), shown.characters(9));
    QCOMPARE(shown.table.columnWidth(2), shown.characters(12));
    shown.table.resize(200, 200);
    QTRY_COMPARE(shown.table.columnWidth(0), shown.characters(20));
    QVERIFY(header.length() > shown.table.viewport()->width());
    shown.table.setColumnHidden(2, true); // and back again when there is room
    shown.table.resize(600, 200);
    QTRY_COMPARE(header.length(), shown.table.viewport()->width());
}

void TestTables::aTextThatIsLastTakesWhatIsLeft()
{
    Columns shown({QStringLiteral("Name"), QStringLiteral("p50#"), QStringLiteral("Last check")}, {20, 9, 12});
    QTRY_COMPARE(shown.table.horizontalHeader()->length(), shown.table.viewport()->width());
    QCOMPARE(shown.table.columnWidth(0), shown.characters(20));
    QVERIFY(shown.table.columnWidth(2) > shown.characters(40));
}

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
