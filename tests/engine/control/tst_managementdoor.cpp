// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fstream>

#include "engine/control/routes.h"
#include "managementfixture.h"

using namespace straightline;
using control::ManagementServer;

/// Who may use the management API, and what hostile or slow clients get.
class TestManagementDoor : public ManagementFixture
{
    Q_OBJECT

private Q_SLOTS:
    void readOnlyRefusesEveryChange();
    void otherSitesAreKeptOut_data();
    void otherSitesAreKeptOut();
    void aTokenIsAskedFor();
    void aTokenFileIsChecked();
    void aPublicAddressNeedsAToken();
    void hostileRequests_data();
    void hostileRequests();
    void slowAndManyConnections();
    void clientsThatLeave();
    void requestsInPieces();
};

void TestManagementDoor::readOnlyRefusesEveryChange()
{
    m_engine->engineStatus.readOnly = true;
    for (const control::Route& route : control::routes()) {
        if (!route.changes)
            continue;
        QByteArray path(route.path);
        path.replace("{name}", "digits").replace("{id}", "digits:box");
        const HttpReply reply = m_client->request(route.method, path, "{}");
        QCOMPARE(reply.status, 403);
        QVERIFY(reply.body.contains("read-only"));
    }
    QVERIFY(m_engine->changes.empty() && m_engine->actions.empty() && m_engine->imports.empty());
    QCOMPARE(m_client->request("GET", "/api/v1/status").status, 200);
}

void TestManagementDoor::otherSitesAreKeptOut_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("get");
    QTest::addColumn<int>("put");
    const auto row = [](const char* name, const char* headers, int get, int put) {
        QTest::newRow(name) << QByteArray(headers) << get << put;
    };
    row("a tool", "", 200, 200);
    row("localhost", "Host: localhost:8081\r\n", 200, 200);
    row("IPv6", "Host: [::1]:8081\r\n", 200, 200);
    row("a name of another site (DNS rebinding)", "Host: evil.example\r\n", 403, 403);
    row("a name that looks local", "Host: 127.0.0.1.evil.example\r\n", 403, 403);
    row("localhost in another domain", "Host: localhost.evil.example\r\n", 403, 403);
    row("a page of ours", "Host: localhost:8081\r\nOrigin: http://localhost:8081\r\n", 200, 200);
    row("a page of another site", "Host: localhost:8081\r\nOrigin: https://evil.example\r\n", 200, 403);
    row("a page of another port", "Host: localhost:8081\r\nOrigin: http://localhost:3000\r\n", 200, 403);
    row("a page without an origin", "Host: localhost:8081\r\nOrigin: null\r\n", 200, 403);
}

void TestManagementDoor::otherSitesAreKeptOut()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, get);
    QFETCH(int, put);
    const HttpReply read = m_client->request("GET", "/api/v1/applications/digits/policy", {}, headers);
    QCOMPARE(read.status, get);
    QVERIFY(read.headers.find("access-control-allow-origin") == read.headers.end());
    QCOMPARE(
        m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"local_only"})", headers).status,
        put);
    QCOMPARE(m_engine->changes.size(), std::size_t{put == 200 ? 1U : 0U});
}

