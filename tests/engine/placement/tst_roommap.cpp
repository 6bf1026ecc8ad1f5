// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <random>
#include <vector>

#include <QTest>

#include "tests/engine/placement/testsite.h"

using namespace straightline;

namespace
{

using Random = std::mt19937_64;

constexpr std::uint32_t kNone = 0xffff'ffff;

/// Which backend a policy chooses, computed plainly: a list of those with room, then the policy's own sentence.
class Plain
{
public:
    Plain(const std::vector<TestBackend>& backends, const RequestFeatures& features)
        : m_backends(backends)
        , m_features(features)
    {
        for (const Tier tier : kTiers) {
            for (std::uint32_t i = 0; i < backends.size(); ++i) {
                if (backends[i].tier == tier && hasRoom(i))
                    m_spots.push_back(i);
            }
        }
    }

    std::uint32_t roundRobin() const { return m_spots.empty() ? kNone : m_spots[m_features.turn % m_spots.size()]; }

    /// The first of the emptiest, in a round that begins at a random spot.
    std::uint32_t leastOutstanding() const
    {
        std::uint32_t best = kNone;
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            const std::uint32_t each = m_spots[(i + drawn(m_spots.size(), m_features.random)) % m_spots.size()];
            if (best == kNone || m_backends[each].inFlight < m_backends[best].inFlight)
                best = each;
        }
        return best;
    }

    /// The two that are compared; the second is none when there is but one with room.
    std::pair<std::uint32_t, std::uint32_t> two(std::optional<Tier> tier) const
    {
        std::vector<std::uint32_t> spots = m_spots;
        if (tier)
            std::erase_if(spots, [&](std::uint32_t each) { return m_backends[each].tier != *tier; });
        if (spots.empty())
            return {kNone, kNone};
        const std::uint32_t one = drawn(spots.size(), m_features.random);
        const std::uint32_t first = spots[one];
        if (spots.size() == 1)
            return {first, kNone};
        spots[one] = spots.back(); // the last stands in for the one drawn
        return {first, spots[drawn(spots.size() - 1, m_features.random >> 32U)]};
    }

