// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fstream>
#include <set>

#include "engine/control/managementserver.h"
#include "engine/control/routes.h"
#include "httpclient.h"
#include "tests/support/fakeengine.h"

using namespace straightline;
using control::ManagementServer;

/// The management API over real HTTP, with an engine in memory behind it.
class TestManagement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void statusAndSnapshot();
    void thresholdsAreReadAndSet();
    void thresholdsThatAreWrongAreRefused_data();
    void thresholdsThatAreWrongAreRefused();
    void policyIsReadAndSet();
    void applicationsLiveAndDie();
    void backendsLiveAndDie();
    void secretsAreNeverSent();
    void actionsAnswerWithAnOperation();
    void settingsAreTestedWithoutBeingRegistered();
    void wrongTestsAreRefused_data();
    void wrongTestsAreRefused();
    void discoveryIsAskedForAndRead();
    void calibrationIsAskedForAndRead();
    void wrongCalibrationsAreRefused_data();
    void wrongCalibrationsAreRefused();
    void recordingsAreStarted();
    void redeployTakesOtherSettings();
    void logsAreTailed();
    void requestsAndReceipts();
    void historyAndAudit();
    void exportAndImport();
    void errorsHaveTheirStatus_data();
    void errorsHaveTheirStatus();
    void whatIsNotThere_data();
    void whatIsNotThere();
    void readOnlyRefusesEveryChange();
    void otherSitesAreKeptOut_data();
    void otherSitesAreKeptOut();
    void aTokenIsAskedFor();
    void aTokenFileIsChecked();
    void aPublicAddressNeedsAToken();
    void hostileRequests_data();
    void hostileRequests();
    void slowAndManyConnections();
    void clientsThatLeave();
    void requestsInPieces();
    void everyPathOfTheDescriptionIsServed();
    void metricsAreClean();
    void gpusAreToldAndCounted();

private:
    void serve(ManagementServer::Settings settings);

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<ManagementServer> m_server;
    std::unique_ptr<HttpClient> m_client;
};

void TestManagement::init()
{
    m_engine = std::make_unique<FakeEngine>();
    serve({});
}

void TestManagement::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestManagement::serve(ManagementServer::Settings settings)
{
    m_client.reset();
    m_server.reset();
    settings.listen = "127.0.0.1:0";
    auto server = ManagementServer::open(*m_engine, settings);
    QVERIFY2(server.has_value(), server ? "" : server.error().detail.c_str());
    m_server = std::move(*server);
    QVERIFY(!m_server->address().ends_with(":0"));
    m_client = std::make_unique<HttpClient>(m_server->address());
}

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

