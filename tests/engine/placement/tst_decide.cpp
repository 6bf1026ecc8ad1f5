// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <optional>
#include <random>
#include <set>

#include <QTest>

#include "engine/placement/rule.h"
#include "tests/engine/placement/testsite.h"

using namespace straightline;

namespace
{

using Random = std::mt19937_64;

/// A backend drawn at random, with everything that can keep it from being chosen.
TestBackend anyBackend(Random& random)
{
    const auto capacity = static_cast<std::uint32_t>(1 + random() % 4);
    return {.tier = kTiers[random() % 3],
            .capacity = capacity,
            .inFlight = static_cast<std::uint32_t>(random() % (capacity + 2)),
            .payloadLimitBytes = random() % 2 == 0 ? 0 : 1 + random() % 2'000,
            .inService = random() % 5 != 0,
            .breaker = random() % 4 != 0   ? BreakerState::Closed
                       : random() % 2 != 0 ? BreakerState::Open
                                           : BreakerState::HalfOpen,
            .latencyMicros = static_cast<std::uint32_t>(random() % 3 == 0 ? 0 : 1 + random() % 100'000)};
}

struct Expected {
    QString verdict;
    QString reason;
    std::set<std::uint32_t> allowed; ///< backend indices
};

/// Algorithm 1 once more, written from the design's text alone: sets of backends instead of sums, one if per sentence.
class Reference
{
public:
    Reference(std::vector<TestBackend> backends, Thresholds thresholds, RequestFeatures features)
        : m_backends(std::move(backends))
        , m_thresholds(thresholds)
        , m_features(features)
    {
    }

    Expected answer() const
    {
        const double f = m_features.frequencyHz;
        const std::uint64_t d = m_features.sizeBytes;
        if (f > m_thresholds.frequencyHz && d < m_thresholds.sizeBytes) {
            if (!roomy(Tier::Serverless).empty())
                return placed("burst_of_small", Tier::Serverless);
            const char* reason = slotButTooSmall(Tier::Serverless) ? "over_backend_limit" : "burst_of_small_fallback";
            for (const Tier tier : {Tier::Container, Tier::Local, Tier::Serverless}) {
                if (!roomy(tier).empty())
                    return placed(reason, tier);
            }
            return nowhere();
        }
        if (d > m_thresholds.sizeBytes) {
            if (!roomy(Tier::Container).empty())
                return placed("large_input", Tier::Container);
            const char* reason = slotButTooSmall(Tier::Container) ? "over_backend_limit" : "large_input_fallback";
            for (const Tier tier : {Tier::Container, Tier::Local, Tier::Serverless}) {
                if (!roomy(tier).empty())
                    return placed(reason, tier);
            }
            return nowhere();
        }
        if (!roomy(Tier::Local).empty())
            return placed("local_has_room", Tier::Local);
        const bool localTooSmall = slotButTooSmall(Tier::Local);
        if (!roomy(Tier::Container).empty())
            return placed(localTooSmall ? "over_backend_limit" : "container_has_room", Tier::Container);
        const bool containerTooSmall = slotButTooSmall(Tier::Container);
        if (!roomy(Tier::Serverless).empty())
            return placed(localTooSmall || containerTooSmall ? "over_backend_limit" : "overflow", Tier::Serverless);
        return nowhere();
    }

    std::set<std::uint32_t> roomy(std::optional<Tier> tier) const
    {
        std::set<std::uint32_t> found;
        for (std::uint32_t i = 0; i < m_backends.size(); ++i) {
            if ((!tier || m_backends[i].tier == *tier) && healthy(i) && free(i) && fits(i))
                found.insert(i);
        }
        return found;
    }

    Expected nowhere() const
    {
        bool anyHealthy = false;
        bool anyFits = false;
        for (std::uint32_t i = 0; i < m_backends.size(); ++i) {
            anyHealthy = anyHealthy || healthy(i);
            anyFits = anyFits || (healthy(i) && fits(i));
        }
        if (!anyHealthy)
            return {QStringLiteral("nothing_healthy"), QStringLiteral("nothing_healthy"), {}};
        if (!anyFits)
            return {QStringLiteral("too_large"), QStringLiteral("no_backend_takes_size"), {}};
        return {QStringLiteral("wait"), QStringLiteral("no_room"), {}};
    }

private:
    Expected placed(const char* reason, Tier tier) const
    {
        return {QStringLiteral("placed"), QString::fromLatin1(reason), roomy(tier)};
    }
    bool slotButTooSmall(Tier tier) const
    {
        for (std::uint32_t i = 0; i < m_backends.size(); ++i) {
            if (m_backends[i].tier == tier && healthy(i) && free(i) && !fits(i))
                return true;
        }
        return false;
    }
    bool healthy(std::uint32_t i) const
    {
        return m_backends[i].inService && m_backends[i].breaker != BreakerState::Open;
    }
    bool free(std::uint32_t i) const
    {
        for (int k = 0; k < m_features.excludedCount; ++k) {
            if (m_features.excluded[static_cast<std::size_t>(k)] == i)
                return false;
        }
        if (m_backends[i].breaker == BreakerState::HalfOpen)
            return m_backends[i].inFlight == 0;
        return m_backends[i].inFlight < m_backends[i].capacity;
    }
    bool fits(std::uint32_t i) const
    {
        return m_backends[i].payloadLimitBytes == 0 || m_features.sizeBytes <= m_backends[i].payloadLimitBytes;
    }

    std::vector<TestBackend> m_backends;
    Thresholds m_thresholds;
    RequestFeatures m_features;
};

RequestFeatures anyFeatures(Random& random, std::size_t backendCount)
{
    RequestFeatures features{.frequencyHz = static_cast<double>(random() % 5) * 10.0, // 20 = F among them
                             .sizeBytes = 500 * (random() % 5),                       // 1000 = D among them
                             .random = random(),
                             .turn = random() % 1'000};
    if (random() % 3 == 0 && backendCount > 0) {
        features.excludedCount = static_cast<std::uint8_t>(1 + random() % kMaxExcluded);
        for (auto& each : features.excluded)
            each = static_cast<std::uint16_t>(random() % backendCount);
    }
    return features;
}

bool same(const Decision& a, const Decision& b)
{
    return a.verdict == b.verdict && a.reason == b.reason && a.tier == b.tier && a.policy == b.policy
           && a.backendIndex == b.backendIndex && a.candidateCount == b.candidateCount && a.candidates == b.candidates
           && a.room == b.room && a.thresholds == b.thresholds && a.features.random == b.features.random;
}

} // namespace

class DecideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheReferenceOnRandomSites();
    void everyPolicyChoosesOnlyWhoHasRoom_data();
    void everyPolicyChoosesOnlyWhoHasRoom();
    void recordedFeaturesGiveTheSameDecision();
    void thresholdsTakeEffectAtTheNextDecision();
    void policyTakesEffectAtTheNextDecision();
    void theBetterOfTwoWins();
    void unmeasuredBackendIsTriedOnce();
    void drawsAllPairsEvenly();
    void fillsEverySlotOfALargeSite();
};

void DecideTest::agreesWithTheReferenceOnRandomSites()
{
    Random random(20'260);
    TestSite site;
    for (int round = 0; round < 20'000; ++round) {
        site.clear();
        std::vector<TestBackend> backends(random() % 8);
        for (auto& backend : backends) {
            backend = anyBackend(random);
            site.add(backend);
        }
        const RequestFeatures features = anyFeatures(random, backends.size());
        const Decision decision = site.decide(features);
        const Expected expected = Reference(backends, site.application().thresholds, features).answer();
        QCOMPARE(word(decision.verdict), expected.verdict);
        QCOMPARE(word(decision.reason), expected.reason);
        QCOMPARE(decision.verdict == Verdict::Placed && !expected.allowed.contains(decision.backendIndex), false);
        QVERIFY(placement::ruleReproduces(decision));
    }
}

void DecideTest::everyPolicyChoosesOnlyWhoHasRoom_data()
{
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("tier");
    const auto row = [](PolicyKind policy, int tier) {
        QTest::newRow(word(policy).toLatin1().constData()) << static_cast<int>(policy) << tier;
    };
    row(PolicyKind::RoundRobin, -1);
    row(PolicyKind::LeastOutstanding, -1);
    row(PolicyKind::TwoChoices, -1);
    row(PolicyKind::LocalOnly, 0);
    row(PolicyKind::ContainerOnly, 1);
    row(PolicyKind::ServerlessOnly, 2);
}

void DecideTest::everyPolicyChoosesOnlyWhoHasRoom()
{
    QFETCH(int, policy);
    QFETCH(int, tier);
    const auto only = tier < 0 ? std::nullopt : std::optional(kTiers[static_cast<std::size_t>(tier)]);
    Random random(7 + static_cast<unsigned>(policy));
    TestSite site(static_cast<PolicyKind>(policy));
    for (int round = 0; round < 5'000; ++round) {
        site.clear();
        std::vector<TestBackend> backends;
        std::vector<TestBackend> considered;
        for (auto count = random() % 8; count > 0; --count) {
            backends.push_back(anyBackend(random));
            site.add(backends.back());
            TestBackend copy = backends.back();
            copy.inService = copy.inService && (!only || copy.tier == *only);
            considered.push_back(copy);
        }
        const RequestFeatures features = anyFeatures(random, backends.size());
        const Reference reference(considered, site.application().thresholds, features);
        const auto allowed = reference.roomy(only);
        const Decision decision = site.decide(features);
        if (allowed.empty()) {
            QCOMPARE(word(decision.verdict), reference.nowhere().verdict);
            QCOMPARE(word(decision.reason), reference.nowhere().reason);
            continue;
        }
        QCOMPARE(word(decision.verdict), QStringLiteral("placed"));
        QCOMPARE(word(decision.reason), word(static_cast<PolicyKind>(policy)));
        QVERIFY(allowed.contains(decision.backendIndex));
        QVERIFY(decision.candidateCount >= 1);
    }
}

void DecideTest::recordedFeaturesGiveTheSameDecision()
{
    Random random(11);
    TestSite site;
    for (int round = 0; round < 2'000; ++round) {
        site.clear();
        site.application().policy = static_cast<PolicyKind>(random() % kPolicyCount);
        for (auto count = random() % 10; count > 0; --count)
            site.add(anyBackend(random));
        const Decision decision = site.decide(anyFeatures(random, site.application().backends.size()));
        QVERIFY(same(site.decide(decision.features), decision));
    }
}

void DecideTest::thresholdsTakeEffectAtTheNextDecision()
{
    TestSite site;
    for (const Tier tier : kTiers)
        site.add({.tier = tier, .capacity = 4});
    const RequestFeatures features{.frequencyHz = 10.0, .sizeBytes = 500};
    QCOMPARE(word(site.decide(features).reason), QStringLiteral("local_has_room"));
    site.application().thresholds.frequencyHz = 5.0;
    QCOMPARE(word(site.decide(features).reason), QStringLiteral("burst_of_small"));
    site.application().thresholds.sizeBytes = 499;
    QCOMPARE(word(site.decide(features).reason), QStringLiteral("large_input"));
    QCOMPARE(site.decide(features).thresholds, (Thresholds{.frequencyHz = 5.0, .sizeBytes = 499}));
}

void DecideTest::policyTakesEffectAtTheNextDecision()
{
    TestSite site;
    for (const Tier tier : kTiers)
        site.add({.tier = tier, .capacity = 4});
    QCOMPARE(word(site.decide({}).tier), QStringLiteral("local"));
    site.application().policy = PolicyKind::ServerlessOnly;
    QCOMPARE(word(site.decide({}).tier), QStringLiteral("serverless"));
    QCOMPARE(word(site.decide({}).reason), QStringLiteral("serverless_only"));
    site.application().policy = PolicyKind::ContainerOnly;
    QCOMPARE(word(site.decide({}).tier), QStringLiteral("container"));
}

void DecideTest::theBetterOfTwoWins()
{
    TestSite site;
    site.add({.tier = Tier::Container, .capacity = 8, .inFlight = 4, .latencyMicros = 38'000});
    site.add({.tier = Tier::Container, .capacity = 8, .inFlight = 1, .latencyMicros = 41'000});
    Random random(3);
    for (int round = 0; round < 100; ++round) {
        const Decision decision = site.decide({.sizeBytes = 5'000, .random = random()});
        QCOMPARE(decision.backendIndex, 1U); // 41 ms × 2 < 38 ms × 5
        QCOMPARE(decision.candidateCount, std::uint8_t{2});
        QVERIFY(decision.candidates[0].backendNumber != decision.candidates[1].backendNumber);
        for (std::size_t i = 0; i < 2; ++i)
            QCOMPARE(decision.candidates[i].score, decision.candidates[i].backendNumber == 1 ? 190.0F : 82.0F);
    }
}

void DecideTest::unmeasuredBackendIsTriedOnce()
{
    TestSite site;
    site.add({.tier = Tier::Local, .capacity = 8, .latencyMicros = 1'000});
    site.add({.tier = Tier::Local, .capacity = 8});
    QCOMPARE(site.decide({.random = 1}).backendIndex, 1U);
    site.load(1).inFlight = 1;
    QCOMPARE(site.decide({.random = 1}).backendIndex, 0U);
}

void DecideTest::drawsAllPairsEvenly()
{
    TestSite site;
    constexpr std::uint32_t kCount = 5;
    for (std::uint32_t i = 0; i < kCount; ++i)
        site.add({.tier = Tier::Local, .capacity = 8, .latencyMicros = 1'000});
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> drawn;
    Random random(5);
    constexpr int kRounds = 40'000;
    for (int round = 0; round < kRounds; ++round) {
        const Decision decision = site.decide({.random = random()});
        ++drawn[{decision.candidates[0].backendNumber, decision.candidates[1].backendNumber}];
    }
    QCOMPARE(drawn.size(), std::size_t{kCount * (kCount - 1)});
    for (const auto& [pair, times] : drawn)
        QVERIFY(std::abs(times - kRounds / 20) < kRounds / 100); // 2,000 ± 400: nine standard deviations
}

void DecideTest::fillsEverySlotOfALargeSite()
{
    TestSite site;
    constexpr std::uint32_t kCount = 1'000;
    for (std::uint32_t i = 0; i < kCount; ++i)
        site.addUnsealed({.tier = kTiers[i % 3], .capacity = 1});
    site.sealAgain();
    Random random(9);
    for (std::uint32_t i = 0; i < kCount; ++i) {
        const Decision decision = site.decide({.frequencyHz = 1.0, .sizeBytes = 10, .random = random()});
        QCOMPARE(word(decision.verdict), QStringLiteral("placed"));
        QCOMPARE(site.load(decision.backendIndex).inFlight.fetch_add(1), 0U);
    }
    QCOMPARE(word(site.decide({}).verdict), QStringLiteral("wait"));
    QCOMPARE(site.decide({}).room[0].inFlight, 334U);
}

QTEST_GUILESS_MAIN(DecideTest)
#include "tst_decide.moc"
