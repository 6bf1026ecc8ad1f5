// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "tests/engine/ingest/gatedbackend.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Capacity, waiting, retries, breakers, deadlines and draining, through a real gateway.
class TestOverload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForRoomFirstComeFirstServed();
    void refusesWhenTheLineIsFull();
    void givesUpWaitingAtTheDeadline();
    void leavesTheLineWhenTheClientLeaves();
    void wakesWaitersOfOtherThreads();
    void neverExceedsTheCapacity();
    void answers503WhenNothingIsHealthy();
    void answers503WhenNothingCanBeReached();
    void answers413WhenNoBackendTakesTheSize();
    void goesElsewhereWhenTheConnectionIsRefused();
    void repeatsOnlyWhatMayBeRepeated_data();
    void repeatsOnlyWhatMayBeRepeated();
    void repeatsOnAStaleConnection();
    void keepsTheRetryBudget();
    void opensTheBreakerAfterFiveFailures();
    void hidesAFailedTrialFromTheClient();
    void doesNotWaitForATrial();
    void timesOutSilentBackends();
    void keepsTheTotalDeadline();
    void takesOnlyTheHeadOfAStreamForWork_data();
    void takesOnlyTheHeadOfAStreamForWork();
    void doesNotTakeASlowReaderForWork();
    void drains();
    void stopsWithRequestsInFlight();
};

namespace
{

GatewaySettings threads(std::uint32_t count)
{
    GatewaySettings settings;
    settings.threads = count;
    return settings;
}

} // namespace

void TestOverload::waitsForRoomFirstComeFirstServed()
{
    GatedBackend gated;
    GatewayFixture fixture(threads(1));
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 1)}));
    std::vector<TestSocket> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(fixture.connect());
        clients.back().send(GatewayFixture::get("/digits/" + std::to_string(i)));
        QVERIFY(GatewayFixture::eventually([&] {
            return i == 0 ? gated.inside == 1 : fixture.load.applications[1].queued == static_cast<std::uint32_t>(i);
        }));
    }
    gated.letGo = 6;
    for (int i = 0; i < 6; ++i)
        QCOMPARE(readTestAnswer(clients[static_cast<std::size_t>(i)]).body, "/digits/" + std::to_string(i));
    const std::vector<std::string> expected{"/digits/0", "/digits/1", "/digits/2",
                                            "/digits/3", "/digits/4", "/digits/5"};
    QVERIFY(gated.order == expected);
    QCOMPARE(gated.most.load(), 1);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestOverload::refusesWhenTheLineIsFull()
{
    GatedBackend gated;
    GatewayFixture fixture;
    ApplicationRoute application =
        GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 1)});
    application.queueLimit = 2;
    fixture.publish(application);
    std::vector<TestSocket> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(fixture.connect());
        clients.back().send(GatewayFixture::post("x"));
        QVERIFY(GatewayFixture::eventually([&] {
            return i == 0 ? gated.inside == 1 : fixture.load.applications[1].queued == static_cast<std::uint32_t>(i);
        }));
    }
    const TestAnswer refused = fixture.ask(GatewayFixture::post("x"));
    QCOMPARE(refused.status, 429);
    QVERIFY(!refused.head.field("retry-after").empty());
    gated.letGo = 3;
    for (TestSocket& each : clients)
        QCOMPARE(readTestAnswer(each).status, 200);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestOverload::givesUpWaitingAtTheDeadline()
{
    GatedBackend gated;
    GatewayFixture fixture;
    ApplicationRoute application =
        GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 1)});
    fixture.publish(application);
    TestSocket first = fixture.connect();
    first.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return gated.inside == 1; }));
    application.deadline = 200ms;
    fixture.publish(application);
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 504);
    gated.letGo = 1;
    QCOMPARE(readTestAnswer(first).status, 200);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const auto records = fixture.records();
    QVERIFY(std::any_of(records.begin(), records.end(), [](const RequestRecord& each) {
        return each.outcome == Outcome::QueueTimeout && each.attemptCount == 0;
    }));
}

void TestOverload::leavesTheLineWhenTheClientLeaves()
{
    GatedBackend gated;
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 1)}));
    TestSocket first = fixture.connect();
    first.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return gated.inside == 1; }));
    TestSocket second = fixture.connect();
    second.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.applications[1].queued == 1; }));
    second.close();
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.applications[1].queued == 0; }));
    gated.letGo = 1;
    QCOMPARE(readTestAnswer(first).status, 200);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(gated.backend.requests(), 1);
}

