// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <numeric>

#include "engine/replay/simulation.h"
#include "tests/engine/replay/likebackends.h"

using namespace straightline;
using namespace straightline::replay;

/// What the simulator does when backends fail, as the gateway would: breakers, ejections, retries, refusals.
class TestReplayFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFaults_data();
    void readsFaults();
    void survivesTheCrashOfOne();
    void answers503WhileAllAreDown();
    void breaksOffWhatACrashedBackendWorksOn();
    void leavesABlackHole();
    void leavesAGreyBackend();
    void adaptiveLeavesAGreyBackendByItself();
    void oracleKnowsWhoFails();
    void oracleKnowsReplicasAndColdStarts();
    void learnsWithAnOldView();
    void ejectsByFailureRate();
    void isRefusedByAThrottledBackend();
    void keepsTheRetryBudget();
    void refusesWhatCannotBeAnsweredInTime();
    void goesElsewhereWhenTheBacklogIsFull();
    void givesEachReplicaItsShare();
    void worksWithAnOldView();
    void sloFollowsTheSizeOfTheWork();
    void chunksDoNotMatterUnderFaults_data();
    void chunksDoNotMatterUnderFaults();
};

namespace
{

SimulationOutcome simulate(const ApplicationConfiguration& application, const std::vector<BackendModel>& models,
                           const std::vector<TraceRow>& rows, const FaultPlan& faults, std::size_t chunk = 1'000'000)
{
    const SimulatedApplication site = makeSimulated(application, models);
    Preparer preparer(site, 1);
    Simulation simulation(site, {.policy = application.policy, .thresholds = application.thresholds, .faults = faults});
    PreparedRequests prepared;
    for (std::size_t i = 0; i < rows.size(); i += chunk) {
        prepared.clear();
        for (std::size_t j = i; j < std::min(i + chunk, rows.size()); ++j)
            preparer.prepare(rows[j], prepared);
        simulation.run(prepared);
    }
    simulation.finish();
    const SimulationOutcome& outcome = simulation.outcome();
    if (std::accumulate(outcome.ended.begin(), outcome.ended.end(), std::uint64_t{0}) != rows.size())
        qFatal("a request is lost");
    return outcome;
}

std::vector<BackendModel> models(std::size_t count, double serviceMs = 20)
{
    return std::vector<BackendModel>(count, {.serviceMs = serviceMs});
}

std::uint64_t ended(const SimulationOutcome& outcome, Outcome which)
{
    return outcome.ended[static_cast<std::size_t>(which)];
}

FaultPlan plan(const char* fault)
{
    return {.faults = {parseFault(fault).value()}};
}

} // namespace

void TestReplayFaults::readsFaults_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<std::string>("said");
    QTest::newRow("crash") << std::string("crash:web:60:90") << Fault{FaultKind::Crash, "web", 60, 90, 0}
                           << std::string();
    QTest::newRow("slow") << std::string("slow:*:0:1.5:5") << Fault{FaultKind::Slow, "*", 0, 1.5, 5} << std::string();
    QTest::newRow("errors") << std::string("errors:a-b:1:2:0.3") << Fault{FaultKind::Errors, "a-b", 1, 2, 0.3}
                            << std::string();
    const auto wrong = [](const char* text, const char* said) {
        QTest::newRow(text) << std::string(text) << Fault() << std::string(said);
    };
    wrong("", "unknown kind");
    wrong("melt:web:1:2", "unknown kind");
    wrong("crash:web:1:2:3", "wrong number of parts");
    wrong("slow:web:1:2", "wrong number of parts");
    wrong("crash::1:2", "wrong number of parts");
    wrong("crash:web:2:2", "TO must be later than FROM");
    wrong("crash:web:-1:2", "TO must be later than FROM");
    wrong("crash:web:nan:2", "TO must be later than FROM");
    wrong("errors:web:1:2:1.1", "the last number must be 0 … 1");
}

