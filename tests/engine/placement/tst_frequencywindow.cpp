// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <deque>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/placement/frequencywindow.h"

using namespace straightline;
using namespace straightline::placement;
using namespace std::chrono_literals;

namespace
{

constexpr std::int64_t kStart = 3'600'000'000'000;
constexpr std::int64_t kTick = 1'024; // the window's resolution
constexpr double kBound = 1.0 / 127.0;

/// All arrival times of the last W, one by one.
class ExactWindow
{
public:
    explicit ExactWindow(std::chrono::nanoseconds window)
        : m_window(window)
    {
    }
    double arrive(std::int64_t now)
    {
        m_times.push_back(now);
        return rate(now);
    }
    double rate(std::int64_t now)
    {
        while (!m_times.empty() && m_times.front() / kTick <= (now - m_window.count()) / kTick)
            m_times.pop_front();
        return static_cast<double>(m_times.size()) / std::chrono::duration<double>(m_window).count();
    }
    std::size_t count() const { return m_times.size(); }

private:
    std::chrono::nanoseconds m_window;
    std::deque<std::int64_t> m_times;
};

using Random = std::mt19937_64;
using Gap = std::function<double(Random&, int)>; ///< s to the next arrival, given its number

double exponential(Random& random, double mean)
{
    return std::exponential_distribution(1.0 / mean)(random);
}

} // namespace

class FrequencyWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsThisRequest();
    void forgetsAfterTheWindow();
    void agreesWithTheExactCount_data();
    void agreesWithTheExactCount();
    void windowCanChangeBetweenRequests();
    void aBurstAtOnceIsCountedWhole();
    void restartForgetsWhatCameBefore();
    void threadsTogetherLoseNothing();
    void threadsAtPaceSeeTheRate();
    void applicationsAreCountedApart();
    void aReusedSlotStartsAnew();
};

void FrequencyWindowTest::countsThisRequest()
{
    FrequencyWindow window;
    QCOMPARE(window.rate(kStart, 1s), 0.0);
    QCOMPARE(window.arrive(kStart, 1s), 1.0);
    QCOMPARE(window.arrive(kStart + 1'000'000, 1s), 2.0);
    QCOMPARE(window.rate(kStart + 2'000'000, 1s), 2.0);
    QCOMPARE(window.rate(kStart + 2'000'000, 100ms), 20.0);
}

