// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <csignal>
#include <numeric>
#include <random>

#include <sys/resource.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/api/change.h"
#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/requestreader.h"
#include "engine/store/requeststore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeengine.h"

using namespace straightline;
using store::Database;
using store::RequestReader;
using store::RequestStore;

static std::int64_t residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE)
                                          : 0;
}

/// Requests and roll-ups: written behind, read with names, kept as long as agreed.
class TestRequestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRequestIsReadAsItWas();
    void requestsAreFilteredAndPaged();
    void namesOutliveTheirBackend();
    void aBoundedQueueDropsTheOldest();
    void aLongQueueLeavesNoMemoryBehind();
    void aFullDiskIsShownAndSurvived();
    void anOperatorsChangeGoesBeforeBatches();
    void oldRequestsGo();
    void aLargeDatabaseShrinks();
    void rollupsAgreeWithTheExactOnes();
    void rollupsTellFailuresSizesAndLoad();
    void theFinestStepThatFitsIsChosen();
    void oldRollupsGo();
    void aMillionRowsAreReadByIndex();

private:
    void open(RequestStore::Settings settings, RetentionSettings retention = {});
    RequestRecord record(std::uint64_t serial) const;
    std::int64_t nowSeconds() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<store::ConfigurationStore> m_configuration;
    std::unique_ptr<RequestStore> m_store;
    std::unique_ptr<RequestReader> m_reader;
    SiteConfiguration m_site;
    FakeClock m_clock;
};

namespace
{

constexpr std::chrono::seconds kLong{60};

} // namespace

void TestRequestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = FakeClock();
    m_database = std::move(*Database::open(m_folder->path().toStdString()));
    m_configuration = std::move(*store::ConfigurationStore::open(*m_database));
    m_site = m_configuration->save(*applied({}, PutSite{FakeEngine::sampleSite()}), {}).value();
    m_reader = std::move(*RequestReader::open(*m_database, m_clock));
    RequestStore::Settings settings;
    settings.writeInterval = std::chrono::milliseconds(1);
    open(settings);
}

void TestRequestStore::cleanup()
{
    m_store.reset();
    m_reader.reset();
    m_configuration.reset();
    m_database.reset();
}

void TestRequestStore::open(RequestStore::Settings settings, RetentionSettings retention)
{
    m_store.reset();
    m_store = std::move(*RequestStore::open(*m_database, m_clock, retention, settings));
}

std::int64_t TestRequestStore::nowSeconds() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(m_clock.wallNow().time_since_epoch()).count();
}

