// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "engine/placement/rule.h"
#include "ui/models/rulecheck.h"

using namespace straightline;
using namespace straightline::ui;

/// The receipt's own computing of Algorithm 1 against the engine's.
class TestRuleCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itAgreesWithTheEngine();
    void aWrongRecordIsNoticed();
    void otherPoliciesAreLeftAlone();
};

namespace
{

Decision randomDecision(std::mt19937& random)
{
    const auto draw = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
    Decision decision;
    decision.thresholds = {static_cast<double>(draw(4)), draw(4) * 100};
    decision.features.frequencyHz = draw(4);
    decision.features.sizeBytes = draw(4) * 100;
    for (TierRoom& room : decision.room) {
        room.healthy = static_cast<std::uint16_t>(draw(3));
        room.takesSize = static_cast<std::uint16_t>(draw(room.healthy + 1U));
        room.withFreeSlot = static_cast<std::uint16_t>(draw(room.healthy + 1U));
        room.withRoom = static_cast<std::uint16_t>(draw(std::min(room.takesSize, room.withFreeSlot) + 1U));
    }
    const placement::RuleOutcome outcome = placement::applyRule(decision.features, decision.thresholds, decision.room);
    decision.verdict = outcome.verdict;
    decision.reason = outcome.reason;
    decision.tier = outcome.tier;
    return decision;
}

} // namespace

void TestRuleCheck::itAgreesWithTheEngine()
{
    std::mt19937 random(5);
    std::array<int, kReasonCount> seen{};
    for (int i = 0; i < 20'000; ++i) {
        const Decision decision = randomDecision(random);
        const RuleCheck check = checkRule(decision);
        QVERIFY(check.applies);
        QVERIFY2(check.agrees, toString(decision.reason).data());
        ++seen[static_cast<std::size_t>(decision.reason)];
    }
    for (const Reason reason :
         {Reason::BurstOfSmall, Reason::LargeInput, Reason::LocalHasRoom, Reason::ContainerHasRoom, Reason::Overflow,
          Reason::BurstOfSmallFallback, Reason::LargeInputFallback, Reason::OverBackendLimit, Reason::NoRoom,
          Reason::NothingHealthy, Reason::NoBackendTakesSize})
        QVERIFY2(seen[static_cast<std::size_t>(reason)] > 0, toString(reason).data());
}

void TestRuleCheck::aWrongRecordIsNoticed()
{
    std::mt19937 random(6);
    for (int i = 0; i < 2'000; ++i) {
        Decision decision = randomDecision(random);
        decision.reason = decision.reason == Reason::LargeInput ? Reason::LocalHasRoom : Reason::LargeInput;
        QVERIFY(!checkRule(decision).agrees);
    }
}

void TestRuleCheck::otherPoliciesAreLeftAlone()
{
    Decision decision;
    decision.reason = Reason::RoundRobin;
    decision.policy = PolicyKind::RoundRobin;
    QVERIFY(!checkRule(decision).applies);
}

QTEST_APPLESS_MAIN(TestRuleCheck)
#include "tst_rulecheck.moc"
