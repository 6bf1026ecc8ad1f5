// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/backends/registry.h"
#include "tests/support/testbackend.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

/// The health of backends behind https: whom the checks believe, and what the operator reads when they do not.
class TestHttpsBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isChecked_data();
    void isChecked();
    void showsThatNothingIsVerified();

private:
    SiteConfiguration siteOf(const HttpSettings& http, const std::string& path) const;

    TestAuthority m_authority;
    SystemClock m_clock;
};

SiteConfiguration TestHttpsBackend::siteOf(const HttpSettings& http, const std::string& path) const
{
    BackendConfiguration backend;
    backend.name = "web";
    backend.number = 1;
    backend.health.path = path;
    backend.health.interval = 50ms;
    backend.health.timeout = 5s;
    backend.settings = http;
    SiteConfiguration site;
    ApplicationConfiguration application;
    application.name = "digits";
    application.number = 1;
    application.backends = {backend};
    site.applications.push_back(application);
    return site;
}

void TestHttpsBackend::isChecked_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<bool>("ownCa");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("problem"); ///< empty = up
    const auto row = [](const char* title, const char* server, bool ownCa, const char* name, const char* path,
                        const char* problem) {
        QTest::newRow(title) << QByteArray(server) << ownCa << QByteArray(name) << QByteArray(path)
                             << QByteArray(problem);
    };
    row("own authority", "good", true, "", "/ready", "");
    row("only connecting", "good", true, "", "", "");
    row("a server name", "named", true, "web.example", "/ready", "");
    row("unknown authority", "good", false, "", "/ready", "unable to get local issuer certificate");
    row("another name", "good", true, "other.example", "/ready", "other.example");
    row("expired", "expired", true, "", "/ready", "certificate has expired");
    row("expired, only connecting", "expired", true, "", "", "certificate has expired");
}

void TestHttpsBackend::isChecked()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, ownCa);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, problem);
    TestCertificateWish wish{.name = server.toStdString()};
    if (server == "named")
        wish.names = {"DNS:web.example"};
    if (server == "expired")
        wish.untilSeconds = -60;
    TestTlsServer tls(m_authority.issue(wish));
    std::mutex mutex;
    std::string host;
    TestBackend backend(
        [&](TestSocket& socket, TestBackend::Request& request) {
            const std::lock_guard lock(mutex);
            host = request.head.field("host");
            return socket.send(TestBackend::answer(200, ""));
        },
        tls.securer());
    Registry registry(RegistryHooks{[](std::uint32_t) { return 0U; }, "test"}, m_clock);
    const HttpSettings http{.url = "https://127.0.0.1:" + std::to_string(backend.port()),
                            .tlsCaFile = ownCa ? m_authority.caFile() : std::string(),
                            .tlsServerName = name.toStdString()};
    registry.applyConfiguration(siteOf(http, path.toStdString()));
    const BackendState wanted = problem.isEmpty() ? BackendState::Up : BackendState::Down;
    QTRY_VERIFY_WITH_TIMEOUT(registry.status("digits:web")->state == wanted, 15'000);
    const BackendStatus status = *registry.status("digits:web");
    QVERIFY(status.tls.enabled && status.tls.verify);
    QCOMPARE(status.tls.serverName, name.isEmpty() ? std::string("127.0.0.1") : name.toStdString());
    QCOMPARE(status.tls.caFile, http.tlsCaFile);
    QVERIFY(registry.troubles().empty());
    if (!problem.isEmpty()) {
        QVERIFY2(QByteArray::fromStdString(status.lastError).contains(problem), status.lastError.c_str());
        return;
    }
    const std::lock_guard lock(mutex);
    QCOMPARE(host, path.isEmpty() ? std::string() : "127.0.0.1:" + std::to_string(backend.port()));
    if (!name.isEmpty())
        QCOMPARE(tls.names().front(), name.toStdString());
}

void TestHttpsBackend::showsThatNothingIsVerified()
{
    TestTlsServer tls(
        m_authority.issue({.name = "alone", .names = {"DNS:x"}, .untilSeconds = -60, .selfSigned = true}));
    TestBackend backend(TestBackend::answering("ok"), tls.securer());
    Registry registry(RegistryHooks{[](std::uint32_t) { return 0U; }, "test"}, m_clock);
    const HttpSettings http{.url = "https://127.0.0.1:" + std::to_string(backend.port()), .tlsVerify = false};
    registry.applyConfiguration(siteOf(http, "/ready"));
    QTRY_VERIFY_WITH_TIMEOUT(registry.status("digits:web")->state == BackendState::Up, 15'000);
    const std::string check = registry.status("digits:web")->lastCheck;
    QVERIFY2(check.ends_with("certificate not verified"), check.c_str());
    QCOMPARE(registry.troubles().size(), std::size_t{1});
    QVERIFY(registry.troubles()[0].cause == TroubleCause::Unverified);
    QCOMPARE(registry.troubles()[0].detail,
             std::string("digits:web: its certificate is not verified (tls_verify = false)"));
}

QTEST_GUILESS_MAIN(TestHttpsBackend)
#include "tst_httpsbackend.moc"
