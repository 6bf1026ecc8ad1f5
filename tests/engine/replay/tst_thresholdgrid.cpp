// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <numeric>

#include "engine/replay/thresholdgrid.h"
#include "engine/replay/whatif.h"
#include "simulatedrecords.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

constexpr Thresholds kRecorded{.frequencyHz = 1e9, .sizeBytes = 1'000'000'000};

/// A local backend of two workers that did everything and is nearly full, and a container that nobody has tried.
ApplicationConfiguration application()
{
    ApplicationConfiguration made;
    made.number = 1;
    made.name = "digits";
    made.thresholds = kRecorded;
    made.queueLimit = 1'000;
    made.backends = {testBackend("web", 3, Tier::Local, 64), testBackend("box", 4, Tier::Container, 64)};
    return made;
}

std::vector<RequestRow> recorded(std::size_t count)
{
    const BackendModel model{
        .serviceMs = 20, .perMbMs = 40, .distribution = Spread::Lognormal, .cv = 0.5, .workers = 2, .networkMs = 1};
    return recordsOf(model, application().backends[0], 40, count, 21);
}

SweepThresholds grid(std::uint32_t frequencies, std::uint32_t sizes, Goal goal = Goal::P95)
{
    return {.application = "digits", .goal = goal, .frequencySteps = frequencies, .sizeSteps = sizes};
}

} // namespace

/// A grid of thresholds over recorded requests, what it recommends, and what is expected of live ones.
class TestThresholdGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAxesSpanTheRequests();
    void eachPointIsWhatAQuestionAnswers();
    void theFrontIsWhatNoOtherBeats();
    void aBetterPairIsProven();
    void noBetterPairIsSaid();
    void tooShortATimeIsSaid();
    void stoppedItIsSpreadOverTheGrid();
    void wrongWishesAreRefused_data();
    void wrongWishesAreRefused();
    void theExpectationOfTheSameIsWhatHappened();
    void theExpectationFollowsTheSimulation();
};

void TestThresholdGrid::theAxesSpanTheRequests()
{
    const auto rows = recorded(400);
    const auto sweep = sweepThresholds(application(), rows, grid(5, 7));
    QVERIFY2(sweep.has_value(), sweep ? "" : sweep.error().detail.c_str());
    QCOMPARE(sweep->frequenciesHz.size(), std::size_t{5});
    QCOMPARE(sweep->sizesBytes.size(), std::size_t{7});
    QCOMPARE(sweep->points.size(), std::size_t{35});
    QCOMPARE(sweep->done, std::uint64_t{35});
    QCOMPARE(sweep->requests, std::uint64_t{400});
    const auto [least, most] = std::minmax_element(rows.begin(), rows.end(), [](const auto& one, const auto& other) {
        return one.record.decision.features.sizeBytes < other.record.decision.features.sizeBytes;
    });
    QVERIFY(sweep->sizesBytes.front() < least->record.decision.features.sizeBytes);
    QVERIFY(sweep->sizesBytes.back() > most->record.decision.features.sizeBytes);
    QVERIFY(sweep->frequenciesHz.front() < 40.0 && sweep->frequenciesHz.back() > 40.0);
    QVERIFY(std::is_sorted(sweep->sizesBytes.begin(), sweep->sizesBytes.end(), std::less_equal<>()));
    // Equal factors: the middle is the geometric mean.
    const auto middle = static_cast<double>(sweep->sizesBytes[3]);
    const double mean =
        std::sqrt(static_cast<double>(sweep->sizesBytes.front()) * static_cast<double>(sweep->sizesBytes.back()));
    QVERIFY(std::abs(middle / mean - 1.0) < 0.01);
    QCOMPARE(sweep->at(2, 4).thresholds.sizeBytes, sweep->sizesBytes[4]);
    QCOMPARE(sweep->at(2, 4).thresholds.frequencyHz, sweep->frequenciesHz[2]);
}

