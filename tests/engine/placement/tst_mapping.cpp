// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "engine/placement/mapping.h"
#include "tests/engine/placement/testsite.h"

using namespace straightline;

class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPointIsWhatDecideSays_data();
    void everyPointIsWhatDecideSays();
    void otherThresholdsAreTriedWithoutBeingSet();
    void aWrongGridIsRefused();

private:
    PlacementMapQuery query() const
    {
        return {.application = "digits",
                .frequenciesHz = {0.0, 1.0, 19.999, 20.0, 20.001, 400.0},
                .sizesBytes = {0, 1, 999, 1'000, 1'001, 50'000, 9'000'000}};
    }
};

void TestMapping::everyPointIsWhatDecideSays_data()
{
    QTest::addColumn<int>("policy");
    for (std::size_t i = 0; i < kPolicyCount; ++i)
        QTest::addRow("%s", toString(static_cast<PolicyKind>(i)).data()) << static_cast<int>(i);
}

void TestMapping::everyPointIsWhatDecideSays()
{
    QFETCH(int, policy);
    TestSite site(static_cast<PolicyKind>(policy));
    std::mt19937 random(7);
    const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
    for (int round = 0; round < 200; ++round) {
        site.clear();
        const std::uint32_t backends = below(6);
        for (std::uint32_t i = 0; i < backends; ++i)
            site.add({.tier = static_cast<Tier>(below(3)),
                      .capacity = 1 + below(3),
                      .inFlight = below(4),
                      .payloadLimitBytes = std::uint64_t{below(2)} * 100'000,
                      .inService = below(5) != 0,
                      .breaker = static_cast<BreakerState>(below(3))});
        site.load().applications[0].turn = below(10);
        const auto map = placement::mapOf(query(), site.application(), site.load(), TestSite::kNow);
        QVERIFY(map.has_value());
        QCOMPARE(map->cells.size(), map->sizesBytes.size() * map->frequenciesHz.size());
        for (std::size_t row = 0; row < map->sizesBytes.size(); ++row) {
            for (std::size_t column = 0; column < map->frequenciesHz.size(); ++column) {
                RequestFeatures features;
                features.frequencyHz = map->frequenciesHz[column];
                features.sizeBytes = map->sizesBytes[row];
                features.turn = site.load().applications[0].turn;
                const Decision decision = site.decide(features);
                const PlacementCell expected{decision.verdict, decision.reason, decision.tier};
                QVERIFY(map->cell(row, column) == expected);
            }
        }
    }
}

void TestMapping::otherThresholdsAreTriedWithoutBeingSet()
{
    TestSite site;
    site.add({.tier = Tier::Local, .capacity = 2});
    site.add({.tier = Tier::Container, .capacity = 2});
    site.add({.tier = Tier::Serverless, .capacity = 2});
    PlacementMapQuery asked = query();
    asked.thresholds = Thresholds{.frequencyHz = 0.5, .sizeBytes = 20'000};
    const auto map = placement::mapOf(asked, site.application(), site.load(), TestSite::kNow);
    QVERIFY(map.has_value());
    QVERIFY(map->thresholds == *asked.thresholds);
    QVERIFY(map->cell(0, 1).reason == Reason::BurstOfSmall);
    QVERIFY(map->cell(4, 0).reason == Reason::LocalHasRoom);
    QVERIFY(map->cell(5, 0).reason == Reason::LargeInput);
    QCOMPARE(site.application().thresholds.frequencyHz, 20.0);
}

void TestMapping::aWrongGridIsRefused()
{
    TestSite site;
    const auto refused = [&](const PlacementMapQuery& asked) {
        const auto map = placement::mapOf(asked, site.application(), site.load(), TestSite::kNow);
        return !map && map.error().code == ErrorCode::InvalidArgument;
    };
    PlacementMapQuery asked = query();
    asked.sizesBytes.clear();
    QVERIFY(refused(asked));
    asked = query();
    asked.frequenciesHz.assign(kMaxMapCells, 1.0);
    QVERIFY(refused(asked));
    asked = query();
    asked.frequenciesHz[2] = -1.0;
    QVERIFY(refused(asked));
    asked = query();
    asked.thresholds = Thresholds{.frequencyHz = -1.0, .sizeBytes = 1};
    QVERIFY(refused(asked));
}

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
