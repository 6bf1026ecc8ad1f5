// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "engine/control/routes.h"
#include "managementfixture.h"

using namespace straightline;
using control::ManagementServer;

/// The description of the management API against what is served, and the metrics.
class TestManagementDescription : public ManagementFixture
{
    Q_OBJECT

private Q_SLOTS:
    void everyPathOfTheDescriptionIsServed();
    void metricsAreClean();
    void gpusAreToldAndCounted();
};

void TestManagementDescription::everyPathOfTheDescriptionIsServed()
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

void TestManagementDescription::metricsAreClean()
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

void TestManagementDescription::gpusAreToldAndCounted()
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

QTEST_GUILESS_MAIN(TestManagementDescription)
#include "tst_managementdescription.moc"
