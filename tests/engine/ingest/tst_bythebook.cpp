// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// HTTP/1.1 beyond request and answer (RFC 9110, 9112): interim answers, expectations, trailers, other protocols,
/// dates.
class TestByTheBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsNothingAmbiguousThrough_data();
    void letsNothingAmbiguousThrough();
    void passesInterimAnswersOn_data();
    void passesInterimAnswersOn();
    void boundsInterimAnswers();
    void leavesTheExpectationToTheBackend();
    void doesNotAskForABodyThatTheBackendRefuses();
    void saysContinueForASilentBackend();
    void passesTrailersOn();
    void dropsTrailersWhereNothingCarriesThem();
    void announcesOnlyTrailersThatFollow();
    void breaksOffOnBadTrailers();
    void refusesOtherProtocols();
    void ignoresUpgradesThatItMust_data();
    void ignoresUpgradesThatItMust();
    void interimsThatDoNotFitComeWhole();
    void tunnelsAnotherProtocol();
    void tunnelPushesBack();
    void tunnelEndsWithItsSilence();
    void passesTheAnswerOnWhenTheBackendStaysWithHttp();
    void datesAnswers();
    void letsEventStreamsOutliveTheDeadline();
    void sendsAPostAgainThatNeverArrived();
    void doesNotSendAPostAgainThatArrived();
};

namespace
{

std::string upgradeRequest(std::string_view protocol = "websocket", std::string_view fields = "Connection: Upgrade\r\n")
{
    return "GET /digits/x HTTP/1.1\r\nHost: test\r\nUpgrade: " + std::string(protocol) + "\r\n" + std::string(fields)
           + "\r\n";
}

GatewaySettings tunnelling(std::chrono::milliseconds idle = 60s)
{
    GatewaySettings settings;
    settings.upgrade = UpgradeMode::Tunnel;
    settings.upgradeIdleTimeout = idle;
    return settings;
}

/// Switches to a protocol in which all that comes is sent back, until the peer closes its side.
bool echo(TestSocket& socket, TestBackend::Request& request)
{
    if (request.head.field("connection") != "upgrade" || request.head.field("upgrade") != "websocket")
        return socket.send(TestBackend::answer(426, "no"));
    socket.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Accept: yes\r\n\r\nhello ");
    while (true) {
        socket.send(std::exchange(socket.received(), {}));
        if (!socket.receive(30s))
            return false;
    }
}

bool receiveUntil(TestSocket& socket, std::string_view text)
{
    while (socket.received().find(text) == std::string::npos) {
        if (!socket.receive())
            return false;
    }
    return true;
}

GatewayFixture& serve(GatewayFixture& fixture, const TestBackend& backend)
{
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    return fixture;
}

} // namespace

