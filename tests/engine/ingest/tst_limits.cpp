// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/ingest/addresscounts.h"
#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Each limit of the gateway: what it says, what it counts, and that it leaves alone what keeps to it.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsTooMuch_data();
    void refusesWhatIsTooMuch();
    void takesWhatIsJustWithin();
    void limitsAllConnections();
    void limitsConnectionsOfAnAddress();
    void takesAnIpv6NetworkAsOneClient();
    void limitsRequestsOfAConnection();
    void endsASlowUpload_data();
    void endsASlowUpload();
    void endsASlowReader();
    void endsWhoDoesNotReadAnOwnAnswer();
    void doesNotBlameTheClientForASlowBackend();
    void countsTimes_data();
    void countsTimes();
};

namespace
{

std::uint64_t hits(const GatewayFixture& fixture, Limit limit)
{
    return fixture.gateway->counters().limits[static_cast<std::size_t>(limit)];
}

std::uint64_t allHits(const GatewayFixture& fixture)
{
    std::uint64_t sum = 0;
    for (const std::uint64_t each : fixture.gateway->counters().limits)
        sum += each;
    return sum;
}

GatewaySettings tight()
{
    GatewaySettings settings;
    settings.maxBodyBytes = 1'000;
    settings.maxHeaderBytes = 2'048;
    settings.limits.headerFields = 8;
    settings.limits.uriBytes = 100;
    settings.limits.chunkExtensionBytes = 10;
    settings.limits.chunkOverheadBytes = 20;
    settings.limits.trailerBytes = 30;
    return settings;
}

std::string fields(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "X-" + std::to_string(i) + ": 1\r\n";
    return text;
}

const std::string kChunked = "POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

} // namespace

void TestLimits::refusesWhatIsTooMuch_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("limit");
    const auto row = [](const char* name, const std::string& request, int status, Limit limit) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status << static_cast<int>(limit);
    };
    row("header bytes", GatewayFixture::get("/digits", "A: " + std::string(3'000, 'a') + "\r\n"), 431,
        Limit::HeaderBytes);
    row("header fields", GatewayFixture::get("/digits", fields(8)), 431, Limit::HeaderFields);
    row("target", GatewayFixture::get("/digits/" + std::string(100, 'u')), 414, Limit::UriBytes);
    row("target without end", "GET /" + std::string(500, 'u'), 414, Limit::UriBytes);
    row("said body", GatewayFixture::post(std::string(1'001, 'b')), 413, Limit::BodyBytes);
    row("counted body", kChunked + "3e9\r\n" + std::string(1'001, 'b') + "\r\n0\r\n\r\n", 413, Limit::BodyBytes);
    row("chunk extension", kChunked + "1;12345678901\r\na\r\n0\r\n\r\n", 400, Limit::ChunkOverhead);
    std::string zeroes = kChunked;
    for (int i = 0; i < 20; ++i)
        zeroes += "000000000000001;12345\r\na\r\n"; // 25 bytes, of which each chunk pays for 18
    row("chunk framing", zeroes, 400, Limit::ChunkOverhead);
    row("trailers", kChunked + "0\r\nX-Long: " + std::string(30, 't') + "\r\n\r\n", 400, Limit::ChunkOverhead);
}

void TestLimits::refusesWhatIsTooMuch()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(int, limit);
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture(tight());
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(request.toStdString());
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, status);
    QVERIFY(answer.body.starts_with("{\"error\":\""));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(hits(fixture, static_cast<Limit>(limit)), std::uint64_t(1));
    QCOMPARE(allHits(fixture), std::uint64_t(1));
    QCOMPARE(backend.requests(), 0);
}

void TestLimits::takesWhatIsJustWithin()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture(tight());
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    const std::string chunk = "3e8;1234567890\r\n" + std::string(1'000, 'b') + "\r\n";
    std::string small;
    for (int i = 0; i < 900; ++i)
        small += "1\r\na\r\n";
    for (const std::string& request :
         {GatewayFixture::get("/digits/" + std::string(92, 'u'), fields(7)),
          GatewayFixture::post(std::string(1'000, 'b')),
          kChunked + chunk + "0\r\nX: " + std::string(27, 't') + "\r\n\r\n", kChunked + small + "0\r\n\r\n"}) {
        client.send(request);
        QCOMPARE(readTestAnswer(client).status, 200);
    }
    QCOMPARE(allHits(fixture), std::uint64_t(0));
}

void TestLimits::limitsAllConnections()
{
    GatewaySettings settings;
    settings.maxConnections = 2;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({}));
    std::vector<TestSocket> held;
    for (int i = 0; i < 2; ++i) {
        held.push_back(fixture.connect());
        held.back().send(GatewayFixture::get("/v2/health/live"));
        QCOMPARE(readTestAnswer(held.back()).status, 200);
    }
    TestSocket third = fixture.connect(); // the kernel keeps it until there is room
    third.send(GatewayFixture::get("/v2/health/live"));
    QVERIFY(GatewayFixture::eventually([&] { return hits(fixture, Limit::Connections) > 0; }));
    QCOMPARE(fixture.gateway->counters().connections, 2U);
    held.back().send(GatewayFixture::get("/v2/health/live")); // who is in is served as before
    QCOMPARE(readTestAnswer(held.back()).status, 200);
    held.pop_back();
    QCOMPARE(readTestAnswer(third).status, 200);
    QCOMPARE(fixture.gateway->counters().accepted, std::uint64_t(4));
}

void TestLimits::limitsConnectionsOfAnAddress()
{
    GatewaySettings settings;
    settings.limits.connectionsPerAddress = 3;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({}));
    std::vector<TestSocket> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(fixture.connect());
        held.back().send(GatewayFixture::get("/v2/health/live"));
        QCOMPARE(readTestAnswer(held.back()).status, 200);
    }
    TestSocket fourth = fixture.connect();
    fourth.send(GatewayFixture::get("/v2/health/live"));
    const TestAnswer answer = readTestAnswer(fourth);
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QVERIFY(fourth.closesWithin(10s));
    QCOMPARE(hits(fixture, Limit::ConnectionsPerAddress), std::uint64_t(1));
    QCOMPARE(fixture.gateway->counters().connections, 3U);
    held.pop_back();
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 2; }));
    QCOMPARE(fixture.ask(GatewayFixture::get("/v2/health/live")).status, 200);
}

