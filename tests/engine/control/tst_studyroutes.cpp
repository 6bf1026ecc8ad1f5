// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/control/managementserver.h"
#include "httpclient.h"
#include "tests/support/fakeengine.h"

using namespace straightline;
using control::ManagementServer;

/// What-if questions, sweeps and watches over real HTTP, with the real simulations of an engine in memory behind it.
class TestStudyRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aQuestionIsAnswered();
    void aSweepIsMadeListedAndRead();
    void thatHedgingIsNotSimulatedIsSaid();
    void aWatchAppliesAndEnds();
    void wrongBodiesAreRefused_data();
    void wrongBodiesAreRefused();
    void readOnlyMayAskAndNotApply();
    void otherSitesMayNotAsk();

private:
    const Thresholds& thresholds() const { return m_engine->configuration()->findApplication("digits")->thresholds; }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<ManagementServer> m_server;
    std::unique_ptr<HttpClient> m_client;
};

void TestStudyRoutes::init()
{
    m_engine = std::make_unique<FakeEngine>();
    m_engine->addRequests(400);
    auto server = ManagementServer::open(*m_engine, {.listen = "127.0.0.1:0", .token = {}, .http = {}});
    QVERIFY(server.has_value());
    m_server = std::move(*server);
    m_client = std::make_unique<HttpClient>(m_server->address());
}

void TestStudyRoutes::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestStudyRoutes::aQuestionIsAnswered()
{
    const HttpReply begun = m_client->request(
        "POST", "/api/v1/applications/digits/what-if",
        R"({"thresholds":{"frequency_hz":5,"size_bytes":1000},"policy":"straightline","others":["round_robin"],"most_moves":3,"most_stays":5})");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "what_if");
    const std::string id = std::to_string(begun.json()["id"].get<int>());
    const Json answer = m_client->request("GET", QByteArray::fromStdString("/api/v1/what-if/" + id)).json();
    QVERIFY(answer["enough"] == true);
    QVERIFY(answer["thresholds"]["size_bytes"] == 1'000);
    QVERIFY(answer["recorded"].get<int>() > 200);
    QVERIFY(answer["predicted"]["p95_ms"].is_number());
    QVERIFY(answer["moves"].size() <= 3);
    QVERIFY(answer["stays"].size() <= 5);
    QVERIFY(answer["stays"].empty() == (answer["moved"] == answer["recorded"]));
    QVERIFY(answer["policies"].contains("round_robin"));
    QCOMPARE(answer["models"].size(), std::size_t{3});
    QVERIFY(m_engine->changes.empty());
    QCOMPARE(m_client->request("POST", "/api/v1/applications/digits/what-if").status, 202); // as configured
    QCOMPARE(m_client->request("POST", "/api/v1/applications/nobody/what-if").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/what-if/999").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/what-if/x").status, 404);
}

void TestStudyRoutes::aSweepIsMadeListedAndRead()
{
    QVERIFY(m_client->request("GET", "/api/v1/sweeps").json().empty());
    const HttpReply begun = m_client->request("POST", "/api/v1/applications/digits/sweep",
                                              R"({"goal":"cost","frequency_steps":3,"size_steps":4})");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "sweep");
    const Json list = m_client->request("GET", "/api/v1/sweeps?application=digits").json();
    QCOMPARE(list.size(), std::size_t{1});
    QVERIFY(list[0]["operation"] == begun.json()["id"]);
    QVERIFY(!list[0].contains("p95_ms"));
    const Json sweep = m_client->request("GET", "/api/v1/sweeps/1").json();
    QVERIFY(sweep["goal"] == "cost");
    QCOMPARE(sweep["frequencies_hz"].size(), std::size_t{3});
    QCOMPARE(sweep["p95_ms"].size(), std::size_t{12});
    QVERIFY(!sweep["front"].empty());
    QVERIFY(sweep["advice"]["verdict"] == "unable"); // 0.4 s of requests
    QVERIFY(!sweep["advice"]["reason"].get<std::string>().empty());
    QCOMPARE(m_client->request("GET", "/api/v1/sweeps/2").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/sweeps?application=nobody").status, 404);
    QCOMPARE(m_client->request("POST", "/api/v1/applications/nobody/sweep").status, 404);
}

