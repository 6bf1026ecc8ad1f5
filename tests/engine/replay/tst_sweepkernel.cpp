// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/kernelbatch.h"
#include "randomsites.h"

using namespace straightline;
using namespace straightline::replay;

/// The sweep kernel against Simulation, which it must equal to the last nanosecond and cent.
class TestSweepKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTheSimulation();
    void carriesMostAndMeetsEverything();
    void saysWhatItCannotCarry_data();
    void saysWhatItCannotCarry();
    void leavesOutWhatGotNoSecondPass();
};

namespace
{

SimulatedApplication plain(int local, int container)
{
    ApplicationConfiguration made;
    made.name = "app";
    std::vector<BackendModel> models;
    for (int i = 0; i < local + container; ++i) {
        BackendConfiguration& backend = made.backends.emplace_back();
        backend.name = "b" + std::to_string(i);
        backend.tier = i < local ? Tier::Local : Tier::Container;
        backend.capacity = 4;
        backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
        models.push_back(defaultModel(backend.tier));
    }
    return makeSimulated(made, std::move(models));
}

} // namespace

void TestSweepKernel::equalsTheSimulation()
{
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        randomsites::Dice dice(seed);
        std::vector<SimulatedApplication> applications;
        const std::uint32_t count = dice.upTo(1, 2);
        for (std::uint32_t i = 0; i < count; ++i)
            applications.push_back(randomsites::site(dice, i));
        SweepPlan plan = randomsites::plan(dice);
        const auto rows = randomsites::trace(dice, 3'000, count);
        const auto carried = randomsites::run(applications, plan, rows, dice.upTo(100, 4'000));
        plan.kernel = false;
        const auto simulated = randomsites::run(applications, plan, rows, rows.size());
        QCOMPARE(carried.size(), simulated.size());
        for (std::size_t i = 0; i < carried.size(); ++i) {
            const std::string difference = randomsites::difference(carried[i].outcome, simulated[i].outcome);
            if (!difference.empty())
                QFAIL(qPrintable(
                    QStringLiteral("seed %1, trial %2: %3").arg(seed).arg(i).arg(QString::fromStdString(difference))));
        }
    }
}

/// What the test above is worth: all that can happen to a request does, in trials that the kernel carries to their end.
void TestSweepKernel::carriesMostAndMeetsEverything()
{
    SimulationOutcome met;
    int carried = 0;
    std::array<int, 4> declined{};
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        randomsites::Dice dice(seed);
        const SimulatedApplication application = randomsites::site(dice, 0);
        const auto rows = randomsites::trace(dice, 3'000, 1);
        QCOMPARE(whyNotCarried(application, {}), std::string());
        KernelBatch batch(application, {{.frequencyHz = dice.between(1, 500), .sizeBytes = dice.upTo(1, 1'000'000)}});
        Preparer preparer(application, seed);
        PreparedRequests prepared;
        for (const TraceRow& row : rows)
            preparer.prepare(row, prepared);
        KernelColumns columns(application, 50'000'000, 3);
        batch.run(0, columns.view(prepared));
        batch.finish(0);
        ++declined[static_cast<std::size_t>(batch.declined(0))];
        if (batch.declined(0) != kernel::Declined::No)
            continue;
        ++carried;
        met.add(batch.outcome(0));
    }
    qInfo("%d carried, %d answered too slowly, %d refused a connection", carried, declined[1], declined[2]);
    QVERIFY(carried >= 50);
    QVERIFY(declined[static_cast<std::size_t>(kernel::Declined::SlowAnswer)] > 0);
    QVERIFY(declined[static_cast<std::size_t>(kernel::Declined::ConnectRefused)] > 0);
    for (const Outcome each :
         {Outcome::Answered, Outcome::BackendTimeout, Outcome::QueueFull, Outcome::QueueTimeout, Outcome::TooLarge})
        QVERIFY2(met.ended[static_cast<std::size_t>(each)] > 0, std::string(toString(each)).c_str());
    for (const std::uint64_t placed : met.placed)
        QVERIFY(placed > 1'000);
    QVERIFY(met.refused > 0);
    QVERIFY(met.coldStarts > 0);
    QVERIFY(met.waited > 1'000);
    QVERIFY(met.withinTarget > 0 && met.withinTarget < met.requests);
}

void TestSweepKernel::saysWhatItCannotCarry_data()
{
    QTest::addColumn<int>("local");
    QTest::addColumn<int>("container");
    QTest::addColumn<int>("policy");
    QTest::addColumn<bool>("fault");
    QTest::addColumn<QString>("why");
    const auto policy = [](PolicyKind kind) { return static_cast<int>(kind); };
    QTest::newRow("the rule over a backend in each tier")
        << 1 << 1 << policy(PolicyKind::Straightline) << false << QString();
    QTest::newRow("another policy") << 1 << 1 << policy(PolicyKind::TwoChoices) << false
                                    << QStringLiteral("the policy two_choices");
    QTest::newRow("faults") << 1 << 1 << policy(PolicyKind::Straightline) << true << QStringLiteral("faults");
    QTest::newRow("two backends in a tier")
        << 1 << 2 << policy(PolicyKind::Straightline) << false
        << QStringLiteral("the application app with 2 backends in the tier container");
    QTest::newRow("no backend") << 0 << 0 << policy(PolicyKind::Straightline) << false
                                << QStringLiteral("the application app without a backend in service");
}

void TestSweepKernel::saysWhatItCannotCarry()
{
    QFETCH(int, local);
    QFETCH(int, container);
    QFETCH(int, policy);
    QFETCH(bool, fault);
    QFETCH(QString, why);
    Trial trial{.policy = static_cast<PolicyKind>(policy), .thresholds = {}};
    if (fault)
        trial.faults.faults.push_back({.kind = FaultKind::Slow, .backend = "b0", .fromS = 1, .toS = 2, .amount = 3});
    QCOMPARE(QString::fromStdString(whyNotCarried(plain(local, container), trial)), why);
}

void TestSweepKernel::leavesOutWhatGotNoSecondPass()
{
    // A backend whose backlog is soon full, and thresholds under which it is not used at all.
    SimulatedApplication application = plain(1, 1);
    application.models[0] = {.serviceMs = 1'000, .workers = 1, .backlog = 1};
    application.models[1] = {.serviceMs = 1};
    const std::vector<SimulatedApplication> applications{application};
    std::vector<TraceRow> rows(200);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {.arrivalNanos = static_cast<std::int64_t>(i) * 10'000'000, .sizeBytes = 1'000};
    const SweepPlan plan{.frequenciesHz = {1e6}, .sizesBytes = {500, 5'000}};
    Sweep sweep(applications, plan);
    sweep.run(rows);
    QVERIFY(sweep.again());
    sweep.run(std::span(rows).first(100)); // and then it is cut short
    const auto cells = sweep.finish();
    QCOMPARE(cells.size(), std::size_t{1});
    QCOMPARE(cells[0].thresholds.sizeBytes, std::uint64_t{500});
    QCOMPARE(cells[0].outcome.requests, std::uint64_t{200});

    const auto all = randomsites::run(applications, plan, rows, 50);
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(all[1].outcome.requests, std::uint64_t{200});
    QVERIFY(all[1].outcome.retries > 0);
}

QTEST_APPLESS_MAIN(TestSweepKernel)
#include "tst_sweepkernel.moc"