void TestManagement::settingsAreTestedWithoutBeingRegistered()
{
    const SiteConfiguration before = *m_engine->configuration();
    const QByteArray body = R"({"application":"digits","name":"second","tier":"local","kind":"http",)"
                            R"("url":"http://127.0.0.1:9100","sample":{"body":{"inputs":[]},"path":"/x"}})";
    const HttpReply begun = m_client->request("POST", "/api/v1/tests", body);
    QCOMPARE(begun.status, 202);
    QCOMPARE(begun.headers.at("location"), QByteArray("/api/v1/operations/1"));
    QVERIFY(begun.json()["kind"] == "test" && begun.json()["subject"] == "digits:second");
    const auto& wanted = std::get<TryBackend>(m_engine->actions.at(0).action);
    QCOMPARE(wanted.application, std::string("digits"));
    QCOMPARE(std::get<HttpSettings>(wanted.backend.settings).url, std::string("http://127.0.0.1:9100"));
    const SampleRequest sample{"/x", "application/json", R"({"inputs":[]})"};
    QVERIFY(wanted.sample == sample);
    m_engine->setSteps(1, {{"connect", StepState::Failed, std::chrono::microseconds(1'500), "refused"}});
    const Json step = m_client->request("GET", "/api/v1/operations/1").json()["steps"][0];
    QVERIFY(step["name"] == "connect" && step["state"] == "failed" && step["took_ms"] == 1.5);
    QVERIFY(*m_engine->configuration() == before);
    QVERIFY(m_engine->changes.empty());
}

void TestManagement::wrongTestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("says");
    const QByteArray rest = R"("name":"b","tier":"local","kind":"http","url":"http://h")";
    QTest::newRow("no application") << QByteArray("{" + rest + "}") << QByteArray("application is missing");
    QTest::newRow("a bad url") << QByteArray(R"({"application":"a","name":"b","tier":"local","kind":"http","url":"x"})")
                               << QByteArray("http://HOST");
    QTest::newRow("a sample without a body")
        << QByteArray(R"({"application":"a","sample":{},)" + rest + "}") << QByteArray("object with body");
    QTest::newRow("an unknown key in the sample")
        << QByteArray(R"({"application":"a","sample":{"body":"x","verb":"GET"},)" + rest + "}")
        << QByteArray("sample.verb");
    QTest::newRow("a header smuggled into the sample")
        << QByteArray(R"({"application":"a","sample":{"body":"x","content_type":"a\r\nX: y"},)" + rest + "}")
        << QByteArray("on one line");
}

void TestManagement::wrongTestsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    const HttpReply reply = m_client->request("POST", "/api/v1/tests", body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(says), reply.body.constData());
    QVERIFY(m_engine->operations().empty());
}

void TestManagement::discoveryIsAskedForAndRead()
{
    QVERIFY(m_client->request("GET", "/api/v1/discovery").json()["taken"].is_null());
    const HttpReply begun = m_client->request("POST", "/api/v1/discovery");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "discover");
    DiscoveredBackend found;
    found.source = DiscoveredBackend::Source::Container;
    found.name = "tiny";
    found.address = "127.0.0.1";
    found.port = 32'768;
    found.url = "http://127.0.0.1:32768";
    found.image = "tiny:1";
    found.containerPort = 8'080;
    found.speaksProtocol = found.isReady = true;
    found.healthPath = "/v2/health/ready";
    m_engine->discovered = {m_engine->now(), {found}, {"Docker: slow"}};
    const Json discovery = m_client->request("GET", "/api/v1/discovery").json();
    QVERIFY(discovery["taken"].get<std::string>().starts_with("2026-01-01T"));
    QVERIFY(discovery["problems"][0] == "Docker: slow");
    const Json& one = discovery["found"][0];
    QVERIFY(one["source"] == "container" && one["image"] == "tiny:1" && one["container_port"] == 8'080);
    QVERIFY(one["url"] == "http://127.0.0.1:32768" && one["ready"] == true && one["backend"].is_null());
}

void TestManagement::calibrationIsAskedForAndRead()
{
    const Json none = m_client->request("GET", "/api/v1/applications/digits/calibration").json();
    QVERIFY(none["operation"].is_null() && none["taken"].is_null() && none["points"].empty());
    const HttpReply begun = m_client->request(
        "POST", "/api/v1/applications/digits/calibration",
        R"({"consent":true,"most_per_second":80,"step_ms":2000,"sample":{"body":"x","content_type":"image/png"}})");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "calibration");
    const auto& wanted = std::get<CalibrateApplication>(m_engine->actions.at(0).action);
    QCOMPARE(wanted.application, std::string("digits"));
    QVERIFY(wanted.consent);
    QCOMPARE(wanted.limits.mostPerSecond, 80.0);
    QVERIFY(wanted.limits.step == std::chrono::milliseconds(2'000));
    QCOMPARE(wanted.limits.mostRequests, CalibrationLimits().mostRequests);
    QCOMPARE(wanted.sample->contentType, std::string("image/png"));
    CalibrationResult found;
    found.operation = 1;
    found.taken = m_engine->now();
    found.complete = true;
    CalibrationPoint& point = found.points.emplace_back();
    point.tier = Tier::Serverless;
    point.p95Ms = 33.5;
    found.frequency = {.value = 25.0, .why = "at 25 requests/s it fails"};
    found.size = {.value = {}, .why = "not locatable: no container"};
    m_engine->calibrations["digits"] = found;
    const Json read = m_client->request("GET", "/api/v1/applications/digits/calibration").json();
    QVERIFY(read["frequency_hz"] == 25.0 && read["size_bytes"].is_null() && read["complete"] == true);
    QVERIFY(read["size_why"] == "not locatable: no container");
    QVERIFY(read["points"][0]["tier"] == "serverless" && read["points"][0]["p95_ms"] == 33.5);
    QVERIFY(read["taken"].get<std::string>().starts_with("2026-01-01T"));
    QCOMPARE(m_client->request("GET", "/api/v1/applications/nobody/calibration").status, 404);
}

void TestManagement::wrongCalibrationsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no consent") << QByteArray("{}") << QByteArray("consent is needed");
    QTest::newRow("consent as a text") << QByteArray(R"({"consent":"yes"})") << QByteArray("allowed is true or false");
    QTest::newRow("an unknown key") << QByteArray(R"({"consent":true,"rate":5})")
                                    << QByteArray("rate: unknown; allowed are consent, sample, least_per_second");
    QTest::newRow("too much") << QByteArray(R"({"consent":true,"most_per_second":1e9})")
                              << QByteArray("most_per_second = 1000000000.0: allowed is a number 0.1");
    QTest::newRow("part of a request") << QByteArray(R"({"consent":true,"most_requests":99.5})")
                                       << QByteArray("most_requests = 99.5: allowed is a whole number 50");
    QTest::newRow("limits that do not fit each other")
        << QByteArray(R"({"consent":true,"least_bytes":100,"most_bytes":10})")
        << QByteArray("most_bytes = 10: allowed is from least_bytes = 100 on");
    QTest::newRow("a sample without a body")
        << QByteArray(R"({"consent":true,"sample":{}})") << QByteArray("object with body");
}

void TestManagement::wrongCalibrationsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    const HttpReply reply = m_client->request("POST", "/api/v1/applications/digits/calibration", body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(says), reply.body.constData());
    QVERIFY(m_engine->operations().empty());
}

void TestManagement::recordingsAreStarted()
{
    const auto begun = m_client->request("POST", "/api/v1/recordings?application=digits");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "recording");
    const auto& wanted = std::get<ExportRecording>(m_engine->actions[0].action);
    QCOMPARE(wanted.application, std::string("digits"));
    QVERIFY(wanted.path.empty()); // where it lies is not the client's to say
    QCOMPARE(m_client->request("POST", "/api/v1/recordings").status, 202);
    QCOMPARE(m_client->request("POST", "/api/v1/recordings?application=nobody").status, 404);
    QCOMPARE(m_client->request("POST", "/api/v1/recordings?path=/etc/x").status, 400);
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

void TestManagement::logsAreTailed()
{
    m_engine->logLines["digits:box"] = {{"one", "two", "three"}, "straightline-digits-box-1"};
    const Json logs = m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=2").json();
    QVERIFY((logs["lines"] == Json{"two", "three"}));
    QVERIFY(logs["source"] == "straightline-digits-box-1");
    QVERIFY(logs["complete"] == true);
    m_engine->logReads = 2;
    const auto isComplete = [this] {
        return m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=9000").json()["complete"] == true;
    };
    QVERIFY(!isComplete()); // more are being read
    QVERIFY(isComplete());
    QCOMPARE(m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=0").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/backends/digits:nix/logs").status, 404);
}

