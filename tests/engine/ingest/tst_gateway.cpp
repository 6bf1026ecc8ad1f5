// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Ordinary requests through a real gateway to a real socket: what is forwarded, what is answered, what is recorded.
class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forwardsRequestAndAnswer();
    void rebuildsTheHead();
    void keepsTheClientsRequestId();
    void serves_data();
    void serves();
    void answersPipelinedRequestsInOrder();
    void speaksHttp10();
    void answersHeadWithoutBody();
    void sends100Continue();
    void forwardsChunkedBodies();
    void passesServerSentEventsAtOnce();
    void carriesBothDirectionsAtOnce();
    void takesTheRestOfABodyThatWasAnsweredEarly();
    void streamsLargeBodiesInBoundedMemory();
    void countsChunkedSizeBeforeDeciding();
    void usesAPublishedChangeAtOnce();
    void reusesUpstreamConnections();
    void recordsStagesThatAddUp();
    void refusesAPortInUse();
};

namespace
{

std::size_t residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toULongLong() * static_cast<std::size_t>(::getpagesize());
}

} // namespace

void TestGateway::forwardsRequestAndAnswer()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request)
               && socket.send(TestBackend::answer(201, request.method + " " + request.target + " " + request.body,
                                                  "X-Own: 1\r\nx-straightline-tier: lie\r\n"));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(7, backend.port())}));
    const TestAnswer answer = fixture.ask(GatewayFixture::post("hello", "traceparent: 00-1-2-3\r\n"));
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.body, std::string("POST /digits/x hello"));
    QCOMPARE(answer.head.field("x-own"), std::string("1"));
    QCOMPARE(answer.head.field("x-straightline-backend"), std::string("b7"));
    QCOMPARE(answer.head.field("x-straightline-tier"), std::string("local"));
    QCOMPARE(answer.head.field("x-straightline-reason"), std::string("local_has_room"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("1"));
    QVERIFY(!answer.head.field("x-straightline-overhead-us").empty());
    QVERIFY(!answer.head.field("x-request-id").empty());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const RequestRecord record = fixture.records().at(0);
    QVERIFY(record.outcome == Outcome::Answered);
    QCOMPARE(record.status, std::uint16_t(201));
    QCOMPARE(record.backendNumber, 7U);
    QCOMPARE(record.bytesIn, std::uint64_t(5));
    QCOMPARE(record.bytesOut, std::uint64_t(20));
    QCOMPARE(record.path.view(), std::string_view("/digits/x"));
    QCOMPARE(record.decision.features.sizeBytes, std::uint64_t(5));
}

