// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/placement/policysimulation.h"

using namespace straightline;

/// Thousands of picks under load that reacts; shares, capacities and ejected backends are looked at.
class PoliciesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noPolicyChoosesAnEjectedBackendOrOverfills_data();
    void noPolicyChoosesAnEjectedBackendOrOverfills();
    void roundRobinGivesEqualShares();
    void roundRobinSkipsTheFull();
    void leastOutstandingIsFairAmongEquals();
    void leastOutstandingSparesTheSlow();
    void leastOutstandingChoosesTheFewest();
    void twoChoicesSpareTheSlow();
    void straightlineSpreadsInsideATier();
    void straightlineOverflowsInOrder();
    void onePlatformTakesAll_data();
    void onePlatformTakesAll();
    void oneTierFullWaitsAlthoughOthersAreFree();
    void predictingPoliciesSpareTheSlow_data();
    void predictingPoliciesSpareTheSlow();
    void prequalTakesTheFastestOfTheCold();
    void prequalTakesTheIdlestWhenAllAreHot();
    void sizesDecideWherePredictionsCross_data();
    void sizesDecideWherePredictionsCross();
    void oracleTakesTheTrulyFastest();
};

void PoliciesTest::noPolicyChoosesAnEjectedBackendOrOverfills_data()
{
    QTest::addColumn<int>("policy");
    for (std::size_t i = 0; i < kPolicyCount; ++i)
        QTest::newRow(word(static_cast<PolicyKind>(i)).toLatin1().constData()) << static_cast<int>(i);
}

void PoliciesTest::noPolicyChoosesAnEjectedBackendOrOverfills()
{
    QFETCH(int, policy);
    std::vector<SimulatedBackend> backends;
    for (const Tier tier : kTiers) {
        for (std::uint32_t capacity = 1; capacity <= 3; ++capacity)
            backends.push_back({{.tier = tier, .capacity = capacity}, 10.0 * capacity});
    }
    Simulation simulation(static_cast<PolicyKind>(policy), withEjected(backends), 1);
    const auto shares = simulation.run(kRequests, 900.0); // more than all can serve
    for (std::size_t i = backends.size(); i < shares.size(); ++i)
        QCOMPARE(shares[i], 0.0);
    for (std::size_t i = 0; i < backends.size(); ++i)
        QVERIFY(simulation.mostInFlight(i) <= backends[i].backend.capacity);
    QVERIFY(simulation.waiting() > 0);
    QVERIFY(simulation.waiting() < kRequests);
}

