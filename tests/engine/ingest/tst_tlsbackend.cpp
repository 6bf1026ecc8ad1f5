// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/dispatch/tlscontexts.h"
#include "tests/engine/ingest/gatewayfixture.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Requests to backends over TLS: whom the gateway believes, what it says when it does not, and what it reuses.
class TestTlsBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesOrRefuses_data();
    void believesOrRefuses();
    void triesAnotherBackendWhenOneIsNotBelieved();
    void sendsTheServerName();
    void reusesConnectionsAndSessions();
    void keepsConnectionsOfDifferentRulesApart();
    void carriesLargeBodiesBothWays();
    void takesACutAnswerForBroken();
    void endsAHandshakeThatTakesTooLong();
    void readsNewAuthorities();

private:
    TestAuthority m_authority;
};

namespace
{

GatewaySettings oneThread()
{
    GatewaySettings settings;
    settings.threads = 1; // pools belong to a thread
    return settings;
}

TestBackend::Handler echo()
{
    return [](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
    };
}

BackendRoute secure(const TestBackend& backend, std::string caFile, std::string name = "localhost",
                    std::uint32_t number = 1)
{
    BackendRoute route = GatewayFixture::backend(number, backend.port());
    route.tls = {.enabled = true, .caFile = std::move(caFile), .serverName = std::move(name), .verify = true};
    return route;
}

} // namespace

void TestTlsBackend::believesOrRefuses_data()
{
    QTest::addColumn<QByteArray>("server"); ///< which certificate
    QTest::addColumn<bool>("ownCa");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("verify");
    QTest::addColumn<QByteArray>("reason"); ///< empty = believed
    const auto row = [](const char* title, const char* server, bool ownCa, const char* name, bool verify,
                        const char* reason) {
        QTest::newRow(title) << QByteArray(server) << ownCa << QByteArray(name) << verify << QByteArray(reason);
    };
    row("own authority", "good", true, "localhost", true, "");
    row("an address in the certificate", "good", true, "127.0.0.1", true, "");
    row("unknown authority", "good", false, "localhost", true, "unable to get local issuer certificate");
    row("another name", "good", true, "other.example", true, "hostname mismatch");
    row("another address", "good", true, "127.0.0.2", true, "IP address mismatch");
    row("expired", "expired", true, "localhost", true, "certificate has expired");
    row("not yet valid", "early", true, "localhost", true, "certificate is not yet valid");
    row("self-signed", "alone", true, "localhost", true, "self-signed certificate");
    row("self-signed, not verified", "alone", true, "localhost", false, "");
    row("expired and misnamed, not verified", "expired", false, "other.example", false, "");
}

void TestTlsBackend::believesOrRefuses()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, ownCa);
    QFETCH(QByteArray, name);
    QFETCH(bool, verify);
    QFETCH(QByteArray, reason);
    TestCertificateWish wish{.name = server.toStdString()};
    if (server == "expired")
        wish.untilSeconds = -60;
    if (server == "early")
        wish.fromSeconds = 3'600;
    wish.selfSigned = server == "alone";
    TestTlsServer tls(m_authority.issue(wish));
    TestBackend backend(echo(), tls.securer());
    GatewayFixture fixture(oneThread());
    BackendRoute route = secure(backend, ownCa ? m_authority.caFile() : std::string(), name.toStdString());
    route.tls.verify = verify;
    fixture.publish(GatewayFixture::application({route}));
    const TestAnswer answer = fixture.ask(GatewayFixture::post("hello"));
    if (reason.isEmpty()) {
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("hello"));
        return;
    }
    QCOMPARE(answer.status, 503);
    QVERIFY2(QByteArray::fromStdString(answer.body).contains(reason), answer.body.c_str());
    QCOMPARE(backend.requests(), 0);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    const RequestRecord record = fixture.records().at(0);
    QVERIFY(record.outcome == Outcome::NothingHealthy);
    QVERIFY(record.attempts[0].outcome == AttemptOutcome::ConnectFailed);
}

void TestTlsBackend::triesAnotherBackendWhenOneIsNotBelieved()
{
    TestTlsServer liar(m_authority.issue({.name = "liar", .names = {"DNS:liar"}}));
    TestTlsServer honest(m_authority.issue({}));
    TestBackend first(echo(), liar.securer());
    TestBackend second(echo(), honest.securer());
    GatewayFixture fixture(oneThread());
    ApplicationRoute application = GatewayFixture::application(
        {secure(first, m_authority.caFile(), "localhost", 1), secure(second, m_authority.caFile(), "localhost", 2)});
    application.policy = PolicyKind::RoundRobin;
    fixture.publish(application);
    for (int i = 0; i < 4; ++i) // POST, too: nothing of it was sent
        QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 200);
    QCOMPARE(first.requests(), 0);
    QCOMPARE(second.requests(), 4);
}

void TestTlsBackend::sendsTheServerName()
{
    TestTlsServer tls(m_authority.issue({.name = "sni", .names = {"DNS:web.example", "IP:127.0.0.1"}}));
    TestBackend backend(echo(), tls.securer());
    GatewayFixture fixture(oneThread());
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile(), "web.example")}));
    QCOMPARE(fixture.ask(GatewayFixture::post("a")).status, 200);
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile(), "127.0.0.1")}));
    QCOMPARE(fixture.ask(GatewayFixture::post("a")).status, 200);
    QVERIFY((tls.names() == std::vector<std::string>{"web.example", ""})); // an address is no server name
}

