// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/api/backendlatency.h"

using namespace straightline;

namespace
{
constexpr std::int64_t kSecond = 1'000'000'000;
}

class PeakEwmaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstSampleIsTheAverage();
    void worseSampleRaisesAtOnce();
    void betterSampleLowersWithTime();
    void frequentSamplesLowerAsMuchAsTimeSays();
    void timeGoingBackChangesNothing();
    void sampleOfNothingCountsAsOneMicrosecond();
    void decaysAsTheExponentialFunction();
    void expectedLatencyGrowsWithRequestsInFlight();
    void expectedLatencyDecaysWithoutSamples();
    void unknownBackendIsProbedOnce();
    void threadsLeaveAValueBetweenTheSamples();
};

void PeakEwmaTest::firstSampleIsTheAverage()
{
    QCOMPARE(observed({}, 1'500, 5 * kSecond), (PeakEwma{1'500, 5 * kSecond}));
}

void PeakEwmaTest::worseSampleRaisesAtOnce()
{
    QCOMPARE(observed({1'000, kSecond}, 90'000, kSecond + 1), (PeakEwma{90'000, kSecond + 1}));
}

void PeakEwmaTest::betterSampleLowersWithTime()
{
    // cost × e^(-t/tau) + sample × (1 - e^(-t/tau)), as Finagle's observe()
    const PeakEwma after = observed({100'000, 0}, 10'000, 10 * kSecond);
    const double exact = 100'000.0 * std::exp(-1.0) + 10'000.0 * (1.0 - std::exp(-1.0));
    QVERIFY(std::abs(after.micros - exact) <= 1.0);
    QCOMPARE(observed({100'000, 0}, 10'000, 0), (PeakEwma{100'000, 0}));
    QCOMPARE(observed({100'000, 0}, 10'000, 1'000 * kSecond).micros, 10'000U);
}

void PeakEwmaTest::frequentSamplesLowerAsMuchAsTimeSays()
{
    // 40,000 samples a second: each alone would lower the average by less than a microsecond.
    PeakEwma average{10'000, 0};
    constexpr std::int64_t kStep = 25'000;
    for (std::int64_t now = kStep; now <= 10 * kSecond; now += kStep)
        average = observed(average, 1'000, now);
    const double exact = 10'000.0 * std::exp(-1.0) + 1'000.0 * (1.0 - std::exp(-1.0));
    QVERIFY2(std::abs(average.micros - exact) <= 0.01 * exact, qPrintable(QString::number(average.micros)));
}

void PeakEwmaTest::timeGoingBackChangesNothing()
{
    QCOMPARE(observed({100'000, 5 * kSecond}, 10, 4 * kSecond), (PeakEwma{100'000, 5 * kSecond}));
    QCOMPARE(expectedLatencyMs({100'000, 5 * kSecond}, 0, 4 * kSecond), 100.0F);
}

void PeakEwmaTest::sampleOfNothingCountsAsOneMicrosecond()
{
    QCOMPARE(observed({}, 0, 7).micros, 1U);
}

void PeakEwmaTest::decaysAsTheExponentialFunction()
{
    QCOMPARE(leftAfter(0.0), 1.0);
    for (double age = 1e-9; age < 700.0; age *= 1.003) {
        const double exact = std::exp(-age);
        QVERIFY2(std::abs(leftAfter(age) - exact) <= 1e-15 * exact, qPrintable(QString::number(age, 'g', 17)));
    }
    QVERIFY(leftAfter(744.0) >= 0.0 && leftAfter(744.0) < 1e-300);
    QCOMPARE(leftAfter(1e9), 0.0);
    static_assert(leftAfter(1.0) == 0x1.78b56362cef38p-2); // the same bits wherever it is computed
}

void PeakEwmaTest::expectedLatencyGrowsWithRequestsInFlight()
{
    QCOMPARE(expectedLatencyMs({2'000, 0}, 0, 0), 2.0F);
    QCOMPARE(expectedLatencyMs({2'000, 0}, 4, 0), 10.0F);
}

void PeakEwmaTest::expectedLatencyDecaysWithoutSamples()
{
    const float after = expectedLatencyMs({100'000, 0}, 0, 10 * kSecond);
    QVERIFY(std::abs(after - 36.788F) < 0.01F);
    QVERIFY(expectedLatencyMs({100'000, 0}, 0, 300 * kSecond) < 0.001F);
}

void PeakEwmaTest::unknownBackendIsProbedOnce()
{
    QCOMPARE(expectedLatencyMs({}, 0, kSecond), 0.0F);
    QVERIFY(expectedLatencyMs({}, 1, kSecond) > expectedLatencyMs({4'000'000'000U, kSecond}, 100'000, kSecond));
}

void PeakEwmaTest::threadsLeaveAValueBetweenTheSamples()
{
    BackendLoad load;
    std::vector<std::thread> threads;
    for (std::uint32_t thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&load, thread] {
            for (std::int64_t i = 1; i <= 20'000; ++i)
                observeLatency(load, 1'000 + thread * 500, i * 10'000);
        });
    }
    for (auto& thread : threads)
        thread.join();
    QVERIFY(latencyOf(load).micros >= 1'000 && latencyOf(load).micros <= 2'500);
    QVERIFY(latencyOf(load).atNanos > 0);
}

QTEST_GUILESS_MAIN(PeakEwmaTest)
#include "tst_peakewma.moc"
