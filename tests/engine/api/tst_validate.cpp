// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <functional>
#include <limits>

#include <QTest>

#include "engine/api/configuration.h"

using namespace straightline;
using namespace std::chrono_literals;

namespace
{

using Edit = std::function<void(SiteConfiguration&)>;

BackendConfiguration backend(const char* name, BackendSettings settings)
{
    BackendConfiguration backend;
    backend.name = name;
    backend.settings = std::move(settings);
    return backend;
}

SiteConfiguration goodSite()
{
    SiteConfiguration site;
    ApplicationConfiguration& application = site.applications.emplace_back();
    application.name = "digits";
    application.mount = "/digits";
    HttpSettings http;
    http.url = "http://127.0.0.1:9001";
    ContainerSettings container;
    container.image = "straightline/digits:latest";
    FunctionSettings function;
    function.command = {"digits-server", "--lambda"};
    application.backends = {backend("web", http), backend("box", container), backend("burst", function)};
    return site;
}

HttpSettings& http(SiteConfiguration& site)
{
    return std::get<HttpSettings>(site.applications[0].backends[0].settings);
}
ContainerSettings& container(SiteConfiguration& site)
{
    return std::get<ContainerSettings>(site.applications[0].backends[1].settings);
}
FunctionSettings& function(SiteConfiguration& site)
{
    return std::get<FunctionSettings>(site.applications[0].backends[2].settings);
}
ApplicationConfiguration& application(SiteConfiguration& site)
{
    return site.applications[0];
}
BackendConfiguration& web(SiteConfiguration& site)
{
    return site.applications[0].backends[0];
}

} // namespace

class ValidateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refusesAndNamesTheField_data();
    void refusesAndNamesTheField();
    void thresholds_data();
    void thresholds();
    void secretsAreNotInTheMessage();
};

void ValidateTest::accepts_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << std::move(edit); };
    row("the good site", [](auto&) {});
    row("no application", [](auto& s) { s.applications.clear(); });
    row("no backend", [](auto& s) { application(s).backends.clear(); });
    row("no mount", [](auto& s) { application(s).mount.clear(); });
    row("root mount", [](auto& s) { application(s).mount = "/"; });
    row("longest name", [](auto& s) { application(s).name = std::string(63, 'a'); });
    row("name of all characters", [](auto& s) { web(s).name = "0.web_A-9"; });
    row("shortest window", [](auto& s) { application(s).window = 10ms; });
    row("longest window", [](auto& s) { application(s).window = 1h; });
    row("no waiting queue", [](auto& s) { application(s).queueLimit = 0; });
    row("TCP check", [](auto& s) { web(s).health.path.clear(); });
    row("base path", [](auto& s) { http(s).url = "http://host/base"; });
    row("https", [](auto& s) {
        http(s) = {.url = "https://host/base", .tlsCaFile = "/etc/ca.pem", .tlsServerName = "web", .tlsVerify = false};
    });
    row("HTTPS beside HTTP", [](auto& s) {
        s.gateway.tls = {.listen = "0.0.0.0:8443", .certificate = "/c.pem", .key = "/k.pem", .clientCa = "/ca.pem"};
    });
    row("HTTPS only", [](auto& s) {
        s.gateway.listen.clear();
        s.gateway.tls = {.listen = "[::]:8443", .certificate = "/c.pem", .key = "/k.pem"};
    });
    row("certificate without a listener", [](auto& s) { s.gateway.tls.certificate = "/c.pem"; });
    row("port 0", [](auto& s) { s.gateway.listen = "127.0.0.1:0"; });
    row("IPv6", [](auto& s) { s.gateway.listen = "[::1]:8080"; });
    row("no keep-alive", [](auto& s) { function(s).keepAlive = 0ms; });
    row("every policy for live requests", [](auto& s) {
        for (std::size_t i = 0; i < kPolicyCount; ++i) {
            s.applications.push_back(s.applications[0]);
            s.applications.back().name = "p" + std::to_string(i);
            s.applications.back().mount.clear();
            if (isForLiveRequests(static_cast<PolicyKind>(i)))
                s.applications.back().policy = static_cast<PolicyKind>(i);
        }
    });
    row("a budget and prices", [](auto& s) {
        application(s).adaptive = {.budgetUsdPer1000 = 1e6, .without = {"guard", "price"}};
        web(s).usdPerSecond = 1.0;
    });
    row("CPU limit", [](auto& s) { container(s).cpus = 0.5; });
}