void TestManagementDoor::aTokenIsAskedFor()
{
    ManagementServer::Settings settings;
    settings.token = "0123456789abcdef";
    serve(settings);
    for (const char* path : {"/api/v1/status", "/metrics", "/openapi.json", "/nothing"}) {
        const HttpReply none = m_client->request("GET", path);
        QCOMPARE(none.status, 401);
        QCOMPARE(none.headers.at("www-authenticate"), QByteArray("Bearer"));
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdeX\r\n").status, 401);
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdef0\r\n").status, 401);
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer \r\n").status, 401);
        QVERIFY(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdef\r\n").status != 401);
    }
    QCOMPARE(m_client
                 ->request("GET", "/api/v1/status", {},
                           "Host: management.example\r\nAuthorization: Bearer 0123456789abcdef\r\n")
                 .status,
             200);
}

void TestManagementDoor::aTokenFileIsChecked()
{
    namespace fs = std::filesystem;
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "token";
    const auto write = [&](const std::string& text, fs::perms mode) {
        std::ofstream(file) << text;
        fs::permissions(file, mode);
    };
    const fs::perms ours = fs::perms::owner_read | fs::perms::owner_write;
    QVERIFY(!control::readToken(file).has_value());
    write("0123456789abcdef\n", ours);
    QCOMPARE(control::readToken(file).value(), std::string("0123456789abcdef"));
    write("0123456789abcdef\n", ours | fs::perms::others_read);
    QVERIFY(control::readToken(file).error().detail.find("0600") != std::string::npos);
    write("short\n", ours);
    QVERIFY(!control::readToken(file).has_value());
    write("0123456789 abcdef\n", ours);
    QVERIFY(!control::readToken(file).has_value());
}

void TestManagementDoor::aPublicAddressNeedsAToken()
{
    ManagementServer::Settings settings;
    settings.listen = "0.0.0.0:0";
    const auto server = ManagementServer::open(*m_engine, settings);
    QVERIFY(!server.has_value());
    QVERIFY(server.error().code == ErrorCode::InvalidArgument);
    settings.token = "0123456789abcdef";
    QVERIFY(ManagementServer::open(*m_engine, settings).has_value());
    settings.listen = m_server->address(); // taken
    QVERIFY(ManagementServer::open(*m_engine, settings).error().code == ErrorCode::Unreachable);
    settings.listen = "localhost:port";
    QVERIFY(!ManagementServer::open(*m_engine, settings).has_value());
}

void TestManagementDoor::hostileRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0 = closed without an answer
    const QByteArray put = "PUT /api/v1/applications/digits/policy HTTP/1.1\r\nHost: localhost\r\n";
    QTest::newRow("two gigabytes announced") << put + "Content-Length: 2147483648\r\n\r\n" << 413;
    QTest::newRow("one byte over the limit") << put + "Content-Length: 1048577\r\n\r\n" << 413;
    QTest::newRow("conflicting lengths") << put + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" << 400;
    QTest::newRow("negative length") << put + "Content-Length: -5\r\n\r\n" << 400;
    QTest::newRow("smuggling") << put + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" << 411;
    QTest::newRow("no Host") << QByteArray("GET /api/v1/status HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("a header bomb") << put + QByteArray("X: y\r\n").repeated(200) + "\r\n" << 431;
    QTest::newRow("an endless header") << put + "X: " + QByteArray(100'000, 'x') << 431;
    QTest::newRow("no HTTP") << QByteArray("hello\r\nHost: localhost\r\n\r\n") << 0;
    QTest::newRow("a TLS hello") << QByteArray::fromHex("160301020001000001fc0303") + QByteArray("\r\n\r\n") << 400;
}

void TestManagementDoor::hostileRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const HttpReply reply = m_client->send(bytes);
    QCOMPARE(reply.status, status);
    QVERIFY(m_client->waitForEnd());
    QCOMPARE(HttpClient(m_server->address()).request("GET", "/api/v1/status").status, 200);
    QVERIFY(m_engine->changes.empty());
}

void TestManagementDoor::slowAndManyConnections()
{
    ManagementServer::Settings settings;
    settings.http.connections = 2;
    settings.http.request = std::chrono::milliseconds(50);
    settings.http.idle = std::chrono::seconds(30);
    serve(settings);
    QVERIFY(m_client->connectNow());
    m_client->socket().write("GET /api/v1/status HTTP/1.1\r\nHo");
    QVERIFY(m_client->waitForEnd()); // half a head, then nothing
    HttpClient first(m_server->address());
    HttpClient second(m_server->address());
    HttpClient third(m_server->address());
    QCOMPARE(first.request("GET", "/api/v1/status").status, 200);
    QCOMPARE(second.request("GET", "/api/v1/status").status, 200);
    QCOMPARE(third.request("GET", "/api/v1/status").status, 0);
    first.socket().disconnectFromHost();
    QTRY_COMPARE(HttpClient(m_server->address()).request("GET", "/api/v1/status").status, 200);
    QCOMPARE(second.request("GET", "/api/v1/status").status, 200);
}

void TestManagementDoor::clientsThatLeave()
{
    for (int i = 0; i < 200; ++i) {
        HttpClient client(m_server->address());
        QVERIFY(client.connectNow());
        const QByteArray whole = "GET /api/v1/snapshot HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client.socket().write(whole.left(i % 3 == 0 ? whole.size() : i % whole.size()));
        client.socket().flush();
        client.socket().abort();
    }
    QCOMPARE(m_client->request("GET", "/api/v1/status").status, 200);
}

void TestManagementDoor::requestsInPieces()
{
    // One connection, requests cut anywhere, bodies up to the limit: each arrives whole and is answered once.
    for (const int size : {1, 70'000, 1'048'576}) {
        const QByteArray body = "# " + QByteArray(size, 'x').mid(2);
        QByteArray whole = "POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        if (m_client->socket().state() != QAbstractSocket::ConnectedState)
            QVERIFY(m_client->connectNow());
        const std::size_t before = m_engine->imports.size();
        for (const int piece : {10, 50, 20, 1, 30'000}) {
            m_client->socket().write(whole.left(piece));
            whole.remove(0, piece);
            QVERIFY(QTest::qWaitFor([&] { return m_client->socket().bytesToWrite() == 0; }));
            QTest::qWait(1); // lets the server see this piece alone
        }
        QCOMPARE(m_client->send(whole).status, 200);
        QCOMPARE(m_engine->imports.size(), before + 1);
        QCOMPARE(m_engine->imports.back(), body.toStdString());
    }
}

QTEST_GUILESS_MAIN(TestManagementDoor)
#include "tst_managementdoor.moc"
