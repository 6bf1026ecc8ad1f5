// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <functional>

#include "tests/engine/ingest/hedgingsite.h"

using namespace straightline;
using namespace std::chrono_literals;

/// A second backend beside one that takes long: when it is asked, and with what. The slow ones answer when the test
/// says so, so no time is asserted.
class TestHedging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondAnswersFirst();
    void theFirstAnswersFirst();
    void isOffByDefaultAndNotForWhatMustNotBeRepeated();
    void aPostThatMayBeRepeatedIsSentWhole();
    void isNotSentWhereNobodyShouldHaveIt_data();
    void isNotSentWhereNobodyShouldHaveIt();
    void isSentWhileTheFirstConnects();
    void isRefusedWhenTheBudgetIsSpent();
    void neverSendsMoreThanItsShare();
};

void TestHedging::theSecondAnswersFirst()
{
    TwoBackends site;
    site.earn();
    site.second.letGo = 1;
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("second"));
    QCOMPARE(answer.head.field("x-straightline-backend"), std::string("b2"));
    QCOMPARE(answer.head.field("x-straightline-tier"), std::string("container"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1; }));
    QVERIFY(site.quiet());
    const RequestRecord record = site.last();
    QCOMPARE(attemptsOf(record), std::string("1:cancelled 2:ok* "));
    QCOMPARE(record.backendNumber, 2U);
    QVERIFY(record.outcome == Outcome::Answered);
    QVERIFY(record.decision.tier == Tier::Container && record.decision.features.excludedCount == 1);
    const StageTimes& stages = record.stages;
    QCOMPARE(stages.queueMicros + stages.connectMicros + stages.backendMicros + stages.transferMicros,
             record.totalMicros);
    QVERIFY(record.attempts[1].startedMicros == stages.queueMicros);
    // What was cancelled is neither a failure nor a success; but the backend has not answered for so long.
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    QVERIFY(site.fixture.load.backends[1].latencyMicros.load() >= 10'000);
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesWon == 1 && counters.hedgesRefused == 0 && counters.retries == 0);
    // The client's connection goes on.
    client.send(GatewayFixture::get());
    QCOMPARE(readTestAnswer(client).body, std::string("quick"));
}

void TestHedging::theFirstAnswersFirst()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:cancelled* "));
    QCOMPARE(site.last().backendNumber, 1U);
    QCOMPARE(site.last().decision.features.excludedCount, std::uint8_t{0});
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesWon == 0);
}

void TestHedging::isOffByDefaultAndNotForWhatMustNotBeRepeated()
{
    QVERIFY(IsolationSettings{}.hedgeAfter == 0ms);
    TwoBackends site;
    site.earn(3);
    ApplicationRoute off = site.application;
    off.number = off.slot = 2;
    off.name = "plain";
    off.mount = "/plain";
    off.isolation.hedgeAfter = IsolationSettings{}.hedgeAfter;
    auto table = std::make_shared<RoutingTable>();
    table->applications.push_back(site.application);
    table->applications.push_back(off);
    seal(*table);
    site.fixture.gateway->publish(table);
    TestSocket withoutHedging = site.fixture.connect();
    withoutHedging.send(GatewayFixture::get("/plain/slow"));
    TestSocket posting = site.fixture.connect();
    posting.send(GatewayFixture::post("x", {}, "/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == 2; }));
    // Once a later request was hedged, the time has come for these two as well.
    TestSocket hedged = site.fixture.connect();
    hedged.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.inside == 1; }));
    site.first.letGo = 3;
    for (TestSocket* each : {&withoutHedging, &posting, &hedged})
        QCOMPARE(readTestAnswer(*each).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(site.second.backend.requests(), 1);
    QCOMPARE(site.fixture.gateway->counters().hedges, std::uint64_t{1});
    QCOMPARE(site.fixture.gateway->counters().hedgesRefused, std::uint64_t{0});
}

void TestHedging::aPostThatMayBeRepeatedIsSentWhole()
{
    TwoBackends site;
    site.application.isolation.repeatable = Repeatable::Keyed;
    site.fixture.publish(site.application);
    site.earn(3);
    site.second.letGo = 3;
    std::string body;
    for (int i = 0; body.size() < 200'000; ++i)
        body += std::to_string(i) + ',';
    // In the buffer whole; in two pieces, so that it is passed on as it comes; in chunks.
    std::string chunked =
        "POST /digits/slow HTTP/1.1\r\nHost: h\r\nIdempotency-Key: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
    chunked += "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    const std::string small = GatewayFixture::post("small", "Idempotency-Key: 1\r\n", "/digits/slow");
    const std::string large = GatewayFixture::post(body, "Idempotency-Key: 2\r\n", "/digits/slow");
    const std::vector<std::pair<std::string, std::string>> sent{
        {small, "small"}, {large, body}, {chunked, "hello world"}};
    for (const auto& [request, wanted] : sent) {
        TestSocket client = site.fixture.connect();
        client.send(std::string_view(request).substr(0, request.size() / 2));
        if (request == large)
            QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 1; }));
        client.send(std::string_view(request).substr(request.size() / 2));
        QCOMPARE(readTestAnswer(client).body, std::string("second"));
        QVERIFY(site.quiet());
        QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
        QCOMPARE(site.last().bytesIn, std::uint64_t{wanted.size()});
        const std::lock_guard lock(site.second.mutex);
        QVERIFY(site.second.body == wanted);
    }
}

