// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "tests/engine/ingest/gatedbackend.h"

using namespace straightline;
using namespace std::chrono_literals;

/// What becomes of a request whose first attempt failed while the other backends are full, ejected, changed or too
/// small for it: always an answer, and a record that says the same.
class TestRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfTheAttemptWhenTheBackendWaitedForIsEjected();
    void waitsForTheOtherBackend();
    void forgetsTheBackendOfATableThatIsGone();
    void doesNotWaitForABackendThatIsTooSmall();
    void answers503WhenOnlyThoseThatTakeItAreDown();
};

namespace
{

/// Takes the request and closes the connection.
bool breakOff(TestSocket& socket, TestBackend::Request& request)
{
    TestBackend::readBody(socket, request);
    return false;
}

/// Small requests go to backend 1, which breaks them off; 2 is a container with room for one, where large ones go.
struct BrokenBesideFull {
    BrokenBesideFull()
    {
        application =
            GatewayFixture::application({GatewayFixture::backend(1, broken.port()),
                                         GatewayFixture::backend(2, gated.backend.port(), Tier::Container, 1)});
        application.thresholds.sizeBytes = 10;
        fixture.publish(application);
    }

    /// Backend 2 is full, and a GET waits for it after its attempt at 1.
    bool fillAndWait()
    {
        filler.send(GatewayFixture::post("a body larger than D"));
        if (!GatewayFixture::eventually([&] { return gated.inside == 1; }))
            return false;
        client.send(GatewayFixture::get());
        return GatewayFixture::eventually([&] { return fixture.load.applications[1].queued == 1; });
    }

    TestBackend broken{breakOff};
    GatedBackend gated;
    GatewayFixture fixture;
    ApplicationRoute application;
    TestSocket filler = fixture.connect();
    TestSocket client = fixture.connect();
};

RequestRecord recordOf(const GatewayFixture& fixture, std::string_view method)
{
    for (const RequestRecord& each : fixture.records()) {
        if (each.method.view() == method)
            return each;
    }
    return {};
}

} // namespace

void TestRetries::tellsOfTheAttemptWhenTheBackendWaitedForIsEjected()
{
    BrokenBesideFull site;
    QVERIFY(site.fillAndWait());
    site.fixture.load.ejections[2].cause = EjectionCause::Silent;
    site.fixture.load.ejections[2].untilNanos = std::numeric_limits<std::int64_t>::max();
    site.fixture.load.backends[2].breaker = BreakerState::Open;
    const TestAnswer answer = readTestAnswer(site.client);
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("1"));
    site.gated.letGo = 1;
    QCOMPARE(readTestAnswer(site.filler).status, 200);
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.quiet(); }));
    const RequestRecord record = recordOf(site.fixture, "GET");
    QVERIFY(record.outcome == Outcome::BackendFailed);
    QCOMPARE(record.status, std::uint16_t{502});
}

void TestRetries::waitsForTheOtherBackend()
{
    BrokenBesideFull site;
    QVERIFY(site.fillAndWait());
    site.gated.letGo = 2;
    QCOMPARE(readTestAnswer(site.filler).status, 200);
    const TestAnswer answer = readTestAnswer(site.client);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.head.field("x-straightline-backend"), std::string("b2"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
}

void TestRetries::forgetsTheBackendOfATableThatIsGone()
{
    BrokenBesideFull site;
    QVERIFY(site.fillAndWait());
    // Another table: what the first attempt's backend was called went with the one before.
    for (BackendRoute& each : site.application.backends)
        each.inService = false;
    site.fixture.publish(site.application);
    const TestAnswer answer = readTestAnswer(site.client);
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.head.field("x-straightline-backend"), std::string());
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("1"));
    site.gated.letGo = 1;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.quiet(); }));
    QCOMPARE(recordOf(site.fixture, "GET").attempts[0].backendNumber, 1U);
}

void TestRetries::doesNotWaitForABackendThatIsTooSmall()
{
    TestBackend small(TestBackend::answering("x"));
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application(
        {GatewayFixture::backend(1, small.port()), GatewayFixture::backend(2, refusingPort(), Tier::Container)});
    application.thresholds.sizeBytes = 10;
    application.backends[0].payloadLimitBytes = 12;
    application.deadline = 60s; // longer than a test waits for an answer
    fixture.publish(application);
    const TestAnswer answer = fixture.ask(GatewayFixture::post("sixteen bytes, ok"));
    QCOMPARE(answer.status, 503);
    QVERIFY(!answer.head.field("retry-after").empty());
    QVERIFY(answer.body.find("reached") != std::string::npos);
    QVERIFY(fixture.load.applications[1].queued == 0);
    QCOMPARE(small.requests(), 0);
}

void TestRetries::answers503WhenOnlyThoseThatTakeItAreDown()
{
    TestBackend small(TestBackend::answering("x"));
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application(
        {GatewayFixture::backend(1, small.port()), GatewayFixture::backend(2, refusingPort(), Tier::Container)});
    application.backends[0].payloadLimitBytes = 12;
    application.backends[1].inService = false;
    fixture.publish(application);
    const TestAnswer unavailable = fixture.ask(GatewayFixture::post("sixteen bytes, ok"));
    QCOMPARE(unavailable.status, 503);
    QVERIFY(!unavailable.head.field("retry-after").empty());
    QCOMPARE(unavailable.head.field("x-straightline-reason"), std::string("no_backend_takes_size"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::NothingHealthy);
    // Of those that there are at all none takes it.
    application.backends[1].payloadLimitBytes = 12;
    fixture.publish(application);
    QCOMPARE(fixture.ask(GatewayFixture::post("sixteen bytes, ok")).status, 413);
}

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