void TestReplayFaults::readsFaults()
{
    QFETCH(std::string, text);
    QFETCH(Fault, fault);
    QFETCH(std::string, said);
    const auto got = parseFault(text);
    QCOMPARE(got.has_value(), said.empty());
    if (got)
        QVERIFY(*got == fault);
    else
        QVERIFY2(got.error().detail.find(said) != std::string::npos, got.error().detail.c_str());
}

void TestReplayFaults::survivesTheCrashOfOne()
{
    // Nothing was sent when a connection is refused: each is tried elsewhere, five times, then it is ejected.
    const auto rows = evenly(10, 60);
    const SimulationOutcome outcome = simulate(configuration(3), models(3), rows, plan("crash:b1:20:30"));
    QCOMPARE(outcome.failures(), ended(outcome, Outcome::BackendFailed)); // what it worked on when it crashed
    QVERIFY(outcome.failures() <= 2);
    QVERIFY(outcome.retries >= 4 && outcome.retries <= 20);
    QVERIFY(outcome.ejections >= 1);
}

void TestReplayFaults::answers503WhileAllAreDown()
{
    const auto rows = evenly(10, 60);
    ApplicationConfiguration application = configuration(2);
    const SimulationOutcome outcome = simulate(application, models(2), rows, plan("crash:*:20:40"));
    const std::uint64_t refused = ended(outcome, Outcome::NothingHealthy);
    qInfo("%llu of 2000 refused, %llu attempts repeated", static_cast<unsigned long long>(refused),
          static_cast<unsigned long long>(outcome.retries));
    QVERIFY(refused > 1'900);
    QVERIFY(refused < 2'000 + 100 * 12); // and it comes back: two checks later, or with the next trial
    QVERIFY(ended(outcome, Outcome::Answered) > 2'500);
}

void TestReplayFaults::breaksOffWhatACrashedBackendWorksOn()
{
    std::vector<TraceRow> rows(3); // all at 0, 500 ms of work, broken off at 100 ms
    ApplicationConfiguration application = configuration(1);
    SimulationOutcome outcome = simulate(application, models(1, 500), rows, plan("crash:b0:0.1:0.2"));
    QCOMPARE(ended(outcome, Outcome::BackendFailed), std::uint64_t{3});
    application = configuration(2);
    application.isolation.repeatable = Repeatable::All;
    outcome = simulate(application, models(2, 500), rows, plan("crash:b0:0.1:0.2"));
    QCOMPARE(ended(outcome, Outcome::Answered), std::uint64_t{3}); // at the other, 100 ms later
    QCOMPARE(outcome.retries, std::uint64_t{2});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((500 + 2 * 600) * kMs));
}

void TestReplayFaults::leavesABlackHole()
{
    // It answers at once, so whoever looks for the least busy backend prefers it.
    for (const PolicyKind policy : {PolicyKind::RoundRobin, PolicyKind::LeastOutstanding, PolicyKind::TwoChoices}) {
        const SimulationOutcome outcome =
            simulate(configuration(3, policy), models(3), evenly(5, 60), plan("black_hole:b2:20:40"));
        QCOMPARE(outcome.failures(), outcome.serverErrors);
        QVERIFY(outcome.serverErrors >= 5);
        QVERIFY2(outcome.serverErrors <= 5 + 5, "once, and then one for each trial");
        QVERIFY(outcome.ejections >= 2);
    }
    ApplicationConfiguration without = configuration(3);
    without.isolation.consecutiveFailures = 0;
    without.isolation.failurePercent = 0;
    const SimulationOutcome outcome = simulate(without, models(3), evenly(5, 60), plan("black_hole:b2:20:40"));
    QVERIFY(outcome.serverErrors > 1'300); // a third of 4,000
}

void TestReplayFaults::leavesAGreyBackend()
{
    ApplicationConfiguration application = configuration(3);
    const auto rows = evenly(10, 120);
    const FaultPlan grey = plan("slow:b0:60:90:20");
    const std::uint64_t with = simulate(application, models(3), rows, grey).answeredMicros.countUpTo(100'000);
    application.isolation.slowFactor = 0;
    const SimulationOutcome without = simulate(application, models(3), rows, grey);
    QCOMPARE(without.ejections, std::uint64_t{0});
    const std::uint64_t late = rows.size() - with;
    const std::uint64_t lateWithout = rows.size() - without.answeredMicros.countUpTo(100'000);
    qInfo("%llu late with ejection, %llu without", static_cast<unsigned long long>(late),
          static_cast<unsigned long long>(lateWithout));
    QVERIFY(lateWithout > 500); // 8 at once of 400 ms each for 30 s
    QVERIFY(late * 5 < lateWithout);
}

void TestReplayFaults::adaptiveLeavesAGreyBackendByItself()
{
    ApplicationConfiguration application = configuration(3);
    application.isolation.slowFactor = 0;
    const auto rows = evenly(10, 120);
    const auto late = [&](PolicyKind policy) {
        application.policy = policy;
        const SimulationOutcome outcome = simulate(application, models(3), rows, plan("slow:b0:60:90:20"));
        if (outcome.ejections > 0)
            qFatal("ejected");
        return rows.size() - outcome.answeredMicros.countUpTo(100'000);
    };
    const std::uint64_t adaptive = late(PolicyKind::Adaptive);
    const std::uint64_t turns = late(PolicyKind::RoundRobin);
    qInfo("%llu late, %llu in turn", static_cast<unsigned long long>(adaptive), static_cast<unsigned long long>(turns));
    QVERIFY(turns > 500);
    QVERIFY(adaptive * 5 < turns);
    QVERIFY(late(PolicyKind::Oracle) <= 2); // those that were under way when it became slow
}

void TestReplayFaults::oracleKnowsWhoFails()
{
    // Nobody is ejected, and still only what was under way at the crash is lost.
    ApplicationConfiguration application = configuration(3, PolicyKind::Oracle);
    application.isolation.consecutiveFailures = 0;
    application.isolation.failurePercent = 0;
    for (BackendConfiguration& each : application.backends)
        each.health.fall = 1'000;
    for (const char* each : {"black_hole:b2:20:40", "errors:b2:20:40:0.5", "throttle:b2:20:40:0"})
        QCOMPARE(simulate(application, models(3), evenly(5, 60), plan(each)).failures(), std::uint64_t{0});
    const SimulationOutcome crash = simulate(application, models(3), evenly(5, 60), plan("crash:b2:20:40"));
    QCOMPARE(crash.retries, std::uint64_t{0});
    QVERIFY(crash.failures() <= 8);
}

void TestReplayFaults::oracleKnowsReplicasAndColdStarts()
{
    // Six at once, each to the quickest: two begin, two wait behind them for 100 ms, two start an instance in 150 ms.
    std::vector<BackendModel> mixed = models(2, 100);
    mixed[0].workers = 1;
    mixed[0].replicas = 2;
    mixed[1].coldStartMs = 150;
    mixed[1].coldStartCv = 0;
    const ApplicationConfiguration application = configuration(2, PolicyKind::Oracle);
    const SimulationOutcome once = simulate(application, mixed, std::vector<TraceRow>(6), {});
    QCOMPARE(once.answeredNanos, static_cast<std::uint64_t>((2 * 100 + 2 * 200 + 2 * 250) * kMs));
    QCOMPARE(once.coldStarts, std::uint64_t{2});
}

void TestReplayFaults::learnsWithAnOldView()
{
    // One is ten times slower: what was learned of it reaches the policy a second later, and no more is needed.
    std::vector<BackendModel> mixed = models(3);
    mixed[0].serviceMs = 200;
    const auto rows = evenly(20, 60);
    const auto slow = [&](PolicyKind policy) {
        const SimulationOutcome outcome =
            simulate(configuration(3, policy), mixed, rows, {.staleNanos = 1'000'000'000});
        return rows.size() - outcome.answeredMicros.countUpTo(100'000);
    };
    QVERIFY(slow(PolicyKind::RoundRobin) > 900);
    for (const PolicyKind policy : {PolicyKind::Adaptive, PolicyKind::ExpectedCompletion})
        QVERIFY2(slow(policy) < 200, std::to_string(slow(policy)).c_str());
}

void TestReplayFaults::ejectsByFailureRate()
{
    const auto rows = evenly(5, 60);
    ApplicationConfiguration application = configuration(3);
    const SimulationOutcome with = simulate(application, models(3), rows, plan("errors:b1:10:50:0.3"));
    application.isolation.failurePercent = 0;
    application.isolation.consecutiveFailures = 0;
    const SimulationOutcome without = simulate(application, models(3), rows, plan("errors:b1:10:50:0.3"));
    QVERIFY(without.serverErrors > 700 && without.serverErrors < 900); // 0.3 of a third of 8,000
    QVERIFY(with.serverErrors * 3 < without.serverErrors);
    QVERIFY(with.ejections >= 1);
}

void TestReplayFaults::isRefusedByAThrottledBackend()
{
    // 8 at once of 100 ms each come to one that takes 5: three are refused.
    std::vector<TraceRow> rows(8);
    const SimulationOutcome outcome = simulate(configuration(1), models(1, 100), rows, plan("throttle:*:0:1:5"));
    QCOMPARE(outcome.refused, std::uint64_t{3});
    QCOMPARE(outcome.failures(), std::uint64_t{3});
    QCOMPARE(outcome.answeredMicros.count(), std::uint64_t{5});
}

void TestReplayFaults::keepsTheRetryBudget()
{
    ApplicationConfiguration application = configuration(3);
    application.isolation.consecutiveFailures = 0; // nobody is ejected: each attempt fails
    application.isolation.failurePercent = 0;
    for (BackendConfiguration& each : application.backends)
        each.health.fall = 1'000;
    const auto rows = evenly(1, 20);
    const SimulationOutcome outcome = simulate(application, models(3), rows, plan("crash:*:0:20"));
    const std::uint64_t attempts = std::accumulate(outcome.placed.begin(), outcome.placed.end(), std::uint64_t{0});
    QCOMPARE(attempts, outcome.retries + rows.size());
    QVERIFY(attempts <= 1.2 * static_cast<double>(rows.size()) + 10 * 20 + 20);
    QVERIFY(attempts >= 1.15 * static_cast<double>(rows.size()));
}

void TestReplayFaults::refusesWhatCannotBeAnsweredInTime()
{
    // 3 times what 8 slots of 40 ms can do, with a line that is longer than the deadline.
    ApplicationConfiguration application = configuration(1);
    application.deadline = std::chrono::seconds(1);
    application.queueLimit = 1'024;
    std::vector<TraceRow> rows(30 * 600);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].arrivalNanos = static_cast<std::int64_t>(i) * 1'000'000'000 / 600;
    const SimulationOutcome outcome = simulate(application, models(1, 40), rows, {});
    const double goodput = static_cast<double>(outcome.answeredMicros.count()) / (30 * 200);
    qInfo("goodput %.3f of the capacity, %llu refused at once", goodput,
          static_cast<unsigned long long>(ended(outcome, Outcome::QueueFull)));
    QVERIFY(goodput > 0.9);
    QVERIFY(ended(outcome, Outcome::QueueFull) > 10'000);
    QVERIFY(ended(outcome, Outcome::BackendTimeout) < 100);
}

void TestReplayFaults::goesElsewhereWhenTheBacklogIsFull()
{
    // One worker and one place: of four at once at the first backend two are refused, and go to the second.
    ApplicationConfiguration application = configuration(2, PolicyKind::Straightline);
    application.backends[1].tier = Tier::Serverless;
    std::vector<BackendModel> both = models(2, 100);
    both[0].workers = 1;
    both[0].backlog = 1;
    const SimulationOutcome outcome = simulate(application, both, std::vector<TraceRow>(4), {});
    QCOMPARE(outcome.failures(), std::uint64_t{0});
    QCOMPARE(outcome.retries, std::uint64_t{2});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((100 + 200 + 100 + 100) * kMs));
}

void TestReplayFaults::givesEachReplicaItsShare()
{
    std::vector<BackendModel> one = models(1, 100);
    one[0].workers = 1;
    one[0].replicas = 3;
    one[0].usdPerHour = 36; // of each replica
    const SimulationOutcome outcome = simulate(configuration(1), one, std::vector<TraceRow>(4), {});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((3 * 100 + 200) * kMs));
    QVERIFY(std::abs(outcome.usd - 3 * 0.2 / 100) < 1e-9);
}

void TestReplayFaults::worksWithAnOldView()
{
    // With a view a second old all newcomers take the same backend for the idlest one.
    const ApplicationConfiguration application = configuration(4, PolicyKind::LeastOutstanding);
    const auto rows = evenly(2, 60);
    std::vector<BackendModel> few = models(4, 20);
    for (BackendModel& each : few)
        each.workers = 4;
    const SimulationOutcome fresh = simulate(application, few, rows, {});
    const SimulationOutcome stale = simulate(application, few, rows, {.staleNanos = 1'000'000'000});
    QVERIFY(stale.meanMs() > 1.1 * fresh.meanMs());
    QVERIFY(stale.requests == fresh.requests);
}

void TestReplayFaults::sloFollowsTheSizeOfTheWork()
{
    // 700 ms of work may take 2.1 s, 10 ms of work a second.
    ApplicationConfiguration application = configuration(1);
    application.deadline = std::chrono::seconds(30);
    application.backends[0].capacity = 1;
    std::vector<BackendModel> one{{.serviceMs = 0, .perWorkMs = 1}};
    std::vector<TraceRow> rows(4);
    const std::array<double, 4> work{700, 700, 700, 10};
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].work = work[i];
    // Answered after 0.7, 1.4, 2.1 and 2.11 s: the last is late.
    QCOMPARE(simulate(application, one, rows, {}).withinTarget, std::uint64_t{3});
}

void TestReplayFaults::chunksDoNotMatterUnderFaults_data()
{
    QTest::addColumn<PolicyKind>("policy");
    for (const PolicyKind each : {PolicyKind::TwoChoices, PolicyKind::Adaptive, PolicyKind::ExpectedCompletion,
                                  PolicyKind::Prequal, PolicyKind::PeakEwma, PolicyKind::Oracle})
        QTest::newRow(std::string(toString(each)).c_str()) << each;
}

void TestReplayFaults::chunksDoNotMatterUnderFaults()
{
    QFETCH(PolicyKind, policy);
    ApplicationConfiguration application = configuration(3, policy);
    application.isolation.repeatable = Repeatable::All;
    for (BackendConfiguration& each : application.backends)
        each.capacity = 2;
    std::vector<BackendModel> mixed(3, {.serviceMs = 40, .distribution = Spread::Lognormal, .coldStartMs = 100});
    FaultPlan all;
    for (const char* each : {"crash:b0:5:9", "slow:b1:10:20:4", "errors:b2:12:25:0.4", "throttle:b0:20:30:1"})
        all.faults.push_back(parseFault(each).value());
    const auto rows = evenly(7, 40);
    const SimulationOutcome whole = simulate(application, mixed, rows, all);
    const SimulationOutcome pieces = simulate(application, mixed, rows, all, 3);
    if (policy != PolicyKind::Oracle) // it has nothing to repeat
        QVERIFY(whole.retries >= 3);
    QVERIFY(whole.waited > 5);
    QVERIFY(whole.ended == pieces.ended);
    QVERIFY(whole.answeredMicros == pieces.answeredMicros);
    QCOMPARE(whole.answeredNanos, pieces.answeredNanos);
    QCOMPARE(whole.retries, pieces.retries);
    QCOMPARE(whole.ejections, pieces.ejections);
    QCOMPARE(whole.usd, pieces.usd);
}

QTEST_APPLESS_MAIN(TestReplayFaults)
#include "tst_replayfaults.moc"