void TestLimits::takesAnIpv6NetworkAsOneClient()
{
    ingest::AddressCounts counts;
    QVERIFY(counts.enter("2001:db8:0:1::1", 2));
    QVERIFY(counts.enter("2001:db8:0:1:ffff::9", 2));
    QVERIFY(!counts.enter("2001:db8:0:1::2", 2));
    QVERIFY(counts.enter("2001:db8:0:2::1", 2));
    QVERIFY(counts.enter("10.0.0.1", 1));
    QVERIFY(counts.enter("10.0.0.2", 1));
    QVERIFY(!counts.enter("::ffff:10.0.0.1", 1)); // the same client on a listener for both
    counts.leave("2001:db8:0:1::77");
    QVERIFY(counts.enter("2001:db8:0:1::2", 2));
}

void TestLimits::limitsRequestsOfAConnection()
{
    GatewaySettings settings;
    settings.limits.requestsPerConnection = 3;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({}));
    TestSocket client = fixture.connect();
    for (int i = 1; i <= 3; ++i) {
        client.send(GatewayFixture::get("/v2/health/live"));
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.head.field("connection"), std::string(i == 3 ? "close" : ""));
    }
    QVERIFY(client.closesWithin(10s));
    QCOMPARE(hits(fixture, Limit::RequestsPerConnection), std::uint64_t(1));
}

void TestLimits::endsASlowUpload_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("length") << QByteArray("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
                            << QByteArray("b");
    QTest::newRow("chunks") << QByteArray::fromStdString(kChunked) << QByteArray("1\r\nb\r\n");
}

