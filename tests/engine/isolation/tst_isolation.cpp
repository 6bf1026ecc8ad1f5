// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "engine/isolation/ejections.h"
#include "engine/isolation/hedging.h"
#include "engine/isolation/outliers.h"

using namespace straightline;
using isolation::AttemptTally;
using isolation::CircuitBreaker;
using isolation::Ejections;
using isolation::Outliers;

namespace
{

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMilli = 1'000'000;

/// Backends of one application, and attempts at them, without a gateway and without real time.
struct Site {
    LiveLoad load;
    Ejections ejections{load};
    std::vector<AttemptTally> tallies = std::vector<AttemptTally>(2);
    Outliers outliers{ejections, load, tallies};
    RoutingTable table;
    std::int64_t now = kSecond;

    explicit Site(std::uint32_t backends, PolicyKind policy = PolicyKind::RoundRobin)
    {
        ApplicationRoute application;
        application.name = "digits";
        application.policy = policy;
        for (std::uint32_t i = 0; i < backends; ++i) {
            BackendRoute backend;
            backend.number = backend.slot = i + 1;
            backend.name = "b" + std::to_string(i);
            backend.capacity = 8;
            backend.inService = true;
            application.backends.push_back(backend);
        }
        table.applications.push_back(application);
        seal(table);
    }

    ApplicationRoute& application() { return table.applications[0]; }
    IsolationSettings& settings() { return application().isolation; }
    BackendRoute& backend(std::size_t i) { return application().backends[i]; }
    BreakerState state(std::size_t i) { return load.backends[i + 1].breaker; }
    BackendEjection& ejection(std::size_t i) { return load.ejections[i + 1]; }
    bool panics() { return now < load.applications[0].panicUntilNanos; }

    void fail(std::size_t i, EjectionCause how, int times = 1)
    {
        for (; times > 0; --times) {
            tallies[times % 2].failed(backend(i).slot);
            ejections.failed(application(), backend(i), how, now);
        }
    }
    void answer(std::size_t i, std::uint32_t micros = 1'000, int times = 1)
    {
        for (; times > 0; --times) {
            tallies[times % 2].answered(backend(i).slot, micros);
            ejections.succeeded(application(), backend(i), micros, now);
        }
    }
    void pass(std::int64_t nanos)
    {
        now += nanos;
        ejections.review(application(), now);
        outliers.review(table, now);
    }
    /// `work` each tenth of a second.
    template <class Work>
    void run(double seconds, Work work)
    {
        for (int i = 0; i < std::lround(seconds * 10); ++i) {
            work();
            pass(100 * kMilli);
        }
    }
};

} // namespace

/// Who is ejected, for how long, and when not: circuit breaker, isolation, outliers.
class TestIsolation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fiveFailuresInARowEject_data();
    void fiveFailuresInARowEject();
    void comesBackOnTrialAndSlowly();
    void staysOutLongerEachTimeAndIsForgiven();
    void anotherFailureOnTrialEjectsAgain();
    void ejectsThoseThatDoNotAnswerToTheLast();
    void panicsBeforeTooFewAreLeft();
    void panicsWhenOthersBecomeUnreachable();
    void withoutPanicAllAreEjected();
    void keepsTheMostEjected();
    void whatMayNotBeEjectedIsNoPanic();
    void whoAnswersOnTrialCountsToo();
    void whoAnswersOnTrialIsUsedInPanic();
    void twoThatSeeTheSameEjectOnce();
    void anEjectionUnderWayIsNoPanic();
    void leavesWhatIsOutOfServiceAlone();
    void ejectsTheOneThatFailsMoreThanTheOthers();
    void ejectsNobodyWhenAllFailAlike();
    void ejectsTheOneThatBecameSlow();
    void ejectsNobodyForSlowness_data();
    void ejectsNobodyForSlowness();
    void aMomentAtAStandstillIsNotSlow();
    void slowIsNoRecovery();
    void otherWorkIsNotSlow();
    void otherWorkEndsTheComparison();
    void hedgesAreAShareOfTheRequests();
    void theSlowestShareIsWaitedFor();
};

