// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <QTest>

#include "engine/telemetry/aggregator.h"
#include "tests/support/fakeclock.h"

using namespace straightline;
using namespace straightline::telemetry;
using namespace std::chrono_literals;

namespace
{

std::int64_t steadyNanos(const Clock& clock)
{
    return std::chrono::nanoseconds(clock.steadyNow().time_since_epoch()).count();
}

std::int64_t unixSeconds(const Clock& clock)
{
    return std::chrono::duration_cast<std::chrono::seconds>(clock.wallNow().time_since_epoch()).count();
}

/// A request that ended just now at backend 10 (local) of application 1.
RequestRecord answered(const Clock& clock, std::uint32_t totalMicros = 10'000)
{
    RequestRecord record;
    record.applicationNumber = 1;
    record.backendNumber = 10;
    record.outcome = Outcome::Answered;
    record.status = 200;
    record.attemptCount = 1;
    record.bytesIn = 100;
    record.bytesOut = 30;
    record.totalMicros = totalMicros;
    record.overheadMicros = 40;
    record.stages = {.queueMicros = totalMicros / 10,
                     .connectMicros = totalMicros / 20,
                     .backendMicros = totalMicros / 2,
                     .transferMicros = totalMicros - totalMicros / 10 - totalMicros / 20 - totalMicros / 2};
    record.arrivalSteadyNanos = steadyNanos(clock) - std::int64_t{totalMicros} * 1'000;
    record.decision.reason = Reason::LocalHasRoom;
    record.decision.features.sizeBytes = 100;
    return record;
}

RequestRecord refused(const Clock& clock, Outcome outcome, std::uint16_t status)
{
    RequestRecord record = answered(clock, 50);
    record.backendNumber = 0;
    record.attemptCount = 0;
    record.outcome = outcome;
    record.status = status;
    record.stages = {};
    return record;
}

Snapshot filled(Aggregator& aggregator)
{
    Snapshot snapshot;
    snapshot.applications.resize(2);
    snapshot.applications[0].number = 1;
    snapshot.applications[1].number = 2;
    snapshot.backends.resize(2);
    snapshot.backends[0].status.number = 10;
    snapshot.backends[1].status.number = 11;
    aggregator.fill(snapshot);
    return snapshot;
}

std::uint64_t requestsOf(const std::vector<RollupSecond>& rows, std::uint32_t application, std::uint32_t backend)
{
    std::uint64_t sum = 0;
    for (const RollupSecond& row : rows) {
        if (row.applicationNumber == application && row.backendNumber == backend)
            sum += row.requests;
    }
    return sum;
}

Percentiles read(const HistogramBlob& blob, double unit)
{
    Histogram histogram;
    if (!histogram.mergeBlob(blob))
        qFatal("damaged blob");
    return percentilesOf(histogram, unit);
}

bool within1Percent(double found, double exact)
{
    return std::abs(found - exact) <= exact * 0.01;
}

} // namespace

class AggregatorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsTotalsPerSeries();
    void countsFailures_data();
    void countsFailures();
    void ratesAreOfTheLastSecond();
    void figuresAreTheSameHoweverManyThereAre_data();
    void figuresAreTheSameHoweverManyThereAre();
    void percentilesAgreeWithSortedSamples();
    void stagesAddUp();
    void windowForgetsAfterTenSeconds();
    void refusalsDoNotCountAsQuick();
    void overheadAndRetries();
    void rollsUpEverySecondOnce();
    void rollupCarriesHistograms();
    void lateRecordsCountWhereTheyEnded();
    void aStallLosesNothing();
    void lastRollupsGiveTheRest();
    void followsAJumpOfTheWallClock_data();
    void followsAJumpOfTheWallClock();
    void retainForgetsWhatIsGone();
    void emptySnapshotSaysNoData();
};

