// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <random>

#include "engine/replay/tuner.h"

using namespace straightline;
using namespace straightline::replay;

/// The tuner finds what is there to be found, proves it on other traffic, and admits when there is nothing.
class TestTuner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIntervalHoldsTheTruthAsOftenAsItSays();
    void findsTheSizeThatTellsBackendsApart_data();
    void findsTheSizeThatTellsBackendsApart();
    void admitsThatNothingIsBetter();
    void theFrontIsNotDominated();
    void isTheSameWithMoreThreads();
    void refuses();
};

namespace
{

BackendConfiguration backend(const char* name, Tier tier, std::uint32_t capacity)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = tier;
    made.capacity = capacity;
    made.settings = HttpSettings{.url = "http://127.0.0.1:1"};
    return made;
}

/// A local backend that is quick with small bodies only, and a container that does not mind large ones.
SimulatedApplication site(std::uint64_t sizeThreshold, double serverlessMs = 60, double serverlessPerMbMs = 100)
{
    ApplicationConfiguration made;
    made.name = "a";
    made.thresholds = {.frequencyHz = 1'000, .sizeBytes = sizeThreshold};
    made.backends = {backend("l", Tier::Local, 16), backend("c", Tier::Container, 16),
                     backend("s", Tier::Serverless, 50)};
    return makeSimulated(made, {{.serviceMs = 20, .perMbMs = 400, .distribution = Spread::Lognormal, .cv = 0.3},
                                {.serviceMs = 40, .perMbMs = 10, .distribution = Spread::Lognormal, .cv = 0.3},
                                {.serviceMs = serverlessMs,
                                 .perMbMs = serverlessPerMbMs,
                                 .distribution = Spread::Lognormal,
                                 .cv = 0.3,
                                 .usdPerRequest = 1e-4}});
}

std::vector<TraceRow> trace(std::size_t count)
{
    std::mt19937_64 random(3);
    std::exponential_distribution<double> gap(60);
    std::vector<TraceRow> rows(count);
    double at = 0;
    for (TraceRow& each : rows) {
        at += gap(random);
        each.arrivalNanos = static_cast<std::int64_t>(at * 1e9);
        each.sizeBytes = random() % 5 == 0 ? 900'000 + random() % 200'000 : 5'000 + random() % 10'000;
    }
    return rows;
}

} // namespace

void TestTuner::theIntervalHoldsTheTruthAsOftenAsItSays()
{
    // 300 times: 40 blocks, each the mean of a few normal numbers around 5.
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal(5, 2);
    int held = 0;
    for (std::uint64_t i = 0; i < 300; ++i) {
        std::vector<double> blocks(40);
        for (double& each : blocks)
            each = normal(random);
        const auto mean = [&](std::span<const std::size_t> which) {
            double sum = 0;
            for (const std::size_t each : which)
                sum += blocks[each];
            return sum / static_cast<double>(which.size());
        };
        const Interval interval = bootstrap(blocks.size(), mean, i, 400);
        QVERIFY(interval.low <= interval.estimate && interval.estimate <= interval.high);
        QVERIFY(interval == bootstrap(blocks.size(), mean, i, 400));
        held += interval.low <= 5 && 5 <= interval.high ? 1 : 0;
    }
    qInfo("the truth lay inside %d times of 300", held);
    QVERIFY(held >= 300 * 0.90 && held <= 300 * 0.985);
}

void TestTuner::findsTheSizeThatTellsBackendsApart_data()
{
    QTest::addColumn<int>("goal");
    QTest::newRow("p95") << static_cast<int>(Goal::P95);
    QTest::newRow("slo") << static_cast<int>(Goal::Slo);
}

