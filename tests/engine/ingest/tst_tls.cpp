// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <random>

#include <sys/stat.h>

#include "engine/dispatch/tlscontexts.h"
#include "tests/engine/ingest/gatewayfixture.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace std::chrono_literals;

/// HTTPS to the gateway: what clients see, what a new certificate changes, and what is refused.
class TestTlsListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serves_data();
    void serves();
    void carriesLargeBodiesBothWays();
    void streamsToASlowReader();
    void answersPipelinedRequests();
    void tunnelsAnotherProtocol();
    void chunkedAnswersAndAWatchingClient();
    void aHalfClosedClientIsGone();
    void aCutAnswerEndsWithoutGoodbye();
    void tellsTheBackend();
    void resumesSessions();
    void refusesOtherProtocols();
    void readsANewCertificateWhileConnectionsStand();
    void keepsTheOldCertificateWhenTheNewOneIsBroken();
    void asksForClientCertificates();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void tellsPlainHttpApart();
    void survivesGarbage();
    void endsSlowHandshakes();
    void servesHttpsOnly();

private:
    TestAuthority m_authority;
};

namespace
{

/// A gateway with both doors, and a client of its HTTPS.
class TlsFixture
{
public:
    TlsFixture(const TestAuthority& authority, const TestPair& pair, GatewaySettings settings = {})
        : fixture(withTls(std::move(settings), pair))
    {
        client.caFile = authority.caFile();
    }

    static GatewaySettings withTls(GatewaySettings settings, const TestPair& pair)
    {
        settings.tls.listen = "127.0.0.1:0";
        settings.tls.certificate = pair.certificate;
        settings.tls.key = pair.key;
        return settings;
    }

    std::uint16_t tlsPort() const
    {
        const std::string address = fixture.gateway->tlsListenAddress();
        return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    TestSocket connect()
    {
        TestSocket socket = TestSocket::connectTo(tlsPort());
        if (!client.secure(socket))
            socket.close();
        return socket;
    }

    TestAnswer ask(std::string_view request)
    {
        TestSocket socket = connect();
        if (!socket.isOpen() || !socket.send(request))
            return {};
        return readTestAnswer(socket, request.starts_with("HEAD"));
    }

    GatewayFixture fixture;
    TestTlsClient client;
};

std::string randomBody(std::size_t size, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::string body(size, '\0');
    for (char& c : body)
        c = static_cast<char>(random());
    return body;
}

TestBackend::Handler echo()
{
    return [](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
    };
}

/// Reloads until the gateway has nothing more to read, as the engine does every few seconds.
std::vector<dispatch::TlsReload> reviewUntilTold(GatewayFixture& fixture)
{
    std::vector<dispatch::TlsReload> told;
    GatewayFixture::eventually([&] {
        told = fixture.gateway->reviewCertificates(false);
        return !told.empty();
    });
    return told;
}

std::string serialOf(const SSL* ssl)
{
    X509* certificate = SSL_get1_peer_certificate(ssl);
    std::string serial;
    for (int i = 0; i < X509_get0_serialNumber(certificate)->length; ++i)
        serial += std::to_string(X509_get0_serialNumber(certificate)->data[i]) + ".";
    X509_free(certificate);
    return serial;
}

} // namespace

void TestTlsListener::serves_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TestTlsListener::serves()
{
    QFETCH(int, version);
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.client.maxVersion = version;
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket socket = tls.connect();
    QVERIFY2(socket.isOpen(), tls.client.problem.c_str());
    QCOMPARE(SSL_version(tls.client.tls->ssl()), version);
    const unsigned char* protocol = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(tls.client.tls->ssl(), &protocol, &size);
    QCOMPARE(std::string(reinterpret_cast<const char*>(protocol), size), std::string("http/1.1"));
    for (int i = 0; i < 3; ++i) { // one connection
        QVERIFY(socket.send(GatewayFixture::post("hello " + std::to_string(i))));
        const TestAnswer answer = readTestAnswer(socket);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "hello " + std::to_string(i));
    }
    QCOMPARE(tls.fixture.ask(GatewayFixture::post("plain")).body, std::string("plain")); // beside it
    socket.close();
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.quiet(); }));
    QCOMPARE(tls.fixture.records().size(), std::size_t(4));
    QCOMPARE(tls.fixture.gateway->counters().failedHandshakes, std::uint64_t(0));
}