void TestOverload::wakesWaitersOfOtherThreads()
{
    GatedBackend gated;
    GatewayFixture fixture(threads(4));
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 2)}));
    std::vector<TestSocket> clients;
    for (int i = 0; i < 60; ++i) {
        clients.push_back(fixture.connect());
        clients.back().send(GatewayFixture::post("x"));
    }
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.applications[1].queued == 58; }));
    gated.letGo = 60;
    for (TestSocket& each : clients)
        QCOMPARE(readTestAnswer(each).status, 200);
    QVERIFY(gated.most <= 2);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestOverload::neverExceedsTheCapacity()
{
    GatedBackend gated;
    gated.letGo = 1'000'000;
    GatewayFixture fixture(threads(2));
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 3)}));
    std::vector<std::thread> clients;
    std::atomic<int> answered{0};
    for (int i = 0; i < 16; ++i) {
        clients.emplace_back([&] {
            TestSocket client = fixture.connect();
            for (int round = 0; round < 50; ++round) {
                client.send(GatewayFixture::post("x"));
                answered += readTestAnswer(client).status == 200;
            }
        });
    }
    for (std::thread& each : clients)
        each.join();
    QCOMPARE(answered.load(), 800);
    QVERIFY(gated.most <= 3);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestOverload::answers503WhenNothingIsHealthy()
{
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, 1)});
    application.backends[0].inService = false;
    fixture.publish(application);
    const TestAnswer answer = fixture.ask(GatewayFixture::post("x"));
    QCOMPARE(answer.status, 503);
    QVERIFY(!answer.head.field("retry-after").empty());
    QCOMPARE(answer.head.field("x-straightline-reason"), std::string("nothing_healthy"));
    QCOMPARE(fixture.ask(GatewayFixture::get("/v2/health/ready")).status, 503);
}

void TestOverload::answers503WhenNothingCanBeReached()
{
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application(
        {GatewayFixture::backend(1, refusingPort()), GatewayFixture::backend(2, refusingPort(), Tier::Container)}));
    const TestAnswer answer = fixture.ask(GatewayFixture::post("x"));
    QCOMPARE(answer.status, 503);
    QVERIFY(!answer.head.field("retry-after").empty());
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestOverload::answers413WhenNoBackendTakesTheSize()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, backend.port())});
    application.backends[0].payloadLimitBytes = 3;
    fixture.publish(application);
    QCOMPARE(fixture.ask(GatewayFixture::post("123")).status, 200);
    QCOMPARE(fixture.ask(GatewayFixture::post("1234")).status, 413);
}

void TestOverload::goesElsewhereWhenTheConnectionIsRefused()
{
    TestBackend good(TestBackend::answering("good"));
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application(
        {GatewayFixture::backend(1, refusingPort()), GatewayFixture::backend(2, good.port(), Tier::Container)});
    fixture.publish(application);
    TestAnswer answer = fixture.ask(GatewayFixture::post("x")); // a POST: nothing was sent
    QCOMPARE(answer.body, std::string("good"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const RequestRecord record = fixture.records().at(0);
    QVERIFY(record.attempts[0].outcome == AttemptOutcome::ConnectFailed);
    QVERIFY(record.attempts[1].outcome == AttemptOutcome::Ok);
    QCOMPARE(record.backendNumber, 2U);
    // A second replica of the same backend comes before another backend.
    application.backends[0].endpoints.push_back({"127.0.0.1", good.port()});
    fixture.publish(application);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::post("x")).head.field("x-straightline-backend"), std::string("b1"));
}

void TestOverload::repeatsOnlyWhatMayBeRepeated_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("repeatable");
    QTest::addColumn<int>("status");
    const int idempotent = static_cast<int>(Repeatable::Idempotent);
    QTest::newRow("GET") << QByteArray::fromStdString(GatewayFixture::get()) << idempotent << 200;
    QTest::newRow("PUT") << QByteArray("PUT /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc") << idempotent
                         << 200;
    const QByteArray post = QByteArray::fromStdString(GatewayFixture::post("abc"));
    const QByteArray keyed = QByteArray::fromStdString(GatewayFixture::post("abc", "idempotency-KEY: 17\r\n"));
    QTest::newRow("POST") << post << idempotent << 502;
    QTest::newRow("POST with a key that nobody asked for") << keyed << idempotent << 502;
    QTest::newRow("POST with a key") << keyed << static_cast<int>(Repeatable::Keyed) << 200;
    QTest::newRow("POST without the key") << post << static_cast<int>(Repeatable::Keyed) << 502;
    QTest::newRow("POST where all may be repeated") << post << static_cast<int>(Repeatable::All) << 200;
}

