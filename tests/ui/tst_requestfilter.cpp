// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/fakeengine.h"
#include "ui/models/filtercompletion.h"
#include "ui/models/requestfilter.h"
#include "ui/text/filtertext.h"
#include "ui/text/tableexport.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::QtTest;

FilterTerms termsOf(const QString& text)
{
    const auto terms = parseFilter(text);
    return terms ? *terms : FilterTerms{};
}

RequestRow rowOf(std::uint64_t id, std::mt19937& random)
{
    const auto draw = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % most); };
    RequestRow row;
    row.id = id;
    row.application = "app" + std::to_string(draw(3));
    row.backend = "backend" + std::to_string(draw(5));
    RequestRecord& record = row.record;
    record.arrivalUnixMicros = 1'760'000'000'000'000 + static_cast<std::int64_t>(id) * 1'000 - draw(5'000);
    record.backendNumber = 1 + draw(5);
    record.attemptCount = static_cast<std::uint8_t>(1 + draw(3));
    record.status = static_cast<std::uint16_t>(200 + 100 * draw(4));
    record.bytesIn = draw(2'000'000);
    record.stages = {draw(1'000), draw(1'000), draw(400'000), draw(1'000)};
    record.totalMicros = record.stages.backendMicros + 500;
    record.decision.reason = static_cast<Reason>(1 + draw(8));
    record.decision.tier = static_cast<Tier>(draw(3));
    record.requestId.assign("id-" + std::to_string(draw(100'000)));
    return row;
}

std::vector<RequestRow> rowsOf(std::uint64_t first, std::size_t count, std::mt19937& random)
{
    std::vector<RequestRow> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(rowOf(first + i, random));
    std::reverse(rows.begin(), rows.end());
    return rows;
}

} // namespace

/// The filter language, from the text to the rows.
class TestRequestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTermIsRead_data();
    void aTermIsRead();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void anUnfinishedTermIsNoMistakeYet_data();
    void anUnfinishedTermIsNoMistakeYet();
    void rowsMatch_data();
    void rowsMatch();
    void completionsAreOffered_data();
    void completionsAreOffered();
    void everyColumnSorts_data();
    void everyColumnSorts();
    void orderAndSelectionSurviveNewRows();
};

void TestRequestFilter::aTermIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("field");
    QTest::addColumn<int>("relation");
    QTest::addColumn<bool>("negated");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    const auto row = [](const char* text, FilterField field, FilterRelation relation, const QStringList& words,
                        double low = 0.0, double high = 0.0, bool negated = false) {
        QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(field) << static_cast<int>(relation)
                            << negated << words << low << high;
    };
    using enum FilterField;
    using enum FilterRelation;
    row("box", Any, Matches, {QStringLiteral("box")});
    row("\"two words\"", Any, Matches, {QStringLiteral("two words")});
    row("\"digits:box\"", Any, Matches, {QStringLiteral("digits:box")});
    row("backend:box", Backend, Matches, {QStringLiteral("box")});
    row("BACKEND:box", Backend, Matches, {QStringLiteral("box")});
    row("backend=box", Backend, Equal, {QStringLiteral("box")});
    row("backend!=box", Backend, NotEqual, {QStringLiteral("box")});
    row("-backend:box,web", Backend, Matches, {QStringLiteral("box"), QStringLiteral("web")}, 0, 0, true);
    row("backend:\"my box\"", Backend, Matches, {QStringLiteral("my box")});
    row("code:5xx", Status, Matches, {QStringLiteral("5xx")});
    row("status>=500", Status, GreaterEqual, {}, 500, 500);
    row("app:digits", Application, Matches, {QStringLiteral("digits")});
    row("latency>200ms", Total, Greater, {}, 200'000, 200'000);
    row("latency>200", Total, Greater, {}, 200'000, 200'000);
    row("latency<=1.5s", Total, LessEqual, {}, 1'500'000, 1'500'000);
    row("queue<20us", Queue, Less, {}, 20, 20);
    row("connect>=2min", Connect, GreaterEqual, {}, 120e6, 120e6);
    row("size>1MB", Size, Greater, {}, 1e6, 1e6);
    row("size>1MiB", Size, Greater, {}, 1'048'576, 1'048'576);
    row("size<5k", Size, Less, {}, 5'000, 5'000);
    row("size:1kB..1MB", Size, Matches, {}, 1'000, 1e6);
    row("attempts:2", Attempts, Matches, {}, 2, 2);
    row("is:failed", Is, Matches, {QStringLiteral("failed")});
    row("latency＞200ms", Total, Greater, {}, 200'000, 200'000);
    row("backend：box", Backend, Matches, {QStringLiteral("box")});
}

void TestRequestFilter::aTermIsRead()
{
    QFETCH(QString, text);
    const auto terms = parseFilter(QStringLiteral("  ") + text + QLatin1Char(' '));
    QVERIFY2(terms.has_value(), terms ? "" : qPrintable(filterProblemText(terms.error())));
    QCOMPARE(terms->size(), std::size_t{1});
    const FilterTerm& term = terms->front();
    QTEST(static_cast<int>(term.field), "field");
    QTEST(static_cast<int>(term.relation), "relation");
    QTEST(term.negated, "negated");
    QTEST(term.words, "words");
    QTEST(term.low, "low");
    QTEST(term.high, "high");
    QCOMPARE(term.from, qsizetype{2});
    QVERIFY(!filterTermMeaning(term).isEmpty());
    QCOMPARE(parseFilter(term.text)->size(), std::size_t{1}); // a chip says the same again
}

void TestRequestFilter::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, FilterTrouble trouble, int from, const char* found, const char* says) {
        QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(trouble) << from << QString::fromUtf8(found)
                            << QString::fromUtf8(says);
    };
    row("web bakend:box ", FilterTrouble::UnknownField, 4, "bakend", "application, backend, tier");
    row("latency>fast ", FilterTrouble::NotANumber, 8, "fast", "us, ms, s, min");
    row("latency>200mb ", FilterTrouble::UnknownUnit, 11, "mb", "us, ms, s, min");
    row("size>3ms ", FilterTrouble::UnknownUnit, 6, "ms", "B, kB, MB");
    row("size:1MB ", FilterTrouble::NeedsCompare, 5, "1MB", "size>1");
    row("backend>3 ", FilterTrouble::NoCompare, 8, "3", "backend:text");
    row("tier:cloud ", FilterTrouble::UnknownWord, 5, "cloud", "local, container, serverless");
    row("tier:local,cloud ", FilterTrouble::UnknownWord, 11, "cloud", "local, container, serverless");
    row("reason:luck ", FilterTrouble::UnknownWord, 7, "luck", "burst_of_small");
    row("outcome=answer ", FilterTrouble::UnknownWord, 8, "answer", "answered");
    row("is:nice ", FilterTrouble::UnknownWord, 3, "nice", "failed, placed, retried");
    row("code:ok ", FilterTrouble::NotAStatus, 5, "ok", "5xx");
    row("code:5000 ", FilterTrouble::NotAStatus, 5, "5000", "5xx");
    row("backend: web", FilterTrouble::NoValue, 8, "", "needs a value");
    row("web \"no end", FilterTrouble::OpenQuote, 4, "\"no end", "quotation mark");
    row("attempts>many ", FilterTrouble::NotANumber, 9, "many", "no number");
}