void TestTlsListener::carriesLargeBodiesBothWays()
{
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket socket = tls.connect();
    QVERIFY(socket.isOpen());
    for (const std::size_t size : {0U, 1U, 16'383U, 16'384U, 16'385U, 70'000U, 1'000'003U, 20'000'000U}) {
        const std::string body = randomBody(size, static_cast<unsigned>(size));
        QVERIFY(socket.send(GatewayFixture::post(body)));
        const TestAnswer answer = readTestAnswer(socket);
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body == body, std::to_string(size).c_str());
    }
}

/// The kernel's buffers fill, and what is encrypted already has to wait for room.
void TestTlsListener::streamsToASlowReader()
{
    const std::string body = randomBody(12'000'000, 7);
    TestBackend backend(TestBackend::answering(body));
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket socket = TestSocket::connectTo(tls.tlsPort(), 4'096);
    QVERIFY(tls.client.secure(socket));
    QVERIFY(socket.send(GatewayFixture::get() + GatewayFixture::get())); // and the next one behind it
    const auto sentSoFar = [&] { return tls.fixture.load.backends[1].inFlight.load(); };
    QVERIFY(GatewayFixture::eventually([&] { return sentSoFar() == 1; }));
    for (int i = 0; i < 2; ++i) {
        const TestAnswer answer = readTestAnswer(socket);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == body);
    }
}

void TestTlsListener::tunnelsAnotherProtocol()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        while (!socket.received().empty() || socket.receive()) {
            if (!socket.send(std::exchange(socket.received(), {})))
                break;
        }
        return false;
    });
    GatewaySettings settings;
    settings.upgrade = UpgradeMode::Tunnel;
    TlsFixture tls(m_authority, m_authority.issue({}), settings);
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket client = tls.connect();
    QVERIFY(client.isOpen());
    client.send("GET /digits HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    QCOMPARE(readTestAnswer(client).status, 101);
    const std::string sent = randomBody(60'000, 5); // fits into the buffers on the way: nobody reads meanwhile
    QVERIFY(client.send(sent));
    while (client.received().size() < sent.size() && client.receive()) {
    }
    QVERIFY(client.received() == sent);
    client.close();
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.quiet(); }));
    QCOMPARE(tls.fixture.records().at(0).bytesIn, std::uint64_t(sent.size()));
    QCOMPARE(tls.fixture.records().at(0).bytesOut, std::uint64_t(sent.size()));
}

void TestTlsListener::answersPipelinedRequests()
{
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket socket = tls.connect();
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += GatewayFixture::post("number " + std::to_string(i));
    QVERIFY(socket.send(all));
    for (int i = 0; i < 200; ++i)
        QCOMPARE(readTestAnswer(socket).body, "number " + std::to_string(i));
}

void TestTlsListener::chunkedAnswersAndAWatchingClient()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request&) {
        if (!socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
            return false;
        for (int i = 0; i < 50; ++i) {
            if (!socket.send("6\r\nevent\n\r\n"))
                return false;
        }
        return socket.send("0\r\n\r\n");
    });
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    const TestAnswer answer = tls.ask(GatewayFixture::get());
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.complete);
    QCOMPARE(answer.body.size(), std::size_t(300));
}

void TestTlsListener::aHalfClosedClientIsGone()
{
    std::atomic<bool> entered = false;
    std::atomic<bool> release = false;
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        entered = true;
        GatewayFixture::eventually([&] { return release.load(); });
        return socket.send(TestBackend::answer(200, "late"));
    });
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket socket = tls.connect();
    QVERIFY(socket.send(GatewayFixture::get()));
    QVERIFY(GatewayFixture::eventually([&] { return entered.load(); }));
    socket.shutdownSend();
    QVERIFY(socket.closesWithin(10s));
    release = true;
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.quiet(); }));
    QVERIFY(tls.fixture.records().at(0).outcome == Outcome::ClientGone);
}

