// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <cmath>
#include <functional>
#include <random>

#include "engine/calibration/study.h"

using namespace straightline;
using namespace straightline::calibration;

namespace
{

constexpr std::uint64_t kRateBytes = 1'000;

Targets allReachable()
{
    Targets targets;
    for (TierTargets& each : targets)
        each.reachable = true;
    return targets;
}

/// p95 in ms of a step; a negative one: all its requests fail.
using Behaviour = std::function<double(const Step& step)>;

struct Ran {
    Study study;
    std::uint64_t sent = 0;
    std::uint64_t bytes = 0;
    double mostPerSecond = 0.0;
};

Ran runStudy(const CalibrationLimits& limits, const Targets& targets, const Behaviour& behaviour)
{
    Ran ran{.study = Study(limits, targets, kRateBytes)};
    while (const auto step = ran.study.next()) {
        const double p95 = behaviour(*step);
        ran.sent += step->requests;
        ran.bytes += step->requests * step->sizeBytes;
        ran.mostPerSecond = std::max(ran.mostPerSecond, step->perSecond);
        ran.study.measured({.sweep = step->sweep,
                            .tier = step->tier,
                            .perSecond = step->perSecond,
                            .sizeBytes = step->sizeBytes,
                            .sent = step->requests,
                            .failures = p95 < 0 ? step->requests : 0,
                            .p50Ms = std::abs(p95) / 2,
                            .p95Ms = std::abs(p95),
                            .usd = step->tier == Tier::Serverless ? step->requests * std::abs(p95) / 1e3 * 1e-2 : 0.0,
                            .firstFailure = p95 < 0 ? "answered 503" : ""});
        if (ran.study.points().size() > 1'000)
            qFatal("it does not end");
    }
    return ran;
}

/// The local tier is quick until 37/s and then slow; the serverless one takes 100 ms and 1 ms for each 10 kB, the
/// containers 200 ms.
double usual(const Step& step)
{
    switch (step.tier) {
    case Tier::Local:
        return step.perSecond < 37.0 ? 20.0 : 400.0;
    case Tier::Container:
        return 200.0;
    case Tier::Serverless:
        return 100.0 + static_cast<double>(step.sizeBytes) / 10'000.0;
    }
    return 0.0;
}

} // namespace

class TestStudy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locatesBoth();
    void failuresEndASweepToo();
    void aLongP95EndsIt();
    void whatFailsItselfIsNoBetter();
    void aPayloadLimitIsTheSize();
    void noTierIsSentMoreThanItTakes();
    void aLimitBelowTheBodyOfTheRatesIsKept();
    void moneyEndsIt();
    void saysWhyNotLocatable_data();
    void saysWhyNotLocatable();
    void keepsTheLimits();
    void limitsAreChecked_data();
    void limitsAreChecked();
};

void TestStudy::locatesBoth()
{
    const Ran ran = runStudy({}, allReachable(), usual);
    const CalibrationFinding& f = ran.study.frequency();
    QVERIFY2(f.value.has_value(), f.why.c_str());
    QVERIFY2(*f.value >= 37.0 && *f.value <= 37.0 * 1.1, f.why.c_str());
    QVERIFY(f.why.find("p95 of 400.0 ms is above the serverless tier's 100.1 ms") != std::string::npos);
    const CalibrationFinding& d = ran.study.size();
    QVERIFY2(d.value.has_value(), d.why.c_str());
    QVERIFY2(*d.value >= 1'000'000.0 && *d.value <= 1'250'000.0, d.why.c_str()); // 5 % above is noise
    QCOMPARE(*d.value, std::round(*d.value));
    QVERIFY(ran.study.progress() > 0.99);
}

void TestStudy::failuresEndASweepToo()
{
    const Ran ran = runStudy({}, allReachable(), [](const Step& step) {
        return step.tier == Tier::Local && step.perSecond > 10.0 ? -20.0
               : step.tier == Tier::Local                        ? 20.0
                                                                 : usual(step);
    });
    const CalibrationFinding& f = ran.study.frequency();
    QVERIFY2(f.value && *f.value > 10.0 && *f.value <= 11.0, f.why.c_str());
    QVERIFY(f.why.find("requests failed at the local tier: answered 503") != std::string::npos);
}

