// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/selfcheck.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

/// Placed by the rule in the tier local, answered by backend 7.
RequestRecord placed()
{
    RequestRecord record;
    record.outcome = Outcome::Answered;
    record.status = 200;
    record.attemptCount = 1;
    record.backendNumber = 7;
    Decision& decision = record.decision;
    decision.verdict = Verdict::Placed;
    decision.reason = Reason::LocalHasRoom;
    decision.tier = Tier::Local;
    decision.features.frequencyHz = 3.0;
    decision.features.sizeBytes = 100;
    decision.room[0] = {.inFlight = 1, .capacity = 4, .healthy = 2, .takesSize = 2, .withFreeSlot = 2, .withRoom = 2};
    decision.candidateCount = 2;
    decision.candidates[0] = {8, 20.0F};
    decision.candidates[1] = {7, 10.0F};
    return record;
}

} // namespace

/// A check that finds nothing wrong is worth as much as what it would have found.
class TestDecisionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasAltered_data()
    {
        using Alter = void (*)(RequestRecord&);
        QTest::addColumn<void*>("alter");
        QTest::addColumn<int>("expected");
        const auto row = [](const char* name, SelfCheck expected, Alter alter) {
            QTest::newRow(name) << reinterpret_cast<void*>(alter) << static_cast<int>(expected);
        };
        row("nothing", SelfCheck::Reproduced, [](RequestRecord&) {});
        row("never decided", SelfCheck::Undecided, [](RequestRecord& r) { r.decision.reason = Reason::None; });
        row("another reason", SelfCheck::Differs, [](RequestRecord& r) { r.decision.reason = Reason::Overflow; });
        row("another tier", SelfCheck::Differs, [](RequestRecord& r) { r.decision.tier = Tier::Container; });
        row("a wait that had room", SelfCheck::Differs, [](RequestRecord& r) {
            r.decision.verdict = Verdict::Wait;
            r.decision.reason = Reason::NoRoom;
        });
        row("f above F", SelfCheck::Differs, [](RequestRecord& r) { r.decision.thresholds.frequencyHz = 2.0; });
        row("d above D", SelfCheck::Differs, [](RequestRecord& r) { r.decision.thresholds.sizeBytes = 50; });
        row("no room where it went", SelfCheck::Differs, [](RequestRecord& r) { r.decision.room[0].withRoom = 0; });
        row("the worse candidate", SelfCheck::Differs, [](RequestRecord& r) { r.backendNumber = 8; });
        row("of equals the second", SelfCheck::Differs,
            [](RequestRecord& r) { r.decision.candidates[0].score = 10.0F; });
        row("the worse candidate, not answered", SelfCheck::Reproduced, [](RequestRecord& r) {
            r.backendNumber = 8; // an earlier attempt's: its decision is not the one that is recorded
            r.outcome = Outcome::BackendFailed;
        });
        row("round robin", SelfCheck::Reproduced, [](RequestRecord& r) {
            r.decision.policy = PolicyKind::RoundRobin;
            r.decision.reason = Reason::RoundRobin;
        });
        row("round robin with another's reason", SelfCheck::Differs, [](RequestRecord& r) {
            r.decision.policy = PolicyKind::RoundRobin;
            r.decision.reason = Reason::TwoChoices;
        });
        row("container only, in local", SelfCheck::Differs, [](RequestRecord& r) {
            r.decision.policy = PolicyKind::ContainerOnly;
            r.decision.reason = Reason::ContainerOnly;
            r.decision.room[1] = r.decision.room[0];
        });
        row("container only, nothing healthy there", SelfCheck::Reproduced, [](RequestRecord& r) {
            r.decision.policy = PolicyKind::ContainerOnly;
            r.decision.verdict = Verdict::NothingHealthy;
            r.decision.reason = Reason::NothingHealthy;
            r.outcome = Outcome::NothingHealthy;
        });
    }
    void findsWhatWasAltered()
    {
        QFETCH(void*, alter);
        QFETCH(int, expected);
        RequestRecord record = placed();
        reinterpret_cast<void (*)(RequestRecord&)>(alter)(record);
        QCOMPARE(static_cast<int>(checkDecision(record)), expected);
    }
};

QTEST_GUILESS_MAIN(TestDecisionCheck)
#include "tst_decisioncheck.moc"