void ValidateTest::accepts()
{
    QFETCH(Edit, edit);
    SiteConfiguration site = goodSite();
    edit(site);
    const auto result = validate(site);
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
}

void ValidateTest::refusesAndNamesTheField_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, Edit edit, const char* field) {
        QTest::newRow(name) << std::move(edit) << QString::fromLatin1(field);
    };
    row(
        "empty application name", [](auto& s) { application(s).name.clear(); }, "name");
    row(
        "name too long", [](auto& s) { application(s).name = std::string(64, 'a'); }, "name");
    row(
        "name with a colon", [](auto& s) { application(s).name = "a:b"; }, "name");
    row(
        "name with a slash", [](auto& s) { web(s).name = "a/b"; }, "name");
    row(
        "name beginning with a dot", [](auto& s) { web(s).name = ".web"; }, "name");
    row(
        "name beginning with a dash", [](auto& s) { web(s).name = "-web"; }, "name");
    row(
        "two applications of one name", [](auto& s) { s.applications.push_back(s.applications[0]); }, "digits");
    row(
        "two backends of one name", [](auto& s) { application(s).backends[1].name = "web"; }, "web");
    row(
        "two applications of one mount",
        [](auto& s) {
            s.applications.push_back(s.applications[0]);
            s.applications[1].name = "other";
        },
        "mount");
    row(
        "relative mount", [](auto& s) { application(s).mount = "digits"; }, "mount");
    row(
        "mount with a final slash", [](auto& s) { application(s).mount = "/digits/"; }, "mount");
    row(
        "mount with a query", [](auto& s) { application(s).mount = "/digits?x"; }, "mount");
    row(
        "window too short", [](auto& s) { application(s).window = 9ms; }, "window_ms");
    row(
        "window too long", [](auto& s) { application(s).window = 1h + 1ms; }, "window_ms");
    row(
        "no deadline", [](auto& s) { application(s).deadline = 0ms; }, "deadline_ms");
    row(
        "queue too long", [](auto& s) { application(s).queueLimit = 1'000'001; }, "queue_limit");
    row(
        "the oracle", [](auto& s) { application(s).policy = PolicyKind::Oracle; }, "policy");
    row(
        "a budget below nothing", [](auto& s) { application(s).adaptive.budgetUsdPer1000 = -1.0; },
        "budget_usd_per_1000");
    row(
        "a budget that is no number",
        [](auto& s) { application(s).adaptive.budgetUsdPer1000 = std::numeric_limits<double>::quiet_NaN(); },
        "budget_usd_per_1000");
    row(
        "an unknown ingredient",
        [](auto& s) {
            application(s).adaptive.without = {"guard", "salt"};
        },
        "adaptive_without");
    row(
        "an ingredient twice",
        [](auto& s) {
            application(s).adaptive.without = {"guard", "guard"};
        },
        "adaptive_without");
    row(
        "too dear", [](auto& s) { web(s).usdPerSecond = 1.01; }, "usd_per_second");
    row(
        "more than all ejected", [](auto& s) { application(s).isolation.maxEjectedPercent = 101; },
        "isolation.max_ejected_percent");
    row(
        "panic above all", [](auto& s) { application(s).isolation.panicPercent = 101; }, "isolation.panic_percent");
    row(
        "hedges for every fourth", [](auto& s) { application(s).isolation.hedgePercent = 25; },
        "isolation.hedge_percent");
    row(
        "a budget of no hedges", [](auto& s) { application(s).isolation.hedgePercent = 0; }, "isolation.hedge_percent");
    row(
        "hedging before the start", [](auto& s) { application(s).isolation.hedgeAfter = -1ms; },
        "isolation.hedge_after_ms");
    row(
        "ejection too short", [](auto& s) { application(s).isolation.ejectionTime = 99ms; }, "isolation.ejection_ms");
    row(
        "longest ejection below one",
        [](auto& s) {
            application(s).isolation.ejectionTime = 2s;
            application(s).isolation.maxEjectionTime = 1s;
        },
        "isolation.max_ejection_ms");
    row(
        "as slow as usual is slow", [](auto& s) { application(s).isolation.slowFactor = 1.0; },
        "isolation.slow_factor");
    row(
        "failures above all", [](auto& s) { application(s).isolation.failurePercent = 101; },
        "isolation.failure_percent");
    row(
        "conclusions from nothing", [](auto& s) { application(s).isolation.minimumAttempts = 0; },
        "isolation.minimum_attempts");
    row(
        "no capacity", [](auto& s) { web(s).capacity = 0; }, "capacity");
    row(
        "capacity too large", [](auto& s) { web(s).capacity = 100'001; }, "capacity");
    row(
        "health path not absolute", [](auto& s) { web(s).health.path = "health"; }, "health_path");
    row(
        "health path with a line break", [](auto& s) { web(s).health.path = "/a\r\nX: y"; }, "health_path");
    row(
        "health checks too often", [](auto& s) { web(s).health.interval = 1ms; }, "health_interval_ms");
    row(
        "rise of 0", [](auto& s) { web(s).health.rise = 0; }, "health_rise");
    row(
        "fall of 0", [](auto& s) { web(s).health.fall = 0; }, "health_fall");
    row(
        "no URL", [](auto& s) { http(s).url.clear(); }, "url");
    row(
        "other scheme", [](auto& s) { http(s).url = "ftp://host"; }, "url");
    row(
        "URL without host", [](auto& s) { http(s).url = "http://"; }, "url");
    row(
        "URL with a user", [](auto& s) { http(s).url = "http://me@host"; }, "url");
    row(
        "no image", [](auto& s) { container(s).image.clear(); }, "image");
    row(
        "image with a blank", [](auto& s) { container(s).image = "a b"; }, "image");
    row(
        "container port 0", [](auto& s) { container(s).containerPort = 0; }, "container_port");
    row(
        "no replica", [](auto& s) { container(s).replicas = 0; }, "replicas");
    row(
        "65 replicas", [](auto& s) { container(s).replicas = 65; }, "replicas");
    row(
        "negative CPUs", [](auto& s) { container(s).cpus = -1.0; }, "cpus");
    row(
        "CPUs not a number", [](auto& s) { container(s).cpus = std::nan(""); }, "cpus");
    row(
        "too little memory", [](auto& s) { container(s).memoryBytes = 1'000; }, "memory_bytes");
    row(
        "no command", [](auto& s) { function(s).command.clear(); }, "command");
    row(
        "empty program", [](auto& s) { function(s).command = {""}; }, "command");
    row(
        "variable without a name",
        [](auto& s) {
            function(s).environment = {{"", "x"}};
        },
        "environment");
    row(
        "variable with an =",
        [](auto& s) {
            function(s).environment = {{"A=B", "x"}};
        },
        "environment");
    row(
        "answer limit too small", [](auto& s) { function(s).answerLimitBytes = 10; }, "answer_limit_bytes");
    row(
        "https URL without host", [](auto& s) { http(s).url = "https:///base"; }, "url");
    row(
        "authorities for plain http", [](auto& s) { http(s).tlsCaFile = "/ca.pem"; }, "tls_ca_file");
    row(
        "authorities in a relative path", [](auto& s) { http(s) = {.url = "https://h", .tlsCaFile = "ca.pem"}; },
        "tls_ca_file");
    row(
        "server name with a port", [](auto& s) { http(s) = {.url = "https://h", .tlsServerName = "web:443"}; },
        "tls_server_name");
    row(
        "plain http that is not verified", [](auto& s) { http(s).tlsVerify = false; }, "tls_verify");
    row(
        "nothing to listen on", [](auto& s) { s.gateway.listen.clear(); }, "listen");
    row(
        "HTTPS without port",
        [](auto& s) { s.gateway.tls = {.listen = "127.0.0.1", .certificate = "/c.pem", .key = "/k.pem"}; },
        "tls.listen");
    row(
        "HTTPS without a certificate", [](auto& s) { s.gateway.tls = {.listen = "127.0.0.1:1", .key = "/k.pem"}; },
        "tls.certificate");
    row(
        "HTTPS without a key", [](auto& s) { s.gateway.tls = {.listen = "127.0.0.1:1", .certificate = "/c.pem"}; },
        "tls.key");
    row(
        "key in a relative path", [](auto& s) { s.gateway.tls.key = "k.pem"; }, "tls.key");
    row(
        "client authorities in a relative path", [](auto& s) { s.gateway.tls.clientCa = "ca.pem"; }, "tls.client_ca");
    row(
        "listen without port", [](auto& s) { s.gateway.listen = "127.0.0.1"; }, "listen");
    row(
        "listen on port 65536", [](auto& s) { s.gateway.listen = "127.0.0.1:65536"; }, "listen");
    row(
        "no thread", [](auto& s) { s.gateway.threads = 0; }, "threads");
    row(
        "65 threads", [](auto& s) { s.gateway.threads = 65; }, "threads");
    row(
        "headers too small", [](auto& s) { s.gateway.maxHeaderBytes = 10; }, "max_header_bytes");
    row(
        "too few header fields", [](auto& s) { s.gateway.limits.headerFields = 7; }, "limits.header_fields");
    row(
        "a target too short", [](auto& s) { s.gateway.limits.uriBytes = 63; }, "limits.uri_bytes");
    row(
        "chunk extensions too long", [](auto& s) { s.gateway.limits.chunkExtensionBytes = 65'537; },
        "limits.chunk_extension_bytes");
    row(
        "trailers too long", [](auto& s) { s.gateway.limits.trailerBytes = 1'048'577; }, "limits.trailer_bytes");
    row(
        "too many connections of an address", [](auto& s) { s.gateway.limits.connectionsPerAddress = 1'000'001; },
        "limits.connections_per_address");
    row(
        "no grace", [](auto& s) { s.gateway.limits.rateGrace = 99ms; }, "limits.rate_grace_ms");
    row(
        "a tunnel's silence too short", [](auto& s) { s.gateway.upgradeIdleTimeout = 9ms; }, "upgrade_idle_timeout_ms");
    row(
        "a machine's silence too short", [](auto& s) { s.gateway.peerTimeout = 5'999ms; }, "peer_timeout_ms");
    row(
        "no connection", [](auto& s) { s.gateway.maxConnections = 0; }, "max_connections");
    row(
        "no retention", [](auto& s) { s.retention.requestDays = 0; }, "request_days");
    row(
        "database too small", [](auto& s) { s.retention.maxDatabaseBytes = 1; }, "max_database_bytes");
    row(
        "D too large", [](auto& s) { application(s).thresholds.sizeBytes = ~std::uint64_t{0}; }, "size_bytes");
}

void ValidateTest::refusesAndNamesTheField()
{
    QFETCH(Edit, edit);
    QFETCH(QString, field);
    SiteConfiguration site = goodSite();
    edit(site);
    const auto result = validate(site);
    QVERIFY(!result);
    QVERIFY(result.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(QString::fromStdString(result.error().detail).contains(field), result.error().detail.c_str());
}

void ValidateTest::thresholds_data()
{
    QTest::addColumn<double>("frequency");
    QTest::addColumn<bool>("good");
    QTest::newRow("zero: every small request is a burst") << 0.0 << true;
    QTest::newRow("a fraction") << 0.25 << true;
    QTest::newRow("the largest") << 1e9 << true;
    QTest::newRow("too large") << 2e9 << false;
    QTest::newRow("negative") << -0.1 << false;
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << false;
    QTest::newRow("not a number") << std::nan("") << false;
}

void ValidateTest::thresholds()
{
    QFETCH(double, frequency);
    QTEST(validate(Thresholds{.frequencyHz = frequency, .sizeBytes = 1}).has_value(), "good");
}

void ValidateTest::secretsAreNotInTheMessage()
{
    SiteConfiguration site = goodSite();
    container(site).environment = {{"TOKEN", std::string("hush\0hush", 9)}};
    const auto result = validate(site);
    QVERIFY(!result);
    QVERIFY(result.error().detail.find("TOKEN") != std::string::npos);
    QVERIFY(result.error().detail.find("hush") == std::string::npos);
}

QTEST_GUILESS_MAIN(ValidateTest)
#include "tst_validate.moc"