void TestGateway::rebuildsTheHead()
{
    std::string seen;
    TestBackend backend([&](TestSocket& socket, TestBackend::Request& request) {
        for (const auto& [name, value] : request.head.fields)
            seen += name + "=" + value + "\n";
        return socket.send(
            TestBackend::answer(200, "", "Connection: X-Secret\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\n"));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    const TestAnswer answer = fixture.ask(GatewayFixture::get(
        "/digits/x",
        "Connection: keep-alive, X-Drop\r\nX-Drop: 1\r\nTE: trailers\r\nUpgrade: h2c\r\ntraceparent: abc\r\n"
        "Content_Length: 7\r\nX_Request_ID: another\r\nX_Mine: 2\r\n"));
    QCOMPARE(answer.status, 200);
    QVERIFY(seen.find("x-drop") == std::string::npos);
    QVERIFY(seen.find("te=") == std::string::npos);
    QVERIFY(seen.find("upgrade") == std::string::npos);
    QVERIFY(seen.find("connection") == std::string::npos);
    QVERIFY(seen.find("content_length") == std::string::npos); // another spelling of what is ours
    QVERIFY(seen.find("x_request_id") == std::string::npos);
    QVERIFY(seen.find("x_mine=2\n") != std::string::npos);
    QVERIFY(seen.find("traceparent=abc\n") != std::string::npos);
    QVERIFY(seen.find("x-forwarded-host=test\n") != std::string::npos);
    QVERIFY(seen.find("x-forwarded-for=127.0.0.1\n") != std::string::npos);
    QVERIFY(seen.find("host=127.0.0.1:" + std::to_string(backend.port())) != std::string::npos);
    QCOMPARE(answer.head.fields.count("x-secret"), std::size_t(0));
    QCOMPARE(answer.head.fields.count("keep-alive"), std::size_t(0));
}

void TestGateway::keepsTheClientsRequestId()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    QCOMPARE(fixture.ask(GatewayFixture::get("/digits", "x-request-id: my-id.7\r\n")).head.field("x-request-id"),
             std::string("my-id.7"));
    const std::string made =
        fixture.ask(GatewayFixture::get("/digits", "x-request-id: no good\r\n")).head.field("x-request-id");
    QVERIFY(made != "no good" && !made.empty());
}

void TestGateway::serves_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, std::string request, int status, const char* body) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status << QByteArray(body);
    };
    row("an application by name", GatewayFixture::get("/apps/digits/classify?x=1"), 200, "/classify?x=1");
    row("an application without a path", GatewayFixture::get("/apps/digits?x"), 200, "/?x");
    row("an encoded name", GatewayFixture::get("/apps/di%67its/a"), 200, "/a");
    row("OIP infer", GatewayFixture::post("{}", {}, "/v2/models/digits/infer"), 200, "/v2/models/digits/infer");
    row("OIP infer of a version", GatewayFixture::post("{}", {}, "/v2/models/digits/versions/1/infer"), 200,
        "/v2/models/digits/versions/1/infer");
    row("OIP model ready", GatewayFixture::get("/v2/models/digits/ready"), 200, "/v2/models/digits/ready");
    row("OIP infer with GET", GatewayFixture::get("/v2/models/digits/infer"), 405,
        "{\"error\":\"this method is not allowed here\"}");
    row("OIP infer with a bad header length",
        GatewayFixture::post("{}", "Inference-Header-Content-Length: 3\r\n", "/v2/models/digits/infer"), 400,
        "{\"error\":\"Inference-Header-Content-Length is not a number up to Content-Length\"}");
    row("OIP server", GatewayFixture::get("/v2"), 200,
        R"({"name":"straightline","version":"0.1.0","extensions":["binary_tensor_data","model_repository"]})");
    row("OIP live", GatewayFixture::get("/v2/health/live"), 200, R"({"live":true})");
    row("OIP ready", GatewayFixture::get("/v2/health/ready"), 200, R"({"ready":true,"live":true})");
    row("OIP models", GatewayFixture::get("/v2/models"), 200, R"({"models":["digits"]})");
    row("OIP index", GatewayFixture::post("{}", {}, "/v2/repository/index"), 200,
        R"([{"name":"digits","state":"READY","reason":""}])");
    row("the mount itself", GatewayFixture::get("/digits"), 200, "/digits");
    row("unknown path", GatewayFixture::get("/nothing"), 404, R"({"error":"no such application"})");
    row("unknown model", GatewayFixture::get("/v2/models/other/ready"), 404, R"({"error":"no such application"})");
    row("not the mount", GatewayFixture::get("/digitsx"), 404, R"({"error":"no such application"})");
    row("absolute form", "GET http://test/digits/abs HTTP/1.1\r\nHost: test\r\n\r\n", 200, "/digits/abs");
}

void TestGateway::serves()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    TestBackend backend([](TestSocket& socket, TestBackend::Request& asked) {
        return TestBackend::readBody(socket, asked) && socket.send(TestBackend::answer(200, asked.target));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    const TestAnswer answer = fixture.ask(request.toStdString());
    QCOMPARE(answer.status, status);
    QCOMPARE(QByteArray::fromStdString(answer.body), body);
    if (status >= 400) {
        QCOMPARE(answer.head.field("content-type"), std::string("application/json"));
        QVERIFY(!answer.head.field("x-request-id").empty());
    }
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().size(), std::size_t(1));
}

void TestGateway::answersPipelinedRequestsInOrder()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request)
               && socket.send(TestBackend::answer(200, request.target + request.body));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += GatewayFixture::post("body" + std::to_string(i), {}, "/digits/" + std::to_string(i));
    client.send(all);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(readTestAnswer(client).body, "/digits/" + std::to_string(i) + "body" + std::to_string(i));
}

void TestGateway::speaksHttp10()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        return socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    const TestAnswer answer = fixture.ask("GET /digits HTTP/1.0\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("abc"));
    QCOMPARE(answer.head.field("connection"), std::string("close"));
    QCOMPARE(answer.head.fields.count("transfer-encoding"), std::size_t(0));
}

void TestGateway::answersHeadWithoutBody()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return socket.send(request.method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                                                    : TestBackend::answer(200, "after"));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send("HEAD /digits HTTP/1.1\r\nHost: x\r\n\r\n" + GatewayFixture::get());
    const TestAnswer head = readTestAnswer(client, true);
    QCOMPARE(head.head.field("content-length"), std::string("1000"));
    QCOMPARE(readTestAnswer(client).body, std::string("after"));
}

