// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "managementfixture.h"

using namespace straightline;
using control::ManagementServer;

/// Configuration and actions over the management API.
class TestManagement : public ManagementFixture
{
    Q_OBJECT

private Q_SLOTS:
    void statusAndSnapshot();
    void thresholdsAreReadAndSet();
    void thresholdsThatAreWrongAreRefused_data();
    void thresholdsThatAreWrongAreRefused();
    void policyIsReadAndSet();
    void applicationsLiveAndDie();
    void backendsLiveAndDie();
    void secretsAreNeverSent();
    void actionsAnswerWithAnOperation();
    void redeployTakesOtherSettings();
    void errorsHaveTheirStatus_data();
    void errorsHaveTheirStatus();
    void whatIsNotThere_data();
    void whatIsNotThere();
};

void TestManagement::statusAndSnapshot()
{
    m_engine->engineStatus.troubles = {{TroubleCause::DockerUnreachable, "docker", "Docker: cannot connect",
                                        m_engine->now(), std::chrono::milliseconds(30'000)}};
    m_engine->tick();
    const HttpReply status = m_client->request("GET", "/api/v1/status");
    QCOMPARE(status.status, 200);
    QCOMPARE(status.headers.at("content-type"), QByteArray("application/json"));
    QVERIFY(status.json()["state"] == "serving");
    QVERIFY(status.json()["started"] == "2026-01-01T00:00:00.000Z");
    const Json snapshot = m_client->request("GET", "/api/v1/snapshot").json(); // the same connection
    QVERIFY(snapshot["applications"].size() == 2);
    QVERIFY(snapshot["backends"][1]["id"] == "digits:box");
    QVERIFY(snapshot["backends"][1]["state"] == "up");
    QVERIFY(snapshot["degraded"][0] == "Docker: cannot connect");
    QVERIFY(snapshot["troubles"][0]["cause"] == "docker_unreachable");
    QVERIFY(snapshot["troubles"][0]["subject"] == "docker");
    QVERIFY(snapshot["troubles"][0]["retry_ms"] == 30'000);
    QVERIFY(snapshot["troubles"][0]["since"].get<std::string>().starts_with("2026-01-01T00:00:00"));
    QVERIFY(snapshot["sequence"] == 2);
}

void TestManagement::thresholdsAreReadAndSet()
{
    QCOMPARE(m_client->request("GET", "/api/v1/applications/digits/thresholds").body,
             QByteArray("{\"frequency_hz\":20.0,\"size_bytes\":262144}\n"));
    const HttpReply put = m_client->request("PUT", "/api/v1/applications/digits/thresholds",
                                            R"({"frequency_hz": 25.5, "size_bytes": 131072})",
                                            "Content-Type: application/x-www-form-urlencoded\r\n"); // curl -d
    QCOMPARE(put.status, 200);
    QCOMPARE(put.headers.at("x-straightline-revision"), QByteArray("1"));
    QVERIFY(put.json()["frequency_hz"] == 25.5);
    QVERIFY((m_engine->configuration()->findApplication("digits")->thresholds == Thresholds{25.5, 131'072}));
    QCOMPARE(m_engine->changes.size(), std::size_t{1});
    QCOMPARE(m_engine->changes[0].actor, std::string("api"));
}

void TestManagement::thresholdsThatAreWrongAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* body, const char* part) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(part);
    };
    row("no body", "", "not JSON");
    row("no JSON", "frequency_hz=3", "not JSON");
    row("a list", "[1]", "no JSON object");
    row("half of it", R"({"frequency_hz": 3})", "size_bytes is missing");
    row("unknown key", R"({"frequency_hz": 3, "size_bytes": 4, "sise": 1})", "sise: unknown key");
    row("text for a number", R"({"frequency_hz": "3", "size_bytes": 4})",
        "frequency_hz: \\\"3\\\": allowed is a number");
    row("negative", R"({"frequency_hz": -1, "size_bytes": 4})", "allowed is a number of requests/s, 0");
    row("negative size", R"({"frequency_hz": 1, "size_bytes": -4})", "whole number");
    row("too large", R"({"frequency_hz": 1, "size_bytes": 99999999999999})", "1099511627776");
    row("key twice", R"({"frequency_hz": 1, "frequency_hz": 2, "size_bytes": 4})", "is there twice");
    row("no UTF-8", "{\"frequency_hz\": 1, \"size_bytes\": \"\xff\"}", "not JSON");
}

void TestManagement::thresholdsThatAreWrongAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, part);
    const HttpReply reply = m_client->request("PUT", "/api/v1/applications/digits/thresholds", body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.startsWith("{\"error\":\"") && reply.body.contains(part), reply.body.constData());
    QCOMPARE(m_engine->configuration()->revision, std::uint64_t{0});
}

void TestManagement::policyIsReadAndSet()
{
    QCOMPARE(m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"two_choices"})").status, 200);
    QVERIFY(m_client->request("GET", "/api/v1/applications/digits/policy").json()["policy"] == "two_choices");
    const HttpReply bad = m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"best"})");
    QCOMPARE(bad.status, 400);
    QVERIFY(bad.body.contains("straightline, round_robin"));
}

