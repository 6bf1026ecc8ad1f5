// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <algorithm>
#include <random>

#include "engine/placement/decide.h"
#include "engine/replay/eventqueue.h"
#include "engine/replay/fastrule.h"

using namespace straightline;
using namespace straightline::replay;

/// The parts that make the simulator quick, against the plain way of doing the same.
class TestEventQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAsASortDoes_data();
    void ordersAsASortDoes();
    void choosesAsDecideDoes();
};

void TestEventQueue::ordersAsASortDoes_data()
{
    QTest::addColumn<int>("held");
    QTest::addColumn<std::uint32_t>("first"); // order of the first event
    QTest::newRow("a few") << 10 << 0U;
    QTest::newRow("as many as lie near") << 48 << 0U;
    QTest::newRow("many") << 1'000 << 0U;
    QTest::newRow("the order goes round") << 200 << 0xFFFFFF00U;
}

void TestEventQueue::ordersAsASortDoes()
{
    QFETCH(int, held);
    QFETCH(std::uint32_t, first);
    std::mt19937_64 random(static_cast<std::uint64_t>(held));
    EventQueue queue;
    std::vector<Event> plain; // sorted, the next first; a later one goes behind its equals
    std::uint32_t order = first;
    std::int64_t now = 0;
    for (int step = 0; step < 20'000; ++step) {
        const bool adds = plain.empty() || (random() % 100 < 50 && static_cast<int>(plain.size()) < held);
        if (adds) {
            const Event event{.atNanos = now + static_cast<std::int64_t>(random() % 50), // many at the same time
                              .order = order,
                              .flight = order++ % 7};
            queue.push(event);
            plain.insert(std::upper_bound(plain.begin(), plain.end(), event,
                                          [](const Event& a, const Event& b) { return a.atNanos < b.atNanos; }),
                         event);
        } else {
            QCOMPARE(queue.nextNanos(), plain.front().atNanos);
            const Event event = queue.pop();
            QCOMPARE(event.order, plain.front().order);
            QCOMPARE(event.flight, plain.front().flight);
            now = event.atNanos;
            plain.erase(plain.begin());
        }
        QCOMPARE(queue.empty(), plain.empty());
    }
}

void TestEventQueue::choosesAsDecideDoes()
{
    std::mt19937_64 random(7);
    int answered = 0;
    int declined = 0;
    for (int round = 0; round < 4'000; ++round) {
        ApplicationRoute application;
        application.thresholds = {.frequencyHz = 50, .sizeBytes = 1'000};
        application.knobs.peakEwmaDecayNanos = round % 2 == 0 ? 10e9 : 1e8;
        const auto count = static_cast<std::uint32_t>(random() % 12);
        LiveLoad load(std::max(count, 1U), 1);
        for (std::uint32_t i = 0; i < count; ++i) {
            BackendRoute& backend = application.backends.emplace_back();
            backend.number = i + 1;
            backend.slot = i;
            backend.tier = kTiers[random() % kTierCount];
            backend.capacity = static_cast<std::uint32_t>(1 + random() % 4);
            backend.payloadLimitBytes = random() % 3 == 0 ? 1'500 : 0;
            backend.inService = random() % 8 != 0;
            load.backends[i].inFlight = static_cast<std::uint32_t>(random() % 5);
            load.backends[i].latencyMicros = static_cast<std::uint32_t>(random() % 3 * 1'000);
            load.backends[i].latencyAtNanos = static_cast<std::int64_t>(random() % 1'000'000'000);
            if (random() % 10 == 0)
                load.backends[i].breaker = random() % 2 == 0 ? BreakerState::Open : BreakerState::HalfOpen;
        }
        seal(application);
        FastRule rule;
        rule.refer(application);
        for (int i = 0; i < 50; ++i) {
            RequestFeatures features{.frequencyHz = 49.0 + static_cast<double>(random() % 3),
                                     .sizeBytes = 999 + random() % 3 + (random() % 8 == 0 ? 1'000U : 0U),
                                     .random = random()};
            if (random() % 16 == 0)
                features.excluded[features.excludedCount++] = 0;
            const int backend = rule.place(features, load, 2'000'000'000);
            const Decision decision = placement::decide(features, application, load, 2'000'000'000);
            if (backend == FastRule::kNoAnswer) {
                ++declined;
                continue;
            }
            ++answered;
            QVERIFY(decision.verdict == Verdict::Placed);
            QCOMPARE(static_cast<std::uint32_t>(backend), decision.backendIndex);
        }
    }
    qInfo("%d answered, %d left to decide()", answered, declined);
    QVERIFY(answered > 50'000);
    QVERIFY(declined > 1'000);
}

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_eventqueue.moc"
