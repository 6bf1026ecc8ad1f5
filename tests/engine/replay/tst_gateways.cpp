// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <numeric>

#include "engine/replay/gateways.h"
#include "engine/replay/sweep.h"
#include "tests/engine/replay/likebackends.h"

using namespace straightline;
using namespace straightline::replay;

/// Two gateways before the same backends (K9): each knows of its own requests only, and the backends of all.
class TestGateways : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThatGetsNothingChangesNothing_data();
    void oneThatGetsNothingChangesNothing();
    void aGatewayDoesNotKnowTheOthersLoad();
    void theOracleKnowsTheBackendsAsTheyAre();
    void waitsForTheOthersWorkWhereWorkersAreAsManyAsSlots();
    void aLimitIsTheBackends();
    void aCrashBreaksOffWhatBothSent();
    void eachCountsItsOwnFrequency();
    void eachRequestEndsOnceAndAlwaysTheSame_data();
    void eachRequestEndsOnceAndAlwaysTheSame();
    void theSplitIsTheSameForEveryPolicy();
};

namespace
{

std::vector<BackendModel> oneWorkerEach(std::size_t count)
{
    return std::vector<BackendModel>(count, {.serviceMs = 100, .workers = 1});
}

PreparedRequests prepare(const SimulatedApplication& site, const std::vector<TraceRow>& rows,
                         std::uint32_t gateways = 1)
{
    Preparer preparer(site, 1, gateways);
    PreparedRequests prepared;
    for (const TraceRow& each : rows)
        preparer.prepare(each, prepared);
    return prepared;
}

Trial trialOf(const SimulatedApplication& site, FaultPlan faults, std::uint32_t gateways)
{
    faults.gateways = gateways;
    return {.policy = site.route.policy, .thresholds = site.route.thresholds, .faults = faults};
}

SimulationOutcome outcomeOf(const SimulatedApplication& site, const PreparedRequests& prepared, const FaultPlan& faults,
                            std::uint32_t gateways)
{
    Gateways all(site, trialOf(site, faults, gateways));
    all.run(prepared);
    all.finish();
    return all.outcome();
}

/// Requests at time 0, one for each of these gateways, all with the same luck in ties.
SimulationOutcome atOnce(const ApplicationConfiguration& application, const std::vector<BackendModel>& models,
                         const std::vector<std::uint32_t>& gateways, const FaultPlan& faults = {})
{
    const SimulatedApplication site = makeSimulated(application, models);
    PreparedRequests prepared = prepare(site, std::vector<TraceRow>(gateways.size()));
    prepared.gateway = gateways;
    std::fill(prepared.random.begin(), prepared.random.end(), std::uint64_t{0});
    return outcomeOf(site, prepared, faults, 2);
}

FaultPlan allKinds()
{
    FaultPlan plan;
    for (const char* each : {"crash:b0:5:9", "slow:b1:10:20:4", "errors:b2:12:25:0.4", "throttle:b0:20:30:1"})
        plan.faults.push_back(parseFault(each).value());
    return plan;
}

std::vector<BackendModel> mixedModels()
{
    return std::vector<BackendModel>(
        3, {.serviceMs = 40, .distribution = Spread::Lognormal, .workers = 2, .coldStartMs = 100, .usdPerHour = 1});
}

ApplicationConfiguration narrow(PolicyKind policy)
{
    ApplicationConfiguration application = configuration(3, policy);
    application.isolation.repeatable = Repeatable::All;
    application.backends[1].tier = Tier::Container;
    application.backends[2].tier = Tier::Serverless;
    for (BackendConfiguration& each : application.backends)
        each.capacity = 3;
    return application;
}

void everyPolicy()
{
    QTest::addColumn<PolicyKind>("policy");
    for (const PolicyKind each :
         {PolicyKind::LocalOnly, PolicyKind::RoundRobin, PolicyKind::LeastOutstanding, PolicyKind::TwoChoices,
          PolicyKind::PeakEwma, PolicyKind::Prequal, PolicyKind::ExpectedCompletion, PolicyKind::Straightline,
          PolicyKind::Adaptive, PolicyKind::Oracle})
        QTest::newRow(std::string(toString(each)).c_str()) << each;
}

bool same(const SimulationOutcome& a, const SimulationOutcome& b)
{
    return a.requests == b.requests && a.ended == b.ended && a.serverErrors == b.serverErrors && a.refused == b.refused
           && a.answeredMicros == b.answeredMicros && a.answeredNanos == b.answeredNanos
           && a.withinTarget == b.withinTarget && a.placed == b.placed && a.retries == b.retries
           && a.ejections == b.ejections && a.coldStarts == b.coldStarts && a.waited == b.waited
           && a.waitedNanos == b.waitedNanos && a.usd == b.usd && a.deadlineNanos == b.deadlineNanos;
}

} // namespace

