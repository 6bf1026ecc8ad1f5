// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/fakeengine.h"
#include "ui/models/activitymodels.h"
#include "ui/models/backendsmodel.h"
#include "ui/models/requestfilter.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::QtTest;

std::vector<RequestRow> someRows(FakeEngine& engine, std::size_t count)
{
    engine.addRequests(count);
    RequestQuery query;
    query.limit = static_cast<std::uint32_t>(count);
    return *engine.requests(query);
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backendsKeepTheirRows();
    void backendsSortByValue();
    void wordsFilterBackends();
    void newestRequestIsOnTop();
    void requestsAreBounded();
    void requestsAreFiltered_data();
    void requestsAreFiltered();
    void activityModelsKeepTheContract();
};

void TestModels::backendsKeepTheirRows()
{
    FakeEngine engine;
    BackendsModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    model.take(*engine.snapshot(), {}, {});
    QCOMPARE(model.rowCount(), 4);
    const QPersistentModelIndex burst(model.index(2, BackendsModel::Name));
    QCOMPARE(burst.data().toString(), QStringLiteral("burst"));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QVERIFY(engine.apply(RemoveBackend{"digits:web"}, {}).has_value());
    engine.tick();
    model.take(*engine.snapshot(), {}, {"digits:box"});
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(burst.isValid());
    QCOMPARE(burst.data().toString(), QStringLiteral("burst"));
    QCOMPARE(burst.row(), 1);
    QVERIFY(model.index(0, BackendsModel::State).data().toString().contains(QStringLiteral("drained")));
    model.take(*engine.snapshot(), "thumbs", {});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.find("thumbs:web") != nullptr);
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(!model.index(0, column).data().toString().isEmpty());
    }
}

