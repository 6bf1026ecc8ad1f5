// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <random>

#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Clients that lie, stall and leave, and backends that do the same: each costs its own connection and nothing else.
class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void refusesHugeContentLengthAtOnce();
    void refusesAChunkedBodyOverTheLimit();
    void timesOutSlowClients_data();
    void timesOutSlowClients();
    void closesIdleConnections();
    void timesOutAClientThatDoesNotRead();
    void cancelsTheBackendWhenTheClientLeaves_data();
    void cancelsTheBackendWhenTheClientLeaves();
    void survivesAStormOfAborts();
    void answersForABadBackend_data();
    void answersForABadBackend();
    void closesWhenAnAnswerBreaksOff_data();
    void closesWhenAnAnswerBreaksOff();
    void passesAnEarlyRefusalOn();
    void dropsWhatABackendSendsTooMuch();
    void keepsAnswersApart_data();
    void keepsAnswersApart();
};

namespace
{

bool stillServes(GatewayFixture& fixture)
{
    return fixture.ask(GatewayFixture::get("/v2/health/live")).status == 200;
}

GatewaySettings impatient()
{
    GatewaySettings settings;
    settings.headerTimeout = 150ms;
    settings.bodyTimeout = 150ms;
    settings.idleTimeout = 150ms;
    return settings;
}

} // namespace

void TestHostile::refuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const std::string& request, int status) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status;
    };
    const std::string start = "POST /digits HTTP/1.1\r\nHost: x\r\n";
    row("two lengths", start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400);
    row("length and encoding", start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("bare line feeds", "GET /digits HTTP/1.1\nHost: x\n\n", 400);
    row("no host", "GET /digits HTTP/1.1\r\n\r\n", 400);
    row("a bad chunk size", start + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
    row("a signed chunk size", start + "Transfer-Encoding: chunked\r\n\r\n+4\r\nabcd\r\n0\r\n\r\n", 400);
    row("a long chunk extension", start + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(300, 'e') + "\r\n", 400);
    row("a header of 100 kB", start + "X-Bomb: " + std::string(100'000, 'b') + "\r\n\r\n", 431);
    row(
        "a thousand headers",
        start +
            [] {
                std::string fields;
                for (int i = 0; i < 1'000; ++i)
                    fields += "X-" + std::to_string(i) + ": 1\r\n";
                return fields;
            }()
            + "\r\n",
        431);
    row("a target of 20 kB", "GET /" + std::string(20'000, 'u') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
    row("a target without end", "GET /" + std::string(20'000, 'u'), 414);
    row("TLS", "\x16\x03\x01\x02\x01", 400);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("HTTP/3.0", "GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505);
    row("unknown expectation", start + "Expect: more\r\nContent-Length: 1\r\n\r\na", 417);
}

void TestHostile::refuses()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(request.toStdString());
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QVERIFY(answer.body.starts_with("{\"error\":\""));
    QVERIFY(client.closesWithin(5s));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().size(), std::size_t(1));
    QVERIFY(fixture.records().at(0).outcome == Outcome::BadRequest);
    QVERIFY(stillServes(fixture));
}

void TestHostile::refusesHugeContentLengthAtOnce()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    const TestAnswer answer = fixture.ask("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n");
    QCOMPARE(answer.status, 413);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::TooLarge);
    QCOMPARE(backend.requests(), 0);
}

void TestHostile::refusesAChunkedBodyOverTheLimit()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewaySettings settings;
    settings.maxBodyBytes = 1'000'000;
    GatewayFixture fixture(settings);
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, backend.port())});
    application.backends[0].payloadLimitBytes = 500'000;
    fixture.publish(application);
    TestSocket client = fixture.connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "2710\r\n" + std::string(10'000, 'c') + "\r\n";
    for (int i = 0; i < 60 && client.send(chunk); ++i) {
    }
    QCOMPARE(readTestAnswer(client).status, 413);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestHostile::timesOutSlowClients_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("slow head") << QByteArray("GET /digits HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    QTest::newRow("slow body") << QByteArray("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("slow chunked body") << QByteArray(
        "POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc");
}

void TestHostile::timesOutSlowClients()
{
    QFETCH(QByteArray, sent);
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture(impatient());
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(sent.toStdString());
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 408);
    QVERIFY(client.closesWithin(5s));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientTimeout);
}

void TestHostile::closesIdleConnections()
{
    GatewayFixture fixture(impatient());
    TestSocket silent = fixture.connect();
    QVERIFY(silent.closesWithin(5s));
    QVERIFY(silent.received().empty());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 0; }));
    QVERIFY(fixture.records().empty());
}

void TestHostile::timesOutAClientThatDoesNotRead()
{
    const std::string block(65'536, 'd');
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        while (socket.send(block)) {
        }
        return false;
    });
    GatewayFixture fixture(impatient());
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = TestSocket::connectTo(fixture.port, 4'096);
    client.send(GatewayFixture::get());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.records().size() == 1; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientTimeout);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
}

void TestHostile::cancelsTheBackendWhenTheClientLeaves_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("closed") << false;
    QTest::newRow("reset") << true;
}