void TestOverload::repeatsOnlyWhatMayBeRepeated()
{
    QFETCH(QByteArray, request);
    QFETCH(int, repeatable);
    QFETCH(int, status);
    TestBackend breaking([](TestSocket& socket, TestBackend::Request& asked) {
        TestBackend::readBody(socket, asked);
        return false; // takes the request and closes
    });
    TestBackend good([](TestSocket& socket, TestBackend::Request& asked) {
        return TestBackend::readBody(socket, asked) && socket.send(TestBackend::answer(200, asked.body));
    });
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application(
        {GatewayFixture::backend(1, breaking.port()), GatewayFixture::backend(2, good.port(), Tier::Container)});
    application.isolation.repeatable = static_cast<Repeatable>(repeatable);
    fixture.publish(application);
    const TestAnswer answer = fixture.ask(request.toStdString());
    QCOMPARE(answer.status, status);
    QCOMPARE(good.requests(), status == 200 ? 1 : 0);
    if (request.startsWith("PUT"))
        QCOMPARE(answer.body, std::string("abc"));
}

void TestOverload::repeatsOnAStaleConnection()
{
    // Answers one request of a connection, and closes when the second comes.
    TestBackend backend([served = std::make_shared<std::map<int, int>>(),
                         guard = std::make_shared<std::mutex>()](TestSocket& socket, TestBackend::Request& request) {
        const std::lock_guard lock(*guard);
        return TestBackend::readBody(socket, request) && ++(*served)[socket.descriptor()] % 2 == 1
               && socket.send(TestBackend::answer(200, "x"));
    });
    GatewayFixture fixture(threads(1));
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::get()).status, 200);
    QVERIFY(fixture.load.backends[1].breaker == BreakerState::Closed);
}

void TestOverload::keepsTheRetryBudget()
{
    const auto failing = [](TestSocket& socket, TestBackend::Request& request) {
        TestBackend::readBody(socket, request);
        return false;
    };
    std::vector<std::unique_ptr<TestBackend>> backends;
    std::vector<BackendRoute> routes;
    for (std::uint32_t i = 1; i <= 10; ++i) {
        backends.push_back(std::make_unique<TestBackend>(failing));
        routes.push_back(GatewayFixture::backend(i, backends.back()->port()));
    }
    GatewayFixture fixture(threads(1));
    const auto begun = std::chrono::steady_clock::now();
    fixture.publish(GatewayFixture::application(routes));
    constexpr int kRequests = 200;
    for (int i = 0; i < kRequests; ++i) {
        for (std::uint32_t backend = 1; backend <= 10; ++backend) { // keeps the breakers out of this test
            fixture.load.backends[backend].failuresInRow = 0;
            fixture.load.backends[backend].breaker = BreakerState::Closed;
        }
        QCOMPARE(fixture.ask(GatewayFixture::get()).status, 502);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    int attempts = 0;
    for (const auto& each : backends)
        attempts += each->requests();
    QVERIFY(attempts > kRequests);
    QVERIFY2(attempts <= kRequests * 1.2 + 10 * (seconds + 1) + 1, qPrintable(QString::number(attempts)));
    QCOMPARE(fixture.gateway->counters().retries, static_cast<std::uint64_t>(attempts - kRequests));
}

void TestOverload::opensTheBreakerAfterFiveFailures()
{
    TestBackend bad([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(503, "no"));
    });
    TestBackend good(TestBackend::answering("good"));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application(
        {GatewayFixture::backend(1, bad.port()), GatewayFixture::backend(2, good.port(), Tier::Container)}));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 503);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[1].breaker == BreakerState::Open; }));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::post("x")).body, std::string("good"));
    QCOMPARE(bad.requests(), 5);
    // Ten seconds later: the review makes it half-open, one probe fails, it is open again.
    fixture.load.ejections[1].untilNanos -= 11'000'000'000;
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[1].breaker == BreakerState::HalfOpen; }));
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 503);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[1].breaker == BreakerState::Open; }));
}

void TestOverload::hidesAFailedTrialFromTheClient()
{
    TestBackend bad([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(500, "no"));
    });
    TestBackend good(TestBackend::answering("good"));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application(
        {GatewayFixture::backend(1, bad.port()), GatewayFixture::backend(2, good.port(), Tier::Container)}));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::get()).status, 500);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[1].breaker == BreakerState::Open; }));
    fixture.load.ejections[1].untilNanos -= 11'000'000'000;
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[1].breaker == BreakerState::HalfOpen; }));
    const TestAnswer answer = fixture.ask(GatewayFixture::get());
    QCOMPARE(answer.body, std::string("good"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
    QVERIFY(fixture.load.backends[1].breaker == BreakerState::Open);
    QCOMPARE(fixture.load.ejections[1].times.load(), 2U);
}

void TestOverload::doesNotWaitForATrial()
{
    GatedBackend gated;
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port())}));
    fixture.load.ejections[1].cause = EjectionCause::Silent;
    fixture.load.backends[1].breaker = BreakerState::HalfOpen;
    TestSocket first = fixture.connect();
    first.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return gated.inside == 1; }));
    const TestAnswer refused = fixture.ask(GatewayFixture::post("x"));
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.head.field("retry-after").empty());
    gated.letGo = 1;
    QCOMPARE(readTestAnswer(first).status, 200);
}

