// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/replay/fit.h"
#include "simulatedrecords.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

std::vector<const RequestRecord*> pointers(const std::vector<RequestRow>& rows)
{
    std::vector<const RequestRecord*> records;
    for (const RequestRow& row : rows)
        records.push_back(&row.record);
    return records;
}

bool near(double is, double wanted, double share)
{
    if (std::abs(is - wanted) <= std::abs(wanted) * share)
        return true;
    qWarning("%g, wanted %g within %g %%", is, wanted, share * 100);
    return false;
}

} // namespace

/// From the records of a backend whose model is known, the model.
class TestFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheModel_data();
    void findsTheModel();
    void aTenthOfWildValuesDoesNotMoveIt();
    void keepsTheShapeOfTheNoise();
    void coldStartsAreApart();
    void tooFewAreTheDefault();
    void countsFailures();
};

void TestFit::findsTheModel_data()
{
    QTest::addColumn<double>("serviceMs");
    QTest::addColumn<double>("perMbMs");
    QTest::addColumn<int>("spread");
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("utilisation");
    const int lognormal = static_cast<int>(Spread::Lognormal);
    const int exponential = static_cast<int>(Spread::Exponential);
    const int steady = static_cast<int>(Spread::Deterministic);
    QTest::newRow("one worker, steady") << 20.0 << 30.0 << steady << 1 << 0.6;
    QTest::newRow("two workers, lognormal") << 50.0 << 10.0 << lognormal << 2 << 0.7;
    QTest::newRow("four workers, lognormal") << 100.0 << 0.0 << lognormal << 4 << 0.8;
    QTest::newRow("four workers, exponential") << 10.0 << 20.0 << exponential << 4 << 0.8;
    QTest::newRow("four workers, seldom calm") << 50.0 << 10.0 << lognormal << 4 << 0.97;
    QTest::newRow("never busy") << 5.0 << 100.0 << lognormal << 0 << 0.2;
}

