// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/devicebatch.h"
#include "hostaccelerator.h"
#include "randomsites.h"

using namespace straightline;
using namespace straightline::replay;

/// The sweep kernel against Simulation, which it must equal to the last nanosecond and cent.
class TestSweepKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTheSimulation();
    void carriesMostAndMeetsEverything_data();
    void carriesMostAndMeetsEverything();
    void seesASlowBackendWhenTheGatewayDoes();
    void saysWhatItCannotCarry_data();
    void saysWhatItCannotCarry();
    void leavesOutWhatGotNoSecondPass();
    void aDeviceEqualsTheProcessor();
    void aDeviceLeavesTheSameMemory();
    void theProcessorDoesWhatADeviceCannot_data();
    void theProcessorDoesWhatADeviceCannot();
};

Q_DECLARE_METATYPE(straightline::replay::SimulatedApplication)
Q_DECLARE_METATYPE(straightline::replay::Trial)

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

constexpr std::int64_t kTargetNanos = 50'000'000;

/// One trial alone in the kernel and in a simulation.
struct Beside {
    kernel::Declined declined = kernel::Declined::No;
    SimulationOutcome carried; ///< where it was not declined
    SimulationOutcome simulated;
};

Beside beside(const SimulatedApplication& application, const Trial& trial, const std::vector<TraceRow>& rows)
{
    KernelBatch batch(application, {makeKernelTrial(trial)});
    Simulation simulation(application, trial);
    Preparer preparer(application, 1);
    PreparedRequests prepared;
    for (const TraceRow& row : rows)
        preparer.prepare(row, prepared);
    KernelColumns columns(application, trial.targetNanos, trial.targetFactor);
    batch.run(0, columns.view(prepared));
    batch.finish(0);
    simulation.run(prepared);
    simulation.finish();
    Beside made{.declined = batch.declined(0), .carried = {}, .simulated = simulation.outcome()};
    if (made.declined == kernel::Declined::No)
        made.carried = batch.outcome(0);
    return made;
}

} // namespace

