// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/placement/policysimulation.h"

using namespace straightline;

/// The policy adaptive: what each of its parts does.
class AdaptiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adaptiveFollowsTheRuleAtFirst();
    void adaptiveLeavesWhatFails();
    void adaptiveLeavesWhatTurnedSlowAndComesBack();
    void adaptiveGuardsAgainstAPile();
    void adaptiveExploresNowAndThen();
    void adaptiveKeepsToItsBudget();
    void adaptiveWaitsForTheSakeOfOthers();
    void adaptiveTriesThePaidOnlyWhenOthersAreBusy();
    void adaptiveThinksALateLoadOn();
    void adaptiveThinksALateLoadEmpty();
};

void AdaptiveTest::adaptiveFollowsTheRuleAtFirst()
{
    TestSite site(PolicyKind::Adaptive);
    for (const Tier tier : kTiers)
        site.add({.tier = tier, .capacity = 8});
    QCOMPARE(word(site.decide({.frequencyHz = 1.0, .sizeBytes = 10}).reason), QStringLiteral("local_has_room"));
    QCOMPARE(word(site.decide({.frequencyHz = 1.0, .sizeBytes = 5'000}).reason), QStringLiteral("large_input"));
    QCOMPARE(word(site.decide({.frequencyHz = 99.0, .sizeBytes = 10}).reason), QStringLiteral("burst_of_small"));
    for (int i = 0; i < 4; ++i)
        learn(site.rates(0), {.sizeBytes = 10, .micros = 5'000, .nowNanos = TestSite::kNow});
    const Decision tried = site.decide({.frequencyHz = 1.0, .sizeBytes = 10});
    QCOMPARE(word(tried.reason), QStringLiteral("adaptive"));
    QCOMPARE(tried.backendIndex, 1U); // idle and not known
    site.load(1).inFlight = 1;
    site.load(2).inFlight = 1;
    const Decision known = site.decide({.frequencyHz = 1.0, .sizeBytes = 10});
    QCOMPARE(known.backendIndex, 0U);
    QVERIFY(isNear(static_cast<double>(known.candidates[0].score), 5.0, 0.01)); // predicted ms
}

/// Errors come at once: what counts requests in flight, or the times of answers, sees a fast backend.
void AdaptiveTest::adaptiveLeavesWhatFails()
{
    const auto shareOfFailing = [](PolicyKind policy) {
        Simulation simulation(policy,
                              withEjected({{{.tier = Tier::Local, .capacity = 50}, 10.0},
                                           {{.tier = Tier::Container, .capacity = 50}, 15.0}}),
                              12);
        simulation.run(5'000, 300.0);
        simulation.backend(0).failing = 0.8;
        return simulation.run(10'000, 300.0)[0];
    };
    const double adaptive = shareOfFailing(PolicyKind::Adaptive);
    QVERIFY2(adaptive < 0.1, qPrintable(QString::number(adaptive)));
    const double counting = shareOfFailing(PolicyKind::LeastOutstanding);
    QVERIFY2(counting > 0.6, qPrintable(QString::number(counting)));
}

void AdaptiveTest::adaptiveLeavesWhatTurnedSlowAndComesBack()
{
    Simulation simulation(
        PolicyKind::Adaptive,
        withEjected({{{.tier = Tier::Local, .capacity = 50}, 10.0}, {{.tier = Tier::Container, .capacity = 50}, 30.0}}),
        13);
    simulation.run(3'000, 100.0);
    QVERIFY(simulation.run(3'000, 100.0)[0] > 0.9);
    simulation.backend(0).meanMs = 200.0;
    const double slow = simulation.run(5'000, 100.0)[0];
    QVERIFY2(slow < 0.1, qPrintable(QString::number(slow)));
    simulation.backend(0).meanMs = 10.0;
    simulation.run(40'000, 100.0); // it is tried now and then
    const double again = simulation.run(5'000, 100.0)[0];
    QVERIFY2(again > 0.8, qPrintable(QString::number(again)));
}

void AdaptiveTest::adaptiveGuardsAgainstAPile()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 100});
    site.add({.tier = Tier::Container, .capacity = 100});
    for (int i = 0; i < 50; ++i) {
        learn(site.rates(0), {.sizeBytes = 10, .micros = 5'000, .inFlight = 2, .nowNanos = TestSite::kNow});
        learn(site.rates(1), {.sizeBytes = 10, .micros = 12'000, .inFlight = 2, .nowNanos = TestSite::kNow});
    }
    site.load(0).inFlight = 2;
    QCOMPARE(word(site.decide({.random = 3}).reason), QStringLiteral("adaptive"));
    QCOMPARE(site.decide({.random = 3}).backendIndex, 0U);
    site.load(0).inFlight = 40; // nothing of them came back yet
    const Decision decision = site.decide({.random = 3});
    QCOMPARE(word(decision.reason), QStringLiteral("adaptive_guard"));
    QCOMPARE(decision.backendIndex, 1U);
    site.application().ingredients.remove(Ingredient::Guard);
    QCOMPARE(site.decide({.random = 3}).backendIndex, 0U);
}

void AdaptiveTest::adaptiveExploresNowAndThen()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 100});
    site.add({.tier = Tier::Container, .capacity = 100});
    constexpr std::int64_t kThen = TestSite::kNow - 20'000'000'000; // one who is avoided is looked at again
    for (int i = 0; i < 50; ++i) {
        learn(site.rates(0), {.sizeBytes = 10, .micros = 5'000, .nowNanos = kThen});
        learn(site.rates(1), {.sizeBytes = 10, .micros = 12'000, .nowNanos = kThen});
    }
    for (int i = 0; i < 3; ++i)
        learn(site.rates(0), {.sizeBytes = 10, .micros = 100, .failed = true, .nowNanos = kThen});
    Random random(14);
    std::map<Reason, int> reasons;
    for (int i = 0; i < 16'000; ++i) {
        const Decision decision = site.decide({.random = random()});
        ++reasons[decision.reason];
        QCOMPARE(decision.backendIndex, decision.reason == Reason::AdaptiveExploration ? 0U : 1U);
    }
    QCOMPARE(reasons.size(), std::size_t{2});
    QVERIFY(isNear(reasons[Reason::AdaptiveExploration], 1'000, 120));
    site.application().ingredients.remove(Ingredient::Exploration);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(site.decide({.random = random()}).backendIndex, 1U);
}

/// The dear backend is twice as fast. With half its price as the budget it gets half of the requests.
void AdaptiveTest::adaptiveKeepsToItsBudget()
{
    const auto spent = [](double budgetShare) {
        Simulation simulation(PolicyKind::Adaptive,
                              withEjected({{{.tier = Tier::Local, .capacity = 1'000}, 40.0},
                                           {{.tier = Tier::Serverless, .capacity = 1'000}, 20.0}}),
                              15);
        ApplicationRoute& application = simulation.site().application();
        application.backends[1].nanoUsdPerSecond = 50'000; // 1,000 for an average request
        application.budgetNanoUsd = static_cast<std::uint64_t>(1'000 * budgetShare);
        simulation.site().sealAgain();
        simulation.run(5'000, 100.0);
        return simulation.run(kRequests, 100.0)[1];
    };
    QVERIFY(spent(0.0) > 0.9); // no budget
    QVERIFY(spent(2.0) > 0.9); // more than it can spend
    const double half = spent(0.5);
    QVERIFY2(half > 0.3 && half < 0.7, qPrintable(QString::number(half)));
    const double tenth = spent(0.1);
    QVERIFY2(tenth < 0.25, qPrintable(QString::number(tenth)));
}

namespace
{

/// What is learned of a backend that takes `micros` alone and one after the other.
void teach(LearnedRates& rates, std::uint32_t micros)
{
    for (int i = 0; i < 400; ++i) {
        learn(rates, {.sizeBytes = 10, .micros = micros, .inFlight = 1, .nowNanos = TestSite::kNow});
        learn(rates, {.sizeBytes = 10, .micros = 2 * micros, .inFlight = 2, .nowNanos = TestSite::kNow});
    }
}

} // namespace

/// Local would answer after 20 ms with the one who is there, container after 22.
void AdaptiveTest::adaptiveWaitsForTheSakeOfOthers()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 10});
    site.add({.tier = Tier::Container, .capacity = 10});
    teach(site.rates(0), 10'000);
    teach(site.rates(1), 22'000);
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 0U);
    site.load(0).inFlight = 1;
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 1U); // those behind would wait, too
    site.application().ingredients.remove(Ingredient::Externality);
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 0U);
}

void AdaptiveTest::adaptiveTriesThePaidOnlyWhenOthersAreBusy()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 1'000});
    site.add({.tier = Tier::Serverless, .capacity = 10});
    for (int i = 0; i < 400; ++i) {
        learn(site.rates(0), {.sizeBytes = 10, .micros = 10'000, .inFlight = 1, .nowNanos = TestSite::kNow});
        learn(site.rates(0), {.sizeBytes = 10, .micros = 300'000, .inFlight = 30, .nowNanos = TestSite::kNow});
    }
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 1U); // free of charge: tried at once
    site.application().backends[1].nanoUsdPerSecond = 50'000;
    site.sealAgain();
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 0U);
    site.load(0).inFlight = 1;
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 0U);
    site.load(0).inFlight = 30;
    QCOMPARE(site.decide({.sizeBytes = 10}).backendIndex, 1U);
}

/// 100 requests a second: who sees what was so 15 ms ago knows that one more has been placed since.
void AdaptiveTest::adaptiveThinksALateLoadOn()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 10});
    site.add({.tier = Tier::Container, .capacity = 10});
    teach(site.rates(0), 100'000);
    teach(site.rates(1), 120'000);
    const RequestFeatures features{.frequencyHz = 100.0, .sizeBytes = 10};
    QCOMPARE(site.decide(features).backendIndex, 0U);
    site.load().seenNanos = TestSite::kNow - 5'000'000;
    QCOMPARE(site.decide(features).backendIndex, 0U);
    site.load().seenNanos = TestSite::kNow - 15'000'000;
    QCOMPARE(site.decide(features).backendIndex, 1U);
    site.load().seenNanos = TestSite::kNow - 25'000'000; // local has one, container has one
    QCOMPARE(site.decide(features).backendIndex, 0U);
    site.load().seenNanos = TestSite::kNow - 15'000'000;
    site.application().ingredients.remove(Ingredient::Staleness);
    QCOMPARE(site.decide(features).backendIndex, 0U);
}

/// Who was full then has room again.
void AdaptiveTest::adaptiveThinksALateLoadEmpty()
{
    TestSite site(PolicyKind::Adaptive);
    site.add({.tier = Tier::Local, .capacity = 2, .inFlight = 2});
    site.add({.tier = Tier::Container, .capacity = 10});
    teach(site.rates(0), 100'000);
    teach(site.rates(1), 900'000);
    const RequestFeatures features{.frequencyHz = 1.0, .sizeBytes = 10};
    site.load().seenNanos = TestSite::kNow - 1'000'000;
    QCOMPARE(site.decide(features).backendIndex, 1U);
    site.load().seenNanos = TestSite::kNow - 900'000'000;
    QCOMPARE(site.decide(features).backendIndex, 0U);
    site.load(0).breaker = BreakerState::Open; // that is no matter of time
    QCOMPARE(site.decide(features).backendIndex, 1U);
    site.load(0).breaker = BreakerState::HalfOpen;
    site.load(0).inFlight = 0;
    QCOMPARE(site.decide(features).backendIndex, 0U);
    site.load(0).inFlight = 1; // as many as it lets through: not gone yet
    site.load().seenNanos = TestSite::kNow - 1'000'000;
    QCOMPARE(site.decide(features).backendIndex, 1U);
}
QTEST_GUILESS_MAIN(AdaptiveTest)
#include "tst_adaptive.moc"
