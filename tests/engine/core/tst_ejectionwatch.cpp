// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/ejectionwatch.h"

using namespace straightline;
using core::EjectionWatch;

namespace
{

BackendSnapshot backend(BreakerState breaker, std::uint64_t ejections)
{
    BackendSnapshot made;
    made.status.id = "digits:web";
    made.status.number = 1;
    made.breaker = breaker;
    made.ejection = {.cause = EjectionCause::ServerErrors,
                     .measure = 5,
                     .times = 1,
                     .total = ejections,
                     .left = std::chrono::milliseconds(7'200)};
    return made;
}

Snapshot snapshot(BackendSnapshot shown, bool panic = false)
{
    Snapshot made;
    made.backends = {std::move(shown)};
    ApplicationSnapshot application;
    application.name = "digits";
    application.number = 1;
    application.panic = panic;
    made.applications = {application};
    return made;
}

} // namespace

/// What becomes an event, and when passed health checks bring a backend back.
class TestEjectionWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOfEachEjectionOnce();
    void tellsOfPanic();
    void bringsBackWhatCanBeReachedAgain_data();
    void bringsBackWhatCanBeReachedAgain();
};

void TestEjectionWatch::tellsOfEachEjectionOnce()
{
    EjectionWatch watch;
    QVERIFY(watch.compare(snapshot(backend(BreakerState::Closed, 0))).empty());
    const auto out = watch.compare(snapshot(backend(BreakerState::Open, 1)));
    QCOMPARE(out.size(), std::size_t{1});
    QCOMPARE(out[0].subject, std::string("digits:web"));
    QCOMPARE(out[0].text, std::string("ejected: 5 failures in a row, the last a server error, back on trial in 8 s"));
    QVERIFY(out[0].severity == Severity::Warning);
    QVERIFY(watch.compare(snapshot(backend(BreakerState::Open, 1))).empty());
    QVERIFY(watch.compare(snapshot(backend(BreakerState::HalfOpen, 1))).empty());
    QCOMPARE(watch.compare(snapshot(backend(BreakerState::Open, 2))).size(), std::size_t{1});
    const auto back = watch.compare(snapshot(backend(BreakerState::Closed, 2)));
    QCOMPARE(back.size(), std::size_t{1});
    QCOMPARE(back[0].text, std::string("back in service"));
    // Out and back between two snapshots.
    QCOMPARE(watch.compare(snapshot(backend(BreakerState::Closed, 3))).size(), std::size_t{1});
}

void TestEjectionWatch::tellsOfPanic()
{
    EjectionWatch watch;
    QVERIFY(watch.compare(snapshot(backend(BreakerState::Closed, 0))).empty());
    const auto begun = watch.compare(snapshot(backend(BreakerState::Closed, 0), true));
    QCOMPARE(begun.size(), std::size_t{1});
    QVERIFY(begun[0].severity == Severity::Error && begun[0].subject == "digits");
    QVERIFY(watch.compare(snapshot(backend(BreakerState::Closed, 0), true)).empty());
    QCOMPARE(watch.compare(snapshot(backend(BreakerState::Closed, 0))).size(), std::size_t{1});
}

void TestEjectionWatch::bringsBackWhatCanBeReachedAgain_data()
{
    QTest::addColumn<int>("cause");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("checks"); ///< passed until it is tried; -1 = never
    const auto row = [](const char* name, EjectionCause cause, int times, int checks) {
        QTest::newRow(name) << static_cast<int>(cause) << times << checks;
    };
    row("unreachable", EjectionCause::Unreachable, 1, 2);
    row("broken, for the third time", EjectionCause::Broken, 3, 6);
    row("silent", EjectionCause::Silent, 1, -1);
    row("server errors", EjectionCause::ServerErrors, 1, -1);
    row("slow", EjectionCause::Slow, 1, -1);
}

void TestEjectionWatch::bringsBackWhatCanBeReachedAgain()
{
    QFETCH(int, cause);
    QFETCH(int, times);
    QFETCH(int, checks);
    SiteConfiguration site;
    site.applications.emplace_back().number = 1;
    site.applications[0].backends.emplace_back().number = 1;
    LiveLoad load;
    core::LoadSlots slots(load);
    QVERIFY(slots.follow(site).has_value());
    const std::uint32_t slot = slots.backendSlot(1);
    load.backends[slot].breaker = BreakerState::Open;
    load.ejections[slot].cause = static_cast<EjectionCause>(cause);
    load.ejections[slot].times = static_cast<std::uint32_t>(times);
    load.ejections[slot].total = 1;
    BackendStatus status;
    status.number = 1;
    status.checksPassed = 1'000; // before the ejection: of no account
    EjectionWatch watch;
    watch.bringBack(site, {status}, slots, load);
    for (int passed = 1; passed <= 10; ++passed) {
        ++status.checksPassed;
        watch.bringBack(site, {status}, slots, load);
        QVERIFY((load.backends[slot].breaker == BreakerState::HalfOpen) == (checks > 0 && passed >= checks));
    }
}

QTEST_GUILESS_MAIN(TestEjectionWatch)
#include "tst_ejectionwatch.moc"
