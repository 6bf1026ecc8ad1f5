// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include "engine/api/change.h"
#include "engine/store/sitefile.h"
#include "tests/support/randomsite.h"

using namespace straightline;

/// site.toml: the example of the documentation, the round trip, and what is said of a wrong file.
class TestSiteFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheExample();
    void writesWhatItReads();
    void hiddenSecretsComeBackOnImport();
    void aBadFileIsNamedWithItsPlace_data();
    void aBadFileIsNamedWithItsPlace();
    void damagedTextNeverCrashes();
    void aFileThatIsNotThere();
};

namespace
{

#ifdef STRAIGHTLINE_SANITIZED // several times slower
constexpr std::uint64_t kSites = 200;
constexpr int kDamaged = 1'000;
#else
constexpr std::uint64_t kSites = 500;
constexpr int kDamaged = 2'000;
#endif

constexpr const char* kExample = R"([gateway]
listen = "127.0.0.1:8080"
threads = 2
max_body_bytes = 67108864
[[application]]
name = "digits"
mount = "/digits"                  # optional
policy = "straightline"
frequency_threshold_hz = 20.0
size_threshold_bytes = 262144
window_ms = 1000
deadline_ms = 30000
queue_limit = 256
[application.isolation]
consecutive_failures = 7
panic_percent = 50
repeatable = "keyed"
[[application.backend]]
name = "web"
tier = "local"
kind = "http"
url = "http://127.0.0.1:9001"
capacity = 4
health_path = "/v2/health/ready"
[[application.backend]]
name = "box"
tier = "container"
kind = "container"
image = "straightline/digits:latest"
container_port = 8080
replicas = 1
capacity = 8
environment = { ZONE = "a", API_KEY = "${env:DIGITS_KEY}" }
[[application.backend]]
name = "burst"
tier = "serverless"
kind = "function"
command = ["digits-server", "--lambda"]
capacity = 16
payload_limit_bytes = 6291456
)";

} // namespace

void TestSiteFile::readsTheExample()
{
    const Result<SiteConfiguration> site = store::readSite(kExample, "site.toml");
    QVERIFY2(site.has_value(), site ? "" : site.error().detail.c_str());
    QCOMPARE(site->gateway.threads, 2U);
    QCOMPARE(site->applications.size(), std::size_t{1});
    const ApplicationConfiguration& digits = site->applications.front();
    QCOMPARE(digits.mount, std::string("/digits"));
    QCOMPARE(digits.thresholds.frequencyHz, 20.0);
    QCOMPARE(digits.backends.size(), std::size_t{3});
    QCOMPARE(std::get<HttpSettings>(digits.backends[0].settings).url, std::string("http://127.0.0.1:9001"));
    const auto& container = std::get<ContainerSettings>(digits.backends[1].settings);
    QCOMPARE(container.image, std::string("straightline/digits:latest"));
    QVERIFY((container.environment == Environment{{"ZONE", "a"}, {"API_KEY", "${env:DIGITS_KEY}"}}));
    const auto& function = std::get<FunctionSettings>(digits.backends[2].settings);
    QVERIFY((function.command == std::vector<std::string>{"digits-server", "--lambda"}));
    QCOMPARE(digits.backends[2].payloadLimitBytes, std::uint64_t{6'291'456});
    QVERIFY(digits.backends[2].tier == Tier::Serverless);
}

void TestSiteFile::writesWhatItReads()
{
    for (std::uint64_t seed = 1; seed <= kSites; ++seed) {
        const SiteConfiguration site = RandomSite(seed).site();
        const std::string text = store::writeSite(site, Secrets::Shown);
        const Result<SiteConfiguration> again = store::readSite(text, "export.toml");
        QVERIFY2(again.has_value(), again ? "" : (again.error().detail + "\n" + text).c_str());
        QVERIFY2(*again == site, text.c_str());
        QCOMPARE(store::writeSite(*again, Secrets::Shown), text);
    }
}