void TestManagement::applicationsLiveAndDie()
{
    const QByteArray body = R"({"name":"new","frequency_threshold_hz":5,"backends":[
        {"name":"w","tier":"local","kind":"http","url":"http://127.0.0.1:9"}]})";
    const HttpReply made = m_client->request("POST", "/api/v1/applications", body);
    QCOMPARE(made.status, 201);
    QVERIFY(made.json()["number"] > 0);
    QCOMPARE(m_client->request("POST", "/api/v1/applications", body).status, 409);
    QVERIFY(m_client->request("GET", "/api/v1/applications").json().size() == 3);
    // What was read can be written back.
    Json read = m_client->request("GET", "/api/v1/applications/new").json();
    read["queue_limit"] = 7;
    read["isolation"]["panic_percent"] = 0;
    read["isolation"]["repeatable"] = "all";
    read["isolation"]["hedge_after_ms"] = 40;
    read["isolation"]["hedge_percent"] = 5;
    const HttpReply put = m_client->request("PUT", "/api/v1/applications/new", QByteArray::fromStdString(read.dump()));
    QCOMPARE(put.status, 200);
    QCOMPARE(m_engine->configuration()->findApplication("new")->queueLimit, 7U);
    const IsolationSettings isolation = m_engine->configuration()->findApplication("new")->isolation;
    QVERIFY(isolation.panicPercent == 0 && isolation.repeatable == Repeatable::All);
    QVERIFY(isolation.hedgeAfter == std::chrono::milliseconds(40) && isolation.hedgePercent == 5);
    Json wrong = read;
    wrong["isolation"]["repeatable"] = "sometimes";
    const HttpReply refused =
        m_client->request("PUT", "/api/v1/applications/new", QByteArray::fromStdString(wrong.dump()));
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("isolation.repeatable"));
    read["name"] = "renamed";
    QCOMPARE(m_client->request("PUT", "/api/v1/applications/new", QByteArray::fromStdString(read.dump())).status, 400);
    QCOMPARE(m_client->request("PUT", "/api/v1/applications/none", "{}").status, 404);
    QCOMPARE(m_client->request("DELETE", "/api/v1/applications/new").status, 200);
    QCOMPARE(m_client->request("GET", "/api/v1/applications/new").status, 404);
    QCOMPARE(m_client->request("DELETE", "/api/v1/applications/new").status, 404);
}