void TestGateways::oneThatGetsNothingChangesNothing_data()
{
    everyPolicy();
}

void TestGateways::oneThatGetsNothingChangesNothing()
{
    QFETCH(PolicyKind, policy);
    const SimulatedApplication site = makeSimulated(narrow(policy), mixedModels());
    PreparedRequests prepared = prepare(site, evenly(7, 40));
    Simulation alone(site, trialOf(site, allKinds(), 1));
    alone.run(prepared);
    alone.finish();
    QVERIFY(alone.outcome().waited > 5);
    QVERIFY(same(outcomeOf(site, prepared, allKinds(), 1), alone.outcome()));
    for (const std::uint32_t gateway : {0U, 1U}) {
        prepared.gateway.assign(prepared.size(), gateway);
        QVERIFY2(same(outcomeOf(site, prepared, allKinds(), 2), alone.outcome()), std::to_string(gateway).c_str());
    }
}

void TestGateways::aGatewayDoesNotKnowTheOthersLoad()
{
    // Two at once and two idle backends of one worker and 100 ms. One gateway gives one to each; of two gateways each
    // takes the same backend for an idle one, and the second request waits there.
    for (const PolicyKind policy : {PolicyKind::LeastOutstanding, PolicyKind::Prequal, PolicyKind::Adaptive}) {
        const ApplicationConfiguration application = configuration(2, policy);
        QCOMPARE(atOnce(application, oneWorkerEach(2), {0, 0}).answeredNanos, std::uint64_t{(100 + 100) * kMs});
        QCOMPARE(atOnce(application, oneWorkerEach(2), {0, 1}).answeredNanos, std::uint64_t{(100 + 200) * kMs});
        QCOMPARE(atOnce(application, oneWorkerEach(2), {1, 1}).answeredNanos, std::uint64_t{(100 + 100) * kMs});
    }
    // By the rule, with one slot each: the room that a gateway sees is its own.
    ApplicationConfiguration application = configuration(2, PolicyKind::Straightline);
    application.backends[0].capacity = 1;
    application.backends[1].tier = Tier::Serverless;
    const SimulationOutcome one = atOnce(application, oneWorkerEach(2), {0, 0});
    QVERIFY(one.placed == (std::array<std::uint64_t, kTierCount>{1, 0, 1}));
    const SimulationOutcome two = atOnce(application, oneWorkerEach(2), {0, 1});
    QVERIFY(two.placed == (std::array<std::uint64_t, kTierCount>{2, 0, 0}));
    QCOMPARE(two.answeredNanos, std::uint64_t{(100 + 200) * kMs});
}

void TestGateways::theOracleKnowsTheBackendsAsTheyAre()
{
    const ApplicationConfiguration application = configuration(2, PolicyKind::Oracle);
    QCOMPARE(atOnce(application, oneWorkerEach(2), {0, 1}).answeredNanos, std::uint64_t{(100 + 100) * kMs});
}

void TestGateways::waitsForTheOthersWorkWhereWorkersAreAsManyAsSlots()
{
    // One gateway never overfills such a backend. Two do: of four at once two wait.
    ApplicationConfiguration application = configuration(1, PolicyKind::RoundRobin);
    application.backends[0].capacity = 2;
    for (const std::uint32_t workers : {0U, 2U}) {
        const std::vector<BackendModel> model{{.serviceMs = 100, .workers = workers}};
        const SimulationOutcome outcome = atOnce(application, model, {0, 0, 1, 1});
        QCOMPARE(outcome.answeredNanos, std::uint64_t{(2 * 100 + 2 * 200) * kMs});
        QCOMPARE(outcome.waited, std::uint64_t{0}); // not in a gateway's line
    }
}

