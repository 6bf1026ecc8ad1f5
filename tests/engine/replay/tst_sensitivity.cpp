// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <cmath>
#include <set>

#include "engine/replay/sensitivity.h"

using namespace straightline;
using namespace straightline::replay;

/// The points of the sensitivity study, and the systems there.
class TestSensitivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPieceOfEveryRangeIsUsedOnce();
    void liesByItsSeedAlone();
    void parametersDoNotGoTogether();
    void halvesAreOnTheParametersScale();
    void theDesignsPointIsTheDesign();
    void aPointIsTheSystem();
};

namespace
{

constexpr std::size_t kLimit = 3;

SensitivityPoint designPoint()
{
    SensitivityPoint point{};
    for (std::size_t i = 0; i < point.size(); ++i)
        point[i] = sensitivityParameters()[i].design;
    return point;
}

} // namespace

void TestSensitivity::everyPieceOfEveryRangeIsUsedOnce()
{
    const auto points = latinHypercube(30, 1);
    QCOMPARE(points.size(), std::size_t{30});
    for (std::size_t i = 0; i < kSensitivityParameters; ++i) {
        const SensitivityParameter& parameter = sensitivityParameters()[i];
        std::set<int> pieces;
        std::size_t upper = 0;
        for (const SensitivityPoint& point : points) {
            QVERIFY(point[i] >= parameter.least && point[i] <= parameter.most);
            const double share = parameter.logarithmic
                                     ? std::log(point[i] / parameter.least) / std::log(parameter.most / parameter.least)
                                     : (point[i] - parameter.least) / (parameter.most - parameter.least);
            pieces.insert(static_cast<int>(share * 30));
            upper += isInUpperHalf(i, point[i]) ? 1 : 0;
        }
        if (i != kLimit) // rounding may move a value over an edge
            QVERIFY2(pieces.size() == 30, std::string(parameter.name).c_str());
        QCOMPARE(upper, std::size_t{15});
    }
}

void TestSensitivity::liesByItsSeedAlone()
{
    QVERIFY(latinHypercube(30, 1) == latinHypercube(30, 1));
    QVERIFY(latinHypercube(30, 1) != latinHypercube(30, 2));
    QVERIFY(describe(latinHypercube(30, 1)) != describe(latinHypercube(30, 2)));
    QVERIFY(latinHypercube(0, 1).empty());
}

void TestSensitivity::parametersDoNotGoTogether()
{
    // In no two parameters the points lie in the same order, or in the opposite one.
    const auto points = latinHypercube(30, 1);
    for (std::size_t a = 0; a < kSensitivityParameters; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            int together = 0;
            for (const SensitivityPoint& point : points)
                together += isInUpperHalf(a, point[a]) == isInUpperHalf(b, point[b]) ? 1 : 0;
            QVERIFY2(together > 4 && together < 26, std::to_string(together).c_str());
        }
    }
}

void TestSensitivity::halvesAreOnTheParametersScale()
{
    QVERIFY(!isInUpperHalf(7, 0.49)); // noise_cv, linear from 0 to 1
    QVERIFY(isInUpperHalf(7, 0.51));
    QVERIFY(!isInUpperHalf(6, 0.99)); // size_scale, logarithmic from 0.1 to 10
    QVERIFY(isInUpperHalf(6, 1.01));
}

void TestSensitivity::theDesignsPointIsTheDesign()
{
    const ExperimentPlan plan = fullPlan(2);
    const ExperimentPlan same = planAt(plan, designPoint());
    QVERIFY(same.system == plan.system);
    QCOMPARE(describe(same), describe(plan)); // so that hashes of former runs stay
    const ExperimentTrace trace = syntheticTrace(600);
    QCOMPARE(describe(experimentSystem(trace, same)), describe(experimentSystem(trace, plan)));
    QCOMPARE(withSizes(trace, same).rows.front().sizeBytes, trace.rows.front().sizeBytes);
}

void TestSensitivity::aPointIsTheSystem()
{
    const ExperimentPlan plan = planAt(fullPlan(2), {0.5, 24.0, 60.0, 1'000.0, 45.0, 0.8, 10.0, 1.0});
    QVERIFY(describe(plan) != describe(fullPlan(2)));
    const ExperimentTrace plain = syntheticTrace(600);
    const ExperimentTrace trace = withSizes(plain, plan);
    QCOMPARE(trace.rows[5].sizeBytes, 10 * plain.rows[5].sizeBytes);
    const SimulatedApplication at = experimentSystem(trace, plan).front();
    const SimulatedApplication design = experimentSystem(plain, fullPlan(2)).front();
    const BackendModel& serverless = at.models[3];
    QVERIFY(std::abs(serverless.serviceMs / at.models[0].serviceMs - 0.5) < 1e-9);
    QVERIFY(std::abs(at.models[0].serviceMs / design.models[0].serviceMs - 2.0) < 1e-9); // twice the load: longer work
    QVERIFY(std::abs(serverless.coldStartMs / design.models[3].coldStartMs - 20.0) < 1e-9);
    QCOMPARE(serverless.keepAliveS, 60.0);
    QCOMPARE(serverless.concurrency, 1'000U);
    QCOMPARE(at.route.backends[3].capacity, 1'000U);
    QCOMPARE(at.models[1].startMs, 45'000.0);
    for (const BackendModel& each : at.models)
        QCOMPARE(each.cv, 1.0);
}

QTEST_APPLESS_MAIN(TestSensitivity)
#include "tst_sensitivity.moc"
