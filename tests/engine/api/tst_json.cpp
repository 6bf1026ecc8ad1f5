// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/api/ingredients.h"
#include "engine/api/json.h"
#include "engine/api/secrets.h"
#include "tests/support/randomsite.h"

using namespace straightline;

/// The JSON codec of the configuration: whole, strict, and silent about secrets.
class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void aWrongDocumentIsNamed_data();
    void aWrongDocumentIsNamed();
    void refusesWhatIsNotStrictJson_data();
    void refusesWhatIsNotStrictJson();
    void theSchemaKnowsEveryKey();
    void theHelpNamesEveryPartOfAdaptive();
    void secretsStayHidden();
    void auditShowsBothSides();
    void anAuditEntryCanBeUndone();
    void referencesAreResolved();
};

void TestJson::readsWhatItWrites()
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        SiteConfiguration site = RandomSite(seed).site();
        site.revision = seed;
        for (ApplicationConfiguration& application : site.applications)
            application.number = static_cast<std::uint32_t>(seed * 10);
        const Result<Json> parsed = parseJson(writeJson(toJson(site, Secrets::Shown)));
        QVERIFY(parsed.has_value());
        const auto again = siteFromJson(*parsed);
        QVERIFY2(again.has_value(), again ? "" : again.error().error().detail.c_str());
        QVERIFY(*again == site);
    }
}

void TestJson::aWrongDocumentIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* text, const char* part) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(part);
    };
    row("no object", "[]", "[] is no object");
    row("unknown key", R"({"name":"w","tier":"local","kind":"http","url":"http://h","colour":1})",
        "colour: unknown key");
    row("misspelt required key is named as unknown", R"({"nam":"w","tier":"local","kind":"http","url":"http://h"})",
        "nam: unknown key; allowed is number, name");
    row("missing name", R"({"tier":"local","kind":"http","url":"http://h"})", "name is missing");
    row("missing tier", R"({"name":"w","kind":"http","url":"http://h"})", "tier is missing; allowed is local");
    row("wrong type", R"({"name":"w","tier":"local","kind":"http","url":7})", "url: 7: allowed is a string");
    row("null", R"({"name":null,"tier":"local","kind":"http","url":"http://h"})", "name: null: allowed is a string");
    row("overflow", R"({"name":"w","tier":"local","kind":"container","image":"i","container_port":65536})", "65535");
    row("exponent for a whole number", R"({"name":"w","tier":"local","kind":"http","url":"http://h","capacity":1e1})",
        "capacity: 10.0: allowed is a whole number");
    row("drained as text", R"({"name":"w","tier":"local","kind":"http","url":"http://h","drained":"yes"})",
        "allowed is true or false");
    row("kind vm", R"({"name":"w","tier":"local","kind":"vm"})", "not there yet");
}

void TestJson::aWrongDocumentIsNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, part);
    const Result<BackendConfiguration> backend = backendFromJson(*parseJson(text.toStdString()));
    QVERIFY(!backend.has_value());
    QVERIFY(backend.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(backend.error().detail.find(part.toStdString()) != std::string::npos, backend.error().detail.c_str());
}

void TestJson::refusesWhatIsNotStrictJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("cut off") << QByteArray("{\"a\":");
    QTest::newRow("more after the value") << QByteArray("{} {}");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"a\":\"\xff\"}");
    QTest::newRow("a key twice") << QByteArray("{\"a\":1,\"b\":{\"a\":1},\"a\":2}");
    QTest::newRow("a comment") << QByteArray("{} // x");
    QTest::newRow("not a number") << QByteArray("{\"a\":NaN}");
    QTest::newRow("200,000 levels") << QByteArray(200'000, '[') + QByteArray(200'000, ']');
    QTest::newRow("66 levels") << QByteArray(66, '[') + QByteArray(66, ']');
    QTest::newRow("a million open brackets") << QByteArray(1'000'000, '[');
}