void TestIsolation::fiveFailuresInARowEject_data()
{
    QTest::addColumn<int>("how");
    for (const EjectionCause how :
         {EjectionCause::Unreachable, EjectionCause::Broken, EjectionCause::Silent, EjectionCause::ServerErrors})
        QTest::addRow("%s", std::string(toString(how)).c_str()) << static_cast<int>(how);
}

void TestIsolation::fiveFailuresInARowEject()
{
    QFETCH(int, how);
    const auto cause = static_cast<EjectionCause>(how);
    Site site(3);
    site.fail(0, cause, 4);
    site.answer(0); // in a row means in a row
    site.fail(0, cause, 4);
    QVERIFY(site.state(0) == BreakerState::Closed);
    site.fail(0, cause);
    QVERIFY(site.state(0) == BreakerState::Open);
    QVERIFY(site.ejection(0).cause == cause);
    QCOMPARE(site.ejection(0).measure.load(), 5U);
    QCOMPARE(site.ejection(0).total.load(), 1U);
    QVERIFY(site.state(1) == BreakerState::Closed);
}

void TestIsolation::comesBackOnTrialAndSlowly()
{
    Site site(3);
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.pass(10 * kSecond - 1);
    QVERIFY(site.state(0) == BreakerState::Open);
    site.answer(0); // an attempt begun before: no trial
    QVERIFY(site.state(0) == BreakerState::Open);
    site.pass(1);
    QVERIFY(site.state(0) == BreakerState::HalfOpen);
    for (const std::uint16_t admitted : {1, 2, 4}) {
        QCOMPARE(site.load.backends[1].admits.load(), admitted);
        site.answer(0);
    }
    QVERIFY(site.state(0) == BreakerState::Closed); // eight at once are its capacity
    QCOMPARE(site.load.backends[1].failuresInRow.load(), 0U);
}

