// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "engine/backends/curlclient.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/scriptedserver.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(straightline::ErrorCode)
Q_DECLARE_METATYPE(straightline::backends::ScriptedServer::Handler)

namespace
{

QCoro::Task<void> sendInto(CurlClient* client, Scope scope, HttpRequest request, std::optional<Result<HttpReply>>* into)
{
    into->emplace(co_await client->send(scope, std::move(request)));
}

HttpRequest get(const std::string& url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

} // namespace

class TestCurlClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void success()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.reply(201, "hello", {"X-Thing:  some value "});
        });
        CurlClient client;
        const Scope scope;
        HttpRequest request = get(server.url() + "/a/../b?c=d");
        request.method = "POST";
        request.body = std::string("body\0with zero", 14);
        request.headers = {"X-Mine: 1"};
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QVERIFY(reply->has_value());
        QCOMPARE(reply->value().status, 201);
        QCOMPARE(reply->value().body, "hello");
        QCOMPARE(std::string(reply->value().header("x-thing")), "some value");
        QCOMPARE(server.requests.size(), 1u);
        QCOMPARE(server.requests[0].method, "POST");
        QCOMPARE(server.requests[0].target, "/a/../b?c=d");
        QCOMPARE(server.requests[0].body, request.body);
        QCOMPARE(server.requests[0].headers["x-mine"], "1");
    }

    void failures_data()
    {
        QTest::addColumn<ScriptedServer::Handler>("handler");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char* name, ErrorCode code, const ScriptedServer::Handler& handler) {
            QTest::newRow(name) << handler << code;
        };
        row("silence until the deadline", ErrorCode::Timeout, [](const ScriptedRequest&, const ScriptedPeer&) {});
        row("garbage", ErrorCode::BadReply, [](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.raw("these are not the bytes you are looking for\r\n\r\n");
            peer.close();
        });
        row("closed without an answer", ErrorCode::BadReply,
            [](const ScriptedRequest&, const ScriptedPeer& peer) { peer.close(); });
        row("lost half-way", ErrorCode::BadReply, [](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            peer.close();
        });
        row("stalled half-way", ErrorCode::Timeout, [](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        row("body over the limit", ErrorCode::TooLarge,
            [](const ScriptedRequest&, const ScriptedPeer& peer) { peer.reply(200, std::string(2'000, 'x')); });
        row("endless headers", ErrorCode::TooLarge, [](const ScriptedRequest&, const ScriptedPeer& peer) {
            std::string head = "HTTP/1.1 200 OK\r\n";
            for (int i = 0; i < 2'000; ++i)
                head += "X-Filler-" + std::to_string(i) + ": 0123456789012345678901234567890123456789\r\n";
            peer.raw(head);
        });
    }
    void failures()
    {
        QFETCH(ScriptedServer::Handler, handler);
        QFETCH(ErrorCode, code);
        ScriptedServer server(handler);
        CurlClient client;
        const Scope scope;
        HttpRequest request = get(server.url());
        request.timeout = 300ms;
        request.bodyLimit = 1'000;
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QVERIFY(!reply->has_value());
        QCOMPARE(reply->error().code, code);
        QVERIFY(!reply->error().detail.empty());
    }

    void refusal()
    {
        std::uint16_t port = 0;
        {
            const ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer&) {});
            port = server.port();
        }
        CurlClient client;
        const Scope scope;
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, get("http://127.0.0.1:" + std::to_string(port)), &reply));
        QTRY_VERIFY(reply);
        QCOMPARE(reply->error().code, ErrorCode::Unreachable);
        QCOMPARE(reply->error().detail, "Connection refused");
    }

    void connectOnlySendsNothing()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer&) {});
        CurlClient client;
        const Scope scope;
        HttpRequest request = get("http://box.invalid:1/");
        request.connectTo = {"127.0.0.1", server.port()};
        request.connectOnly = true;
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QVERIFY2(reply->has_value(), reply->has_value() ? "" : reply->error().detail.c_str());
        QTRY_COMPARE(server.connectionsMade(), 1);
        QVERIFY(server.requests.empty());
    }

    void unixSocket()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("s.sock")).toStdString();
        ScriptedServer server(
            path, [](const ScriptedRequest& request, const ScriptedPeer& peer) { peer.reply(200, request.target); });
        CurlClient client;
        const Scope scope;
        HttpRequest request = get("http://docker/ping");
        request.unixSocket = path;
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QCOMPARE(reply->value().body, "/ping");
        request.unixSocket = folder.filePath(QStringLiteral("none.sock")).toStdString();
        reply.reset();
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QCOMPARE(reply->error().code, ErrorCode::Unreachable);
        QCOMPARE(reply->error().detail, "No such file or directory");
    }

    void streamsPieceByPiece()
    {
        ScriptedPeer kept;
        ScriptedServer server([&](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            kept = peer;
        });
        CurlClient client;
        const Scope scope;
        std::string seen;
        HttpRequest request = get(server.url());
        request.bodyLimit = 1;
        request.onData = [&](std::string_view piece) { seen += piece; };
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_COMPARE(seen, "one");
        QVERIFY(!reply);
        kept.raw("3\r\ntwo\r\n0\r\n\r\n");
        QTRY_VERIFY(reply);
        QVERIFY(reply->has_value());
        QCOMPARE(seen, "onetwo");
        QVERIFY(reply->value().body.empty());
    }

    void stoppingFromTheStreamIsAllowed()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer& peer) {
            peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
        });
        CurlClient client;
        const Scope scope;
        HttpRequest request = get(server.url());
        request.onData = [&](std::string_view) { scope.stop(); };
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QCOMPARE(reply->error().code, ErrorCode::Cancelled);
    }

    void endsWithItsScopeAndWithItsClient()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer&) {});
        auto client = std::make_unique<CurlClient>();
        const Scope first;
        const Scope second;
        std::optional<Result<HttpReply>> one;
        std::optional<Result<HttpReply>> two;
        spawn(sendInto(client.get(), first, get(server.url()), &one));
        spawn(sendInto(client.get(), second, get(server.url()), &two));
        QTRY_COMPARE(server.requests.size(), 2u);
        first.stop();
        QVERIFY(one);
        QCOMPARE(one->error().code, ErrorCode::Cancelled);
        QVERIFY(!two);
        client.reset();
        QVERIFY(two);
        QCOMPARE(two->error().code, ErrorCode::Cancelled);
        one.reset();
        CurlClient other;
        spawn(sendInto(&other, first, get(server.url()), &one));
        QVERIFY(one); // a stopped scope begins nothing
        QCOMPARE(one->error().code, ErrorCode::Cancelled);
    }

    void manyAtOnce()
    {
        ScriptedServer server(
            [](const ScriptedRequest& request, const ScriptedPeer& peer) { peer.reply(200, request.target); });
        CurlClient client;
        const Scope scope;
        std::vector<std::optional<Result<HttpReply>>> replies(100);
        for (std::size_t i = 0; i < replies.size(); ++i)
            spawn(sendInto(&client, scope, get(server.url() + "/" + std::to_string(i)), &replies[i]));
        for (std::size_t i = 0; i < replies.size(); ++i) {
            QTRY_VERIFY(replies[i]);
            QCOMPARE(replies[i]->value().body, "/" + std::to_string(i));
        }
    }

    void theEventLoopGoesOnDuringAWait()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer&) {});
        CurlClient client;
        const Scope scope;
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
        timer.start(1ms);
        HttpRequest request = get(server.url());
        request.timeout = 200ms;
        std::optional<Result<HttpReply>> reply;
        spawn(sendInto(&client, scope, request, &reply));
        QTRY_VERIFY(reply);
        QVERIFY2(ticks > 10, qPrintable(QString::number(ticks)));
    }

    void resolves()
    {
        const Scope scope;
        const auto numeric = QCoro::waitFor(resolveHost(scope, "127.0.0.1", 1s));
        QCOMPARE(numeric.value(), std::vector<std::string>{"127.0.0.1"});
        const auto local = QCoro::waitFor(resolveHost(scope, "localhost", 5s));
        QVERIFY(local.has_value());
        QCOMPARE(local->front(), "127.0.0.1");
        const auto none = QCoro::waitFor(resolveHost(scope, "no-such-host.invalid", 5s));
        QVERIFY(!none);
        scope.stop();
        QCOMPARE(QCoro::waitFor(resolveHost(scope, "localhost", 5s)).error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCurlClient)
#include "tst_curlclient.moc"