/// An answer whose end is the end of the connection: a client of HTTP/1.0 must see that it was cut.
void TestTlsListener::aCutAnswerEndsWithoutGoodbye()
{
    std::atomic<bool> cut = false;
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        if (!cut)
            socket.send("0\r\n\r\n");
        return !cut;
    });
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    for (const bool cutNow : {false, true}) {
        cut = cutNow;
        TestSocket socket = tls.connect();
        QVERIFY(socket.send("GET /digits HTTP/1.0\r\nHost: test\r\n\r\n"));
        QVERIFY(socket.closesWithin(10s));
        QVERIFY(socket.received().ends_with("half"));
        QCOMPARE(tls.client.tls->sawGoodbye(), !cutNow);
    }
}

void TestTlsListener::tellsTheBackend()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return socket.send(TestBackend::answer(200, request.head.field("x-forwarded-proto")));
    });
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    QCOMPARE(tls.ask(GatewayFixture::get("/digits", "X-Forwarded-Proto: lie\r\n")).body, std::string("https"));
    QCOMPARE(tls.fixture.ask(GatewayFixture::get()).body, std::string());
    const std::string inFront = GatewayFixture::get("/digits", "X-Forwarded-Proto: https\r\n");
    QCOMPARE(tls.fixture.ask(inFront).body, std::string("https")); // from a proxy before us
}

void TestTlsListener::resumesSessions()
{
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket first = tls.connect();
    QVERIFY(first.send(GatewayFixture::post("a")));
    QCOMPARE(readTestAnswer(first).body, std::string("a"));
    SSL_SESSION* session = SSL_get1_session(tls.client.tls->ssl());
    QVERIFY(SSL_SESSION_is_resumable(session) == 1);
    for (int i = 0; i < 6; ++i) { // on whichever thread
        TestSocket again = TestSocket::connectTo(tls.tlsPort());
        QVERIFY(tls.client.secure(again, session));
        QCOMPARE(SSL_session_reused(tls.client.tls->ssl()), 1);
        QVERIFY(again.send(GatewayFixture::post("b")));
        QCOMPARE(readTestAnswer(again).body, std::string("b"));
    }
    SSL_SESSION_free(session);
}

void TestTlsListener::refusesOtherProtocols()
{
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.client.maxVersion = TLS1_1_VERSION;
    QVERIFY(!tls.connect().isOpen());
    tls.client.maxVersion = 0;
    tls.client.alpn = "h2";
    QVERIFY(!tls.connect().isOpen());
    QVERIFY(tls.client.problem.find("no application protocol") != std::string::npos);
    tls.client.alpn.clear(); // who offers nothing gets HTTP/1.1
    QVERIFY(tls.connect().isOpen());
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.gateway->counters().failedHandshakes == 2; }));

    GatewaySettings settings;
    settings.tls.minimumVersion = TlsVersion::Tls13;
    TlsFixture newest(m_authority, m_authority.issue({}), settings);
    newest.client.maxVersion = TLS1_2_VERSION;
    QVERIFY(!newest.connect().isOpen());
    newest.client.maxVersion = 0;
    QVERIFY(newest.connect().isOpen());
}

void TestTlsListener::readsANewCertificateWhileConnectionsStand()
{
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    TestSocket before = tls.connect();
    const std::string oldSerial = serialOf(tls.client.tls->ssl());
    const std::string body = randomBody(3'000'000, 1);
    const std::string request = GatewayFixture::post(body);
    QVERIFY(before.send(std::string_view(request).substr(0, 1'000'000))); // in the middle of a body

    m_authority.issue({}); // the same files
    const std::vector<dispatch::TlsReload> told = reviewUntilTold(tls.fixture);
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY2(told.front().good, told.front().text.c_str());
    QVERIFY(tls.fixture.gateway->reviewCertificates(false).empty());

    for (int i = 0; i < 4; ++i) { // on every thread
        TestSocket after = tls.connect();
        QVERIFY2(after.isOpen(), tls.client.problem.c_str());
        QVERIFY(serialOf(tls.client.tls->ssl()) != oldSerial);
        QVERIFY(after.send(GatewayFixture::post("new")));
        QCOMPARE(readTestAnswer(after).body, std::string("new"));
    }
    QVERIFY(before.send(std::string_view(request).substr(1'000'000)));
    QVERIFY(readTestAnswer(before).body == body);
    QVERIFY(before.send(GatewayFixture::post("still here")));
    QCOMPARE(readTestAnswer(before).body, std::string("still here"));
}

