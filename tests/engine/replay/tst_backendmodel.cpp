// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <cmath>

#include "engine/replay/backendmodel.h"
#include "engine/replay/philox.h"

using namespace straightline;
using namespace straightline::replay;

class TestBackendModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void philoxIsThePublishedOne();
    void serviceTimesHaveTheirMomentsFor_data();
    void serviceTimesHaveTheirMomentsFor();
    void serviceGrowsWithSizeAndWork();
    void refusesWhatIsOutOfBounds();
};

/// Known answers of Random123 (kat_vectors, philox4x32 10).
void TestBackendModel::philoxIsThePublishedOne()
{
    using Words = std::array<std::uint32_t, 4>;
    QVERIFY((philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    const std::uint32_t ones = 0xffffffff;
    QVERIFY((philox({ones, ones, ones, ones}, {ones, ones}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QVERIFY((philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0})
             == Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

void TestBackendModel::serviceTimesHaveTheirMomentsFor_data()
{
    QTest::addColumn<int>("distribution");
    QTest::addColumn<double>("cv");
    QTest::addColumn<double>("expectedCv");
    QTest::newRow("deterministic") << static_cast<int>(Spread::Deterministic) << 0.5 << 0.0;
    QTest::newRow("exponential") << static_cast<int>(Spread::Exponential) << 0.5 << 1.0;
    QTest::newRow("lognormal 0.2") << static_cast<int>(Spread::Lognormal) << 0.2 << 0.2;
    QTest::newRow("lognormal 1.5") << static_cast<int>(Spread::Lognormal) << 1.5 << 1.5;
}

void TestBackendModel::serviceTimesHaveTheirMomentsFor()
{
    QFETCH(int, distribution);
    QFETCH(double, cv);
    QFETCH(double, expectedCv);
    const BackendModel model{.serviceMs = 20, .distribution = static_cast<Spread>(distribution), .cv = cv};
    constexpr int kSamples = 400'000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < kSamples; ++i) {
        const auto nanos = static_cast<double>(
            serviceNanos(model, 0, 0, randomWord(7, static_cast<std::uint64_t>(i), Purpose::Service, 0)));
        sum += nanos;
        squares += nanos * nanos;
    }
    const double mean = sum / kSamples;
    const double deviation = std::sqrt(std::max(squares / kSamples - mean * mean, 0.0));
    QVERIFY2(std::abs(mean / 20e6 - 1) < 0.01, qPrintable(QString::number(mean)));
    QVERIFY2(std::abs(deviation / mean - expectedCv) < 0.03 * std::max(expectedCv, 0.1),
             qPrintable(QString::number(deviation / mean)));
}

void TestBackendModel::serviceGrowsWithSizeAndWork()
{
    const BackendModel model{.serviceMs = 5, .perMbMs = 10, .perWorkMs = 2};
    QCOMPARE(serviceNanos(model, 0, 0, 1), 5'000'000);
    QCOMPARE(serviceNanos(model, 3'000'000, 0, 1), 35'000'000);
    QCOMPARE(serviceNanos(model, 3'000'000, 4, 1), 43'000'000);
    // However large the input: at most a day, never an overflow.
    QCOMPARE(serviceNanos(model, UINT64_MAX, 1e12, 1), 86'400'000'000'000);
}

void TestBackendModel::refusesWhatIsOutOfBounds()
{
    QVERIFY(validate(BackendModel{}).has_value());
    for (const Tier tier : kTiers)
        QVERIFY(validate(defaultModel(tier)).has_value());
    const auto refused = validate(BackendModel{.serviceMs = -1});
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail, std::string("model.service_ms = -1: allowed is 0 … 86400000"));
    QVERIFY(!validate(BackendModel{.cv = std::nan("")}));
    QVERIFY(!validate(BackendModel{.workers = 200'000}));
}

QTEST_APPLESS_MAIN(TestBackendModel)
#include "tst_backendmodel.moc"
