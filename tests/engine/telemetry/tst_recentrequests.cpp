// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "engine/telemetry/recentrequests.h"
#include "engine/telemetry/recordcodec.h"

using namespace straightline;
using namespace straightline::telemetry;

namespace
{

SiteConfiguration site()
{
    SiteConfiguration site;
    site.applications.resize(2);
    site.applications[0].number = 1;
    site.applications[0].name = "digits";
    site.applications[1].number = 2;
    site.applications[1].name = "words";
    std::uint32_t number = 10;
    for (auto& application : site.applications) {
        for (const char* name : {"web", "box"}) {
            auto& backend = application.backends.emplace_back();
            backend.number = number++;
            backend.name = name;
        }
    }
    return site;
}

/// Application and backend go round; every tenth failed.
RequestRecord numbered(std::uint32_t i)
{
    RequestRecord record;
    record.serial = i;
    record.applicationNumber = 1 + i % 2;
    record.backendNumber = 10 + i % 4;
    record.status = i % 10 == 0 ? 502 : 200;
    record.requestId.assign("request-" + std::to_string(i));
    return record;
}

/// Every field set, as far as the counts say that it means something.
RequestRecord anyRecord(std::mt19937_64& random)
{
    RequestRecord record;
    const auto bits = [&](auto& value) { value = static_cast<std::remove_reference_t<decltype(value)>>(random()); };
    bits(record.serial);
    bits(record.arrivalUnixMicros);
    bits(record.arrivalSteadyNanos);
    bits(record.applicationNumber);
    bits(record.backendNumber);
    record.outcome = static_cast<Outcome>(random() % 12);
    record.attemptCount = static_cast<std::uint8_t>(random() % 8);
    bits(record.status);
    bits(record.bytesIn);
    bits(record.bytesOut);
    bits(record.totalMicros);
    bits(record.overheadMicros);
    bits(record.stages.queueMicros);
    bits(record.stages.connectMicros);
    bits(record.stages.backendMicros);
    bits(record.stages.transferMicros);
    Decision& decision = record.decision;
    decision.verdict = static_cast<Verdict>(random() % 4);
    decision.reason = static_cast<Reason>(random() % 18);
    decision.policy = static_cast<PolicyKind>(random() % kPolicyCount);
    decision.tier = kTiers[random() % kTierCount];
    bits(decision.backendIndex);
    decision.features.frequencyHz = static_cast<double>(random() % 100'000) / 7.0;
    bits(decision.features.sizeBytes);
    bits(decision.features.random);
    bits(decision.features.turn);
    decision.features.excludedCount = static_cast<std::uint8_t>(random() % (kMaxExcluded + 1));
    for (std::size_t i = 0; i < decision.features.excludedCount; ++i)
        bits(decision.features.excluded[i]);
    decision.thresholds.frequencyHz = static_cast<double>(random() % 1'000) / 3.0;
    bits(decision.thresholds.sizeBytes);
    for (TierRoom& room : decision.room) {
        bits(room.inFlight);
        bits(room.capacity);
        bits(room.healthy);
        bits(room.takesSize);
        bits(room.withFreeSlot);
        bits(room.withRoom);
    }
    decision.candidateCount = static_cast<std::uint8_t>(random() % (kMaxCandidates + 1));
    for (std::size_t i = 0; i < decision.candidateCount; ++i)
        decision.candidates[i] = {static_cast<std::uint32_t>(random()), static_cast<float>(random() % 1'000) / 3.0F};
    for (std::size_t i = 0; i < std::min<std::size_t>(record.attemptCount, kMaxAttempts); ++i) {
        AttemptRecord& attempt = record.attempts[i];
        bits(attempt.backendNumber);
        attempt.outcome = static_cast<AttemptOutcome>(random() % 7);
        attempt.coldStart = random() % 2 != 0;
        bits(attempt.status);
        bits(attempt.startedMicros);
        bits(attempt.tookMicros);
    }
    record.requestId.assign(std::string(random() % 80, 'x'));
    record.method.assign("POST");
    record.path.assign(std::string(random() % 120, '/'));
    return record;
}

bool sameAttempt(const AttemptRecord& a, const AttemptRecord& b)
{
    return a.backendNumber == b.backendNumber && a.outcome == b.outcome && a.coldStart == b.coldStart
           && a.status == b.status && a.startedMicros == b.startedMicros && a.tookMicros == b.tookMicros;
}

bool sameDecision(const Decision& a, const Decision& b)
{
    return a.verdict == b.verdict && a.reason == b.reason && a.policy == b.policy && a.tier == b.tier
           && a.candidateCount == b.candidateCount && a.backendIndex == b.backendIndex
           && a.features.frequencyHz == b.features.frequencyHz && a.features.sizeBytes == b.features.sizeBytes
           && a.features.random == b.features.random && a.features.turn == b.features.turn
           && a.features.excludedCount == b.features.excludedCount && a.features.excluded == b.features.excluded
           && a.thresholds == b.thresholds && a.room == b.room && a.candidates == b.candidates;
}

bool sameRecord(const RequestRecord& a, const RequestRecord& b)
{
    return a.serial == b.serial && a.arrivalUnixMicros == b.arrivalUnixMicros
           && a.arrivalSteadyNanos == b.arrivalSteadyNanos && a.applicationNumber == b.applicationNumber
           && a.backendNumber == b.backendNumber && a.outcome == b.outcome && a.attemptCount == b.attemptCount
           && a.status == b.status && a.bytesIn == b.bytesIn && a.bytesOut == b.bytesOut
           && a.totalMicros == b.totalMicros && a.overheadMicros == b.overheadMicros
           && a.stages.queueMicros == b.stages.queueMicros && a.stages.connectMicros == b.stages.connectMicros
           && a.stages.backendMicros == b.stages.backendMicros && a.stages.transferMicros == b.stages.transferMicros
           && sameDecision(a.decision, b.decision)
           && std::equal(a.attempts.begin(), a.attempts.end(), b.attempts.begin(), sameAttempt)
           && a.requestId.view() == b.requestId.view() && a.method.view() == b.method.view()
           && a.path.view() == b.path.view();
}

/// A RequestQuery, said in a line.
struct Query : RequestQuery {
    explicit Query(std::uint32_t most) { limit = most; }
    Query& of(const char* name) { return application = name, *this; }
    Query& at(const char* name) { return backend = name, *this; }
    Query& before(std::uint64_t id) { return beforeId = id, *this; }
    Query& after(std::uint64_t id) { return afterId = id, *this; }
    Query& failures() { return failuresOnly = true, *this; }
};

std::vector<std::uint64_t> idsOf(const std::vector<RequestRow>& rows)
{
    std::vector<std::uint64_t> ids;
    for (const auto& row : rows)
        ids.push_back(row.id);
    return ids;
}

} // namespace

class RecentRequestsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void packedRecordIsTheSame();
    void givesTheNewestFirst();
    void pagesBackAndForth();
    void filters();
    void findsByRequestIdAndId();
    void forgetsTheOldest();
    void beginsWithTheIdOfTheStore();
    void emptyFindsNothing();
    void namesOfWhatIsGoneAreEmpty();
    void memoryIsModest();
};

void RecentRequestsTest::packedRecordIsTheSame()
{
    std::mt19937_64 random(1);
    for (int round = 0; round < 2'000; ++round) {
        const RequestRecord record = anyRecord(random);
        std::string bytes;
        packRecord(record, bytes);
        QVERIFY(sameRecord(unpackRecord(bytes), record));
    }
}

void RecentRequestsTest::givesTheNewestFirst()
{
    RecentRequests recent;
    for (std::uint32_t i = 1; i <= 2'500; ++i)
        QCOMPARE(recent.add(numbered(i)), std::uint64_t{i});
    const auto rows = recent.find(Query(3), site());
    QCOMPARE(idsOf(rows), (std::vector<std::uint64_t>{2'500, 2'499, 2'498}));
    QVERIFY(sameRecord(rows[1].record, numbered(2'499)));
    QCOMPARE(rows[0].application, std::string("digits"));
    QCOMPARE(rows[0].backend, std::string("web"));
    QCOMPARE(rows[1].application, std::string("words"));
    QCOMPARE(rows[1].backend, std::string("box"));
    QCOMPARE(recent.find(Query(10'000), site()).size(), std::size_t{2'500});
}

void RecentRequestsTest::pagesBackAndForth()
{
    RecentRequests recent;
    for (std::uint32_t i = 1; i <= 2'500; ++i)
        recent.add(numbered(i));
    QCOMPARE(idsOf(recent.find(Query(2).before(1'001), site())), (std::vector<std::uint64_t>{1'000, 999}));
    QCOMPARE(idsOf(recent.find(Query(10).before(3), site())), (std::vector<std::uint64_t>{2, 1}));
    QCOMPARE(idsOf(recent.find(Query(10).after(2'498), site())), (std::vector<std::uint64_t>{2'500, 2'499}));
    QCOMPARE(idsOf(recent.find(Query(10).before(7).after(5), site())), (std::vector<std::uint64_t>{6}));
    QVERIFY(recent.find(Query(10).after(2'500), site()).empty());
}

void RecentRequestsTest::filters()
{
    RecentRequests recent;
    for (std::uint32_t i = 1; i <= 1'200; ++i)
        recent.add(numbered(i));
    const auto count = [&](const RequestQuery& query) { return recent.find(query, site()).size(); };
    QCOMPARE(count(Query(10'000).of("digits")), std::size_t{600});
    QCOMPARE(count(Query(10'000).at("web")), std::size_t{600}); // of both applications
    QCOMPARE(count(Query(10'000).of("words").at("web")), std::size_t{0});
    QCOMPARE(count(Query(10'000).failures()), std::size_t{120});
    QCOMPARE(count(Query(10'000).of("words").failures()), std::size_t{0});
    QCOMPARE(count(Query(10'000).of("nobody")), std::size_t{0});
    QCOMPARE(count(Query(10'000).at("nobody")), std::size_t{0});
    QCOMPARE(count(Query(7).of("digits")), std::size_t{7});
    for (const RequestRow& row : recent.find(Query(50).failures(), site()))
        QCOMPARE(row.record.status, std::uint16_t{502});
}

void RecentRequestsTest::findsByRequestIdAndId()
{
    RecentRequests recent;
    for (std::uint32_t i = 1; i <= 3'000; ++i)
        recent.add(numbered(i));
    QCOMPARE(recent.findByRequestId("request-1234", site())->id, std::uint64_t{1'234});
    QVERIFY(!recent.findByRequestId("request-3001", site()));
    QVERIFY(!recent.findByRequestId("", site()));
    recent.add(numbered(1'234)); // a client may send an id twice: the newest is meant
    QCOMPARE(recent.findByRequestId("request-1234", site())->id, std::uint64_t{3'001});
    QCOMPARE(recent.findById(17, site())->record.serial, std::uint64_t{17});
    QVERIFY(!recent.findById(0, site()));
    QVERIFY(!recent.findById(3'002, site()));
}

void RecentRequestsTest::forgetsTheOldest()
{
    RecentRequests recent(5'000);
    for (std::uint32_t i = 1; i <= 23'456; ++i)
        recent.add(numbered(i));
    QVERIFY(recent.size() >= 5'000 && recent.size() < 6'000);
    QCOMPARE(recent.firstId() + recent.size(), std::uint64_t{23'457});
    QVERIFY(!recent.findById(recent.firstId() - 1, site()));
    QVERIFY(recent.findById(recent.firstId(), site()).has_value());
    QCOMPARE(recent.find(Query(10'000), site()).size(), recent.size());
}

void RecentRequestsTest::beginsWithTheIdOfTheStore()
{
    RecentRequests recent(100, 8'001);
    QCOMPARE(recent.firstId(), std::uint64_t{8'001});
    QCOMPARE(recent.add(numbered(1)), std::uint64_t{8'001});
    QCOMPARE(idsOf(recent.find({}, site())), (std::vector<std::uint64_t>{8'001}));
}

void RecentRequestsTest::emptyFindsNothing()
{
    const RecentRequests recent;
    QCOMPARE(recent.size(), std::size_t{0});
    QVERIFY(recent.find({}, site()).empty());
    QVERIFY(!recent.findById(1, site()));
    QVERIFY(!recent.findByRequestId("x", site()));
}

void RecentRequestsTest::namesOfWhatIsGoneAreEmpty()
{
    RecentRequests recent;
    RequestRecord record = numbered(2);
    record.backendNumber = 99;
    recent.add(record);
    record.applicationNumber = 99;
    recent.add(record);
    const auto rows = recent.find({}, site());
    QCOMPARE(rows[1].application, std::string("digits"));
    QCOMPARE(rows[1].backend, std::string());
    QCOMPARE(rows[0].application, std::string());
}

void RecentRequestsTest::memoryIsModest()
{
    RecentRequests recent(20'000);
    RequestRecord record = numbered(1);
    record.attemptCount = 1;
    record.decision.candidateCount = 2;
    record.decision.features = {.frequencyHz = 17.3, .sizeBytes = 4'096, .random = 0x123456789ABCDEF0};
    record.arrivalUnixMicros = 1'800'000'000'000'000;
    record.arrivalSteadyNanos = 1'000'000'000'000'000;
    record.requestId.assign("0190c1a2-7b1e-7000-8000-0123456789ab");
    record.path.assign("/v2/models/digits/infer");
    for (int i = 0; i < 40'000; ++i)
        recent.add(record);
    QVERIFY2(recent.memoryBytes() / recent.size() < 300,
             qPrintable(QString::number(recent.memoryBytes() / recent.size())));
}

QTEST_GUILESS_MAIN(RecentRequestsTest)
#include "tst_recentrequests.moc"