void TestOverload::timesOutSilentBackends()
{
    TestBackend silent([](TestSocket& socket, TestBackend::Request&) {
        socket.closesWithin(20s);
        return false;
    });
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, silent.port())});
    application.backends[0].readTimeout = 100ms;
    fixture.publish(application);
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 504);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && silent.openConnections() == 0; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::BackendTimeout);
    QVERIFY(fixture.records().at(0).attempts[0].outcome == AttemptOutcome::Timeout);
    QCOMPARE(fixture.load.backends[1].failuresInRow.load(), 1U);
}

void TestOverload::keepsTheTotalDeadline()
{
    // Never silent for long, never done: only the total deadline ends it.
    TestBackend dripping([](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (socket.send("x"))
            std::this_thread::sleep_for(5ms); // the drip, not a wait for a condition
        return false;
    });
    GatewayFixture fixture;
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, dripping.port())});
    application.deadline = 200ms;
    fixture.publish(application);
    const TestAnswer answer = fixture.ask(GatewayFixture::post("x"));
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.complete);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && dripping.openConnections() == 0; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::BackendTimeout);
}

void TestOverload::takesOnlyTheHeadOfAStreamForWork_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("a tunnel") << QByteArray("HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    QTest::newRow("an event stream") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
}

void TestOverload::takesOnlyTheHeadOfAStreamForWork()
{
    QFETCH(QByteArray, head);
    std::atomic<bool> ends{false};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send(head.toStdString());
        GatewayFixture::eventually([&] { return ends.load(); });
        return false;
    });
    GatewaySettings settings;
    settings.upgrade = UpgradeMode::Tunnel;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    const auto begun = std::chrono::steady_clock::now();
    client.send(GatewayFixture::get("/digits", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
    QVERIFY(client.receive());
    const auto answered = std::chrono::steady_clock::now() - begun;
    QVERIFY(
        GatewayFixture::eventually([&] { return std::chrono::steady_clock::now() - begun > 2 * answered + 100ms; }));
    ends = true;
    while (!client.received().ends_with("0\r\n\r\n") && client.receive()) {
    }
    client.close();
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const std::chrono::microseconds work(fixture.load.applications[1].workMicros.load());
    QVERIFY(work > 0us);
    QVERIFY(work <= answered);
}

void TestOverload::doesNotTakeASlowReaderForWork()
{
    const std::string much(20'000'000, 'x'); // more than the kernel keeps for a client
    TestBackend backend(TestBackend::answering(much));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = TestSocket::connectTo(fixture.port, 4'096);
    const auto begun = std::chrono::steady_clock::now();
    client.send(GatewayFixture::get());
    QVERIFY(GatewayFixture::eventually([&] { return std::chrono::steady_clock::now() - begun > 2s; }));
    QVERIFY(readTestAnswer(client).body == much);
    const auto total = std::chrono::steady_clock::now() - begun;
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const std::chrono::microseconds work(fixture.load.applications[1].workMicros.load());
    QVERIFY(work > 0us);
    QVERIFY(work < total - 1s);
}

void TestOverload::drains()
{
    GatedBackend gated;
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port())}));
    TestSocket idle = fixture.connect();
    idle.send(GatewayFixture::get("/v2/health/live"));
    QCOMPARE(readTestAnswer(idle).status, 200);
    TestSocket busy = fixture.connect();
    busy.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return gated.inside == 1; }));
    fixture.gateway->beginDrain();
    QVERIFY(idle.closesWithin(5s));
    QVERIFY(GatewayFixture::eventually([&] { return !fixture.connect().isOpen(); }));
    QVERIFY(!fixture.gateway->idle());
    gated.letGo = 1;
    const TestAnswer answer = readTestAnswer(busy);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->idle(); }));
    QVERIFY(fixture.quiet());
}

void TestOverload::stopsWithRequestsInFlight()
{
    GatedBackend gated;
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, gated.backend.port(), Tier::Local, 1)}));
    TestSocket busy = fixture.connect();
    busy.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return gated.inside == 1; }));
    TestSocket waiting = fixture.connect();
    waiting.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.applications[1].queued == 1; }));
    fixture.gateway->stop();
    QVERIFY(busy.closesWithin(5s));
    QVERIFY(waiting.closesWithin(5s));
    QVERIFY(fixture.quiet());
    gated.letGo = 1;
}

QTEST_GUILESS_MAIN(TestOverload)
#include "tst_overload.moc"