void TestStudyRoutes::thatHedgingIsNotSimulatedIsSaid()
{
    for (const bool hedges : {false, true}) {
        SiteConfiguration site = *m_engine->configuration();
        site.applications[0].isolation.hedgeAfter = std::chrono::milliseconds(hedges ? 50 : 0);
        m_engine->setSite(site);
        const Json asked = m_client->request("POST", "/api/v1/applications/digits/what-if").json();
        const Json answer =
            m_client->request("GET", "/api/v1/what-if/" + QByteArray::number(asked["id"].get<int>())).json();
        QVERIFY(answer["without_hedging"] == hedges);
        m_client->request("POST", "/api/v1/applications/digits/sweep", R"({"frequency_steps":2,"size_steps":2})");
        const Json list = m_client->request("GET", "/api/v1/sweeps").json();
        QVERIFY(list[0]["without_hedging"] == hedges);
        const QByteArray id = QByteArray::number(list[0]["id"].get<int>());
        QVERIFY(m_client->request("GET", "/api/v1/sweeps/" + id).json()["without_hedging"] == hedges);
    }
    const Json description = m_client->request("GET", "/openapi.json").json();
    for (const char* path : {"/api/v1/what-if/{operation}", "/api/v1/sweeps/{id}"}) {
        const std::string schema =
            description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
                .get<std::string>();
        const Json& said = description["components"]["schemas"][schema.substr(schema.rfind('/') + 1)]["properties"]
                                      ["without_hedging"]["description"];
        QVERIFY2(said.get<std::string>().find("the simulation does not") != std::string::npos, path);
    }
    for (const char* what : {"what-if", "sweep"}) {
        const Json& summary =
            description["paths"]["/api/v1/applications/{name}/" + std::string(what)]["post"]["summary"];
        QVERIFY(summary.get<std::string>().find("hedging is not simulated") != std::string::npos);
    }
}