void AggregatorTest::countsTotalsPerSeries()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    for (int i = 0; i < 5; ++i)
        aggregator.add(answered(clock));
    RequestRecord other = answered(clock);
    other.applicationNumber = 2;
    other.backendNumber = 11;
    other.decision.tier = Tier::Serverless;
    aggregator.add(other);
    RequestRecord nobody = refused(clock, Outcome::NotFound, 404);
    nobody.applicationNumber = 0;
    aggregator.add(nobody);

    const Snapshot snapshot = filled(aggregator);
    QCOMPARE(snapshot.totals.requests, std::uint64_t{7});
    QCOMPARE(snapshot.totals.placed, (std::array<std::uint64_t, 3>{5, 0, 1}));
    QCOMPARE(snapshot.totals.bytesIn, std::uint64_t{700});
    const auto sum = [](const auto& counts) { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); };
    QCOMPARE(sum(snapshot.totals.outcomes), snapshot.totals.requests);
    QCOMPARE(sum(snapshot.totals.reasons), snapshot.totals.requests);
    QCOMPARE(sum(snapshot.totals.latencyMicros.buckets), std::uint64_t{6});           // reached a backend
    QCOMPARE(snapshot.backends[0].totals.latencyMicros.buckets[3], std::uint64_t{5}); // ≤ 10 ms
    QCOMPARE(snapshot.applications[0].totals.requests, std::uint64_t{5});
    QCOMPARE(snapshot.applications[0].totals.bytesOut, std::uint64_t{150});
    QCOMPARE(snapshot.applications[1].totals.requests, std::uint64_t{1});
    QCOMPARE(snapshot.backends[0].totals.requests, std::uint64_t{5});
    QCOMPARE(snapshot.backends[1].totals.placed, (std::array<std::uint64_t, 3>{0, 0, 1}));

    clock.advance(1h); // totals are since the start
    QCOMPARE(filled(aggregator).applications[0].totals.requests, std::uint64_t{5});
}

void AggregatorTest::countsFailures_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("clientFailures");
    const auto row = [](const char* name, Outcome outcome, int status, int failures, int clientFailures) {
        QTest::newRow(name) << static_cast<int>(outcome) << status << failures << clientFailures;
    };
    row("answered 200", Outcome::Answered, 200, 0, 0);
    row("answered 404 by the backend", Outcome::Answered, 404, 0, 0);
    row("answered 500 by the backend", Outcome::Answered, 500, 1, 0);
    row("backend failed", Outcome::BackendFailed, 502, 1, 0);
    row("queue full", Outcome::QueueFull, 429, 1, 0);
    row("nothing healthy", Outcome::NothingHealthy, 503, 1, 0);
    row("too large", Outcome::TooLarge, 413, 1, 0);
    row("client gone", Outcome::ClientGone, 0, 1, 1);
    row("client timeout", Outcome::ClientTimeout, 408, 1, 1);
    row("bad request", Outcome::BadRequest, 400, 1, 1);
    row("no such application", Outcome::NotFound, 404, 1, 1);
}

void AggregatorTest::countsFailures()
{
    QFETCH(int, outcome);
    QFETCH(int, status);
    FakeClock clock;
    Aggregator aggregator(clock);
    aggregator.add(refused(clock, static_cast<Outcome>(outcome), static_cast<std::uint16_t>(status)));
    const Totals totals = filled(aggregator).totals;
    QTEST(static_cast<int>(totals.failures), "failures");
    QTEST(static_cast<int>(totals.clientFailures), "clientFailures");
}

/// A second's figures are kept as a list at first, then in histograms, then as blobs: none of that may be seen.
void AggregatorTest::figuresAreTheSameHoweverManyThereAre_data()
{
    QTest::addColumn<int>("records");
    for (const int records : {1, 10, 1'023, 1'024, 1'025, 5'000})
        QTest::addRow("%d", records) << records;
}