void PoliciesTest::roundRobinGivesEqualShares()
{
    const auto shares = Simulation(PolicyKind::RoundRobin,
                                   withEjected({{{.tier = Tier::Local, .capacity = 1'000}, 5.0},
                                                {{.tier = Tier::Container, .capacity = 1'000}, 50.0},
                                                {{.tier = Tier::Serverless, .capacity = 1'000}, 20.0},
                                                {{.tier = Tier::Local, .capacity = 1'000}, 1.0}}),
                                   2)
                            .run(kRequests, 400.0);
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(shares[i], 0.25);
}

void PoliciesTest::roundRobinSkipsTheFull()
{
    TestSite site(PolicyKind::RoundRobin);
    site.add({.tier = Tier::Local, .capacity = 1, .inFlight = 1});
    site.add({.tier = Tier::Local, .capacity = 1});
    site.add({.tier = Tier::Container, .capacity = 1});
    std::vector<std::uint32_t> order;
    for (std::uint64_t turn = 0; turn < 4; ++turn)
        order.push_back(site.decide({.turn = turn}).backendIndex);
    QCOMPARE(order, (std::vector<std::uint32_t>{1, 2, 1, 2}));
}

void PoliciesTest::leastOutstandingIsFairAmongEquals()
{
    std::vector<SimulatedBackend> backends;
    for (int i = 0; i < 5; ++i)
        backends.push_back({{.tier = kTiers[static_cast<std::size_t>(i) % 3], .capacity = 1'000}, 10.0});
    const auto shares = Simulation(PolicyKind::LeastOutstanding, withEjected(backends), 3).run(kRequests, 300.0);
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY(isNear(shares[i], 0.2, 0.02));
}

void PoliciesTest::leastOutstandingSparesTheSlow()
{
    const auto shares = Simulation(PolicyKind::LeastOutstanding,
                                   withEjected({{{.tier = Tier::Local, .capacity = 1'000}, 10.0},
                                                {{.tier = Tier::Local, .capacity = 1'000}, 200.0}}),
                                   4)
                            .run(kRequests, 200.0);
    QVERIFY2(shares[0] > 0.85, qPrintable(QString::number(shares[0])));
    QVERIFY(shares[1] > 0.0);
}

void PoliciesTest::leastOutstandingChoosesTheFewest()
{
    TestSite site(PolicyKind::LeastOutstanding);
    for (const std::uint32_t inFlight : {7U, 3U, 9U, 3U, 4U})
        site.add({.tier = Tier::Container, .capacity = 10, .inFlight = inFlight});
    Random random(6);
    std::map<std::uint32_t, int> chosen;
    for (int i = 0; i < 1'000; ++i) {
        const Decision decision = site.decide({.random = random()});
        ++chosen[decision.backendIndex];
        QCOMPARE(decision.candidates[0].score, 3.0F);
    }
    QCOMPARE(chosen.size(), std::size_t{2});
    QVERIFY(chosen[1] > 100 && chosen[3] > 100);
}

void PoliciesTest::twoChoicesSpareTheSlow()
{
    const auto shares = Simulation(PolicyKind::TwoChoices,
                                   withEjected({{{.tier = Tier::Local, .capacity = 1'000}, 10.0},
                                                {{.tier = Tier::Container, .capacity = 1'000}, 10.0},
                                                {{.tier = Tier::Serverless, .capacity = 1'000}, 200.0}}),
                                   5)
                            .run(kRequests, 200.0);
    QVERIFY2(shares[2] < 0.15, qPrintable(QString::number(shares[2])));
    QVERIFY(isNear(shares[0], shares[1], 0.1));
}

void PoliciesTest::straightlineSpreadsInsideATier()
{
    std::vector<SimulatedBackend> backends;
    for (int i = 0; i < 4; ++i)
        backends.push_back({{.tier = Tier::Container, .capacity = 1'000}, 20.0});
    Simulation simulation(PolicyKind::Straightline, withEjected(backends), 6);
    const auto shares = simulation.run(kRequests, 300.0, 5'000); // d > D
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(isNear(shares[i], 0.25, 0.06));
    QCOMPARE(simulation.waiting(), 0);
}

void PoliciesTest::straightlineOverflowsInOrder()
{
    Simulation simulation(PolicyKind::Straightline,
                          {{{.tier = Tier::Local, .capacity = 2}, 10.0},
                           {{.tier = Tier::Container, .capacity = 2}, 10.0},
                           {{.tier = Tier::Serverless, .capacity = 1'000}, 10.0}},
                          7);
    simulation.site().application().thresholds.frequencyHz = 1e9; // never a burst
    const auto shares = simulation.run(kRequests, 400.0);
    // Erlang B with 4 Erlang and 2 slots blocks 8/13; two more slots see what it lets over, in all 4 slots block
    // 0.3107.
    QVERIFY(isNear(shares[0], 1.0 - 8.0 / 13.0, 0.02));
    QVERIFY(isNear(shares[2], 0.3107, 0.02));
    QCOMPARE(simulation.waiting(), 0);
}

void PoliciesTest::onePlatformTakesAll_data()
{
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("tier");
    QTest::newRow("local_only") << static_cast<int>(PolicyKind::LocalOnly) << 0;
    QTest::newRow("container_only") << static_cast<int>(PolicyKind::ContainerOnly) << 1;
    QTest::newRow("serverless_only") << static_cast<int>(PolicyKind::ServerlessOnly) << 2;
}

void PoliciesTest::onePlatformTakesAll()
{
    QFETCH(int, policy);
    QFETCH(int, tier);
    std::vector<SimulatedBackend> backends;
    for (const Tier each : kTiers)
        backends.push_back({{.tier = each, .capacity = 1'000}, 10.0});
    const auto shares = Simulation(static_cast<PolicyKind>(policy), withEjected(backends), 8).run(5'000, 300.0);
    QCOMPARE(shares[static_cast<std::size_t>(tier)], 1.0);
}

void PoliciesTest::oneTierFullWaitsAlthoughOthersAreFree()
{
    TestSite site(PolicyKind::LocalOnly);
    site.add({.tier = Tier::Local, .capacity = 1, .inFlight = 1});
    site.add({.tier = Tier::Container, .capacity = 8});
    QCOMPARE(word(site.decide({}).verdict), QStringLiteral("wait"));
    QCOMPARE(word(site.decide({}).tier), QStringLiteral("local"));
    site.load(0).breaker = BreakerState::Open;
    QCOMPARE(word(site.decide({}).verdict), QStringLiteral("nothing_healthy"));
}

void PoliciesTest::predictingPoliciesSpareTheSlow_data()
{
    QTest::addColumn<int>("policy");
    for (const PolicyKind each :
         {PolicyKind::PeakEwma, PolicyKind::Prequal, PolicyKind::ExpectedCompletion, PolicyKind::Adaptive})
        QTest::newRow(word(each).toLatin1().constData()) << static_cast<int>(each);
}

void PoliciesTest::predictingPoliciesSpareTheSlow()
{
    QFETCH(int, policy);
    const auto shares = Simulation(static_cast<PolicyKind>(policy),
                                   withEjected({{{.tier = Tier::Local, .capacity = 20}, 10.0},
                                                {{.tier = Tier::Container, .capacity = 20}, 12.0},
                                                {{.tier = Tier::Serverless, .capacity = 20}, 200.0}}),
                                   9)
                            .run(kRequests, 400.0);
    QVERIFY2(shares[2] < 0.12, qPrintable(QString::number(shares[2])));
    QVERIFY2(shares[0] + shares[1] > 0.88, qPrintable(QString::number(shares[0] + shares[1])));
}

void PoliciesTest::prequalTakesTheFastestOfTheCold()
{
    TestSite site(PolicyKind::Prequal);
    site.add({.tier = Tier::Local, .capacity = 10, .inFlight = 9, .latencyMicros = 1'000}); // fast, but hot
    site.add({.tier = Tier::Container, .capacity = 10, .inFlight = 4, .latencyMicros = 3'000});
    site.add({.tier = Tier::Serverless, .capacity = 10, .inFlight = 2, .latencyMicros = 5'000});
    const Decision decision = site.decide({});
    QCOMPARE(word(decision.reason), QStringLiteral("prequal_cold"));
    QCOMPARE(decision.backendIndex, 1U);
    QCOMPARE(decision.candidates[0].score, 3.0F);
    QCOMPARE(decision.candidates[1].score, 5.0F);
    QCOMPARE(static_cast<int>(decision.candidateCount), 2);
}

void PoliciesTest::prequalTakesTheIdlestWhenAllAreHot()
{
    TestSite site(PolicyKind::Prequal);
    for (const std::uint32_t micros : {4'000U, 2'000U, 3'000U})
        site.add({.tier = Tier::Container, .capacity = 10, .inFlight = 5, .latencyMicros = micros});
    const Decision decision = site.decide({});
    QCOMPARE(word(decision.reason), QStringLiteral("prequal_hot"));
    QCOMPARE(decision.backendIndex, 1U); // of equals the fastest
    QCOMPARE(decision.candidates[0].score, 5.0F);
}

void PoliciesTest::sizesDecideWherePredictionsCross_data()
{
    QTest::addColumn<int>("policy");
    QTest::newRow("expected_completion") << static_cast<int>(PolicyKind::ExpectedCompletion);
    QTest::newRow("adaptive") << static_cast<int>(PolicyKind::Adaptive);
}

/// Local is quick for small bodies, container for large ones; both have room for all.
void PoliciesTest::sizesDecideWherePredictionsCross()
{
    QFETCH(int, policy);
    Simulation simulation(static_cast<PolicyKind>(policy),
                          withEjected({{{.tier = Tier::Local, .capacity = 1'000}, 5.0, 0.5},
                                       {{.tier = Tier::Container, .capacity = 1'000}, 40.0, 0.01}}),
                          10);
    for (const std::uint64_t size : {1'000U, 200'000U})
        simulation.run(4'000, 100.0, size); // learns
    const auto small = simulation.run(4'000, 100.0, 1'000);
    QVERIFY2(small[0] > 0.95, qPrintable(QString::number(small[0])));
    const auto large = simulation.run(4'000, 100.0, 200'000);
    QVERIFY2(large[1] > 0.95, qPrintable(QString::number(large[1])));
}

void PoliciesTest::oracleTakesTheTrulyFastest()
{
    TestSite site(PolicyKind::Oracle);
    for (const Tier tier : kTiers)
        site.add({.tier = tier, .capacity = 2});
    const std::vector<std::int64_t> truth{3'000'000, 1'000'000, 2'000'000};
    const auto decide = [&] {
        return placement::decideKnowing(truth, {}, site.application(), site.load(), TestSite::kNow);
    };
    QCOMPARE(decide().backendIndex, 1U);
    QCOMPARE(decide().candidates[0].score, 1.0F);
    site.load(1).inFlight = 2;
    QCOMPARE(decide().backendIndex, 2U);
    QCOMPARE(word(decide().reason), QStringLiteral("oracle"));
}
QTEST_GUILESS_MAIN(PoliciesTest)
#include "tst_policies.moc"