void TestHedging::isNotSentWhereNobodyShouldHaveIt_data()
{
    QTest::addColumn<std::function<void(LiveLoad&)>>("arrange");
    QTest::newRow("it is full") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.backends[2].inFlight.fetch_add(64, std::memory_order_relaxed); });
    QTest::newRow("it is on trial") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.backends[2].breaker = BreakerState::HalfOpen; });
    QTest::newRow("others wait for it") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.applications[1].queued = 1; });
}

void TestHedging::isNotSentWhereNobodyShouldHaveIt()
{
    QFETCH(std::function<void(LiveLoad&)>, arrange);
    TwoBackends site;
    SlowBackend third("third");
    ApplicationRoute other = site.application;
    other.number = other.slot = 2;
    other.name = "other";
    other.mount = "/other";
    other.backends[1] = GatewayFixture::backend(3, third.backend.port(), Tier::Container);
    auto table = std::make_shared<RoutingTable>();
    table->applications.push_back(site.application);
    table->applications.push_back(other);
    seal(*table);
    site.fixture.gateway->publish(table);
    site.earn();
    site.earn(1, "/other");
    arrange(site.fixture.load);
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == 1; }));
    // Once a later request of the other application was hedged, the time has come for this one as well.
    TestSocket marker = site.fixture.connect();
    marker.send(GatewayFixture::get("/other/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return third.inside == 1; }));
    site.first.letGo = 2;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QCOMPARE(readTestAnswer(marker).body, std::string("first"));
    QCOMPARE(site.second.backend.requests(), 0);
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesRefused == 0);
}

/// The first is a machine that does not answer at all: nobody takes what was connected there.
void TestHedging::isSentWhileTheFirstConnects()
{
    TwoBackends site;
    site.earn();
    const int deaf = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(deaf, reinterpret_cast<sockaddr*>(&address), size), 0);
    QCOMPARE(::listen(deaf, 0), 0);
    ::getsockname(deaf, reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<TestSocket> fillers; // the kernel takes one or two, then drops what comes
    for (int i = 0; i < 4; ++i) {
        fillers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(fillers.back().descriptor(), reinterpret_cast<sockaddr*>(&address), size);
    }
    site.application.backends[0].endpoints = {{"127.0.0.1", ntohs(address.sin_port)}};
    site.application.backends[0].connectTimeout = 60s;
    site.application.deadline = 60s;
    site.fixture.publish(site.application);
    site.second.letGo = 1;
    QCOMPARE(site.fixture.ask(GatewayFixture::get("/digits/slow")).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    ::close(deaf);
}

void TestHedging::isRefusedWhenTheBudgetIsSpent()
{
    TwoBackends site; // nothing was earned
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.gateway->counters().hedgesRefused == 1; }));
    QCOMPARE(site.second.backend.requests(), 0);
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok "));
    QCOMPARE(site.fixture.gateway->counters().hedges, std::uint64_t{0});
}

void TestHedging::neverSendsMoreThanItsShare()
{
    TwoBackends site;
    site.second.letGo = 1'000;
    for (int i = 1; i <= 60; ++i) {
        TestSocket client = site.fixture.connect();
        client.send(GatewayFixture::get("/digits/slow"));
        const auto counters = [&] { return site.fixture.gateway->counters(); };
        const auto hedgesBefore = counters().hedges;
        const auto refusedBefore = counters().hedgesRefused;
        // Each is either hedged, and so answered, or refused, and then let go.
        QVERIFY(GatewayFixture::eventually(
            [&] { return counters().hedges > hedgesBefore || counters().hedgesRefused > refusedBefore; }));
        if (counters().hedgesRefused > refusedBefore)
            site.first.letGo = i;
        QCOMPARE(readTestAnswer(client).status, 200);
        QVERIFY(counters().hedges * 5 <= static_cast<std::uint64_t>(i));
    }
    QVERIFY(site.fixture.gateway->counters().hedges > 0);
}

QTEST_GUILESS_MAIN(TestHedging)
#include "tst_hedging.moc"