void TestSiteFile::hiddenSecretsComeBackOnImport()
{
    SiteConfiguration site = *store::readSite(kExample, "site.toml");
    auto& container = std::get<ContainerSettings>(site.applications[0].backends[1].settings);
    container.environment = {{"DB_PASSWORD", "hunter2"}, {"TOKEN", "${file:/run/token}"}, {"MODE", "fast"}};
    const std::string text = store::writeSite(site, Secrets::Hidden);
    QVERIFY(text.find("hunter2") == std::string::npos);
    QVERIFY(text.find("${file:/run/token}") != std::string::npos);
    QVERIFY(text.find("fast") != std::string::npos);

    const Result<SiteConfiguration> read = store::readSite(text, "export.toml");
    QVERIFY(read.has_value());
    Result<SiteConfiguration> here = applied(site, PutSite{*read});
    QVERIFY(here.has_value());
    here->revision = site.revision;
    QVERIFY(*here == site);
    const Result<SiteConfiguration> elsewhere = applied(SiteConfiguration{}, PutSite{*read});
    QVERIFY(!elsewhere.has_value());
    QVERIFY2(elsewhere.error().detail.find("DB_PASSWORD") != std::string::npos, elsewhere.error().detail.c_str());
}

void TestSiteFile::aBadFileIsNamedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* toml, const char* place, const char* part) {
        QTest::newRow(name) << QByteArray(toml) << QByteArray(place) << QByteArray(part);
    };
    const std::string app = "[[application]]\nname = \"a\"\n";
    const std::string web = app + "[[application.backend]]\nname = \"w\"\ntier = \"local\"\n";
    const auto rowIn = [&](const char* name, const std::string& before, const char* line, const char* place,
                           const char* part) { row(name, (before + line).c_str(), place, part); };
    row("syntax error", "[gateway\n", "s.toml:1:9: ", "");
    row("unterminated string", "[gateway]\nlisten = \"127\n", "s.toml:2:", "");
    row("key twice", "[gateway]\nthreads = 1\nthreads = 2\n", "s.toml:3:", "");
    row("invalid UTF-8", "[gateway]\nlisten = \"\xff\"\n", "s.toml:2:", "");
    row("no key in brackets", "[gateway]\n[ = (\n", "s.toml:2:3: ", "");
    row("control byte in brackets", "[gateway]\n[\x19way]\n", "s.toml:2:2: ", "");
    row("letter of an Arabic form in brackets", "[gateway]\n[a\xef\xbb\xb6]\n", "s.toml:2:3: ", "");
    row("unknown table", "[gatway]\n",
        "s.toml:1:2: ", "gatway: unknown key; allowed is gateway, retention, application");
    row("unknown key", "[gateway]\nthread = 1\n",
        "s.toml:2:1: ", "gateway.thread: unknown key; allowed is listen, threads");
    row("wrong type", "[gateway]\n  threads = \"2\"\n",
        "s.toml:2:3: ", "gateway.threads: \"2\": allowed is a whole number");
    row("fraction for a whole number", "[gateway]\nthreads = 2.5\n", "s.toml:2:1: ", "whole number");
    row("negative number", "[gateway]\nthreads = -1\n", "s.toml:2:1: ", "whole number, 0 …");
    row("number too large for its type", "[gateway]\nthreads = 99999999999\n", "s.toml:2:1: ", "4294967295");
    row("out of range", "[gateway]\nthreads = 65\n", "s.toml:2:1: ", "1 … 64");
    row("listen without a port", "[gateway]\nlisten = \"localhost\"\n", "s.toml:2:1: ", "HOST:PORT");
    row("retention of no days", "[retention]\nrequest_days = 0\n", "s.toml:2:1: ", "1 …");
    row("unknown key of TLS", "[gateway.tls]\nlistn = \"\"\n",
        "s.toml:2:1: ", "gateway.tls.listn: unknown key; allowed is listen, certificate");
    row("TLS without a key", "[gateway.tls]\nlisten = \"127.0.0.1:1\"\ncertificate = \"/c.pem\"\nkey = \"\"\n",
        "s.toml:4:1: ", "gateway.tls.key = \"\": allowed is a PEM file");
    row("unknown key of the limits", "[gateway.limits]\nheaders = 1\n",
        "s.toml:2:1: ", "gateway.limits.headers: unknown key; allowed is header_fields");
    row("a limit out of range", "[gateway.limits]\nuri_bytes = 1\n", "s.toml:2:1: ", "64 …");
    row("an unknown way with upgrades", "[gateway]\nupgrade = \"allow\"\n",
        "s.toml:2:1: ", "gateway.upgrade: \"allow\": allowed is refuse, tunnel");
    row("unknown TLS version", "[gateway.tls]\nminimum_version = \"1.1\"\n",
        "s.toml:2:1: ", "gateway.tls.minimum_version: \"1.1\": allowed is 1.2, 1.3");
    row("date for a number", "[gateway]\nthreads = 2020-01-01\n", "s.toml:2:1: ", "whole number");
    row("table for a list", "[application]\nname = \"a\"\n", "s.toml:1:2: ", "array of tables");
    row("missing name", "[[application]]\npolicy = \"straightline\"\n", "s.toml:1:", "name is missing");
    rowIn("bad policy", app, "policy = \"fast\"\n", "s.toml:3:1: ", "allowed is straightline, round_robin");
    rowIn("threshold not finite", app, "frequency_threshold_hz = nan\n", "s.toml:3:1: ", "a number");
    rowIn("threshold negative", app, "frequency_threshold_hz = -0.5\n", "s.toml:3:1: ", "0 … 1e9");
    rowIn("window too short", app, "window_ms = 1\n", "s.toml:3:1: ", "10 …");
    rowIn("bad mount", app, "mount = \"digits\"\n", "s.toml:3:1: ", "absolute path");
    rowIn("two applications of one name", app, "[[application]]\nname = \"a\"\n", "s.toml:4:1: ", "each name once");
    rowIn("missing kind", web, "", "s.toml:3:", "kind is missing; allowed is http, container, function");
    rowIn("unknown kind", web, "kind = \"ftp\"\n", "s.toml:6:1: ", "allowed is http, container, function");
    rowIn("kind vm", web, "kind = \"vm\"\n",
          "s.toml:6:1: ", "\"vm\" is not there yet: allowed is http, container, function");
    rowIn("missing url", web, "kind = \"http\"\n", "s.toml:3:", "url is missing");
    rowIn("key of another kind", web, "kind = \"http\"\nurl = \"http://h\"\nimage = \"x\"\n",
          "s.toml:8:1: ", "image: unknown key");
    rowIn("bad url", web, "kind = \"http\"\nurl = \"ftp://h\"\n", "s.toml:7:1: ", "http://HOST");
    rowIn("capacity of none", web, "kind = \"http\"\nurl = \"http://h\"\ncapacity = 0\n", "s.toml:8:1: ", "1 … 100000");
    rowIn("health fall of none", web, "kind = \"http\"\nurl = \"http://h\"\nhealth_fall = 0\n",
          "s.toml:8:1: ", "1 … 100");
    rowIn("command not a list", web, "kind = \"function\"\ncommand = \"x\"\n", "s.toml:7:1: ", "list of strings");
    rowIn("number in the environment", web, "kind = \"container\"\nimage = \"i\"\nenvironment = { A_TOKEN = 77123 }\n",
          "s.toml:8:17: ", "environment.A_TOKEN: the value: allowed is a string");
    rowIn("variable with =", web, "kind = \"container\"\nimage = \"i\"\nenvironment = { \"A=B\" = \"x\" }\n",
          "s.toml:8:1: ", "without =");
}

