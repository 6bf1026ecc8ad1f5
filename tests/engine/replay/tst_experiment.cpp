// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <numeric>

#include "engine/replay/experimentcomparison.h"
#include "engine/replay/experimenttuning.h"
#include "engine/replay/worklaw.h"

using namespace straightline;
using namespace straightline::replay;

/// The experiment's fairness: the same requests, luck and budget for all, and nothing seen that should not be.
class TestExperiment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestIsInOnePart();
    void warpsTimeWithinAPart();
    void calmTakesTheUtilisationThatWasAsked();
    void workFollowsTheLawThatWasAsked();
    void workIsDrawnWhereATraceHasNone();
    void everyPolicyWithParametersHasTheSameBudget();
    void ranksByAttainmentThenCost();
    void sameSeedSameLuckForAll();
    void threadsDoNotMatter();
    void nothingIsTunedOnTheReport();
    void faultsHitTheSameRequestsInEveryScenario();
    void aNewFaultLeavesTheOldPlansAsTheyWere();
    void twoGatewaysMeetTheSameRequests();
    void keepsTheCellsThatWereDoneWhenStopped();
    void goesOnFromTheCellsThatWereDone();
    void comparesWithTheBestRival();
    void winsWhoIsCheapestOfTheBest();
    void intervalsHoldTheMean();
    void holmMultipliesBySteps();
};

