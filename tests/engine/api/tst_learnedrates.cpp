// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <random>

#include <QTest>

#include "engine/api/ingredients.h"
#include "engine/api/learnedrates.h"
#include "engine/api/money.h"

using namespace straightline;

namespace
{

constexpr std::int64_t kNow = 3'600'000'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;

/// Rates under a clock of the test's own.
class Learner
{
public:
    void learn(std::uint64_t size, double ms, std::uint32_t inFlight = 1, bool cold = false)
    {
        m_now += kSecond / 100;
        straightline::learn(m_rates, {.sizeBytes = size,
                                      .micros = static_cast<std::uint32_t>(ms * 1'000.0),
                                      .inFlight = inFlight,
                                      .coldStart = cold,
                                      .nowNanos = m_now});
    }
    void fail(double ms = 0.1)
    {
        m_now += kSecond / 100;
        straightline::learn(
            m_rates,
            {.sizeBytes = 10, .micros = static_cast<std::uint32_t>(ms * 1'000.0), .failed = true, .nowNanos = m_now});
    }
    void pass(std::int64_t nanos) { m_now += nanos; }
    Prediction predicted(std::uint64_t size, std::uint32_t inFlight = 1, PredictionBasis basis = {}) const
    {
        return predict(m_rates, size, inFlight, m_now, basis);
    }
    LearnedRates& rates() { return m_rates; }

private:
    LearnedRates m_rates;
    std::int64_t m_now = kNow;
};

double ms(Ticks ticks)
{
    return static_cast<double>(ticks) / 16'000.0;
}

bool isNear(double found, double expected, double tolerance)
{
    if (std::abs(found - expected) <= tolerance)
        return true;
    qWarning("%f instead of %f", found, expected);
    return false;
}

} // namespace

class LearnedRatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sizesFallIntoClasses();
    void nothingIsKnownAtFirst();
    void learnsTheMeanOfEachSize();
    void takesTheNearestSizeThatWasSeen();
    void learnsWhatOthersInFlightAdd();
    void learnsTheQueueByItsLength();
    void staysSlowForAsLongAsItIs();
    void slownessRisesAtOnceAndFallsSlowly();
    void oneLateAnswerIsNoSlowness();
    void coldStartsAreKeptApart();
    void failuresRiseAtOnceAndAreForgotten();
    void aFailureCountsAsAtLeastSoLong();
    void isBoundedWhateverComes();
    void resetForgetsAll();
    void ingredientsAreLeftOutByName();
    void moneyIsWeighedByTheBudget();
};

void LearnedRatesTest::sizesFallIntoClasses()
{
    QCOMPARE(sizeClassOf(0), std::size_t{0});
    QCOMPARE(sizeClassOf(1'023), std::size_t{0});
    QCOMPARE(sizeClassOf(1'024), std::size_t{1});
    QCOMPARE(sizeClassOf(2'047), std::size_t{1});
    QCOMPARE(sizeClassOf(8'388'607), std::size_t{13});
    QCOMPARE(sizeClassOf(8'388'608), std::size_t{14});
    QCOMPARE(sizeClassOf(~std::uint64_t{0}), std::size_t{14});
    QCOMPARE(queueClassOf(1), std::size_t{0});
    QCOMPARE(queueClassOf(8), std::size_t{7});
    QCOMPARE(queueClassOf(9), std::size_t{8});
    QCOMPARE(queueClassOf(12), std::size_t{8});
    QCOMPARE(queueClassOf(13), std::size_t{9});
    QCOMPARE(queueClassOf(17), std::size_t{10});
    QCOMPARE(queueClassOf(~0U), std::size_t{15});
    for (std::uint32_t i = 1; i < 1'000; ++i)
        QVERIFY(queueClassOf(i) <= queueClassOf(i + 1) && queueClassOf(i + 1) <= queueClassOf(i) + 1);
}

void LearnedRatesTest::nothingIsKnownAtFirst()
{
    const Prediction prediction = Learner().predicted(10);
    QVERIFY(!prediction.known);
    QCOMPARE(prediction.service + prediction.wait + prediction.slowness + prediction.coldStart, Ticks{0});
    QCOMPARE(prediction.failureShare, 0U);
}

void LearnedRatesTest::learnsTheMeanOfEachSize()
{
    Learner learner;
    std::mt19937_64 random(1);
    std::lognormal_distribution noise(-0.125, 0.5); // mean 1
    for (int i = 0; i < 4'000; ++i) {
        learner.learn(500, 10.0 * noise(random));
        learner.learn(1'000'000, 80.0 * noise(random));
    }
    QVERIFY(isNear(ms(learner.predicted(500).service), 10.0, 4.0));
    QVERIFY(isNear(ms(learner.predicted(1'000'000).service), 80.0, 32.0));
    const Ticks any = predict(learner.rates(), 500, 1, kNow, {.bySize = false}).service;
    QVERIFY(isNear(ms(any), 45.0, 25.0)); // blind to sizes
}

void LearnedRatesTest::takesTheNearestSizeThatWasSeen()
{
    Learner learner;
    learner.learn(100, 10.0);
    learner.learn(64'000, 70.0);
    QCOMPARE(ms(learner.predicted(3'000).service), 10.0);
    QCOMPARE(ms(learner.predicted(20'000).service), 70.0);
    QCOMPARE(ms(learner.predicted(5'000'000).service), 70.0);
}

/// One worker: with n in flight each takes n times as long. Four workers: up to four are no hindrance.
void LearnedRatesTest::learnsWhatOthersInFlightAdd()
{
    Learner one;
    Learner wide;
    std::mt19937_64 random(2);
    for (int i = 0; i < 20'000; ++i) {
        const auto inFlight = static_cast<std::uint32_t>(1 + random() % 4);
        one.learn(10, 10.0 * inFlight, inFlight);
        wide.learn(10, 10.0, inFlight);
    }
    const Prediction alone = one.predicted(10, 1);
    const Prediction crowded = one.predicted(10, 4);
    QCOMPARE(alone.wait, Ticks{0});
    QVERIFY(isNear(ms(crowded.service + crowded.wait), 40.0, 6.0));
    QVERIFY(isNear(ms(wide.predicted(10, 4).wait), 0.0, 0.5));
}

/// Four workers: the fifth waits for a quarter of a mean, the ninth for more, however short or long it is itself.
void LearnedRatesTest::learnsTheQueueByItsLength()
{
    Learner learner;
    std::mt19937_64 random(4);
    for (int i = 0; i < 40'000; ++i) {
        const auto inFlight = static_cast<std::uint32_t>(1 + random() % 8);
        const double waits = inFlight > 4 ? 10.0 * (inFlight - 4) : 0.0;
        const bool large = random() % 2 == 0;
        learner.learn(large ? 1'000'000 : 10, (large ? 70.0 : 10.0) + waits, inFlight);
    }
    const PredictionBasis basis{.byQueue = true};
    for (const std::uint64_t size : {10U, 1'000'000U}) {
        QVERIFY(isNear(ms(learner.predicted(size, 1, basis).service), size > 10 ? 70.0 : 10.0, 2.0));
        QCOMPARE(learner.predicted(size, 1, basis).wait, Ticks{0});
        QVERIFY(isNear(ms(learner.predicted(size, 4, basis).wait), 0.0, 2.0));
        QVERIFY(isNear(ms(learner.predicted(size, 6, basis).wait), 20.0, 2.0));
        QVERIFY(isNear(ms(learner.predicted(size, 8, basis).wait), 40.0, 2.0));
    }
    QVERIFY(learner.predicted(10, 500, basis).wait >= learner.predicted(10, 8, basis).wait); // none was so long
    QVERIFY(ms(learner.predicted(1'000'000, 8).wait)
            > 2 * ms(learner.predicted(10, 8).wait)); // as a share it is not so
}

void LearnedRatesTest::staysSlowForAsLongAsItIs()
{
    Learner learner;
    const PredictionBasis basis{.byQueue = true};
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0);
    for (int i = 0; i < 1'000; ++i)
        learner.learn(10, 100.0);
    const Prediction slow = learner.predicted(10, 1, basis);
    QVERIFY(isNear(ms(slow.service + slow.slowness), 100.0, 4.0));
    for (int i = 0; i < 3; ++i)
        learner.learn(10, 10.0); // it is believed soon
    QCOMPARE(learner.predicted(10, 1, basis).slowness, Ticks{0});
    QVERIFY(isNear(ms(learner.predicted(10, 1, basis).service), 10.0, 6.0));
}

void LearnedRatesTest::slownessRisesAtOnceAndFallsSlowly()
{
    Learner learner;
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0);
    QCOMPARE(learner.predicted(10).slowness, Ticks{0});
    int answers = 0;
    for (; learner.predicted(10).slowness == 0; ++answers) {
        QVERIFY(answers < 20);
        learner.learn(10, 100.0);
    }
    QVERIFY2(answers <= 5, qPrintable(QString::number(answers)));
    const Prediction slow = learner.predicted(500'000); // also in a size that was not seen since
    QVERIFY(slow.slowness > slow.service);
    learner.pass(600 * kSecond); // without an answer it is forgotten
    QVERIFY(learner.predicted(10).slowness < slow.slowness / 100);
    int until = 0;
    for (; learner.predicted(10).slowness > 0; ++until) {
        QVERIFY(until < 200);
        learner.learn(10, 10.0);
    }
}

void LearnedRatesTest::oneLateAnswerIsNoSlowness()
{
    Learner learner;
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0);
    learner.learn(10, 10'000.0);
    QCOMPARE(learner.predicted(10).slowness, Ticks{0});
}

void LearnedRatesTest::coldStartsAreKeptApart()
{
    Learner learner;
    learner.learn(10, 1'000.0, 1, true);
    QVERIFY(!learner.predicted(10).known); // a cold start says little of the service time
    for (int i = 0; i < 50; ++i)
        learner.learn(10, 10.0);
    QVERIFY(isNear(ms(learner.predicted(10).service), 10.0, 0.1));
    QVERIFY2(ms(learner.predicted(10, 1).coldStart) < 60.0, "one is warm");
    for (std::uint32_t inFlight = 2; inFlight < 6; ++inFlight)
        learner.learn(10, 1'000.0, inFlight, true); // each further one starts an instance
    QVERIFY(ms(learner.predicted(10, 3).coldStart) < 100.0);
    QVERIFY(ms(learner.predicted(10, 9).coldStart) > 500.0);
}

void LearnedRatesTest::failuresRiseAtOnceAndAreForgotten()
{
    Learner learner;
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0);
    learner.fail();
    learner.fail();
    const std::uint32_t failing = learner.predicted(10).failureShare;
    QVERIFY(failing > kOneShare / 3);
    learner.learn(10, 10.0);
    QVERIFY(learner.predicted(10).failureShare > kOneShare / 3); // one success does not make up for it
    learner.pass(300 * kSecond);
    QVERIFY(learner.predicted(10).failureShare < kOneShare / 500);
}

void LearnedRatesTest::aFailureCountsAsAtLeastSoLong()
{
    Learner learner;
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0);
    learner.fail(0.1);
    QVERIFY(isNear(ms(learner.predicted(10).service), 10.0, 0.1)); // it failed at once: nothing is known of its time
    learner.fail(30'000.0);
    QVERIFY(ms(learner.predicted(10).service) > 100.0);
}

void LearnedRatesTest::isBoundedWhateverComes()
{
    Learner learner;
    std::mt19937_64 random(3);
    for (int i = 0; i < 200'000; ++i) {
        const auto inFlight = static_cast<std::uint32_t>(1 + random() % (random() % 2 == 0 ? 3 : 100'000));
        if (random() % 5 == 0)
            learner.fail(static_cast<double>(random() % 4'000'000));
        else
            learner.learn(random() >> (random() % 64),
                          static_cast<double>(random() % (random() % 2 == 0 ? 9 : 4'000'000)), inFlight,
                          random() % 7 == 0);
        if (random() % 1'000 == 0)
            learner.pass(static_cast<std::int64_t>(random() % (100 * kSecond)));
        const Prediction prediction = learner.predicted(random() >> (random() % 64), inFlight);
        QVERIFY(prediction.failureShare <= kOneShare);
        for (const Ticks part : {prediction.service, prediction.wait, prediction.slowness, prediction.coldStart})
            QVERIFY(part >= 0 && part < (Ticks{1} << 46U));
    }
}

void LearnedRatesTest::resetForgetsAll()
{
    Learner learner;
    for (int i = 0; i < 100; ++i)
        learner.learn(10, 10.0 * (1 + i % 3), 1 + i % 3, i % 10 == 0);
    learner.fail();
    reset(learner.rates());
    const LearnedRates fresh;
    QVERIFY(!learner.predicted(10, 3, {.byQueue = true}).known);
    QCOMPARE(learner.predicted(10, 3, {.byQueue = true}).wait, Ticks{0});
    QCOMPARE(learner.rates().samples.load(), 0U);
    QVERIFY(!learner.predicted(10).known);
    QCOMPARE(learner.predicted(10).failureShare, 0U);
    QCOMPARE(learner.rates().slowness.load(), fresh.slowness.load());
    QCOMPARE(learner.rates().usualInFlight.load(), 0U);
    QCOMPARE(learner.predicted(10, 9).coldStart, Ticks{0});
}

void LearnedRatesTest::ingredientsAreLeftOutByName()
{
    QVERIFY(*ingredientsWithout({}) == Ingredients{});
    const auto some = ingredientsWithout({"guard", "price"});
    QVERIFY(some.has_value());
    for (std::size_t i = 0; i < kIngredientCount; ++i) {
        const auto each = static_cast<Ingredient>(i);
        QCOMPARE(some->has(each), each != Ingredient::Guard && each != Ingredient::Price);
        QVERIFY(ingredientFromString(toString(each)) == each);
        QVERIFY(allowedIngredients().find(toString(each)) != std::string_view::npos);
    }
    const auto wrong = ingredientsWithout({"gard"});
    QVERIFY(!wrong.has_value());
    QVERIFY(wrong.error().detail.find("\"gard\": allowed are sizes") != std::string::npos);
}

void LearnedRatesTest::moneyIsWeighedByTheBudget()
{
    QCOMPARE(nanoUsd(5e-5), std::uint64_t{50'000});
    QCOMPARE(costOf(50'000, 16'000'000), std::uint64_t{50'000}); // a second
    QCOMPARE(costOf(50'000, -5), std::uint64_t{0});
    QCOMPARE(weighed(1'000, 512), Ticks{2'000});
    std::uint32_t weight = 0;
    for (int i = 0; i < 1'000; ++i)
        weight = weightAfter(weight, 2'000, 1'000);
    QVERIFY(weight > 10'000);
    for (int i = 0; i < 10'000; ++i)
        weight = weightAfter(weight, 500, 1'000);
    QCOMPARE(weight, 0U);
    for (int i = 0; i < 100'000; ++i)
        weight = weightAfter(weight, ~std::uint64_t{0} / 32, 1);
    QVERIFY(weight <= 1U << 31U);
}

QTEST_GUILESS_MAIN(LearnedRatesTest)
#include "tst_learnedrates.moc"
