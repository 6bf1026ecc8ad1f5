// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <QTest>

#include "engine/api/histogram.h"
#include "engine/api/rollup.h"

using namespace straightline;

namespace
{

using Values = std::vector<std::uint64_t>;
using Draw = std::function<double(std::mt19937_64&)>;

Values draw(const Draw& one, std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    Values values(count);
    for (auto& value : values)
        value = static_cast<std::uint64_t>(std::max(0.0, one(random)));
    return values;
}

Histogram histogramOf(const Values& values)
{
    Histogram histogram;
    for (const auto value : values)
        histogram.record(value);
    return histogram;
}

double exactPercentile(Values values, double percent)
{
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100.0 * static_cast<double>(values.size())));
    return static_cast<double>(values[std::max<std::size_t>(rank, 1) - 1]);
}

} // namespace

class HistogramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void percentilesAreWithinOnePercentOfSortedSamples_data();
    void percentilesAreWithinOnePercentOfSortedSamples();
    void everyMagnitudeIsWithinOnePercent();
    void smallValuesAreExact();
    void isEmptyAtFirst();
    void keepsValuesBeyondTheRangeAsTheLargest();
    void mergingEqualsRecordingAll();
    void mergingCountedBucketsEqualsRecording();
    void clearingLeavesNothing();
    void blobGivesTheSameHistogram();
    void damagedBlobIsAnErrorAndChangesNothing();
    void anyBytesAreRefusedOrRead();
    void percentilesInMilliseconds();
};