void TestModels::backendsSortByValue()
{
    FakeEngine engine;
    Snapshot snapshot = *engine.snapshot();
    snapshot.backends[0].latency.total = {10, 900.0, 1'000.0, 1'000.0};   // 900 ms
    snapshot.backends[1].latency.total = {10, 1'200.0, 2'000.0, 2'000.0}; // 1.20 s: smaller as a text
    snapshot.backends[2].latency.total.count = 0;
    BackendsModel model;
    WordFilterModel sorted(BackendsModel::SortRole);
    const QAbstractItemModelTester tester(&sorted, kStrict);
    sorted.setSourceModel(&model);
    model.take(snapshot, "digits", {});
    sorted.sort(BackendsModel::P50);
    QCOMPARE(sorted.index(0, BackendsModel::P50).data().toString(), QStringLiteral("–"));
    QCOMPARE(sorted.index(1, BackendsModel::Name).data().toString(), QStringLiteral("web"));
    QCOMPARE(sorted.index(2, BackendsModel::Name).data().toString(), QStringLiteral("box"));
}

void TestModels::wordsFilterBackends()
{
    FakeEngine engine;
    BackendsModel model;
    WordFilterModel filtered(BackendsModel::SortRole);
    filtered.setSourceModel(&model);
    model.take(*engine.snapshot(), {}, {});
    filtered.setWords(QStringLiteral("digits serverless"));
    QCOMPARE(filtered.rowCount(), 1);
    filtered.setWords(QStringLiteral("nowhere"));
    QCOMPARE(filtered.rowCount(), 0);
    filtered.setWords({});
    QCOMPARE(filtered.rowCount(), 4);
}

void TestModels::newestRequestIsOnTop()
{
    FakeEngine engine;
    RequestsModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    model.prepend(someRows(engine, 3));
    model.prepend({});
    model.prepend(someRows(engine, 2));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.newestId(), std::uint64_t{5});
    QCOMPARE(model.index(0, RequestsModel::Id).data().toString(), QStringLiteral("request-5"));
    QCOMPARE(model.index(4, RequestsModel::Id).data().toString(), QStringLiteral("request-1"));
    QCOMPARE(model.index(0, 0).data(RequestsModel::StoreIdRole).toULongLong(), 5ULL);
    for (int column = 0; column < model.columnCount(); ++column)
        QVERIFY(!model.index(0, column).data().toString().isEmpty());
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::requestsAreBounded()
{
    FakeEngine engine;
    RequestsModel model;
    std::vector<RequestRow> rows = someRows(engine, 10'000);
    const QAbstractItemModelTester tester(&model, kStrict);
    std::uint64_t id = 0;
    for (int batch = 0; batch < 11; ++batch) {
        for (auto row = rows.rbegin(); row != rows.rend(); ++row)
            row->id = ++id;
        model.prepend(rows);
    }
    QCOMPARE(model.rowCount(), RequestsModel::kMostRows);
    QCOMPARE(model.newestId(), std::uint64_t{110'000});
    QCOMPARE(model.line(model.rowCount() - 1).id, std::uint64_t{10'001});
}

void TestModels::requestsAreFiltered_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("failuresOnly");
    QTest::addColumn<int>("rows"); // of 80: ten of each of eight patterns
    QTest::newRow("nothing asked, all shown") << QString() << false << 80;
    QTest::newRow("a reason") << QStringLiteral("large_input_fallback") << false << 10;
    QTest::newRow("part of a reason") << QStringLiteral("burst_of_small") << false << 20;
    QTest::newRow("a backend") << QStringLiteral("BURST") << false << 20; // the reason too: both are shown
    QTest::newRow("a tier and a status") << QStringLiteral("container 200") << false << 30;
    QTest::newRow("beginning of a status") << QStringLiteral("50") << false << 26;
    QTest::newRow("one id") << QStringLiteral("request-77") << false << 1;
    QTest::newRow("failures only") << QString() << true << 20;
    QTest::newRow("failures of a backend") << QStringLiteral("web") << true << 10;
    QTest::newRow("nothing matches") << QStringLiteral("zzz") << false << 0;
}

void TestModels::requestsAreFiltered()
{
    QFETCH(QString, text);
    QFETCH(bool, failuresOnly);
    QFETCH(int, rows);
    FakeEngine engine;
    RequestsModel model;
    RequestFilter filter(model);
    const QAbstractItemModelTester tester(&filter, kStrict);
    model.prepend(someRows(engine, 40));
    filter.setTerms(*parseFilter(text));
    filter.setFailuresOnly(failuresOnly);
    model.prepend(someRows(engine, 40)); // new rows are filtered as they come
    int expected = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString line = model.index(row, RequestsModel::Id).data().toString() + QLatin1Char(' ')
                             + model.index(row, RequestsModel::Status).data().toString();
        expected += line.contains(QStringLiteral("50")) ? 1 : 0;
    }
    QCOMPARE(filter.rowCount(), text == QStringLiteral("50") ? expected : rows);
}

void TestModels::activityModelsKeepTheContract()
{
    FakeEngine engine;
    OperationsModel operations;
    AuditModel audit;
    EventsModel events;
    const QAbstractItemModelTester one(&operations, kStrict);
    const QAbstractItemModelTester two(&audit, kStrict);
    DifferenceModel difference;
    const QAbstractItemModelTester three(&events, kStrict);
    const QAbstractItemModelTester four(&difference, kStrict);
    for (int round = 0; round < 3; ++round) {
        (void)engine.start(RedeployBackend{"digits:box", std::nullopt}, Actor{"console"});
        engine.advanceOperation(1, OperationState::Running, "step", 0.3 * round);
        QVERIFY(engine.apply(PutThresholds{"digits", {10.0 + round, 1'000}}, Actor{"console"}).has_value());
        engine.raiseEvent(Severity::Warning, "digits:box", "slow");
        operations.take(engine.operations());
        audit.take(*engine.audit(100));
        const std::vector<Event> newest = engine.events();
        events.take({newest.begin(), newest.end()});
    }
    QCOMPARE(operations.rowCount(), 3);
    for (const QVariant& alignment :
         {operations.headerData(OperationsModel::Took, Qt::Horizontal, Qt::TextAlignmentRole),
          operations.index(0, OperationsModel::Took).data(Qt::TextAlignmentRole)})
        QVERIFY(alignment.toInt() & Qt::AlignRight);
    QCOMPARE(audit.rowCount(), 3);
    QCOMPARE(events.rowCount(), 3);
    QCOMPARE(operations.index(2, OperationsModel::Progress).data(ActivityModel::ProgressRole).toDouble(), 0.6);
    QCOMPARE(audit.index(0, AuditModel::Change).data().toString(), QStringLiteral("F 11.0\u00A0/s → 12.0\u00A0/s"));
    engine.advanceOperation(1, OperationState::Failed, "the image does not start", 0.6);
    operations.take(engine.operations());
    QVERIFY(!operations.index(2, OperationsModel::Progress).data(ActivityModel::ProgressRole).isValid());
    BackendConfiguration box = *engine.configuration()->findBackend("digits:box");
    box.capacity = 77;
    box.payloadLimitBytes = 1'000;
    QVERIFY(engine.apply(PutBackend{"digits", box}, Actor{"console"}).has_value());
    const std::vector<AuditEntry> changes = *engine.audit(100);
    difference.take(auditFields(audit.at(0)));
    QCOMPARE(difference.rowCount(), 1);
    QVERIFY(!difference.index(0, DifferenceModel::Field).data().toString().isEmpty());
    QVERIFY(difference.index(0, DifferenceModel::Before).data() != difference.index(0, DifferenceModel::After).data());
    difference.take(auditFields(*std::find_if(changes.begin(), changes.end(),
                                              [](const AuditEntry& each) { return each.action == "put_backend"; })));
    QVERIFY(difference.rowCount() > 1);
    difference.take({});
    QCOMPARE(difference.rowCount(), 0);
    audit.take({});
    QCOMPARE(audit.rowCount(), 0);
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