void TestIsolation::staysOutLongerEachTimeAndIsForgiven()
{
    Site site(3);
    site.fail(0, EjectionCause::Broken, 5);
    site.fail(0, EjectionCause::Broken); // an attempt that was under way: does not lengthen it
    for (const std::int64_t seconds : {10, 20, 30, 40, 50, 60, 60}) {
        site.pass(seconds * kSecond - 1);
        QVERIFY(site.state(0) == BreakerState::Open);
        site.pass(1);
        QVERIFY(site.state(0) == BreakerState::HalfOpen);
        site.fail(0, EjectionCause::Broken);
        QVERIFY(site.state(0) == BreakerState::Open);
    }
    QCOMPARE(site.ejection(0).times.load(), 8U);
    site.pass(60 * kSecond);
    site.answer(0, 1'000, 3);
    QVERIFY(site.state(0) == BreakerState::Closed);
    site.run(25, [] {});
    QCOMPARE(site.ejection(0).times.load(), 6U); // one for each ejection time in health
    site.run(60, [] {});
    QCOMPARE(site.ejection(0).times.load(), 0U);
}

void TestIsolation::anotherFailureOnTrialEjectsAgain()
{
    Site site(3);
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.pass(10 * kSecond);
    site.answer(0);
    site.fail(0, EjectionCause::Silent); // of the two that were let through
    QVERIFY(site.state(0) == BreakerState::Open);
    QVERIFY(site.ejection(0).cause == EjectionCause::Silent);
    QCOMPARE(site.load.backends[1].admits.load(), std::uint16_t{1});
}

void TestIsolation::ejectsThoseThatDoNotAnswerToTheLast()
{
    Site site(3);
    for (std::size_t i = 0; i < 3; ++i)
        site.fail(i, EjectionCause::Unreachable, 5);
    site.pass(kSecond);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(site.state(i) == BreakerState::Open);
    QVERIFY(!site.panics());
}

void TestIsolation::panicsBeforeTooFewAreLeft()
{
    Site site(3);
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.fail(1, EjectionCause::ServerErrors, 5);
    QVERIFY(site.state(0) == BreakerState::Open && site.state(1) == BreakerState::Open);
    site.fail(2, EjectionCause::ServerErrors, 5);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(site.state(i) == BreakerState::Closed);
    QVERIFY(site.panics());
    site.fail(0, EjectionCause::ServerErrors, 50); // nobody is ejected in panic
    QVERIFY(site.state(0) == BreakerState::Closed);
    site.fail(1, EjectionCause::Unreachable, 5); // but who does not answer is
    QVERIFY(site.state(1) == BreakerState::Open);
    site.pass(10 * kSecond);
    QVERIFY(!site.panics());
    site.answer(2);
    site.fail(0, EjectionCause::ServerErrors);
    QVERIFY(site.state(0) == BreakerState::Open);
}

void TestIsolation::panicsWhenOthersBecomeUnreachable()
{
    Site site(3);
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.fail(1, EjectionCause::Unreachable, 5);
    site.fail(2, EjectionCause::Unreachable, 5);
    site.pass(20 * kMilli);
    QVERIFY(site.state(0) == BreakerState::Closed); // better one that fails at times than none
    QVERIFY(site.state(1) == BreakerState::Open && site.state(2) == BreakerState::Open);
}

void TestIsolation::withoutPanicAllAreEjected()
{
    Site site(3);
    site.settings().panicPercent = 0;
    for (std::size_t i = 0; i < 3; ++i)
        site.fail(i, EjectionCause::ServerErrors, 5);
    site.pass(kSecond);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(site.state(i) == BreakerState::Open);
}

void TestIsolation::keepsTheMostEjected()
{
    Site site(10);
    site.settings().maxEjectedPercent = 25;
    int ejected = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        site.fail(i, EjectionCause::ServerErrors, 9);
        ejected += site.state(i) == BreakerState::Open;
    }
    QCOMPARE(ejected, 2);
    site.settings().maxEjectedPercent = 0;
    Site one(10);
    one.settings().maxEjectedPercent = 0;
    one.fail(3, EjectionCause::ServerErrors, 5);
    QVERIFY(one.state(3) == BreakerState::Open); // one always may be
}

/// The limit comes first: with it two of three stay, and that is not too few.
void TestIsolation::whatMayNotBeEjectedIsNoPanic()
{
    Site site(3);
    site.settings().maxEjectedPercent = 34;
    site.settings().panicPercent = 50;
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.fail(1, EjectionCause::ServerErrors, 50);
    QVERIFY(!site.panics());
    QVERIFY(site.state(0) == BreakerState::Open);
    QVERIFY(site.state(1) == BreakerState::Closed);
}

/// One that was out because it did not answer, and now answers badly, is one more that is out for how it answers.
void TestIsolation::whoAnswersOnTrialCountsToo()
{
    Site site(3);
    site.settings().maxEjectedPercent = 34;
    site.fail(0, EjectionCause::ServerErrors, 5);
    site.fail(1, EjectionCause::Unreachable, 5);
    site.pass(10 * kSecond);
    QVERIFY(site.state(0) == BreakerState::HalfOpen && site.state(1) == BreakerState::HalfOpen);
    site.fail(1, EjectionCause::ServerErrors);
    QVERIFY(site.state(1) == BreakerState::Closed);
    QCOMPARE(site.ejection(1).total.load(), 1U);
    site.fail(0, EjectionCause::ServerErrors); // is the one
    QVERIFY(site.state(0) == BreakerState::Open);
    site.fail(1, EjectionCause::Unreachable, 5);
    site.pass(20 * kSecond);
    site.settings().maxEjectedPercent = 67;
    site.fail(1, EjectionCause::ServerErrors); // two may be
    QVERIFY(site.state(1) == BreakerState::Open);
}