void TestByTheBook::letsNothingAmbiguousThrough_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const std::string& request, int status = 400) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status;
    };
    const std::string start = "POST /digits HTTP/1.1\r\nHost: x\r\n";
    const std::string chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
    row("conflicting lengths", start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    row("repeated lengths", start + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na");
    row("a list of lengths", start + "Content-Length: 1, 1\r\n\r\na");
    row("a signed length", start + "Content-Length: +1\r\n\r\na");
    row("a negative length", start + "Content-Length: -1\r\n\r\na");
    row("a length with blanks inside", start + "Content-Length: 1 0\r\n\r\n0123456789");
    row("a length over 2^63", start + "Content-Length: 99999999999999999999\r\n\r\na");
    row("length with encoding", start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("encoding with length", start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
    row("encoding gzip", start + "Transfer-Encoding: gzip\r\n\r\n");
    row("encoding gzip, chunked", start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    row("encoding chunked, identity", start + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
    row("encoding twice", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("encoding xchunked", start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
    row("encoding in HTTP/1.0", "POST /digits HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("bare LF", "GET /digits HTTP/1.1\nHost: x\n\n");
    row("bare LF in one line", "GET /digits HTTP/1.1\r\nHost: x\nA: b\r\n\r\n");
    row("bare CR", "GET /digits HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n");
    row("a folded line", "GET /digits HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");
    row("a space before the colon", start + "Content-Length : 1\r\n\r\na");
    row("a tab before the colon", start + "Content-Length\t: 1\r\n\r\na");
    row("NUL in a value", start + std::string("A: b\0c\r\n\r\n", 11));
    row("a control byte in a value", start + "A: b\x07\r\n\r\n");
    row("NUL in a name", start + std::string("A\0B: c\r\n\r\n", 10));
    row("no host", "GET /digits HTTP/1.1\r\n\r\n");
    row("two hosts", "GET /digits HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
    row("two equal hosts", "GET /digits HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n");
    row("absolute form of another host", "GET http://y/digits HTTP/1.1\r\nHost: x\r\n\r\n");
    row("absolute form of another port", "GET http://x:81/digits HTTP/1.1\r\nHost: x\r\n\r\n");
    row("absolute form of another scheme", "GET ftp://x/digits HTTP/1.1\r\nHost: x\r\n\r\n");
    row("CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n");
    row("chunk size empty", chunked + "\r\nabc\r\n0\r\n\r\n");
    row("chunk size signed", chunked + "+3\r\nabc\r\n0\r\n\r\n");
    row("chunk size with 0x", chunked + "0x3\r\nabc\r\n0\r\n\r\n");
    row("chunk size with a leading blank", chunked + " 3\r\nabc\r\n0\r\n\r\n");
    row("chunk size over 60 bits", chunked + "10000000000000003\r\nabc\r\n0\r\n\r\n");
    row("chunk line with bare LF", chunked + "3\nabc\r\n0\r\n\r\n");
    row("chunk data longer than said", chunked + "3\r\nabcd\r\n0\r\n\r\n");
    row("chunk data ended by LF", chunked + "3\r\nabc\n0\r\n\r\n");
    row("a chunk extension over the limit", chunked + "3;" + std::string(257, 'e') + "\r\nabc\r\n0\r\n\r\n");
    row("a control byte in a chunk extension", chunked + "3;a\x01\r\nabc\r\n0\r\n\r\n");
    row("a trailer without colon", chunked + "0\r\nnonsense\r\n\r\n");
    row("a trailer with a space before the colon", chunked + "0\r\nX : y\r\n\r\n");
    row("a folded trailer", chunked + "0\r\nX: y\r\n z\r\n\r\n");
}

void TestByTheBook::letsNothingAmbiguousThrough()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send(request.toStdString() + "GET /digits/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QVERIFY(client.closesWithin(10s));
    QVERIFY(client.received().empty());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().size(), std::size_t(1));
    QCOMPARE(backend.requests(), 0);
}

void TestByTheBook::passesInterimAnswersOn_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<int>("interims");
    QTest::newRow("HTTP/1.1") << QByteArray("HTTP/1.1") << 2;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0") << 0;
}

void TestByTheBook::passesInterimAnswersOn()
{
    QFETCH(QByteArray, version);
    QFETCH(int, interims);
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        return socket.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"
                           "Connection: X-Hop\r\nX-Hop: 1\r\n\r\n"
                           + TestBackend::answer(200, "whole"));
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send("GET /digits " + version.toStdString() + "\r\nHost: x\r\n\r\n");
    if (interims == 2) {
        QCOMPARE(readTestAnswer(client).status, 102);
        const TestAnswer hints = readTestAnswer(client);
        QCOMPARE(hints.status, 103);
        QCOMPARE(hints.head.field("link"), std::string("</a>"));
        QCOMPARE(hints.head.fields.count("x-hop"), std::size_t(0));
    }
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("whole"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().at(0).status, std::uint16_t(200));
}

void TestByTheBook::boundsInterimAnswers()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        std::string many;
        for (int i = 0; i < 1'000; ++i)
            many += "HTTP/1.1 102 Processing\r\n\r\n";
        return socket.send(many + TestBackend::answer(200, "late"));
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send(GatewayFixture::get());
    int interims = 0;
    TestAnswer answer = readTestAnswer(client);
    for (; answer.status == 102; answer = readTestAnswer(client))
        ++interims;
    QCOMPARE(answer.status, 502);
    QVERIFY(interims > 0 && interims < 100);
}

void TestByTheBook::leavesTheExpectationToTheBackend()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        if (request.head.field("expect") != "100-continue")
            return socket.send(TestBackend::answer(500, "no expectation"));
        socket.send("HTTP/1.1 100 Continue\r\n\r\n");
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    for (int round = 0; round < 2; ++round) {
        client.send("POST /digits HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        QCOMPARE(readTestAnswer(client).status, 100);
        client.send("body");
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("body"));
    }
}

void TestByTheBook::doesNotAskForABodyThatTheBackendRefuses()
{
    TestBackend backend(
        [](TestSocket& socket, TestBackend::Request&) { return socket.send(TestBackend::answer(403, "not you")); });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4000000\r\n\r\n");
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.body, std::string("not you"));
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QVERIFY(client.closesWithin(10s));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().at(0).bytesIn, std::uint64_t(0));
}

void TestByTheBook::saysContinueForASilentBackend()
{
    TestBackend backend(TestBackend::answering("took it")); // reads the body without a word
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    QCOMPARE(readTestAnswer(client).status, 100);
    client.send("body");
    QCOMPARE(readTestAnswer(client).body, std::string("took it"));
}

void TestByTheBook::passesTrailersOn()
{
    std::string seen;
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        receiveUntil(socket, "\r\n\r\n");
        seen = std::exchange(socket.received(), {});
        return socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n"
                           "0\r\nX-Sum: 7\r\nContent-Length: 5\r\nSet-Cookie: a=b\r\n\r\n");
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sig\r\n\r\n4\r\nbody\r\n"
                "0\r\nX-Sig:  abc \r\nHost: evil\r\nTransfer-Encoding: chunked\r\nAuthorization: Basic x\r\n\r\n");
    QVERIFY(receiveUntil(client, "0\r\nX-Sum: 7\r\n\r\n"));
    QVERIFY(client.received().find("Trailer: X-Sum\r\n") != std::string::npos);
    QVERIFY(client.received().find("Set-Cookie") == std::string::npos);
    QCOMPARE(seen, std::string("4\r\nbody\r\n0\r\nX-Sig: abc\r\n\r\n"));
}

void TestByTheBook::dropsTrailersWhereNothingCarriesThem()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        return socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n");
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send("GET /digits HTTP/1.0\r\nHost: x\r\n\r\n");
    const TestAnswer answer = readTestAnswer(client);
    QVERIFY(answer.complete);
    QCOMPARE(answer.body, std::string("ok"));
}

