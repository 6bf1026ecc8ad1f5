// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/gpu/gpuwatch.h"
#include "engine/gpu/nvml.h"

using namespace straightline;
using namespace straightline::gpu;
using namespace std::chrono_literals;

namespace
{

constexpr std::uint64_t kGib = 1'073'741'824;

} // namespace

/// NVML loaded at run time, with a library of our own in its place.
class TestGpuWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("FAKE_NVML"); }
    void readsEveryGpu();
    void partsOfAGpuAreItsInstances();
    void whatADriverLacksIsNotAvailable();
    void withoutADriverItSaysSo_data();
    void withoutADriverItSaysSo();
    void errorsAreTold();
    void looksAgainAndAgain();
    void aHangingDriverHoldsUpNobody();
};

void TestGpuWatch::readsEveryGpu()
{
    const auto nvml = Nvml::open(FAKE_NVML_WHOLE);
    QVERIFY2(nvml.has_value(), nvml ? "" : nvml.error().detail.c_str());
    const auto gpus = (*nvml)->read();
    QVERIFY(gpus.has_value());
    QCOMPARE(gpus->size(), std::size_t{2});
    const GpuStatus& first = gpus->front();
    QCOMPARE(first.index, 0U);
    QCOMPARE(first.name, std::string("NVIDIA Test 16GB"));
    QCOMPARE(first.uuid, std::string("GPU-1"));
    QVERIFY(first.utilizationPercent == 37U);
    QVERIFY((first.memory == GpuMemory{.usedBytes = 5 * kGib, .totalBytes = 16 * kGib}));
    QVERIFY(first.powerWatts == 71.5);
    QVERIFY(first.temperatureCelsius == 64);
    QVERIFY(!first.isMig && first.instances.empty());
}

void TestGpuWatch::partsOfAGpuAreItsInstances()
{
    const auto nvml = Nvml::open(FAKE_NVML_WHOLE);
    const auto gpus = (*nvml)->read();
    const GpuStatus& second = gpus->at(1);
    QVERIFY(second.isMig);
    QVERIFY(!second.utilizationPercent); // the driver gives none for such a GPU
    QVERIFY(second.memory && second.powerWatts);
    QCOMPARE(second.instances.size(), std::size_t{1}); // of seven places six are empty
    QCOMPARE(second.instances[0].index, 3U);
    QCOMPARE(second.instances[0].uuid, std::string("MIG-7"));
    QVERIFY((second.instances[0].memory == GpuMemory{.usedBytes = 2 * kGib, .totalBytes = 10 * kGib}));
}

void TestGpuWatch::whatADriverLacksIsNotAvailable()
{
    const auto nvml = Nvml::open(FAKE_NVML_BARE);
    QVERIFY(nvml.has_value());
    const auto gpus = (*nvml)->read();
    QCOMPARE(gpus->size(), std::size_t{2});
    for (const GpuStatus& each : *gpus) {
        QVERIFY(!each.name.empty() && each.memory);
        QVERIFY(each.uuid.empty() && !each.utilizationPercent && !each.powerWatts && !each.temperatureCelsius);
        QVERIFY(!each.isMig && each.instances.empty());
    }
}

void TestGpuWatch::withoutADriverItSaysSo_data()
{
    QTest::addColumn<QString>("library");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QString>("says");
    QTest::newRow("no library") << "libnvidia-none.so.1" << QByteArray() << "no NVIDIA driver: libnvidia-none.so.1";
    QTest::newRow("nothing in it") << FAKE_NVML_EMPTY << QByteArray() << "the NVIDIA driver is too old: ";
    QTest::newRow("it does not initialise") << FAKE_NVML_WHOLE << QByteArray("broken")
                                            << "the NVIDIA driver does not start: Driver Not Loaded (NVML error 9)";
}

void TestGpuWatch::withoutADriverItSaysSo()
{
    QFETCH(QString, library);
    QFETCH(QByteArray, mode);
    QFETCH(QString, says);
    qputenv("FAKE_NVML", mode);
    const GpuWatch watch({.library = library.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(watch.latest().problem != GpuTelemetry().problem, 10'000);
    const GpuTelemetry latest = watch.latest();
    QVERIFY2(QString::fromStdString(latest.problem).startsWith(says), latest.problem.c_str());
    QVERIFY(latest.gpus.empty());
    QVERIFY(latest.taken == WallTime());
}

void TestGpuWatch::errorsAreTold()
{
    const GpuWatch watch({.library = FAKE_NVML_WHOLE, .every = 10ms});
    QTRY_COMPARE_WITH_TIMEOUT(watch.latest().gpus.size(), std::size_t{2}, 10'000);
    QVERIFY(watch.latest().problem.empty());
    qputenv("FAKE_NVML", "lost");
    QTRY_VERIFY_WITH_TIMEOUT(!watch.latest().problem.empty(), 10'000);
    QCOMPARE(watch.latest().problem,
             std::string("the NVIDIA driver does not tell its GPUs: Unknown Error (NVML error 999)"));
    QVERIFY(watch.latest().gpus.empty()); // figures that are not true any more
    qunsetenv("FAKE_NVML");
    QTRY_VERIFY_WITH_TIMEOUT(watch.latest().problem.empty(), 10'000);
}

void TestGpuWatch::looksAgainAndAgain()
{
    qputenv("FAKE_NVML", "broken");
    const GpuWatch watch({.library = FAKE_NVML_WHOLE, .every = 10ms, .absent = 10ms});
    QTRY_VERIFY_WITH_TIMEOUT(watch.latest().problem.starts_with("the NVIDIA driver does not start"), 10'000);
    qunsetenv("FAKE_NVML"); // the driver is loaded now
    QTRY_COMPARE_WITH_TIMEOUT(watch.latest().gpus.size(), std::size_t{2}, 10'000);
    const WallTime taken = watch.latest().taken;
    QTRY_VERIFY_WITH_TIMEOUT(watch.latest().taken > taken, 10'000);
}

void TestGpuWatch::aHangingDriverHoldsUpNobody()
{
    auto watch =
        std::make_unique<GpuWatch>(GpuWatch::Settings{.library = FAKE_NVML_WHOLE, .every = 10ms, .silent = 50ms});
    QTRY_COMPARE_WITH_TIMEOUT(watch->latest().gpus.size(), std::size_t{2}, 10'000);
    qputenv("FAKE_NVML", "hang");
    QTRY_VERIFY_WITH_TIMEOUT(!watch->latest().problem.empty(), 10'000);
    QVERIFY(watch->latest().problem.starts_with("the NVIDIA driver has not answered for "));
    QCOMPARE(watch->latest().gpus.size(), std::size_t{2}); // as last seen
    QElapsedTimer timer;
    timer.start();
    watch.reset(); // with the call under way
    QVERIFY(timer.elapsed() < 30'000);
    qunsetenv("FAKE_NVML"); // lets the thread go
}

QTEST_GUILESS_MAIN(TestGpuWatch)
#include "tst_gpuwatch.moc"
