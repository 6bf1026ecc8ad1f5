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

const std::string kClassify = "/apps/digits/classify";

std::string header(const HttpReply& reply, const std::string& name)
{
    const auto found = reply.headers.find(name);
    return found == reply.headers.end() ? std::string() : found->second;
}

int labelOf(const HttpReply& reply)
{
    const json answer = json::parse(reply.body, nullptr, false);
    return answer.is_object() ? answer.value("label", -1) : -1;
}

} // namespace

/// The product as a newcomer gets it, with real gunicorn, a real Docker engine and real function processes: each row of
/// the first demand. One program for all functions; each function sets the policy and thresholds that it needs.
class TestDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void classifiesOnBothEndpoints();
    void everyTierHasTheModelsAccuracy_data();
    void everyTierHasTheModelsAccuracy();
    void aLoweredThresholdActsAtTheNextDecision();
    void aLargeImageGoesToTheContainerAndElsewhereWhenItIsStopped();
    void theReceiptSaysWhy();
    void redeployFailsNoRequest();
    void badInputIsRefusedAndTheGatewayServesOn_data();
    void badInputIsRefusedAndTheGatewayServesOn();
    void nothingInServiceIs503AtOnce();
    void metricsAreThere();
    void sigtermEndsItCleanly();

private:
    void setThresholds(double frequencyHz, std::uint64_t sizeBytes);
    void setPolicy(const std::string& policy);
    void act(const std::string& backend, const std::string& action);
    bool hasDocker() const { return m_docker; }

    QTemporaryDir m_dir;
    std::unique_ptr<Product> m_product;
    std::vector<Digit> m_digits;
    bool m_docker = false;
};

void TestDemo::initTestCase()
{
    m_digits = testSplit();
    QCOMPARE(m_digits.size(), std::size_t(540));
    m_docker = qEnvironmentVariableIsSet("STRAIGHTLINE_TEST_DOCKER_HOST");
    if (m_docker)
        qputenv("DOCKER_HOST", qgetenv("STRAIGHTLINE_TEST_DOCKER_HOST"));
    m_product = std::make_unique<Product>(m_dir.filePath(QStringLiteral("state")));
    QVERIFY2(m_product->start({QStringLiteral("--demo"), QStringLiteral("--no-demo-load")}), m_product->log().c_str());
    QVERIFY(m_product->waitForBackend("digits:web", "up", 60s));
    QVERIFY(m_product->waitForBackend("digits:burst", "up", 60s));
    if (m_docker)
        QVERIFY(m_product->waitForBackend("digits:box", "up", 120s));
    else
        std::puts("SKIP of the container rows: STRAIGHTLINE_TEST_DOCKER_HOST names no Docker engine");
}

void TestDemo::init()
{
    if (!m_product)
        return;
    setPolicy("straightline");
    setThresholds(1e6, 262'144);
}

void TestDemo::setThresholds(double frequencyHz, std::uint64_t sizeBytes)
{
    const json body{{"frequency_hz", frequencyHz}, {"size_bytes", sizeBytes}};
    const HttpReply reply = m_product->control().put("/api/v1/applications/digits/thresholds", body.dump());
    QVERIFY2(reply.status == 200, reply.body.c_str());
}

void TestDemo::setPolicy(const std::string& policy)
{
    const HttpReply reply =
        m_product->control().put("/api/v1/applications/digits/policy", json{{"policy", policy}}.dump());
    QVERIFY2(reply.status == 200, reply.body.c_str());
}

void TestDemo::act(const std::string& backend, const std::string& action)
{
    const HttpReply reply = m_product->control().post("/api/v1/backends/digits:" + backend + "/" + action, "");
    QVERIFY2(reply.status == 202, reply.body.c_str());
    const auto id = json::parse(reply.body).at("id").get<std::uint64_t>();
    QVERIFY(m_product->waitForOperation(id, "succeeded", 60s));
}

void TestDemo::classifiesOnBothEndpoints()
{
    const Digit& digit = m_digits.front();
    const HttpReply raw = m_product->ingest().post(kClassify, png(digit, 5));
    QVERIFY2(raw.status == 200, raw.body.c_str());
    QCOMPARE(labelOf(raw), digit.label);
    QCOMPARE(header(raw, "x-straightline-backend"), std::string("web"));
    QCOMPARE(header(raw, "x-straightline-tier"), std::string("local"));
    QCOMPARE(header(raw, "x-straightline-reason"), std::string("local_has_room"));
    QCOMPARE(header(raw, "x-straightline-attempts"), std::string("1"));
    QVERIFY(!header(raw, "x-request-id").empty());
    QVERIFY(!header(raw, "x-straightline-overhead-us").empty());

    const HttpReply infer = m_product->ingest().call("POST", "/v2/models/digits/infer", inferRequest(digit, "abc"),
                                                     {"x-request-id: my-own-id.1", "Content-Type: application/json"});
    QVERIFY2(infer.status == 200, infer.body.c_str());
    const json answer = json::parse(infer.body);
    QCOMPARE(answer.at("id").get<std::string>(), std::string("abc"));
    QCOMPARE(answer.at("outputs").at(0).at("data").at(0).get<int>(), digit.label);
    QCOMPARE(header(infer, "x-request-id"), std::string("my-own-id.1"));

    const HttpReply mounted = m_product->ingest().get("/digits");
    QVERIFY(header(mounted, "x-straightline-backend") == "web"); // whatever the server says to that path, it got it
}

void TestDemo::everyTierHasTheModelsAccuracy_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("tier");
    QTest::newRow("Flask under gunicorn") << QStringLiteral("local_only") << QStringLiteral("local");
    QTest::newRow("the container") << QStringLiteral("container_only") << QStringLiteral("container");
    QTest::newRow("the function") << QStringLiteral("serverless_only") << QStringLiteral("serverless");
}

