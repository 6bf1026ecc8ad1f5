// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "engine/backends/registry.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/fakedocker.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

constexpr int kLong = 60'000; ///< ms; a bound, never waited for when all is well

void speakProtocol(const ScriptedRequest& request, const ScriptedPeer& peer)
{
    if (request.target == "/v2")
        peer.reply(200, R"({"name":"model-server","version":"1","extensions":[]})");
    else
        peer.reply(request.target == "/v2/health/ready" ? 200 : 404, "");
}

} // namespace

/// Looking for what could be registered: on the ports of this very machine, and on a Docker engine made up in the test.
class TestDiscovery : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeDocker> m_docker;
    std::unique_ptr<Registry> m_registry;
    std::set<std::uint16_t> m_ownPorts;
    SystemClock m_clock;

    Operation operation(std::uint64_t id) { return m_registry->operations().find(id).value_or(Operation()); }

    Operation look()
    {
        const auto begun = m_registry->start(DiscoverBackends{}, Actor{"test"});
        if (!begun)
            qFatal("%s", begun.error().detail.c_str());
        (void)QTest::qWaitFor([&] { return operation(begun->id).state != OperationState::Running; }, kLong);
        return operation(begun->id);
    }

    const DiscoveredBackend* at(std::uint16_t port)
    {
        for (const DiscoveredBackend& each : m_registry->discovery().found)
            if (each.port == port)
                return &each;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const std::string socket = m_folder->filePath(QStringLiteral("d.sock")).toStdString();
        m_docker = std::make_unique<FakeDocker>(socket);
        m_docker->images = {"tiny:1"};
        m_ownPorts.clear();
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[](std::uint32_t) { return 0U; }, "site1", "unix://" + socket, [this] { return m_ownPorts; }},
            m_clock);
    }
    void cleanup()
    {
        m_registry.reset();
        m_docker.reset();
    }

    void serversThatSpeakTheProtocolAreFound()
    {
        ScriptedServer model(speakProtocol);
        ScriptedServer web([](const ScriptedRequest&, const ScriptedPeer& peer) { peer.reply(200, "<html>"); });
        ScriptedServer ours(speakProtocol);
        QTcpServer silent; // accepts and says nothing: the look goes on
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        m_ownPorts = {ours.port()};
        const Operation looked = look();
        QCOMPARE(looked.state, OperationState::Succeeded);
        QCOMPARE(looked.kind, "discover");
        QCOMPARE(looked.steps.size(), 2u);
        QCOMPARE(looked.steps[1].state, StepState::Succeeded);
        const DiscoveredBackend* found = at(model.port());
        QVERIFY(found != nullptr);
        QVERIFY(found->source == DiscoveredBackend::Source::Port);
        QCOMPARE(found->name, "model-server");
        QCOMPARE(found->url, model.url());
        QCOMPARE(found->healthPath, "/v2/health/ready");
        QVERIFY(found->speaksProtocol && found->isReady && found->backend.empty());
        QVERIFY(at(web.port()) == nullptr);
        QVERIFY(at(silent.serverPort()) == nullptr);
        QVERIFY(at(ours.port()) == nullptr);
        QVERIFY(m_registry->discovery().taken > WallTime());
    }

    void whatIsRegisteredIsMarked()
    {
        ScriptedServer model(speakProtocol);
        BackendConfiguration web;
        web.name = "web";
        web.number = 1;
        web.settings = HttpSettings{model.url()};
        SiteConfiguration site;
        site.applications.emplace_back().name = "digits";
        site.applications[0].backends = {web};
        m_registry->applyConfiguration(site);
        QTRY_COMPARE(m_registry->status("digits:web")->replicas.size(), 1u);
        QCOMPARE(look().state, OperationState::Succeeded);
        QVERIFY(at(model.port()) != nullptr);
        QCOMPARE(at(model.port())->backend, "digits:web");
    }

    void containersThatAreNotOursAreFound()
    {
        const auto add = [&](const std::string& id, const std::string& name, const char* state,
                             const nlohmann::json& labels) {
            FakeDocker::Container container;
            container.id = id;
            container.name = name;
            container.state = state;
            container.spec = {{"Image", "tiny:1"}, {"Labels", labels}};
            container.server = std::make_unique<ScriptedServer>(speakProtocol);
            const std::uint16_t port = container.server->port();
            m_docker->containers.emplace(id, std::move(container));
            return port;
        };
        const std::uint16_t theirs = add("a", "theirs", "running", nlohmann::json::object());
        const std::uint16_t ours = add("b", "ours", "running", {{kSiteLabel, "site1"}});
        const std::uint16_t paused = add("c", "paused", "paused", nlohmann::json::object());
        QCOMPARE(look().state, OperationState::Succeeded);
        const DiscoveredBackend* found = at(theirs);
        QVERIFY(found != nullptr);
        QVERIFY(found->source == DiscoveredBackend::Source::Container);
        QCOMPARE(found->name, "theirs");
        QCOMPARE(found->image, "tiny:1");
        QCOMPARE(found->containerPort, std::uint16_t{8'080});
        QVERIFY(found->speaksProtocol);
        QVERIFY(at(ours) == nullptr); // nor as a port of this machine
        QVERIFY(at(paused) == nullptr);
    }

    void withoutDockerThePortsAreLookedAt()
    {
        m_registry.reset();
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[](std::uint32_t) { return 0U; }, "site1", "unix:///nowhere.sock"}, m_clock);
        std::vector<Event> events;
        connect(m_registry.get(), &Registry::eventRaised, this, [&](const Event& event) { events.push_back(event); });
        ScriptedServer model(speakProtocol);
        const Operation looked = look();
        QCOMPARE(looked.state, OperationState::Succeeded);
        QCOMPARE(looked.steps[0].state, StepState::Skipped);
        QCOMPARE(m_registry->discovery().problems.size(), 1u);
        QVERIFY(at(model.port()) != nullptr);
        for (const Event& event : events) // nobody needs Docker here: no reason for alarm
            QVERIFY2(event.severity == Severity::Info, event.text.c_str());
    }

    void askingTwiceFollowsTheSame()
    {
        const auto first = m_registry->start(DiscoverBackends{}, {});
        const auto second = m_registry->start(DiscoverBackends{}, {});
        QCOMPARE(second->id, first->id);
        QVERIFY(m_registry->start(CancelOperation{first->id}, {}).has_value());
        QTRY_COMPARE(operation(first->id).state, OperationState::Cancelled);
        QVERIFY(m_registry->discovery().taken == WallTime());
        QVERIFY(m_registry->start(DiscoverBackends{}, {})->id != first->id);
    }

    void listeningPortsAreRead_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reached"); ///< "port address address"; empty = not listed
        const auto row = [](const char* name, const char* line, const char* reached) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(reached);
        };
        row("loopback", "0: 0100007F:2329 00000000:0000 0A 0", "9001 127.0.0.1");
        row("another loopback address", "0: 0A00007F:2329 00000000:0000 0A 0", "9001 127.0.0.10");
        row("every address", "0: 00000000:1F90 00000000:0000 0A 0", "8080 127.0.0.1");
        row("elsewhere", "0: 0500A8C0:1F90 00000000:0000 0A 0", "");
        row("a connection", "0: 0100007F:2329 0100007F:C350 01 0", "");
        row("every IPv6 address", "0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0",
            "8080 127.0.0.1 ::1");
        row("IPv6 loopback", "0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0",
            "8080 ::1");
        row("mapped IPv4 loopback",
            "0: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0", "8080 127.0.0.1");
        row("port 0", "0: 0100007F:0000 00000000:0000 0A 0", "");
        row("garbage", "what: is:this 0A", "");
        row("no address", "0: :2329 00000000:0000 0A 0", "");
    }
    void listeningPortsAreRead()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reached);
        std::string text;
        for (const ListeningPort& each : listeningPorts("titles\n" + line.toStdString() + "\n", "titles\n")) {
            text += std::to_string(each.port);
            for (const std::string& address : each.addresses)
                text += ' ' + address;
        }
        QCOMPARE(text, reached.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