void TestStudyRoutes::aWatchAppliesAndEnds()
{
    QCOMPARE(m_client->request("POST", "/api/v1/applications/digits/sweep", R"({"size_steps":2})").status, 202);
    const Thresholds before = thresholds();
    const QByteArray path("/api/v1/applications/digits/watch");
    QCOMPARE(m_client->request("DELETE", path).status, 404); // nothing is watched
    QCOMPARE(m_client->request("POST", path, "{}").status, 409);
    const HttpReply begun = m_client->request(
        "POST", path, R"({"thresholds":{"frequency_hz":7,"size_bytes":9000},"roll_back":false,"sweep":1})");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "watch");
    QVERIFY((thresholds() == Thresholds{7.0, 9'000}));
    QCOMPARE(m_engine->changes.size(), std::size_t{1}); // one edit
    const auto& wanted = std::get<WatchThresholds>(m_engine->actions.back().action);
    QVERIFY(wanted.before.thresholds == before && !wanted.rollsBack && wanted.sweep == 1);
    const Json watches = m_client->request("GET", "/api/v1/watches").json();
    QCOMPARE(watches.size(), std::size_t{1});
    QVERIFY(watches[0]["phase"] == "predicting" && watches[0]["rolls_back"] == false);
    QVERIFY(watches[0]["before"]["thresholds"]["frequency_hz"] == before.frequencyHz);
    QVERIFY(m_client->request("GET", "/api/v1/sweeps/1").json()["applied"]["thresholds"]["size_bytes"] == 9'000);
    QCOMPARE(m_client->request("DELETE", path).status, 202);
    QVERIFY(m_client->request("GET", "/api/v1/watches").json()[0]["phase"] == "ended");
    QVERIFY((thresholds() == Thresholds{7.0, 9'000}));
    QCOMPARE(m_client->request("POST", "/api/v1/applications/nobody/watch", R"({"policy":"local_only"})").status, 404);
    QCOMPARE(m_client->request("POST", path, R"({"policy":"local_only"})").status, 202);
}

void TestStudyRoutes::wrongBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* what, const char* body, const char* says) {
        QTest::newRow(name) << QByteArray(what) << QByteArray(body) << QByteArray(says);
    };
    row("no JSON", "what-if", "{", "");
    row("an unknown key", "what-if", R"({"threshold":1})", "threshold: unknown; allowed is");
    row("no thresholds", "what-if", R"({"thresholds":7})", "");
    row("a negative frequency", "what-if", R"({"thresholds":{"frequency_hz":-1,"size_bytes":1}})", "frequency_hz");
    row("a policy of the simulator", "what-if", R"({"policy":"oracle"})", "policy: allowed is straightline");
    row("an unknown other", "what-if", R"({"others":["best"]})", "others: allowed is straightline");
    row("others as text", "what-if", R"({"others":"round_robin"})", "allowed is a list");
    row("too many moves", "what-if", R"({"most_moves":10001})", "most_moves: allowed is 0 … 10000");
    row("too many stays", "what-if", R"({"most_stays":10001})", "most_stays: allowed is 0 … 10000");
    row("a goal without a target", "sweep", R"({"goal":"slo"})", "goal: allowed is p95, failures, cost");
    row("a goal as a number", "sweep", R"({"goal":1})", "goal: allowed is");
    row("too fine a grid", "sweep", R"({"frequency_steps":65})", "frequency_steps: allowed is 2 … 64");
    row("half a step", "sweep", R"({"size_steps":2.5})", "size_steps: allowed is 2 … 64");
    row("a sweep of thresholds", "sweep", R"({"thresholds":{}})", "thresholds: unknown");
    row("roll back as text", "watch", R"({"roll_back":"yes"})", "roll_back: allowed is true or false");
    row("a sweep by name", "watch", R"({"sweep":"last"})", "sweep: allowed is");
    row("an unknown policy", "watch", R"({"policy":"best"})", "policy: allowed is");
}

void TestStudyRoutes::wrongBodiesAreRefused()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    const HttpReply reply = m_client->request("POST", "/api/v1/applications/digits/" + what, body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(says), reply.body.constData());
    QVERIFY(m_engine->actions.empty() && m_engine->changes.empty());
}

void TestStudyRoutes::readOnlyMayAskAndNotApply()
{
    const QByteArray drain =
        QByteArray::number(static_cast<qulonglong>(m_engine->start(DrainBackend{"digits:box"}, {})->id));
    m_engine->engineStatus.readOnly = true;
    m_engine->holdsSweeps = true;
    const HttpReply sweep = m_client->request("POST", "/api/v1/applications/digits/sweep");
    QCOMPARE(sweep.status, 202);
    QCOMPARE(m_client->request("POST", "/api/v1/applications/digits/what-if").status, 202);
    const QByteArray operation = QByteArray::number(sweep.json()["id"].get<int>());
    QCOMPARE(m_client->request("DELETE", "/api/v1/operations/" + operation).status, 202);
    QCOMPARE(m_client->request("GET", "/api/v1/sweeps").json().size(), std::size_t{1}); // what was done
    QCOMPARE(m_client->request("DELETE", "/api/v1/operations/" + drain).status, 403);
    QCOMPARE(m_client->request("POST", "/api/v1/applications/digits/watch", R"({"policy":"local_only"})").status, 403);
    QCOMPARE(m_client->request("DELETE", "/api/v1/applications/digits/watch").status, 403);
    QVERIFY(m_engine->changes.empty());
}

void TestStudyRoutes::otherSitesMayNotAsk()
{
    const HttpReply reply = m_client->request("POST", "/api/v1/applications/digits/sweep", "{}",
                                              "Host: localhost:8081\r\nOrigin: https://evil.example\r\n");
    QCOMPARE(reply.status, 403);
    QVERIFY(m_engine->actions.empty());
}

QTEST_MAIN(TestStudyRoutes)
#include "tst_studyroutes.moc"