void TestGateway::sends100Continue()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        if (request.head.fields.count("expect") > 0) // of a body whose size it says
            socket.send("HTTP/1.1 100 Continue\r\n\r\n");
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    for (const bool chunked : {false, true}) {
        TestSocket client = fixture.connect();
        client.send(std::string("POST /digits HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n")
                    + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 4\r\n\r\n"));
        QCOMPARE(readTestAnswer(client).status, 100);
        client.send(chunked ? "4\r\nbody\r\n0\r\n\r\n" : "body");
        QCOMPARE(readTestAnswer(client).body, std::string("body"));
    }
}

void TestGateway::forwardsChunkedBodies()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        std::string answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        char size[20];
        for (std::size_t at = 0; at < request.body.size(); at += 7'001) {
            const std::string piece = request.body.substr(at, 7'001);
            std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
            answer += size + piece + "\r\n";
        }
        return socket.send(answer + "0\r\n\r\n");
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    std::string whole;
    for (int i = 0; i < 200'000; ++i)
        whole += static_cast<char>('a' + i * 7 % 26);
    std::string request = "POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    char size[20];
    for (std::size_t at = 0; at < whole.size(); at += 1'234) {
        const std::string piece = whole.substr(at, 1'234);
        std::snprintf(size, sizeof size, "%zx;ext=1\r\n", piece.size());
        request += size + piece + "\r\n";
    }
    request += "0\r\nX-Trailer: kept\r\n\r\n";
    for (int round = 0; round < 3; ++round) {
        client.send(request);
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == whole);
    }
}

void TestGateway::passesServerSentEventsAtOnce()
{
    std::atomic<int> step{0};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 1; i <= 5; ++i) {
            if (!GatewayFixture::eventually([&] { return step >= i; }))
                return false;
            socket.send("9\r\ndata: " + std::to_string(i) + "\n\n\r\n");
        }
        return socket.send("0\r\n\r\n");
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::get());
    for (int i = 1; i <= 5; ++i) {
        step = i; // the next event is written only after the one before was seen here
        const std::string event = "data: " + std::to_string(i) + "\n\n";
        while (client.received().find(event) == std::string::npos)
            QVERIFY(client.receive());
    }
}

void TestGateway::carriesBothDirectionsAtOnce()
{
    // A backend that answers each piece before the next is sent: neither direction may wait for the other's end.
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
        for (int i = 0; i < 3; ++i) {
            while (socket.received().empty()) {
                if (!socket.receive())
                    return false;
            }
            socket.send(socket.received().substr(0, 1));
            socket.received().erase(0, 1);
        }
        return true;
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
    for (const char* each : {"a", "b", "c"}) {
        client.send(each);
        while (!client.received().ends_with(each))
            QVERIFY(client.receive());
    }
}

void TestGateway::takesTheRestOfABodyThatWasAnsweredEarly()
{
    // nginx answers `return 200` from the head alone and reads the body afterwards: no connection has to end for that.
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return socket.send(TestBackend::answer(200, "early")) && TestBackend::readBody(socket, request);
    });
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = fixture.connect();
    for (int i = 0; i < 3; ++i) {
        client.send("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        QCOMPARE(readTestAnswer(client).body, std::string("early"));
        client.send(std::string(100'000, 'x'));
    }
    client.send(GatewayFixture::get());
    QCOMPARE(readTestAnswer(client).status, 200);
    QCOMPARE(backend.connections(), 1);
    QTRY_COMPARE(fixture.sinks[0].records().size(), std::size_t{4});
    QCOMPARE(fixture.sinks[0].records()[0].bytesIn, std::uint64_t{100'000});
}

void TestGateway::streamsLargeBodiesInBoundedMemory()
{
    constexpr std::size_t kSize = 268'435'456;
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        std::size_t read = socket.received().size();
        while (read < kSize) {
            socket.received().clear();
            if (!socket.receive())
                return false;
            read += socket.received().size();
        }
        socket.received().clear();
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kSize) + "\r\n\r\n");
        const std::string block(65'536, 'd');
        for (std::size_t sent = 0; sent < kSize; sent += block.size()) {
            if (!socket.send(block))
                return false;
        }
        return true;
    });
    GatewaySettings settings;
    settings.maxBodyBytes = 2 * kSize;
    settings.threads = 1; // one sink: records in order
    GatewayFixture fixture(settings);
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, backend.port())});
    application.deadline = 10min;
    fixture.publish(application);
    QCOMPARE(fixture.ask(GatewayFixture::get("/nothing")).status, 404); // warm
    const std::size_t before = residentBytes();
    TestSocket client = fixture.connect();
    client.send("POST /digits HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(kSize) + "\r\n\r\n");
    const std::string block(65'536, 'u');
    for (std::size_t sent = 0; sent < kSize; sent += block.size())
        QVERIFY(client.send(block));
    std::size_t most = residentBytes();
    std::optional<TestHead> head;
    while (!(head = parseTestHead(client.received())))
        QVERIFY(client.receive());
    std::size_t read = client.received().size() - head->bytes;
    while (read < kSize) {
        client.received().clear();
        QVERIFY(client.receive());
        read += client.received().size();
    }
    most = std::max(most, residentBytes());
    QVERIFY2(most - std::min(most, before) < 8'388'608, qPrintable(QString::number(most - before)));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().back().bytesIn, std::uint64_t(kSize));
    QCOMPARE(fixture.records().back().bytesOut, std::uint64_t(kSize));
}

