// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cstring>

#include "engine/store/recordcodec.h"
#include "tests/support/randomrecord.h"

using namespace straightline;

/// Records as bytes: nothing is lost, nothing damaged is believed.
class TestRecordCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void damagedBytesAreRefused();
    void aNewerVersionIsRefused();
    void theRecordHasNoFieldWeDoNotKnow();
};

namespace
{

/// All that two records hold, bit for bit, without their padding: the encoding of a decoded record would hide what the
/// codec forgets, so fields are compared one by one.
bool same(const RequestRecord& a, const RequestRecord& b)
{
    bool equal = a.serial == b.serial && a.arrivalUnixMicros == b.arrivalUnixMicros
                 && a.arrivalSteadyNanos == b.arrivalSteadyNanos && a.applicationNumber == b.applicationNumber
                 && a.backendNumber == b.backendNumber && a.outcome == b.outcome && a.attemptCount == b.attemptCount
                 && a.status == b.status && a.bytesIn == b.bytesIn && a.bytesOut == b.bytesOut
                 && a.totalMicros == b.totalMicros && a.overheadMicros == b.overheadMicros
                 && std::memcmp(&a.stages, &b.stages, sizeof(StageTimes)) == 0
                 && a.requestId.view() == b.requestId.view() && a.method.view() == b.method.view()
                 && a.path.view() == b.path.view();
    const Decision& d = a.decision;
    const Decision& e = b.decision;
    equal = equal && d.verdict == e.verdict && d.reason == e.reason && d.policy == e.policy && d.tier == e.tier
            && d.candidateCount == e.candidateCount && d.backendIndex == e.backendIndex
            && d.features.frequencyHz == e.features.frequencyHz && d.features.sizeBytes == e.features.sizeBytes
            && d.features.random == e.features.random && d.features.turn == e.features.turn
            && d.features.excludedCount == e.features.excludedCount && d.features.excluded == e.features.excluded
            && d.thresholds == e.thresholds && d.room == e.room && d.candidates == e.candidates;
    for (std::size_t i = 0; i < kMaxAttempts; ++i) {
        const AttemptRecord& f = a.attempts[i];
        const AttemptRecord& g = b.attempts[i];
        equal = equal && f.backendNumber == g.backendNumber && f.outcome == g.outcome && f.coldStart == g.coldStart
                && f.hedge == g.hedge && f.status == g.status && f.startedMicros == g.startedMicros
                && f.tookMicros == g.tookMicros;
    }
    return equal;
}

} // namespace

void TestRecordCodec::everyFieldComesBack()
{
    std::mt19937_64 random(1);
    std::size_t bytes = 0;
    constexpr int kRecords = 5'000;
    for (int i = 0; i < kRecords; ++i) {
        const RequestRecord record = randomRecord(random);
        std::string encoded;
        store::encodeRecord(record, encoded);
        bytes += encoded.size();
        const Result<RequestRecord> again = store::decodeRecord(encoded);
        QVERIFY(again.has_value());
        QVERIFY(same(record, *again));
    }
    qInfo("%zu bytes a record of large random numbers, %zu in memory", bytes / kRecords, sizeof(RequestRecord));
}

void TestRecordCodec::damagedBytesAreRefused()
{
    std::mt19937_64 random(2);
    std::string encoded;
    store::encodeRecord(randomRecord(random), encoded);
    for (std::size_t length = 0; length < encoded.size(); ++length)
        QVERIFY(!store::decodeRecord(std::string_view(encoded).substr(0, length)).has_value());
    QVERIFY(!store::decodeRecord(encoded + "x").has_value());
    for (int i = 0; i < 20'000; ++i) { // whatever comes out, nothing is read out of bounds
        std::string damaged = encoded;
        damaged[1 + random() % (damaged.size() - 1)] = static_cast<char>(random());
        if (const auto record = store::decodeRecord(damaged)) {
            QVERIFY(record->decision.candidateCount <= 255 && record->requestId.view().size() <= 63);
            QVERIFY(toString(record->outcome) != "?" && toString(record->decision.reason) != "?");
        }
    }
}

void TestRecordCodec::aNewerVersionIsRefused()
{
    std::string encoded;
    store::encodeRecord(RequestRecord{}, encoded);
    encoded[0] = static_cast<char>(store::kRecordVersion + 1);
    QVERIFY(!store::decodeRecord(encoded).has_value());
}

void TestRecordCodec::theRecordHasNoFieldWeDoNotKnow()
{
    // When this fails a field came or went: teach recordcodec.cpp a new version, and this test the new size.
    QCOMPARE(sizeof(Decision), std::size_t{160});
    QCOMPARE(sizeof(AttemptRecord), std::size_t{16});
    QCOMPARE(sizeof(RequestRecord), std::size_t{472});
}

QTEST_APPLESS_MAIN(TestRecordCodec)
#include "tst_recordcodec.moc"