void TestManagement::requestsAndReceipts()
{
    m_engine->addRequests(50);
    const Json rows = m_client->request("GET", "/api/v1/requests?limit=5").json();
    QVERIFY(rows.size() == 5 && rows[0]["id"] == 50 && rows[4]["id"] == 46);
    m_client->request("GET", "/api/v1/requests?limit=3&application=digits&backend=box&before=40&after=2&failures=true");
    const RequestQuery& asked = m_engine->requestQueries.back();
    QVERIFY(asked.limit == 3 && asked.application == "digits" && asked.backend == "box" && asked.beforeId == 40
            && asked.afterId == 2 && asked.failuresOnly);
    const Json receipt = m_client->request("GET", "/api/v1/requests/request-4").json();
    QVERIFY(receipt["decision"]["reason"] == "burst_of_small");
    QVERIFY(receipt["decision"]["candidates"][0]["backend"] == "digits:burst");
    QVERIFY(receipt["attempt_list"][0]["outcome"] == "ok");
    QVERIFY(receipt["sentence"].is_string());
    QCOMPARE(m_client->request("GET", "/api/v1/requests/none").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?limit=0").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?limit=1e3").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?failures=yes").status, 400);
    const HttpReply unknown = m_client->request("GET", "/api/v1/requests?limti=3");
    QCOMPARE(unknown.status, 400);
    QVERIFY(unknown.body.contains("unknown parameter limti: allowed is limit, application"));
}