void TestThresholdGrid::eachPointIsWhatAQuestionAnswers()
{
    const auto rows = recorded(400);
    const auto sweep = sweepThresholds(application(), rows, grid(3, 5)).value();
    const WhatIfStudy study(application(), rows);
    const std::atomic<bool> goOn{false};
    for (const SweepPoint& point : sweep.points) {
        const auto answer = study.answer({.application = "digits", .thresholds = point.thresholds}, goOn).value();
        QCOMPARE(point.p95Ms, answer.predicted.latency.p95);
        QCOMPARE(point.usd, answer.predicted.usd);
        QCOMPARE(point.failedShare, static_cast<double>(answer.predicted.failures()) / 400.0);
    }
    // The size threshold matters here: the points are not all alike.
    QVERIFY(sweep.at(2, 0).p95Ms != sweep.at(2, 4).p95Ms);
}

void TestThresholdGrid::theFrontIsWhatNoOtherBeats()
{
    const auto sweep = sweepThresholds(application(), recorded(400), grid(4, 8)).value();
    std::size_t onFront = 0;
    for (const SweepPoint& each : sweep.points) {
        bool isBeaten = false;
        for (const SweepPoint& other : sweep.points) {
            const bool noWorse =
                other.p95Ms <= each.p95Ms && other.failedShare <= each.failedShare && other.usd <= each.usd;
            const bool better =
                other.p95Ms < each.p95Ms || other.failedShare < each.failedShare || other.usd < each.usd;
            isBeaten = isBeaten || (noWorse && better);
        }
        QCOMPARE(each.isOnFront, !isBeaten);
        onFront += each.isOnFront ? 1 : 0;
    }
    QVERIFY(onFront > 0 && onFront < sweep.points.size());
}

