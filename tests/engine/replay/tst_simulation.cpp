// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <cmath>
#include <random>

#include "engine/replay/simulation.h"

using namespace straightline;
using namespace straightline::replay;

/// The simulator against queueing theory, against conservation, and against cases counted by hand.
class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheory_data();
    void agreesWithTheory();
    void holdsLittlesLaw();
    void countsEveryRequestOnce();
    void learningBeatsCountingAndTheOracleBeatsLearning();
    void chunksDoNotMatter();
    void waitsInOrderAndGivesUpAtTheDeadline();
    void startsInstancesAndKeepsThemAlive();
    void aWorkerGoesOnAfterATimeOut();
};

namespace
{

constexpr std::int64_t kMs = 1'000'000;
const Trial kLeast{.policy = PolicyKind::LeastOutstanding, .thresholds = {}};

BackendConfiguration backend(const char* name, Tier tier, std::uint32_t capacity)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = tier;
    made.capacity = capacity;
    made.settings = HttpSettings{.url = "http://127.0.0.1:1"};
    return made;
}

SimulatedApplication application(std::vector<BackendConfiguration> backends, std::vector<BackendModel> models,
                                 std::chrono::milliseconds deadline = std::chrono::hours(10))
{
    ApplicationConfiguration made;
    made.name = "a";
    made.deadline = deadline;
    made.queueLimit = 100'000;
    made.backends = std::move(backends);
    return makeSimulated(made, std::move(models));
}

std::vector<TraceRow> poisson(double perSecond, std::size_t count, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> gap(perSecond);
    std::vector<TraceRow> rows(count);
    double at = 0;
    for (TraceRow& each : rows) {
        at += gap(random);
        each.arrivalNanos = std::llround(at * 1e9);
    }
    return rows;
}

SimulationOutcome simulate(const SimulatedApplication& site, const std::vector<TraceRow>& rows, const Trial& trial,
                           std::size_t chunk = 1'000'000, std::uint64_t seed = 1)
{
    Preparer preparer(site, seed);
    Simulation simulation(site, trial);
    PreparedRequests prepared;
    for (std::size_t i = 0; i < rows.size(); i += chunk) {
        prepared.clear();
        for (std::size_t j = i; j < std::min(i + chunk, rows.size()); ++j)
            preparer.prepare(rows[j], prepared);
        simulation.run(prepared);
    }
    simulation.finish();
    return simulation.outcome();
}

/// Mean time in an M/M/c queue, in units of the service time (Erlang C).
double waitOfMMc(int servers, double load)
{
    double term = 1;
    double sum = 0;
    for (int k = 0; k < servers; ++k) {
        sum += term;
        term *= load / (k + 1);
    }
    const double tail = term / (1 - load / servers);
    const double mustWait = tail / (sum + tail);
    return mustWait / (servers - load);
}

} // namespace

void TestSimulation::agreesWithTheory_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<double>("utilisation");
    QTest::addColumn<int>("distribution");
    QTest::addColumn<bool>("workers"); // the queue is the backend's own, not the gateway's
    for (const bool workers : {false, true}) {
        const char* where = workers ? "in the backend" : "in the gateway";
        for (const int servers : {1, 4, 16}) {
            QTest::addRow("M/M/%d, queue %s", servers, where)
                << servers << 0.7 << static_cast<int>(Spread::Exponential) << workers;
        }
        QTest::addRow("M/D/1, queue %s", where) << 1 << 0.7 << static_cast<int>(Spread::Deterministic) << workers;
        QTest::addRow("M/D/8, queue %s", where) << 8 << 0.8 << static_cast<int>(Spread::Deterministic) << workers;
        QTest::addRow("M/G/1, queue %s", where) << 1 << 0.7 << static_cast<int>(Spread::Lognormal) << workers;
    }
}