void TestManagement::historyAndAudit()
{
    const Json history =
        m_client->request("GET", "/api/v1/history?application=digits&from=1767225600&to=1767225660").json();
    QVERIFY(history["step"] == "second" && history["rows"].size() == 60);
    m_client->request("GET", "/api/v1/history");
    const HistoryQuery& asked = m_engine->historyQueries.back();
    QVERIFY(asked.to - asked.from == std::chrono::minutes(5) && asked.to > m_engine->now());
    QCOMPARE(m_client->request("GET", "/api/v1/history?from=10&to=5").status, 400);
    m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"local_only"})");
    const Json audit = m_client->request("GET", "/api/v1/audit?limit=1").json();
    QVERIFY(audit.size() == 1 && audit[0]["action"] == "put_policy" && audit[0]["actor"] == "api");
    m_engine->raiseEvent(Severity::Warning, "digits:box", "went down");
    QVERIFY(m_client->request("GET", "/api/v1/events").json()[0]["text"] == "went down");
}

void TestManagement::exportAndImport()
{
    const HttpReply exported = m_client->request("GET", "/api/v1/export");
    QCOMPARE(exported.headers.at("content-type"), QByteArray("application/toml"));
    QCOMPARE(exported.body, QByteArray("# site\n"));
    const HttpReply imported = m_client->request("POST", "/api/v1/import", "# other\n");
    QCOMPARE(imported.status, 200);
    QVERIFY(imported.json()["revision"] == 1);
    QCOMPARE(m_engine->imports.at(0), std::string("# other\n"));
    m_engine->nextFailure = Error{ErrorCode::InvalidArgument, "import:3:1: gatway: unknown key"};
    const HttpReply refused = m_client->request("POST", "/api/v1/import", "x");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.json()["error"] == "import:3:1: gatway: unknown key");
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

void TestManagement::readOnlyRefusesEveryChange()
{
    m_engine->engineStatus.readOnly = true;
    for (const control::Route& route : control::routes()) {
        if (!route.changes)
            continue;
        QByteArray path(route.path);
        path.replace("{name}", "digits").replace("{id}", "digits:box");
        const HttpReply reply = m_client->request(route.method, path, "{}");
        QCOMPARE(reply.status, 403);
        QVERIFY(reply.body.contains("read-only"));
    }
    QVERIFY(m_engine->changes.empty() && m_engine->actions.empty() && m_engine->imports.empty());
    QCOMPARE(m_client->request("GET", "/api/v1/status").status, 200);
}

void TestManagement::otherSitesAreKeptOut_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("get");
    QTest::addColumn<int>("put");
    const auto row = [](const char* name, const char* headers, int get, int put) {
        QTest::newRow(name) << QByteArray(headers) << get << put;
    };
    row("a tool", "", 200, 200);
    row("localhost", "Host: localhost:8081\r\n", 200, 200);
    row("IPv6", "Host: [::1]:8081\r\n", 200, 200);
    row("a name of another site (DNS rebinding)", "Host: evil.example\r\n", 403, 403);
    row("a name that looks local", "Host: 127.0.0.1.evil.example\r\n", 403, 403);
    row("localhost in another domain", "Host: localhost.evil.example\r\n", 403, 403);
    row("a page of ours", "Host: localhost:8081\r\nOrigin: http://localhost:8081\r\n", 200, 200);
    row("a page of another site", "Host: localhost:8081\r\nOrigin: https://evil.example\r\n", 200, 403);
    row("a page of another port", "Host: localhost:8081\r\nOrigin: http://localhost:3000\r\n", 200, 403);
    row("a page without an origin", "Host: localhost:8081\r\nOrigin: null\r\n", 200, 403);
}