void TestTuner::findsTheSizeThatTellsBackendsApart()
{
    QFETCH(int, goal);
    const auto rows = trace(15'000);
    // D far above every body: the large ones go to the local backend, where they take 400 ms.
    const auto tuning =
        tune(site(8'000'000), rows, {.goal = static_cast<Goal>(goal), .targetNanos = 200'000'000, .targetFactor = 0});
    QVERIFY2(tuning.has_value(), tuning ? "" : tuning.error().detail.c_str());
    const Proof& proof = tuning->proof;
    qInfo("D %llu, p95 %.1f%% [%.1f, %.1f], slo %+.2f points",
          static_cast<unsigned long long>(tuning->best.thresholds.sizeBytes), proof.p95Percent.estimate,
          proof.p95Percent.low, proof.p95Percent.high, proof.sloPoints.estimate);
    QVERIFY(tuning->better);
    QVERIFY(tuning->best.thresholds.sizeBytes < 1'000'000);
    QVERIFY(tuning->tried > 100);
    QVERIFY(tuning->best.usd <= 1.02 * tuning->own.usd);
    QVERIFY(proof.p95Percent.high < -50);
    QVERIFY(proof.sloPoints.low > 10);
    QVERIFY(proof.requests > 5'000 && proof.requests < 7'000); // the last two fifths, and only these
    QVERIFY(proof.blocks >= 19);
}

void TestTuner::admitsThatNothingIsBetter()
{
    // One backend: thresholds make no difference.
    ApplicationConfiguration made;
    made.name = "a";
    made.backends = {backend("l", Tier::Local, 4)};
    const SimulatedApplication one = makeSimulated(made, {{.serviceMs = 20, .distribution = Spread::Exponential}});
    const auto rows = trace(5'000);
    const auto tuning = tune(one, rows, {});
    QVERIFY(tuning.has_value());
    QVERIFY(!tuning->better);
    QVERIFY(tuning->best.thresholds == made.thresholds);
    QCOMPARE(tuning->front.size(), std::size_t{1});
    QVERIFY(tuning->proof.p95Percent == Interval());
    // A pair that is as good as any already.
    const auto tuned = tune(site(500'000), trace(15'000), {.goal = Goal::Failures});
    QVERIFY(tuned.has_value());
    QVERIFY(!tuned->better);
}

void TestTuner::theFrontIsNotDominated()
{
    const auto tuning = tune(site(8'000'000, 5, 10), trace(8'000), {}); // functions: quickest, and not for nothing
    QVERIFY(tuning.has_value());
    QVERIFY(tuning->front.size() >= 2);
    for (std::size_t i = 1; i < tuning->front.size(); ++i) {
        const Standing& faster = tuning->front[i - 1];
        const Standing& slower = tuning->front[i];
        QVERIFY(faster.p95Ms <= slower.p95Ms);
        QVERIFY(slower.usd < faster.usd || slower.failurePercent < faster.failurePercent
                || slower.p95Ms == faster.p95Ms);
    }
}

void TestTuner::isTheSameWithMoreThreads()
{
    const auto rows = trace(6'000);
    const auto one = tune(site(8'000'000), rows, {});
    const auto two = tune(site(8'000'000), rows, {.threads = 2});
    QVERIFY(one->best.thresholds == two->best.thresholds);
    QVERIFY(one->proof.p95Percent == two->proof.p95Percent);
    QVERIFY(one->proof.costPercent == two->proof.costPercent);
}

void TestTuner::refuses()
{
    const auto few = tune(site(1), trace(300), {});
    QVERIFY(!few.has_value());
    QVERIFY2(few.error().detail.find("needed are 200 each") != std::string::npos, few.error().detail.c_str());
    QVERIFY(!tune(site(1), {}, {}).has_value());
    std::vector<TraceRow> atOnce(1'000); // no time passes: nothing lies before the split
    QVERIFY(!tune(site(1), atOnce, {}).has_value());
    const auto stopped = tune(site(1), trace(5'000), {}, [] { return true; });
    QVERIFY(!stopped.has_value());
    QVERIFY(stopped.error().code == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestTuner)
#include "tst_tuner.moc"