void TestHostile::cancelsTheBackendWhenTheClientLeaves()
{
    QFETCH(bool, reset);
    std::atomic<bool> cancelled{false};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        TestBackend::readBody(socket, request);
        cancelled = socket.closesWithin(20s); // answers never
        return false;
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return backend.requests() == 1; }));
    if (reset)
        client.reset();
    else
        client.close();
    QVERIFY(GatewayFixture::eventually([&] { return cancelled.load() && fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientGone);
    QVERIFY(fixture.records().at(0).attempts[0].outcome == AttemptOutcome::Abandoned);
    QVERIFY(fixture.load.backends[1].breaker == BreakerState::Closed);
}

void TestHostile::survivesAStormOfAborts()
{
    const std::string large(100'000, 'a');
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, large));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port(), Tier::Local, 4),
                                                 GatewayFixture::backend(2, backend.port(), Tier::Container, 4)}));
    std::mt19937 random(42);
    const std::string request = GatewayFixture::post(std::string(20'000, 'p')) + GatewayFixture::get();
    std::vector<TestSocket> held;
    for (int i = 0; i < 500; ++i) {
        TestSocket client = fixture.connect();
        client.send(request.substr(0, random() % (request.size() + 1)));
        if (random() % 3 == 0)
            client.receive(1ms);
        switch (random() % 4) {
        case 0:
            client.reset();
            break;
        case 1:
            client.shutdownSend();
            held.push_back(std::move(client));
            break;
        default:
            client.close();
            break;
        }
        if (held.size() > 20)
            held.clear();
    }
    held.clear();
    QVERIFY(
        GatewayFixture::eventually([&] { return fixture.quiet() && fixture.gateway->counters().connections == 0; }));
    QCOMPARE(fixture.ask(GatewayFixture::post("after")).body, large);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestHostile::answersForABadBackend_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("garbage") << QByteArray("\x01\x02garbage\r\n\r\n") << 502;
    QTest::newRow("closes at once") << QByteArray() << 502;
    QTest::newRow("closes inside the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le") << 502;
    QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
                                 << 502;
    QTest::newRow("length and encoding") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                         << 502;
    QTest::newRow("bare line feeds") << QByteArray("HTTP/1.1 200 OK\nContent-Length: 1\n\na") << 502;
    QTest::newRow("a status of four digits") << QByteArray("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n") << 502;
    QTest::newRow("switches protocols") << QByteArray("HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n") << 502;
    QTest::newRow("an endless head") << QByteArray("HTTP/1.1 200 OK\r\nX: ") + QByteArray(200'000, 'h') << 502;
    QTest::newRow("a bad chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") << 502;
    QTest::newRow("an interim answer first")
        << QByteArray("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << 200;
    QTest::newRow("until it closes") << QByteArray("HTTP/1.0 200 OK\r\n\r\nall of it") << 200;
    QTest::newRow("no content") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204;
}

void TestHostile::answersForABadBackend()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        TestBackend::readBody(socket, request);
        socket.send(answer.toStdString());
        return false;
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::post("x"));
    TestAnswer given = readTestAnswer(client);
    if (given.status == 103)
        given = readTestAnswer(client);
    QCOMPARE(given.status, status);
    QVERIFY(given.complete);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == (status == 502 ? Outcome::BackendFailed : Outcome::Answered));
    QCOMPARE(backend.requests(), 1); // a POST that was sent is not sent again
    QVERIFY(stillServes(fixture));
}

void TestHostile::closesWhenAnAnswerBreaksOff_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("too little") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    QTest::newRow("a chunk too little") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
}

void TestHostile::closesWhenAnAnswerBreaksOff()
{
    QFETCH(QByteArray, answer);
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send(answer.toStdString());
        return false;
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::get());
    const TestAnswer given = readTestAnswer(client);
    QCOMPARE(given.status, 200);
    QVERIFY(!given.complete); // the client can tell
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::BackendFailed);
    QVERIFY(fixture.records().at(0).attempts[0].outcome == AttemptOutcome::Broken);
}

void TestHostile::passesAnEarlyRefusalOn()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        socket.send(TestBackend::answer(413, "too much for me", "Connection: close\r\n"));
        return false; // without having read the body
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + std::string(1'000, 'b'));
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.body, std::string("too much for me"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

void TestHostile::dropsWhatABackendSendsTooMuch()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return socket.send(TestBackend::answer(200, request.target)
                           + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    });
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    for (int i = 0; i < 10; ++i) {
        const std::string path = "/digits/" + std::to_string(i);
        QCOMPARE(fixture.ask(GatewayFixture::get(path)).body, path);
    }
}

void TestHostile::keepsAnswersApart_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("odd");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* method, const char* odd, int status) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(odd) << status;
    };
    row("204 with a body", "GET", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil", 204);
    row("204 with chunks", "GET", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n",
        204);
    row("304 with a body", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil", 304);
    row("HEAD with a body", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", 200);
    row("longer than its length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxevil", 200);
    row("more after the last chunk", "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\nevil", 200);
    row("an interim answer behind", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 103 Evil\r\n\r\n",
        200);
    row("a whole answer behind", "GET",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", 200);
}

void TestHostile::keepsAnswersApart()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, odd);
    QFETCH(int, status);
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        return socket.send(request.target.ends_with("odd") ? odd.toStdString()
                                                           : TestBackend::answer(200, request.target));
    });
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    for (int i = 0; i < 5; ++i) {
        client.send(method.toStdString() + " /digits/odd HTTP/1.1\r\nHost: x\r\n\r\n");
        const TestAnswer given = readTestAnswer(client, method == "HEAD");
        QCOMPARE(given.status, status);
        QVERIFY(given.body.empty() || given.body == "x");
        const std::string path = "/digits/" + std::to_string(i);
        client.send(GatewayFixture::get(path));
        const TestAnswer next = readTestAnswer(client);
        QCOMPARE(next.status, 200);
        QCOMPARE(next.body, path);
    }
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