void TestGateways::aLimitIsTheBackends()
{
    // Eight at once, four from each gateway, come to one that takes 5: three are refused.
    const std::vector<BackendModel> model{{.serviceMs = 100, .workers = 8, .concurrency = 5}};
    const SimulationOutcome outcome = atOnce(configuration(1, PolicyKind::RoundRobin), model, {0, 1, 0, 1, 0, 1, 0, 1});
    QCOMPARE(outcome.refused, std::uint64_t{3});
    QCOMPARE(outcome.answeredMicros.count(), std::uint64_t{5});
}

void TestGateways::aCrashBreaksOffWhatBothSent()
{
    const FaultPlan crash{.faults = {parseFault("crash:b0:0.1:0.2").value()}};
    const SimulationOutcome outcome =
        atOnce(configuration(1, PolicyKind::RoundRobin), {{.serviceMs = 500, .workers = 8}}, {0, 1, 1}, crash);
    QCOMPARE(outcome.ended[static_cast<std::size_t>(Outcome::BackendFailed)], std::uint64_t{3});
}

void TestGateways::eachCountsItsOwnFrequency()
{
    const SimulatedApplication site = makeSimulated(configuration(1, PolicyKind::RoundRobin), oneWorkerEach(1));
    const auto rows = evenly(1, 20);
    const PreparedRequests both = prepare(site, rows, 2);
    Preparer alone(site, 1);
    PreparedRequests seconds;
    std::vector<double> counted;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(both.gateway[i], gatewayOf(1, i, 2));
        if (both.gateway[i] == 1) {
            alone.prepare(rows[i], seconds);
            counted.push_back(both.frequencyHz[i]);
        }
    }
    QVERIFY(seconds.frequencyHz == counted); // as if the other's requests were not there
    QVERIFY(counted.size() > rows.size() * 48 / 100 && counted.size() < rows.size() * 52 / 100);
    QVERIFY(both.serviceNanos == prepare(site, rows).serviceNanos); // the luck is the request's
}

void TestGateways::eachRequestEndsOnceAndAlwaysTheSame_data()
{
    everyPolicy();
}

void TestGateways::eachRequestEndsOnceAndAlwaysTheSame()
{
    QFETCH(PolicyKind, policy);
    const SimulatedApplication site = makeSimulated(narrow(policy), mixedModels());
    const auto rows = evenly(7, 40);
    FaultPlan faults = allKinds();
    const SimulationOutcome whole = outcomeOf(site, prepare(site, rows, 2), faults, 2);
    QCOMPARE(whole.requests, rows.size());
    QCOMPARE(std::accumulate(whole.ended.begin(), whole.ended.end(), std::uint64_t{0}), whole.requests);
    QVERIFY(same(outcomeOf(site, prepare(site, rows, 2), faults, 2), whole));
    faults.gateways = 2;
    SweepPlan plan{.policies = {policy}, .faults = faults};
    const std::vector<SimulatedApplication> sites{site};
    Sweep sweep(sites, plan);
    for (std::size_t i = 0; i < rows.size(); i += 3)
        sweep.run(std::span(rows).subspan(i, std::min<std::size_t>(3, rows.size() - i)));
    QVERIFY(same(sweep.finish().front().outcome, whole)); // in pieces of three
}

void TestGateways::theSplitIsTheSameForEveryPolicy()
{
    const std::vector<SimulatedApplication> sites{makeSimulated(narrow(PolicyKind::RoundRobin), mixedModels())};
    SweepPlan plan{.policies = {PolicyKind::PeakEwma, PolicyKind::RoundRobin, PolicyKind::Straightline},
                   .seeds = {1, 2},
                   .faults = {.faults = {}, .staleNanos = 0, .gateways = 2}};
    Sweep together(sites, plan);
    together.run(evenly(7, 20));
    const auto cells = together.finish();
    QCOMPARE(cells.size(), std::size_t{6});
    plan.policies = {PolicyKind::RoundRobin};
    Sweep alone(sites, plan);
    alone.run(evenly(7, 20));
    const auto others = alone.finish();
    QVERIFY(same(cells[1].outcome, others[0].outcome));
    QVERIFY(same(cells[4].outcome, others[1].outcome));
    QVERIFY(!same(others[0].outcome, others[1].outcome)); // another seed splits and works otherwise
}

QTEST_APPLESS_MAIN(TestGateways)
#include "tst_gateways.moc"