void TestJson::refusesWhatIsNotStrictJson()
{
    QFETCH(QByteArray, text);
    const Result<Json> json = parseJson(text.toStdString());
    QVERIFY(!json.has_value());
    QVERIFY(json.error().code == ErrorCode::InvalidArgument);
}

void TestJson::theSchemaKnowsEveryKey()
{
    const Json schema = applicationSchema();
    const Json backend = schema["properties"]["backends"]["items"];
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const SiteConfiguration site = RandomSite(seed).site();
        for (const ApplicationConfiguration& application : site.applications) {
            const Json written = toJson(application, Secrets::Shown);
            for (const auto& [key, value] : written.items())
                QVERIFY2(schema["properties"].contains(key), key.c_str());
            for (const Json& each : written["backends"]) {
                for (const auto& [key, value] : each.items())
                    QVERIFY2(backend["properties"].contains(key), key.c_str());
            }
        }
    }
    QVERIFY((backend["required"] == Json{"name", "tier", "kind"}));
}

void TestJson::theHelpNamesEveryPartOfAdaptive()
{
    const auto wordsOf = [](std::string_view text) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
            .split(QRegularExpression(QStringLiteral("[^a-z_]+")), Qt::SkipEmptyParts);
    };
    const Json schema = applicationSchema();
    const QStringList help = wordsOf(schema["properties"]["adaptive_without"]["description"].get<std::string>());
    const QStringList allowed = wordsOf(allowedIngredients());
    QCOMPARE(allowed.size(), static_cast<qsizetype>(kIngredientCount));
    for (const QString& each : allowed)
        QVERIFY2(help.contains(each), qPrintable(each));
}

void TestJson::secretsStayHidden()
{
    QVERIFY(isSecretName("DB_Password") && isSecretName("API_KEY") && isSecretName("github_token"));
    QVERIFY(!isSecretName("MODE"));
    QCOMPARE(shownValue("API_KEY", "abc"), std::string("***"));
    QCOMPARE(shownValue("API_KEY", "${env:KEY}"), std::string("${env:KEY}"));
    QCOMPARE(shownValue("API_KEY", "${env:KEY}abc"), std::string("***"));
    QCOMPARE(shownValue("MODE", "abc"), std::string("abc"));

    BackendConfiguration backend = RandomSite(1).backend("box");
    backend.settings = ContainerSettings{.image = "i",
                                         .containerPort = 80,
                                         .replicas = 1,
                                         .cpus = 0,
                                         .memoryBytes = 0,
                                         .environment = {{"API_KEY", "s3cr3t"}},
                                         .command = {},
                                         .startTimeout = std::chrono::seconds(1)};
    QVERIFY(writeJson(toJson(backend, Secrets::Hidden)).find("s3cr3t") == std::string::npos);
    QVERIFY(writeJson(toJson(backend, Secrets::Shown)).find("s3cr3t") != std::string::npos);

    // What was read hidden can be written back.
    SiteConfiguration site;
    site.applications.resize(1);
    site.applications[0].name = "a";
    site.applications[0].backends = {backend};
    const Result<BackendConfiguration> read = backendFromJson(toJson(backend, Secrets::Hidden));
    QVERIFY(read.has_value());
    const Result<SiteConfiguration> next = applied(site, PutBackend{"a", *read, Expect::Present});
    QVERIFY(next.has_value());
    QVERIFY(next->findBackend("a:box")->settings == backend.settings);
    // And nowhere else.
    BackendConfiguration other = *read;
    other.name = "other";
    QVERIFY(!applied(site, PutBackend{"a", other, Expect::Absent}).has_value());
}

