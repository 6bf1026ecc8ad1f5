// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/dispatch/answerhead.h"
#include "engine/dispatch/chunkdecoder.h"
#include "engine/dispatch/timerwheel.h"
#include "engine/isolation/retrybudget.h"

using namespace straightline;
using namespace straightline::dispatch;

/// The plain parts of dispatch: chunk framing, answer heads, budget, timer wheel. No sockets, no real time.
class TestDispatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesChunks_data();
    void decodesChunks();
    void limitsChunkOverhead();
    void readsAnswerHeads();
    void budgetAllowsAFifthAndTenPerSecond();
    void wheelExpiresInOrderAndNeverEarly();
    void wheelForgetsWhatIsRemovedOrMoved();
};

namespace
{

constexpr std::int64_t kSecond = 1'000'000'000;

/// "…" decoded, or "bad", or "more:…" when the end has not come.
std::string decode(std::string_view text, std::size_t step)
{
    ChunkDecoder decoder;
    std::string data;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view input = text.substr(at, step);
        while (!input.empty()) {
            const ChunkDecoder::Step got = decoder.next(input);
            if (got.state == ChunkDecoder::State::Bad)
                return "bad";
            data += got.data;
            at += got.consumed;
            input.remove_prefix(got.consumed);
            if (got.state == ChunkDecoder::State::Complete)
                return data + "|" + std::string(text.substr(at));
        }
    }
    return "more:" + data;
}

class Recorder final : public Deadline
{
public:
    Recorder(std::vector<int>& log, int name)
        : m_log(log)
        , m_name(name)
    {
    }

private:
    void expired() override { m_log.push_back(m_name); }
    std::vector<int>& m_log;
    int m_name;
};

} // namespace

void TestDispatch::decodesChunks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("one chunk") << QByteArray("3\r\nabc\r\n0\r\n\r\n") << QByteArray("abc|");
    QTest::newRow("two chunks, then the next message")
        << QByteArray("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nGET") << QByteArray("abc0123456789|GET");
    QTest::newRow("an extension") << QByteArray("3;a=\"b\"\r\nabc\r\n0;z\r\n\r\n") << QByteArray("abc|");
    QTest::newRow("trailers") << QByteArray("0\r\nA: b\r\nC: d\r\n\r\n") << QByteArray("|");
    QTest::newRow("leading zeros") << QByteArray("0003\r\nabc\r\n000\r\n\r\n") << QByteArray("abc|");
    QTest::newRow("unfinished") << QByteArray("5\r\nabc") << QByteArray("more:abc");
    QTest::newRow("no size") << QByteArray("\r\nabc") << QByteArray("bad");
    QTest::newRow("a sign") << QByteArray("+3\r\nabc\r\n") << QByteArray("bad");
    QTest::newRow("0x") << QByteArray("0x3\r\nabc\r\n") << QByteArray("bad");
    QTest::newRow("a space before the size") << QByteArray(" 3\r\nabc\r\n") << QByteArray("bad");
    QTest::newRow("a space after the size") << QByteArray("3 \r\nabc\r\n") << QByteArray("bad");
    QTest::newRow("a bare LF after the size") << QByteArray("3\nabc\r\n") << QByteArray("bad");
    QTest::newRow("a bare CR after the size") << QByteArray("3\rabc\r\n") << QByteArray("bad");
    QTest::newRow("data longer than its size") << QByteArray("3\r\nabcd\r\n") << QByteArray("bad");
    QTest::newRow("an overflowing size") << QByteArray("10000000000000003\r\nabc\r\n") << QByteArray("bad");
    for (const char* trailer : {"A", "A : b", ": b", "A: b\r\n c", "A: \x01", "A: b\rc", "A: b\n", "A\r\n"})
        QTest::addRow("the trailer %s", trailer) << QByteArray("0\r\n") + trailer + "\r\n\r\n" << QByteArray("bad");
    QTest::newRow("a control byte in an extension") << QByteArray("3;\x01\r\nabc\r\n") << QByteArray("bad");
}

void TestDispatch::decodesChunks()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, result);
    for (std::size_t step = 1; step <= static_cast<std::size_t>(text.size()); ++step) {
        const std::string got = decode({text.constData(), static_cast<std::size_t>(text.size())}, step);
        QCOMPARE(QByteArray::fromStdString(got), result);
    }
}