void TestManagement::otherSitesAreKeptOut()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, get);
    QFETCH(int, put);
    const HttpReply read = m_client->request("GET", "/api/v1/applications/digits/policy", {}, headers);
    QCOMPARE(read.status, get);
    QVERIFY(read.headers.find("access-control-allow-origin") == read.headers.end());
    QCOMPARE(
        m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"local_only"})", headers).status,
        put);
    QCOMPARE(m_engine->changes.size(), std::size_t{put == 200 ? 1U : 0U});
}

void TestManagement::aTokenIsAskedFor()
{
    ManagementServer::Settings settings;
    settings.token = "0123456789abcdef";
    serve(settings);
    for (const char* path : {"/api/v1/status", "/metrics", "/openapi.json", "/nothing"}) {
        const HttpReply none = m_client->request("GET", path);
        QCOMPARE(none.status, 401);
        QCOMPARE(none.headers.at("www-authenticate"), QByteArray("Bearer"));
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdeX\r\n").status, 401);
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdef0\r\n").status, 401);
        QCOMPARE(m_client->request("GET", path, {}, "Authorization: Bearer \r\n").status, 401);
        QVERIFY(m_client->request("GET", path, {}, "Authorization: Bearer 0123456789abcdef\r\n").status != 401);
    }
    QCOMPARE(m_client
                 ->request("GET", "/api/v1/status", {},
                           "Host: management.example\r\nAuthorization: Bearer 0123456789abcdef\r\n")
                 .status,
             200);
}

void TestManagement::aTokenFileIsChecked()
{
    namespace fs = std::filesystem;
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "token";
    const auto write = [&](const std::string& text, fs::perms mode) {
        std::ofstream(file) << text;
        fs::permissions(file, mode);
    };
    const fs::perms ours = fs::perms::owner_read | fs::perms::owner_write;
    QVERIFY(!control::readToken(file).has_value());
    write("0123456789abcdef\n", ours);
    QCOMPARE(control::readToken(file).value(), std::string("0123456789abcdef"));
    write("0123456789abcdef\n", ours | fs::perms::others_read);
    QVERIFY(control::readToken(file).error().detail.find("0600") != std::string::npos);
    write("short\n", ours);
    QVERIFY(!control::readToken(file).has_value());
    write("0123456789 abcdef\n", ours);
    QVERIFY(!control::readToken(file).has_value());
}

void TestManagement::aPublicAddressNeedsAToken()
{
    ManagementServer::Settings settings;
    settings.listen = "0.0.0.0:0";
    const auto server = ManagementServer::open(*m_engine, settings);
    QVERIFY(!server.has_value());
    QVERIFY(server.error().code == ErrorCode::InvalidArgument);
    settings.token = "0123456789abcdef";
    QVERIFY(ManagementServer::open(*m_engine, settings).has_value());
    settings.listen = m_server->address(); // taken
    QVERIFY(ManagementServer::open(*m_engine, settings).error().code == ErrorCode::Unreachable);
    settings.listen = "localhost:port";
    QVERIFY(!ManagementServer::open(*m_engine, settings).has_value());
}

void TestManagement::hostileRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0 = closed without an answer
    const QByteArray put = "PUT /api/v1/applications/digits/policy HTTP/1.1\r\nHost: localhost\r\n";
    QTest::newRow("two gigabytes announced") << put + "Content-Length: 2147483648\r\n\r\n" << 413;
    QTest::newRow("one byte over the limit") << put + "Content-Length: 1048577\r\n\r\n" << 413;
    QTest::newRow("conflicting lengths") << put + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" << 400;
    QTest::newRow("negative length") << put + "Content-Length: -5\r\n\r\n" << 400;
    QTest::newRow("smuggling") << put + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" << 411;
    QTest::newRow("no Host") << QByteArray("GET /api/v1/status HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("a header bomb") << put + QByteArray("X: y\r\n").repeated(200) + "\r\n" << 431;
    QTest::newRow("an endless header") << put + "X: " + QByteArray(100'000, 'x') << 431;
    QTest::newRow("no HTTP") << QByteArray("hello\r\nHost: localhost\r\n\r\n") << 0;
    QTest::newRow("a TLS hello") << QByteArray::fromHex("160301020001000001fc0303") + QByteArray("\r\n\r\n") << 400;
}

void TestManagement::hostileRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const HttpReply reply = m_client->send(bytes);
    QCOMPARE(reply.status, status);
    QVERIFY(m_client->waitForEnd());
    QCOMPARE(HttpClient(m_server->address()).request("GET", "/api/v1/status").status, 200);
    QVERIFY(m_engine->changes.empty());
}

