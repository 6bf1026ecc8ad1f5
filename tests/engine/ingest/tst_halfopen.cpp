// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <linux/filter.h>

#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// Peers whose machine is gone: nothing of them comes any more, no end and no reset either. No other time limit would
/// end these requests within the test.
class TestHalfOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsTheRequestOfAClientThatIsGone_data();
    void endsTheRequestOfAClientThatIsGone();
    void endsTheRequestOfABackendThatIsGone_data();
    void endsTheRequestOfABackendThatIsGone();
    void leavesAQuietPeerAlone();
};

namespace
{

const std::string kSwitch = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
const std::string kStream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
const std::string kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";

GatewaySettings watching()
{
    GatewaySettings settings;
    settings.upgrade = UpgradeMode::Tunnel;
    settings.upgradeIdleTimeout = 1h;
    settings.peerTimeout = settings.bodyTimeout = 2s;
    return settings;
}

ApplicationRoute patient(std::uint16_t port)
{
    ApplicationRoute application = GatewayFixture::application({GatewayFixture::backend(1, port)});
    application.deadline = 1h;
    application.backends[0].readTimeout = 1h;
    return application;
}

std::string ask()
{
    return GatewayFixture::get("/digits", "Connection: Upgrade\r\nUpgrade: websocket\r\n");
}

/// From now on no packet reaches this socket: its kernel acknowledges nothing and answers nothing.
bool cut(const TestSocket& socket)
{
    sock_filter drop{BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program{1, &drop};
    return ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

} // namespace

void TestHalfOpen::endsTheRequestOfAClientThatIsGone_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("saysMore");
    for (const bool saysMore : {false, true}) {
        const char* what = saysMore ? "that is written to" : "that is quiet";
        QTest::addRow("a tunnel %s", what) << QByteArray::fromStdString(kSwitch) << saysMore;
        QTest::addRow("an event stream %s", what) << QByteArray::fromStdString(kStream) << saysMore;
        QTest::addRow("an answer %s", what) << QByteArray::fromStdString(kAnswer) << saysMore;
    }
}

void TestHalfOpen::endsTheRequestOfAClientThatIsGone()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, saysMore);
    std::atomic<bool> gone{false};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        if (!socket.send(head.toStdString()))
            return false;
        if (saysMore)
            GatewayFixture::eventually([&] { return gone && !socket.send("more "); });
        else
            socket.closesWithin(60s);
        return false;
    });
    GatewayFixture fixture(watching());
    fixture.publish(patient(backend.port()));
    TestSocket client = fixture.connect();
    client.send(ask());
    QVERIFY(GatewayFixture::eventually([&] { return parseTestHead(client.received()) || !client.receive(); }));
    QVERIFY(cut(client));
    gone = true;
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet() && backend.openConnections() == 0; }));
    QCOMPARE(fixture.records().size(), std::size_t{1});
    QCOMPARE(fixture.gateway->counters().connections, 0U);
    if (!head.startsWith("HTTP/1.1 101"))
        QVERIFY(fixture.records().at(0).outcome == Outcome::ClientGone);
}

void TestHalfOpen::endsTheRequestOfABackendThatIsGone_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("saysMore");
    QTest::newRow("a tunnel that is quiet") << QByteArray::fromStdString(kSwitch) << false;
    QTest::newRow("a tunnel that is written to") << QByteArray::fromStdString(kSwitch) << true;
    QTest::newRow("an event stream") << QByteArray::fromStdString(kStream) << false;
    QTest::newRow("before it answers") << QByteArray() << false;
}

void TestHalfOpen::endsTheRequestOfABackendThatIsGone()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, saysMore);
    std::atomic<bool> done{false};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        if (cut(socket) && socket.send(head.toStdString()))
            GatewayFixture::eventually([&] { return done.load(); }, 60s);
        return false;
    });
    GatewayFixture fixture(watching());
    fixture.publish(patient(backend.port()));
    TestSocket client = fixture.connect();
    client.send(ask());
    if (saysMore)
        QVERIFY(client.receive());
    const bool recorded = GatewayFixture::eventually([&] {
        if (saysMore)
            client.send("more ");
        return !fixture.records().empty();
    });
    done = true;
    QVERIFY(recorded);
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
    QCOMPARE(fixture.records().size(), std::size_t{1});
    if (head.isEmpty())
        QCOMPARE(readTestAnswer(client).status, 502);
}

/// Longer than a peer may be gone, but its kernel answers.
void TestHalfOpen::leavesAQuietPeerAlone()
{
    std::atomic<bool> done{false};
    TestBackend backend([&](TestSocket& socket, TestBackend::Request&) {
        socket.send(kStream);
        GatewayFixture::eventually([&] { return done.load(); }, 60s);
        socket.send("at last");
        return false;
    });
    GatewaySettings settings = watching();
    settings.peerTimeout = 1s;
    GatewayFixture fixture(settings);
    fixture.publish(patient(backend.port()));
    TestSocket client = fixture.connect();
    client.send(ask());
    QVERIFY(!client.closesWithin(4s));
    done = true;
    QVERIFY(GatewayFixture::eventually(
        [&] { return client.received().find("at last") != std::string::npos || !client.receive(); }));
    QVERIFY(client.received().find("at last") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestHalfOpen)
#include "tst_halfopen.moc"
