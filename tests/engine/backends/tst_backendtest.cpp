// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/backends/registry.h"
#include "engine/backends/sampleinference.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/fakedocker.h"
#include "tests/support/testbackend.h"
#include "tests/support/testtls.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

constexpr int kLong = 30'000; ///< ms; a bound, never waited for when all is well

const char* const kMetadata = R"({"name":"digits","inputs":[{"name":"image","datatype":"FP32","shape":[-1,3]}]})";

/// A model server: metadata, readiness and an inference that checks what it gets.
void serveModel(const ScriptedRequest& request, const ScriptedPeer& peer)
{
    if (request.target == "/base/v2/models/digits")
        return peer.reply(200, kMetadata);
    if (request.target == "/base/v2/health/ready")
        return peer.reply(200, "");
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    const bool good = request.target == "/base/v2/models/digits/infer" && body.is_object()
                      && body["inputs"][0]["data"] == nlohmann::json({0.0, 0.0, 0.0});
    peer.reply(good ? 200 : 400, good ? R"({"outputs":[]})" : R"({"error":"wrong shape"})");
}

std::vector<std::string> statesOf(const Operation& operation)
{
    std::vector<std::string> states;
    for (const OperationStep& step : operation.steps)
        states.push_back(step.name + ' ' + std::string(toString(step.state)));
    return states;
}

} // namespace