void TestManagement::slowAndManyConnections()
{
    ManagementServer::Settings settings;
    settings.http.connections = 2;
    settings.http.request = std::chrono::milliseconds(50);
    settings.http.idle = std::chrono::seconds(30);
    serve(settings);
    QVERIFY(m_client->connectNow());
    m_client->socket().write("GET /api/v1/status HTTP/1.1\r\nHo");
    QVERIFY(m_client->waitForEnd()); // half a head, then nothing
    HttpClient first(m_server->address());
    HttpClient second(m_server->address());
    HttpClient third(m_server->address());
    QCOMPARE(first.request("GET", "/api/v1/status").status, 200);
    QCOMPARE(second.request("GET", "/api/v1/status").status, 200);
    QCOMPARE(third.request("GET", "/api/v1/status").status, 0);
    first.socket().disconnectFromHost();
    QTRY_COMPARE(HttpClient(m_server->address()).request("GET", "/api/v1/status").status, 200);
    QCOMPARE(second.request("GET", "/api/v1/status").status, 200);
}

void TestManagement::clientsThatLeave()
{
    for (int i = 0; i < 200; ++i) {
        HttpClient client(m_server->address());
        QVERIFY(client.connectNow());
        const QByteArray whole = "GET /api/v1/snapshot HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client.socket().write(whole.left(i % 3 == 0 ? whole.size() : i % whole.size()));
        client.socket().flush();
        client.socket().abort();
    }
    QCOMPARE(m_client->request("GET", "/api/v1/status").status, 200);
}