void TestThresholdGrid::aBetterPairIsProven()
{
    const auto sweep = sweepThresholds(application(), recorded(2'000), grid(2, 4)).value();
    const SweepAdvice& advice = sweep.advice;
    QVERIFY2(advice.kind == AdviceKind::Better, advice.reason.c_str());
    QVERIFY(advice.thresholds.sizeBytes < 4'000'000); // something goes to the idle container
    QVERIFY(advice.p95Percent.high < 0.0);
    QVERIFY(advice.p95Percent.low <= advice.p95Percent.estimate
            && advice.p95Percent.estimate <= advice.p95Percent.high);
    QCOMPARE(advice.tunedOn + advice.provenOn, std::uint64_t{2'000});
    QVERIFY(advice.provenOn > 500 && advice.tunedOn > 1'000);
    QVERIFY(sweep.isComplete);
}

void TestThresholdGrid::noBetterPairIsSaid()
{
    ApplicationConfiguration alone = application();
    alone.backends.pop_back(); // one backend: no thresholds make a difference
    const auto sweep = sweepThresholds(alone, recorded(2'000), grid(2, 2)).value();
    QVERIFY2(sweep.advice.kind == AdviceKind::NoBetter, sweep.advice.reason.c_str());
    QVERIFY(sweep.advice.thresholds == kRecorded);
    for (const SweepPoint& each : sweep.points)
        QVERIFY(each.isOnFront); // all alike
}

void TestThresholdGrid::tooShortATimeIsSaid()
{
    const auto sweep = sweepThresholds(application(), recorded(300), grid(2, 2)).value();
    QCOMPARE(static_cast<int>(sweep.advice.kind), static_cast<int>(AdviceKind::Unable));
    QVERIFY2(sweep.advice.reason.find("needed are") != std::string::npos, sweep.advice.reason.c_str());
    QVERIFY(sweep.isComplete);
}

void TestThresholdGrid::stoppedItIsSpreadOverTheGrid()
{
    std::uint64_t done = 0;
    std::uint64_t all = 0;
    SweepHooks hooks;
    hooks.told = [&](std::uint64_t points, std::uint64_t of) {
        done = points;
        all = of;
    };
    hooks.stopped = [&] { return done >= 64; };
    const auto sweep = sweepThresholds(application(), recorded(300), grid(16, 16), hooks).value();
    QCOMPARE(all, std::uint64_t{256});
    QCOMPARE(sweep.done, std::uint64_t{64});
    QVERIFY(!sweep.isComplete);
    QCOMPARE(static_cast<int>(sweep.advice.kind), static_cast<int>(AdviceKind::None));
    std::array<int, 4> inQuarter{};
    for (std::size_t f = 0; f < 16; ++f) {
        for (std::size_t d = 0; d < 16; ++d)
            inQuarter[f / 8 * 2 + d / 8] += sweep.at(f, d).isDone ? 1 : 0;
    }
    QCOMPARE(std::accumulate(inQuarter.begin(), inQuarter.end(), 0), 64);
    for (const int each : inQuarter)
        QVERIFY2(each >= 10, qPrintable(QString::number(each)));
    for (const SweepPoint& each : sweep.points)
        QVERIFY(each.isDone || !each.isOnFront);
}

void TestThresholdGrid::wrongWishesAreRefused_data()
{
    QTest::addColumn<std::uint32_t>("frequencies");
    QTest::addColumn<std::uint32_t>("sizes");
    QTest::addColumn<int>("goal");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("one frequency") << 1U << 16U << static_cast<int>(Goal::P95) << QByteArray("frequency_steps = 1");
    QTest::newRow("too many sizes") << 16U << 65U << static_cast<int>(Goal::P95) << QByteArray("allowed is 2 … 64");
    QTest::newRow("no target is known") << 4U << 4U << static_cast<int>(Goal::Slo) << QByteArray("goal = slo");
}

void TestThresholdGrid::wrongWishesAreRefused()
{
    QFETCH(std::uint32_t, frequencies);
    QFETCH(std::uint32_t, sizes);
    QFETCH(int, goal);
    QFETCH(QByteArray, says);
    const auto sweep = sweepThresholds(application(), recorded(300), grid(frequencies, sizes, static_cast<Goal>(goal)));
    QVERIFY(!sweep && sweep.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(QByteArray::fromStdString(sweep.error().detail).contains(says), sweep.error().detail.c_str());
    const auto few = sweepThresholds(application(), recorded(100), grid(2, 2));
    QVERIFY(!few && few.error().code == ErrorCode::Conflict);
    QVERIFY2(few.error().detail.find("at least 200") != std::string::npos, few.error().detail.c_str());
    ApplicationConfiguration none = application();
    none.backends.clear();
    QVERIFY(!sweepThresholds(none, recorded(300), grid(2, 2)));
}

void TestThresholdGrid::theExpectationOfTheSameIsWhatHappened()
{
    const WhatIfStudy study(application(), recorded(1'500));
    const std::atomic<bool> goOn{false};
    const double happened = study.answer({.application = "digits"}, goOn)->happened.latency.p95;
    const WhatIfExpectation expected = study.expectation(PolicyKind::Straightline, kRecorded);
    QVERIFY(std::abs(expected.p95Ms.estimate / happened - 1.0) < 0.01); // a histogram's step
    QVERIFY(expected.p95Ms.low < happened && happened < expected.p95Ms.high);
    QCOMPARE(expected.failedShare.estimate, 0.0);
    QVERIFY(study.expectation(PolicyKind::Straightline, kRecorded).p95Ms == expected.p95Ms); // the same luck again
}

void TestThresholdGrid::theExpectationFollowsTheSimulation()
{
    const WhatIfStudy study(application(), recorded(1'500));
    const WhatIfExpectation same = study.expectation(PolicyKind::Straightline, kRecorded);
    const Thresholds better{.frequencyHz = 1e9, .sizeBytes = 500'000};
    const WhatIfExpectation other = study.expectation(PolicyKind::Straightline, better);
    QVERIFY2(other.p95Ms.high < same.p95Ms.low,
             qPrintable(QStringLiteral("%1 %2").arg(other.p95Ms.high).arg(same.p95Ms.low)));
    QVERIFY(other.p95Ms.low <= other.p95Ms.estimate && other.p95Ms.estimate <= other.p95Ms.high);
}

QTEST_APPLESS_MAIN(TestThresholdGrid)
#include "tst_thresholdgrid.moc"
