// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cstdio>

#include "digitimages.h"
#include "product.h"

using namespace straightline::flow;
using namespace std::chrono_literals;
using nlohmann::json;

namespace
{

/// What the demo's backends sustain together with client and gateway on a 2-core machine; longer and faster by hand:
/// STRAIGHTLINE_LOAD_SECONDS=60 STRAIGHTLINE_LOAD_RATE=60.
double fromEnvironment(const char* name, double otherwise)
{
    bool good = false;
    const double value = qEnvironmentVariable(name).toDouble(&good);
    return good && value > 0 ? value : otherwise;
}

/// One function instance, so that its own counters are all there is to count; it stays warm for the whole run.
std::string site(bool docker)
{
    std::string text =
        "[[application]]\nname = \"digits\"\nfrequency_threshold_hz = 25.0\nsize_threshold_bytes = 262144\n"
        "[[application.backend]]\nname = \"web\"\ntier = \"local\"\nkind = \"http\"\n"
        "url = \"http://127.0.0.1:9\"\ncapacity = 4\n"
        "[[application.backend]]\nname = \"burst\"\ntier = \"serverless\"\nkind = \"function\"\n"
        "command = [\"DIGITS_SERVER\", \"--lambda\"]\ncapacity = 1\n"
        "payload_limit_bytes = 6291456\nkeep_alive_ms = 600000\n";
    text.replace(text.find("DIGITS_SERVER"), 13, DIGITS_SERVER_PROGRAM);
    if (docker)
        text += "[[application.backend]]\nname = \"box\"\ntier = \"container\"\nkind = \"container\"\n"
                "image = \"straightline/digits:latest\"\ncontainer_port = 8080\ncapacity = 8\n";
    return text;
}

struct Totals {
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;
};

} // namespace

/// Client, gateway and backends count the same requests.
class TestCounters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clientGatewayAndBackendsAgree();
    void redeployUnderLoadFailsNothing();
    void cleanupTestCase();

private:
    std::unique_ptr<QProcess> startLoad(double rate, double seconds);
    json finishLoad(QProcess& load);
    Totals gatewayTotals();
    std::map<std::string, std::uint64_t> recordsOfBackends();
    std::uint64_t inferencesOf(const std::string& policy);

    QTemporaryDir m_dir;
    std::unique_ptr<Product> m_product;
    bool m_docker = false;
};

