// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/core/routes.h"

using namespace straightline;
using namespace straightline::core;

namespace
{

BackendConfiguration backend(std::uint32_t number, const std::string& name, BackendSettings settings)
{
    BackendConfiguration made;
    made.number = number;
    made.name = name;
    made.settings = std::move(settings);
    return made;
}

SiteConfiguration oneApplication(std::vector<BackendConfiguration> backends)
{
    ApplicationConfiguration application;
    application.number = 7;
    application.name = "digits";
    application.mount = "/digits";
    application.backends = std::move(backends);
    SiteConfiguration site;
    site.applications = {application};
    return site;
}

BackendStatus up(std::uint32_t number)
{
    BackendStatus status;
    status.number = number;
    status.takesRequests = true;
    status.endpoints = {{"127.0.0.1", 9001}};
    status.hostHeader = "web.example:9001";
    status.basePath = "/base";
    return status;
}

} // namespace

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inService_data();
    void inService();
    void carriesConfigurationAndStatus();
    void sharesWhatDidNotChange();
    void slotsStayWhileConfiguredAndComeBackWhenIdle();
    void aBusySlotIsKept();
    void tooManyBackendsAreRefused();
};

void TestRoutes::inService_data()
{
    QTest::addColumn<bool>("function");
    QTest::addColumn<bool>("hasStatus");
    QTest::addColumn<bool>("takesRequests");
    QTest::addColumn<bool>("hasEndpoint");
    QTest::addColumn<bool>("drained");
    QTest::addColumn<bool>("expected");
    QTest::newRow("healthy http backend") << false << true << true << true << false << true;
    QTest::newRow("no status yet") << false << false << true << true << false << false;
    QTest::newRow("status says down") << false << true << false << true << false << false;
    QTest::newRow("no healthy address") << false << true << true << false << false << false;
    QTest::newRow("drained by the operator") << false << true << true << true << true << false;
    QTest::newRow("a function needs no address") << true << true << true << false << false << true;
    QTest::newRow("a drained function") << true << true << true << false << true << false;
}

void TestRoutes::inService()
{
    QFETCH(bool, function);
    QFETCH(bool, hasStatus);
    QFETCH(bool, takesRequests);
    QFETCH(bool, hasEndpoint);
    QFETCH(bool, drained);
    QFETCH(bool, expected);
    BackendSettings settings = HttpSettings{"http://127.0.0.1:9001"};
    if (function)
        settings = FunctionSettings{};
    BackendConfiguration configured = backend(3, "web", settings);
    configured.drained = drained;
    BackendStatus status = up(3);
    status.takesRequests = takesRequests;
    if (!hasEndpoint)
        status.endpoints.clear();

    LiveLoad load;
    LoadSlots slots(load);
    const SiteConfiguration site = oneApplication({configured});
    QVERIFY(slots.follow(site));
    const RoutingTable table =
        RouteBuilder().build(site, hasStatus ? std::vector{status} : std::vector<BackendStatus>{}, slots, 1);
    QCOMPARE(table.applications[0].backends.at(0).inService, expected);
}