void TestLimits::endsASlowUpload()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, piece);
    TestBackend backend(TestBackend::answering("x"));
    GatewaySettings settings;
    settings.limits.uploadBytesPerSecond = 10'000;
    settings.limits.rateGrace = 200ms;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(start.toStdString());
    // Never silent, so that no other limit can be met.
    QVERIFY(GatewayFixture::eventually([&] {
        client.send(piece.toStdString());
        return hits(fixture, Limit::UploadRate) == 1;
    }));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientTimeout);
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 408);
    QVERIFY(answer.body.find("slowly") != std::string::npos);
    QCOMPARE(allHits(fixture), std::uint64_t(1));
}

void TestLimits::endsASlowReader()
{
    const std::string block(65'536, 'd');
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        while (socket.send(block)) {
        }
        return false;
    });
    GatewaySettings settings;
    settings.limits.answerBytesPerSecond = 100'000'000;
    settings.limits.rateGrace = 100ms;
    settings.bodyTimeout = 60s; // not what ends it: the client is never silent for so long
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = TestSocket::connectTo(fixture.port, 4'096);
    client.send(GatewayFixture::get());
    char byte = 0;
    QVERIFY(GatewayFixture::eventually([&] {
        const ssize_t got = ::recv(client.descriptor(), &byte, 1, MSG_DONTWAIT);
        return got == 0 || fixture.records().size() == 1;
    }));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientTimeout);
    QCOMPARE(hits(fixture, Limit::AnswerRate), std::uint64_t(1));
    QCOMPARE(allHits(fixture), std::uint64_t(1));
}

void TestLimits::endsWhoDoesNotReadAnOwnAnswer()
{
    GatewaySettings settings;
    settings.bodyTimeout = 200ms;
    GatewayFixture fixture(settings);
    auto table = std::make_shared<RoutingTable>();
    for (int i = 0; i < 1'000; ++i) {
        ApplicationRoute application = GatewayFixture::application({});
        application.name = std::to_string(i) + std::string(20'000, 'n'); // more than the kernel keeps for a client
        application.mount.clear();
        table->applications.push_back(std::move(application));
    }
    seal(*table);
    fixture.gateway->publish(table);
    TestSocket client = TestSocket::connectTo(fixture.port, 4'096);
    client.send(GatewayFixture::get("/v2/models"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && fixture.records().size() == 1; }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::ClientTimeout);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 0; }));
    QCOMPARE(hits(fixture, Limit::BodyTime), std::uint64_t(1));
}

void TestLimits::doesNotBlameTheClientForASlowBackend()
{
    constexpr std::size_t kBytes = 40'000'000;
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        std::this_thread::sleep_for(2s); // the buffers in between are full by now
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, "all of it"));
    });
    GatewaySettings settings;
    settings.limits.uploadBytesPerSecond = 1'000'000;
    settings.limits.rateGrace = 500ms;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::post(std::string(kBytes, 'u')));
    QCOMPARE(readTestAnswer(client).body, std::string("all of it"));
    QCOMPARE(allHits(fixture), std::uint64_t(0));
}

void TestLimits::countsTimes_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("limit");
    QTest::newRow("idle") << QByteArray() << 0 << static_cast<int>(Limit::IdleTime);
    QTest::newRow("head") << QByteArray("GET /digits HTTP/1.1\r\nHo") << 408 << static_cast<int>(Limit::HeaderTime);
    QTest::newRow("body") << QByteArray("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc") << 408
                          << static_cast<int>(Limit::BodyTime);
    QTest::newRow("all of it") << QByteArray("GET /digits HTTP/1.1\r\nHost: x\r\n\r\n") << 504
                               << static_cast<int>(Limit::TotalTime);
}

void TestLimits::countsTimes()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, status);
    QFETCH(int, limit);
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        socket.closesWithin(30s); // answers never
        return false;
    });
    GatewaySettings settings;
    settings.headerTimeout = settings.bodyTimeout = settings.idleTimeout = 150ms;
    GatewayFixture fixture(settings);
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, backend.port())});
    application.deadline = 400ms;
    fixture.publish(application);
    TestSocket client = fixture.connect();
    client.send(sent.toStdString());
    QVERIFY(GatewayFixture::eventually([&] { return hits(fixture, static_cast<Limit>(limit)) == 1; }));
    if (status != 0)
        QCOMPARE(readTestAnswer(client).status, status);
    QVERIFY(client.closesWithin(10s));
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