void TestJson::auditShowsBothSides()
{
    SiteConfiguration before;
    before.applications.resize(1);
    before.applications[0].name = "a";
    const Change change = PutThresholds{"a", {12.5, 1'000}};
    const SiteConfiguration after = *applied(before, change);
    const AuditEntry entry = auditEntry(before, after, change, {"api"}, WallTime{});
    QCOMPARE(entry.action, std::string("put_thresholds"));
    QCOMPARE(entry.subject, std::string("a"));
    QCOMPARE(entry.actor, std::string("api"));
    QCOMPARE(entry.before, std::string(R"({"frequency_hz":20.0,"size_bytes":262144})"));
    QCOMPARE(entry.after, std::string(R"({"frequency_hz":12.5,"size_bytes":1000})"));
    const AuditEntry removed =
        auditEntry(before, *applied(before, RemoveApplication{"a"}), RemoveApplication{"a"}, {}, WallTime{});
    QVERIFY(!removed.before.empty());
    QVERIFY(removed.after.empty());
}

void TestJson::anAuditEntryCanBeUndone()
{
    SiteConfiguration before = RandomSite(5).site();
    before.applications.resize(1);
    before.applications[0].name = "a";
    before.applications[0].backends.resize(1);
    before.applications[0].backends[0].name = "b";
    before.applications[0].backends[0].settings = HttpSettings{"http://127.0.0.1:9001"}; // no secrets to lose
    BackendConfiguration other = before.applications[0].backends[0];
    other.capacity = other.capacity == 5 ? 6 : 5;
    BackendConfiguration added = other;
    added.name = "c";
    ApplicationConfiguration second;
    second.name = "d";
    const std::vector<Change> changes{PutThresholds{"a", {12.5, 1'000}},
                                      PutPolicy{"a", PolicyKind::LocalOnly},
                                      PutBackend{"a", other},
                                      PutBackend{"a", added},
                                      RemoveBackend{"a:b"},
                                      PutApplication{second},
                                      RemoveApplication{"a"},
                                      PutSettings{{}, {.requestDays = 3}}};
    for (const Change& change : changes) {
        const SiteConfiguration after = *applied(before, change);
        const Result<Change> undo = undoOf(auditEntry(before, after, change, {}, WallTime{}));
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().detail.c_str());
        QCOMPARE(changeSubject(*undo), changeSubject(change));
        Result<SiteConfiguration> back = applied(after, *undo);
        QVERIFY2(back.has_value(), back ? "" : back.error().detail.c_str());
        QVERIFY(back->gateway == before.gateway && back->retention == before.retention);
        QCOMPARE(back->applications.size(), std::size_t{1});
        QVERIFY(back->applications[0].thresholds == before.applications[0].thresholds);
        QVERIFY(back->applications[0].policy == before.applications[0].policy);
        QCOMPARE(back->applications[0].backends.size(), std::size_t{1});
        QCOMPARE(back->applications[0].backends[0].capacity, before.applications[0].backends[0].capacity);
    }
    AuditEntry drain;
    drain.action = "drain";
    drain.before = "{}";
    QVERIFY(undoOf(drain).error().code == ErrorCode::Unsupported);
}

void TestJson::referencesAreResolved()
{
    const SecretSources sources{
        [](const std::string& name) { return name == "TOKEN" ? std::optional<std::string>("t0k") : std::nullopt; },
        [](const std::string& path) { return path == "/run/key" ? std::optional<std::string>("k3y") : std::nullopt; }};
    QCOMPARE(*resolveSecrets("plain ${x} $", sources), std::string("plain ${x} $"));
    QCOMPARE(*resolveSecrets("${env:TOKEN}", sources), std::string("t0k"));
    QCOMPARE(*resolveSecrets("a${file:/run/key}b${env:TOKEN}", sources), std::string("ak3ybt0k"));
    QCOMPARE(*resolveSecrets("${env:TOKEN", sources), std::string("${env:TOKEN"));
    const Result<Environment> missing = resolveEnvironment({{"A", "x"}, {"B", "${env:NONE}"}}, sources);
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().detail, std::string("environment B: the environment variable NONE is not set"));
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