void TestDemo::everyTierHasTheModelsAccuracy()
{
    QFETCH(QString, policy);
    QFETCH(QString, tier);
    if (tier == QLatin1String("container") && !hasDocker())
        QSKIP("no Docker engine: STRAIGHTLINE_TEST_DOCKER_HOST is not set");
    setPolicy(policy.toStdString());
    int correct = 0;
    for (std::size_t i = 0; i < m_digits.size(); ++i) {
        const HttpReply reply = m_product->ingest().post(kClassify, png(m_digits[i], 1 + static_cast<int>(i % 9)));
        QVERIFY2(reply.status == 200, reply.body.c_str());
        QCOMPARE(header(reply, "x-straightline-tier"), tier.toStdString());
        QCOMPARE(labelOf(reply), m_digits[i].predicted);
        correct += labelOf(reply) == m_digits[i].label ? 1 : 0;
    }
    QCOMPARE(correct, testCorrect());
}

void TestDemo::aLoweredThresholdActsAtTheNextDecision()
{
    const std::string image = png(m_digits.front(), 5);
    QCOMPARE(header(m_product->ingest().post(kClassify, image), "x-straightline-tier"), std::string("local"));
    setThresholds(0.0, 262'144); // any frequency is above 0
    const HttpReply next = m_product->ingest().post(kClassify, image);
    QCOMPARE(header(next, "x-straightline-tier"), std::string("serverless"));
    QCOMPARE(header(next, "x-straightline-reason"), std::string("burst_of_small"));
    QCOMPARE(labelOf(next), m_digits.front().label);
    setThresholds(1e6, 262'144);
    QCOMPARE(header(m_product->ingest().post(kClassify, image), "x-straightline-tier"), std::string("local"));
}

void TestDemo::aLargeImageGoesToTheContainerAndElsewhereWhenItIsStopped()
{
    if (!hasDocker())
        QSKIP("no Docker engine: STRAIGHTLINE_TEST_DOCKER_HOST is not set");
    const std::string large = png(m_digits[3], 285, false);
    QVERIFY(large.size() > 5'000'000 && large.size() < 6'000'000);
    const HttpReply toBox = m_product->ingest().post(kClassify, large);
    QVERIFY2(toBox.status == 200, toBox.body.c_str());
    QCOMPARE(header(toBox, "x-straightline-backend"), std::string("box"));
    QCOMPARE(header(toBox, "x-straightline-reason"), std::string("large_input"));
    QCOMPARE(labelOf(toBox), m_digits[3].predicted);

    act("box", "drain");
    const HttpReply elsewhere = m_product->ingest().post(kClassify, large);
    QVERIFY2(elsewhere.status == 200, elsewhere.body.c_str());
    QCOMPARE(header(elsewhere, "x-straightline-backend"), std::string("web"));
    QCOMPARE(header(elsewhere, "x-straightline-reason"), std::string("large_input_fallback"));
    QCOMPARE(labelOf(elsewhere), m_digits[3].predicted);
    act("box", "resume");
    QVERIFY(m_product->waitForBackend("digits:box", "up", 60s));
}

void TestDemo::theReceiptSaysWhy()
{
    const HttpReply reply =
        m_product->ingest().call("POST", kClassify, png(m_digits[1], 4), {"x-request-id: receipt-of-this-one"});
    QCOMPARE(reply.status, 200L);
    json receipt;
    QVERIFY(waitFor([&] { return (receipt = m_product->ask("requests/receipt-of-this-one")).is_object(); }, 10s));
    const std::string sentence = receipt.at("sentence").get<std::string>();
    QVERIFY2(sentence.find("local (local_has_room)") != std::string::npos, sentence.c_str());
    const std::string text = receipt.dump();
    QVERIFY2(text.find("local_has_room") != std::string::npos, text.c_str());
    QVERIFY2(text.find("\"web\"") != std::string::npos, text.c_str());
}

void TestDemo::redeployFailsNoRequest()
{
    if (!hasDocker())
        QSKIP("no Docker engine: STRAIGHTLINE_TEST_DOCKER_HOST is not set");
    setPolicy("container_only");
    const HttpReply begun = m_product->control().post("/api/v1/backends/digits:box/redeploy", "");
    QVERIFY2(begun.status == 202, begun.body.c_str());
    const auto operation = json::parse(begun.body).at("id").get<std::uint64_t>();
    int sent = 0;
    std::string state = "running";
    const auto until = std::chrono::steady_clock::now() + 120s;
    while (state == "running" && std::chrono::steady_clock::now() < until) {
        for (int i = 0; i < 20; ++i, ++sent) {
            const HttpReply reply =
                m_product->ingest().post(kClassify, png(m_digits[static_cast<std::size_t>(sent) % 540], 3));
            QVERIFY2(reply.status == 200, (std::to_string(reply.status) + reply.error + reply.body).c_str());
        }
        state = m_product->ask("operations/" + std::to_string(operation)).value("state", "");
    }
    QCOMPARE(state, std::string("succeeded"));
    std::printf("%d requests during a redeploy, none failed\n", sent);
    QVERIFY(sent > 20);
}

void TestDemo::badInputIsRefusedAndTheGatewayServesOn_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QString post = QStringLiteral("POST");
    const QString infer = QStringLiteral("/v2/models/digits/infer");
    QTest::newRow("unknown application") << post << QStringLiteral("/v2/models/nosuch/infer") << QByteArray("{}")
                                         << 404;
    QTest::newRow("unknown path") << post << QStringLiteral("/nowhere") << QByteArray("{}") << 404;
    QTest::newRow("wrong method") << QStringLiteral("DELETE") << infer << QByteArray() << 405;
    QTest::newRow("bad JSON tensor") << post << infer << QByteArray("{\"inputs\":[{\"name\":\"image\",") << 400;
    QTest::newRow("tensor of the wrong shape")
        << post << infer
        << QByteArray("{\"inputs\":[{\"name\":\"image\",\"shape\":[3],\"datatype\":\"UINT8\",\"data\":[1,2,3]}]}")
        << 400;
    QTest::newRow("truncated image") << post << QStringLiteral("/apps/digits/classify")
                                     << QByteArray::fromStdString(png(testSplit().front(), 9)).left(60) << 400;
}

void TestDemo::badInputIsRefusedAndTheGatewayServesOn()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const HttpReply refused = m_product->ingest().call(method.toStdString(), path.toStdString(), body.toStdString());
    QVERIFY2(refused.status == status, (std::to_string(refused.status) + " " + refused.body).c_str());
    QCOMPARE(header(refused, "content-type"), std::string("application/json"));
    QVERIFY2(!json::parse(refused.body).at("error").get<std::string>().empty(), refused.body.c_str());
    QCOMPARE(labelOf(m_product->ingest().post(kClassify, png(m_digits[0], 2))), m_digits[0].predicted);
}