void TestRoutes::carriesConfigurationAndStatus()
{
    LiveLoad load;
    LoadSlots slots(load);
    SiteConfiguration site = oneApplication({backend(3, "web", HttpSettings{"http://web.example:9001/base"})});
    site.applications[0].backends[0].usdPerSecond = 5e-5;
    site.applications[0].adaptive = {.budgetUsdPer1000 = 0.002, .without = {"guard"}};
    QVERIFY(slots.follow(site));
    const RoutingTable table = RouteBuilder().build(site, {up(3)}, slots, 42);
    QCOMPARE(table.version, std::uint64_t(42));
    const ApplicationRoute* route = table.findByMount("/digits/classify");
    QVERIFY(route != nullptr);
    QCOMPARE(route->number, 7U);
    QCOMPARE(route->backends.at(0).hostHeader, std::string("web.example:9001"));
    QCOMPARE(route->backends.at(0).basePath, std::string("/base"));
    QCOMPARE(route->backends.at(0).endpoints.at(0).port, std::uint16_t(9001));
    QCOMPARE(route->tiers[0].rows.at(0).nanoUsdPerSecond, std::uint64_t{50'000});
    QCOMPARE(route->budgetNanoUsd, std::uint64_t{2'000});
    QVERIFY(!route->ingredients.has(Ingredient::Guard));
    QVERIFY(route->ingredients.has(Ingredient::Price));
}

void TestRoutes::sharesWhatDidNotChange()
{
    LiveLoad load;
    LoadSlots slots(load);
    SiteConfiguration site = oneApplication({backend(3, "web", HttpSettings{"http://127.0.0.1:9001"})});
    ApplicationConfiguration second = site.applications.front();
    second.number = 8;
    second.name = "words";
    second.mount = "/words";
    second.backends = {backend(4, "web", HttpSettings{"http://127.0.0.1:9002"})};
    site.applications.push_back(second);
    QVERIFY(slots.follow(site));
    RouteBuilder routes;
    std::vector<BackendStatus> statuses{up(3), up(4)};
    const RoutingTable first = routes.build(site, statuses, slots, 1);
    const auto shared = [&](const RoutingTable& table, const char* name) {
        return table.find(name) != nullptr && table.find(name) == first.find(name);
    };

    site.applications[0].thresholds.frequencyHz = 77;
    const RoutingTable changed = routes.build(site, statuses, slots, 2);
    QVERIFY(!shared(changed, "digits") && shared(changed, "words"));
    QCOMPARE(changed.find("digits")->thresholds.frequencyHz, 77.0);

    statuses[1].takesRequests = false; // a backend that goes down is a change too
    const RoutingTable down = routes.build(site, statuses, slots, 3);
    QVERIFY(!shared(down, "words"));
    QVERIFY(!down.find("words")->backends[0].inService);
    QVERIFY(down.find("words")->tiers[static_cast<std::size_t>(down.find("words")->backends[0].tier)].rows.empty());
    QVERIFY(down.find("digits") == changed.find("digits"));

    statuses[0].endpoints.front().port = 9'999;
    const RoutingTable moved = routes.build(site, statuses, slots, 4);
    QVERIFY(moved.find("digits") != down.find("digits"));
    QCOMPARE(moved.find("digits")->backends[0].endpoints[0].port, std::uint16_t{9'999});

    site.applications.pop_back();
    QVERIFY(slots.follow(site));
    QVERIFY(routes.build(site, statuses, slots, 5).find("words") == nullptr);
    QVERIFY(first.find("words")->backends[0].inService); // an old table stays as it was
}

void TestRoutes::slotsStayWhileConfiguredAndComeBackWhenIdle()
{
    LiveLoad load;
    LoadSlots slots(load);
    const auto web = backend(1, "web", HttpSettings{"http://127.0.0.1:1"});
    const auto other = backend(2, "other", HttpSettings{"http://127.0.0.1:2"});
    QVERIFY(slots.follow(oneApplication({web, other})));
    const std::uint32_t slot = slots.backendSlot(1);
    load.backends[slot].failedAttempts = 9;
    QVERIFY(slots.follow(oneApplication({web})));
    QCOMPARE(slots.backendSlot(1), slot);
    QCOMPARE(load.backends[slot].failedAttempts.load(), std::uint64_t(9));
    QVERIFY(slots.follow(oneApplication({})));
    for (std::uint32_t number = 10; number < 10 + kMaxBackendSlots; ++number)
        QVERIFY(slots.follow(oneApplication({backend(number, "b", HttpSettings{"http://127.0.0.1:3"})})));
    QCOMPARE(load.backends[slot].failedAttempts.load(), std::uint64_t(0));
}

void TestRoutes::aBusySlotIsKept()
{
    LiveLoad load;
    LoadSlots slots(load);
    QVERIFY(slots.follow(oneApplication({backend(1, "web", HttpSettings{"http://127.0.0.1:1"})})));
    const std::uint32_t slot = slots.backendSlot(1);
    load.backends[slot].inFlight = 1;
    for (std::uint32_t number = 10; number < 10 + 2 * kMaxBackendSlots; ++number) {
        QVERIFY(slots.follow(oneApplication({backend(number, "b", HttpSettings{"http://127.0.0.1:3"})})));
        QVERIFY(slots.backendSlot(number) != slot);
    }
    QCOMPARE(slots.inFlight(1), 1U);
}

void TestRoutes::tooManyBackendsAreRefused()
{
    LiveLoad load;
    LoadSlots slots(load);
    std::vector<BackendConfiguration> backends;
    for (std::uint32_t number = 1; number <= kMaxBackendSlots + 1; ++number)
        backends.push_back(backend(number, "b", HttpSettings{"http://127.0.0.1:3"}));
    const auto followed = slots.follow(oneApplication(backends));
    QVERIFY(!followed);
    QVERIFY(followed.error().code == ErrorCode::Overloaded);
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