/// Tests of settings: of a server somewhere, and of a container that nobody owns.
class TestBackendTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeDocker> m_docker;
    std::unique_ptr<Registry> m_registry;
    SystemClock m_clock;

    static TryBackend httpTest(const std::string& url)
    {
        TryBackend wanted;
        wanted.application = "digits";
        wanted.backend.name = "web";
        wanted.backend.connectTimeout = 500ms;
        wanted.backend.readTimeout = 500ms;
        wanted.backend.health.timeout = 500ms;
        wanted.backend.settings = HttpSettings{.url = url};
        return wanted;
    }

    static TryBackend containerTest(const std::string& image)
    {
        TryBackend wanted = httpTest({});
        ContainerSettings settings;
        settings.image = image;
        settings.startTimeout = 400ms;
        settings.environment = {{"A", "1"}};
        wanted.backend.settings = settings;
        return wanted;
    }

    Operation operation(std::uint64_t id) { return m_registry->operations().find(id).value_or(Operation()); }

    Operation ended(const TryBackend& wanted)
    {
        const auto begun = m_registry->start(wanted, Actor{"test"});
        if (!begun)
            qFatal("%s", begun.error().detail.c_str());
        (void)QTest::qWaitFor([&] { return operation(begun->id).state != OperationState::Running; }, kLong);
        return operation(begun->id);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const std::string socket = m_folder->filePath(QStringLiteral("d.sock")).toStdString();
        m_docker = std::make_unique<FakeDocker>(socket);
        m_docker->images = {"tiny:1", "tiny:bad", "tiny:exit"};
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[](std::uint32_t) { return 0U; }, "site1", "unix://" + socket}, m_clock);
    }
    void cleanup()
    {
        m_registry.reset();
        m_docker.reset();
    }

    void everyStepOfAServerIsTimed()
    {
        ScriptedServer server(serveModel);
        const TryBackend wanted = httpTest("http://localhost:" + std::to_string(server.port()) + "/base");
        const Operation test = ended(wanted);
        QCOMPARE(test.state, OperationState::Succeeded);
        QCOMPARE(test.kind, "test");
        QCOMPARE(test.subject, "digits:web");
        QCOMPARE(statesOf(test), (std::vector<std::string>{"dns succeeded", "connect succeeded", "health succeeded",
                                                           "inference succeeded"}));
        for (const OperationStep& step : test.steps)
            QVERIFY2(step.took > 0us, step.name.c_str());
        QVERIFY2(test.step.starts_with("it answers an inference in "), test.step.c_str());
        QVERIFY(m_registry->statuses().empty()); // nothing was registered
    }

    void aSampleIsSentAsGiven()
    {
        ScriptedServer server([](const ScriptedRequest&, const ScriptedPeer& peer) { peer.reply(200, "fine"); });
        TryBackend wanted = httpTest(server.url());
        wanted.backend.health.path.clear();
        wanted.sample = SampleRequest{"/classify", "image/png", "pixels"};
        const Operation test = ended(wanted);
        QCOMPARE(statesOf(test), (std::vector<std::string>{"dns succeeded", "connect succeeded", "health skipped",
                                                           "inference succeeded"}));
        QCOMPARE(server.requests.size(), 1u);
        QCOMPARE(server.requests[0].target, "/classify");
        QCOMPARE(server.requests[0].headers.at("content-type"), "image/png");
        QCOMPARE(server.requests[0].body, "pixels");
    }

    void theFirstFailureIsNamed_data()
    {
        QTest::addColumn<QByteArray>("url"); ///< PORT = of the server
        QTest::addColumn<int>("status");     ///< it answers; 0 = never
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const char* url, int status, const char* step, const char* why) {
            QTest::newRow(name) << QByteArray(url) << status << QByteArray(step) << QByteArray(why);
        };
        row("no such name", "http://no.such.name.invalid:1", 200, "dns", "no.such.name.invalid");
        row("nobody listens", "http://127.0.0.1:1", 200, "connect", "127.0.0.1 port 1: Connection refused");
        row("silent", "http://127.0.0.1:PORT", 0, "health", "no answer in 500 ms");
        row("unhealthy", "http://127.0.0.1:PORT", 503, "health", "503 in ");
        row("silent where TLS is expected", "https://127.0.0.1:PORT", 200, "tls", "no answer in 500 ms");
    }
    void theFirstFailureIsNamed()
    {
        QFETCH(QByteArray, url);
        QFETCH(int, status);
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, why);
        std::vector<ScriptedPeer> silent;
        ScriptedServer server([&](const ScriptedRequest&, const ScriptedPeer& peer) {
            silent.push_back(peer);
            if (status != 0)
                peer.reply(status, "");
        });
        const Operation test = ended(httpTest(url.replace("PORT", QByteArray::number(server.port())).toStdString()));
        QCOMPARE(test.state, OperationState::Failed);
        bool failed = false;
        for (const OperationStep& each : test.steps) {
            if (each.name == step.toStdString()) {
                QCOMPARE(each.state, StepState::Failed);
                QVERIFY2(QByteArray::fromStdString(each.detail).contains(why), each.detail.c_str());
                failed = true;
            } else {
                QCOMPARE(each.state, failed ? StepState::Skipped : StepState::Succeeded);
            }
        }
        QVERIFY(failed);
        QVERIFY2(QByteArray::fromStdString(test.step).startsWith(step + " failed: "), test.step.c_str());
        QVERIFY2(test.step.find(". ") != std::string::npos, test.step.c_str()); // and what to do
    }

    void aRefusedInferenceSaysWhy()
    {
        ScriptedServer server(serveModel);
        TryBackend wanted = httpTest(server.url() + "/base");
        wanted.sample = SampleRequest{{}, "application/json", R"({"inputs":[{"data":[1]}]})"};
        const Operation test = ended(wanted);
        QCOMPARE(test.state, OperationState::Failed);
        QCOMPARE(test.steps.back().detail, "POST /base/v2/models/digits/infer: answered 400: wrong shape");
    }

    void withoutMetadataTheInferenceIsSkipped()
    {
        ScriptedServer server([](const ScriptedRequest& request, const ScriptedPeer& peer) {
            peer.reply(request.target == "/v2/health/ready" ? 200 : 404, "");
        });
        const Operation test = ended(httpTest(server.url()));
        QCOMPARE(test.state, OperationState::Succeeded);
        QCOMPARE(test.steps.back().state, StepState::Skipped);
        QVERIFY(test.steps.back().detail.find("GET /v2/models/digits answered 404") != std::string::npos);
        QVERIFY2(test.step.find("no inference") != std::string::npos, test.step.c_str());
    }

    void cancellingEndsAWaitAtOnce()
    {
        std::vector<ScriptedPeer> silent;
        ScriptedServer server([&](const ScriptedRequest&, const ScriptedPeer& peer) { silent.push_back(peer); });
        TryBackend wanted = httpTest(server.url());
        wanted.backend.health.timeout = 1h;
        const auto begun = m_registry->start(wanted, {});
        QTRY_COMPARE(server.requests.size(), 1u);
        QVERIFY(m_registry->start(CancelOperation{begun->id}, {}).has_value());
        QTRY_COMPARE(operation(begun->id).state, OperationState::Cancelled);
        QCOMPARE(statesOf(operation(begun->id)), (std::vector<std::string>{"dns succeeded", "connect succeeded",
                                                                           "health failed", "inference skipped"}));
    }

    void notTooManyAtATime()
    {
        std::vector<ScriptedPeer> silent;
        ScriptedServer server([&](const ScriptedRequest&, const ScriptedPeer& peer) { silent.push_back(peer); });
        for (std::size_t i = 0; i < Trials::kMostTests; ++i)
            QVERIFY(m_registry->start(httpTest(server.url()), {}).has_value());
        QCOMPARE(m_registry->start(httpTest(server.url()), {}).error().code, ErrorCode::Overloaded);
    }

    void tlsIsVerifiedAsConfigured_data()
    {
        QTest::addColumn<bool>("ownCa");
        QTest::addColumn<bool>("verify");
        QTest::addColumn<QByteArray>("problem"); ///< empty = agreed
        QTest::newRow("own authority") << true << true << QByteArray();
        QTest::newRow("unknown authority") << false << true << QByteArray("unable to get local issuer certificate");
        QTest::newRow("not verified") << false << false << QByteArray();
    }
    void tlsIsVerifiedAsConfigured()
    {
        QFETCH(bool, ownCa);
        QFETCH(bool, verify);
        QFETCH(QByteArray, problem);
        const TestAuthority authority;
        TestTlsServer tls(authority.issue({.name = "good"}));
        straightline::TestBackend server(straightline::TestBackend::answering("fine"), tls.securer());
        TryBackend wanted = httpTest("https://127.0.0.1:" + std::to_string(server.port()));
        wanted.backend.connectTimeout = 10s; // key exchange on a busy machine
        wanted.backend.health.timeout = 10s;
        wanted.backend.readTimeout = 10s;
        auto& http = std::get<HttpSettings>(wanted.backend.settings);
        http.tlsCaFile = ownCa ? authority.caFile() : std::string();
        http.tlsVerify = verify;
        wanted.sample = SampleRequest{"/classify", "text/plain", "x"};
        const Operation test = ended(wanted);
        const OperationStep& step = test.steps.at(2);
        QCOMPARE(step.name, "tls");
        if (!problem.isEmpty()) {
            QCOMPARE(step.state, StepState::Failed);
            QVERIFY2(QByteArray::fromStdString(step.detail).contains(problem), step.detail.c_str());
            return;
        }
        QCOMPARE(test.state, OperationState::Succeeded);
        QVERIFY(step.took > 0us);
        QVERIFY2((step.detail.find("not verified") == std::string::npos) == verify, step.detail.c_str());
    }

    void aContainerIsTriedAndRemoved()
    {
        TryBackend wanted = containerTest("tiny:1");
        wanted.sample = SampleRequest{{}, "application/json", "{}"};
        const Operation test = ended(wanted);
        QCOMPARE(test.state, OperationState::Succeeded);
        QCOMPARE(statesOf(test),
                 (std::vector<std::string>{"docker succeeded", "image succeeded", "create succeeded", "start succeeded",
                                           "healthy succeeded", "inference succeeded", "cleanup succeeded"}));
        QVERIFY(m_docker->containers.empty());
        QCOMPARE(m_docker->countCalls("/containers/create"), 1);
        QCOMPARE(m_docker->countCalls("/images/create"), 0);
    }

    void aFailedContainerIsRemovedToo_data()
    {
        QTest::addColumn<QByteArray>("image");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("the image is missing") << QByteArray("other:1") << QByteArray("image") << QByteArray("other:1");
        QTest::newRow("never healthy") << QByteArray("tiny:bad") << QByteArray("healthy") << QByteArray("503");
        QTest::newRow("ends at once") << QByteArray("tiny:exit") << QByteArray("healthy")
                                      << QByteArray("exited 3: a complaint");
    }
    void aFailedContainerIsRemovedToo()
    {
        QFETCH(QByteArray, image);
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, why);
        const Operation test = ended(containerTest(image.toStdString()));
        QCOMPARE(test.state, OperationState::Failed);
        QVERIFY2(QByteArray::fromStdString(test.step).startsWith(step + " failed: "), test.step.c_str());
        QVERIFY2(QByteArray::fromStdString(test.step).contains(why), test.step.c_str());
        QVERIFY(m_docker->containers.empty());
    }

    void aCancelledContainerIsRemoved()
    {
        TryBackend wanted = containerTest("tiny:bad");
        std::get<ContainerSettings>(wanted.backend.settings).startTimeout = 1h;
        const auto begun = m_registry->start(wanted, {});
        QTRY_VERIFY(m_docker->containers.size() == 1 && m_docker->containers.begin()->second.state == "running");
        QVERIFY(m_registry->start(CancelOperation{begun->id}, {}).has_value());
        QTRY_COMPARE(operation(begun->id).state, OperationState::Cancelled);
        QVERIFY(m_docker->containers.empty());
        QCOMPARE(operation(begun->id).steps.back().state, StepState::Succeeded);
    }

    void shuttingDownRemovesTheContainer()
    {
        TryBackend wanted = containerTest("tiny:bad");
        std::get<ContainerSettings>(wanted.backend.settings).startTimeout = 1h;
        QVERIFY(m_registry->start(wanted, {}).has_value());
        QTRY_COMPARE(m_docker->containers.size(), 1u);
        bool finished = false;
        connect(m_registry.get(), &Registry::finished, this, [&] { finished = true; });
        m_registry->shutdown(false);
        QTRY_VERIFY_WITH_TIMEOUT(finished, kLong);
        QVERIFY(m_docker->containers.empty());
    }

    void whatAnEarlierRunLeftIsRemoved()
    {
        TryBackend wanted = containerTest("tiny:bad");
        std::get<ContainerSettings>(wanted.backend.settings).startTimeout = 1h;
        QVERIFY(m_registry->start(wanted, {}).has_value());
        QTRY_COMPARE(m_docker->containers.size(), 1u);
        m_registry.reset(); // as when it is killed
        QCOMPARE(m_docker->containers.size(), 1u);
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[](std::uint32_t) { return 0U; }, "site1",
                          "unix://" + m_folder->filePath(QStringLiteral("d.sock")).toStdString()},
            m_clock);
        BackendConfiguration box = containerTest("tiny:1").backend;
        box.number = 5;
        SiteConfiguration site;
        site.applications.emplace_back().name = "digits";
        site.applications[0].backends = {box};
        m_registry->applyConfiguration(site); // what it runs needs Docker
        QTRY_VERIFY(m_docker->containers.size() == 1
                    && m_docker->containers.begin()->second.name.find("test") == std::string::npos);
    }

    void samplesAreMadeFromWhatTheModelSays_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<QByteArray>("inputs"); ///< empty = cannot be made
        const auto row = [](const char* name, const char* metadata, const char* inputs) {
            QTest::newRow(name) << QByteArray(metadata) << QByteArray(inputs);
        };
        row("open dimensions are one", kMetadata,
            R"([{"name":"image","datatype":"FP32","shape":[1,3],"data":[0.0,0.0,0.0]}])");
        row("whole numbers, flags and bytes",
            R"({"inputs":[{"name":"a","datatype":"INT64","shape":[2]},{"name":"b","datatype":"BOOL","shape":[1]},)"
            R"({"name":"c","datatype":"BYTES","shape":[1]}]})",
            R"([{"name":"a","datatype":"INT64","shape":[2],"data":[0,0]},)"
            R"({"name":"b","datatype":"BOOL","shape":[1],"data":[false]},)"
            R"({"name":"c","datatype":"BYTES","shape":[1],"data":[""]}])");
        row("a scalar", R"({"inputs":[{"name":"a","datatype":"FP64","shape":[]}]})",
            R"([{"name":"a","datatype":"FP64","shape":[],"data":[0.0]}])");
        row("no JSON", "<html>", "");
        row("no inputs", R"({"inputs":[]})", "");
        row("a name is missing", R"({"inputs":[{"datatype":"FP32","shape":[1]}]})", "");
        row("a negative dimension", R"({"inputs":[{"name":"a","datatype":"FP32","shape":[-2]}]})", "");
        row("a text as dimension", R"({"inputs":[{"name":"a","datatype":"FP32","shape":["many"]}]})", "");
        row("huge", R"({"inputs":[{"name":"a","datatype":"FP32","shape":[9000000000,9000000000]}]})", "");
    }
    void samplesAreMadeFromWhatTheModelSays()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(QByteArray, inputs);
        const Result<std::string> made = makeSampleInference(metadata.toStdString());
        QCOMPARE(made.has_value(), !inputs.isEmpty());
        if (made)
            QVERIFY2(nlohmann::json::parse(*made)["inputs"] == nlohmann::json::parse(inputs.toStdString()),
                     made->c_str());
    }
};

QTEST_GUILESS_MAIN(TestBackendTest)
#include "tst_backendtest.moc"
