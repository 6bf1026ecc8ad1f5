// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QFile>

#include "product.h"
#include "tests/support/testbackend.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace straightline::flow;
using namespace std::chrono_literals;

/// HTTPS from the client to the backend through the real program, and a certificate that is renewed under way.
class TestHttps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromEndToEnd();
    void aBadCertificateEndsTheStart();

private:
    TestAuthority m_authority;
};

namespace
{

QString writeSite(const QTemporaryDir& folder, const TestPair& pair, const std::string& backend)
{
    const QString path = folder.filePath(QStringLiteral("site.toml"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(("[gateway.tls]\nlisten = \"127.0.0.1:0\"\ncertificate = \"" + pair.certificate + "\"\nkey = \""
                + pair.key + "\"\n" + backend)
                   .c_str());
    return path;
}

std::string metric(Product& product, const std::string& name)
{
    const std::string text = "\n" + product.control().get("/metrics").body;
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? std::string()
                                   : text.substr(at + name.size() + 2, text.find('\n', at + 1) - at - name.size() - 2);
}

} // namespace

void TestHttps::fromEndToEnd()
{
    TestTlsServer tls(m_authority.issue({.name = "backend"}));
    TestBackend backend(
        [](TestSocket& socket, TestBackend::Request& request) {
            return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
        },
        tls.securer());
    const TestPair pair = m_authority.issue({.name = "gateway"});
    const QTemporaryDir folder;
    const QString site =
        writeSite(folder, pair,
                  "[[application]]\nname = \"digits\"\n[[application.backend]]\nname = \"web\"\ntier = \"local\"\n"
                  "kind = \"http\"\nhealth_interval_ms = 100\nurl = \"https://localhost:"
                      + std::to_string(backend.port()) + "\"\ntls_ca_file = \"" + m_authority.caFile() + "\"\n");
    Product product(folder.filePath(QStringLiteral("state")));
    product.leaveTerminal();
    QVERIFY2(product.start({QStringLiteral("--config"), site}), product.log().c_str());
    QVERIFY(!product.ingestTlsAddress().empty());
    QVERIFY(product.waitForBackend("digits:web", "up", 30s));

    const std::string address = product.ingestTlsAddress();
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    TestTlsClient client;
    client.caFile = m_authority.caFile();
    const auto ask = [&](TestSocket& socket) {
        socket.send("POST /apps/digits/x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
        return readTestAnswer(socket).body;
    };
    TestSocket standing = TestSocket::connectTo(port);
    QVERIFY2(client.secure(standing), client.problem.c_str());
    QCOMPARE(ask(standing), std::string("hello"));
    TestSocket plain = TestSocket::connectTo(port);
    plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(readTestAnswer(plain).status, 400);

    const std::string endBefore = metric(product, "straightline_tls_certificate_expiry_timestamp_seconds");
    QVERIFY(!endBefore.empty());
    QVERIFY(waitFor([&] { return metric(product, "straightline_tls_handshake_failures_total") == "1"; }, 30s));
    m_authority.issue({.name = "gateway", .untilSeconds = 365 * 86'400});
    product.hangUp();
    QVERIFY(waitFor(
        [&] { return metric(product, "straightline_tls_certificate_expiry_timestamp_seconds") != endBefore; }, 30s));
    TestSocket fresh = TestSocket::connectTo(port);
    QVERIFY(client.secure(fresh));
    QCOMPARE(ask(fresh), std::string("hello"));
    QCOMPARE(ask(standing), std::string("hello"));

    QVERIFY(QFile::remove(QString::fromStdString(pair.key))); // noticed without a signal
    QVERIFY(waitFor([&] { return !product.ask("status").at("degraded").empty(); }, 30s));
    QVERIFY(product.ask("status").at("degraded").at(0).get<std::string>().find("gateway.key") != std::string::npos);
    QCOMPARE(ask(standing), std::string("hello"));
    const std::string exported = product.control().get("/api/v1/export").body;
    QVERIFY(exported.find(pair.key) != std::string::npos && exported.find("PRIVATE") == std::string::npos);
    standing.close();
    fresh.close();
    product.terminate();
    QCOMPARE(product.exitCode(), 0);
}

void TestHttps::aBadCertificateEndsTheStart()
{
    const TestPair one = m_authority.issue({.name = "one"});
    const TestPair two = m_authority.issue({.name = "two"});
    const QTemporaryDir folder;
    const QString site = writeSite(folder, {one.certificate, two.key}, {});
    Product product(folder.filePath(QStringLiteral("state")));
    QVERIFY(!product.start({QStringLiteral("--config"), site}));
    QCOMPARE(product.exitCode(), 2);
    QVERIFY2(product.log().find("two.key: this key does not belong to") != std::string::npos, product.log().c_str());
}

QTEST_GUILESS_MAIN(TestHttps)
#include "tst_https.moc"