void TestFit::findsTheModel()
{
    QFETCH(double, serviceMs);
    QFETCH(double, perMbMs);
    QFETCH(int, spread);
    QFETCH(int, workers);
    QFETCH(double, utilisation);
    const BackendModel model{.serviceMs = serviceMs,
                             .perMbMs = perMbMs,
                             .distribution = static_cast<Spread>(spread),
                             .cv = 0.5,
                             .workers = static_cast<std::uint32_t>(workers),
                             .networkMs = 2.0};
    const BackendConfiguration backend = testBackend("web", 3, Tier::Local, 32);
    constexpr double kMeanMb = 0.48; // of 1 kB to 4 MB, even on a logarithmic scale
    const double meanMs = serviceMs + perMbMs * kMeanMb;
    const double perSecond = utilisation * (workers > 0 ? workers : 4) * 1e3 / meanMs;
    const auto rows = recordsOf(model, backend, perSecond, 10'000, 7);
    const FittedModel fitted = fitModel(backend, pointers(rows), 50);
    QVERIFY(fitted.fitted);
    QCOMPARE(fitted.samples, std::uint64_t{10'000});
    QVERIFY(near(fitted.model.networkMs, 2.0, 0.01));
    QCOMPARE(fitted.model.workers, static_cast<std::uint32_t>(workers));
    const double fittedMean = fitted.model.serviceMs + fitted.model.perMbMs * kMeanMb;
    QVERIFY(near(fittedMean, meanMs, 0.05));
    const double large = serviceMs + perMbMs * 3.0;
    QVERIFY(near(fitted.model.serviceMs + fitted.model.perMbMs * 3.0, large, 0.10));
    QVERIFY(validate(fitted.model).has_value());
}

void TestFit::aTenthOfWildValuesDoesNotMoveIt()
{
    const BackendModel model{.serviceMs = 20, .perMbMs = 30, .distribution = Spread::Lognormal, .cv = 0.2};
    const BackendConfiguration backend = testBackend("web", 3, Tier::Local, 32);
    auto rows = recordsOf(model, backend, 10, 5'000, 11);
    const FittedModel clean = fitModel(backend, pointers(rows), 50);
    std::vector<double> medians;
    for (std::size_t i = 0; i < rows.size(); i += 10) {
        rows[i].record.stages.backendMicros += 5'000'000;
        rows[i].record.totalMicros += 5'000'000;
    }
    const FittedModel wild = fitModel(backend, pointers(rows), 50);
    // The line keeps its proportion; the mean, which the wild values are part of, is in its scale.
    QVERIFY(near(wild.model.perMbMs / wild.model.serviceMs, clean.model.perMbMs / clean.model.serviceMs, 0.25));
    const double middle = wild.model.serviceMs * static_cast<double>(wild.model.residuals[kResiduals / 2]);
    QVERIFY(near(middle, clean.model.serviceMs * static_cast<double>(clean.model.residuals[kResiduals / 2]), 0.25));
    QVERIFY(wild.model.residuals.back() > 5.0F); // and they are in the tail
}

/// Drawn again from the fitted model, the percentiles are those of the records.
void TestFit::keepsTheShapeOfTheNoise()
{
    BackendModel model{.serviceMs = 30, .distribution = Spread::Empirical};
    model.residuals.assign(90, 0.5F); // nine in ten are fast, one is eleven times slower
    model.residuals.insert(model.residuals.end(), 10, 5.5F);
    const BackendConfiguration backend = testBackend("web", 3, Tier::Local, 32);
    const auto rows = recordsOf(model, backend, 5, 10'000, 3);
    const FittedModel fitted = fitModel(backend, pointers(rows), 50);
    std::vector<double> drawn;
    for (std::uint64_t i = 0; i < 20'000; ++i)
        drawn.push_back(
            static_cast<double>(serviceNanos(fitted.model, 1'000, 1.0, randomWord(1, i, Purpose::Service, 0))) / 1e6);
    std::sort(drawn.begin(), drawn.end());
    QVERIFY(near(drawn[drawn.size() / 2], 15.0, 0.05));
    QVERIFY(near(drawn[drawn.size() * 95 / 100], 165.0, 0.05));
}

void TestFit::coldStartsAreApart()
{
    const BackendModel model{.serviceMs = 20, .distribution = Spread::Lognormal, .cv = 0.3};
    BackendConfiguration backend = testBackend("burst", 5, Tier::Serverless, 32);
    FunctionSettings function;
    function.command = {"f"};
    function.keepAlive = std::chrono::seconds(90);
    backend.settings = function;
    auto rows = recordsOf(model, backend, 10, 2'000, 5);
    for (std::size_t i = 0; i < rows.size(); i += 20) {
        RequestRecord& record = rows[i].record;
        record.attempts[0].coldStart = true;
        record.stages.connectMicros = i % 40 == 0 ? 800'000 : 1'200'000;
        record.totalMicros += record.stages.connectMicros;
    }
    const FittedModel fitted = fitModel(backend, pointers(rows), 50);
    QVERIFY(near(fitted.model.serviceMs, 20.0, 0.1));
    QVERIFY(near(fitted.model.coldStartMs, 1'000.0, 0.001));
    QVERIFY(near(fitted.model.coldStartCv, 0.2, 0.01));
    QCOMPARE(fitted.model.keepAliveS, 90.0);
    QCOMPARE(fitted.samples, std::uint64_t{1'900});
}

void TestFit::tooFewAreTheDefault()
{
    const BackendConfiguration backend = testBackend("web", 3, Tier::Local, 8);
    const auto rows = recordsOf({.serviceMs = 20}, backend, 10, 49, 5);
    const FittedModel few = fitModel(backend, pointers(rows), 50);
    QVERIFY(!few.fitted);
    QCOMPARE(few.samples, std::uint64_t{49});
    BackendModel wanted = defaultModel(Tier::Local);
    wanted.coldStartMs = 0.0;
    QVERIFY(few.model == wanted);
    QVERIFY(!fitModel(backend, {}, 50).fitted);
}

void TestFit::countsFailures()
{
    const BackendConfiguration backend = testBackend("web", 3, Tier::Local, 8);
    auto rows = recordsOf({.serviceMs = 20}, backend, 10, 1'000, 5);
    for (std::size_t i = 0; i < 100; ++i)
        rows[i].record.outcome = Outcome::BackendFailed;
    for (std::size_t i = 100; i < 150; ++i)
        rows[i].record.status = 503;
    for (std::size_t i = 150; i < 250; ++i)
        rows[i].record.outcome = Outcome::ClientGone; // says nothing of the backend
    const FittedModel fitted = fitModel(backend, pointers(rows), 50);
    QVERIFY(near(fitted.failureShare, 150.0 / 900.0, 1e-9));
    QCOMPARE(fitted.samples, std::uint64_t{750});
}

QTEST_GUILESS_MAIN(TestFit)
#include "tst_fit.moc"
