// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/migrations.h"
#include "engine/store/requestreader.h"
#include "engine/store/sweepstore.h"
#include "engine/store/watchstore.h"
#include "tests/support/fakeclock.h"

using namespace straightline;
using store::Database;
namespace fs = std::filesystem;

/// The database file: made, locked, migrated, and left alone when it is not ours to touch.
class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMadeForItsOwnerOnly();
    void keepsASecondEngineOut();
    void foreignFilesAreLeftUntouched_data();
    void foreignFilesAreLeftUntouched();
    void aDirectoryThatCannotBeMade();
    void migratesStepByStep();
    void aFailedStepLeavesTheVersionBefore();
    void anEarlierVersionOpensWhole_data();
    void anEarlierVersionOpensWhole();
    void changesGoBeforeABatchButOnlyOnce();
};

namespace
{

std::string contentsOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

unsigned modeOf(const fs::path& file)
{
    struct stat status {
    };
    return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

} // namespace

void TestDatabase::isMadeForItsOwnerOnly()
{
    const QTemporaryDir folder;
    const fs::path state = fs::path(folder.path().toStdString()) / "a" / "state";
    const auto database = Database::open(state);
    QVERIFY2(database.has_value(), database ? "" : database.error().detail.c_str());
    QCOMPARE(modeOf((*database)->file()), 0600U);
    const auto connection = (*database)->connect(Database::Use::Records);
    QVERIFY(connection.has_value());
    QCOMPARE((*connection)->execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
    QCOMPARE((*connection)->execAndGet("PRAGMA auto_vacuum").getInt(), 2);
    QCOMPARE((*connection)->execAndGet("PRAGMA user_version").getInt(), store::schemaVersion());
    QCOMPARE((*connection)->execAndGet("PRAGMA application_id").getInt(), store::kApplicationId);
    (*connection)->exec("INSERT INTO setting VALUES('a', '{}')");
    QCOMPARE(modeOf((*database)->file().string() + "-wal"), 0600U);
    const auto reader = (*database)->connect(Database::Use::Reading);
    QVERIFY(reader.has_value());
    QVERIFY((*reader)->tryExec("DELETE FROM setting") != 0);
    const auto configuration = (*database)->connect(Database::Use::Configuration);
    QCOMPARE((*configuration)->execAndGet("PRAGMA synchronous").getInt(), 2); // FULL
}

void TestDatabase::keepsASecondEngineOut()
{
    const QTemporaryDir folder;
    auto first = Database::open(folder.path().toStdString());
    QVERIFY(first.has_value());
    const auto second = Database::open(folder.path().toStdString());
    QVERIFY(!second.has_value());
    QVERIFY(second.error().code == ErrorCode::Conflict);
    QVERIFY(second.error().detail.find("another StraightLine Console is using it") != std::string::npos);
    first->reset();
    QVERIFY(Database::open(folder.path().toStdString()).has_value());
}

void TestDatabase::foreignFilesAreLeftUntouched_data()
{
    QTest::addColumn<QByteArray>("sql"); // of a database made for the test; empty = plain bytes
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("a newer version") << QByteArray("PRAGMA application_id = 1400140364; PRAGMA user_version = 9999;"
                                                   "CREATE TABLE future(a)")
                                     << QByteArray("version 9999, this program knows up to");
    QTest::newRow("another program's") << QByteArray("PRAGMA application_id = 77; CREATE TABLE other(a)")
                                       << QByteArray("another program");
    QTest::newRow("a version without a mark")
        << QByteArray("PRAGMA user_version = 1; CREATE TABLE other(a)") << QByteArray("another program");
    QTest::newRow("no database") << QByteArray() << QByteArray("damaged or not a database");
}

void TestDatabase::foreignFilesAreLeftUntouched()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, part);
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / Database::kFileName;
    if (sql.isEmpty()) {
        std::ofstream(file) << std::string(10'000, 'x');
    } else {
        SQLite::Database made(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        made.exec("PRAGMA journal_mode = WAL");
        made.exec(sql.toStdString());
    }
    const std::string before = contentsOf(file);
    const auto opened = Database::open(folder.path().toStdString());
    QVERIFY(!opened.has_value());
    QVERIFY2(opened.error().detail.find(part.toStdString()) != std::string::npos, opened.error().detail.c_str());
    QVERIFY(contentsOf(file) == before);
}

void TestDatabase::aDirectoryThatCannotBeMade()
{
    const auto opened = Database::open("/proc/straightline/state");
    QVERIFY(!opened.has_value());
    QVERIFY(opened.error().code == ErrorCode::Storage);
}

void TestDatabase::migratesStepByStep()
{
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const std::array<store::Migration, 2> two{
        {{1, "CREATE TABLE a(x); INSERT INTO a VALUES(1)"}, {2, "ALTER TABLE a ADD COLUMN y DEFAULT 7"}}};
    QVERIFY(store::migrate(memory, std::span(two).first(1)).has_value());
    QCOMPARE(memory.execAndGet("PRAGMA user_version").getInt(), 1);
    QVERIFY(store::migrate(memory, two).has_value());
    QCOMPARE(memory.execAndGet("PRAGMA user_version").getInt(), 2);
    QCOMPARE(memory.execAndGet("SELECT x + y FROM a").getInt(), 8);
    QVERIFY(store::migrate(memory, two).has_value()); // nothing runs twice
    QCOMPARE(memory.execAndGet("SELECT COUNT(*) FROM a").getInt(), 1);
}

void TestDatabase::aFailedStepLeavesTheVersionBefore()
{
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const std::array<store::Migration, 2> two{
        {{1, "CREATE TABLE a(x)"}, {2, "CREATE TABLE b(x); INSERT INTO nowhere VALUES(1)"}}};
    const Result<void> migrated = store::migrate(memory, two);
    QVERIFY(!migrated.has_value());
    QVERIFY(migrated.error().code == ErrorCode::Storage);
    QCOMPARE(memory.execAndGet("PRAGMA user_version").getInt(), 1);
    QVERIFY(memory.tableExists("a"));
    QVERIFY(!memory.tableExists("b"));
}

void TestDatabase::anEarlierVersionOpensWhole_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < store::schemaVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

/// As it was written by the program of that time (makedatabase), one for each version before the present.
void TestDatabase::anEarlierVersionOpensWhole()
{
    QFETCH(int, version);
    const fs::path kept = fs::path(TEST_DATA_DIR) / "store" / ("version" + std::to_string(version) + ".db");
    const QTemporaryDir folder;
    const fs::path copied = fs::path(folder.path().toStdString()) / Database::kFileName;
    fs::copy_file(kept, copied);
    QCOMPARE(SQLite::Database(copied.string()).execAndGet("PRAGMA user_version").getInt(), version);
    const auto database = Database::open(folder.path().toStdString());
    QVERIFY2(database.has_value(), database ? "" : database.error().detail.c_str());
    const auto configuration = store::ConfigurationStore::open(**database);
    const Result<SiteConfiguration> site = (*configuration)->load();
    QVERIFY2(site.has_value(), site ? "" : site.error().detail.c_str());
    QCOMPARE(site->revision, std::uint64_t{2});
    QCOMPARE(site->applications.size(), std::size_t{1});
    QCOMPARE(site->applications[0].name, std::string("digits"));
    QCOMPARE(site->applications[0].backends.size(), std::size_t{3});
    QCOMPARE(site->applications[0].thresholds.frequencyHz, 12.5);
    const auto audit = (*configuration)->audit(10);
    QVERIFY(audit.has_value());
    QCOMPARE(audit->size(), std::size_t{2});
    QCOMPARE(audit->front().action, std::string("put_thresholds"));

    FakeClock clock;
    const auto reader = store::RequestReader::open(**database, clock);
    const auto requests = (*reader)->requests({});
    QVERIFY2(requests.has_value(), requests ? "" : requests.error().detail.c_str());
    QCOMPARE(requests->size(), std::size_t{3});
    QCOMPARE(requests->front().application, std::string("digits"));
    const auto receipt = (*reader)->request("request-2");
    QVERIFY2(receipt.has_value(), receipt ? "" : receipt.error().detail.c_str());
    QCOMPARE(receipt->attemptNames, std::vector<std::string>{"digits:box"});
    const auto history = (*reader)->history({.application = "digits",
                                             .backend = {},
                                             .from = clock.wallNow() - std::chrono::minutes(1),
                                             .to = clock.wallNow(),
                                             .maxPoints = 300});
    QVERIFY(history.has_value());
    QCOMPARE(history->rows.size(), std::size_t{1});
    QCOMPARE(history->rows[0].requests, std::uint64_t{3});
    decltype(RollupRow::failed) failed{};
    failed[static_cast<std::size_t>(Outcome::BackendTimeout)] = version == 1 ? 0 : 1; // not counted before
    QVERIFY(history->rows[0].failed == failed);
    const auto sweeps = store::SweepStore::open(**database);
    QVERIFY2(sweeps.has_value(), sweeps ? "" : sweeps.error().detail.c_str());
    QVERIFY((*sweeps)->list({}).has_value());
    const auto watches = store::WatchStore::open(**database).value();
    std::vector<std::string> damaged;
    QVERIFY(watches->list(damaged)->empty() && damaged.empty());
    store::KeptWatch watch;
    watch.watch.application = "digits";
    QVERIFY(watches->put(watch).has_value());
    QCOMPARE(watches->list(damaged)->size(), std::size_t{1});
    QCOMPARE(watches->lastRequestId().value(), std::uint64_t{3});
}

/// A batch is being written, and another one and three changes wait.
void TestDatabase::changesGoBeforeABatchButOnlyOnce()
{
    using store::WriteTurn;
    WriteTurn turn;
    std::vector<char> order; // written by who has the turn
    std::vector<std::jthread> threads;
    const auto wait = [&](WriteTurn::Urgency urgency, int operators) {
        threads.emplace_back([&, urgency] {
            const WriteTurn::Holder holder(turn, urgency);
            order.push_back(urgency == WriteTurn::Urgency::Operator ? 'o' : 'b');
        });
        return QTest::qWaitFor([&] { return turn.waiting().operators == operators && turn.waiting().batches == 1; },
                               60'000);
    };
    {
        const WriteTurn::Holder writing(turn, WriteTurn::Urgency::Batch);
        QVERIFY(wait(WriteTurn::Urgency::Batch, 0));
        for (int operators = 1; operators <= 3; ++operators)
            QVERIFY(wait(WriteTurn::Urgency::Operator, operators));
    }
    threads.clear(); // waits for them
    QCOMPARE(std::string(order.begin(), order.end()), std::string("oboo"));
}

QTEST_APPLESS_MAIN(TestDatabase)
#include "tst_database.moc"
