// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "engine/backends/registry.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/scriptedserver.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

BackendConfiguration httpBackend(const std::string& name, std::uint32_t number, const std::string& url)
{
    BackendConfiguration backend;
    backend.name = name;
    backend.number = number;
    backend.health.interval = 50ms;
    backend.health.timeout = 100ms;
    backend.settings = HttpSettings{url};
    return backend;
}

SiteConfiguration siteOf(std::vector<BackendConfiguration> backends)
{
    SiteConfiguration site;
    ApplicationConfiguration application;
    application.name = "digits";
    application.number = 1;
    application.backends = std::move(backends);
    site.applications.push_back(std::move(application));
    return site;
}

void ready(const ScriptedRequest&, const ScriptedPeer& peer)
{
    peer.reply(200, "");
}

} // namespace

/// The Registry with real http adapters against scripted servers.
class TestRegistry : public QObject
{
    Q_OBJECT

    std::map<std::uint32_t, std::uint32_t> m_inFlight;
    SystemClock m_clock;
    std::unique_ptr<Registry> m_registry;

    BackendState stateOf(const BackendId& id)
    {
        const auto status = m_registry->status(id);
        return status ? status->state : BackendState::Unknown;
    }

private Q_SLOTS:
    void init()
    {
        m_inFlight.clear();
        m_registry = std::make_unique<Registry>(
            RegistryHooks{[this](std::uint32_t number) { return m_inFlight[number]; }, "test"}, m_clock);
    }
    void cleanup() { m_registry.reset(); }