void TestStudy::aLongP95EndsIt()
{
    Targets targets = allReachable();
    targets[static_cast<std::size_t>(Tier::Serverless)] = {.reachable = false, .payloadLimitBytes = 0, .why = "gone"};
    const Ran ran = runStudy({}, targets, [](const Step& step) { return step.perSecond < 20.0 ? 20.0 : 3'000.0; });
    QVERIFY2(ran.study.frequency().value && *ran.study.frequency().value <= 22.0, ran.study.frequency().why.c_str());
    QVERIFY(ran.study.frequency().why.find("over half of the latency bound") != std::string::npos);
    QCOMPARE(ran.study.size().why, std::string("not locatable: the serverless tier cannot be measured: gone"));
}

void TestStudy::whatFailsItselfIsNoBetter()
{
    const Ran ran = runStudy({}, allReachable(), [](const Step& step) {
        if (step.tier == Tier::Serverless && step.sweep == CalibrationSweep::Rate)
            return -1.0;
        return usual(step);
    });
    QVERIFY(!ran.study.frequency().value);
    QVERIFY(ran.study.frequency().why.starts_with("not locatable: up to 50 requests/s the local tier fares no worse"));
}

void TestStudy::aPayloadLimitIsTheSize()
{
    Targets targets = allReachable();
    targets[static_cast<std::size_t>(Tier::Serverless)].payloadLimitBytes = 500'000;
    const Ran ran = runStudy({}, targets, usual);
    QCOMPARE(ran.study.size().value.value_or(0.0), 500'001.0);
    QVERIFY(ran.study.size().why.find("takes no more than 500000 bytes") != std::string::npos);
    for (const CalibrationPoint& each : ran.study.points())
        QVERIFY(each.sizeBytes <= 500'000);
}

void TestStudy::noTierIsSentMoreThanItTakes()
{
    Targets targets = allReachable();
    targets[static_cast<std::size_t>(Tier::Container)].payloadLimitBytes = 100'000;
    targets[static_cast<std::size_t>(Tier::Serverless)].payloadLimitBytes = 500'000;
    const Ran ran = runStudy({}, targets, usual);
    for (const CalibrationPoint& each : ran.study.points())
        QVERIFY(each.sizeBytes <= (each.tier == Tier::Container ? 100'000U : 500'000U));
    QCOMPARE(ran.study.size().value.value_or(0.0), 500'001.0);
}

void TestStudy::aLimitBelowTheBodyOfTheRatesIsKept()
{
    Targets targets = allReachable();
    targets[static_cast<std::size_t>(Tier::Serverless)].payloadLimitBytes = kRateBytes - 1;
    CalibrationLimits limits;
    limits.leastBytes = 100;
    const Ran ran = runStudy(limits, targets, usual);
    for (const CalibrationPoint& each : ran.study.points())
        QVERIFY(each.tier != Tier::Serverless || each.sizeBytes < kRateBytes);
    QVERIFY(ran.study.frequency().why.starts_with("not locatable: up to 50 requests/s the local tier fares no worse"));
    targets[static_cast<std::size_t>(Tier::Local)].payloadLimitBytes = 10;
    const Ran other = runStudy(limits, targets, usual);
    QCOMPARE(other.study.frequency().why, std::string("not locatable: the local tier takes no more than 10 bytes"));
}

void TestStudy::moneyEndsIt()
{
    Targets targets = allReachable();
    targets[static_cast<std::size_t>(Tier::Serverless)].usdPerSecond = 0.01;
    CalibrationLimits limits;
    limits.mostUsd = 3.0; // a step of 20 requests may cost 1 USD: 20 × 5 s
    const Ran ran = runStudy(limits, targets, usual);
    QVERIFY(!ran.study.frequency().value);
    QVERIFY2(ran.study.frequency().why.find("the limit of 3 USD was reached first") != std::string::npos,
             ran.study.frequency().why.c_str());
    for (const CalibrationPoint& each : ran.study.points())
        QVERIFY(each.tier != Tier::Serverless || each.sent * 5 * 0.01 <= 3.0);
    limits.mostUsd = 0.5;
    const Ran poor = runStudy(limits, targets, usual);
    for (const CalibrationPoint& each : poor.study.points())
        QVERIFY(each.tier != Tier::Serverless); // not one step of it is paid for
}

void TestStudy::saysWhyNotLocatable_data()
{
    QTest::addColumn<double>("serverlessMs");
    QTest::addColumn<double>("localMs");
    QTest::addColumn<QString>("f");
    QTest::addColumn<QString>("d");
    QTest::newRow("the local tier is never worse")
        << 100.0 << 10.0 << "up to 50 requests/s the local tier fares no worse"
        << "up to 8388608 bytes the serverless tier fares no worse";
    QTest::newRow("worse from the beginning")
        << 250.0 << 300.0 << "already at 2 requests/s, the least that is tried, the local tier's p95"
        << "already at 4096 bytes, the least that is tried, the serverless tier's p95 of 250.0 ms";
}

void TestStudy::saysWhyNotLocatable()
{
    QFETCH(double, serverlessMs);
    QFETCH(double, localMs);
    QFETCH(QString, f);
    QFETCH(QString, d);
    const Ran ran = runStudy({}, allReachable(), [&](const Step& step) {
        return step.tier == Tier::Local ? localMs : step.tier == Tier::Container ? 200.0 : serverlessMs;
    });
    QVERIFY(!ran.study.frequency().value && !ran.study.size().value);
    QVERIFY2(ran.study.frequency().why.starts_with("not locatable: " + f.toStdString()),
             ran.study.frequency().why.c_str());
    QVERIFY2(ran.study.size().why.starts_with("not locatable: " + d.toStdString()), ran.study.size().why.c_str());
}

/// Whatever the limits and whatever the tiers do: never more than consent was given to.
void TestStudy::keepsTheLimits()
{
    std::mt19937_64 random(3);
    for (int round = 0; round < 500; ++round) {
        CalibrationLimits limits;
        limits.leastPerSecond = 0.5 + static_cast<double>(random() % 50);
        limits.mostPerSecond = limits.leastPerSecond * (1.0 + static_cast<double>(random() % 1'000) / 50.0);
        limits.leastBytes = 1 + random() % 10'000;
        limits.mostBytes = limits.leastBytes + random() % 10'000'000;
        limits.mostRequests = 50 + static_cast<std::uint32_t>(random() % 20'000);
        limits.step = std::chrono::milliseconds(500 + random() % 10'000);
        if (!validate(limits))
            continue;
        Targets targets = allReachable();
        if (round % 3 == 0)
            targets[static_cast<std::size_t>(Tier::Serverless)].payloadLimitBytes = 1 + random() % 5'000'000;
        targets[static_cast<std::size_t>(Tier::Serverless)].usdPerSecond = 1e-2;
        limits.mostUsd = static_cast<double>(random() % 100);
        const CalibrationBound bound = boundOf(limits, kRateBytes, 1e-2);
        const Ran ran = runStudy(limits, targets, [&](const Step&) {
            return (random() % 4 == 0 ? -1.0 : 1.0) * (10.0 + static_cast<double>(random() % 300));
        });
        QVERIFY(ran.sent <= bound.mostRequests && ran.sent <= limits.mostRequests);
        QVERIFY(ran.bytes <= bound.mostBytes);
        QVERIFY(ran.mostPerSecond <= limits.mostPerSecond);
        double usd = 0.0;
        for (const CalibrationPoint& each : ran.study.points())
            usd += each.usd;
        QVERIFY(usd <= bound.mostUsd && bound.mostUsd <= limits.mostUsd);
        QVERIFY(!ran.study.frequency().why.empty() && !ran.study.size().why.empty());
    }
}

void TestStudy::limitsAreChecked_data()
{
    QTest::addColumn<CalibrationLimits>("limits");
    QTest::addColumn<QString>("says");
    QTest::newRow("no rate") << CalibrationLimits{.leastPerSecond = 0} << "least_per_second = 0: allowed is 0.1 … 1000";
    QTest::newRow("not a number") << CalibrationLimits{.mostPerSecond = std::nan("")} << "most_per_second = nan";
    QTest::newRow("rates the wrong way round") << CalibrationLimits{.leastPerSecond = 20, .mostPerSecond = 10}
                                               << "most_per_second = 10: allowed is from least_per_second = 20 on";
    QTest::newRow("sizes the wrong way round") << CalibrationLimits{.leastBytes = 2'000, .mostBytes = 1'000}
                                               << "most_bytes = 1000: allowed is from least_bytes = 2000 on";
    QTest::newRow("stops before it tolerates") << CalibrationLimits{.tolerance = 0.3, .stopShare = 0.2}
                                               << "stop_share = 0.2: allowed is from tolerance = 0.3 on";
}

void TestStudy::limitsAreChecked()
{
    QFETCH(CalibrationLimits, limits);
    QFETCH(QString, says);
    const auto good = validate(limits);
    QVERIFY(!good);
    QVERIFY2(QString::fromStdString(good.error().detail).startsWith(says), good.error().detail.c_str());
}

QTEST_APPLESS_MAIN(TestStudy)
#include "tst_study.moc"