void TestCounters::initTestCase()
{
    m_docker = qEnvironmentVariableIsSet("STRAIGHTLINE_TEST_DOCKER_HOST");
    if (m_docker)
        qputenv("DOCKER_HOST", qgetenv("STRAIGHTLINE_TEST_DOCKER_HOST"));
    else
        std::puts("SKIP of the container: STRAIGHTLINE_TEST_DOCKER_HOST names no Docker engine");
    QFile config(m_dir.filePath(QStringLiteral("site.toml")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(QByteArray::fromStdString(site(m_docker)));
    config.close();
    m_product = std::make_unique<Product>(m_dir.filePath(QStringLiteral("state")));
    QVERIFY2(m_product->start({QStringLiteral("--demo"), QStringLiteral("--no-demo-load"), QStringLiteral("--config"),
                               config.fileName()}),
             m_product->log().c_str());
    QVERIFY(m_product->waitForBackend("digits:web", "up", 60s));
    QVERIFY(m_product->waitForBackend("digits:burst", "up", 60s));
    if (!m_docker)
        return;
    QVERIFY(m_product->waitForBackend("digits:box", "up", 120s));
    // The demo deploys again what was not up when its image was ready: the new container counts from 0.
    QVERIFY(
        waitFor([this] { return m_product->ask("operations").dump().find("\"running\"") == std::string::npos; }, 120s));
    QVERIFY(m_product->waitForBackend("digits:box", "up", 120s));
}

std::unique_ptr<QProcess> TestCounters::startLoad(double rate, double seconds)
{
    auto load = std::make_unique<QProcess>();
    load->start(QStringLiteral(DIGITS_LOAD_PROGRAM),
                {QStringLiteral("--url"),
                 QStringLiteral("http://") + QString::fromStdString(m_product->ingestAddress()),
                 QStringLiteral("--rate"), QString::number(rate), QStringLiteral("--duration"),
                 QString::number(seconds), QStringLiteral("--loop"), QStringLiteral("--json")});
    return load;
}

json TestCounters::finishLoad(QProcess& load)
{
    if (!load.waitForFinished(300'000))
        return nullptr;
    return json::parse(load.readAllStandardOutput().toStdString(), nullptr, false);
}

Totals TestCounters::gatewayTotals()
{
    const json totals = m_product->ask("snapshot").at("totals");
    return {totals.at("requests").get<std::uint64_t>(), totals.at("failures").get<std::uint64_t>()};
}

std::map<std::string, std::uint64_t> TestCounters::recordsOfBackends()
{
    std::map<std::string, std::uint64_t> counts;
    for (const char* name : {"web", "box", "burst"}) {
        const json backend = m_product->ask(std::string("backends/digits:") + name);
        if (backend.is_object())
            counts[name] = backend.at("live").at("totals").at("requests").get<std::uint64_t>();
    }
    return counts;
}

/// The backend's own count, asked through the gateway: the policy leaves it no other place to go.
std::uint64_t TestCounters::inferencesOf(const std::string& policy)
{
    m_product->control().put("/api/v1/applications/digits/policy", json{{"policy", policy}}.dump());
    const HttpReply reply = m_product->ingest().get("/apps/digits/counters");
    return reply.status == 200 ? json::parse(reply.body).at("inferences").get<std::uint64_t>() : ~std::uint64_t(0);
}

void TestCounters::clientGatewayAndBackendsAgree()
{
    const Totals before = gatewayTotals();
    auto load =
        startLoad(fromEnvironment("STRAIGHTLINE_LOAD_RATE", 30), fromEnvironment("STRAIGHTLINE_LOAD_SECONDS", 12));
    const json client = finishLoad(*load);
    QVERIFY(client.is_object());
    std::printf("client: %s\n", client.dump().c_str());
    const auto sent = client.at("requests").get<std::uint64_t>();
    QVERIFY(sent > 50);
    QCOMPARE(client.at("answered").get<std::uint64_t>(), sent);
    QCOMPARE(client.at("as_model").get<std::uint64_t>(), sent);
    QVERIFY(client.at("failures").empty());

    QVERIFY(waitFor([&] { return gatewayTotals().requests - before.requests >= sent; }, 10s));
    const Totals after = gatewayTotals();
    QCOMPARE(after.requests - before.requests, sent);
    QCOMPARE(after.failures - before.failures, std::uint64_t(0));
    const json gateway = m_product->ask("snapshot").at("gateway");
    QCOMPARE(gateway.at("accepted").get<std::uint64_t>(), gateway.at("finished").get<std::uint64_t>());
    QCOMPARE(gateway.at("dropped_records").get<std::uint64_t>(), std::uint64_t(0));

    const auto records = recordsOfBackends();
    for (const auto& [backend, policy] : std::map<std::string, std::string>{
             {"web", "local_only"}, {"burst", "serverless_only"}, {"box", "container_only"}}) {
        if (backend == "box" && !m_docker)
            continue;
        const auto byClient = client.at("backends").value(backend, std::uint64_t(0));
        QCOMPARE(records.at(backend), byClient);
        QCOMPARE(inferencesOf(policy), byClient);
        std::printf("%s: %llu by client, gateway and backend\n", backend.c_str(),
                    static_cast<unsigned long long>(byClient));
    }
    m_product->control().put("/api/v1/applications/digits/policy", json{{"policy", "straightline"}}.dump());
}

void TestCounters::redeployUnderLoadFailsNothing()
{
    if (!m_docker)
        QSKIP("no Docker engine: STRAIGHTLINE_TEST_DOCKER_HOST is not set");
    const Totals before = gatewayTotals();
    auto load =
        startLoad(fromEnvironment("STRAIGHTLINE_LOAD_RATE", 30), fromEnvironment("STRAIGHTLINE_LOAD_SECONDS", 12));
    QVERIFY(waitFor([&] { return gatewayTotals().requests > before.requests + 20; }, 30s));
    const HttpReply begun = m_product->control().post("/api/v1/backends/digits:box/redeploy", "");
    QVERIFY2(begun.status == 202, begun.body.c_str());
    const auto operation = json::parse(begun.body).at("id").get<std::uint64_t>();
    const json client = finishLoad(*load);
    QVERIFY(client.is_object());
    std::printf("client: %s\n", client.dump().c_str());
    QVERIFY2(m_product->waitForOperation(operation, "succeeded", 90s),
             m_product->ask("operations/" + std::to_string(operation)).dump().c_str());
    const auto sent = client.at("requests").get<std::uint64_t>();
    QCOMPARE(client.at("answered").get<std::uint64_t>(), sent);
    QVERIFY(client.at("failures").empty());
    QVERIFY(waitFor([&] { return gatewayTotals().requests - before.requests >= sent; }, 10s));
    QCOMPARE(gatewayTotals().requests - before.requests, sent);
    QCOMPARE(gatewayTotals().failures, before.failures);
}

/// The Docker engine may be the user's own: nothing of ours stays there.
void TestCounters::cleanupTestCase()
{
    if (m_product)
        m_product->control().call("DELETE", "/api/v1/backends/digits:box");
}

QTEST_GUILESS_MAIN(TestCounters)
#include "tst_counters.moc"