namespace
{

ExperimentPlan smallPlan()
{
    ExperimentPlan plan = quickPlan(2);
    plan.scenarios.resize(1);
    plan.faults.resize(2);
    return plan;
}

std::vector<ExperimentCell> run(const ExperimentPlan& plan, const std::vector<ExperimentTrace>& traces,
                                unsigned threads)
{
    std::vector<ExperimentCell> cells;
    Experiment experiment(plan, traces, threads);
    if (!experiment.run([&](ExperimentCell cell) { cells.push_back(std::move(cell)); },
                        [](const ExperimentProgress&) { return false; }))
        qFatal("stopped");
    return cells;
}

/// Pearson's, of size and work.
double correlationOf(const ExperimentTrace& trace)
{
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (const TraceRow& row : trace.rows) {
        const auto size = static_cast<double>(row.sizeBytes);
        n += 1;
        x += size;
        y += row.work;
        xx += size * size;
        yy += row.work * row.work;
        xy += size * row.work;
    }
    return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

} // namespace

void TestExperiment::everyRequestIsInOnePart()
{
    const ExperimentPlan plan = fullPlan(2);
    ExperimentTrace trace{.name = "edges", .note = {}, .applications = {"a"}, .rows = {}};
    for (const double at : {0.0, 1'199.999999999, 1'200.0, 2'099.999999999, 2'100.0, 3'599.999999999, 3'600.0})
        trace.rows.push_back({.arrivalNanos = std::llround(at * 1e9)});
    QCOMPARE(partOf(trace, plan, ExperimentPart::Tune, {}).size(), std::size_t{2});
    const auto select = partOf(trace, plan, ExperimentPart::Select, {});
    QCOMPARE(select.size(), std::size_t{2});
    QCOMPARE(select.front().arrivalNanos, std::int64_t{0}); // every run has its own beginning
    QCOMPARE(partOf(trace, plan, ExperimentPart::Report, {}).size(), std::size_t{2});
}

void TestExperiment::warpsTimeWithinAPart()
{
    const std::int64_t second = 1'000'000'000;
    const TimeWarp none(100 * second, {});
    QCOMPARE(none.at(40 * second), 40 * second);
    const TimeWarp step(100 * second, {{0.0, 1.0}, {0.5, 2.0}});
    QCOMPARE(step.at(50 * second), 50 * second);
    QCOMPARE(step.at(70 * second), 60 * second);
    QCOMPARE(step.atShare(1.0), 75 * second);
    const TimeWarp both(100 * second, combined({{0.0, 2.0}}, {{0.0, 1.0}, {0.4, 4.0}, {0.6, 1.0}}));
    QCOMPARE(both.at(40 * second), 20 * second);
    QCOMPARE(both.at(60 * second), 22'500'000'000);
    QCOMPARE(both.at(100 * second), 42'500'000'000);
}

void TestExperiment::calmTakesTheUtilisationThatWasAsked()
{
    for (const WorkLaw law : {WorkLaw::BySize, WorkLaw::Independent, WorkLaw::AgainstSize}) {
        ExperimentPlan plan = fullPlan(2);
        plan.work = law;
        const ExperimentTrace trace = withWork(syntheticTrace(3'600), law);
        const auto system = experimentSystem(trace, plan);
        QCOMPARE(system.size(), std::size_t{1});
        double workMs = 0; // at the local backend, but for its network
        for (const TraceRow& row : trace.rows)
            workMs += static_cast<double>(unloadedNanos(system[0].models[0], row.sizeBytes, row.work)) / 1e6
                      - system[0].models[0].networkMs - static_cast<double>(row.sizeBytes) / 1e6;
        const double workers = 4 / 1.0 + 8 / 0.8 + 4 / 0.7;
        const double seconds =
            static_cast<double>(trace.rows.back().arrivalNanos - trace.rows.front().arrivalNanos) / 1e9;
        QVERIFY(std::abs(workMs / 1'000 / seconds / workers - plan.calmUtilisation) < 0.001);
    }
}

void TestExperiment::workFollowsTheLawThatWasAsked()
{
    const ExperimentTrace plain = syntheticTrace(3'600);
    const auto works = [](const ExperimentTrace& trace) {
        std::vector<double> all;
        for (const TraceRow& row : trace.rows)
            all.push_back(row.work);
        std::sort(all.begin(), all.end());
        return all;
    };
    QVERIFY(correlationOf(plain) > 0.2);
    const ExperimentTrace independent = withWork(plain, WorkLaw::Independent);
    QVERIFY(std::abs(correlationOf(independent)) < 0.03);
    QVERIFY(works(independent) == works(plain));
    const ExperimentTrace against = withWork(plain, WorkLaw::AgainstSize);
    QVERIFY(correlationOf(against) < -0.4);
    QVERIFY(works(against) == works(plain));
    QVERIFY(describe(fullPlan(2)).find("work ") == std::string::npos); // hashes of former runs stay
}

void TestExperiment::workIsDrawnWhereATraceHasNone()
{
    ExperimentTrace trace = syntheticTrace(3'600);
    for (TraceRow& row : trace.rows)
        row.work = 0.0;
    QCOMPARE(withWork(trace, WorkLaw::BySize).rows.front().work, 0.0);
    const ExperimentTrace drawn = withWork(trace, WorkLaw::Independent);
    double sum = 0;
    for (const TraceRow& row : drawn.rows)
        sum += row.work;
    QVERIFY(std::abs(sum / static_cast<double>(drawn.rows.size()) - 1.0) < 0.02);
    QVERIFY(drawn.rows[7].work == withWork(trace, WorkLaw::Independent).rows[7].work);
}

void TestExperiment::everyPolicyWithParametersHasTheSameBudget()
{
    const ExperimentPlan plan = fullPlan(2);
    const ExperimentTrace trace = syntheticTrace(600);
    const auto system = experimentSystem(trace, plan);
    std::size_t tunedOnes = 0;
    for (const Contestant& each : plan.contestants) {
        const auto settings = settingsToTry(each.policy, system, trace.rows, plan.configurations);
        QCOMPARE(settings.size(), hasParameters(each.policy) ? plan.configurations : std::size_t{1});
        QVERIFY(settings.front() == ContestantSettings{.thresholds = system.front().route.thresholds});
        tunedOnes += each.tuned ? 1 : 0;
        QVERIFY(!each.tuned || hasParameters(each.policy));
        for (std::size_t i = 1; i < settings.size(); ++i) // none is tried twice
            QVERIFY2(std::count(settings.begin(), settings.end(), settings[i]) == 1, each.name.c_str());
    }
    QCOMPARE(tunedOnes, std::size_t{6});
    for (const auto& cell : run(smallPlan(), {syntheticTrace(360)}, 2)) {
        for (const ExperimentRow& row : cell.rows)
            QCOMPARE(row.tried, smallPlan().contestants[row.contestant].tuned ? smallPlan().configurations : 0);
    }
}

void TestExperiment::ranksByAttainmentThenCost()
{
    const auto with = [](std::uint32_t weight, double slo, double usd) {
        return TuningStanding{{.thresholds = {}, .knobs = {.moneyWeight = weight}}, slo, usd};
    };
    const auto best = ranked({with(1, 99.0, 1), with(2, 99.95, 3), with(3, 99.9, 2), with(4, 100.0, 4)}, 0.1);
    QCOMPARE(best[0].settings.knobs.moneyWeight, 3U);
    QCOMPARE(best[1].settings.knobs.moneyWeight, 2U);
    QCOMPARE(best[2].settings.knobs.moneyWeight, 4U);
    QCOMPARE(best[3].settings.knobs.moneyWeight, 1U);
}

void TestExperiment::sameSeedSameLuckForAll()
{
    ExperimentPlan plan = smallPlan();
    plan.contestants = {{.name = "one", .brief = "1", .policy = PolicyKind::PeakEwma},
                        {.name = "other", .brief = "2", .policy = PolicyKind::RoundRobin},
                        {.name = "again", .brief = "3", .policy = PolicyKind::PeakEwma}};
    for (const ExperimentCell& cell : run(plan, {syntheticTrace(360)}, 2)) {
        QVERIFY(cell.rows[0].sloPercent == cell.rows[2].sloPercent);
        QVERIFY(cell.rows[0].usd == cell.rows[2].usd);
        QVERIFY(cell.rows[0].usd[0] != cell.rows[0].usd[1]);
        QCOMPARE(cell.rows[0].all.requests, cell.rows[1].all.requests);
    }
}

void TestExperiment::threadsDoNotMatter()
{
    const std::vector<ExperimentTrace> traces{syntheticTrace(360)};
    const auto one = run(smallPlan(), traces, 1);
    const auto three = run(smallPlan(), traces, 3);
    QCOMPARE(one.size(), three.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        for (std::size_t j = 0; j < one[i].rows.size(); ++j) {
            QVERIFY(one[i].rows[j].sloPercent == three[i].rows[j].sloPercent);
            QVERIFY(one[i].rows[j].usd == three[i].rows[j].usd);
            QVERIFY(one[i].rows[j].settings == three[i].rows[j].settings);
        }
    }
}

void TestExperiment::nothingIsTunedOnTheReport()
{
    const ExperimentPlan plan = smallPlan();
    const ExperimentTrace trace = syntheticTrace(360);
    ExperimentTrace other = trace;
    for (TraceRow& row : other.rows) {
        if (static_cast<double>(row.arrivalNanos) / 1e9 >= plan.boundsS[2] && row.work < 3)
            row.work = 1.5; // another report; the backends' models go by the means, so they are given
    }
    const auto settingsFor = [&](const ExperimentTrace& from) {
        return tuned(experimentSystem(trace, plan),
                     {.name = "tuned", .brief = "t", .policy = PolicyKind::Straightline, .tuned = true}, plan,
                     partOf(from, plan, ExperimentPart::Tune, {}), partOf(from, plan, ExperimentPart::Select, {}), {});
    };
    QVERIFY(settingsFor(trace).settings == settingsFor(other).settings);
    for (const std::uint64_t seed : tuningSeeds(plan))
        QVERIFY(std::find(plan.seeds.begin(), plan.seeds.end(), seed) == plan.seeds.end());
}

void TestExperiment::faultsHitTheSameRequestsInEveryScenario()
{
    const ExperimentPlan plan = fullPlan(2);
    const ExperimentTrace trace = syntheticTrace(3'600);
    std::vector<std::size_t> hit;
    for (const ExperimentScenario& scenario : plan.scenarios) {
        const FaultPlan faults = faultsOf(plan.faults[3], plan, ExperimentPart::Report, scenario.load);
        std::size_t count = 0;
        for (const TraceRow& row : partOf(trace, plan, ExperimentPart::Report, scenario.load)) {
            const double at = static_cast<double>(row.arrivalNanos) / 1e9;
            count += at >= faults.faults[0].fromS && at < faults.faults[0].toS ? 1 : 0;
        }
        hit.push_back(count);
    }
    QVERIFY(hit.front() > 1'000);
    for (const std::size_t each : hit)
        QCOMPARE(each, hit.front());
}

void TestExperiment::aNewFaultLeavesTheOldPlansAsTheyWere()
{
    ExperimentPlan plan = fullPlan(20);
    QCOMPARE(plan.faults.back().gateways, 2U);
    plan.faults.pop_back();                                              // as --fault none,K1,…,K8
    QCOMPARE(hashOf(describe(plan)), std::uint64_t{0x814dcc8c6f10bceb}); // of the reported table
}

void TestExperiment::twoGatewaysMeetTheSameRequests()
{
    ExperimentPlan plan = smallPlan();
    plan.faults = {{.name = "none"}, {.name = "two", .gateways = 2}};
    const auto cells = run(plan, {syntheticTrace(360)}, 2);
    QCOMPARE(cells.size(), std::size_t{2});
    for (std::size_t i = 0; i < cells[0].rows.size(); ++i) {
        const ExperimentRow& one = cells[0].rows[i];
        const ExperimentRow& two = cells[1].rows[i];
        QCOMPARE(two.all.requests, one.all.requests);
        QVERIFY(two.settings == one.settings); // nobody tunes for it
        const std::string& name = plan.contestants[one.contestant].name;
        if (name != "serverless_only" && name != "oracle") // nobody waits for anybody, or it is known
            QVERIFY2(two.all.answeredNanos != one.all.answeredNanos, name.c_str());
    }
}

void TestExperiment::keepsTheCellsThatWereDoneWhenStopped()
{
    const ExperimentPlan plan = smallPlan();
    const std::vector<ExperimentTrace> traces{syntheticTrace(360)};
    std::size_t done = 0;
    Experiment experiment(plan, traces, 2);
    QVERIFY(
        !experiment.run([&](const ExperimentCell&) { ++done; }, [&](const ExperimentProgress&) { return done > 0; }));
    QCOMPARE(done, std::size_t{1});
}

void TestExperiment::goesOnFromTheCellsThatWereDone()
{
    const ExperimentPlan plan = smallPlan();
    const std::vector<ExperimentTrace> traces{syntheticTrace(360)};
    const auto whole = run(plan, traces, 2);
    QCOMPARE(whole.size(), std::size_t{2});
    Experiment experiment(plan, traces, 2);
    experiment.leaveOut(whole.front());
    std::vector<ExperimentCell> others;
    std::uint64_t simulated = 0;
    QVERIFY(experiment.run([&](ExperimentCell cell) { others.push_back(std::move(cell)); },
                           [&](const ExperimentProgress& at) {
                               simulated = at.simulated;
                               return false;
                           }));
    // What was left out counts as done; the last cell was not yet when it was asked last.
    const std::size_t requests = partOf(traces.front(), plan, ExperimentPart::Report, {}).size();
    QCOMPARE(simulated + requests * plan.contestants.size() * plan.seeds.size(), experiment.simulations());
    QCOMPARE(others.size(), std::size_t{1});
    QCOMPARE(others[0].fault, std::size_t{1});
    for (std::size_t i = 0; i < plan.contestants.size(); ++i) {
        QVERIFY(others[0].rows[i].settings == whole[1].rows[i].settings);
        QCOMPARE(others[0].rows[i].tried, whole[1].rows[i].tried);
        QVERIFY(others[0].rows[i].sloPercent == whole[1].rows[i].sloPercent);
        QVERIFY(others[0].rows[i].usd == whole[1].rows[i].usd);
        QVERIFY(others[0].rows[i].all.answeredMicros == whole[1].rows[i].all.answeredMicros);
    }
}

void TestExperiment::winsWhoIsCheapestOfTheBest()
{
    const auto row = [](std::size_t contestant, double slo, double usd) {
        return ExperimentRow{
            .contestant = contestant, .settings = {}, .tried = 0, .all = {}, .sloPercent = {slo}, .usd = {usd}};
    };
    ExperimentPlan plan;
    plan.contestants = {{.name = "a", .brief = "", .policy = PolicyKind::RoundRobin},
                        {.name = "b", .brief = "", .policy = PolicyKind::PeakEwma},
                        {.name = "c", .brief = "", .policy = PolicyKind::Adaptive},
                        {.name = "d", .brief = "", .policy = PolicyKind::Oracle},
                        {.name = "e", .brief = "", .policy = PolicyKind::Adaptive, .without = {"guard"}}};
    const ExperimentCell cell{
        .rows = {row(0, 99.85, 1), row(1, 99.95, 3), row(2, 100.0, 4), row(3, 100, 0.5), row(4, 100, 0.1)}};
    QVERIFY(winnersOf(cell, plan) == (std::vector<std::size_t>{1, 2}));
    plan.tolerancePoints = 0.2;
    QVERIFY(winnersOf(cell, plan) == (std::vector<std::size_t>{0, 1, 2}));
}

void TestExperiment::comparesWithTheBestRival()
{
    const auto row = [](std::size_t contestant, std::vector<double> slo, double usd) {
        return ExperimentRow{.contestant = contestant,
                             .settings = {},
                             .tried = 0,
                             .all = {},
                             .sloPercent = std::move(slo),
                             .usd = {usd, usd, usd}};
    };
    ExperimentPlan plan;
    plan.contestants = {{.name = "a", .brief = "", .policy = PolicyKind::RoundRobin},
                        {.name = "b", .brief = "", .policy = PolicyKind::PeakEwma},
                        {.name = "c", .brief = "", .policy = PolicyKind::Adaptive},
                        {.name = "d", .brief = "", .policy = PolicyKind::Oracle}};
    const ExperimentCell cell{
        .rows = {row(0, {90, 91, 92}, 1), row(1, {95, 96, 97}, 2), row(2, {96, 97, 98}, 4), row(3, {99, 99, 99}, 1)}};
    const auto comparisons = compareRows(cell, plan);
    QCOMPARE(comparisons[2].rival, std::size_t{1}); // the oracle is none
    QCOMPARE(comparisons[2].toRival.estimate, 1.0);
    QCOMPARE(comparisons[2].usdToRival, 2.0);
    QCOMPARE(comparisons[0].rival, std::size_t{2});
    QCOMPARE(comparisons[0].ofAdaptive.estimate, 6.0);
    QCOMPARE(comparisons[3].ofAdaptive.estimate, -2.0);
    QCOMPARE(comparisons[2].probability, 1.0);
}

void TestExperiment::intervalsHoldTheMean()
{
    std::vector<double> values;
    for (int i = 0; i < 20; ++i)
        values.push_back(i % 2 == 0 ? 1.0 + 0.1 * i : 0.5);
    const Interval interval = meanDifference(values, 7);
    QVERIFY(interval.low < interval.estimate && interval.estimate < interval.high);
    QVERIFY(interval == meanDifference(values, 7));
    QVERIFY(interval.low > 0);
    QVERIFY(signFlipProbability(values, 7) < 0.001);
    std::iota(values.begin(), values.end(), -9.5);
    QVERIFY(signFlipProbability(values, 7) > 0.9);
    QCOMPARE(signFlipProbability({}, 7), 1.0);
    QVERIFY(meanDifference(std::vector<double>{2, 2, 2}, 7) == (Interval{2, 2, 2}));
}

void TestExperiment::holmMultipliesBySteps()
{
    const auto adjusted = holm(std::vector<double>{0.04, 0.01, 0.03, 0.5});
    QCOMPARE(adjusted[1], 0.04); // × 4
    QCOMPARE(adjusted[2], 0.09); // × 3
    QCOMPARE(adjusted[0], 0.09); // × 2, but not below the one before
    QCOMPARE(adjusted[3], 0.5);
    QVERIFY(holm({}).empty());
}

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
