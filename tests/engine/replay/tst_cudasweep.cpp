// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/cuda/cudaaccelerator.h"
#include "randomsites.h"

using namespace straightline;
using namespace straightline::replay;

/// A GPU beside the processor: the same to the bit. Skipped where there is none.
class TestCudaSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsTheProcessor();
    void equalsTheProcessorInAGrid();

private:
    std::unique_ptr<Accelerator> m_device;
};

void TestCudaSweep::initTestCase()
{
    auto opened = openCudaAccelerator();
    if (!opened)
        QSKIP(("no GPU to compare with: " + opened.error().detail).c_str());
    m_device = std::move(*opened);
    qInfo("%s", m_device->name().c_str());
}

void TestCudaSweep::equalsTheProcessor()
{
    QCOMPARE(randomsites::differenceOnDevice(*m_device, 1, 60), std::string());
}

void TestCudaSweep::equalsTheProcessorInAGrid()
{
    randomsites::Dice dice(11);
    const std::vector<SimulatedApplication> applications{randomsites::site(dice, 0)};
    SweepPlan plan{
        .policies = {randomsites::kPolicies.begin(), randomsites::kPolicies.end()}, .seeds = {1, 2}, .threads = 2};
    for (int i = 0; i < 32; ++i) {
        plan.frequenciesHz.push_back(20.0 * i);
        plan.sizesBytes.push_back(40'000U * static_cast<unsigned>(i));
    }
    const auto rows = randomsites::trace(dice, 20'000, 1);
    const auto here = randomsites::run(applications, plan, rows, rows.size());
    plan.device = m_device.get();
    Sweep sweep(applications, plan);
    do {
        sweep.run(rows);
    } while (sweep.again());
    QCOMPARE(sweep.deviceTrouble(), std::string());
    const auto there = sweep.finish();
    QCOMPARE(there.size(), here.size());
    for (std::size_t i = 0; i < here.size(); ++i)
        QCOMPARE(randomsites::difference(here[i].outcome, there[i].outcome), std::string());
}

QTEST_APPLESS_MAIN(TestCudaSweep)
#include "tst_cudasweep.moc"
