// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "managementfixture.h"

using namespace straightline;
using control::ManagementServer;

/// Tests of settings, discovery and calibration over the management API.
class TestManagementTrials : public ManagementFixture
{
    Q_OBJECT

private Q_SLOTS:
    void settingsAreTestedWithoutBeingRegistered();
    void wrongTestsAreRefused_data();
    void wrongTestsAreRefused();
    void discoveryIsAskedForAndRead();
    void calibrationIsAskedForAndRead();
    void wrongCalibrationsAreRefused_data();
    void wrongCalibrationsAreRefused();
};

void TestManagementTrials::settingsAreTestedWithoutBeingRegistered()
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

void TestManagementTrials::wrongTestsAreRefused_data()
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

void TestManagementTrials::wrongTestsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    const HttpReply reply = m_client->request("POST", "/api/v1/tests", body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(says), reply.body.constData());
    QVERIFY(m_engine->operations().empty());
}

void TestManagementTrials::discoveryIsAskedForAndRead()
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

void TestManagementTrials::calibrationIsAskedForAndRead()
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

void TestManagementTrials::wrongCalibrationsAreRefused_data()
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

void TestManagementTrials::wrongCalibrationsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    const HttpReply reply = m_client->request("POST", "/api/v1/applications/digits/calibration", body);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(says), reply.body.constData());
    QVERIFY(m_engine->operations().empty());
}

QTEST_GUILESS_MAIN(TestManagementTrials)
#include "tst_managementtrials.moc"