void TestTlsBackend::reusesConnectionsAndSessions()
{
    bool keep = true;
    TestTlsServer tls(m_authority.issue({}));
    TestBackend backend(
        [&](TestSocket& socket, TestBackend::Request& request) {
            return TestBackend::readBody(socket, request)
                   && socket.send(TestBackend::answer(200, "x", keep ? "" : "Connection: close\r\n")) && keep;
        },
        tls.securer());
    GatewayFixture fixture(oneThread());
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile())}));
    TestSocket socket = fixture.connect();
    for (int i = 0; i < 10; ++i) {
        QVERIFY(socket.send(GatewayFixture::post("x")));
        QCOMPARE(readTestAnswer(socket).status, 200);
    }
    QCOMPARE(backend.connections(), 1);
    keep = false;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(socket.send(GatewayFixture::post("x")));
        QCOMPARE(readTestAnswer(socket).status, 200);
    }
    QCOMPARE(backend.connections(), 5);
    QCOMPARE(tls.handshakes(), 5);
    QCOMPARE(tls.resumed(), 4);
}

/// A backend that one application verifies and another does not, at the same address.
void TestTlsBackend::keepsConnectionsOfDifferentRulesApart()
{
    TestTlsServer tls(m_authority.issue({.name = "misnamed", .names = {"DNS:elsewhere"}}));
    TestBackend backend(echo(), tls.securer());
    GatewayFixture fixture(oneThread());
    BackendRoute trusting = secure(backend, m_authority.caFile());
    trusting.tls.verify = false;
    fixture.publish(GatewayFixture::application({trusting}));
    QCOMPARE(fixture.ask(GatewayFixture::get()).status, 200);
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile())}));
    QCOMPARE(fixture.ask(GatewayFixture::get()).status, 503);
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile(), "elsewhere")}));
    QCOMPARE(fixture.ask(GatewayFixture::get()).status, 200);
    QCOMPARE(backend.requests(), 2);
}

void TestTlsBackend::carriesLargeBodiesBothWays()
{
    TestTlsServer tls(m_authority.issue({}));
    TestBackend backend(echo(), tls.securer());
    GatewayFixture fixture(oneThread());
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile())}));
    TestSocket socket = fixture.connect();
    for (const std::size_t size : {0U, 1U, 16'384U, 16'385U, 300'000U, 15'000'000U}) {
        std::string body(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            body[i] = static_cast<char>(i * 2'654'435'761U >> 13);
        QVERIFY(socket.send(GatewayFixture::post(body)));
        const TestAnswer answer = readTestAnswer(socket);
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body == body, std::to_string(size).c_str());
    }
    QCOMPARE(backend.connections(), 1);
}

/// The end of the connection is the end of the body: only a goodbye makes it a whole one.
void TestTlsBackend::takesACutAnswerForBroken()
{
    bool cut = false;
    TestTlsServer tls(m_authority.issue({}));
    TestBackend backend(
        [&](TestSocket& socket, TestBackend::Request&) {
            socket.send("HTTP/1.1 200 OK\r\n\r\nhalf");
            if (cut)
                ::shutdown(socket.descriptor(), SHUT_RDWR);
            return false;
        },
        tls.securer());
    GatewayFixture fixture(oneThread());
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.caFile())}));
    for (const bool cutNow : {false, true}) {
        cut = cutNow;
        const TestAnswer answer = fixture.ask(GatewayFixture::post("x"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.complete, !cutNow);
    }
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QVERIFY(fixture.records().at(1).outcome == Outcome::BackendFailed);
}

void TestTlsBackend::endsAHandshakeThatTakesTooLong()
{
    std::atomic<bool> release = false;
    TestBackend backend(echo(), [&](int) -> std::unique_ptr<TestTransport> {
        GatewayFixture::eventually([&] { return release.load(); });
        return nullptr;
    });
    GatewayFixture fixture(oneThread());
    BackendRoute route = secure(backend, m_authority.caFile());
    route.connectTimeout = 100ms;
    fixture.publish(GatewayFixture::application({route}));
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 503);
    release = true;
}

void TestTlsBackend::readsNewAuthorities()
{
    const TestAuthority other;
    QVERIFY(QFile::copy(QString::fromStdString(other.caFile()), QString::fromStdString(m_authority.path("used.pem"))));
    TestTlsServer tls(m_authority.issue({}));
    TestBackend backend(echo(), tls.securer());
    GatewayFixture fixture(oneThread());
    fixture.publish(GatewayFixture::application({secure(backend, m_authority.path("used.pem"))}));
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 503);
    QFile::remove(QString::fromStdString(m_authority.path("used.pem")));
    QVERIFY(QFile::copy(QString::fromStdString(m_authority.caFile()),
                        QString::fromStdString(m_authority.path("used.pem"))));
    std::vector<dispatch::TlsReload> told;
    QVERIFY(GatewayFixture::eventually([&] {
        told = fixture.gateway->reviewCertificates(false);
        return !told.empty();
    }));
    QVERIFY(told.front().good);
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 200);

    QFile::remove(QString::fromStdString(m_authority.path("used.pem"))); // what was believed stays so
    told = fixture.gateway->reviewCertificates(true);
    QVERIFY(!told.front().good);
    QCOMPARE(fixture.gateway->certificateProblems().size(), std::size_t(1));
    QCOMPARE(fixture.ask(GatewayFixture::post("x")).status, 200);
}

QTEST_GUILESS_MAIN(TestTlsBackend)
#include "tst_tlsbackend.moc"