void TestManagement::requestsInPieces()
{
    // One connection, requests cut anywhere, bodies up to the limit: each arrives whole and is answered once.
    for (const int size : {1, 70'000, 1'048'576}) {
        const QByteArray body = "# " + QByteArray(size, 'x').mid(2);
        QByteArray whole = "POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        if (m_client->socket().state() != QAbstractSocket::ConnectedState)
            QVERIFY(m_client->connectNow());
        const std::size_t before = m_engine->imports.size();
        for (const int piece : {10, 50, 20, 1, 30'000}) {
            m_client->socket().write(whole.left(piece));
            whole.remove(0, piece);
            QVERIFY(QTest::qWaitFor([&] { return m_client->socket().bytesToWrite() == 0; }));
            QTest::qWait(1); // lets the server see this piece alone
        }
        QCOMPARE(m_client->send(whole).status, 200);
        QCOMPARE(m_engine->imports.size(), before + 1);
        QCOMPARE(m_engine->imports.back(), body.toStdString());
    }
}

void TestManagement::everyPathOfTheDescriptionIsServed()
{
    const Json description = m_client->request("GET", "/openapi.json").json();
    QVERIFY(description["openapi"] == "3.0.3");
    std::set<std::string> described;
    std::set<std::string> ids;
    for (const auto& [path, methods] : description["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            described.insert(QByteArray::fromStdString(method).toUpper().toStdString() + " " + path);
            QVERIFY2(ids.insert(operation["operationId"].get<std::string>()).second, path.c_str());
        }
    }
    std::set<std::string> served;
    for (const control::Route& route : control::routes())
        served.insert(std::string(route.method) + " " + route.path);
    QVERIFY(described == served);
    QCOMPARE(served.size(), control::routes().size());

    // Every reference leads somewhere.
    const std::string text = description.dump();
    const std::string mark = "#/components/schemas/";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const std::string name = text.substr(at + mark.size(), text.find('"', at) - at - mark.size());
        QVERIFY2(description["components"]["schemas"].contains(name), name.c_str());
    }

    // Every path is really called: good answers have the described status and keys, other methods are 405.
    const std::map<std::string, QByteArray> bodies{
        {"PUT /api/v1/applications/{name}/thresholds", R"({"frequency_hz":1,"size_bytes":2})"},
        {"PUT /api/v1/applications/{name}/policy", R"({"policy":"local_only"})"},
        {"PUT /api/v1/applications/{name}", "{}"},
        {"POST /api/v1/applications/{name}/calibration", R"({"consent":true})"},
        {"POST /api/v1/applications/{name}/sweep", R"({"frequency_steps":2,"size_steps":2})"},
        {"POST /api/v1/applications/{name}/watch", R"({"policy":"local_only"})"},
        {"PUT /api/v1/settings", R"({"gateway":{"threads":3},"retention":{}})"},
        {"POST /api/v1/applications", R"({"name":"more"})"},
        {"POST /api/v1/backends",
         R"({"application":"digits","name":"b","tier":"local","kind":"http","url":"http://h"})"},
        {"POST /api/v1/tests", R"({"application":"digits","name":"b","tier":"local","kind":"http","url":"http://h"})"},
        {"PUT /api/v1/backends/{id}", R"({"tier":"container","kind":"container","image":"i"})"},
        {"POST /api/v1/import", "# site\n"}};
    for (const control::Route& route : control::routes()) {
        FakeEngine engine;
        engine.addRequests(300);
        QVERIFY(engine.start(DrainBackend{"digits:box"}, {}).has_value());
        QVERIFY(engine.start(AskWhatIf{{.application = "digits"}}, {}).has_value());
        QVERIFY(engine.start(SweepThresholds{.application = "digits", .frequencySteps = 2, .sizeSteps = 2}, {})
                    .has_value());
        const ApplicationConfiguration& digits = *engine.configuration()->findApplication("digits");
        QVERIFY(
            engine
                .start(
                    WatchThresholds{.application = "digits", .before = {}, .tried = {digits.thresholds, digits.policy}},
                    {})
                .has_value());
        const auto server = ManagementServer::open(engine, {.listen = "127.0.0.1:0", .token = {}, .http = {}}).value();
        HttpClient client(server->address());
        const QByteArray path = QByteArray(route.path)
                                    .replace("{name}", "digits")
                                    .replace("backends/{id}", "backends/digits:box")
                                    .replace("{operation}", "2")
                                    .replace("{id}", "1");
        const std::string key = std::string(route.method) + " " + route.path;
        const auto body = bodies.find(key);
        const HttpReply reply = client.request(route.method, path, body == bodies.end() ? QByteArray() : body->second);
        QVERIFY2(reply.status == route.success, (key + ": " + reply.body.toStdString()).c_str());
        const std::string schema = route.answerSchema;
        if (description["components"]["schemas"].contains(schema)) {
            const Json& wanted = description["components"]["schemas"][schema];
            const Json answer = reply.json();
            QVERIFY2(wanted["type"] == (answer.is_array() ? "array" : "object"), key.c_str());
            for (const Json& required : wanted.value("required", Json::array()))
                QVERIFY2(answer.contains(required.get<std::string>()), key.c_str());
            if (wanted.contains("properties")) {
                for (const auto& [name, value] : answer.items())
                    QVERIFY2(wanted["properties"].contains(name), (key + ": " + name).c_str());
            }
        }
        for (const char* method : {"GET", "PUT", "POST", "DELETE", "PATCH"}) {
            if (!served.contains(std::string(method) + " " + route.path))
                QCOMPARE(client.request(method, path).status, 405);
        }
    }
}

void TestManagement::metricsAreClean()
{
    SiteConfiguration site = *m_engine->configuration();
    m_engine->setSite(site);
    m_engine->tick();
    const HttpReply reply = m_client->request("GET", "/metrics");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.at("content-type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY(reply.body.endsWith('\n'));
    QVERIFY(reply.body.contains("straightline_limit_hits_total{limit=\"upload_rate\"} 0\n"));
    QVERIFY(reply.body.contains("straightline_threshold_frequency_hertz{application=\"digits\"} 20\n"));
    QVERIFY(reply.body.contains("straightline_requests_total{application=\"digits\",outcome=\"answered\"} 20\n"));
    QVERIFY(reply.body.contains("straightline_request_duration_seconds_bucket{application=\"digits\",backend=\"box\","
                                "tier=\"container\",kind=\"container\",le=\"0.025\"} 6\n"));

    // Buckets ascend to the count.
    std::map<QByteArray, qlonglong> last;
    int buckets = 0;
    for (const QByteArray& line : reply.body.split('\n')) {
        const qsizetype le = line.indexOf(",le=\"");
        if (le >= 0) {
            const QByteArray series = QByteArray(line.left(le)).replace("_bucket", "_count") + "}";
            const qlonglong value = line.mid(line.lastIndexOf(' ') + 1).toLongLong();
            QVERIFY2(value >= last[series], line.constData());
            last[series] = value;
            ++buckets;
        }
    }
    QVERIFY(buckets > 50);
    for (const auto& [series, value] : last)
        QVERIFY2(reply.body.contains(series + " " + QByteArray::number(value) + "\n"), series.constData());

    const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (promtool.isEmpty())
        QSKIP("promtool is not installed (package prometheus)");
    QProcess process;
    process.start(promtool, {QStringLiteral("check"), QStringLiteral("metrics")});
    QVERIFY(process.waitForStarted());
    process.write(reply.body);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray said = process.readAllStandardError() + process.readAllStandardOutput();
    QVERIFY2(process.exitCode() == 0 && said.isEmpty(), said.constData());
}

void TestManagement::gpusAreToldAndCounted()
{
    m_engine->tick();
    const Json none = m_client->request("GET", "/api/v1/gpus").json();
    QVERIFY(none["gpus"].empty() && none["taken"].is_null() && none["not_available"] == "not asked yet");
    QVERIFY(!m_client->request("GET", "/metrics").body.contains("_gpu_"));
    Snapshot snapshot = *m_engine->snapshot();
    snapshot.gpus.problem.clear();
    snapshot.gpus.taken = m_engine->now();
    GpuStatus whole;
    whole.name = "NVIDIA Test";
    whole.utilizationPercent = 37;
    whole.memory = GpuMemory{.usedBytes = 5, .totalBytes = 16};
    whole.powerWatts = 71.5;
    whole.temperatureCelsius = 64;
    GpuStatus parted;
    parted.index = 1;
    parted.name = "NVIDIA MIG";
    parted.isMig = true;
    parted.instances.push_back({.index = 3, .uuid = "MIG-7", .memory = GpuMemory{.usedBytes = 2, .totalBytes = 10}});
    snapshot.gpus.gpus = {whole, parted};
    m_engine->setSnapshot(snapshot);
    const Json told = m_client->request("GET", "/api/v1/gpus").json();
    QVERIFY(told["not_available"].is_null() && told["taken"].get<std::string>().starts_with("2026-01-01T"));
    const Json& first = told["gpus"][0];
    QVERIFY(first["name"] == "NVIDIA Test" && first["utilization_percent"] == 37 && first["memory_used_bytes"] == 5);
    QVERIFY(first["power_watts"] == 71.5 && first["temperature_celsius"] == 64 && first["mig"] == false);
    const Json& second = told["gpus"][1];
    QVERIFY(second["utilization_percent"].is_null() && second["memory_total_bytes"].is_null());
    QVERIFY(second["instances"][0]["uuid"] == "MIG-7" && second["instances"][0]["memory_total_bytes"] == 10);
    const QByteArray metrics = m_client->request("GET", "/metrics").body;
    QVERIFY(metrics.contains("straightline_gpu_utilization_ratio{gpu=\"0\",name=\"NVIDIA Test\"} 0.37\n"));
    QVERIFY(metrics.contains("straightline_gpu_power_watts{gpu=\"0\",name=\"NVIDIA Test\"} 71.5\n"));
    QVERIFY(metrics.contains("straightline_gpu_memory_used_bytes{gpu=\"1\",name=\"NVIDIA MIG\",instance=\"3\"} 2\n"));
    QVERIFY(!metrics.contains("straightline_gpu_utilization_ratio{gpu=\"1\""));
}

QTEST_GUILESS_MAIN(TestManagement)
#include "tst_management.moc"