void TestManagement::backendsLiveAndDie()
{
    const QByteArray body = R"({"application":"digits","name":"two","tier":"local","kind":"http",)"
                            R"("url":"http://127.0.0.1:9002","capacity":3})";
    const HttpReply made = m_client->request("POST", "/api/v1/backends", body);
    QCOMPARE(made.status, 201);
    QVERIFY(made.json()["id"] == "digits:two");
    QVERIFY(made.json()["configuration"]["capacity"] == 3);
    QVERIFY(made.json()["live"].is_null());
    m_engine->tick();
    const Json list = m_client->request("GET", "/api/v1/backends").json();
    QVERIFY(list.size() == 5);
    QVERIFY(list[3]["live"]["state"] == "up");
    Json read = m_client->request("GET", "/api/v1/backends/digits%3Atwo").json()["configuration"];
    read["capacity"] = 9;
    QCOMPARE(m_client->request("PUT", "/api/v1/backends/digits:two", QByteArray::fromStdString(read.dump())).status,
             200);
    QCOMPARE(m_engine->configuration()->findBackend("digits:two")->capacity, 9U);
    const HttpReply vm = m_client->request("POST", "/api/v1/backends",
                                           R"({"application":"digits","name":"v","tier":"local","kind":"vm"})");
    QCOMPARE(vm.status, 400);
    QVERIFY(vm.body.contains("not there yet: allowed is http, container, function"));
    QCOMPARE(m_client->request("DELETE", "/api/v1/backends/digits:two").status, 200);
    QCOMPARE(m_client->request("GET", "/api/v1/backends/digits:two").status, 404);
}

void TestManagement::secretsAreNeverSent()
{
    const QByteArray body = R"({"application":"digits","name":"s","tier":"container","kind":"container","image":"i",)"
                            R"("environment":{"API_KEY":"hunter2","FROM":"${env:HOME}"}})";
    QVERIFY(!m_client->request("POST", "/api/v1/backends", body).body.contains("hunter2"));
    const HttpReply got = m_client->request("GET", "/api/v1/backends/digits:s");
    QVERIFY(got.json()["configuration"]["environment"]["API_KEY"] == "***");
    for (const char* path :
         {"/api/v1/backends", "/api/v1/applications", "/api/v1/applications/digits", "/api/v1/audit"})
        QVERIFY(!m_client->request("GET", path).body.contains("hunter2"));
    const QByteArray back = QByteArray::fromStdString(got.json()["configuration"].dump());
    QCOMPARE(m_client->request("PUT", "/api/v1/backends/digits:s", back).status, 200);
    const auto* settings =
        std::get_if<ContainerSettings>(&m_engine->configuration()->findBackend("digits:s")->settings);
    QCOMPARE(settings->environment[0].second, std::string("hunter2"));
}

void TestManagement::actionsAnswerWithAnOperation()
{
    const HttpReply begun = m_client->request("POST", "/api/v1/backends/digits:box/redeploy");
    QCOMPARE(begun.status, 202);
    QCOMPARE(begun.headers.at("location"), QByteArray("/api/v1/operations/1"));
    QVERIFY(begun.json()["state"] == "running");
    QVERIFY(!std::get<RedeployBackend>(m_engine->actions[0].action).settings.has_value());
    m_engine->advanceOperation(1, OperationState::Running, "waiting for health", 0.5);
    const Json running = m_client->request("GET", "/api/v1/operations/1").json();
    QVERIFY(running["step"] == "waiting for health" && running["progress"] == 0.5 && running["ended"].is_null());
    QVERIFY(m_client->request("DELETE", "/api/v1/operations/1").json()["state"] == "cancelled");
    QCOMPARE(m_client->request("DELETE", "/api/v1/operations/1").status, 409);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:web/drain").status, 202);
    QVERIFY(m_engine->configuration()->findBackend("digits:web")->drained);
    QCOMPARE(m_client->request("DELETE", "/api/v1/backends/digits:web/drain").status, 202);
    QVERIFY(!m_engine->configuration()->findBackend("digits:web")->drained);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:web/resume").status, 202);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:web/redeploy").status, 409); // http: not ours to run
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:none/drain").status, 404);
    QVERIFY(m_client->request("GET", "/api/v1/operations").json().size() == 4);
    QCOMPARE(m_client->request("GET", "/api/v1/operations/77").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/operations/x").status, 404);
}