void FrequencyWindowTest::forgetsAfterTheWindow()
{
    FrequencyWindow window;
    QCOMPARE(window.arrive(kStart, 1s), 1.0);
    QCOMPARE(window.rate(kStart + 999'000'000, 1s), 1.0);
    QCOMPARE(window.rate(kStart + 1'001'000'000, 1s), 0.0);
    QCOMPARE(window.arrive(kStart + 5'000'000'000, 1s), 1.0);
    QCOMPARE(window.rate(kStart + 3'600'000'000'000, 1s), 0.0);
}

void FrequencyWindowTest::agreesWithTheExactCount_data()
{
    QTest::addColumn<Gap>("gap");
    QTest::addColumn<qint64>("windowMs");
    QTest::addColumn<int>("arrivals");
    const auto poisson = [](double perSecond) {
        return Gap([perSecond](Random& random, int) { return exponential(random, 1.0 / perSecond); });
    };
    QTest::newRow("0.2 /s in 1 s") << poisson(0.2) << qint64{1'000} << 500;
    QTest::newRow("3 /s in 1 s") << poisson(3) << qint64{1'000} << 2'000;
    QTest::newRow("200 /s in 1 s, around the exact ring's end") << poisson(200) << qint64{1'000} << 5'000;
    QTest::newRow("5,000 /s in 1 s") << poisson(5'000) << qint64{1'000} << 40'000;
    QTest::newRow("50,000 /s in 1 s") << poisson(50'000) << qint64{1'000} << 150'000;
    QTest::newRow("20,000 /s in 10 ms") << poisson(20'000) << qint64{10} << 20'000;
    QTest::newRow("100 /s in 1 h") << poisson(100) << qint64{3'600'000} << 400'000;
    QTest::newRow("one an hour in 1 h") << poisson(1.0 / 3'600) << qint64{3'600'000} << 200;
    QTest::newRow("bursts of 500 at once, 0.3 s apart")
        << Gap([](Random&, int i) { return i % 500 == 0 ? 0.3 : 0.0; }) << qint64{1'000} << 20'000;
    QTest::newRow("bursts of 1,000 within 2 ms, a second of silence")
        << Gap([](Random& random, int i) { return i % 1'000 == 0 ? 1.1 : exponential(random, 2e-6); }) << qint64{1'000}
        << 20'000;
    QTest::newRow("rate growing from 1 to 100,000 /s and falling again") << Gap([](Random& random, int i) {
        return exponential(random, std::pow(10.0, -5.0 * std::sin(i / 30'000.0 * 3.14159)));
    }) << qint64{1'000} << 30'000;
    QTest::newRow("heavy-tailed gaps") << Gap([](Random& random, int) {
        return 1e-4 * std::pow(std::uniform_real_distribution(1e-6, 1.0)(random), -1.0 / 1.2);
    }) << qint64{1'000} << 60'000;
}

void FrequencyWindowTest::agreesWithTheExactCount()
{
    QFETCH(Gap, gap);
    QFETCH(qint64, windowMs);
    QFETCH(int, arrivals);
    const std::chrono::milliseconds length(windowMs);
    FrequencyWindow window;
    ExactWindow exact(length);
    Random random(42);
    double now = static_cast<double>(kStart);
    for (int i = 1; i <= arrivals; ++i) {
        const double next = now + gap(random, i) * 1e9;
        const auto between = static_cast<std::int64_t>(now + (next - now) * 0.6);
        now = next;
        const double asked = exact.rate(between);
        const double read = window.rate(between, length);
        QVERIFY2(std::abs(read - asked) <= asked * kBound + 1e-12,
                 qPrintable(QString::fromLatin1("%1 instead of %2 before arrival %3").arg(read).arg(asked).arg(i)));
        const auto at = static_cast<std::int64_t>(now);
        const double expected = exact.arrive(at);
        const double found = window.arrive(at, length);
        if (exact.count() < 256)
            QCOMPARE(found, expected);
        else
            QVERIFY2(std::abs(found - expected) <= expected * kBound,
                     qPrintable(QString::fromLatin1("%1 instead of %2 at %3").arg(found).arg(expected).arg(i)));
    }
}

void FrequencyWindowTest::windowCanChangeBetweenRequests()
{
    FrequencyWindow window;
    std::int64_t now = kStart;
    for (int i = 0; i < 1'000; ++i)
        window.arrive(now += 10'240'000, 1s); // one each 10.24 ms
    QCOMPARE(window.rate(now, 100ms), 100.0);
    QVERIFY(std::abs(window.rate(now, 5s) - 97.8) <= 97.8 * kBound);
    QCOMPARE(window.rate(now, 1h), 1'000.0 / 3'600.0);
    QCOMPARE(window.arrive(now, 10ms), 200.0);
}

void FrequencyWindowTest::aBurstAtOnceIsCountedWhole()
{
    FrequencyWindow window;
    for (int i = 1; i <= 100'000; ++i)
        QCOMPARE(window.arrive(kStart, 1s), static_cast<double>(i));
    QCOMPARE(window.rate(kStart + 999'000'000, 1s), 100'000.0);
    QCOMPARE(window.rate(kStart + 1'001'000'000, 1s), 0.0);
}

void FrequencyWindowTest::restartForgetsWhatCameBefore()
{
    FrequencyWindow window;
    for (int i = 0; i < 700; ++i)
        window.arrive(kStart, 1s);
    window.restart();
    QCOMPARE(window.rate(kStart, 1s), 0.0);
    QCOMPARE(window.arrive(kStart, 1s), 1.0);
}

void FrequencyWindowTest::threadsTogetherLoseNothing()
{
    FrequencyWindow window;
    constexpr int kThreads = 4;
    constexpr int kEach = 25'000;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&window] {
            for (int i = 0; i < kEach; ++i)
                window.arrive(kStart + i * 20'000, 10s);
        });
    }
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(window.rate(kStart + 1'000'000'000, 10s), kThreads * kEach / 10.0);
    QCOMPARE(window.rate(kStart + 11'000'000'000, 10s), 0.0);
}

void FrequencyWindowTest::threadsAtPaceSeeTheRate()
{
    // All threads share one counter as their clock, so times are as mixed as those of real threads.
    FrequencyWindow window;
    std::atomic<std::int64_t> clock{kStart};
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20'000; ++i) {
                const std::int64_t now = clock.fetch_add(102'400); // 9,765.6 /s
                const double found = window.arrive(now, 1s);
                // A thread held up between reading the clock and counting sees what others did meanwhile.
                if (now > kStart + 1'500'000'000 && (found < 9'000.0 || found > 10'500.0))
                    wrong.fetch_add(1);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    QVERIFY2(wrong.load() < 800, qPrintable(QString::number(wrong.load()))); // 1 %
    const double end = window.rate(clock.load(), 1s);
    QVERIFY2(std::abs(end - 9'765.6) < 9'765.6 * 0.02, qPrintable(QString::number(end)));
}

void FrequencyWindowTest::applicationsAreCountedApart()
{
    FrequencyWindows windows;
    ApplicationRoute digits;
    digits.number = 1;
    digits.slot = 0;
    ApplicationRoute words;
    words.number = 2;
    words.slot = 1'023;
    words.window = 100ms;
    QCOMPARE(windows.rate(digits, kStart), 0.0);
    QCOMPARE(windows.arrive(digits, kStart), 1.0);
    QCOMPARE(windows.arrive(digits, kStart), 2.0);
    QCOMPARE(windows.arrive(words, kStart), 10.0);
    QCOMPARE(windows.rate(digits, kStart), 2.0);
    digits.window = 2s; // the operator changes W: the next question uses it
    QCOMPARE(windows.arrive(digits, kStart), 1.5);
}

void FrequencyWindowTest::aReusedSlotStartsAnew()
{
    FrequencyWindows windows;
    ApplicationRoute gone;
    gone.number = 1;
    for (int i = 0; i < 50; ++i)
        windows.arrive(gone, kStart);
    ApplicationRoute next;
    next.number = 2;
    QCOMPARE(windows.rate(next, kStart), 0.0);
    QCOMPARE(windows.arrive(next, kStart), 1.0);
    QCOMPARE(windows.rate(gone, kStart), 0.0);
}

QTEST_GUILESS_MAIN(FrequencyWindowTest)
#include "tst_frequencywindow.moc"