void TestByTheBook::announcesOnlyTrailersThatFollow()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        const bool announced = request.head.fields.count("trailer") > 0;
        return TestBackend::readBody(socket, request)
               && socket.send(TestBackend::answer(200, announced ? "announced" : request.body));
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    for (const bool follows : {false, true}) {
        client.send(
            std::string("POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n")
            + "4\r\nbody\r\n0\r\n" + (follows ? "X-A: b\r\n\r\n" : "Host: b\r\n\r\n"));
        QCOMPARE(readTestAnswer(client).body, std::string(follows ? "announced" : "body"));
    }
}

void TestByTheBook::breaksOffOnBadTrailers()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        return socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nno colon\r\n\r\n");
    });
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send(GatewayFixture::get());
    const TestAnswer answer = readTestAnswer(client); // the head may have gone before the trailers came
    QVERIFY(answer.status == 502 || (answer.status == 200 && !answer.complete));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(0).outcome == Outcome::BackendFailed);
}

void TestByTheBook::refusesOtherProtocols()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    TestSocket client = serve(fixture, backend).connect();
    client.send(upgradeRequest());
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 501);
    QVERIFY(answer.body.find("gateway.upgrade") != std::string::npos);
    QCOMPARE(backend.requests(), 0);
    client.send(GatewayFixture::get()); // the connection itself is fine
    QCOMPARE(readTestAnswer(client).status, 200);
}

void TestByTheBook::ignoresUpgradesThatItMust_data()
{
    QTest::addColumn<QByteArray>("request");
    const auto row = [](const char* name, const std::string& request) {
        QTest::newRow(name) << QByteArray::fromStdString(request);
    };
    row("curl --http2", upgradeRequest("h2c", "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n"));
    row("not said in Connection", upgradeRequest("websocket", {}));
    row("HTTP/1.0", "GET /digits HTTP/1.0\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    row("with a body", GatewayFixture::post("body", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
}

void TestByTheBook::ignoresUpgradesThatItMust()
{
    QFETCH(QByteArray, request);
    for (const UpgradeMode mode : {UpgradeMode::Refuse, UpgradeMode::Tunnel}) {
        TestBackend backend([](TestSocket& socket, TestBackend::Request& got) {
            const bool passed = got.head.fields.count("upgrade") + got.head.fields.count("connection") > 0;
            return TestBackend::readBody(socket, got)
                   && socket.send(TestBackend::answer(200, passed ? "passed on" : "ordinary"));
        });
        GatewaySettings settings;
        settings.upgrade = mode;
        GatewayFixture fixture(settings);
        const TestAnswer answer = serve(fixture, backend).ask(request.toStdString());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("ordinary"));
    }
}