void TestSweepKernel::equalsTheSimulation()
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        randomsites::Dice dice(seed);
        std::vector<SimulatedApplication> applications;
        const std::uint32_t count = dice.upTo(1, 2);
        for (std::uint32_t i = 0; i < count; ++i)
            applications.push_back(randomsites::site(dice, i));
        SweepPlan plan = randomsites::plan(dice);
        const auto rows = randomsites::trace(dice, 2'000, count);
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

void TestSweepKernel::carriesMostAndMeetsEverything_data()
{
    QTest::addColumn<int>("policy");
    for (const PolicyKind each : randomsites::kPolicies)
        QTest::newRow(std::string(toString(each)).c_str()) << static_cast<int>(each);
}

/// What the test above is worth: all that can happen to a request does, in trials that the kernel carries to their end,
/// and each way of not carrying one is taken, rightly.
void TestSweepKernel::carriesMostAndMeetsEverything()
{
    QFETCH(int, policy);
    const auto kind = static_cast<PolicyKind>(policy);
    const bool oneTier =
        kind == PolicyKind::LocalOnly || kind == PolicyKind::ContainerOnly || kind == PolicyKind::ServerlessOnly;
    SimulationOutcome met;
    int carried = 0;
    std::array<int, 5> declined{};
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        randomsites::Dice dice(seed);
        const SimulatedApplication application = randomsites::site(dice, 0);
        const Trial trial{.policy = kind,
                          .thresholds = {.frequencyHz = dice.between(1, 500), .sizeBytes = dice.upTo(1, 1'000'000)},
                          .targetNanos = kTargetNanos};
        if (const std::string why = whyNotCarried(application, trial); !why.empty()) {
            QVERIFY2(oneTier && why.find("without a backend there") != std::string::npos, why.c_str());
            continue;
        }
        const Beside both = beside(application, trial, randomsites::trace(dice, 3'000, 1));
        ++declined[static_cast<std::size_t>(both.declined)];
        if (both.declined == kernel::Declined::SlowBackend)
            QVERIFY(both.simulated.ejections > 0);
        if (both.declined != kernel::Declined::No)
            continue;
        ++carried;
        QCOMPARE(QString::fromStdString(randomsites::difference(both.carried, both.simulated)), QString());
        met.add(both.carried);
    }
    qInfo("%d carried, %d answered too slowly, %d refused a connection, %d ejected as slow", carried, declined[1],
          declined[2], declined[4]);
    QVERIFY(carried >= (oneTier ? 40 : 50));
    QVERIFY(declined[static_cast<std::size_t>(kernel::Declined::SlowAnswer)] > 0);
    QVERIFY(oneTier || declined[static_cast<std::size_t>(kernel::Declined::ConnectRefused)] > 0);
    const bool ejects = declined[static_cast<std::size_t>(kernel::Declined::SlowBackend)] > 0;
    QCOMPARE(ejects, !oneTier && kind != PolicyKind::Straightline);
    for (const Outcome each :
         {Outcome::Answered, Outcome::BackendTimeout, Outcome::QueueFull, Outcome::QueueTimeout, Outcome::TooLarge})
        QVERIFY2(met.ended[static_cast<std::size_t>(each)] > 0, std::string(toString(each)).c_str());
    for (const std::uint64_t placed : met.placed)
        QVERIFY(oneTier || placed > 1'000);
    QVERIFY(met.refused > 0);
    QVERIFY(met.coldStarts > 0);
    QVERIFY(met.waited > 1'000);
    QVERIFY(met.withinTarget > 0 && met.withinTarget < met.requests);
}

/// At the same review, whatever was answered before.
void TestSweepKernel::seesASlowBackendWhenTheGatewayDoes()
{
    int ejected = 0;
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        randomsites::Dice dice(seed);
        ApplicationRoute route = plain(1, 1).route;
        route.policy = PolicyKind::RoundRobin;
        route.isolation.slowFactor = dice.between(1.1, 3);
        const RoutingTable table{.version = 1, .applications = {route}, .mounts = {}};
        LiveLoad load(2, 1);
        std::vector<isolation::AttemptTally> tallies;
        tallies.emplace_back(2);
        isolation::Ejections ejections(load);
        isolation::Outliers outliers(ejections, load, tallies);
        std::array<kernel::Past, kernel::kTiers> pasts{};
        std::array<double, 2> micros{dice.between(3'000, 100'000), dice.between(3'000, 100'000)};
        for (std::uint32_t pause = 0; pause < 100; ++pause) {
            outliers.review(table, kBeginning + pause * kernel::kPauseNanos);
            for (kernel::Past& each : pasts)
                kernel::endPause(each, pause % kernel::kPauses);
            const bool isSlow = kernel::isSlow(pasts.data(), 0, route.isolation.slowFactor)
                                || kernel::isSlow(pasts.data(), 1, route.isolation.slowFactor);
            const bool isEjected = load.ejections[0].total + load.ejections[1].total > 0;
            QVERIFY2(isSlow == isEjected, std::to_string(seed).c_str());
            if (isEjected) {
                ++ejected;
                break;
            }
            for (std::uint32_t i = 0; i < 2; ++i) {
                micros[i] *= dice.in(20) ? dice.between(0.4, 3) : dice.between(0.95, 1.06);
                for (std::uint32_t left = dice.upTo(0, 7); left > 0; --left) {
                    const auto took = static_cast<std::uint32_t>(micros[i] * dice.between(0.8, 1.2));
                    tallies.front().answered(i, took);
                    ++pasts[i].present.count;
                    pasts[i].present.micros += took;
                }
            }
        }
    }
    qInfo("%d of 2000 ejected", ejected);
    QVERIFY(ejected > 500 && ejected < 1'990);
}

void TestSweepKernel::saysWhatItCannotCarry_data()
{
    QTest::addColumn<SimulatedApplication>("application");
    QTest::addColumn<Trial>("trial");
    QTest::addColumn<QString>("why");
    for (const PolicyKind each : randomsites::kPolicies) {
        if (each != PolicyKind::ServerlessOnly)
            QTest::newRow(std::string(toString(each)).c_str()) << plain(1, 1) << Trial{.policy = each} << QString();
    }
    for (const PolicyKind each : {PolicyKind::ExpectedCompletion, PolicyKind::Adaptive, PolicyKind::Oracle}) {
        const std::string why = "the policy " + std::string(toString(each));
        QTest::newRow(why.c_str()) << plain(1, 1) << Trial{.policy = each} << QString::fromStdString(why);
    }
    Trial faulty;
    faulty.faults.faults.push_back({.kind = FaultKind::Slow, .backend = "b0", .fromS = 1, .toS = 2, .amount = 3});
    QTest::newRow("faults") << plain(1, 1) << faulty << QStringLiteral("faults");
    Trial stale;
    stale.faults.staleNanos = 1'000'000;
    QTest::newRow("a load that is seen late") << plain(1, 1) << stale << QStringLiteral("faults");
    QTest::newRow("two backends in a tier")
        << plain(1, 2) << Trial() << QStringLiteral("the application app with 2 backends in the tier container");
    QTest::newRow("no backend") << plain(0, 0) << Trial()
                                << QStringLiteral("the application app without a backend in service");
    QTest::newRow("no backend in the only tier")
        << plain(1, 1) << Trial{.policy = PolicyKind::ServerlessOnly}
        << QStringLiteral("the policy serverless_only of the application app without a backend there in service");
    SimulatedApplication patient = plain(1, 1);
    patient.route.deadline = std::chrono::minutes(61);
    QTest::newRow("attempts of more than an hour")
        << patient << Trial{.policy = PolicyKind::PeakEwma}
        << QStringLiteral("the policy peak_ewma of the application app with a deadline of more than an hour");
    QTest::newRow("attempts of more than an hour, which the rule does not compare") << patient << Trial() << QString();
    SimulatedApplication wide = plain(1, 1);
    wide.route.queueLimit = 20'000;
    QTest::newRow("a long line") << wide << Trial()
                                 << QStringLiteral("the application app with so many slots and places in its line");
}

void TestSweepKernel::saysWhatItCannotCarry()
{
    QFETCH(SimulatedApplication, application);
    QFETCH(Trial, trial);
    QFETCH(QString, why);
    QCOMPARE(QString::fromStdString(whyNotCarried(application, trial)), why);
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

void TestSweepKernel::aDeviceEqualsTheProcessor()
{
    HostAccelerator device;
    QCOMPARE(randomsites::differenceOnDevice(device, 1'001, 1'015), std::string());
    QVERIFY(device.launches > 40);
}

/// Bit by bit what comes back of it.
void TestSweepKernel::aDeviceLeavesTheSameMemory()
{
    randomsites::Dice dice(5);
    const SimulatedApplication application = randomsites::site(dice, 0);
    const auto rows = randomsites::trace(dice, 20'000, 1);
    std::vector<kernel::Trial> trials;
    for (int i = 0; i < 40; ++i)
        trials.push_back({.frequencyHz = dice.between(1, 500),
                          .sizeBytes = dice.upTo(1, 1'000'000),
                          .policy = static_cast<kernel::Policy>(i % 7),
                          .tier = 0});
    KernelBatch here(application, trials);
    KernelBatch there(application, trials);
    HostAccelerator device;
    const auto onDevice = DeviceBatch::begin(device, there);
    QVERIFY(onDevice.has_value());
    Preparer preparer(application, 1);
    PreparedRequests prepared;
    KernelColumns columns(application, kTargetNanos, 3);
    for (std::size_t from = 0; from < rows.size(); from += 7'000) {
        prepared.clear();
        for (const TraceRow& row : std::span(rows).subspan(from, std::min<std::size_t>(7'000, rows.size() - from)))
            preparer.prepare(row, prepared);
        const kernel::Requests view = columns.view(prepared);
        QVERIFY((*onDevice)->run(view).has_value());
        for (std::size_t i = 0; i < trials.size(); ++i)
            here.run(i, view);
    }
    QVERIFY((*onDevice)->finish().has_value());
    const std::size_t width = here.site().bucketsAt + histogrambuckets::kBuckets * sizeof(std::uint32_t);
    for (std::size_t i = 0; i < trials.size(); ++i) {
        here.finish(i);
        const std::size_t at = i * here.site().bytes;
        QVERIFY(std::memcmp(here.memory() + at, there.memory() + at, width) == 0);
    }
}

void TestSweepKernel::theProcessorDoesWhatADeviceCannot_data()
{
    QTest::addColumn<qulonglong>("mostBytes");
    QTest::addColumn<int>("launches");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("too little memory") << 100'000ULL << 1'000 << QStringLiteral("host has too little memory");
    QTest::newRow("broken at once") << ~0ULL << 0 << QStringLiteral("the device broke");
    QTest::newRow("broken on the way") << ~0ULL << 2 << QStringLiteral("the device broke");
    QTest::newRow("broken at the end") << ~0ULL << 4 << QStringLiteral("the device broke");
}

void TestSweepKernel::theProcessorDoesWhatADeviceCannot()
{
    QFETCH(qulonglong, mostBytes);
    QFETCH(int, launches);
    QFETCH(QString, trouble);
    HostAccelerator device;
    device.mostBytes = mostBytes;
    device.launchesLeft = launches;
    randomsites::Dice dice(3);
    const std::vector<SimulatedApplication> applications{randomsites::site(dice, 0)};
    SweepPlan plan = randomsites::plan(dice);
    plan.policies.push_back(PolicyKind::Adaptive); // which no device can
    const auto rows = randomsites::trace(dice, 2'500, 1);
    const auto here = randomsites::run(applications, plan, rows, 1'000);
    plan.device = &device;
    Sweep sweep(applications, plan);
    do {
        for (std::size_t i = 0; i < rows.size(); i += 1'000)
            sweep.run(std::span(rows).subspan(i, std::min<std::size_t>(1'000, rows.size() - i)));
    } while (sweep.again());
    QVERIFY2(sweep.deviceTrouble().starts_with(trouble.toStdString()), sweep.deviceTrouble().c_str());
    const auto there = sweep.finish();
    QCOMPARE(there.size(), here.size());
    for (std::size_t i = 0; i < here.size(); ++i)
        QCOMPARE(randomsites::difference(here[i].outcome, there[i].outcome), std::string());
}

QTEST_APPLESS_MAIN(TestSweepKernel)
#include "tst_sweepkernel.moc"
