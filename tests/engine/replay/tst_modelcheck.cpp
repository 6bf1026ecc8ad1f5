// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/modelcheck.h"
#include "simulatedrecords.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

ApplicationConfiguration application()
{
    ApplicationConfiguration made;
    made.number = 1;
    made.name = "digits";
    made.deadline = std::chrono::seconds(30);
    made.queueLimit = 1'000;
    made.backends = {testBackend("web", 3, Tier::Local, 64)};
    return made;
}

BackendModel model()
{
    return {.serviceMs = 20, .perMbMs = 40, .distribution = Spread::Lognormal, .cv = 0.5, .workers = 2, .networkMs = 1};
}

std::vector<RequestRow> recorded(std::size_t count)
{
    return recordsOf(model(), application().backends[0], 35, count, 21);
}

bool near(double is, double wanted, double share)
{
    if (std::abs(is - wanted) <= std::abs(wanted) * share)
        return true;
    qWarning("%g, wanted %g within %g %%", is, wanted, share * 100);
    return false;
}

} // namespace

class TestModelCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void predictsThePartItHasNotSeen();
    void seesWhenABackendIsNotAsItWas();
    void knowsFailures();
    void eachChangeIsAStretchOfItsOwn();
    void tooFewAreRefused();
};

void TestModelCheck::predictsThePartItHasNotSeen()
{
    const auto check = checkModels(application(), recorded(20'000), 0.5);
    QVERIFY2(check.has_value(), check ? "" : check.error().detail.c_str());
    QCOMPARE(check->models[0].model.workers, 2U);
    QCOMPARE(check->stretches.size(), std::size_t{1});
    QCOMPARE(check->happened.requests + check->fittedRequests, std::uint64_t{20'000});
    QCOMPARE(check->predicted.requests, check->happened.requests);
    QVERIFY(near(check->predicted.latency.p50, check->happened.latency.p50, 0.10));
    QVERIFY(near(check->predicted.latency.p95, check->happened.latency.p95, 0.10));
    QCOMPARE(check->happened.share[0], 1.0);
    QCOMPARE(check->predicted.share[0], 1.0);
}

void TestModelCheck::seesWhenABackendIsNotAsItWas()
{
    auto rows = recorded(10'000);
    for (std::size_t i = 5'000; i < rows.size(); ++i) {
        rows[i].record.stages.backendMicros *= 2;
        rows[i].record.totalMicros = rows[i].record.stages.backendMicros + rows[i].record.stages.transferMicros;
    }
    const auto check = checkModels(application(), rows, 0.5);
    QVERIFY(check.has_value());
    QVERIFY(check->happened.latency.p50 > 1.7 * check->predicted.latency.p50);
}

void TestModelCheck::knowsFailures()
{
    auto rows = recorded(10'000);
    for (std::size_t i = 0; i < rows.size(); i += 20)
        rows[i].record.status = 503;
    const auto check = checkModels(application(), rows, 0.5);
    QVERIFY(check.has_value());
    QVERIFY(near(check->happened.failurePercent, 5.0, 0.02));
    QVERIFY(near(check->predicted.failurePercent, 5.0, 0.25));
    QCOMPARE(check->happened.latency.count, check->happened.requests - check->happened.requests / 20);
}

/// Also when two threads of the gateway see a change one after the other.
void TestModelCheck::eachChangeIsAStretchOfItsOwn()
{
    auto rows = recorded(4'000);
    for (std::size_t i = 3'000; i < rows.size(); ++i)
        rows[i].record.decision.thresholds = {.frequencyHz = 5, .sizeBytes = 10'000};
    rows[3'001].record.decision.thresholds = rows[0].record.decision.thresholds;
    const auto check = checkModels(application(), rows, 0.5);
    QVERIFY(check.has_value());
    QCOMPARE(check->stretches.size(), std::size_t{2});
    QCOMPARE(check->stretches[1].happened.requests, std::uint64_t{1'000});
    QCOMPARE(check->stretches[1].thresholds.sizeBytes, std::uint64_t{10'000});
    QVERIFY(check->stretches[1].fromS > check->stretches[0].toS);
}

void TestModelCheck::tooFewAreRefused()
{
    const auto few = checkModels(application(), recorded(399), 0.5);
    QVERIFY(!few);
    QVERIFY(QByteArray::fromStdString(few.error().detail).contains("needed are 200 on each side"));
    ApplicationConfiguration bare = application();
    bare.backends.clear();
    QVERIFY(!checkModels(bare, {}, 0.5));
}

QTEST_GUILESS_MAIN(TestModelCheck)
#include "tst_modelcheck.moc"