void TestManagement::redeployTakesOtherSettings()
{
    QCOMPARE(
        m_client->request("POST", "/api/v1/backends/digits:box/redeploy", R"({"image":"new:2","replicas":3})").status,
        202);
    const auto settings = std::get<RedeployBackend>(m_engine->actions[0].action).settings;
    QVERIFY(settings && settings->image == "new:2" && settings->replicas == 3 && settings->containerPort == 8'080);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:box/redeploy", R"({"replicas":0})").status, 400);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:box/redeploy", R"({"capacity":99})").status, 400);
    QCOMPARE(m_client->request("POST", "/api/v1/backends/digits:web/redeploy", R"({"image":"x"})").status, 400);
    QCOMPARE(m_engine->actions.size(), std::size_t{1});
}

void TestManagement::errorsHaveTheirStatus_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    const auto row = [](ErrorCode code, int status) {
        QTest::newRow(std::string(toString(code)).c_str()) << static_cast<int>(code) << status;
    };
    row(ErrorCode::InvalidArgument, 400);
    row(ErrorCode::NotFound, 404);
    row(ErrorCode::AlreadyExists, 409);
    row(ErrorCode::Conflict, 409);
    row(ErrorCode::ReadOnly, 403);
    row(ErrorCode::TooLarge, 413);
    row(ErrorCode::Cancelled, 409);
    row(ErrorCode::Unsupported, 409);
    row(ErrorCode::Unreachable, 503);
    row(ErrorCode::Timeout, 504);
    row(ErrorCode::Overloaded, 503);
    row(ErrorCode::Refused, 502);
    row(ErrorCode::BadReply, 502);
    row(ErrorCode::Storage, 507);
    row(ErrorCode::Internal, 500);
}

void TestManagement::errorsHaveTheirStatus()
{
    QFETCH(int, code);
    QFETCH(int, status);
    m_engine->nextFailure = Error{static_cast<ErrorCode>(code), "it is \"so\""};
    const HttpReply reply = m_client->request("DELETE", "/api/v1/applications/digits");
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.body, QByteArray("{\"error\":\"it is \\\"so\\\"\"}\n"));
}

void TestManagement::whatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("unknown path") << QByteArray("GET") << QByteArray("/api/v1/nothing") << 404 << QByteArray();
    QTest::newRow("root") << QByteArray("GET") << QByteArray("/") << 404 << QByteArray();
    QTest::newRow("slash at the end") << QByteArray("GET") << QByteArray("/api/v1/status/") << 404 << QByteArray();
    QTest::newRow("empty name") << QByteArray("GET") << QByteArray("/api/v1/applications/") << 404 << QByteArray();
    QTest::newRow("encoded slash") << QByteArray("GET") << QByteArray("/api/v1/applications/a%2Fthresholds") << 404
                                   << QByteArray();
    QTest::newRow("dots") << QByteArray("GET") << QByteArray("/api/v1/../../etc/passwd") << 404 << QByteArray();
    QTest::newRow("wrong method") << QByteArray("POST") << QByteArray("/api/v1/status") << 405 << QByteArray("GET");
    QTest::newRow("several methods") << QByteArray("POST") << QByteArray("/api/v1/applications/digits") << 405
                                     << QByteArray("GET, PUT, DELETE");
    QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << QByteArray("/metrics") << 405 << QByteArray("GET");
}

void TestManagement::whatIsNotThere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    HttpReply reply = m_client->request(method, path);
    QCOMPARE(reply.status, status);
    QVERIFY(reply.json().contains("error"));
    QCOMPARE(reply.headers["allow"], allow);
}

QTEST_GUILESS_MAIN(TestManagement)
#include "tst_management.moc"
