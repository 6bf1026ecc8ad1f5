// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "engine/core/troubles.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using core::backendTroubles;
using core::Troubles;

namespace
{

WallTime at(int seconds)
{
    return WallTime(std::chrono::seconds(seconds));
}

Trouble trouble(TroubleCause cause, const char* subject, const char* detail = "")
{
    return {cause, subject, detail, {}, std::chrono::milliseconds(0)};
}

SiteConfiguration siteWith(const std::vector<BackendSettings>& settings)
{
    SiteConfiguration site;
    ApplicationConfiguration& digits = site.applications.emplace_back();
    digits.name = "digits";
    for (const BackendSettings& each : settings) {
        BackendConfiguration& backend = digits.backends.emplace_back();
        backend.name = "b" + std::to_string(digits.backends.size());
        backend.settings = each;
    }
    return site;
}

BackendStatus statusOf(const char* id, BackendState state)
{
    BackendStatus status;
    status.id = id;
    status.state = state;
    status.lastError = "it is gone";
    return status;
}

} // namespace

/// What is wrong, since when, and when no more: by values, and by the whole engine.
class TestTroubles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DOCKER_HOST", "unix:///nowhere/docker.sock");
        spdlog::set_level(spdlog::level::off);
    }
    void sinceIsKeptWhileItLasts();
    void theStoresTroublesAreEvents();
    void backendsThatShouldServeAndCannot();
    void noDockerIsOneTroubleNotOneForEachContainer();
    void theEngineTellsAndForgetsThem();
};

void TestTroubles::sinceIsKeptWhileItLasts()
{
    Troubles troubles;
    (void)troubles.follow(
        {trouble(TroubleCause::Unverified, "digits:web"), trouble(TroubleCause::DockerUnreachable, "docker", "first")},
        at(1));
    QCOMPARE(troubles.now().size(), std::size_t{2});
    QVERIFY(troubles.now()[0].cause == TroubleCause::DockerUnreachable); // the worst first
    (void)troubles.follow({trouble(TroubleCause::DockerUnreachable, "docker", "other words"),
                           trouble(TroubleCause::BackendUnreachable, "digits:web")},
                          at(2));
    QCOMPARE(troubles.now().size(), std::size_t{2});
    QVERIFY(troubles.now()[0].since == at(1));
    QCOMPARE(troubles.now()[0].detail, std::string("other words"));
    QVERIFY(troubles.now()[1].since == at(2));
    (void)troubles.follow({}, at(3));
    QVERIFY(troubles.now().empty());
    (void)troubles.follow({trouble(TroubleCause::DockerUnreachable, "docker")}, at(4));
    QVERIFY(troubles.now()[0].since == at(4)); // another time is another trouble
}

void TestTroubles::theStoresTroublesAreEvents()
{
    Troubles troubles;
    const auto began = troubles.follow({trouble(TroubleCause::DiskFull, "store", "no space")}, at(1));
    QCOMPARE(began.size(), std::size_t{1});
    QVERIFY(began[0].severity == Severity::Error);
    QCOMPARE(began[0].text, std::string("no space"));
    QVERIFY(troubles.follow({trouble(TroubleCause::DiskFull, "store", "still no space")}, at(2)).empty());
    const auto ended = troubles.follow({trouble(TroubleCause::Unverified, "digits:web")}, at(3));
    QCOMPARE(ended.size(), std::size_t{1});
    QVERIFY(ended[0].severity == Severity::Info);
    QVERIFY(troubles.follow({}, at(4)).empty()); // others tell their own
}

void TestTroubles::backendsThatShouldServeAndCannot()
{
    SiteConfiguration site =
        siteWith({HttpSettings{"http://127.0.0.1:1"}, FunctionSettings{}, ContainerSettings{}, HttpSettings{}});
    site.applications[0].backends[3].drained = true;
    const std::vector<Trouble> found =
        backendTroubles(site,
                        {statusOf("digits:b1", BackendState::Down), statusOf("digits:b2", BackendState::Failed),
                         statusOf("digits:b3", BackendState::Failed), statusOf("digits:b4", BackendState::Down),
                         statusOf("digits:b5", BackendState::Down)},
                        {});
    QCOMPARE(found.size(), std::size_t{3}); // not the drained one, and not one that was removed
    QVERIFY(found[0].cause == TroubleCause::BackendUnreachable);
    QVERIFY(found[0].retry == site.applications[0].backends[0].health.interval);
    QVERIFY(found[1].cause == TroubleCause::FunctionFailed);
    QVERIFY(found[2].cause == TroubleCause::ContainerFailed);
    QCOMPARE(found[2].detail, std::string("it is gone"));
    QVERIFY(backendTroubles(site, {statusOf("digits:b1", BackendState::Starting)}, {}).empty());
}

void TestTroubles::noDockerIsOneTroubleNotOneForEachContainer()
{
    const SiteConfiguration site = siteWith({ContainerSettings{}, ContainerSettings{}});
    const std::vector<BackendStatus> down{statusOf("digits:b1", BackendState::Down),
                                          statusOf("digits:b2", BackendState::Down)};
    QCOMPARE(backendTroubles(site, down, {}).size(), std::size_t{2});
    QVERIFY(backendTroubles(site, down, {trouble(TroubleCause::DockerUnreachable, "docker")}).empty());
}

void TestTroubles::theEngineTellsAndForgetsThem()
{
    auto backend = std::make_unique<TestBackend>(TestBackend::answering("ok"));
    const std::uint16_t port = backend->port();
    core::EngineSettings settings;
    const QTemporaryDir folder;
    settings.stateDir = folder.path().toStdString();
    settings.listen = "127.0.0.1:0";
    settings.control = "127.0.0.1:0";
    settings.seed =
        siteWith({HttpSettings{"http://127.0.0.1:" + std::to_string(port)},
                  ContainerSettings{.image = "straightline/digits:latest", .environment = {}, .command = {}}});
    settings.seed->applications[0].backends[0].health = {.path = "",
                                                         .interval = std::chrono::milliseconds(50),
                                                         .timeout = std::chrono::milliseconds(500),
                                                         .rise = 1,
                                                         .fall = 1};
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    std::vector<Trouble> now;
    connect(
        &(*opened)->engine(), &Engine::snapshotTaken, this,
        [&now](const SnapshotPtr& snapshot) { now = snapshot->troubles; }, Qt::QueuedConnection);
    const auto has = [&now](TroubleCause cause) {
        return std::any_of(now.begin(), now.end(), [cause](const Trouble& each) { return each.cause == cause; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(has(TroubleCause::DockerUnreachable), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!has(TroubleCause::BackendUnreachable), 20'000);
    QVERIFY(!has(TroubleCause::ContainerFailed));

    backend.reset();
    QTRY_VERIFY_WITH_TIMEOUT(has(TroubleCause::BackendUnreachable), 20'000);
    const Trouble told = now.back();
    QCOMPARE(told.subject, std::string("digits:b1"));
    QVERIFY(!told.detail.empty());
    QVERIFY(told.since > std::chrono::system_clock::now() - std::chrono::minutes(5));
    QVERIFY(told.retry == std::chrono::milliseconds(50));

    const TestBackend again(TestBackend::answering("ok"), {}, port);
    QTRY_VERIFY_WITH_TIMEOUT(!has(TroubleCause::BackendUnreachable), 20'000); // without a restart
}

QTEST_GUILESS_MAIN(TestTroubles)
#include "tst_troubles.moc"