void TestSiteFile::aBadFileIsNamedWithItsPlace()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, part);
    const Result<SiteConfiguration> site = store::readSite(toml.toStdString(), "s.toml");
    QVERIFY(!site.has_value());
    QVERIFY(site.error().code == ErrorCode::InvalidArgument);
    const std::string& detail = site.error().detail;
    QVERIFY2(detail.starts_with(place.toStdString()), detail.c_str());
    QVERIFY2(detail.find(part.toStdString()) != std::string::npos, detail.c_str());
    QVERIFY2(detail.find("77123") == std::string::npos, "a value of an environment is shown");
    QVERIFY2(detail.find('\n') == std::string::npos, "more than one line");
}

void TestSiteFile::damagedTextNeverCrashes()
{
    std::mt19937_64 random(7);
    const std::string whole = store::writeSite(RandomSite(11).site(), Secrets::Shown);
    int refused = 0;
    for (int i = 0; i < kDamaged; ++i) {
        std::string damaged = whole;
        for (int j = 0; j < 3; ++j)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        if (i % 3 == 0)
            damaged.resize(random() % damaged.size());
        const Result<SiteConfiguration> site = store::readSite(damaged, "s.toml");
        if (!site) {
            ++refused;
            QVERIFY2(site.error().detail.starts_with("s.toml:"), site.error().detail.c_str());
        }
    }
    QVERIFY(refused > kDamaged / 2);
}

void TestSiteFile::aFileThatIsNotThere()
{
    const Result<SiteConfiguration> site = store::readSiteFile("/nonexistent/site.toml");
    QVERIFY(!site.has_value());
    QVERIFY(site.error().code == ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestSiteFile)
#include "tst_sitefile.moc"