RequestRecord TestRequestStore::record(std::uint64_t serial) const
{
    const ApplicationConfiguration& digits = m_site.applications[serial % 10 == 9 ? 1 : 0];
    const BackendConfiguration& backend = digits.backends[serial % digits.backends.size()];
    RequestRecord made;
    made.serial = serial;
    made.arrivalUnixMicros = nowSeconds() * 1'000'000 + static_cast<std::int64_t>(serial);
    made.applicationNumber = digits.number;
    made.backendNumber = backend.number;
    made.status = serial % 7 == 6 ? 502 : 200;
    made.outcome = serial % 7 == 6 ? Outcome::BackendFailed : Outcome::Answered;
    made.attemptCount = 1;
    made.attempts[0].backendNumber = backend.number;
    made.decision.verdict = Verdict::Placed;
    made.decision.reason = Reason::BurstOfSmall;
    made.decision.tier = backend.tier;
    made.decision.features = {.frequencyHz = 33.25, .sizeBytes = 1'500};
    made.decision.thresholds = {20.0, 262'144};
    made.decision.candidateCount = 1;
    made.decision.candidates[0] = {backend.number, 1.5F};
    made.requestId.assign("client-" + std::to_string(serial));
    made.method.assign("POST");
    made.path.assign("/v2/models/digits/infer");
    return made;
}

void TestRequestStore::aRequestIsReadAsItWas()
{
    const RequestRecord given = record(2);
    m_store->add(std::span(&given, 1));
    QVERIFY(m_store->flush(kLong));
    QCOMPARE(m_store->written(), std::uint64_t{1});
    QCOMPARE(m_store->behind(), std::uint64_t{0});
    const auto receipt = m_reader->request("client-2");
    QVERIFY2(receipt.has_value(), receipt ? "" : receipt.error().detail.c_str());
    QCOMPARE(receipt->row.id, std::uint64_t{1});
    QCOMPARE(receipt->row.application, std::string("digits"));
    QCOMPARE(receipt->row.backend, std::string("burst"));
    QCOMPARE(receipt->candidateNames, std::vector<std::string>{"digits:burst"});
    QCOMPARE(receipt->attemptNames, std::vector<std::string>{"digits:burst"});
    QVERIFY(receipt->sentence.empty()); // placement says it, the engine fills it in
    QVERIFY(m_reader->request("1").has_value());
    const auto none = m_reader->request("client-3");
    QVERIFY(!none.has_value() && none.error().code == ErrorCode::NotFound);
    QVERIFY(!m_reader->request("'; DROP TABLE request; --").has_value());
}

void TestRequestStore::requestsAreFilteredAndPaged()
{
    std::vector<RequestRecord> records;
    for (std::uint64_t serial = 0; serial < 5'000; ++serial)
        records.push_back(record(serial));
    m_store->add(records);
    QVERIFY(m_store->flush(kLong));
    const auto newest = m_reader->requests({});
    QCOMPARE(newest->size(), std::size_t{200});
    QCOMPARE(newest->front().id, std::uint64_t{5'000});
    QCOMPARE(newest->back().id, std::uint64_t{4'801});
    RequestQuery query;
    query.limit = 10;
    query.beforeId = 100;
    QCOMPARE(m_reader->requests(query)->front().id, std::uint64_t{99});
    query = {};
    query.afterId = 4'990;
    QCOMPARE(m_reader->requests(query)->size(), std::size_t{10});
    query = {};
    query.application = "thumbs";
    query.limit = 10'000;
    const auto thumbs = m_reader->requests(query);
    QCOMPARE(thumbs->size(), std::size_t{500});
    QVERIFY(std::all_of(thumbs->begin(), thumbs->end(), [](const auto& row) { return row.application == "thumbs"; }));
    query.application = "digits";
    query.backend = "box";
    query.failuresOnly = true;
    const auto failures = m_reader->requests(query);
    QVERIFY(!failures->empty());
    for (const RequestRow& row : *failures)
        QVERIFY(row.backend == "box" && row.application == "digits" && row.record.status == 502);
    query = {};
    query.application = "nobody";
    QVERIFY(m_reader->requests(query)->empty());
    const auto counts = m_reader->countByOutcome();
    QCOMPARE(counts->at(Outcome::Answered) + counts->at(Outcome::BackendFailed), std::uint64_t{5'000});
}

void TestRequestStore::namesOutliveTheirBackend()
{
    const RequestRecord given = record(1);
    m_store->add(std::span(&given, 1));
    QVERIFY(m_store->flush(kLong));
    const SiteConfiguration next = applied(m_site, RemoveApplication{"digits"}).value();
    QVERIFY(m_configuration->save(next, {}).has_value());
    const auto receipt = m_reader->request("client-1");
    QCOMPARE(receipt->row.application, std::string("digits"));
    QCOMPARE(receipt->attemptNames, std::vector<std::string>{"digits:box"});
}

void TestRequestStore::aBoundedQueueDropsTheOldest()
{
    RequestStore::Settings settings;
    settings.queueLimit = 100;
    settings.writeInterval = std::chrono::hours(1);
    settings.batchLimit = 1'000;
    open(settings);
    std::vector<RequestRecord> records;
    for (std::uint64_t serial = 0; serial < 250; ++serial)
        records.push_back(record(serial));
    m_store->add(records);
    QCOMPARE(m_store->behind(), std::uint64_t{100});
    QCOMPARE(m_store->dropped(), std::uint64_t{150});
    QCOMPARE(m_store->droppedRecords(), std::uint64_t{150});
    QVERIFY(m_store->flush(kLong));
    const auto rows = m_reader->requests({});
    QCOMPARE(rows->size(), std::size_t{100});
    QCOMPARE(rows->back().record.serial, std::uint64_t{150});
}

void TestRequestStore::aLongQueueLeavesNoMemoryBehind()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers keep freed memory");
#endif
    RequestStore::Settings settings;
    settings.writeInterval = std::chrono::hours(1);
    settings.batchLimit = 100'000;
    open(settings);
    std::vector<RequestRecord> records(1'000, record(0));
    m_store->add(records);
    QVERIFY(m_store->flush(kLong));
    const std::int64_t before = residentBytes();
    for (int i = 0; i < 60; ++i)
        m_store->add(records);
    const std::int64_t most = residentBytes() - before;
    QVERIFY2(most > 20'000'000, qPrintable(QString::number(most)));
    QVERIFY(m_store->flush(kLong));
    QTRY_VERIFY_WITH_TIMEOUT(residentBytes() - before < most / 4, 60'000);
}

void TestRequestStore::aFullDiskIsShownAndSurvived()
{
    RequestStore::Settings settings;
    settings.writeInterval = std::chrono::milliseconds(1);
    settings.retryInterval = std::chrono::milliseconds(5);
    open(settings);
    const RequestRecord first = record(0);
    m_store->add(std::span(&first, 1));
    QVERIFY(m_store->flush(kLong));
    QVERIFY(!m_store->trouble());

    std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit {
    };
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit tiny {
        4'096, limit.rlim_max
    };
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
    std::vector<RequestRecord> records;
    for (std::uint64_t serial = 1; serial <= 500; ++serial)
        records.push_back(record(serial));
    m_store->add(records);
    const bool shown = QTest::qWaitFor([&] { return m_store->trouble().has_value(); }, 30'000);
    const Trouble trouble = m_store->trouble().value_or(Trouble{});
    const std::string& text = trouble.detail;
    const auto while_full = m_reader->requests({});
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    QVERIFY(shown);
    QVERIFY2(text.find("request records cannot be written") != std::string::npos, text.c_str());
    QVERIFY(trouble.cause == TroubleCause::StoreFailing); // the file may not grow, but the disk has space
    QCOMPARE(trouble.subject, std::string("store"));
    QVERIFY(trouble.retry == settings.retryInterval);
    QVERIFY(while_full.has_value());
    QCOMPARE(while_full->size(), std::size_t{1});

    QVERIFY(m_store->flush(kLong));
    QVERIFY(!m_store->trouble());
    QCOMPARE(m_store->dropped(), std::uint64_t{0});
    RequestQuery query;
    query.limit = 10'000;
    const auto rows = m_reader->requests(query);
    QCOMPARE(rows->size(), std::size_t{501});
    for (std::size_t i = 0; i < rows->size(); ++i)
        QCOMPARE((*rows)[i].record.serial, std::uint64_t{500 - i});
}

void TestRequestStore::anOperatorsChangeGoesBeforeBatches()
{
    std::vector<RequestRecord> records;
    for (std::uint64_t serial = 0; serial < 60'000; ++serial)
        records.push_back(record(serial));
    m_store->add(records);
    SiteConfiguration site = m_site;
    int saved = 0;
    while (m_store->behind() > 0) {
        site = applied(site, PutThresholds{"digits", {static_cast<double>(saved), 1}}).value();
        QVERIFY(m_configuration->save(site, {}).has_value());
        ++saved;
    }
    // 60 batches were written meanwhile; a change that had to wait for all of them would have been alone.
    QVERIFY2(saved >= 10, std::to_string(saved).c_str());
    QVERIFY(m_store->flush(kLong));
    QCOMPARE(m_store->written(), std::uint64_t{60'000});
}

void TestRequestStore::oldRequestsGo()
{
    std::vector<RequestRecord> old;
    for (std::uint64_t serial = 0; serial < 7'000; ++serial)
        old.push_back(record(serial));
    m_store->add(old);
    QVERIFY(m_store->flush(kLong));
    QVERIFY(m_store->clean(kLong));
    RequestQuery query;
    query.limit = 10'000;
    QCOMPARE(m_reader->requests(query)->size(), std::size_t{7'000});
    m_clock.advance(std::chrono::hours(24 * 7 + 1));
    std::vector<RequestRecord> young;
    for (std::uint64_t serial = 7'000; serial < 7'100; ++serial)
        young.push_back(record(serial));
    m_store->add(young);
    QVERIFY(m_store->flush(kLong));
    QVERIFY(m_store->clean(kLong));
    const auto rows = m_reader->requests(query);
    QCOMPARE(rows->size(), std::size_t{100});
    QCOMPARE(rows->back().record.serial, std::uint64_t{7'000});
    // Ids go on counting up even when everything is too old.
    m_clock.advance(std::chrono::hours(24 * 8));
    QVERIFY(m_store->clean(kLong));
    QCOMPARE(m_reader->requests(query)->size(), std::size_t{1});
    const RequestRecord next = record(7'100);
    m_store->add(std::span(&next, 1));
    QVERIFY(m_store->flush(kLong));
    QCOMPARE(m_reader->request("client-7100")->row.id, std::uint64_t{7'101});
}

void TestRequestStore::aLargeDatabaseShrinks()
{
    std::vector<RequestRecord> records;
    for (std::uint64_t serial = 0; serial < 60'000; ++serial)
        records.push_back(record(serial));
    m_store->add(records);
    QVERIFY(m_store->flush(kLong));
    const auto connection = m_database->connect(Database::Use::Records);
    const auto fileBytes = [&] { return (*connection)->execAndGet("PRAGMA page_count").getInt64() * 4'096; };
    const std::int64_t before = fileBytes();
    RetentionSettings retention;
    retention.maxDatabaseBytes = static_cast<std::uint64_t>(before) / 2;
    m_store->setRetention(retention);
    QVERIFY(m_store->clean(kLong));
    QVERIFY2(fileBytes() <= before / 2, std::to_string(fileBytes()).c_str());
    const auto newest = m_reader->requests({});
    QCOMPARE(newest->front().record.serial, std::uint64_t{59'999});
    QVERIFY(!m_reader->request("client-0").has_value());
    QCOMPARE((*connection)->execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
}

namespace
{

double exactPercentile(std::vector<std::uint64_t> values, double percent)
{
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100.0 * static_cast<double>(values.size())));
    return static_cast<double>(values[std::max<std::size_t>(rank, 1) - 1]);
}

} // namespace

void TestRequestStore::rollupsAgreeWithTheExactOnes()
{
    const std::uint32_t digits = m_site.findApplication("digits")->number;
    const std::uint32_t web = m_site.findBackend("digits:web")->number;
    std::mt19937_64 random(5);
    std::lognormal_distribution<double> latency(8.0, 1.2);
    const std::int64_t begin = nowSeconds() - nowSeconds() % 3'600;
    std::map<std::int64_t, std::vector<std::uint64_t>> exact; // by hour
    std::map<std::int64_t, std::vector<std::uint64_t>> exactMinutes;
    constexpr std::int64_t kSpan = 2 * 3'600;
    for (std::int64_t at = begin; at < begin + kSpan; at += 7) {
        Histogram histogram;
        RollupSecond second;
        second.startUnixSeconds = at;
        for (std::uint64_t i = random() % 5; i > 0; --i) {
            const auto micros = static_cast<std::uint64_t>(latency(random));
            histogram.record(micros);
            exact[at / 3'600].push_back(micros);
            exactMinutes[at / 60].push_back(micros);
            ++second.requests;
        }
        if (second.requests == 0)
            continue;
        second.failures = 1;
        second.placed = {1, 2, 3};
        second.total = histogram.toBlob();
        std::vector<RollupSecond> series(3, second);
        series[1].applicationNumber = digits;
        series[2].applicationNumber = digits;
        series[2].backendNumber = web;
        m_store->add(series);
        if (at % 70 == 0) { // the same second again, as after a restart
            Histogram more;
            more.record(1'234);
            exact[at / 3'600].push_back(1'234);
            exactMinutes[at / 60].push_back(1'234);
            for (RollupSecond& each : series) {
                each.requests = 1;
                each.total = more.toBlob();
            }
            m_store->add(series);
        }
    }
    QVERIFY(m_store->flush(kLong));
    m_clock.advance(std::chrono::seconds(kSpan));
    const auto wall = [](std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); };
    for (const auto& [application, backend] :
         std::vector<std::pair<std::string, std::string>>{{"", ""}, {"digits", ""}, {"digits", "web"}}) {
        for (const std::uint32_t maxPoints : {120U, 2U}) {
            const auto history = m_reader->history({application, backend, wall(begin), wall(begin + kSpan), maxPoints});
            QVERIFY2(history.has_value(), history ? "" : history.error().detail.c_str());
            const auto& wanted = maxPoints == 2 ? exact : exactMinutes;
            const std::int64_t length = maxPoints == 2 ? 3'600 : 60;
            QCOMPARE(history->rows.size(), wanted.size());
            for (const RollupRow& row : history->rows) {
                const std::vector<std::uint64_t>& values = wanted.at(row.startUnixSeconds / length);
                QCOMPARE(row.requests, static_cast<std::uint64_t>(values.size()));
                QCOMPARE(row.latency.count, static_cast<std::uint64_t>(values.size()));
                QCOMPARE(row.frequencyHz, static_cast<double>(values.size()) / static_cast<double>(length));
                for (const auto& [percent, got] :
                     {std::pair{50.0, row.latency.p50}, {95.0, row.latency.p95}, {99.0, row.latency.p99}}) {
                    const double right = exactPercentile(values, percent) / 1'000.0;
                    QVERIFY2(std::abs(got - right) <= 0.01 * right, std::to_string(got / right).c_str());
                }
                QCOMPARE(row.placed[2], row.placed[0] * 3);
            }
        }
    }
    QVERIFY(m_reader->history({"digits", "nobody", wall(begin), wall(begin + 60), 300})->rows.empty());
}

void TestRequestStore::rollupsTellFailuresSizesAndLoad()
{
    const auto blobOf = [](std::initializer_list<std::uint64_t> values) {
        Histogram histogram;
        for (const std::uint64_t value : values)
            histogram.record(value);
        return histogram.toBlob();
    };
    RollupSecond second;
    second.startUnixSeconds = nowSeconds() - nowSeconds() % 60;
    second.requests = 6;
    second.failures = 3;
    second.total = blobOf({1'500'000, 500'000});
    second.queue = blobOf({250'000, 0});
    second.size = blobOf({100, 200, 300, 300'000, 200'000'000});
    second.failed =
        blobOf({static_cast<std::uint64_t>(Outcome::Answered), static_cast<std::uint64_t>(Outcome::QueueFull),
                static_cast<std::uint64_t>(Outcome::QueueFull)});
    m_store->add(std::span(&second, 1));
    m_store->add(std::span(&second, 1)); // twice, as after a restart
    QVERIFY(m_store->flush(kLong));
    m_clock.advance(std::chrono::minutes(1));
    const WallTime from{std::chrono::seconds(second.startUnixSeconds)};
    const auto history = m_reader->history({{}, {}, from, from + std::chrono::seconds(60), 300});
    QVERIFY(history.has_value());
    QCOMPARE(history->rows.size(), std::size_t{1});
    const RollupRow& row = history->rows[0];
    QCOMPARE(row.failed[static_cast<std::size_t>(Outcome::Answered)], std::uint64_t{2});
    QCOMPARE(row.failed[static_cast<std::size_t>(Outcome::QueueFull)], std::uint64_t{4});
    QCOMPARE(std::accumulate(row.failed.begin(), row.failed.end(), std::uint64_t{0}), row.failures);
    QCOMPARE(row.sizes[0], std::uint64_t{4}); // 100 and 200: at most 256 B
    QCOMPARE(row.sizes[1], std::uint64_t{2});
    QCOMPARE(row.sizes[6], std::uint64_t{2}); // 300 kB: at most 1 MiB
    QCOMPARE(row.sizes.back(), std::uint64_t{2});
    QCOMPARE(row.inFlight, 4.0); // 4 s of requests in one second
    QCOMPARE(row.queued, 0.5);
}

void TestRequestStore::theFinestStepThatFitsIsChosen()
{
    const auto stepOf = [&](std::chrono::seconds ago, std::chrono::seconds span, std::uint32_t points) {
        const WallTime from = m_clock.wallNow() - ago;
        return m_reader->history({{}, {}, from, from + span, points})->step;
    };
    using namespace std::chrono_literals;
    QVERIFY(stepOf(300s, 300s, 300) == RollupStep::Second);
    QVERIFY(stepOf(301s, 301s, 300) == RollupStep::Minute);
    QVERIFY(stepOf(5h, 5h, 300) == RollupStep::Minute);
    QVERIFY(stepOf(6h, 6h, 300) == RollupStep::Hour);
    QVERIFY(stepOf(3h, 60s, 300) == RollupStep::Minute); // seconds of then are gone
    QVERIFY(stepOf(24h * 30, 60s, 300) == RollupStep::Hour);
    QVERIFY(stepOf(24h * 80, 24h * 80, 300) == RollupStep::Hour);
}

void TestRequestStore::oldRollupsGo()
{
    RollupSecond second;
    second.requests = 1;
    for (std::int64_t at = 0; at < 3'600 * 4; at += 10) {
        second.startUnixSeconds = nowSeconds() + at;
        m_store->add(std::span(&second, 1));
    }
    QVERIFY(m_store->flush(kLong));
    const auto connection = m_database->connect(Database::Use::Reading);
    const auto rows = [&](int step) {
        return (*connection)->execAndGet("SELECT COUNT(*) FROM rollup WHERE step = " + std::to_string(step)).getInt();
    };
    QCOMPARE(rows(0), 1'440);
    QCOMPARE(rows(1), 240);
    m_clock.advance(std::chrono::hours(4));
    QVERIFY(m_store->clean(kLong));
    QCOMPARE(rows(0), 720); // two hours
    QCOMPARE(rows(1), 240);
    m_clock.advance(std::chrono::hours(72));
    QVERIFY(m_store->clean(kLong));
    QCOMPARE(rows(0), 0);
    QCOMPARE(rows(1), 0);
    QVERIFY(rows(2) >= 4);
    m_clock.advance(std::chrono::hours(24 * 90));
    QVERIFY(m_store->clean(kLong));
    QCOMPARE(rows(2), 0);
}

void TestRequestStore::aMillionRowsAreReadByIndex()
{
    std::vector<RequestRecord> seeds;
    for (std::uint64_t serial = 0; serial < 1'000; ++serial)
        seeds.push_back(record(serial));
    m_store->add(seeds);
    QVERIFY(m_store->flush(kLong));
    const auto best = [&](const auto& query) {
        qint64 least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            if (!query())
                return qint64{-1};
            least = std::min(least, timer.nsecsElapsed());
        }
        return least;
    };
    RequestQuery failures;
    failures.application = "thumbs";
    failures.failuresOnly = true;
    failures.limit = 5;
    RequestQuery backend;
    backend.application = "digits";
    backend.backend = "box";
    backend.beforeId = 900;
    backend.limit = 100;
    const auto all = [&] {
        return m_reader->requests({}).has_value() && m_reader->requests(failures).has_value()
               && m_reader->requests(backend).has_value() && m_reader->request("client-77").has_value();
    };
    const qint64 small = best(all);
    {
        const auto connection = m_database->connect(Database::Use::Records);
        (*connection)
            ->exec("INSERT INTO request SELECT id + 1000 * n, arrival_us, application, backend, outcome, "
                   "status, reason, failed, id_hash + n, record FROM request, (WITH RECURSIVE c(n) AS (SELECT "
                   "1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000) SELECT n FROM c)");
        QCOMPARE((*connection)->execAndGet("SELECT COUNT(*) FROM request").getInt(), 1'001'000);
    }
    const qint64 large = best(all);
    QVERIFY(small > 0 && large > 0);
    qInfo("four queries: %lld µs with 1,000 rows, %lld µs with 1,001,000 rows", static_cast<long long>(small / 1'000),
          static_cast<long long>(large / 1'000));
    QVERIFY2(large < 20 * small, "a query reads more than it shows");
}

QTEST_GUILESS_MAIN(TestRequestStore)
#include "tst_requeststore.moc"