void TestTlsListener::keepsTheOldCertificateWhenTheNewOneIsBroken()
{
    TestBackend backend(echo());
    const TestPair pair = m_authority.issue({.name = "broken"});
    TlsFixture tls(m_authority, pair);
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    QVERIFY(tls.fixture.gateway->certificateProblems().empty());
    QFile file(QString::fromStdString(pair.certificate));
    const TestPair other = m_authority.issue({.name = "other"});
    QVERIFY(file.remove() && QFile::copy(QString::fromStdString(other.certificate), file.fileName()));
    std::vector<dispatch::TlsReload> told = reviewUntilTold(tls.fixture);
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY(!told.front().good);
    QVERIFY2(told.front().text.find("does not belong to") != std::string::npos, told.front().text.c_str());
    QCOMPARE(tls.fixture.gateway->certificateProblems().size(), std::size_t(1));
    QCOMPARE(tls.ask(GatewayFixture::post("on")).body, std::string("on"));

    m_authority.issue({.name = "broken"}); // repaired
    told = reviewUntilTold(tls.fixture);
    QVERIFY(told.front().good);
    QVERIFY(tls.fixture.gateway->certificateProblems().empty());
    QCOMPARE(tls.ask(GatewayFixture::post("on")).body, std::string("on"));

    m_authority.issue({.name = "broken", .untilSeconds = 3 * 86'400});
    QVERIFY(tls.fixture.gateway->reviewCertificates(true).front().good); // at once
    const std::vector<std::string> problems = tls.fixture.gateway->certificateProblems();
    QCOMPARE(problems.size(), std::size_t(1));
    QVERIFY2(problems.front().find("expires in 2 days") != std::string::npos, problems.front().c_str());
}

void TestTlsListener::asksForClientCertificates()
{
    TestBackend backend(echo());
    const TestPair own = m_authority.issue({.name = "client"});
    const TestAuthority elsewhere;
    const TestPair foreign = elsewhere.issue({.name = "client"});
    GatewaySettings settings;
    settings.tls.clientCa = m_authority.caFile();
    TlsFixture tls(m_authority, m_authority.issue({}), settings);
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    // In TLS 1.3 the client has done its part before it is refused: then nothing is answered.
    QCOMPARE(tls.ask(GatewayFixture::post("without")).status, 0);
    tls.client.certificate = foreign;
    QCOMPARE(tls.ask(GatewayFixture::post("foreign")).status, 0);
    tls.client.certificate = own;
    QCOMPARE(tls.ask(GatewayFixture::post("own")).body, std::string("own"));
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.quiet(); }));
    QCOMPARE(tls.fixture.records().size(), std::size_t(1));
    QCOMPARE(backend.requests(), 1);
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.gateway->counters().failedHandshakes == 2; }));
}

void TestTlsListener::refusesBadFiles_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("part");
    const auto file = [&](const char* name) { return QString::fromStdString(m_authority.path(name)); };
    m_authority.issue({.name = "one"});
    m_authority.issue({.name = "two"});
    QFile garbage(file("garbage.pem"));
    QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write("no PEM\n") > 0);
    QTest::newRow("no such file") << file("none.pem") << file("one.key") << 0600 << "none.pem: No such file";
    QTest::newRow("no such key") << file("one.pem") << file("none.key") << 0600 << "none.key: No such file";
    QTest::newRow("garbage") << file("garbage.pem") << file("one.key") << 0600 << "garbage.pem: no PEM certificate";
    QTest::newRow("garbage for a key") << file("one.pem") << file("garbage.pem") << 0600 << "garbage.pem: no PEM key";
    QTest::newRow("another's key") << file("one.pem") << file("two.key") << 0600 << "two.key: this key does not belong";
    QTest::newRow("key for everybody") << file("one.pem") << file("one.key") << 0644 << "one.key: this private key can";
    QTest::newRow("key that the group may change") << file("one.pem") << file("one.key") << 0660 << "chmod 0600";
}

void TestTlsListener::refusesBadFiles()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(int, mode);
    QFETCH(QString, part);
    ::chmod(key.toStdString().c_str(), static_cast<mode_t>(mode));
    LiveLoad load;
    CollectingSink sink;
    GatewaySettings settings;
    settings.listen = "127.0.0.1:0";
    settings.threads = 1;
    settings = TlsFixture::withTls(settings, {certificate.toStdString(), key.toStdString()});
    const auto opened = ingest::Gateway::open(settings, {.load = &load, .sinks = {&sink}});
    QVERIFY(!opened.has_value());
    QVERIFY2(QString::fromStdString(opened.error().detail).contains(part), opened.error().detail.c_str());
    ::chmod(key.toStdString().c_str(), 0600);
}