void TestRequestFilter::whatIsWrongIsNamed()
{
    QFETCH(QString, text);
    QFETCH(int, from);
    QFETCH(QString, says);
    const auto terms = parseFilter(text);
    QVERIFY(!terms.has_value());
    QTEST(static_cast<int>(terms.error().trouble), "trouble");
    QCOMPARE(static_cast<int>(terms.error().from), from);
    QTEST(terms.error().found, "found");
    const QString told = filterProblemText(terms.error());
    QVERIFY2(told.contains(says), qPrintable(told));
    QVERIFY2(told.contains(QString::number(from + 1)), qPrintable(told));
}

void TestRequestFilter::anUnfinishedTermIsNoMistakeYet_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("incomplete");
    QTest::newRow("a field without value") << QStringLiteral("backend:") << true;
    QTest::newRow("half a unit") << QStringLiteral("latency>200m") << true;
    QTest::newRow("half a word") << QStringLiteral("is:fai") << true;
    QTest::newRow("an open quote") << QStringLiteral("\"two") << true;
    QTest::newRow("an unknown field") << QStringLiteral("bakend:box") << false;
    QTest::newRow("a wrong unit") << QStringLiteral("size>3q") << false;
    QTest::newRow("something follows") << QStringLiteral("latency>200m web") << false;
}