void TestDemo::nothingInServiceIs503AtOnce()
{
    for (const char* backend : {"web", "burst", "box"})
        act(backend, "drain");
    const HttpReply refused = m_product->ingest().post(kClassify, png(m_digits[0], 2));
    QCOMPARE(refused.status, 503L);
    QVERIFY(!header(refused, "retry-after").empty());
    QVERIFY(json::parse(refused.body).contains("error"));
    std::printf("503 with nothing in service after %.2f ms\n", static_cast<double>(refused.took.count()) / 1000);
    for (const char* backend : {"web", "burst", "box"})
        act(backend, "resume");
    QVERIFY(m_product->waitForBackend("digits:web", "up", 60s));
    QCOMPARE(m_product->ingest().post(kClassify, png(m_digits[0], 2)).status, 200L);
}

void TestDemo::metricsAreThere()
{
    const HttpReply metrics = m_product->control().get("/metrics");
    QCOMPARE(metrics.status, 200L);
    const std::string answered = "straightline_requests_total{application=\"digits\",outcome=\"answered\"} ";
    const auto at = metrics.body.find(answered);
    QVERIFY(at != std::string::npos);
    QVERIFY2(std::stod(metrics.body.substr(at + answered.size())) > 0, metrics.body.substr(at, 200).c_str());
    QVERIFY(!metrics.body.empty() && metrics.body.back() == '\n');
}

void TestDemo::sigtermEndsItCleanly()
{
    // The engine may be the user's own: nothing of ours stays there.
    m_product->control().call("DELETE", "/api/v1/backends/digits:box");
    m_product->terminate();
    QCOMPARE(m_product->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