void TestDispatch::limitsChunkOverhead()
{
    QCOMPARE(decode("1;" + std::string(256, 'e') + "\r\na\r\n0\r\n\r\n", 4'096), std::string("a|"));
    QCOMPARE(decode("1;" + std::string(257, 'e') + "\r\na\r\n0\r\n\r\n", 4'096), std::string("bad"));
    QCOMPARE(decode("0\r\nT: " + std::string(9'000, 't') + "\r\n\r\n", 4'096), std::string("bad"));
}

void TestDispatch::readsAnswerHeads()
{
    AnswerHead head;
    QVERIFY(head.parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nKeep-Alive: timeout=7, max=3\r\n\r\n", false)
            == HeadProblem::None);
    QVERIFY(head.status == 200 && head.framing == Framing::Length && head.length == 5 && head.keepAlive);
    QCOMPARE(head.idleSeconds, 7U);
    QVERIFY(head.parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true) == HeadProblem::None);
    QVERIFY(head.framing == Framing::None && head.saysLength && head.length == 5);
    QVERIFY(head.parse("HTTP/1.0 200\r\n\r\n", false) == HeadProblem::None);
    QVERIFY(head.framing == Framing::UntilClose && !head.keepAlive);
    QVERIFY(head.parse("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", false) == HeadProblem::None);
    QVERIFY(head.framing == Framing::None && head.keepAlive);
    QVERIFY(head.parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n", false)
            == HeadProblem::None);
    QVERIFY(head.framing == Framing::Chunked && !head.keepAlive);
    QVERIFY(head.parse("HTTP/1.1 99 No\r\n\r\n", false) != HeadProblem::None);
    QVERIFY(head.parse("HTTP/2.0 200 OK\r\n\r\n", false) != HeadProblem::None);
    QVERIFY(head.parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", false) != HeadProblem::None);
}

void TestDispatch::budgetAllowsAFifthAndTenPerSecond()
{
    isolation::RetryBudget budget(1);
    int retries = 0;
    for (int i = 0; i < 1'000; ++i) { // all at one moment
        budget.requestCame();
        retries += budget.tryRetry(kSecond);
    }
    QVERIFY(retries >= 205 && retries <= 210);
    retries = 0;
    for (int i = 0; i < 1'000; ++i) // no requests for ten seconds, retries all the time
        retries += budget.tryRetry(kSecond + i * kSecond / 100);
    QVERIFY(retries >= 98 && retries <= 101);
}

void TestDispatch::wheelExpiresInOrderAndNeverEarly()
{
    TimerWheel wheel(0);
    std::vector<int> log;
    Recorder soon(log, 1);
    Recorder later(log, 2);
    Recorder far(log, 3); // beyond the wheel's circumference
    wheel.set(far, 100 * kSecond);
    wheel.set(later, kSecond);
    wheel.set(soon, kSecond / 2);
    for (std::int64_t now = 0; now < kSecond / 2; now += TimerWheel::kTickNanos)
        wheel.advance(now);
    QVERIFY(log.empty());
    wheel.advance(kSecond / 2 + 2 * TimerWheel::kTickNanos);
    QCOMPARE(log.size(), std::size_t(1));
    wheel.advance(99 * kSecond);
    QCOMPARE(log, (std::vector<int>{1, 2}));
    wheel.advance(100 * kSecond + 2 * TimerWheel::kTickNanos);
    QCOMPARE(log, (std::vector<int>{1, 2, 3}));
}

void TestDispatch::wheelForgetsWhatIsRemovedOrMoved()
{
    TimerWheel wheel(0);
    std::vector<int> log;
    Recorder moved(log, 1);
    Recorder earlier(log, 2);
    Recorder cleared(log, 3);
    {
        Recorder removed(log, 4);
        wheel.set(removed, kSecond);
        wheel.remove(removed);
    }
    wheel.set(moved, kSecond);
    wheel.set(moved, 3 * kSecond);
    wheel.set(earlier, 60 * kSecond);
    wheel.set(earlier, kSecond);
    wheel.set(cleared, kSecond);
    wheel.clear(cleared);
    wheel.advance(2 * kSecond);
    QCOMPARE(log, (std::vector<int>{2}));
    wheel.advance(4 * kSecond);
    QCOMPARE(log, (std::vector<int>{2, 1}));
    wheel.remove(moved);
    wheel.remove(earlier);
    wheel.remove(cleared);
}

QTEST_GUILESS_MAIN(TestDispatch)
#include "tst_dispatch.moc"
