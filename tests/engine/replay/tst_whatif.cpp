// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/placement/rule.h"
#include "engine/replay/whatif.h"
#include "simulatedrecords.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

constexpr Thresholds kRecorded{.frequencyHz = 1e9, .sizeBytes = 1'000'000'000};

/// A local backend of two workers that did everything, and a container that nobody has tried.
ApplicationConfiguration application()
{
    ApplicationConfiguration made;
    made.number = 1;
    made.name = "digits";
    made.thresholds = kRecorded;
    made.deadline = std::chrono::seconds(30);
    made.queueLimit = 1'000;
    made.backends = {testBackend("web", 3, Tier::Local, 64), testBackend("box", 4, Tier::Container, 64)};
    return made;
}

std::vector<RequestRow> recorded(std::size_t count)
{
    const BackendModel model{
        .serviceMs = 20, .perMbMs = 40, .distribution = Spread::Lognormal, .cv = 0.5, .workers = 2, .networkMs = 1};
    return recordsOf(model, application().backends[0], 35, count, 21);
}

const std::atomic<bool> kGoOn{false};

WhatIfAnswer answerOf(const WhatIfStudy& study, const WhatIfQuery& query)
{
    auto answer = study.answer(query, kGoOn);
    return answer ? *answer : WhatIfAnswer{};
}

bool near(double is, double wanted, double share)
{
    if (std::abs(is - wanted) <= std::abs(wanted) * share)
        return true;
    qWarning("%g, wanted %g within %g %%", is, wanted, share * 100);
    return false;
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sayingTheSameMovesNothing();
    void theSimulationOfWhatHappenedIsClose();
    void otherThresholdsMoveTheLargeOnes();
    void thoseThatStayAreTakenEvenly();
    void otherPoliciesAreTriedBeside();
    void aChangeOnTheWayIsSimulatedAsItWas();
    void tooFewRequestsPredictNothing();
    void failuresAreTakenOver();
    void whatTheClientDidIsLeftOut();
    void canBeCancelled();
    void measure();
};

void TestWhatIf::sayingTheSameMovesNothing()
{
    const WhatIfStudy study(application(), recorded(2'000));
    const WhatIfAnswer answer = answerOf(study, {});
    QCOMPARE(answer.recorded, std::uint64_t{2'000});
    QCOMPARE(answer.moved, std::uint64_t{0});
    QVERIFY(answer.moves.empty());
    QCOMPARE(answer.predicted.latency.p95, answer.simulated.latency.p95);
    QCOMPARE(answer.predicted.requests, std::uint64_t{2'000});
    QVERIFY(answer.predicted.placed == answer.simulated.placed);
    QVERIFY(near(answer.predicted.usd, answer.simulated.usd, 1e-9));
}

void TestWhatIf::theSimulationOfWhatHappenedIsClose()
{
    const WhatIfStudy study(application(), recorded(10'000));
    const WhatIfAnswer answer = answerOf(study, {});
    QVERIFY(answer.models[0].fitted);
    QCOMPARE(answer.models[0].workers, 2U);
    QVERIFY(!answer.models[1].fitted);
    QVERIFY(near(answer.simulated.latency.p50, answer.happened.latency.p50, 0.10));
    QVERIFY(near(answer.simulated.latency.p95, answer.happened.latency.p95, 0.10));
    QVERIFY(std::abs(*answer.errorOfP95()) < 0.10);
}

void TestWhatIf::otherThresholdsMoveTheLargeOnes()
{
    const auto rows = recorded(4'000);
    const WhatIfStudy study(application(), rows);
    const std::uint64_t size = 1'000'000;
    const WhatIfAnswer answer = answerOf(
        study,
        {.application = "digits", .thresholds = Thresholds{.frequencyHz = 1e9, .sizeBytes = size}, .mostMoves = 50});
    const auto large = static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const RequestRow& row) {
        return row.record.decision.features.sizeBytes > size;
    }));
    QCOMPARE(answer.moved, large);
    QCOMPARE(answer.predicted.placed[static_cast<std::size_t>(Tier::Container)], large);
    QCOMPARE(answer.moves.size(), std::size_t{50});
    for (const WhatIfMove& move : answer.moves) {
        QVERIFY(move.sizeBytes > size);
        QVERIFY(move.from == Tier::Local && move.to == Tier::Container);
        QCOMPARE(move.fromBackend, std::string("web"));
        QCOMPARE(move.toBackend, std::string("box"));
    }
    QVERIFY(answer.stays.empty());                                        // nobody asked
    QVERIFY(answer.predicted.latency.p95 < answer.simulated.latency.p95); // the long ones queue elsewhere
    QVERIFY(answer.predicted.usd > 0.0);
}

void TestWhatIf::thoseThatStayAreTakenEvenly()
{
    const auto rows = recorded(4'000);
    const WhatIfStudy study(application(), rows);
    const std::uint64_t size = 1'000'000;
    const Thresholds thresholds{.frequencyHz = 1e9, .sizeBytes = size};
    const WhatIfAnswer all =
        answerOf(study, {.application = "digits", .thresholds = thresholds, .mostMoves = 0, .mostStays = 10'000});
    QCOMPARE(all.stays.size(), rows.size() - all.moved);
    for (const WhatIfStay& stay : all.stays) {
        QVERIFY(stay.sizeBytes <= size);
        QVERIFY(stay.tier == Tier::Local);
        QCOMPARE(stay.backend, std::string("web"));
        QVERIFY(stay.outcome == Outcome::Answered);
    }
    const WhatIfAnswer some =
        answerOf(study, {.application = "digits", .thresholds = thresholds, .mostMoves = 0, .mostStays = 400});
    const auto share = static_cast<double>(all.stays.size()) / static_cast<double>(rows.size());
    QVERIFY(std::abs(static_cast<double>(some.stays.size()) - 400 * share) < 40);
    const WhatIfAnswer asConfigured = answerOf(study, {.application = "digits", .mostStays = 400});
    QCOMPARE(asConfigured.stays.size(), std::size_t{400});
    for (const WhatIfStay& stay : some.stays) // the same requests whatever is tried, so that dots stand still
        QVERIFY(std::any_of(asConfigured.stays.begin(), asConfigured.stays.end(),
                            [&](const WhatIfStay& each) { return each.id == stay.id; }));
}

void TestWhatIf::otherPoliciesAreTriedBeside()
{
    const WhatIfStudy study(application(), recorded(1'000));
    const WhatIfAnswer answer =
        answerOf(study, {.application = "digits",
                         .others = {PolicyKind::RoundRobin, PolicyKind::LocalOnly, PolicyKind::ContainerOnly}});
    QCOMPARE(answer.policies.size(), std::size_t{3});
    QCOMPARE(answer.policies[0].figures.placed[0] + answer.policies[0].figures.placed[1], std::uint64_t{1'000});
    QVERIFY(answer.policies[0].figures.placed[1] > 400);
    QCOMPARE(answer.policies[1].figures.placed[1], std::uint64_t{0});
    QCOMPARE(answer.policies[2].figures.placed[0], std::uint64_t{0});
}

/// Half under one D, half under another: the simulation of what happened follows.
void TestWhatIf::aChangeOnTheWayIsSimulatedAsItWas()
{
    auto rows = recorded(1'000);
    std::uint64_t large = 0;
    for (std::size_t i = 500; i < rows.size(); ++i) {
        Decision& decision = rows[i].record.decision;
        decision.thresholds.sizeBytes = 500'000;
        large += decision.features.sizeBytes > 500'000 ? 1 : 0;
    }
    const WhatIfStudy study(application(), rows);
    const WhatIfAnswer answer = answerOf(study, {});
    QVERIFY(large > 50);
    QCOMPARE(answer.simulated.placed[1], large);
    QCOMPARE(answer.moved, large); // the present thresholds send all to local
}

void TestWhatIf::tooFewRequestsPredictNothing()
{
    const WhatIfStudy study(application(), recorded(kWhatIfLeast - 1));
    const WhatIfAnswer answer = answerOf(study, {});
    QVERIFY(!answer.enough());
    QCOMPARE(answer.recorded, std::uint64_t{kWhatIfLeast - 1});
    QCOMPARE(answer.predicted.requests, std::uint64_t{0});
    QVERIFY(!answerOf(WhatIfStudy(application(), {}), {}).enough());
    QVERIFY(!answer.withoutHedging);
    ApplicationConfiguration hedging = application();
    hedging.isolation.hedgeAfter = std::chrono::milliseconds(30);
    QVERIFY(answerOf(WhatIfStudy(hedging, {}), {}).withoutHedging); // which is not simulated
    ApplicationConfiguration empty = application();
    empty.backends.clear();
    const auto refused = WhatIfStudy(empty, {}).answer({}, kGoOn);
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
}

void TestWhatIf::failuresAreTakenOver()
{
    auto rows = recorded(1'000);
    for (std::size_t i = 0; i < rows.size(); i += 10)
        rows[i].record.status = 503;
    const WhatIfStudy study(application(), rows);
    const WhatIfAnswer answer = answerOf(study, {});
    QCOMPARE(answer.happened.failures(), std::uint64_t{100});
    QCOMPARE(answer.predicted.failures(), std::uint64_t{100});
    QCOMPARE(answer.predicted.ended[static_cast<std::size_t>(Outcome::BackendFailed)], std::uint64_t{100});
    const WhatIfAnswer moved = answerOf(study, {.application = "digits", .policy = PolicyKind::ContainerOnly});
    QCOMPARE(moved.predicted.failures(), std::uint64_t{0}); // nobody knows of a failure there
}

void TestWhatIf::whatTheClientDidIsLeftOut()
{
    auto rows = recorded(1'000);
    for (std::size_t i = 0; i < 100; ++i)
        rows[i].record.outcome = Outcome::ClientGone;
    for (std::size_t i = 100; i < 150; ++i)
        rows[i].record.decision.reason = Reason::None;
    QCOMPARE(WhatIfStudy(application(), rows).requests(), std::uint64_t{850});
}

void TestWhatIf::canBeCancelled()
{
    const WhatIfStudy study(application(), recorded(500));
    const std::atomic<bool> cancelled{true};
    const auto answer = study.answer({}, cancelled);
    QVERIFY(!answer && answer.error().code == ErrorCode::Cancelled);
}

/// No bar: a debug build on a busy machine. See tests/bench for the figure.
void TestWhatIf::measure()
{
    const WhatIfStudy study(application(), recorded(kWhatIfMost));
    qInfo("what-if of %u requests: %.1f ms", kWhatIfMost, answerOf(study, {}).tookMs);
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