void TestIsolation::whoAnswersOnTrialIsUsedInPanic()
{
    Site site(3);
    site.fail(0, EjectionCause::Unreachable, 5);
    site.pass(5 * kSecond);
    site.fail(1, EjectionCause::ServerErrors, 5);
    site.fail(2, EjectionCause::ServerErrors, 5);
    QVERIFY(site.panics());
    site.pass(5 * kSecond);
    QVERIFY(site.panics() && site.state(0) == BreakerState::HalfOpen);
    site.fail(0, EjectionCause::ServerErrors);
    QVERIFY(site.state(0) == BreakerState::Closed);
    QCOMPARE(site.load.applications[0].panics.load(), std::uint64_t{1});
}

void TestIsolation::twoThatSeeTheSameEjectOnce()
{
    Site site(3);
    for (int thread = 0; thread < 2; ++thread) // each had counted five failures while it was closed
        site.ejections.eject(site.application(), site.backend(0), EjectionCause::Unreachable, 5, site.now);
    QCOMPARE(site.ejection(0).total.load(), std::uint64_t{1});
    QCOMPARE(site.ejection(0).untilNanos.load() - site.now, 10 * kSecond);
}

/// One thread ejects the last backend, which does not answer, while others look whether too few are left.
void TestIsolation::anEjectionUnderWayIsNoPanic()
{
    Site site(1);
    std::jthread looks([&](const std::stop_token& stop) {
        Ejections other(site.load);
        while (!stop.stop_requested())
            other.review(site.application(), site.now);
    });
    std::atomic<bool>& ejecting = site.load.applications[0].ejecting;
    for (int i = 0; i < 1'000'000; ++i) {
        site.ejections.eject(site.application(), site.backend(0), EjectionCause::Unreachable, 5, site.now);
        while (ejecting.exchange(true, std::memory_order_acquire)) { // nobody looks
        }
        CircuitBreaker(site.load.backends[1], site.ejection(0), site.settings()).close();
        site.ejection(0).cause = EjectionCause::Slow; // as an ejection of long ago leaves it
        ejecting.store(false, std::memory_order_release);
    }
    QCOMPARE(site.load.applications[0].panics.load(), std::uint64_t{0});
}

void TestIsolation::leavesWhatIsOutOfServiceAlone()
{
    Site site(4);
    site.fail(3, EjectionCause::ServerErrors, 5);
    site.backend(3).inService = false; // the operator drained it, or its health checks fail
    for (std::size_t i = 0; i < 3; ++i)
        site.fail(i, EjectionCause::ServerErrors, 5);
    QVERIFY(site.panics());
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(site.state(i) == BreakerState::Closed);
    QVERIFY(site.state(3) == BreakerState::Open);
}

void TestIsolation::ejectsTheOneThatFailsMoreThanTheOthers()
{
    Site site(3);
    int turn = 0;
    site.run(4, [&] {
        ++turn;
        for (std::size_t i = 0; i < 3; ++i) {
            if ((i == 1 && turn % 2 == 0) || turn % 33 == 0)
                site.fail(i, EjectionCause::ServerErrors);
            else
                site.answer(i);
        }
    });
    QVERIFY(site.state(1) == BreakerState::Open);
    QVERIFY(site.ejection(1).cause == EjectionCause::FailureRate);
    QVERIFY(site.ejection(1).measure >= 40 && site.ejection(1).measure <= 60);
    QVERIFY(site.state(0) == BreakerState::Closed && site.state(2) == BreakerState::Closed);
}

void TestIsolation::ejectsNobodyWhenAllFailAlike()
{
    Site site(3);
    int turn = 0;
    site.run(20, [&] {
        ++turn;
        for (std::size_t i = 0; i < 3; ++i) {
            if ((turn + static_cast<int>(i)) % 2 == 0)
                site.fail(i, EjectionCause::ServerErrors);
            else
                site.answer(i);
        }
    });
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(site.ejection(i).total.load(), 0U);
}

