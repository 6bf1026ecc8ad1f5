// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/telemetry/recordring.h"

using namespace straightline;
using namespace straightline::telemetry;

namespace
{

RequestRecord numbered(std::uint64_t serial)
{
    RequestRecord record;
    record.serial = serial;
    record.totalMicros = static_cast<std::uint32_t>(serial * 3);
    record.path.assign("/v2/models/digits/infer");
    return record;
}

std::vector<std::uint64_t> drained(RecordRing& ring)
{
    std::vector<std::uint64_t> serials;
    ring.drain([&](const RequestRecord& record) { serials.push_back(record.serial); });
    return serials;
}

} // namespace

class RecordRingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesWhatWasRecordedInOrder();
    void roundsTheCapacityUp();
    void dropsAndCountsWhenFull();
    void hasRoomAgainAfterDraining();
    void twoThreadsAgree();
    void isDrainedSoonerTheMoreCome();
};

void RecordRingTest::givesWhatWasRecordedInOrder()
{
    RecordRing ring(8);
    QVERIFY(drained(ring).empty());
    for (std::uint64_t serial = 1; serial <= 5; ++serial)
        ring.record(numbered(serial));
    QCOMPARE(drained(ring), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    QVERIFY(drained(ring).empty());
    ring.record(numbered(6));
    std::vector<RequestRecord> whole;
    QCOMPARE(ring.drain([&](const RequestRecord& record) { whole.push_back(record); }), std::size_t{1});
    QCOMPARE(whole.front().totalMicros, 18U);
    QVERIFY(whole.front().path.view() == "/v2/models/digits/infer");
    QCOMPARE(ring.dropped(), std::uint64_t{0});
}

void RecordRingTest::roundsTheCapacityUp()
{
    QCOMPARE(RecordRing(5).capacity(), std::size_t{8});
    QCOMPARE(RecordRing(0).capacity(), std::size_t{2});
    QCOMPARE(RecordRing().capacity(), RecordRing::kDefaultRecords);
}

void RecordRingTest::dropsAndCountsWhenFull()
{
    RecordRing ring(4);
    for (std::uint64_t serial = 1; serial <= 10; ++serial)
        ring.record(numbered(serial));
    QCOMPARE(ring.dropped(), std::uint64_t{6});
    QCOMPARE(drained(ring), (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

void RecordRingTest::hasRoomAgainAfterDraining()
{
    RecordRing ring(4);
    for (std::uint64_t round = 0; round < 1'000; ++round) {
        for (std::uint64_t i = 0; i < 4; ++i)
            ring.record(numbered(round * 4 + i));
        QCOMPARE(drained(ring).front(), round * 4);
    }
    QCOMPARE(ring.dropped(), std::uint64_t{0});
}

void RecordRingTest::twoThreadsAgree()
{
    RecordRing ring(256);
    constexpr std::uint64_t kCount = 100'000;
    std::atomic<bool> done{false};
    std::thread gateway([&] {
        for (std::uint64_t serial = 1; serial <= kCount; ++serial)
            ring.record(numbered(serial));
        done = true;
    });
    std::uint64_t taken = 0;
    std::uint64_t last = 0;
    bool inOrder = true;
    bool whole = true;
    for (bool finished = false; !finished;) {
        finished = done; // read before the last drain
        taken += ring.drain([&](const RequestRecord& record) {
            inOrder = inOrder && record.serial > last;
            whole = whole && record.totalMicros == static_cast<std::uint32_t>(record.serial * 3);
            last = record.serial;
        });
    }
    gateway.join();
    QVERIFY(inOrder);
    QVERIFY(whole);
    QCOMPARE(taken + ring.dropped(), kCount);
    QVERIFY(taken > 0);
}

void RecordRingTest::isDrainedSoonerTheMoreCome()
{
    using std::chrono::milliseconds;
    QCOMPARE(drainAgainAfter(milliseconds(50), 0).count(), 50); // nothing came: seldom
    QCOMPARE(drainAgainAfter(milliseconds(5), 0).count(), 50);
    QCOMPARE(drainAgainAfter(milliseconds(50), 1'250).count(), 5); // 25,000/s
    QCOMPARE(drainAgainAfter(milliseconds(5), 125).count(), 5);
    QCOMPARE(drainAgainAfter(milliseconds(50), 500).count(), 10); // 10,000/s: a hundred at a time
    QCOMPARE(drainAgainAfter(milliseconds(10), 100).count(), 10);
    QCOMPARE(drainAgainAfter(milliseconds(10), 20).count(), 50);
    QCOMPARE(drainAgainAfter(milliseconds(50), std::size_t{1} << 40).count(), 5);
}

QTEST_GUILESS_MAIN(RecordRingTest)
#include "tst_recordring.moc"