void TestSimulation::agreesWithTheory()
{
    QFETCH(int, servers);
    QFETCH(double, utilisation);
    QFETCH(int, distribution);
    QFETCH(bool, workers);
    const double serviceMs = 10;
    const double cv = 0.8;
    const auto count = static_cast<std::uint32_t>(servers);
    const BackendModel model{.serviceMs = serviceMs,
                             .distribution = static_cast<Spread>(distribution),
                             .cv = cv,
                             .workers = workers ? count : 0};
    const SimulatedApplication site = application({backend("b", Tier::Local, workers ? 100'000 : count)}, {model});
    const double load = utilisation * servers;
    // The mean over several independent runs: one alone is autocorrelated over seconds.
    double meanMs = 0;
    constexpr int kRuns = 3;
    for (int i = 0; i < kRuns; ++i) {
        const auto rows = poisson(load / serviceMs * 1e3, 120'000, static_cast<unsigned>(i + 1));
        const SimulationOutcome outcome = simulate(site, rows, kLeast, 1'000'000, static_cast<std::uint64_t>(i + 1));
        QCOMPARE(outcome.failures(), std::uint64_t{0});
        meanMs += outcome.meanMs() / kRuns;
    }
    double wait = waitOfMMc(servers, load);
    if (distribution == static_cast<int>(Spread::Lognormal))
        wait *= (1 + cv * cv) / 2; // Pollaczek and Khinchine
    if (distribution == static_cast<int>(Spread::Deterministic)) {
        // Exact for one server; for more, Cosmetatos' correction of half the M/M/c wait (within 1 % here).
        const double correction = servers == 1 ? 0
                                               : (1 - utilisation) * (servers - 1) * (std::sqrt(4 + 5.0 * servers) - 2)
                                                     / (16 * utilisation * servers);
        wait *= 0.5 * (1 + correction);
    }
    const double expectedMs = serviceMs * (1 + wait);
    qInfo("%.3f ms, theory %.3f ms", meanMs, expectedMs);
    QVERIFY(std::abs(meanMs / expectedMs - 1) < 0.02);
}

void TestSimulation::holdsLittlesLaw()
{
    // Mean number in the system = arrivals per second × mean time in it, counted apart from the simulator's own sums.
    const SimulatedApplication site =
        application({backend("b", Tier::Local, 3)}, {{.serviceMs = 10, .distribution = Spread::Exponential}});
    const auto rows = poisson(250, 200'000, 3);
    const SimulationOutcome outcome = simulate(site, rows, kLeast);
    const double seconds = static_cast<double>(rows.back().arrivalNanos) / 1e9;
    const double rate = static_cast<double>(rows.size()) / seconds;
    const double busy = 250 * 0.010; // mean number in service
    const double waiting = static_cast<double>(outcome.waitedNanos) / 1e9 / seconds;
    QVERIFY(std::abs(rate * outcome.meanMs() / 1e3 / (busy + waiting) - 1) < 0.01);
}

void TestSimulation::countsEveryRequestOnce()
{
    // Overload, short deadline, short queue, a payload limit: every way to end, and each request one of them.
    ApplicationConfiguration configuration;
    configuration.name = "a";
    configuration.deadline = std::chrono::milliseconds(200);
    configuration.queueLimit = 5;
    configuration.thresholds = {.frequencyHz = 100, .sizeBytes = 1'000};
    configuration.backends = {backend("l", Tier::Local, 2), backend("c", Tier::Container, 2),
                              backend("s", Tier::Serverless, 3)};
    for (auto& each : configuration.backends)
        each.payloadLimitBytes = 1'000'000;
    const BackendModel slow{.serviceMs = 60, .distribution = Spread::Lognormal, .cv = 1.5};
    const SimulatedApplication site = makeSimulated(configuration, {slow, slow, slow});
    auto rows = poisson(200, 50'000, 5);
    std::mt19937_64 random(9);
    for (TraceRow& each : rows)
        each.sizeBytes = random() % 100 == 0 ? 2'000'000 : random() % 2'000;
    for (std::size_t i = 0; i < kPolicyCount; ++i) {
        const SimulationOutcome outcome =
            simulate(site, rows, {.policy = static_cast<PolicyKind>(i), .thresholds = configuration.thresholds});
        const auto ended = [&](Outcome which) { return outcome.ended[static_cast<std::size_t>(which)]; };
        QCOMPARE(outcome.requests, std::uint64_t{50'000});
        QCOMPARE(std::accumulate(outcome.ended.begin(), outcome.ended.end(), std::uint64_t{0}), outcome.requests);
        QCOMPARE(outcome.placed[0] + outcome.placed[1] + outcome.placed[2],
                 ended(Outcome::Answered) + ended(Outcome::BackendTimeout));
        QCOMPARE(outcome.answeredMicros.count(), ended(Outcome::Answered));
        QVERIFY(ended(Outcome::QueueFull) > 0);
        QVERIFY(ended(Outcome::TooLarge) > 400);
        QVERIFY(ended(Outcome::Answered) > 0);
        QVERIFY(outcome.answeredMicros.greatest() <= 200'000);
    }
}

/// Backends that differ by size, some work that no size tells, cold starts: knowing beats learning beats not looking.
void TestSimulation::learningBeatsCountingAndTheOracleBeatsLearning()
{
    const SimulatedApplication site = application(
        {backend("l", Tier::Local, 4), backend("c", Tier::Container, 8), backend("s", Tier::Serverless, 60)},
        {{.serviceMs = 20, .perMbMs = 80, .distribution = Spread::Lognormal, .workers = 4},
         {.serviceMs = 40, .perMbMs = 20, .distribution = Spread::Lognormal, .workers = 8, .networkMs = 2},
         {.serviceMs = 50, .perMbMs = 60, .distribution = Spread::Lognormal, .networkMs = 20, .coldStartMs = 1'000}});
    auto rows = poisson(60, 40'000, 21);
    std::mt19937_64 random(22);
    for (TraceRow& each : rows)
        each.sizeBytes = std::uint64_t{1'000} << (random() % 12);
    const auto meanMs = [&](PolicyKind policy) {
        return simulate(site, rows, {.policy = policy, .thresholds = {}}).meanMs();
    };
    const double oracle = meanMs(PolicyKind::Oracle);
    const double adaptive = meanMs(PolicyKind::Adaptive);
    const double expected = meanMs(PolicyKind::ExpectedCompletion);
    const double counting = meanMs(PolicyKind::LeastOutstanding);
    qInfo("mean ms: oracle %.1f, expected_completion %.1f, adaptive %.1f, least_outstanding %.1f", oracle, expected,
          adaptive, counting);
    QVERIFY(oracle < expected && oracle < adaptive);
    QVERIFY(expected < 0.9 * counting);
    QVERIFY(adaptive < 0.9 * counting);
    QVERIFY(adaptive < 1.05 * expected);
}

void TestSimulation::chunksDoNotMatter()
{
    const SimulatedApplication site =
        application({backend("l", Tier::Local, 2), backend("s", Tier::Serverless, 5)},
                    {{.serviceMs = 30, .distribution = Spread::Lognormal},
                     {.serviceMs = 20, .distribution = Spread::Exponential, .coldStartMs = 200, .keepAliveS = 1}});
    const auto rows = poisson(100, 20'000, 11);
    const Trial trial{.thresholds = {.frequencyHz = 90, .sizeBytes = 100}};
    const SimulationOutcome whole = simulate(site, rows, trial);
    const SimulationOutcome pieces = simulate(site, rows, trial, 7);
    QVERIFY(whole.answeredMicros == pieces.answeredMicros);
    QVERIFY(whole.ended == pieces.ended);
    QCOMPARE(whole.coldStarts, pieces.coldStarts);
    QCOMPARE(whole.waitedNanos, pieces.waitedNanos);
    const SimulationOutcome other = simulate(site, rows, trial, 1'000'000, 2);
    QVERIFY(!(whole.answeredMicros == other.answeredMicros)); // another seed is another world
}

void TestSimulation::waitsInOrderAndGivesUpAtTheDeadline()
{
    const SimulatedApplication site =
        application({backend("b", Tier::Local, 1)}, {{.serviceMs = 100}}, std::chrono::milliseconds(250));
    std::vector<TraceRow> rows(5);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].arrivalNanos = static_cast<std::int64_t>(i) * 10 * kMs;
    // At 0: served until 100. At 10: 100–200. At 20: 200–300, after its deadline of 270. At 30 and 40: their deadlines
    // come before 270, when the slot is free again … at 280 the fourth would still wait.
    const SimulationOutcome outcome = simulate(site, rows, kLeast);
    QCOMPARE(outcome.ended[static_cast<std::size_t>(Outcome::Answered)], std::uint64_t{2});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((100 + 190) * kMs));
    // The third is placed at 200 and times out at 270; the fourth is placed then, until its own deadline at 280; the
    // fifth at 280 until 290.
    QCOMPARE(outcome.ended[static_cast<std::size_t>(Outcome::BackendTimeout)], std::uint64_t{3});
    QCOMPARE(outcome.waited, std::uint64_t{4});
    QCOMPARE(outcome.waitedNanos, static_cast<std::uint64_t>((90 + 180 + 240 + 240) * kMs));
}

void TestSimulation::startsInstancesAndKeepsThemAlive()
{
    const BackendModel model{.serviceMs = 100,
                             .coldStartMs = 1'000,
                             .coldStartCv = 0,
                             .keepAliveS = 10,
                             .usdPerRequest = 1,
                             .usdPerGbS = 10,
                             .memoryGb = 2};
    const SimulatedApplication site = application({backend("s", Tier::Serverless, 10)}, {model});
    std::vector<TraceRow> rows(4);
    rows[1].arrivalNanos = 50 * kMs;     // the first is still busy: a second instance
    rows[2].arrivalNanos = 5'000 * kMs;  // warm
    rows[3].arrivalNanos = 20'000 * kMs; // both are gone
    const SimulationOutcome outcome = simulate(site, rows, kLeast);
    QCOMPARE(outcome.coldStarts, std::uint64_t{3});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((3 * 1'100 + 100) * kMs));
    QVERIFY(std::abs(outcome.usd - (4 + 3.4 * 20)) < 1e-9);
}

void TestSimulation::aWorkerGoesOnAfterATimeOut()
{
    // One worker behind two slots: the first request takes it for a second, although it ended at its deadline.
    const SimulatedApplication site =
        application({backend("b", Tier::Local, 2)}, {{.perWorkMs = 1, .workers = 1}}, std::chrono::milliseconds(500));
    std::vector<TraceRow> rows(3);
    rows[0].work = 990;
    rows[1].arrivalNanos = 600 * kMs;
    rows[1].work = 50;
    rows[2].arrivalNanos = 700 * kMs;
    rows[2].work = 50;
    const SimulationOutcome outcome = simulate(site, rows, kLeast);
    QCOMPARE(outcome.ended[static_cast<std::size_t>(Outcome::BackendTimeout)], std::uint64_t{1});
    QCOMPARE(outcome.answeredNanos, static_cast<std::uint64_t>((460 + 420) * kMs));
}

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