void TestIsolation::ejectsTheOneThatBecameSlow()
{
    Site site(3);
    const auto each = [&] {
        for (std::size_t i = 0; i < 3; ++i)
            site.answer(i, 20'000, 3);
    };
    site.run(5, each);
    int rounds = 0;
    site.run(5, [&] {
        site.answer(0, 20'000, 3);
        site.answer(2, 20'000, 3);
        if (site.state(1) != BreakerState::Open) {
            site.answer(1, 100'000, 3);
            ++rounds;
        }
    });
    QVERIFY(site.state(1) == BreakerState::Open);
    QVERIFY(site.ejection(1).cause == EjectionCause::Slow);
    QVERIFY2(rounds <= 15, qPrintable(QString::number(rounds))); // two whole pauses
    QVERIFY(site.state(0) == BreakerState::Closed && site.state(2) == BreakerState::Closed);
}

void TestIsolation::ejectsNobodyForSlowness_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("othersAfter");
    QTest::addColumn<bool>("otherTier");
    QTest::newRow("always was slow") << 3 << 100'000 << 100'000 << 20'000 << false;
    QTest::newRow("all became slow") << 3 << 20'000 << 100'000 << 100'000 << false;
    QTest::newRow("twice as slow only") << 3 << 20'000 << 40'000 << 20'000 << false;
    QTest::newRow("too fast to tell") << 3 << 300 << 3'000 << 300 << false;
    QTest::newRow("no peers") << 1 << 20'000 << 200'000 << 20'000 << false;
    QTest::newRow("alone in its tier, where tiers get different work") << 3 << 20'000 << 200'000 << 20'000 << true;
}

void TestIsolation::ejectsNobodyForSlowness()
{
    QFETCH(int, count);
    QFETCH(int, before);
    QFETCH(int, after);
    QFETCH(int, othersAfter);
    QFETCH(bool, otherTier);
    Site site(static_cast<std::uint32_t>(count), otherTier ? PolicyKind::Straightline : PolicyKind::RoundRobin);
    if (otherTier)
        site.backend(0).tier = Tier::Serverless;
    const auto work = [&](int first, int others) {
        site.answer(0, static_cast<std::uint32_t>(first), 3);
        for (int i = 1; i < count; ++i)
            site.answer(static_cast<std::size_t>(i), static_cast<std::uint32_t>(others), 3);
    };
    site.run(5, [&] { work(before, 20'000); });
    site.run(5, [&] { work(after, othersAfter); });
    for (int i = 0; i < count; ++i)
        QCOMPARE(site.ejection(static_cast<std::size_t>(i)).total.load(), 0U);
}

void TestIsolation::aMomentAtAStandstillIsNotSlow()
{
    Site site(3);
    int turn = 0;
    site.run(20, [&] {
        ++turn;
        for (std::size_t i = 0; i < 3; ++i)
            site.answer(i, i == 1 && turn % 50 == 0 ? 2'000'000 : 20'000);
    });
    QCOMPARE(site.ejection(1).total.load(), 0U);
}

void TestIsolation::slowIsNoRecovery()
{
    Site site(3);
    site.run(5, [&] {
        for (std::size_t i = 0; i < 3; ++i)
            site.answer(i, 20'000, 3);
    });
    site.run(3, [&] {
        site.answer(0, 20'000, 3);
        site.answer(1, site.state(1) == BreakerState::Closed ? 100'000 : 20'000, 1);
        site.answer(2, 20'000, 3);
    });
    QVERIFY(site.state(1) == BreakerState::Open);
    site.pass(10 * kSecond);
    QVERIFY(site.state(1) == BreakerState::HalfOpen);
    site.answer(1, 90'000);
    QVERIFY(site.state(1) == BreakerState::Open);
    QVERIFY(site.ejection(1).measure >= 30); // still what it was ejected for
    site.pass(20 * kSecond);
    site.answer(1, 21'000, 3);
    QVERIFY(site.state(1) == BreakerState::Closed);
}

/// Another policy deals out the requests: what was fast with the small ones alone takes longer with all of them.
void TestIsolation::otherWorkIsNotSlow()
{
    Site site(3, PolicyKind::Straightline);
    site.backend(1).tier = Tier::Container;
    site.backend(2).tier = Tier::Serverless;
    site.run(10, [&] {
        site.answer(0, 2'000, 3);
        site.answer(1, 60'000, 3);
        site.answer(2, 2'000, 3);
    });
    site.application().policy = PolicyKind::RoundRobin;
    const auto each = [&](std::uint32_t last) {
        site.answer(0, 20'000, 3);
        site.answer(1, 20'000, 3);
        site.answer(2, last, 3);
    };
    site.run(10, [&] { each(20'000); });
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(site.ejection(i).total.load(), std::uint64_t{0});
    site.run(5, [&] { each(100'000); }); // what it takes now is known by now
    QVERIFY(site.state(2) == BreakerState::Open);
}

/// Ejected as slow for what it was to do before.
void TestIsolation::otherWorkEndsTheComparison()
{
    Site site(3, PolicyKind::Straightline);
    site.backend(2).tier = Tier::Container;
    const auto each = [&](std::uint32_t second) {
        site.answer(0, 10'000, 3);
        if (site.state(1) == BreakerState::Closed)
            site.answer(1, second, 3);
        site.answer(2, 60'000, 3);
    };
    site.run(5, [&] { each(10'000); });
    site.run(5, [&] { each(60'000); });
    QVERIFY(site.state(1) == BreakerState::Open);
    site.application().policy = PolicyKind::RoundRobin;
    site.pass(10 * kSecond);
    QVERIFY(site.state(1) == BreakerState::HalfOpen);
    site.answer(1, 40'000, 3);
    QVERIFY(site.state(1) == BreakerState::Closed);
}

void TestIsolation::hedgesAreAShareOfTheRequests()
{
    isolation::Hedging hedging;
    int hedges = 0;
    for (int requests = 1; requests <= 10'000; ++requests) {
        hedging.requestCame(2);
        for (; hedging.hasHedge(); ++hedges)
            hedging.takeHedge();
        QVERIFY(hedges * 50 <= requests);
    }
    QCOMPARE(hedges, 200);
    for (int requests = 0; requests < 10'000; ++requests)
        hedging.requestCame(2);
    for (hedges = 0; hedging.hasHedge(); ++hedges)
        hedging.takeHedge();
    QCOMPARE(hedges, static_cast<int>(isolation::Hedging::kMostSaved)); // a calm time does not pay for a storm
}

/// Of what was taken lately, at most the share is above, and nearly that share a quarter below.
void TestIsolation::theSlowestShareIsWaitedFor()
{
    isolation::Hedging hedging;
    for (std::uint32_t i = 1; i < isolation::Hedging::kLeastSamples; ++i)
        hedging.took(5'000);
    QCOMPARE(hedging.exceededByMicros(2), 0U); // too few
    std::uint64_t state = 1;
    const auto next = [&] { // 1 ms … 1 s, as many in each power of two
        state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<std::uint32_t>(1'000 * std::pow(1'000.0, static_cast<double>(state >> 40) / 16'777'216.0));
    };
    for (const std::uint32_t scale : {1U, 20U, 1U}) { // it follows, both ways
        std::vector<std::uint32_t> latest;
        for (int i = 0; i < 20'000; ++i) {
            const std::uint32_t micros = scale * next();
            hedging.took(micros);
            if (i >= 15'000)
                latest.push_back(micros);
        }
        std::sort(latest.begin(), latest.end());
        for (const std::uint32_t percent : {1U, 2U, 5U, 20U}) {
            const double is = hedging.exceededByMicros(percent);
            const double exact = latest[latest.size() * (100 - percent) / 100];
            QVERIFY2(is > 0.75 * exact && is < 1.4 * exact, qPrintable(QStringLiteral("%1 %2").arg(is).arg(exact)));
        }
    }
    for (const std::uint32_t odd : {0U, 1U, 3U, std::numeric_limits<std::uint32_t>::max()})
        hedging.took(odd); // nothing is out of bounds
}

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
