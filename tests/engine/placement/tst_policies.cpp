// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <vector>

#include <QTest>

#include "engine/api/learning.h"
#include "engine/api/peakewma.h"
#include "tests/engine/placement/testsite.h"

using namespace straightline;

namespace
{

using Random = std::mt19937_64;

/// A backend of the simulation: what the site knows of it and how fast it really is.
struct SimulatedBackend {
    TestBackend backend;
    double meanMs = 10.0;
    double perKbMs = 0.0;
    double failing = 0.0; ///< this share of its answers are errors, and they come at once
};

/// Open-loop arrivals placed by decide(), served for an exponential time, fed back into load and latency average.
class Simulation
{
public:
    Simulation(PolicyKind policy, const std::vector<SimulatedBackend>& backends, std::uint64_t seed)
        : m_site(policy)
        , m_backends(backends)
        , m_random(seed)
    {
        for (const auto& each : backends)
            m_site.add(each.backend);
    }

    /// Share of the requests that each backend got.
    std::vector<double> run(int requests, double perSecond, std::uint64_t sizeBytes = 10)
    {
        std::vector<int> placed(m_backends.size());
        for (int i = 0; i < requests; ++i) {
            m_nowMs += std::exponential_distribution(perSecond / 1'000.0)(m_random);
            finishUntil(m_nowMs);
            const RequestFeatures features{
                .frequencyHz = perSecond, .sizeBytes = sizeBytes, .random = m_random(), .turn = m_turn++};
            const Decision decision = placement::decide(features, m_site.application(), m_site.load(), nanos(m_nowMs));
            if (decision.verdict != Verdict::Placed) {
                ++m_waiting;
                continue;
            }
            ++placed[decision.backendIndex];
            begin(decision.backendIndex, sizeBytes);
        }
        std::vector<double> shares;
        for (const int each : placed)
            shares.push_back(static_cast<double>(each) / requests);
        return shares;
    }

    int waiting() const { return m_waiting; }
    TestSite& site() { return m_site; }
    SimulatedBackend& backend(std::size_t index) { return m_backends[index]; }
    std::uint32_t mostInFlight(std::size_t index) const { return m_most.contains(index) ? m_most.at(index) : 0; }

private:
    struct Service {
        double endMs;
        double tookMs;
        std::uint32_t index;
        std::uint32_t inFlight;
        std::uint64_t sizeBytes;
        bool failed;
        bool operator>(const Service& other) const { return endMs > other.endMs; }
    };

    static std::int64_t nanos(double ms) { return TestSite::kNow + static_cast<std::int64_t>(ms * 1e6); }

    void begin(std::uint32_t index, std::uint64_t sizeBytes)
    {
        const std::uint32_t inFlight = m_site.load(index).inFlight.fetch_add(1) + 1;
        m_most[index] = std::max(m_most[index], inFlight);
        const SimulatedBackend& backend = m_backends[index];
        const double mean = backend.meanMs + backend.perKbMs * static_cast<double>(sizeBytes) / 1'000.0;
        const bool failed = std::bernoulli_distribution(backend.failing)(m_random);
        const double took = failed ? 0.1 : std::exponential_distribution(1.0 / mean)(m_random);
        m_services.push({m_nowMs + took, took, index, inFlight, sizeBytes, failed});
    }

    void finishUntil(double ms)
    {
        while (!m_services.empty() && m_services.top().endMs <= ms) {
            const Service done = m_services.top();
            m_services.pop();
            BackendLoad& load = m_site.load(done.index);
            load.inFlight.fetch_sub(1);
            const auto micros = static_cast<std::uint32_t>(done.tookMs * 1'000.0);
            if (!done.failed)
                observeLatency(load, micros, nanos(done.endMs));
            learnAttempt(m_site.load(), m_site.application(), m_site.application().backends[done.index],
                         {.sizeBytes = done.sizeBytes,
                          .micros = micros,
                          .inFlight = done.inFlight,
                          .failed = done.failed,
                          .nowNanos = nanos(done.endMs)});
        }
    }

    TestSite m_site;
    std::vector<SimulatedBackend> m_backends;
    Random m_random;
    std::priority_queue<Service, std::vector<Service>, std::greater<>> m_services;
    std::map<std::size_t, std::uint32_t> m_most;
    double m_nowMs = 0.0;
    std::uint64_t m_turn = 0;
    int m_waiting = 0;
};

constexpr int kRequests = 20'000;
/// In each site one backend that must never be chosen, in each of the three ways.
const std::vector<SimulatedBackend> kEjected{
    {{.tier = Tier::Local, .capacity = 100, .inService = false}, 1.0},
    {{.tier = Tier::Container, .capacity = 100, .breaker = BreakerState::Open}, 1.0},
    {{.tier = Tier::Serverless, .capacity = 100, .payloadLimitBytes = 5}, 1.0}};

std::vector<SimulatedBackend> withEjected(std::vector<SimulatedBackend> backends)
{
    backends.insert(backends.end(), kEjected.begin(), kEjected.end());
    return backends;
}

bool isNear(double found, double expected, double tolerance)
{
    if (std::abs(found - expected) <= tolerance)
        return true;
    qWarning("%f instead of %f", found, expected);
    return false;
}

} // namespace

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

void PoliciesTest::adaptiveFollowsTheRuleAtFirst()
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
void PoliciesTest::adaptiveLeavesWhatFails()
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

void PoliciesTest::adaptiveLeavesWhatTurnedSlowAndComesBack()
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

void PoliciesTest::adaptiveGuardsAgainstAPile()
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

void PoliciesTest::adaptiveExploresNowAndThen()
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
void PoliciesTest::adaptiveKeepsToItsBudget()
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

/// What is learned of a backend that takes `micros` alone and one after the other.
void teach(LearnedRates& rates, std::uint32_t micros)
{
    for (int i = 0; i < 400; ++i) {
        learn(rates, {.sizeBytes = 10, .micros = micros, .inFlight = 1, .nowNanos = TestSite::kNow});
        learn(rates, {.sizeBytes = 10, .micros = 2 * micros, .inFlight = 2, .nowNanos = TestSite::kNow});
    }
}

/// Local would answer after 20 ms with the one who is there, container after 22.
void PoliciesTest::adaptiveWaitsForTheSakeOfOthers()
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

void PoliciesTest::adaptiveTriesThePaidOnlyWhenOthersAreBusy()
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
void PoliciesTest::adaptiveThinksALateLoadOn()
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
void PoliciesTest::adaptiveThinksALateLoadEmpty()
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
