// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <sys/syscall.h>

#include "tests/engine/ingest/gatewayfixture.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace std::chrono_literals;

namespace
{

std::atomic<int> s_countedPort{0};
std::atomic<int> s_accepts{0};

std::uint16_t portOf(const std::string& address)
{
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

} // namespace

/// In place of the C library's, for all of this process.
extern "C" int accept4(int socket, sockaddr* address, socklen_t* size, int flags)
{
    sockaddr_in own{};
    socklen_t ownSize = sizeof own;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &ownSize) == 0 && ntohs(own.sin_port) == s_countedPort)
        ++s_accepts;
    return static_cast<int>(::syscall(SYS_accept4, socket, address, size, flags));
}

/// The two listeners of a gateway thread, when it is full and when there is room again.
class TestDoors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAFullGatewayOnce();
    void waitsOnceAtEachDoor();
    void acceptsAgainAtBothDoors();

private:
    GatewaySettings twoDoors(std::uint32_t connections) const;
    TestAuthority m_authority;
};

GatewaySettings TestDoors::twoDoors(std::uint32_t connections) const
{
    const TestPair pair = m_authority.issue({});
    GatewaySettings settings;
    settings.threads = 1;
    settings.maxConnections = connections;
    settings.tls.listen = "127.0.0.1:0";
    settings.tls.certificate = pair.certificate;
    settings.tls.key = pair.key;
    return settings;
}

/// Not with each tick for as long as somebody waits.
void TestDoors::countsAFullGatewayOnce()
{
    GatewaySettings settings = twoDoors(2);
    settings.headerTimeout = 400ms; // twenty ticks
    GatewayFixture fixture(settings);
    const auto hits = [&] { return fixture.gateway->counters().limits[static_cast<std::size_t>(Limit::Connections)]; };
    fixture.publish(GatewayFixture::application({}));
    TestSocket held = fixture.connect();
    held.send(GatewayFixture::get("/v2/health/live"));
    QCOMPARE(readTestAnswer(held).status, 200);
    TestSocket slow = fixture.connect();
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 2; }));
    QCOMPARE(hits(), std::uint64_t(0)); // full, but nobody waits
    TestSocket waiting = fixture.connect();
    waiting.send(GatewayFixture::get("/v2/health/live"));
    QVERIFY(GatewayFixture::eventually([&] { return hits() > 0; }));
    slow.send("GET /");
    QCOMPARE(readTestAnswer(slow).status, 408);
    QCOMPARE(readTestAnswer(waiting).status, 200);
    QCOMPARE(hits(), std::uint64_t(1));
}

void TestDoors::waitsOnceAtEachDoor()
{
    GatewayFixture fixture(twoDoors(2));
    fixture.publish(GatewayFixture::application({}));
    const auto hits = [&] { return fixture.gateway->counters().limits[static_cast<std::size_t>(Limit::Connections)]; };
    TestSocket first = fixture.connect();
    for (int i = 0; i < 20; ++i) { // the plain door is closed and opened, nobody comes to the other
        TestSocket second = fixture.connect();
        second.send(GatewayFixture::get("/v2/health/live"));
        QCOMPARE(readTestAnswer(second).status, 200);
        const std::uint64_t before = hits();
        TestSocket third = fixture.connect();
        third.send(GatewayFixture::get("/v2/health/live"));
        QVERIFY(GatewayFixture::eventually([&] { return hits() > before; }));
        second.close();
        first = std::move(third);
        QCOMPARE(readTestAnswer(first).status, 200);
        QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 1; }));
    }
    first.close();
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 0; }));
    s_accepts = 0;
    s_countedPort = portOf(fixture.gateway->tlsListenAddress());
    const TestSocket client = TestSocket::connectTo(static_cast<std::uint16_t>(s_countedPort));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.gateway->counters().connections == 1; }));
    fixture.gateway->stop(); // all that it was to do is done
    QVERIFY(s_accepts >= 1);
    QVERIFY2(s_accepts <= 3, qPrintable(QString::number(s_accepts)));
    s_countedPort = 0;
}

void TestDoors::acceptsAgainAtBothDoors()
{
    GatewayFixture fixture(twoDoors(1));
    fixture.publish(GatewayFixture::application({}));
    TestSocket held = fixture.connect();
    held.send(GatewayFixture::get("/v2/health/live"));
    QCOMPARE(readTestAnswer(held).status, 200);
    const std::uint16_t tlsPort = portOf(fixture.gateway->tlsListenAddress());
    TestTlsClient tls;
    tls.caFile = m_authority.caFile();
    for (int i = 0; i < 3; ++i) {
        TestSocket secured = TestSocket::connectTo(tlsPort);
        held.close();
        QVERIFY(tls.secure(secured));
        secured.send(GatewayFixture::get("/v2/health/live"));
        QCOMPARE(readTestAnswer(secured).status, 200);
        TestSocket plain = fixture.connect();
        secured.close();
        plain.send(GatewayFixture::get("/v2/health/live"));
        QCOMPARE(readTestAnswer(plain).status, 200);
        held = std::move(plain);
    }
}

QTEST_GUILESS_MAIN(TestDoors)
#include "tst_doors.moc"
