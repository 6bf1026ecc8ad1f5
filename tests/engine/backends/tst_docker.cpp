// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

#include "engine/backends/registry.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/dockerfixture.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

constexpr int kSlow = 60'000; // a Docker engine on a busy machine

/// Requests sent to the backend's endpoints without pause, as the data plane does: the endpoint is picked anew for
/// each.
struct DirectLoad {
    Registry* registry = nullptr;
    CurlClient http;
    Scope scope;
    std::uint32_t inFlight = 0;
    int answered = 0;
    std::vector<std::string> failures;
    std::map<std::string, int> byVersion;

    ~DirectLoad() { scope.stop(); }
};

QCoro::Task<void> sendForEver(DirectLoad* load)
{
    std::size_t turn = 0;
    while (!load->scope.stopped()) {
        const auto status = load->registry->status("digits:box");
        HttpRequest request;
        request.url = "http://localhost/slow?20";
        request.keepAlive = false;
        if (!status || status->endpoints.empty()) {
            load->failures.emplace_back("no endpoint");
            co_await load->scope.sleep(10ms);
            continue;
        }
        request.connectTo = status->endpoints[turn++ % status->endpoints.size()];
        ++load->inFlight;
        const auto reply = co_await load->http.send(load->scope, request);
        --load->inFlight;
        if (load->scope.stopped())
            co_return;
        if (reply && reply->status == 200) {
            ++load->answered;
            ++load->byVersion[reply->body];
        } else {
            load->failures.push_back(reply ? std::to_string(reply->status) : reply.error().detail);
        }
    }
}

} // namespace

/// Containers on a real Docker engine.
class TestDocker : public QObject
{
    Q_OBJECT

    DockerFixture m_docker;
    SystemClock m_clock;
    std::string m_site;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<DirectLoad> m_load;
    std::vector<std::string> m_events;

    void makeRegistry()
    {
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[this](std::uint32_t) { return m_load ? m_load->inFlight : 0; }, m_site, m_docker.host()},
            m_clock);
        connect(m_registry.get(), &Registry::eventRaised, this,
                [this](const Event& event) { m_events.push_back(event.subject + ": " + event.text); });
    }

    static SiteConfiguration site(ContainerSettings settings)
    {
        BackendConfiguration backend;
        backend.name = "box";
        backend.number = 5;
        backend.tier = Tier::Container;
        backend.health.interval = 200ms;
        backend.health.timeout = 1s;
        backend.settings = std::move(settings);
        SiteConfiguration configuration;
        ApplicationConfiguration application;
        application.name = "digits";
        application.deadline = 5s;
        application.backends.push_back(std::move(backend));
        configuration.applications.push_back(std::move(application));
        return configuration;
    }

    static ContainerSettings tiny(const std::string& tag, std::uint32_t replicas)
    {
        ContainerSettings settings;
        settings.image = "straightline-test/tiny:" + tag;
        settings.replicas = replicas;
        settings.startTimeout = 10s;
        return settings;
    }

    BackendStatus status() { return m_registry->status("digits:box").value_or(BackendStatus()); }
    Operation operation(std::uint64_t id) { return m_registry->operations().find(id).value_or(Operation()); }