/// A client that pipelines and does not read: at some point its socket is full in the middle of an interim answer.
void TestByTheBook::interimsThatDoNotFitComeWhole()
{
    constexpr int kRequests = 400;
    const std::string hints = "HTTP/1.1 103 Early Hints\r\nLink: <" + std::string(30'000, 'l') + ">\r\n\r\n";
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        return socket.send(hints + TestBackend::answer(200, "answer"));
    });
    GatewayFixture fixture;
    serve(fixture, backend);
    TestSocket client = TestSocket::connectTo(fixture.port, 4'096);
    std::string requests;
    for (int i = 0; i < kRequests; ++i)
        requests += GatewayFixture::get();
    QVERIFY(client.send(requests));
    int served = 0;
    auto since = std::chrono::steady_clock::now();
    QVERIFY(GatewayFixture::eventually([&] { // nothing goes on any more
        if (std::exchange(served, backend.requests()) != backend.requests())
            since = std::chrono::steady_clock::now();
        return served > 0 && std::chrono::steady_clock::now() - since > 300ms;
    }));
    QVERIFY(served < kRequests);
    int answers = 0;
    while (answers < kRequests) {
        const TestAnswer answer = readTestAnswer(client);
        if (answer.status == 103)
            continue;
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("answer"));
        ++answers;
    }
}

void TestByTheBook::tunnelsAnotherProtocol()
{
    TestBackend backend(echo);
    GatewayFixture fixture(tunnelling());
    TestSocket client = serve(fixture, backend).connect();
    client.send(upgradeRequest() + "early ");
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.head.field("upgrade"), std::string("websocket"));
    QCOMPARE(answer.head.field("connection"), std::string("upgrade"));
    QCOMPARE(answer.head.field("sec-websocket-accept"), std::string("yes"));
    QVERIFY(receiveUntil(client, "hello early "));
    QCOMPARE(fixture.gateway->counters().inFlight, std::uint64_t(1));
    QVERIFY(fixture.load.backends[1].inFlight == 1U);
    for (int i = 0; i < 50; ++i) {
        const std::string frame("frame\0with\xff"
                                "bytes",
                                16);
        client.received().clear();
        QVERIFY(client.send(frame));
        QVERIFY(receiveUntil(client, frame));
    }
    client.shutdownSend(); // its end reaches the backend, and the backend's end the client
    QVERIFY(client.closesWithin(10s));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
    const RequestRecord record = fixture.records().at(0);
    QVERIFY(record.outcome == Outcome::Answered);
    QCOMPARE(record.status, std::uint16_t(101));
    QCOMPARE(record.bytesIn, std::uint64_t(6 + 50 * 16));
    QCOMPARE(record.bytesOut, std::uint64_t(12 + 50 * 16));
}

void TestByTheBook::tunnelPushesBack()
{
    std::atomic<std::size_t> given{0};
    std::atomic<bool> go{false};
    const std::string block(65'536, 't');
    constexpr std::size_t kBlocks = 1'024;
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        for (std::size_t i = 0; i < kBlocks && socket.send(block); ++i)
            given += block.size();
        return false;
    });
    GatewayFixture fixture(tunnelling());
    serve(fixture, backend);
    TestSocket client = TestSocket::connectTo(fixture.port, 16'384);
    client.send(upgradeRequest());
    // It comes to a halt: what is given does not change while nothing is read.
    std::size_t before = 0;
    QVERIFY(GatewayFixture::eventually([&] {
        const std::size_t now = given;
        std::this_thread::sleep_for(100ms);
        return given == now && now > 0 && std::exchange(before, now) == now;
    }));
    QVERIFY(given < kBlocks * block.size());
    QCOMPARE(readTestAnswer(client).status, 101);
    std::size_t read = 0;
    do
        read += std::exchange(client.received(), {}).size();
    while (client.receive());
    QCOMPARE(read, kBlocks * block.size());
    QVERIFY(GatewayFixture::eventually([&] {
        client.close();
        return fixture.quiet();
    }));
}

