// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/api/sweepjson.h"
#include "engine/store/database.h"
#include "engine/store/sweepstore.h"

using namespace straightline;
using store::Database;
using store::SweepStore;

namespace
{

ThresholdSweep sweepOf(const std::string& application)
{
    ThresholdSweep sweep;
    sweep.operation = 7;
    sweep.application = application;
    sweep.goal = Goal::Cost;
    sweep.actor = "console";
    sweep.begunUnixMicros = 1'770'000'000'000'001;
    sweep.tookMs = 12.5;
    sweep.isComplete = false;
    sweep.requests = 9'999;
    sweep.fromUnixMicros = 1;
    sweep.toUnixMicros = 2;
    sweep.present = {.frequencyHz = 20.5, .sizeBytes = 262'144};
    sweep.policy = PolicyKind::RoundRobin;
    sweep.withoutHedging = true;
    sweep.frequenciesHz = {1.0, 2.5};
    sweep.sizesBytes = {100, ~std::uint64_t{0} >> 11U};
    sweep.points = {{{1.0, 100}, true, 12.25, 0.001, 1e-7, true},
                    {{1.0, sweep.sizesBytes[1]}, false, 0.0, 0.0, 0.0, false},
                    {{2.5, 100}, true, 99.0, 0.5, 0.25, false},
                    {{2.5, sweep.sizesBytes[1]}, true, 1.0, 1.0, 0.0, true}};
    sweep.done = 3;
    sweep.advice = {.kind = AdviceKind::Better,
                    .thresholds = {2.5, 100},
                    .p95Percent = {-23.0, -31.0, -14.0},
                    .failurePoints = {0.1, 0.0, 0.2},
                    .costPercent = {1.0, -1.0, 1.9},
                    .tunedOn = 6'000,
                    .provenOn = 3'999,
                    .reason = "why"};
    return sweep;
}

} // namespace

/// Sweeps of thresholds: kept as they were, the oldest go, and what was applied is noted.
class TestSweepStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSweepIsReadAsItWas();
    void theListHasNoPointsAndTheNewestFirst();
    void theOldestGo();
    void whatWasAppliedIsNoted();
    void aDamagedDocumentIsAnError();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<SweepStore> m_store;
};

void TestSweepStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::move(*Database::open(m_folder->path().toStdString()));
    m_store = std::move(*SweepStore::open(*m_database));
}

void TestSweepStore::cleanup()
{
    m_store.reset();
    m_database.reset();
}

void TestSweepStore::aSweepIsReadAsItWas()
{
    ThresholdSweep sweep = sweepOf("digits");
    sweep.id = m_store->add(sweep).value();
    QVERIFY(sweep.id > 0);
    m_store.reset();
    m_database.reset();
    m_database = std::move(*Database::open(m_folder->path().toStdString()));
    m_store = std::move(*SweepStore::open(*m_database));
    const auto read = m_store->find(sweep.id);
    QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
    QVERIFY(*read == sweep);
    QVERIFY(sweepFromJson(toJson(sweep)).value() == sweep);
    Json older = toJson(sweep);
    older.erase("without_hedging");
    QVERIFY(!sweepFromJson(older).value().withoutHedging);
    const auto none = m_store->find(sweep.id + 1);
    QVERIFY(!none && none.error().code == ErrorCode::NotFound);
}

void TestSweepStore::theListHasNoPointsAndTheNewestFirst()
{
    QVERIFY(m_store->list({})->empty());
    for (const char* each : {"digits", "thumbs", "digits"})
        QVERIFY(m_store->add(sweepOf(each)).has_value());
    const auto all = m_store->list({}).value();
    QCOMPARE(all.size(), std::size_t{3});
    QVERIFY(all[0].id > all[1].id && all[1].id > all[2].id);
    QVERIFY(all[0].points.empty());
    QCOMPARE(all[0].done, std::uint64_t{3});
    QVERIFY(all[0].advice == sweepOf("digits").advice);
    QCOMPARE(m_store->list("digits")->size(), std::size_t{2});
    QCOMPARE(m_store->list("thumbs")->size(), std::size_t{1});
    QVERIFY(m_store->list("nobody")->empty());
}

void TestSweepStore::theOldestGo()
{
    std::uint64_t last = 0;
    for (std::uint32_t i = 0; i < kSweepsKept + 3; ++i)
        last = m_store->add(sweepOf("digits")).value();
    const auto all = m_store->list({}).value();
    QCOMPARE(all.size(), std::size_t{kSweepsKept});
    QCOMPARE(all.front().id, last);
    QCOMPARE(all.back().id, last - kSweepsKept + 1);
}

void TestSweepStore::whatWasAppliedIsNoted()
{
    const std::uint64_t id = m_store->add(sweepOf("digits")).value();
    QVERIFY(m_store->setApplied(id, 77, {3.0, 4}).has_value());
    QCOMPARE(m_store->find(id)->appliedUnixMicros, std::int64_t{77});
    QCOMPARE(m_store->find(id)->points.size(), std::size_t{4});
    QVERIFY((m_store->list({})->front().applied == Thresholds{3.0, 4}));
    QVERIFY(!m_store->setApplied(id + 1, 77, {3.0, 4}));
}

void TestSweepStore::aDamagedDocumentIsAnError()
{
    for (const char* each : {"{}", "[]", R"({"id":"x"})"}) {
        const auto sweep = parseJson(each).and_then([](const Json& json) { return sweepFromJson(json); });
        QVERIFY(!sweep && sweep.error().code == ErrorCode::Storage);
    }
    Json json = toJson(sweepOf("digits"));
    json["front"] = {9};
    const auto read = sweepFromJson(json); // a place that there is not
    QVERIFY(read.has_value());
    QVERIFY(std::none_of(read->points.begin(), read->points.end(), [](const auto& each) { return each.isOnFront; }));
}

QTEST_APPLESS_MAIN(TestSweepStore)
#include "tst_sweepstore.moc"
