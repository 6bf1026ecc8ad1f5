// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "tests/engine/ingest/hedgingsite.h"

using namespace straightline;
using namespace std::chrono_literals;

/// How a request ends that two backends work on: whose answer counts, and what becomes of the other. The slow ones
/// answer when the test says so, so no time is asserted.
class TestHedgeEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstFailsMeanwhile();
    void aPooledConnectionEndsMeanwhile();
    void bothFail();
    void anErrorOfTheFirstWaitsForTheSecond_data();
    void anErrorOfTheFirstWaitsForTheSecond();
    void anErrorOfTheSecondIsNoAnswer();
    void aClientThatLeavesCancelsBoth();
    void theDeadlineIsOfBoth();
    void bothAnswerAtTheSameMoment();
    void streamsTheWinnersAnswer();
    void stopsWithBothUnderWay();
};

void TestHedgeEnd::theFirstFailsMeanwhile()
{
    TwoBackends site;
    site.earn();
    site.first.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1; // breaks off
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:ok* "));
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{1});
    QCOMPARE(site.fixture.gateway->counters().retries, std::uint64_t{0});
}

/// Without a hedge the request would be sent again on a new connection.
void TestHedgeEnd::aPooledConnectionEndsMeanwhile()
{
    TwoBackends site;
    site.first.keepsOpen = true;
    site.earn();
    site.first.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 2;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:ok* "));
    QCOMPARE(site.first.inside.load(), 1);
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
}

void TestHedgeEnd::bothFail()
{
    TwoBackends site;
    site.earn();
    site.first.said.clear();
    site.second.said = TestBackend::answer(503, "busy");
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 502);
    QVERIFY(answer.body.find("closed the connection") != std::string::npos); // what the first did
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:server_error* "));
    QVERIFY(site.last().outcome == Outcome::BackendFailed);
    QCOMPARE(site.last().backendNumber, 1U);
    QCOMPARE(site.fixture.load.backends[2].failedAttempts.load(), std::uint64_t{1});
}

void TestHedgeEnd::anErrorOfTheFirstWaitsForTheSecond_data()
{
    QTest::addColumn<bool>("saved");
    QTest::newRow("which answers") << true;
    QTest::newRow("which fails too") << false;
}

void TestHedgeEnd::anErrorOfTheFirstWaitsForTheSecond()
{
    QFETCH(bool, saved);
    TwoBackends site;
    site.earn();
    site.first.said = TestBackend::answer(500, "first is sorry");
    if (!saved)
        site.second.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QVERIFY(!client.receive(50ms)); // not passed on yet
    site.second.letGo = 1;
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, saved ? 200 : 500);
    QCOMPARE(answer.body, std::string(saved ? "second" : "first is sorry"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:server_error ") + (saved ? "2:ok* " : "2:broken* "));
    QCOMPARE(site.last().backendNumber, saved ? 2U : 1U);
}

void TestHedgeEnd::anErrorOfTheSecondIsNoAnswer()
{
    TwoBackends site;
    site.earn();
    site.second.said = TestBackend::answer(500, "second is sorry");
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.second.letGo = 1;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[2].inFlight == 0; }));
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:server_error* "));
}

void TestHedgeEnd::aClientThatLeavesCancelsBoth()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    client.close();
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1 && site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:abandoned 2:abandoned* "));
    QVERIFY(site.last().outcome == Outcome::ClientGone);
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    QCOMPARE(site.fixture.load.backends[2].failedAttempts.load(), std::uint64_t{0});
}

void TestHedgeEnd::theDeadlineIsOfBoth()
{
    TwoBackends site;
    site.application.deadline = 1s;
    site.fixture.publish(site.application);
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    QCOMPARE(readTestAnswer(client).status, 504);
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1 && site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:timeout 2:abandoned* "));
}

void TestHedgeEnd::bothAnswerAtTheSameMoment()
{
    TwoBackends site;
    site.application.isolation.hedgeAfter = 1ms;
    site.fixture.publish(site.application);
    TestSocket client = site.fixture.connect();
    for (int i = 1; i <= 40; ++i) {
        for (int j = 0; j < 5; ++j) {
            client.send(GatewayFixture::post("x"));
            QCOMPARE(readTestAnswer(client).body, std::string("quick"));
        }
        client.send(GatewayFixture::get("/digits/slow"));
        QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == i && site.second.inside == i; }));
        site.first.letGo = site.second.letGo = i;
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == "first" || answer.body == "second");
    }
    QVERIFY(site.quiet());
    for (const RequestRecord& each : site.fixture.records()) {
        if (each.attemptCount == 1)
            continue;
        QCOMPARE(each.attemptCount, std::uint8_t{2});
        const bool secondWon = each.backendNumber == 2;
        QCOMPARE(attemptsOf(each), std::string(secondWon ? "1:cancelled 2:ok* " : "1:ok 2:cancelled* "));
    }
}

void TestHedgeEnd::streamsTheWinnersAnswer()
{
    TwoBackends site;
    site.earn();
    const std::string body(3'000'000, 's');
    site.second.said = TestBackend::answer(200, body);
    site.second.letGo = 1;
    const TestAnswer answer = site.fixture.ask(GatewayFixture::get("/digits/slow"));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body == body);
    QVERIFY(site.quiet());
    QCOMPARE(site.last().bytesOut, std::uint64_t{body.size()});
}

void TestHedgeEnd::stopsWithBothUnderWay()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.fixture.gateway->stop();
    QVERIFY(site.fixture.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:abandoned 2:abandoned* "));
}

QTEST_GUILESS_MAIN(TestHedgeEnd)
#include "tst_hedgeend.moc"