    void upWithItsAddress()
    {
        ScriptedServer server(ready);
        QSignalSpy changed(m_registry.get(), &Registry::statusesChanged);
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, server.url() + "/base")}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        const BackendStatus status = *m_registry->status("digits:web");
        QCOMPARE(status.number, 7u);
        QCOMPARE(status.endpoints, (std::vector<Endpoint>{{"127.0.0.1", server.port()}}));
        QCOMPARE(status.hostHeader, "127.0.0.1:" + std::to_string(server.port()));
        QCOMPARE(status.basePath, "/base");
        QVERIFY(status.takesRequests);
        QVERIFY2(status.lastCheck.starts_with("200 in "), status.lastCheck.c_str());
        QCOMPARE(status.replicas.size(), 1u);
        QCOMPARE(server.requests[0].target, "/base/v2/health/ready");
        QCOMPARE(server.requests[0].headers["host"], status.hostHeader);
        QTRY_VERIFY(changed.count() >= 1);
    }

    void downAfterFailuresAndUpAgain()
    {
        ScriptedServer server(ready);
        QSignalSpy events(m_registry.get(), &Registry::eventRaised);
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, server.url())}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        server.shut();
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Down);
        const BackendStatus down = *m_registry->status("digits:web");
        QVERIFY(!down.takesRequests);
        QVERIFY(down.endpoints.empty());
        QCOMPARE(down.lastError, "127.0.0.1: Connection refused");
        QVERIFY(down.lastErrorTime > down.since - 1s);
        QVERIFY(server.listen());
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        QCOMPARE(m_registry->status("digits:web")->lastError, "127.0.0.1: Connection refused"); // kept
        QCOMPARE(events.count(), 3); // up, down, up: not one per check
    }

    void unhealthy_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("error");
        QTest::newRow("a 500") << "500"
                               << "500 in ";
        QTest::newRow("silence") << "silence"
                                 << "no answer in 100 ms";
        QTest::newRow("garbage") << "garbage"
                                 << "not an HTTP answer";
        QTest::newRow("lost half-way") << "half"
                                       << "connection lost";
    }
    void unhealthy()
    {
        QFETCH(QString, kind);
        QFETCH(QString, error);
        ScriptedServer server([kind](const ScriptedRequest&, const ScriptedPeer& peer) {
            if (kind == u"500")
                peer.reply(500, "broken");
            if (kind == u"garbage")
                peer.raw("garbage\r\n\r\n");
            if (kind == u"half")
                peer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            if (kind != u"silence")
                peer.close();
        });
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, server.url())}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Down);
        const BackendStatus status = *m_registry->status("digits:web");
        QVERIFY2(status.lastError.find(error.toStdString()) != std::string::npos, status.lastError.c_str());
        QVERIFY(!status.takesRequests);
    }

    void anEmptyPathConnectsOnly()
    {
        ScriptedServer server(ready);
        auto backend = httpBackend("web", 7, server.url());
        backend.health.path.clear();
        m_registry->applyConfiguration(siteOf({backend}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        QVERIFY(m_registry->status("digits:web")->lastCheck.starts_with("connected in "));
        QVERIFY(server.requests.empty());
    }

    void aNameWithAnAddressWhereNobodyListens()
    {
        ScriptedServer server(ready); // on 127.0.0.1 only; localhost may also be ::1
        m_registry->applyConfiguration(
            siteOf({httpBackend("web", 7, "http://localhost:" + std::to_string(server.port()))}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        QCOMPARE(m_registry->status("digits:web")->endpoints, (std::vector<Endpoint>{{"127.0.0.1", server.port()}}));
    }

    void aNameThatDoesNotResolve()
    {
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, "http://no-such-host.invalid:1")}));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("digits:web"), BackendState::Down, 10'000);
        QVERIFY(m_registry->status("digits:web")->lastError.starts_with("cannot resolve no-such-host.invalid"));
    }

    void followsTheConfiguration()
    {
        ScriptedServer first(ready);
        ScriptedServer second(ready);
        m_registry->applyConfiguration(siteOf({httpBackend("a", 1, first.url()), httpBackend("b", 2, second.url())}));
        QTRY_COMPARE(stateOf("digits:a"), BackendState::Up);
        QTRY_COMPARE(stateOf("digits:b"), BackendState::Up);
        const WallTime since = m_registry->status("digits:b")->since;

        // a moves, b stays as it is, c is new
        m_registry->applyConfiguration(siteOf(
            {httpBackend("c", 3, first.url()), httpBackend("a", 1, second.url()), httpBackend("b", 2, second.url())}));
        QCOMPARE(stateOf("digits:b"), BackendState::Up);
        QVERIFY(m_registry->status("digits:b")->since == since);
        QTRY_COMPARE(stateOf("digits:a"), BackendState::Up);
        QCOMPARE(m_registry->status("digits:a")->endpoints.at(0).port, second.port());
        QTRY_COMPARE(stateOf("digits:c"), BackendState::Up);
        QCOMPARE(m_registry->statuses().size(), 3u);
        QCOMPARE(m_registry->statuses()[0].id, "digits:c");

        m_registry->applyConfiguration(siteOf({}));
        QVERIFY(m_registry->statuses().empty());
        QVERIFY(!m_registry->status("digits:a"));
        QVERIFY(m_registry->logs("digits:a", 10).has_value()); // removed lately
        QCOMPARE(m_registry->logs("digits:z", 10).error().code, ErrorCode::NotFound);
    }

    void drainEndsWhenNothingIsInFlight()
    {
        ScriptedServer server(ready);
        auto backend = httpBackend("web", 7, server.url());
        m_registry->applyConfiguration(siteOf({backend}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        QCOMPARE(m_registry->start(DrainBackend{"digits:web"}, {}).error().code, ErrorCode::Conflict);

        m_inFlight[7] = 2;
        backend.drained = true;
        m_registry->applyConfiguration(siteOf({backend}));
        QCOMPARE(stateOf("digits:web"), BackendState::Draining);
        QVERIFY(!m_registry->status("digits:web")->takesRequests);
        const auto operation = m_registry->start(DrainBackend{"digits:web"}, Actor{"api"});
        QVERIFY(operation.has_value());
        QCOMPARE(operation->state, OperationState::Running);
        QTRY_COMPARE(m_registry->operations().find(operation->id)->step, "2 in flight");
        m_inFlight[7] = 0;
        QTRY_COMPARE(m_registry->operations().find(operation->id)->state, OperationState::Succeeded);

        QCOMPARE(m_registry->start(ResumeBackend{"digits:web"}, {}).error().code, ErrorCode::Conflict);
        backend.drained = false;
        m_registry->applyConfiguration(siteOf({backend}));
        QCOMPARE(m_registry->start(ResumeBackend{"digits:web"}, {})->state, OperationState::Succeeded);
        QCOMPARE(stateOf("digits:web"), BackendState::Up);
        QVERIFY(m_registry->status("digits:web")->takesRequests);
    }

    void drainCanBeCancelledOrOvertaken()
    {
        ScriptedServer server(ready);
        auto backend = httpBackend("web", 7, server.url());
        backend.drained = true;
        m_inFlight[7] = 1;
        m_registry->applyConfiguration(siteOf({backend}));
        const auto first = m_registry->start(DrainBackend{"digits:web"}, {})->id;
        QVERIFY(m_registry->start(CancelOperation{first}, {}).has_value());
        QTRY_COMPARE(m_registry->operations().find(first)->state, OperationState::Cancelled);
        const auto second = m_registry->start(DrainBackend{"digits:web"}, {})->id;
        backend.drained = false;
        m_registry->applyConfiguration(siteOf({backend}));
        QTRY_COMPARE(m_registry->operations().find(second)->state, OperationState::Cancelled);
    }

    void actionsThatDoNotFit()
    {
        ScriptedServer server(ready);
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, server.url())}));
        QCOMPARE(m_registry->start(RedeployBackend{"digits:web", {}}, {}).error().code, ErrorCode::Unsupported);
        QCOMPARE(m_registry->start(RedeployBackend{"digits:no", {}}, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(m_registry->start(DrainBackend{"digits:no"}, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(m_registry->start(ResumeBackend{"digits:no"}, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(m_registry->start(CancelOperation{9}, {}).error().code, ErrorCode::NotFound);
    }

    void shutdownFinishes()
    {
        ScriptedServer server(ready);
        m_registry->applyConfiguration(siteOf({httpBackend("web", 7, server.url())}));
        QTRY_COMPARE(stateOf("digits:web"), BackendState::Up);
        QSignalSpy finished(m_registry.get(), &Registry::finished);
        m_registry->shutdown(false);
        QTRY_COMPARE(finished.count(), 1);
    }

    void destroyedInTheMiddleOfEverything()
    {
        ScriptedServer silent([](const ScriptedRequest&, const ScriptedPeer&) {});
        auto drained = httpBackend("a", 1, silent.url());
        drained.drained = true;
        m_inFlight[1] = 1;
        m_registry->applyConfiguration(siteOf({drained, httpBackend("b", 2, "http://localhost:1")}));
        QVERIFY(m_registry->start(DrainBackend{"digits:a"}, {}).has_value());
        QTRY_VERIFY(!silent.requests.empty());
        m_registry.reset();
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