void TestRequestFilter::anUnfinishedTermIsNoMistakeYet()
{
    QFETCH(QString, text);
    const auto terms = parseFilter(text);
    QVERIFY(!terms.has_value());
    QTEST(terms.error().incomplete, "incomplete");
}

void TestRequestFilter::rowsMatch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows"); // of 80: ten of each of the fake engine's eight patterns
    const auto row = [](const char* text, int rows) { QTest::newRow(text) << QString::fromUtf8(text) << rows; };
    row("backend:box", 30);
    row("-backend:box", 50);
    row("backend!=box", 50);
    row("backend=bo", 0);
    row("backend:box,burst", 40);
    row("code:5xx", 20);
    row("code:502", 10);
    row("code!=200", 20);
    row("status>=500", 20);
    row("-status>=500", 60);
    row("status<300", 60);
    row("reason:burst_of_small", 20);
    row("reason=burst_of_small", 10);
    row("size>1MB", 10);
    row("size>=5242880B", 10);
    row("size>5MiB", 0);
    row("size>=5MiB", 10);
    row("size:1kB..3kB", 40);
    row("latency>8ms", 80);
    row("latency>8.6ms", 0);
    row("latency=8600us", 80);
    row("tier:local", 30); // what was refused has no tier
    row("-tier:local", 50);
    row("outcome:answered", 60);
    row("outcome=nothing_healthy", 10);
    row("is:failed", 20);
    row("is:placed", 70);
    row("is:retried", 0);
    row("attempts<1", 10);
    row("id:request-77", 1);
    row("id=request-7", 1);
    row("id:request-7", 11);
    row("application:digits code:200 size>10kB", 20);
    row("application:thumbs", 0);
    row("\"no such text\"", 0);
}

void TestRequestFilter::rowsMatch()
{
    QFETCH(QString, text);
    FakeEngine engine;
    engine.addRequests(80);
    RequestsModel model;
    RequestFilter filter(model);
    const QAbstractItemModelTester tester(&filter, kStrict);
    const auto terms = parseFilter(text);
    QVERIFY(terms.has_value());
    RequestQuery query;
    query.limit = 40;
    model.prepend(*engine.requests(query));
    filter.setTerms(*terms);
    query.beforeId = model.oldestId();
    model.append(*engine.requests(query)); // older rows are filtered as they come
    QTEST(filter.rowCount(), "rows");
}

void TestRequestFilter::completionsAreOffered_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QString>("withheld");
    QTest::newRow("a field") << QStringLiteral("back") << QStringLiteral("backend:") << QStringLiteral("code:");
    QTest::newRow("a negated field") << QStringLiteral("-bac") << QStringLiteral("-backend:") << QStringLiteral("web");
    QTest::newRow("a number's field") << QStringLiteral("lat") << QStringLiteral("latency>") << QStringLiteral("tier:");
    QTest::newRow("names") << QStringLiteral("web backend:") << QStringLiteral("backend:box") << QStringLiteral("box");
    QTest::newRow("a second name") << QStringLiteral("backend:web,b") << QStringLiteral("backend:web,box")
                                   << QStringLiteral("backend:box");
    QTest::newRow("a part of a word") << QStringLiteral("reason:small") << QStringLiteral("reason:burst_of_small")
                                      << QStringLiteral("reason:overflow");
    QTest::newRow("statuses") << QStringLiteral("code:") << QStringLiteral("code:5xx") << QStringLiteral("code:box");
    QTest::newRow("amounts") << QStringLiteral("size>=1") << QStringLiteral("size>=1MB") << QStringLiteral("size>=1ms");
    QTest::newRow("nothing typed") << QString() << QString() << QStringLiteral("backend:");
}