private Q_SLOTS:
    void initTestCase()
    {
        const std::string reason = m_docker.open();
        if (!reason.empty())
            QSKIP(reason.c_str());
    }
    void init()
    {
        m_site = "test" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
        m_events.clear();
        makeRegistry();
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            for (const std::string& event : m_events)
                qInfo("event: %s", event.c_str());
        m_load.reset();
        m_registry.reset();
        m_docker.removeAll(m_site);
    }

    void deploysReplicasWithLimits()
    {
        ContainerSettings settings = tiny("1", 2);
        settings.memoryBytes = 67'108'864;
        settings.cpus = 0.5;
        settings.environment = {{"VERSION", "set"}};
        m_registry->applyConfiguration(site(settings));
        QCOMPARE(status().state, BackendState::Starting);
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        QCOMPARE(status().state, BackendState::Up);
        QVERIFY(status().takesRequests);
        for (const Endpoint& endpoint : status().endpoints) {
            QCOMPARE(endpoint.address, "127.0.0.1");
            QCOMPARE(m_docker.get(endpoint, "/id"), "set");
        }
        const auto containers = m_docker.containers(m_site);
        QCOMPARE(containers.size(), 2u);
        for (const ContainerSummary& each : containers) {
            const ContainerFacts facts = m_docker.inspect(each.id);
            QCOMPARE(facts.memoryBytes, 67'108'864u);
            QCOMPARE(facts.nanoCpus, 500'000'000u);
            QCOMPARE(each.label(kBackendLabel), "digits:box");
            QVERIFY2(each.name.starts_with("straightline-digits-box-1-" + each.label(kReplicaLabel)),
                     each.name.c_str());
        }
        QVERIFY(m_registry->troubles().empty());
        QVERIFY(m_registry->dockerDescription().starts_with("Docker "));
        QTRY_VERIFY_WITH_TIMEOUT(m_registry->logs("digits:box", 100)->lines.size() >= 2, kSlow);
        QCOMPARE(m_registry->logs("digits:box", 1)->lines.size(), 1u);
        QVERIFY(m_registry->logs("digits:box", 1)->lines[0].ends_with("| tiny server, version set"));
    }

    void redeploysUnderLoadWithoutAFailure()
    {
        m_registry->applyConfiguration(site(tiny("1", 2)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        m_load = std::make_unique<DirectLoad>();
        m_load->registry = m_registry.get();
        for (int i = 0; i < 4; ++i)
            spawn(sendForEver(m_load.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_load->answered > 20, kSlow);
        QSignalSpy deployed(m_registry.get(), &Registry::settingsDeployed);
        const auto begun = m_registry->start(RedeployBackend{"digits:box", tiny("4", 2)}, Actor{"test"});
        QVERIFY(begun.has_value());
        QCOMPARE(m_registry->start(RedeployBackend{"digits:box", {}}, Actor{"test"}).error().code, ErrorCode::Conflict);
        QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state != OperationState::Running, kSlow);
        QVERIFY2(operation(begun->id).state == OperationState::Succeeded, operation(begun->id).step.c_str());
        const int before = m_load->answered;
        QTRY_VERIFY_WITH_TIMEOUT(m_load->answered > before + 20, kSlow);
        m_load->scope.stop();
        QVERIFY2(m_load->failures.empty(), m_load->failures.empty() ? "" : m_load->failures.front().c_str());
        QVERIFY(m_load->byVersion["1"] > 0);
        QVERIFY(m_load->byVersion["4"] > 0);
        QCOMPARE(deployed.count(), 1);
        QCOMPARE(deployed[0][1].value<ContainerSettings>().image, "straightline-test/tiny:4");
        const auto containers = m_docker.containers(m_site);
        QCOMPARE(containers.size(), 2u);
        for (const ContainerSummary& each : containers)
            QCOMPARE(each.number(kGenerationLabel), 2u);
        QCOMPARE(m_registry->start(CancelOperation{begun->id}, {}).error().code, ErrorCode::Conflict);
    }

    void rollsBackToWhatWasKeptAndStopsOne()
    {
        m_registry->applyConfiguration(site(tiny("1", 2)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        m_load = std::make_unique<DirectLoad>();
        m_load->registry = m_registry.get();
        spawn(sendForEver(m_load.get()));
        const auto begun = m_registry->start(RedeployBackend{"digits:box", tiny("4", 2), 300s}, {});
        QTRY_COMPARE_WITH_TIMEOUT(operation(begun->id).state, OperationState::Succeeded, kSlow);
        QCOMPARE(m_docker.containers(m_site).size(), 4u);
        const auto back = m_registry->start(RollBackBackend{"digits:box"}, {});
        QVERIFY(back.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(operation(back->id).state, OperationState::Succeeded, kSlow);
        QCOMPARE(status().endpoints.size(), 2u);
        QCOMPARE(m_docker.get(status().endpoints[0], "/id"), "1");
        const auto first = [this] {
            const auto all = m_registry->containers();
            const auto used = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.cpuPercent; });
            return used == all.end() ? ContainerStatus() : *used;
        };
        QTRY_VERIFY_WITH_TIMEOUT(first().cpuPercent.has_value(), kSlow);
        QVERIFY(first().memoryBytes.value() > 0);
        QVERIFY(first().imageId.starts_with("sha256:"));
        const std::string name = status().replicas[0].name;
        const auto stop = m_registry->start(StopContainer{"digits:box", name}, {});
        QTRY_COMPARE_WITH_TIMEOUT(operation(stop->id).state, OperationState::Succeeded, kSlow);
        QCOMPARE(status().endpoints.size(), 1u);
        const auto start = m_registry->start(StartContainer{"digits:box", name}, {});
        QTRY_COMPARE_WITH_TIMEOUT(operation(start->id).state, OperationState::Succeeded, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        m_load->scope.stop();
        QVERIFY2(m_load->failures.empty(), m_load->failures.empty() ? "" : m_load->failures.front().c_str());
    }

    void rollsBack_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("reason");
        QTest::newRow("never healthy") << "2"
                                       << "new replica 1 is not healthy after 2 s: 503 in";
        QTest::newRow("ends at once") << "3"
                                      << "new replica 1 exited 3: this one ends at once";
        QTest::newRow("no such image") << "9"
                                       << "image straightline-test/tiny:9: not here, and it cannot be pulled";
    }
    void rollsBack()
    {
        QFETCH(QString, tag);
        QFETCH(QString, reason);
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        const auto before = status().endpoints;
        m_load = std::make_unique<DirectLoad>();
        m_load->registry = m_registry.get();
        spawn(sendForEver(m_load.get()));
        ContainerSettings settings = tiny(tag.toStdString(), 1);
        settings.startTimeout = 2s;
        const auto begun = m_registry->start(RedeployBackend{"digits:box", settings}, {});
        QVERIFY(begun.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state != OperationState::Running, kSlow);
        const Operation ended = operation(begun->id);
        QCOMPARE(ended.state, OperationState::Failed);
        QVERIFY2(ended.step.find(reason.toStdString()) != std::string::npos, ended.step.c_str());
        QVERIFY2(ended.step.ends_with("the old generation serves on"), ended.step.c_str());
        QVERIFY2(m_load->failures.empty(), m_load->failures.empty() ? "" : m_load->failures.front().c_str());
        QCOMPARE(status().endpoints, before);
        QCOMPARE(status().state, BackendState::Up);
        QVERIFY(status().lastError.starts_with("redeploy: "));
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 1u, kSlow);
    }

    void aRedeployCanBeCancelledBeforeTheSwitch()
    {
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        ContainerSettings never = tiny("2", 1);
        never.startTimeout = 60s;
        const auto id = m_registry->start(RedeployBackend{"digits:box", never}, {})->id;
        QTRY_VERIFY_WITH_TIMEOUT(operation(id).step.starts_with("waiting for health"), kSlow);
        QVERIFY(m_registry->start(CancelOperation{id}, {}).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(operation(id).state, OperationState::Cancelled, kSlow);
        QCOMPARE(status().state, BackendState::Up);
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 1u, kSlow);
    }

    void anEditRedeploysAndAnotherNumberOfReplicasOnlyScales()
    {
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        const std::string first = m_docker.containers(m_site).at(0).id;
        m_registry->applyConfiguration(site(tiny("1", 3)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 3u, kSlow);
        QVERIFY(m_registry->operations().list().empty());
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 1u, kSlow);
        QCOMPARE(m_docker.containers(m_site).at(0).id, first);

        m_registry->applyConfiguration(site(tiny("4", 1)));
        QTRY_VERIFY_WITH_TIMEOUT(m_registry->operations().list().size() == 1, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->operations().list().at(0).state, OperationState::Succeeded, kSlow);
        QCOMPARE(m_docker.get(status().endpoints.at(0), "/id"), "4");
        QCOMPARE(m_registry->operations().list().at(0).actor, "engine");

        m_registry->applyConfiguration(site(tiny("3", 1))); // fails once, and is not tried again for ever
        QTRY_VERIFY_WITH_TIMEOUT(m_registry->operations().list().size() == 2
                                     && m_registry->operations().list().at(0).state == OperationState::Failed,
                                 kSlow);
        QCOMPARE(status().state, BackendState::Up);
        m_registry->applyConfiguration(site(tiny("4", 1)));
        QTest::qWait(500);
        QCOMPARE(m_registry->operations().list().size(), 2u);
    }

    void whatEndsIsStartedAgain()
    {
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        const std::string id = m_docker.containers(m_site).at(0).id;
        QVERIFY(QCoro::waitFor(killContainer(&m_docker.docker(), m_docker.scope(), id, "SIGKILL")).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(status().lastError.find("exited 137: killed") != std::string::npos, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
        QCOMPARE(m_docker.containers(m_site).at(0).id, id);
        QCOMPARE(m_docker.get(status().endpoints.at(0), "/id"), "1");
        // the container's end says why
        m_docker.get(status().endpoints.at(0), "/exit?7");
        QTRY_VERIFY_WITH_TIMEOUT(status().lastError.find("exited 7: asked to end with 7") != std::string::npos, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
        // one removed by hand is made anew
        const std::string again = m_docker.containers(m_site).at(0).id;
        QVERIFY(QCoro::waitFor(removeContainer(&m_docker.docker(), m_docker.scope(), again)).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(
            m_docker.containers(m_site).size() == 1 && m_docker.containers(m_site).at(0).id != again, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
    }

    void outOfMemoryIsSaid()
    {
        ContainerSettings settings = tiny("1", 1);
        settings.memoryBytes = 16'777'216;
        m_registry->applyConfiguration(site(settings));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        m_docker.get(status().endpoints.at(0), "/eat?64");
        QTRY_VERIFY_WITH_TIMEOUT(
            status().lastError.find("exited 137: out of memory (limit 16.8 MB)") != std::string::npos, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
    }

    void aCrashLoopIsFailedAndNoEventStorm()
    {
        m_registry->applyConfiguration(site(tiny("3", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Failed, kSlow);
        QTRY_VERIFY_WITH_TIMEOUT(status().lastError.find("exited 3: this one ends at once") != std::string::npos,
                                 kSlow);
        QTest::qWait(4'000); // several restarts
        QVERIFY2(m_events.size() < 8, qPrintable(QString::number(m_events.size())));
        QVERIFY(!status().takesRequests);
        // corrected by an edit
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
    }

    void aRestartOfOursAdoptsWhatRuns()
    {
        m_registry->applyConfiguration(site(tiny("1", 2)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        std::vector<std::string> before;
        for (const ContainerSummary& each : m_docker.containers(m_site))
            before.push_back(each.id);
        QSignalSpy finished(m_registry.get(), &Registry::finished);
        m_registry->shutdown(false);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kSlow);
        m_registry.reset();
        QCOMPARE(m_docker.containers(m_site).size(), 2u);
        QCOMPARE(m_docker.containers(m_site).at(0).state, "running");
        // one of them ended meanwhile
        QVERIFY(QCoro::waitFor(stopContainer(&m_docker.docker(), m_docker.scope(), before[0], 5s)).has_value());
        makeRegistry();
        m_registry->applyConfiguration(site(tiny("1", 2)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        const auto after = m_docker.containers(m_site);
        QCOMPARE(after.size(), 2u);
        for (const ContainerSummary& each : after)
            QVERIFY(std::find(before.begin(), before.end(), each.id) != before.end());
        // fewer are wanted at the next start: the surplus goes
        m_registry.reset();
        makeRegistry();
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 1u, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
        // other settings at the next start: adopted, then replaced
        m_registry.reset();
        makeRegistry();
        m_registry->applyConfiguration(site(tiny("4", 1)));
        QTRY_VERIFY_WITH_TIMEOUT(!status().endpoints.empty() && m_docker.get(status().endpoints.at(0), "/id") == "4",
                                 kSlow);
    }

    void removalCleansUpAndUndoBringsItBack()
    {
        m_registry->applyConfiguration(site(tiny("1", 2)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 2u, kSlow);
        QTRY_VERIFY_WITH_TIMEOUT(!m_registry->logs("digits:box", 10)->lines.empty(), kSlow);
        m_registry->applyConfiguration(SiteConfiguration());
        m_registry->applyConfiguration(site(tiny("1", 1))); // while the removal is under way
        QVERIFY(!status().takesRequests);
        QTRY_COMPARE_WITH_TIMEOUT(status().state, BackendState::Up, kSlow);
        QCOMPARE(m_docker.containers(m_site).size(), 1u);
        m_registry->applyConfiguration(SiteConfiguration());
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 0u, kSlow);
        QTRY_VERIFY_WITH_TIMEOUT(m_registry->logs("digits:box", 10)->lines.back().ends_with("tiny server ends"), kSlow);
    }

    void shutdownCanStopContainers()
    {
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        QSignalSpy finished(m_registry.get(), &Registry::finished);
        m_registry->shutdown(true);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kSlow);
        QCOMPARE(m_docker.containers(m_site).at(0).state, "exited");
    }

    void settingsAreTriedInAContainerOfTheirOwn_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QByteArray>("step"); ///< that fails; empty = none
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("healthy") << QByteArray("1") << QByteArray() << QByteArray("no inference was tried");
        QTest::newRow("never healthy") << QByteArray("2") << QByteArray("healthy") << QByteArray("503");
        QTest::newRow("ends at once") << QByteArray("3") << QByteArray("healthy") << QByteArray("exited 3");
        QTest::newRow("no such image") << QByteArray("99") << QByteArray("image") << QByteArray("not on this machine");
    }
    void settingsAreTriedInAContainerOfTheirOwn()
    {
        QFETCH(QByteArray, tag);
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, why);
        ContainerSettings settings = tiny(tag.toStdString(), 1);
        settings.startTimeout = tag == "2" ? 1s : 30s;
        settings.memoryBytes = 67'108'864;
        TryBackend wanted;
        wanted.application = "digits";
        wanted.backend = site(settings).applications[0].backends[0];
        const auto begun = m_registry->start(wanted, {});
        QVERIFY2(begun.has_value(), begun ? "" : begun.error().detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state != OperationState::Running, kSlow);
        const Operation test = operation(begun->id);
        QCOMPARE(test.state, step.isEmpty() ? OperationState::Succeeded : OperationState::Failed);
        QVERIFY2(QByteArray::fromStdString(test.step).contains(why), test.step.c_str());
        for (const OperationStep& each : test.steps)
            QCOMPARE(each.state == StepState::Failed, each.name == step.toStdString());
        const std::vector<std::string> trials{std::string(kTrialLabel) + '=' + m_site};
        std::optional<std::size_t> left;
        const auto count = [](DockerFixture* docker, std::vector<std::string> labels,
                              std::optional<std::size_t>* into) -> QCoro::Task<void> {
            const auto found = co_await listContainers(&docker->docker(), docker->scope(), labels);
            *into = found ? found->size() : 99;
        };
        count(&m_docker, trials, &left);
        QTRY_VERIFY_WITH_TIMEOUT(left.has_value(), kSlow);
        QCOMPARE(*left, 0u);
        QVERIFY(m_registry->statuses().empty());
    }

    void orphansAreSweptWhenTheEngineIsReached()
    {
        m_registry->applyConfiguration(site(tiny("1", 1)));
        QTRY_COMPARE_WITH_TIMEOUT(status().endpoints.size(), 1u, kSlow);
        m_registry.reset();
        makeRegistry();
        SiteConfiguration other = site(tiny("1", 1));
        other.applications[0].backends[0].name = "other";
        m_registry->applyConfiguration(other);
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->status("digits:other")->state, BackendState::Up, kSlow);
        QTRY_COMPARE_WITH_TIMEOUT(m_docker.containers(m_site).size(), 1u, kSlow);
        QCOMPARE(m_docker.containers(m_site).at(0).label(kBackendLabel), "digits:other");
    }
};

QTEST_GUILESS_MAIN(TestDocker)
#include "tst_docker.moc"