void TestTlsListener::tellsPlainHttpApart()
{
    TlsFixture tls(m_authority, m_authority.issue({}));
    TestSocket socket = TestSocket::connectTo(tls.tlsPort());
    QVERIFY(socket.send(GatewayFixture::post(std::string(20'000, 'x'))));
    const TestAnswer answer = readTestAnswer(socket);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.body, std::string(R"({"error":"this port speaks HTTPS only"})"));
    QVERIFY(socket.closesWithin(10s));
    QVERIFY(GatewayFixture::eventually([&] { return tls.fixture.quiet(); }));
}

void TestTlsListener::survivesGarbage()
{
    TestBackend backend(echo());
    TlsFixture tls(m_authority, m_authority.issue({}));
    tls.fixture.publish(GatewayFixture::application({GatewayFixture::backend(1, backend.port())}));
    std::mt19937 random(42);
    for (unsigned i = 0; i < 60; ++i) {
        TestSocket socket = TestSocket::connectTo(tls.tlsPort());
        std::string bytes = randomBody(1 + random() % 400, i);
        if (i % 3 == 1) // looks like a handshake
            bytes = std::string("\x16\x03\x01\x01\x00\x01", 6) + bytes;
        socket.send(bytes);
        if (i % 2 == 0)
            socket.reset();
        else
            socket.shutdownSend();
        if (socket.isOpen())
            QVERIFY(socket.closesWithin(10s));
    }
    for (unsigned i = 0; i < 30; ++i) { // garbage behind a good handshake, in plain
        TestSocket socket = tls.connect();
        QVERIFY(socket.isOpen());
        socket.send(GatewayFixture::post("x").substr(0, 20));
        const std::string bytes = randomBody(1 + random() % 200, i);
        ::send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        tls.client.tls->leaveWithoutGoodbye();
        ::shutdown(socket.descriptor(), SHUT_WR);
        QVERIFY(socket.closesWithin(10s));
    }
    QCOMPARE(tls.ask(GatewayFixture::post("alive")).body, std::string("alive"));
}

void TestTlsListener::endsSlowHandshakes()
{
    GatewaySettings settings;
    settings.headerTimeout = 2s; // the good handshake is through by then, however busy the machine
    TlsFixture tls(m_authority, m_authority.issue({}), settings);
    std::vector<TestSocket> sockets;
    for (int i = 0; i < 4; ++i)
        sockets.push_back(TestSocket::connectTo(tls.tlsPort()));
    sockets[1].send("\x16");
    sockets[2].send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
    QVERIFY(tls.client.secure(sockets[3])); // done, and then silent: an idle connection, which may stay
    for (int i = 0; i < 3; ++i)
        QVERIFY(sockets[static_cast<std::size_t>(i)].closesWithin(30s));
    QCOMPARE(tls.fixture.gateway->counters().failedHandshakes, std::uint64_t(3));
    QCOMPARE(tls.fixture.gateway->counters().limits[static_cast<std::size_t>(Limit::HeaderTime)], std::uint64_t(3));
    QVERIFY(tls.fixture.records().empty());
    tls.fixture.publish(GatewayFixture::application({}));
    QVERIFY(sockets[3].send(GatewayFixture::get("/v2/health/live")));
    QCOMPARE(readTestAnswer(sockets[3]).status, 200);
}

void TestTlsListener::servesHttpsOnly()
{
    LiveLoad load;
    CollectingSink sink;
    GatewaySettings settings;
    settings.listen.clear();
    settings.threads = 1;
    settings = TlsFixture::withTls(settings, m_authority.issue({}));
    auto opened = ingest::Gateway::open(settings, {.load = &load, .sinks = {&sink}});
    QVERIFY(opened.has_value());
    QVERIFY((*opened)->listenAddress().empty());
    QVERIFY(!(*opened)->tlsListenAddress().empty());
    QVERIFY((*opened)->certificateEnd().has_value());
    QVERIFY(*(*opened)->certificateEnd() > std::chrono::system_clock::now() + 23h);
}

QTEST_GUILESS_MAIN(TestTlsListener)
#include "tst_tls.moc"