void TestRequestFilter::completionsAreOffered()
{
    QFETCH(QString, text);
    QFETCH(QString, offered);
    QFETCH(QString, withheld);
    const FilterNames names{{QStringLiteral("digits")}, {QStringLiteral("web"), QStringLiteral("box")}};
    const FilterCompletions found = completeFilter(text, text.size(), names);
    QVERIFY2(offered.isEmpty() ? found.words.isEmpty() : found.words.contains(offered),
             qPrintable(found.words.join(QLatin1Char(' '))));
    QVERIFY(!found.words.contains(withheld));
    QCOMPARE(found.from + found.length, text.size());
}

void TestRequestFilter::everyColumnSorts_data()
{
    QTest::addColumn<int>("column");
    for (int column = 0; column < RequestsModel::ColumnCount; ++column)
        QTest::addRow("column %d", column) << column;
}

void TestRequestFilter::everyColumnSorts()
{
    QFETCH(int, column);
    std::mt19937 random(7);
    RequestsModel model;
    RequestFilter filter(model);
    const QAbstractItemModelTester tester(&filter, kStrict);
    model.prepend(rowsOf(1, 60, random));
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        filter.sort(column, order);
        model.prepend(rowsOf(100 + 100 * static_cast<std::uint64_t>(order), 30, random)); // come into an order
        for (int row = 1; row < filter.rowCount(); ++row) {
            const QModelIndex a = filter.index(row - 1, column);
            const QModelIndex b = filter.index(row, column);
            QVariant left = a.data(Qt::DisplayRole);
            QVariant right = b.data(Qt::DisplayRole);
            if (column == RequestsModel::Reason) {
                left = static_cast<int>(filter.lineAt(row - 1).reason);
                right = static_cast<int>(filter.lineAt(row).reason);
            } else if (column == RequestsModel::Tier) {
                left = static_cast<int>(filter.lineAt(row - 1).tier);
                right = static_cast<int>(filter.lineAt(row).tier);
            } else if (column == RequestsModel::Size) {
                left = qulonglong{filter.lineAt(row - 1).sizeBytes};
                right = qulonglong{filter.lineAt(row).sizeBytes};
            } else if (column >= RequestsModel::Total) {
                left = a.data(kExportRole).toDouble();
                right = b.data(kExportRole).toDouble();
            }
            const auto result = QVariant::compare(left, right);
            QVERIFY(order == Qt::AscendingOrder ? result != QPartialOrdering::Greater
                                                : result != QPartialOrdering::Less);
        }
    }
    filter.sort(-1);
    for (int row = 1; row < filter.rowCount(); ++row)
        QVERIFY(filter.lineAt(row - 1).id > filter.lineAt(row).id);
}

void TestRequestFilter::orderAndSelectionSurviveNewRows()
{
    std::mt19937 random(11);
    RequestsModel model;
    RequestFilter filter(model);
    filter.setTerms(termsOf(QStringLiteral("status<500")));
    filter.sort(RequestsModel::Total, Qt::DescendingOrder);
    std::uint64_t next = 1;
    for (int batch = 0; batch < 9; ++batch, next += 10'000)
        model.prepend(rowsOf(next, 10'000, random));
    model.prepend(rowsOf(next, 9'000, random));
    next += 9'000;
    const QPersistentModelIndex held(filter.index(5, RequestsModel::Id));
    const std::uint64_t id = filter.lineAt(5).id;
    QSignalSpy reset(&filter, &QAbstractItemModel::modelReset);
    for (int batch = 0; batch < 3; ++batch, next += 1'000)
        model.prepend(rowsOf(next, 1'000, random)); // the last of them push the oldest out
    QCOMPARE(model.rowCount(), RequestsModel::kMostRows);
    QCOMPARE(reset.count(), 0);
    int expected = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        expected += model.line(row).status < 500 ? 1 : 0;
    QCOMPARE(filter.rowCount(), expected);
    for (int row = 1; row < filter.rowCount(); ++row)
        QVERIFY(filter.lineAt(row - 1).totalMicros >= filter.lineAt(row).totalMicros);
    if (id > 2'000) {
        QVERIFY(held.isValid());
        QCOMPARE(filter.lineAt(held.row()).id, id);
    } else {
        QVERIFY(!held.isValid());
    }
}

QTEST_MAIN(TestRequestFilter)
#include "tst_requestfilter.moc"
