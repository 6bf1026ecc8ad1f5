// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTest>

#include "engine/api/liveload.h"

using namespace straightline;

class OccupancyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTwoHalvesLeaveEachOtherAlone();
    void comparesOnlyItsOwnHalf();
    void aBackendOfALiveLoadUsesTheWordOfItsSlot();
    void threadsLoseNothing();
};

void OccupancyTest::theTwoHalvesLeaveEachOtherAlone()
{
    BackendLoad load;
    QCOMPARE(load.inFlight.fetch_add(3), 0U);
    load.breaker = BreakerState::Open;
    QCOMPARE(load.inFlight.load(), 3U);
    QCOMPARE(load.inFlight.fetch_sub(1), 3U);
    QVERIFY(load.breaker == BreakerState::Open);
    load.inFlight = 7;
    QVERIFY(load.breaker == BreakerState::Open);
    QVERIFY(load.breaker.exchange(BreakerState::HalfOpen) == BreakerState::Open);
    QCOMPARE(load.inFlight.load(), 7U);
    load.breaker = BreakerState::Closed;
    QCOMPARE(load.own.load(), 7U);
}

void OccupancyTest::comparesOnlyItsOwnHalf()
{
    BackendLoad load;
    load.inFlight = 2;
    load.breaker = BreakerState::Open;

    std::uint32_t count = 1;
    QVERIFY(!load.inFlight.compare_exchange_weak(count, 5, std::memory_order_seq_cst));
    QCOMPARE(count, 2U);
    while (!load.inFlight.compare_exchange_weak(count, 5, std::memory_order_seq_cst))
        QCOMPARE(count, 2U);
    QCOMPARE(load.inFlight.load(), 5U);

    BreakerState state = BreakerState::Closed;
    QVERIFY(!load.breaker.compare_exchange_strong(state, BreakerState::HalfOpen));
    QVERIFY(state == BreakerState::Open);
    QVERIFY(load.breaker.compare_exchange_strong(state, BreakerState::HalfOpen));
    QVERIFY(load.breaker == BreakerState::HalfOpen);
    QCOMPARE(load.inFlight.load(), 5U);
}

void OccupancyTest::aBackendOfALiveLoadUsesTheWordOfItsSlot()
{
    LiveLoad load;
    load.backends[0].inFlight = 1;
    load.backends[kMaxBackendSlots - 1].inFlight = 9;
    load.backends[1].breaker = BreakerState::Open;
    QCOMPARE(load.occupancies->words[0].load(), 1U);
    QVERIFY(breakerOf(load.occupancies->words[1]) == BreakerState::Open);
    QCOMPARE(load.occupancies->words[kMaxBackendSlots - 1].load(), 9U);
}

void OccupancyTest::threadsLoseNothing()
{
    constexpr int kRounds = 50'000;
    constexpr std::uint32_t kCapacity = 3;
    BackendLoad load;
    std::atomic<std::uint32_t> most{0};
    const auto work = [&] {
        for (int i = 0; i < kRounds; ++i) {
            std::uint32_t inFlight = load.inFlight.load();
            while (inFlight < kCapacity) {
                if (!load.inFlight.compare_exchange_weak(inFlight, inFlight + 1, std::memory_order_seq_cst))
                    continue;
                if (inFlight >= most)
                    most = inFlight + 1;
                load.inFlight.fetch_sub(1);
                break;
            }
        }
    };
    std::thread one(work);
    std::thread two(work);
    BreakerState expected = BreakerState::Closed;
    for (int i = 0; i < kRounds; ++i) {
        const BreakerState next = i % 2 == 0 ? BreakerState::HalfOpen : BreakerState::Open;
        QVERIFY(load.breaker.compare_exchange_strong(expected, next));
        expected = next;
    }
    load.breaker = BreakerState::Closed;
    one.join();
    two.join();
    QVERIFY(most <= kCapacity);
    QCOMPARE(load.own.load(), 0U);
}

QTEST_GUILESS_MAIN(OccupancyTest)
#include "tst_occupancy.moc"
