// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include "engine/backends/container/dockercalls.h"
#include "engine/backends/registry.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/fakedocker.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

/// Containers on a Docker engine made up in the test: what a real one does rarely, or never when asked.
class TestContainerAdapter : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeDocker> m_docker;
    std::unique_ptr<Registry> m_registry;
    SystemClock m_clock;
    std::vector<std::string> m_events;
    std::uint32_t m_inFlight = 0;

    std::string socketPath() const { return m_folder->filePath(QStringLiteral("d.sock")).toStdString(); }

    void makeRegistry()
    {
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[this](std::uint32_t) { return m_inFlight; }, "site1", "unix://" + socketPath()}, m_clock);
        connect(m_registry.get(), &Registry::eventRaised, this,
                [this](const Event& event) { m_events.push_back(event.subject + ": " + event.text); });
    }

    static ContainerSettings settingsOf(const std::string& image, std::uint32_t replicas = 1)
    {
        ContainerSettings settings;
        settings.image = image;
        settings.replicas = replicas;
        settings.startTimeout = 400ms;
        return settings;
    }

    static SiteConfiguration site(ContainerSettings settings)
    {
        BackendConfiguration backend;
        backend.name = "box";
        backend.number = 5;
        backend.health.interval = 50ms;
        backend.health.timeout = 200ms;
        backend.settings = std::move(settings);
        SiteConfiguration configuration;
        configuration.applications.emplace_back().name = "digits";
        configuration.applications[0].deadline = 1s;
        configuration.applications[0].backends.push_back(std::move(backend));
        return configuration;
    }

    BackendStatus status() { return m_registry->status("digits:box").value_or(BackendStatus()); }
    Operation operation(std::uint64_t id) { return m_registry->operations().find(id).value_or(Operation()); }
    std::size_t eventsAbout(const std::string& part)
    {
        return static_cast<std::size_t>(std::count_if(m_events.begin(), m_events.end(), [&](const std::string& each) {
            return each.find(part) != std::string::npos;
        }));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_docker = std::make_unique<FakeDocker>(socketPath());
        m_docker->images = {"tiny:1", "tiny:2", "tiny:bad", "tiny:exit"};
        m_events.clear();
        m_inFlight = 0;
        makeRegistry();
    }
    void cleanup()
    {
        m_registry.reset();
        m_docker.reset();
    }

    /// The whole log is read when somebody asks for more lines than are followed; until then the answer says so.
    void moreLinesAreReadForWhoWantsThem()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 1)));
        QTRY_COMPARE(status().endpoints.size(), 1u);
        const auto logs = [this](std::uint32_t tail) { return *m_registry->logs("digits:box", tail); };
        QVERIFY(logs(100).complete);
        QTRY_VERIFY(!logs(100).lines.empty());
        QCOMPARE(m_docker->countCalls("tail=50000"), 0);
        QVERIFY(!logs(50'000).complete);
        (void)logs(100); // who only follows meanwhile takes nothing away
        QTRY_VERIFY(logs(50'000).complete);
        QVERIFY(m_docker->countCalls("tail=50000") >= 1);
        QVERIFY(!logs(50'000).lines.empty());
        (void)logs(100);
        QTRY_VERIFY(logs(50'000).complete);
        QTRY_VERIFY(!logs(1'000'000).complete);            // some time later it is read again
        QCOMPARE(m_docker->countCalls("tail=1000000"), 0); // but never more than that
    }

    void aContainerIsStoppedAndLeftAlone()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 2)));
        QTRY_COMPARE(status().endpoints.size(), 2u);
        const std::string name = status().replicas[0].name;
        const auto stop = m_registry->start(StopContainer{"digits:box", name}, Actor{"test"});
        QVERIFY2(stop.has_value(), stop ? "" : stop.error().detail.c_str());
        QTRY_COMPARE(operation(stop->id).state, OperationState::Succeeded);
        QCOMPARE(operation(stop->id).steps.size(), 2u);
        QVERIFY(operation(stop->id).steps[0].took > 0us);
        QCOMPARE(status().endpoints.size(), 1u);
        QVERIFY(status().replicas[0].role == ReplicaRole::Stopped);
        QTest::qWait(300); // passes go by: it must not come back by itself
        QCOMPARE(m_docker->containers.size(), 2u);
        QCOMPARE(status().endpoints.size(), 1u);
        QCOMPARE(m_registry->start(StopContainer{"digits:box", name}, {}).error().code, ErrorCode::Conflict);
        QCOMPARE(m_registry->start(StopContainer{"digits:box", "nobody"}, {}).error().code, ErrorCode::NotFound);
        const auto start = m_registry->start(StartContainer{"digits:box", name}, {});
        QVERIFY(start.has_value());
        QTRY_COMPARE(operation(start->id).state, OperationState::Succeeded);
        QTRY_COMPARE(status().endpoints.size(), 2u);
        QCOMPARE(m_registry->start(StartContainer{"digits:box", name}, {}).error().code, ErrorCode::Conflict);
    }

    void theOldGenerationIsKeptAndTakesOverAgain()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().endpoints.size(), 1u);
        const std::string old = status().replicas[0].name;
        QCOMPARE(m_registry->start(RollBackBackend{"digits:box"}, {}).error().code, ErrorCode::Conflict);
        const auto begun = m_registry->start(RedeployBackend{"digits:box", settingsOf("tiny:2"), 60s}, {});
        QTRY_COMPARE(operation(begun->id).state, OperationState::Succeeded);
        std::vector<std::string> steps;
        for (const OperationStep& each : operation(begun->id).steps) {
            steps.push_back(each.name);
            QVERIFY2(each.state == StepState::Succeeded, each.name.c_str());
        }
        QCOMPARE(steps, (std::vector<std::string>{"pull", "create", "start", "healthy", "shift", "drain", "keep"}));
        QCOMPARE(m_docker->containers.size(), 2u);
        const auto isOld = [&](const ReplicaStatus& each) { return each.name == old; };
        std::vector<ReplicaStatus> replicas = status().replicas;
        auto found = std::find_if(replicas.begin(), replicas.end(), isOld);
        QVERIFY(found != replicas.end() && found->role == ReplicaRole::Kept);
        QCOMPARE(status().endpoints.size(), 1u);
        QSignalSpy deployed(m_registry.get(), &Registry::settingsDeployed);
        const auto back = m_registry->start(RollBackBackend{"digits:box"}, {});
        QVERIFY(back.has_value());
        QTRY_COMPARE(operation(back->id).state, OperationState::Succeeded);
        QCOMPARE(deployed.count(), 1);
        QCOMPARE(deployed[0][1].value<ContainerSettings>().image, "tiny:1");
        replicas = status().replicas;
        found = std::find_if(replicas.begin(), replicas.end(), isOld);
        QVERIFY(found != replicas.end() && found->role == ReplicaRole::Serving);
        QCOMPARE(m_docker->containers.size(), 2u); // the newer one is kept now
    }

    void whatIsKeptEndsInTime()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().endpoints.size(), 1u);
        const auto begun = m_registry->start(RedeployBackend{"digits:box", settingsOf("tiny:2"), 1s}, {});
        QTRY_COMPARE(operation(begun->id).state, OperationState::Succeeded);
        QTRY_COMPARE(m_docker->containers.size(), 1u);
        QCOMPARE(m_registry->start(RollBackBackend{"digits:box"}, {}).error().code, ErrorCode::Conflict);
        QCOMPARE(m_registry->start(RedeployBackend{"digits:box", {}, -1s}, {}).error().code,
                 ErrorCode::InvalidArgument);
    }

    void containersShowWhatTheyUseAndNoSecret()
    {
        ContainerSettings settings = settingsOf("tiny:1");
        settings.memoryBytes = 67'108'864;
        settings.environment = {{"THREADS", "4"}, {"API_TOKEN", "written-out"}, {"URL", "${env:HOME}"}};
        m_registry->applyConfiguration(site(settings));
        QTRY_COMPARE(status().endpoints.size(), 1u);
        const auto first = [this] {
            const auto all = m_registry->containers();
            return all.empty() ? ContainerStatus() : all.front();
        };
        QTRY_VERIFY(first().cpuPercent.has_value());
        const ContainerStatus shown = first();
        QCOMPARE(*shown.cpuPercent, 50.0);
        QCOMPARE(*shown.memoryBytes, 42'000'000u);
        QCOMPARE(shown.memoryLimitBytes, 67'108'864u);
        QCOMPARE(shown.backend, "digits:box");
        QVERIFY(shown.role == ReplicaRole::Serving && shown.state == BackendState::Up);
        QVERIFY((shown.environment == Environment{{"THREADS", "4"}, {"API_TOKEN", "***"}, {"URL", "***"}}));
        QVERIFY((shown.imageDefaults.environment == Environment{{"PATH", "/bin"}, {"THREADS", "1"}}));
        QCOMPARE(shown.imageDefaults.ports, std::vector<std::uint16_t>{8080});
        QVERIFY(shown.created == WallTime(1'767'323'045s));
        const int calls = m_docker->countCalls("/stats");
        QTest::qWait(1'200);
        QVERIFY(m_docker->countCalls("/stats") <= calls + 1); // nobody asked
    }

    void speaksTheNegotiatedVersion()
    {
        m_docker->apiVersion = "1.99";
        m_docker->minApiVersion = "1.44";
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 2)));
        QTRY_COMPARE(status().endpoints.size(), 2u);
        QCOMPARE(m_registry->dockerDescription(), "Docker 20.10.24, API 1.51");
        for (const std::string& call : m_docker->calls)
            QVERIFY2(call.find("/v1.51/") != std::string::npos || call == "GET /_ping" || call == "GET /version",
                     call.c_str());
        QCOMPARE(status().replicas.at(0).name, "straightline-digits-box-1-1");
        QCOMPARE(status().replicas.at(0).image, "tiny:1 (0123456789ab)");
        QCOMPARE(status().hostHeader, "localhost");
    }

    void refusesAnEngineThatForgotOurVersion()
    {
        m_docker->apiVersion = "1.99";
        m_docker->minApiVersion = "1.60";
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Down);
        QVERIFY2(status().lastError.find("it speaks API 1.60 and newer; this program speaks up to 1.51")
                     != std::string::npos,
                 status().lastError.c_str());
        QVERIFY(m_docker->containers.empty());
    }

    void anEngineThatIsNotThereIsOneEventAndIsFoundLater()
    {
        m_docker->server().shut();
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Down);
        const std::string sentence = "Docker: cannot connect to unix://" + socketPath()
                                     + ": No such file or directory — start Docker or set DOCKER_HOST";
        QCOMPARE(status().lastError, sentence);
        QCOMPARE(m_registry->troubles().size(), std::size_t{1});
        QCOMPARE(m_registry->troubles()[0].detail, sentence);
        QVERIFY(m_registry->troubles()[0].cause == TroubleCause::DockerUnreachable);
        QVERIFY(!status().takesRequests);
        const auto begun = m_registry->start(RedeployBackend{"digits:box", {}}, {});
        QTRY_COMPARE(operation(begun->id).state, OperationState::Failed);
        QTest::qWait(2'500); // some tries
        QCOMPARE(eventsAbout("docker: "), 1u);
        QCOMPARE(eventsAbout("digits:box: "), 1u);
        QVERIFY(m_docker->server().listen());
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, 10'000);
        QCOMPARE(eventsAbout("docker: connected"), 1u);
        QVERIFY(m_registry->troubles().empty());
    }

    void anEngineThatGoesAwayLeavesHealthyReplicasInService()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Up);
        m_docker->server().shut();
        QTRY_VERIFY_WITH_TIMEOUT(!m_registry->troubles().empty(), 10'000);
        QCOMPARE(status().state, BackendState::Up);
        QVERIFY(status().takesRequests);
        QVERIFY(m_docker->server().listen());
        QTRY_VERIFY_WITH_TIMEOUT(m_registry->troubles().empty(), 10'000);
        QCOMPARE(m_docker->containers.size(), 1u);
        QCOMPARE(status().state, BackendState::Up);
    }

    void garbageInPlaceOfAnEngine()
    {
        m_docker->server().setHandler(
            [](const ScriptedRequest&, const ScriptedPeer& peer) { peer.reply(200, "<html>"); });
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Down);
        QVERIFY2(status().lastError.find("what answers there is no Docker engine") != std::string::npos,
                 status().lastError.c_str());
    }

    void troubles_data()
    {
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<QString>("error");
        QTest::newRow("a pull that fails inside a 200")
            << "pull"
            << "image gone:1: not here, and it cannot be pulled: pull access denied for gone";
        QTest::newRow("limits not taken") << "limits"
                                          << "the engine did not take the memory limit of 67.1 MB (it set none)";
        QTest::newRow("start refused") << "start"
                                       << "could not start: driver failed programming external connectivity";
        QTest::newRow("both names taken") << "names"
                                          << "is already in use";
        QTest::newRow("ends at once") << "exit"
                                      << "exited 3: a complaint";
        QTest::newRow("never healthy") << "bad"
                                       << "not healthy after 0.4 s: 503 in";
    }
    void troubles()
    {
        QFETCH(QString, trouble);
        QFETCH(QString, error);
        ContainerSettings settings = settingsOf(
            trouble == u"exit" || trouble == u"bad" ? "tiny:" + trouble.toStdString() : std::string("tiny:1"));
        if (trouble == u"pull") {
            settings.image = "gone:1";
            m_docker->pullError = "pull access denied for gone";
        } else if (trouble == u"limits") {
            settings.memoryBytes = 67'108'864;
            m_docker->ignoresLimits = true;
        } else if (trouble == u"start") {
            m_docker->startError = "driver failed programming external connectivity";
        } else if (trouble == u"names") {
            m_docker->takenNames = {"straightline-digits-box-1-1", "straightline-digits-box-1-1-site1"};
        }
        m_registry->applyConfiguration(site(settings));
        QTRY_COMPARE(status().state, BackendState::Failed);
        QTRY_VERIFY2(status().lastError.find(error.toStdString()) != std::string::npos, status().lastError.c_str());
        QVERIFY(!status().takesRequests);
        if (trouble == u"limits" || trouble == u"start")
            QTRY_VERIFY(m_docker->containers.empty()); // what was created for nothing is gone
        // the operator corrects it
        m_docker->startError.clear();
        m_docker->takenNames.clear();
        ContainerSettings good = settingsOf("tiny:2");
        m_registry->applyConfiguration(site(good));
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_docker->containers.size(), 1u, 10'000);
    }

    void aNameTakenByAnotherSiteGetsOurs()
    {
        m_docker->takenNames = {"straightline-digits-box-1-1"};
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Up);
        QCOMPARE(m_docker->containers.begin()->second.name, "straightline-digits-box-1-1-site1");
    }

    void eventsAreSeenAtOnceAndOutOfMemoryIsSaid()
    {
        ContainerSettings settings = settingsOf("tiny:1");
        settings.memoryBytes = 64'000'000;
        m_registry->applyConfiguration(site(settings));
        QTRY_COMPARE(status().state, BackendState::Up);
        QTRY_COMPARE(m_docker->countCalls("/events"), 1);
        const std::string id = m_docker->containers.begin()->first;
        m_docker->crash(id, 137, true);
        QTRY_VERIFY_WITH_TIMEOUT(
            status().lastError.find("exited 137: out of memory (limit 64 MB)") != std::string::npos, 3'000);
        QTRY_COMPARE(status().state, BackendState::Up); // started again, on another port
        QCOMPARE(m_docker->containers.begin()->first, id);
        QCOMPARE(status().endpoints.at(0).port, m_docker->containers.begin()->second.server->port());
    }

    void theOldGenerationStaysUntilItsRequestsAreDone()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Up);
        const Endpoint old = status().endpoints.at(0);
        m_inFlight = 1;
        QTcpSocket request; // one that the old generation works on
        request.connectToHost(QStringLiteral("127.0.0.1"), old.port);
        QVERIFY(request.waitForConnected());
        QSignalSpy changed(m_registry.get(), &Registry::statusesChanged);
        const auto id = m_registry->start(RedeployBackend{"digits:box", settingsOf("tiny:2")}, {})->id;
        QTRY_VERIFY(operation(id).step.starts_with("draining: 1 in flight at the backend"));
        QVERIFY(changed.count() > 0);
        QCOMPARE(status().endpoints.size(), 1u);
        QVERIFY(status().endpoints.at(0) != old);
        QCOMPARE(status().replicas.size(), 2u);
        QCOMPARE(status().replicas.at(1).state, BackendState::Draining);
        QCOMPARE(m_docker->countCalls("/stop"), 0);
        QCOMPARE(m_registry->start(CancelOperation{id}, {}).error().code, ErrorCode::Conflict); // too late
        request.disconnectFromHost();
        QTRY_COMPARE(operation(id).state, OperationState::Succeeded);
        QCOMPARE(m_docker->countCalls("/stop"), 1);
        QCOMPARE(m_docker->containers.size(), 1u);
    }

    void aRequestPastItsDeadlineDoesNotHoldUpARedeploy()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1")));
        QTRY_COMPARE(status().state, BackendState::Up);
        m_inFlight = 1;
        QTcpSocket request;
        request.connectToHost(QStringLiteral("127.0.0.1"), status().endpoints.at(0).port);
        QVERIFY(request.waitForConnected());
        const auto id = m_registry->start(RedeployBackend{"digits:box", {}}, {})->id;
        QTRY_COMPARE_WITH_TIMEOUT(operation(id).state, OperationState::Succeeded, 10'000); // deadline 1 s
    }

    void hiddenSecretsAreThoseConfigured()
    {
        ContainerSettings settings = settingsOf("tiny:1");
        settings.environment = {{"API_TOKEN", "s3cret"}, {"PLAIN", "x"}};
        m_registry->applyConfiguration(site(settings));
        QTRY_COMPARE(status().state, BackendState::Up);
        settings.environment = {{"API_TOKEN", "***"}, {"PLAIN", "y"}};
        QSignalSpy deployed(m_registry.get(), &Registry::settingsDeployed);
        const auto id = m_registry->start(RedeployBackend{"digits:box", settings}, {})->id;
        QTRY_COMPARE(operation(id).state, OperationState::Succeeded);
        QCOMPARE(m_docker->containers.begin()->second.spec["Env"].dump(), "[\"API_TOKEN=s3cret\",\"PLAIN=y\"]");
        QCOMPARE(deployed.count(), 1);
        for (const std::string& event : m_events)
            QVERIFY(event.find("s3cret") == std::string::npos);
        settings.environment = {{"OTHER_TOKEN", "***"}};
        QCOMPARE(m_registry->start(RedeployBackend{"digits:box", settings}, {}).error().code,
                 ErrorCode::InvalidArgument);
    }

    void destroyedInTheMiddleOfEverything()
    {
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 3)));
        QTRY_VERIFY(!m_docker->containers.empty());
        makeRegistry();
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 1)));
        QTRY_COMPARE(status().state, BackendState::Up);
        const auto id = m_registry->start(RedeployBackend{"digits:box", settingsOf("tiny:bad")}, {})->id;
        QTRY_VERIFY(operation(id).step.starts_with("waiting for health"));
        makeRegistry();
        m_registry->applyConfiguration(site(settingsOf("tiny:1", 1)));
        QTRY_COMPARE(status().state, BackendState::Up);
        m_registry->applyConfiguration(SiteConfiguration()); // removal under way
        makeRegistry();
    }
};

QTEST_GUILESS_MAIN(TestContainerAdapter)
#include "tst_containeradapter.moc"