    TierRoom room(Tier tier) const
    {
        TierRoom sum;
        for (std::uint32_t i = 0; i < m_backends.size(); ++i) {
            const TestBackend& each = m_backends[i];
            if (each.tier != tier || !each.inService || each.breaker == BreakerState::Open)
                continue;
            sum.inFlight += each.inFlight;
            sum.capacity += capacityOf(each);
            ++sum.healthy;
            sum.takesSize = static_cast<std::uint16_t>(sum.takesSize + (takes(each) ? 1 : 0));
            sum.withFreeSlot = static_cast<std::uint16_t>(sum.withFreeSlot + (isFree(i) ? 1 : 0));
            sum.withRoom = static_cast<std::uint16_t>(sum.withRoom + (hasRoom(i) ? 1 : 0));
        }
        return sum;
    }

private:
    static std::uint32_t drawn(std::size_t count, std::uint64_t bits)
    {
        return static_cast<std::uint32_t>((bits & 0xffff'ffffU) * count >> 32U);
    }
    static std::uint32_t capacityOf(const TestBackend& backend)
    {
        return backend.breaker == BreakerState::HalfOpen ? std::min<std::uint32_t>(backend.admits, backend.capacity)
                                                         : backend.capacity;
    }
    bool takes(const TestBackend& backend) const
    {
        return backend.payloadLimitBytes == 0 || m_features.sizeBytes <= backend.payloadLimitBytes;
    }
    bool isFree(std::uint32_t i) const
    {
        const auto* end = m_features.excluded.begin() + m_features.excludedCount;
        return std::find(m_features.excluded.begin(), end, i) == end
               && m_backends[i].inFlight < capacityOf(m_backends[i]);
    }
    bool hasRoom(std::uint32_t i) const
    {
        const TestBackend& backend = m_backends[i];
        return backend.inService && backend.breaker != BreakerState::Open && isFree(i) && takes(backend);
    }

    const std::vector<TestBackend>& m_backends;
    const RequestFeatures& m_features;
    std::vector<std::uint32_t> m_spots;
};

/// What can keep a backend from being chosen, as often as the row of the test says.
struct Trouble {
    bool breakers = false;
    bool limits = false;
    bool excluding = false;
    bool outOfService = false;
    bool nearlyFull = false;
};

TestBackend anyBackend(Random& random, const Trouble& trouble)
{
    TestBackend backend{.tier = kTiers[random() % kTierCount],
                        .capacity = static_cast<std::uint32_t>(1 + random() % 16),
                        .latencyMicros = static_cast<std::uint32_t>(random() % 50'000)};
    backend.inFlight = trouble.nearlyFull && random() % 16 != 0
                           ? backend.capacity
                           : static_cast<std::uint32_t>(random() % (backend.capacity + 2));
    if (trouble.breakers && random() % 4 == 0)
        backend.breaker = random() % 2 == 0 ? BreakerState::Open : BreakerState::HalfOpen;
    backend.admits = static_cast<std::uint16_t>(1 + random() % 4);
    if (trouble.limits && random() % 2 == 0)
        backend.payloadLimitBytes = 1 + random() % 2'000;
    if (trouble.outOfService)
        backend.inService = random() % 3 != 0;
    return backend;
}

} // namespace

/// decide() scans with vector loops, counts eight backends at once and treats what is ordinary apart: here it is
/// compared, backend by backend, with a plain list.
class RoomMapTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void choosesAsAPlainListDoes_data();
    void choosesAsAPlainListDoes();
    void everySmallSite();
};

namespace
{

void compare(TestSite& site, const std::vector<TestBackend>& backends, const RequestFeatures& features)
{
    const Plain plain(backends, features);
    const auto number = [](std::uint32_t index) { return index == kNone ? 0U : index + 1; };
    for (const PolicyKind policy : {PolicyKind::RoundRobin, PolicyKind::LeastOutstanding, PolicyKind::TwoChoices,
                                    PolicyKind::Straightline, PolicyKind::ContainerOnly}) {
        site.application().policy = policy;
        const Decision decision = site.decide(features);
        for (const Tier tier : kTiers)
            QVERIFY(decision.room[static_cast<std::size_t>(tier)] == plain.room(tier));
        std::pair<std::uint32_t, std::uint32_t> expected{kNone, kNone};
        if (policy == PolicyKind::RoundRobin)
            expected.first = plain.roundRobin();
        else if (policy == PolicyKind::LeastOutstanding)
            expected.first = plain.leastOutstanding();
        else if (policy == PolicyKind::TwoChoices)
            expected = plain.two(std::nullopt);
        else if (decision.verdict == Verdict::Placed)
            expected = plain.two(decision.tier);
        QCOMPARE(decision.verdict == Verdict::Placed, expected.first != kNone);
        QCOMPARE(decision.candidates[0].backendNumber, number(expected.first));
        QCOMPARE(decision.candidates[1].backendNumber, number(expected.second));
        if (decision.verdict == Verdict::Placed && expected.second == kNone)
            QCOMPARE(decision.backendIndex, expected.first);
    }
}

} // namespace

void RoomMapTest::choosesAsAPlainListDoes_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("rounds");
    QTest::addColumn<int>("trouble");
    for (const auto& [most, rounds] : {std::pair{12, 400}, {60, 150}, {400, 40}, {1'500, 10}}) {
        for (int trouble = 0; trouble < 32; ++trouble)
            QTest::addRow("up to %d backends, trouble %d", most, trouble) << most << rounds << trouble;
    }
}

void RoomMapTest::choosesAsAPlainListDoes()
{
    QFETCH(int, most);
    QFETCH(int, rounds);
    QFETCH(int, trouble);
    const Trouble what{.breakers = (trouble & 1) != 0,
                       .limits = (trouble & 2) != 0,
                       .excluding = (trouble & 4) != 0,
                       .outOfService = (trouble & 8) != 0,
                       .nearlyFull = (trouble & 16) != 0};
    Random random(static_cast<std::uint64_t>(most * 32 + trouble));
    TestSite site;
    for (int round = 0; round < rounds; ++round) {
        site.clear();
        std::vector<TestBackend> backends(random() % static_cast<std::uint64_t>(most + 1));
        for (TestBackend& each : backends) {
            each = anyBackend(random, what);
            site.addUnsealed(each);
        }
        site.sealAgain();
        RequestFeatures features{.frequencyHz = static_cast<double>(random() % 40),
                                 .sizeBytes = random() % 2'500,
                                 .random = random(),
                                 .turn = random()};
        if (what.excluding && !backends.empty()) {
            features.excludedCount = static_cast<std::uint8_t>(1 + random() % kMaxExcluded);
            for (auto& each : features.excluded)
                each = static_cast<std::uint16_t>(random() % backends.size());
        }
        compare(site, backends, features);
        if (QTest::currentTestFailed())
            return;
    }
}

/// Up to three backends in every tier, with every number in flight around a capacity of 1, and every breaker.
void RoomMapTest::everySmallSite()
{
    std::vector<TestBackend> kinds;
    for (const Tier tier : kTiers) {
        for (const BreakerState breaker : {BreakerState::Closed, BreakerState::HalfOpen, BreakerState::Open}) {
            for (const std::uint32_t inFlight : {0U, 1U, 2U})
                kinds.push_back({.tier = tier, .capacity = 1, .inFlight = inFlight, .breaker = breaker});
        }
    }
    TestSite site;
    const RequestFeatures features{.random = 0x9000'0000'6000'0000, .turn = 2};
    for (const TestBackend& one : kinds) {
        for (const TestBackend& two : kinds) {
            for (const TestBackend& three : kinds) {
                site.clear();
                const std::vector<TestBackend> backends{one, two, three};
                for (const TestBackend& each : backends)
                    site.addUnsealed(each);
                site.sealAgain();
                compare(site, backends, features);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
}

QTEST_GUILESS_MAIN(RoomMapTest)
#include "tst_roommap.moc"