void HistogramTest::percentilesAreWithinOnePercentOfSortedSamples_data()
{
    QTest::addColumn<Draw>("one");
    QTest::newRow("uniform up to 10 ms") << Draw([](auto& r) { return std::uniform_real_distribution(1.0, 1e4)(r); });
    QTest::newRow("exponential, mean 30 ms") << Draw([](auto& r) { return std::exponential_distribution(1 / 3e4)(r); });
    QTest::newRow("log-normal over six decades")
        << Draw([](auto& r) { return std::lognormal_distribution(9.0, 2.5)(r); });
    QTest::newRow("heavy tail of sizes, Pareto 0.8")
        << Draw([](auto& r) { return 1e3 * std::pow(std::uniform_real_distribution(1e-9, 1.0)(r), -1 / 0.8); });
    QTest::newRow("two humps, 200 us and 3 s")
        << Draw([](auto& r) { return std::bernoulli_distribution(0.07)(r) ? 3e6 + r() % 1000 : 200.0 + r() % 50; });
    QTest::newRow("one value only") << Draw([](auto&) { return 123'456.0; });
    QTest::newRow("an hour in us") << Draw([](auto& r) { return std::uniform_real_distribution(3.5e9, 3.6e9)(r); });
    QTest::newRow("up to a terabyte") << Draw([](auto& r) { return std::uniform_real_distribution(1.0, 1.09e12)(r); });
}

void HistogramTest::percentilesAreWithinOnePercentOfSortedSamples()
{
    QFETCH(Draw, one);
    for (const std::size_t count : {1U, 7U, 1'000U, 50'000U}) {
        const Values values = draw(one, count, 42 + count);
        const Histogram histogram = histogramOf(values);
        QCOMPARE(histogram.count(), std::uint64_t{count});
        for (const double percent : {0.0, 1.0, 25.0, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0}) {
            const double exact = exactPercentile(values, percent);
            const double found = histogram.percentile(percent);
            QVERIFY2(std::abs(found - exact) <= 0.01 * exact,
                     qPrintable(QString::fromLatin1("p%1 of %2: %3 instead of %4")
                                    .arg(percent)
                                    .arg(count)
                                    .arg(found, 0, 'f', 1)
                                    .arg(exact, 0, 'f', 1)));
        }
    }
}

void HistogramTest::everyMagnitudeIsWithinOnePercent()
{
    for (double value = 1.0; value < 1.1e12; value = value * 1.003 + 1.0) {
        const auto whole = static_cast<std::uint64_t>(value);
        Histogram histogram;
        histogram.record(whole);
        histogram.record(whole);
        histogram.record(whole * 2); // so that the least and greatest do not give the answer away
        histogram.record(0);
        const double found = histogram.percentile(50.0);
        QVERIFY2(std::abs(found - static_cast<double>(whole)) <= static_cast<double>(whole) / 128.0,
                 qPrintable(QString::number(whole)));
    }
}

void HistogramTest::smallValuesAreExact()
{
    Histogram histogram;
    for (std::uint64_t value = 0; value < 128; ++value)
        histogram.record(value);
    for (std::uint64_t value = 0; value < 128; ++value)
        QCOMPARE(histogram.percentile(100.0 * (static_cast<double>(value) + 0.5) / 128.0), static_cast<double>(value));
    QCOMPARE(histogram.sum(), std::uint64_t{127 * 64});
}

void HistogramTest::isEmptyAtFirst()
{
    const Histogram histogram;
    QCOMPARE(histogram.count(), std::uint64_t{0});
    QCOMPARE(histogram.percentile(50.0), 0.0);
    QCOMPARE(histogram.least(), std::uint64_t{0});
    QVERIFY(histogram.toBlob().empty());
    QCOMPARE(percentilesOf(histogram, kMicrosInMilli).count, std::uint64_t{0});
}

void HistogramTest::keepsValuesBeyondTheRangeAsTheLargest()
{
    Histogram histogram;
    histogram.record(std::uint64_t{1} << 50U);
    histogram.record(5);
    QCOMPARE(histogram.count(), std::uint64_t{2});
    QCOMPARE(histogram.greatest(), std::uint64_t{1} << 50U);
    QCOMPARE(histogram.percentile(100.0), static_cast<double>(std::uint64_t{1} << 50U));
    QCOMPARE(histogram.percentile(50.0), 5.0);
}

void HistogramTest::mergingEqualsRecordingAll()
{
    const Values low = draw([](auto& r) { return std::exponential_distribution(1e-3)(r); }, 5'000, 1);
    const Values high = draw([](auto& r) { return std::lognormal_distribution(15.0, 2.0)(r); }, 5'000, 2);
    Values all = low;
    all.insert(all.end(), high.begin(), high.end());
    Histogram merged = histogramOf(high);
    merged.merge(histogramOf(low));
    merged.merge(Histogram{});
    QVERIFY(merged == histogramOf(all));
    QCOMPARE(merged.least(), *std::min_element(all.begin(), all.end()));
    QCOMPARE(merged.greatest(), *std::max_element(all.begin(), all.end()));

    Histogram empty;
    empty.merge(merged);
    QVERIFY(empty == merged);
}

void HistogramTest::mergingCountedBucketsEqualsRecording()
{
    Values values = draw([](auto& r) { return std::lognormal_distribution(8.0, 3.0)(r); }, 20'000, 4);
    values.insert(values.end(), {0, 1, 127, 128, (1ULL << 41U) - 1, 1ULL << 41U, 1ULL << 60U});
    std::vector<std::uint32_t> buckets(histogrambuckets::kBuckets);
    std::uint64_t sum = 0;
    for (const std::uint64_t each : values) {
        const std::uint64_t kept = std::min(each, histogrambuckets::kLargest);
        const unsigned octave = histogrambuckets::octaveOf(static_cast<unsigned>(std::bit_width(kept)));
        ++buckets[octave * histogrambuckets::kSubBuckets + histogrambuckets::subBucketOf(kept, octave)];
        sum += each;
    }
    const std::span<const std::uint32_t, histogrambuckets::kBuckets> counted(buckets);
    Histogram merged = histogramOf({5, 70'000});
    merged.merge(counted, sum, 0, 1ULL << 60U);
    values.insert(values.end(), {5, 70'000});
    QVERIFY(merged == histogramOf(values));
    QCOMPARE(merged.count(), std::uint64_t{values.size()});
    QCOMPARE(merged.percentile(99), histogramOf(values).percentile(99));

    Histogram empty;
    const std::vector<std::uint32_t> none(histogrambuckets::kBuckets);
    empty.merge(std::span<const std::uint32_t, histogrambuckets::kBuckets>(none), 0, ~0ULL, 0);
    QVERIFY(empty == Histogram());
}

void HistogramTest::clearingLeavesNothing()
{
    Histogram histogram = histogramOf({1, 1'000, 1'000'000});
    histogram.clear();
    QVERIFY(histogram == Histogram{});
    histogram.record(7);
    QVERIFY(histogram == histogramOf({7}));
}

void HistogramTest::blobGivesTheSameHistogram()
{
    const Values values = draw([](auto& r) { return std::lognormal_distribution(10.0, 1.0)(r); }, 20'000, 3);
    const Histogram histogram = histogramOf(values);
    const HistogramBlob blob = histogram.toBlob();
    QVERIFY2(blob.size() < 1'500, qPrintable(QString::number(blob.size())));

    Histogram read;
    QVERIFY(read.mergeBlob(blob));
    QVERIFY(read == histogram);
    QCOMPARE(read.sum(), histogram.sum());

    QVERIFY(read.mergeBlob(blob)); // a minute is the sum of its seconds
    QCOMPARE(read.count(), 2 * histogram.count());
    QCOMPARE(read.percentile(95.0), histogram.percentile(95.0));
    QVERIFY(read.mergeBlob({}));
    QCOMPARE(read.count(), 2 * histogram.count());
}

void HistogramTest::damagedBlobIsAnErrorAndChangesNothing()
{
    const Histogram histogram = histogramOf({3, 500, 500, 70'000});
    const HistogramBlob blob = histogram.toBlob();
    Histogram kept = histogramOf({9});
    for (std::size_t length = 1; length + 1 < blob.size(); ++length) {
        const auto result = kept.mergeBlob(blob.substr(0, length));
        if (result)
            kept = histogramOf({9}); // cut between two buckets: fewer values, still well formed
        else
            QVERIFY(kept == histogramOf({9}));
    }
    HistogramBlob other = blob;
    other.front() = 99;
    QVERIFY(!kept.mergeBlob(other));
    QVERIFY(kept.mergeBlob(other).error().code == ErrorCode::Storage);
    QVERIFY(!kept.mergeBlob(blob.substr(0, 4) + "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x01"));
}

void HistogramTest::anyBytesAreRefusedOrRead()
{
    std::mt19937_64 random(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 24, '\0');
        for (char& each : bytes)
            each = static_cast<char>(random());
        if (!bytes.empty())
            bytes.front() = 1;
        Histogram histogram;
        if (!histogram.mergeBlob(bytes))
            QVERIFY(histogram == Histogram{});
    }
}

void HistogramTest::percentilesInMilliseconds()
{
    Histogram histogram;
    for (std::uint64_t i = 1; i <= 100; ++i)
        histogram.record(i * 1'000);
    const Percentiles found = percentilesOf(histogram, kMicrosInMilli);
    QCOMPARE(found.count, std::uint64_t{100});
    QVERIFY(std::abs(found.p50 - 50.0) <= 0.5);
    QVERIFY(std::abs(found.p95 - 95.0) <= 0.95);
    QVERIFY(std::abs(found.p99 - 99.0) <= 0.99);
}

QTEST_GUILESS_MAIN(HistogramTest)
#include "tst_histogram.moc"