void AggregatorTest::figuresAreTheSameHoweverManyThereAre()
{
    QFETCH(int, records);
    FakeClock clock;
    Aggregator aggregator(clock);
    std::mt19937_64 random(7);
    Histogram total;
    Histogram backend;
    Histogram size;
    Histogram failed;
    for (int i = 0; i < records; ++i) {
        RequestRecord record = answered(clock, static_cast<std::uint32_t>(random() % 200'000));
        record.decision.features.sizeBytes = random() % 1'000'000;
        record.outcome = random() % 4 == 0 ? Outcome::BackendFailed : Outcome::Answered;
        aggregator.add(record);
        total.record(record.totalMicros);
        backend.record(record.stages.backendMicros);
        size.record(record.decision.features.sizeBytes);
        if (isFailure(record))
            failed.record(static_cast<std::uint64_t>(record.outcome));
    }
    const auto check = [&](const Snapshot& snapshot) {
        const Percentiles wanted = percentilesOf(total, kMicrosInMilli);
        for (const StagePercentiles* found :
             {&snapshot.latency, &snapshot.applications[0].latency, &snapshot.backends[0].latency}) {
            QCOMPARE(found->total.count, wanted.count);
            QCOMPARE(found->total.p50, wanted.p50);
            QCOMPARE(found->total.p99, wanted.p99);
            QCOMPARE(found->backend.p95, percentilesOf(backend, kMicrosInMilli).p95);
        }
        QCOMPARE(snapshot.applications[0].sizeBytes.p95, percentilesOf(size, 1.0).p95);
    };
    check(filled(aggregator)); // open
    clock.advance(3s);
    const std::vector<RollupSecond> rows = aggregator.takeRollups();
    QCOMPARE(rows.size(), std::size_t{3});
    for (const RollupSecond& row : rows) {
        QVERIFY(row.total == total.toBlob());
        QVERIFY(row.backend == backend.toBlob());
        QVERIFY(row.size == size.toBlob());
        QVERIFY(row.failed == failed.toBlob());
    }
    check(filled(aggregator)); // closed
    aggregator.add(answered(clock, 7));
    total.record(7);
    backend.record(3);
    size.record(100);
    check(filled(aggregator)); // a closed and an open second
    clock.advance(20s);
    QCOMPARE(filled(aggregator).latency.total.count, std::uint64_t{0});
}

void AggregatorTest::ratesAreOfTheLastSecond()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    for (int i = 0; i < 200; ++i) { // 2 s at 100 /s, every tenth fails
        clock.advance(10ms);
        aggregator.add(i % 10 == 0 ? refused(clock, Outcome::BackendFailed, 502) : answered(clock));
    }
    Snapshot snapshot = filled(aggregator);
    QCOMPARE(snapshot.requestsPerSecond, 100.0);
    QCOMPARE(snapshot.failuresPerSecond, 10.0);
    QCOMPARE(snapshot.applications[0].requestsPerSecond, 100.0);
    QCOMPARE(snapshot.applications[0].placedPerSecond, (std::array<double, 3>{90.0, 0.0, 0.0}));
    QCOMPARE(snapshot.backends[0].requestsPerSecond, 90.0);
    QCOMPARE(snapshot.backends[1].requestsPerSecond, 0.0);
    clock.advance(500ms);
    QVERIFY(std::abs(filled(aggregator).requestsPerSecond - 50.0) <= 2.0);
    clock.advance(1s);
    QCOMPARE(filled(aggregator).requestsPerSecond, 0.0);
    clock.advance(2s);
    QCOMPARE(filled(aggregator).requestsPerSecond, 0.0);
}

void AggregatorTest::percentilesAgreeWithSortedSamples()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    std::mt19937_64 random(3);
    std::lognormal_distribution latency(9.0, 1.0);
    std::lognormal_distribution size(10.0, 2.0);
    std::vector<double> latencies;
    std::vector<double> sizes;
    for (int i = 0; i < 9'000; ++i) {
        clock.advance(1ms);
        RequestRecord record = answered(clock, static_cast<std::uint32_t>(latency(random)));
        record.decision.features.sizeBytes = static_cast<std::uint64_t>(size(random));
        latencies.push_back(record.totalMicros / 1'000.0);
        sizes.push_back(static_cast<double>(record.decision.features.sizeBytes));
        aggregator.add(record);
    }
    std::sort(latencies.begin(), latencies.end());
    std::sort(sizes.begin(), sizes.end());
    const Snapshot snapshot = filled(aggregator);
    for (const Percentiles& found :
         {snapshot.latency.total, snapshot.applications[0].latency.total, snapshot.backends[0].latency.total}) {
        QCOMPARE(found.count, std::uint64_t{9'000});
        QVERIFY(within1Percent(found.p50, latencies[4'499]));
        QVERIFY(within1Percent(found.p95, latencies[8'549]));
        QVERIFY(within1Percent(found.p99, latencies[8'909]));
    }
    QVERIFY(within1Percent(snapshot.applications[0].sizeBytes.p95, sizes[8'549]));
    QCOMPARE(snapshot.applications[1].latency.total.count, std::uint64_t{0});
}

void AggregatorTest::stagesAddUp()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    for (int i = 0; i < 100; ++i)
        aggregator.add(answered(clock, 80'000));
    const StagePercentiles found = filled(aggregator).backends[0].latency;
    QVERIFY(within1Percent(found.total.p50, 80.0));
    QVERIFY(within1Percent(found.queue.p50 + found.connect.p50 + found.backend.p50 + found.transfer.p50, 80.0));
    QVERIFY(within1Percent(found.backend.p99, 40.0));
}

void AggregatorTest::windowForgetsAfterTenSeconds()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    aggregator.add(answered(clock, 500'000));
    for (int i = 0; i < 9; ++i) {
        clock.advance(1s);
        aggregator.add(answered(clock, 1'000));
    }
    QCOMPARE(filled(aggregator).latency.total.count, std::uint64_t{10});
    QVERIFY(filled(aggregator).latency.total.p99 > 400.0);
    clock.advance(2s);
    QCOMPARE(filled(aggregator).latency.total.count, std::uint64_t{9});
    QVERIFY(filled(aggregator).latency.total.p99 < 2.0);
    clock.advance(1min);
    QCOMPARE(filled(aggregator).latency.total.count, std::uint64_t{0});
}

void AggregatorTest::refusalsDoNotCountAsQuick()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    aggregator.add(answered(clock, 100'000));
    for (int i = 0; i < 1'000; ++i)
        aggregator.add(refused(clock, Outcome::QueueFull, 429));
    const Snapshot snapshot = filled(aggregator);
    QCOMPARE(snapshot.latency.total.count, std::uint64_t{1});
    QVERIFY(within1Percent(snapshot.latency.total.p50, 100.0));
    QCOMPARE(snapshot.applications[0].sizeBytes.count, std::uint64_t{1'001}); // their size was looked at
}

void AggregatorTest::overheadAndRetries()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    for (std::uint8_t attempts = 0; attempts <= 3; ++attempts) {
        RequestRecord record = answered(clock);
        record.attemptCount = attempts;
        aggregator.add(record);
    }
    const Snapshot snapshot = filled(aggregator);
    QVERIFY(within1Percent(snapshot.gateway.overhead.p50, 0.040));
    QCOMPARE(snapshot.gateway.retries, std::uint64_t{3});
}

void AggregatorTest::rollsUpEverySecondOnce()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    const std::int64_t start = unixSeconds(clock);
    std::vector<RollupSecond> rows;
    for (int i = 0; i < 1'000; ++i) { // 10 s at 100 /s, taken at odd moments
        aggregator.add(answered(clock));
        clock.advance(10ms);
        if (i % 7 == 0) {
            const auto taken = aggregator.takeRollups();
            rows.insert(rows.end(), taken.begin(), taken.end());
        }
    }
    clock.advance(5s);
    const auto taken = aggregator.takeRollups();
    rows.insert(rows.end(), taken.begin(), taken.end());

    QCOMPARE(rows.size(), std::size_t{30}); // all, application 1, backend 10
    QCOMPARE(requestsOf(rows, 0, 0), std::uint64_t{1'000});
    QCOMPARE(requestsOf(rows, 1, 0), std::uint64_t{1'000});
    QCOMPARE(requestsOf(rows, 1, 10), std::uint64_t{1'000});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].startUnixSeconds, start + static_cast<std::int64_t>(i / 3));
        QCOMPARE(rows[i].requests, std::uint64_t{100});
        QCOMPARE(rows[i].placed, (std::array<std::uint64_t, 3>{100, 0, 0}));
        QCOMPARE(rows[i].bytesIn, std::uint64_t{10'000});
    }
    QVERIFY(aggregator.takeRollups().empty());
}

void AggregatorTest::rollupCarriesHistograms()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    for (std::uint32_t i = 1; i <= 100; ++i)
        aggregator.add(answered(clock, i * 1'000));
    aggregator.add(refused(clock, Outcome::QueueFull, 429));
    clock.advance(3s);
    const auto rows = aggregator.takeRollups();
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[1].applicationNumber, 1U);
    QCOMPARE(rows[1].requests, std::uint64_t{101});
    QCOMPARE(rows[1].failures, std::uint64_t{1});
    QCOMPARE(read(rows[1].total, 1.0).count, std::uint64_t{100});
    QVERIFY(within1Percent(read(rows[1].total, kMicrosInMilli).p95, 95.0));
    QVERIFY(within1Percent(read(rows[1].backend, kMicrosInMilli).p50, 25.0));
    QVERIFY(within1Percent(read(rows[1].queue, kMicrosInMilli).p50, 5.0));
    QCOMPARE(read(rows[1].size, 1.0).count, std::uint64_t{101});
    QCOMPARE(read(rows[1].size, 1.0).p50, 100.0);
    QCOMPARE(read(rows[1].failed, 1.0).count, std::uint64_t{1});
    QCOMPARE(read(rows[1].failed, 1.0).p50, static_cast<double>(Outcome::QueueFull));
    QVERIFY(rows[2].failed.empty());
    QCOMPARE(rows[2].backendNumber, 10U);
    QCOMPARE(rows[2].requests, std::uint64_t{100});
}

void AggregatorTest::lateRecordsCountWhereTheyEnded()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    const std::int64_t start = unixSeconds(clock);
    clock.advance(900ms);
    const RequestRecord record = answered(clock);
    clock.advance(600ms); // drained in the next second
    aggregator.add(record);
    clock.advance(3s);
    const auto rows = aggregator.takeRollups();
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].startUnixSeconds, start);
}

void AggregatorTest::aStallLosesNothing()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    std::vector<RequestRecord> held;
    for (int i = 0; i < 60; ++i) {
        held.push_back(answered(clock));
        clock.advance(1s);
        if (i < 5)
            aggregator.add(held.back());
    }
    for (std::size_t i = 5; i < held.size(); ++i)
        aggregator.add(held[i]);
    RequestRecord withoutTime = answered(clock);
    withoutTime.arrivalSteadyNanos = 0;
    aggregator.add(withoutTime);
    RequestRecord ahead = answered(clock);
    ahead.arrivalSteadyNanos += 3'600'000'000'000;
    aggregator.add(ahead);
    clock.advance(5s);
    QCOMPARE(requestsOf(aggregator.takeRollups(), 0, 0), std::uint64_t{62});
    QCOMPARE(filled(aggregator).totals.requests, std::uint64_t{62});
}

void AggregatorTest::lastRollupsGiveTheRest()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    aggregator.add(answered(clock));
    clock.advance(200ms);
    QVERIFY(aggregator.takeRollups().empty());
    QCOMPARE(requestsOf(aggregator.takeLastRollups(), 0, 0), std::uint64_t{1});
    QVERIFY(aggregator.takeLastRollups().empty());
}

namespace
{

/// A clock whose wall time can be set by hand.
class SettableClock final : public Clock
{
public:
    Steady steadyNow() const override { return m_clock.steadyNow(); }
    Wall wallNow() const override { return m_clock.wallNow() + m_set; }
    void advance(std::chrono::nanoseconds by) { m_clock.advance(by); }
    void set(std::chrono::seconds by) { m_set += by; }

private:
    FakeClock m_clock;
    std::chrono::seconds m_set{0};
};

} // namespace

void AggregatorTest::followsAJumpOfTheWallClock_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("followed");
    QTest::newRow("a second of drift is ignored") << 1 << false;
    QTest::newRow("an hour ahead") << 3'600 << true;
    QTest::newRow("five seconds back") << -5 << true;
    QTest::newRow("an hour back") << -3'600 << true;
}

void AggregatorTest::followsAJumpOfTheWallClock()
{
    QFETCH(int, seconds);
    QFETCH(bool, followed);
    SettableClock clock;
    Aggregator aggregator(clock);
    std::vector<RollupSecond> rows;
    std::int64_t last = 0;
    for (int i = 0; i < 400; ++i) { // 40 s, the jump in the middle
        if (i == 200)
            clock.set(std::chrono::seconds(seconds));
        if (i % 5 == 0) {
            const auto taken = aggregator.takeRollups();
            rows.insert(rows.end(), taken.begin(), taken.end());
        }
        last = unixSeconds(clock);
        aggregator.add(answered(clock));
        clock.advance(100ms);
    }
    const auto taken = aggregator.takeLastRollups();
    rows.insert(rows.end(), taken.begin(), taken.end());
    QCOMPARE(requestsOf(rows, 0, 0), std::uint64_t{400});
    QCOMPARE(requestsOf(rows, 1, 10), std::uint64_t{400});
    QCOMPARE(rows.back().startUnixSeconds, followed ? last : last - seconds);
}

void AggregatorTest::retainForgetsWhatIsGone()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    aggregator.add(answered(clock));
    SiteConfiguration site;
    site.applications.resize(1);
    site.applications[0].number = 1;
    site.applications[0].backends.resize(1);
    site.applications[0].backends[0].number = 10;
    aggregator.retain(site);
    QCOMPARE(filled(aggregator).backends[0].totals.requests, std::uint64_t{1});
    site.applications[0].backends.clear();
    aggregator.retain(site);
    QCOMPARE(filled(aggregator).backends[0].totals.requests, std::uint64_t{0});
    QCOMPARE(filled(aggregator).applications[0].totals.requests, std::uint64_t{1});
    aggregator.retain({});
    QCOMPARE(filled(aggregator).applications[0].totals.requests, std::uint64_t{0});
    QCOMPARE(filled(aggregator).totals.requests, std::uint64_t{1});
}

void AggregatorTest::emptySnapshotSaysNoData()
{
    FakeClock clock;
    Aggregator aggregator(clock);
    const Snapshot snapshot = filled(aggregator);
    QCOMPARE(snapshot.latency.total.count, std::uint64_t{0});
    QCOMPARE(snapshot.applications[0].latency.queue.count, std::uint64_t{0});
    QCOMPARE(snapshot.requestsPerSecond, 0.0);
    clock.advance(10s);
    QVERIFY(aggregator.takeRollups().empty());
}

QTEST_GUILESS_MAIN(AggregatorTest)
#include "tst_aggregator.moc"