void TestByTheBook::tunnelEndsWithItsSilence()
{
    TestBackend backend(echo);
    GatewayFixture fixture(tunnelling(150ms));
    TestSocket client = serve(fixture, backend).connect();
    client.send(upgradeRequest());
    QCOMPARE(readTestAnswer(client).status, 101);
    QVERIFY(client.closesWithin(10s));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
    QCOMPARE(fixture.gateway->counters().limits[static_cast<std::size_t>(Limit::IdleTime)], std::uint64_t(1));
}

void TestByTheBook::passesTheAnswerOnWhenTheBackendStaysWithHttp()
{
    TestBackend backend(TestBackend::answering("only HTTP here"));
    GatewayFixture fixture(tunnelling());
    TestSocket client = serve(fixture, backend).connect();
    for (int i = 0; i < 2; ++i) {
        client.send(upgradeRequest());
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("only HTTP here"));
    }
}

void TestByTheBook::datesAnswers()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        const bool dated = request.target.ends_with("dated");
        return socket.send(
            TestBackend::answer(200, "x", dated ? "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n" : std::string_view{}));
    });
    GatewayFixture fixture;
    serve(fixture, backend);
    QCOMPARE(fixture.ask(GatewayFixture::get("/digits/dated")).head.field("date"),
             std::string("Tue, 15 Nov 1994 08:12:31 GMT"));
    for (const char* path : {"/digits/plain", "/v2/health/live", "/nowhere"}) {
        const QString date = QString::fromStdString(fixture.ask(GatewayFixture::get(path)).head.field("date"));
        const QDateTime read = QLocale::c().toDateTime(date.chopped(4), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"));
        QVERIFY2(read.isValid() && date.endsWith(QStringLiteral(" GMT")), qPrintable(date));
    }
}

void TestByTheBook::letsEventStreamsOutliveTheDeadline()
{
    for (const bool events : {true, false}) {
        TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
            socket.send(std::string("HTTP/1.1 200 OK\r\nContent-Type: ")
                        + (events ? "Text/Event-Stream; charset=utf-8" : "text/plain") + "\r\n\r\n");
            for (int i = 0; i < 20 && socket.send("data: tick\n\n"); ++i)
                std::this_thread::sleep_for(40ms);
            socket.send("data: end\n\n");
            return false;
        });
        GatewayFixture fixture;
        ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, backend.port())});
        application.deadline = 300ms;
        fixture.publish(application);
        const TestAnswer answer = fixture.ask(GatewayFixture::get());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.ends_with("data: end\n\n"), events);
        QCOMPARE(answer.complete, events);
        QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
        QCOMPARE(fixture.gateway->counters().limits[static_cast<std::size_t>(Limit::TotalTime)],
                 std::uint64_t(events ? 0 : 1));
    }
}

void TestByTheBook::sendsAPostAgainThatNeverArrived()
{
    std::atomic<int> answered{0};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        ++answered;
        // The answer, which says nothing of closing, leaves with the end: nothing can arrive between the two.
        const int yes = 1;
        ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_CORK, &yes, sizeof yes);
        socket.send(TestBackend::answer(200, request.body));
        socket.close();
        return false;
    });
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    serve(fixture, backend);
    for (int round = 0; round < 50; ++round) {
        // The second is there already when the first is answered: it meets the connection that is closing.
        TestSocket client = fixture.connect();
        client.send(GatewayFixture::post("first") + GatewayFixture::post("second"));
        QCOMPARE(readTestAnswer(client).body, std::string("first"));
        const TestAnswer second = readTestAnswer(client);
        QCOMPARE(second.status, 200);
        QCOMPARE(second.body, std::string("second"));
    }
    QCOMPARE(answered.load(), 100);
}

void TestByTheBook::doesNotSendAPostAgainThatArrived()
{
    std::atomic<int> taken{0};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        ++taken;
        return request.body == "first" && socket.send(TestBackend::answer(200, "x")); // else closes without a word
    });
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    serve(fixture, backend);
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::post("first") + GatewayFixture::post("second"));
    QCOMPARE(readTestAnswer(client).status, 200);
    QCOMPARE(readTestAnswer(client).status, 502);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(taken.load(), 2);
}

QTEST_GUILESS_MAIN(TestByTheBook)
#include "tst_bythebook.moc"