void TestGateway::countsChunkedSizeBeforeDeciding()
{
    TestBackend local(TestBackend::answering("local"));
    TestBackend container(TestBackend::answering("container"));
    GatewaySettings settings;
    settings.threads = 1; // one sink: records in order
    GatewayFixture fixture(settings);
    ApplicationRoute application = GatewayFixture::application(
        {GatewayFixture::backend(1, local.port()), GatewayFixture::backend(2, container.port(), Tier::Container)});
    application.thresholds.sizeBytes = 10;
    fixture.publish(application);
    const std::string head = "POST /digits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    QCOMPARE(fixture.ask(head + "a\r\n0123456789\r\n0\r\n\r\n").body, std::string("local"));
    QCOMPARE(fixture.ask(head + "b\r\n01234567890\r\n0\r\n\r\n").body, std::string("container"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().at(0).decision.features.sizeBytes, std::uint64_t(10));
}

void TestGateway::usesAPublishedChangeAtOnce()
{
    TestBackend first(TestBackend::answering("first"));
    TestBackend second(TestBackend::answering("second"));
    GatewayFixture fixture;
    TestSocket client = fixture.connect();
    for (int i = 0; i < 20; ++i) {
        fixture.publish(
            GatewayFixture::application({GatewayFixture::backend(1, (i % 2 == 0 ? first : second).port())}));
        client.send(GatewayFixture::post("x"));
        QCOMPARE(readTestAnswer(client).body, std::string(i % 2 == 0 ? "first" : "second"));
    }
}

void TestGateway::reusesUpstreamConnections()
{
    TestBackend backend(TestBackend::answering("x"));
    GatewaySettings settings;
    settings.threads = 1;
    GatewayFixture fixture(settings);
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 200);
    QCOMPARE(backend.connections(), 1);
}

void TestGateway::recordsStagesThatAddUp()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        std::this_thread::sleep_for(30ms); // the backend's work
        return socket.send(TestBackend::answer(200, "x"));
    });
    GatewayFixture fixture;
    fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 200);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const RequestRecord record = fixture.records().at(0);
    const StageTimes& stages = record.stages;
    QCOMPARE(stages.queueMicros + stages.connectMicros + stages.backendMicros + stages.transferMicros,
             record.totalMicros);
    QVERIFY(stages.backendMicros >= 25'000);
    QVERIFY(record.overheadMicros < record.totalMicros - 25'000);
    QVERIFY(fixture.load.backends[1].latencyMicros >= 25'000U);
    // Policies that predict learned from it too.
    const LearnedRates& rates = fixture.load.rates[1];
    QCOMPARE(rates.samples.load(), 1U);
    QCOMPARE(rates.service[sizeClassOf(1)].load(), fixture.load.backends[1].latencyMicros * 16U);
    QCOMPARE(rates.usualInFlight.load(), 256U); // itself
}

void TestGateway::refusesAPortInUse()
{
    GatewayFixture fixture;
    LiveLoad load;
    std::vector<CollectingSink> sinks(2);
    GatewaySettings settings;
    settings.listen = fixture.gateway->listenAddress();
    const auto second = ingest::Gateway::open(settings, {.load = &load, .sinks = {&sinks[0], &sinks[1]}});
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Conflict);
    settings.listen = "nonsense";
    QVERIFY(ingest::Gateway::open(settings, {.load = &load, .sinks = {&sinks[0], &sinks[1]}}).error().code
            == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
