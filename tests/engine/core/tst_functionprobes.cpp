// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <thread>

#include "engine/core/functionprobes.h"
#include "tests/engine/core/scriptedfunctions.h"

using namespace straightline;
using namespace std::chrono_literals;
using core::FunctionProbes;

namespace
{

constexpr std::uint32_t kNumber = 7;

TrialRequest eventOf(std::string body, std::chrono::milliseconds deadline = 10s)
{
    TrialRequest made;
    made.method = "POST";
    made.body = std::move(body);
    made.deadline = deadline;
    return made;
}

TrialAnswer answered(std::chrono::milliseconds waited, std::chrono::milliseconds took)
{
    TrialAnswer answer;
    answer.answered = answer.started = true;
    answer.status = 200;
    answer.waited = waited;
    answer.took = took;
    return answer;
}

} // namespace

/// Events for a function, from a calibration: how many at a time, in which order, and what became of each.
class TestFunctionProbes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noMoreThanThereIsRoomFor();
    void clientsComeFirst();
    void whoWaitsTooLongHasFailed();
    void whatIsNotAnsweredHasFailed();
    void answersOfAllThreadsAreCollected();
    void lateAnswersAreNobodys();
};

void TestFunctionProbes::noMoreThanThereIsRoomFor()
{
    ScriptedFunctions functions;
    FunctionProbes probes(functions, kNumber, 2, {});
    QVERIFY(probes.isIdle());
    for (const char* body : {"a", "b", "c"})
        probes.send(eventOf(body), std::chrono::steady_clock::now());
    QCOMPARE(functions.open.size(), std::size_t{2});
    QVERIFY(probes.collect().empty());
    QCOMPARE(functions.open[0].request.body, std::string("a"));
    QCOMPARE(functions.open[1].request.body, std::string("b"));
    QCOMPARE(functions.open[0].number, kNumber);
    QVERIFY(functions.open[0].request.deadline <= 10s && functions.open[0].request.deadline > 5s);
    functions.answer(1, answered(300ms, 20ms));
    const auto ended = probes.collect();
    QCOMPARE(ended.size(), std::size_t{1});
    QVERIFY2(ended[0].tookMs >= 320.0, std::to_string(ended[0].tookMs).c_str()); // the pool's times
    QCOMPARE(functions.open.size(), std::size_t{2});
    QCOMPARE(functions.open[1].request.body, std::string("c"));
    QVERIFY(!probes.isIdle());
    functions.answer(0, answered(0ms, 1ms));
    functions.answer(0, answered(0ms, 1ms));
    QCOMPARE(probes.collect().size(), std::size_t{2});
    QVERIFY(probes.isIdle());
}

void TestFunctionProbes::clientsComeFirst()
{
    ScriptedFunctions functions;
    std::uint32_t clients = 2;
    FunctionProbes probes(functions, kNumber, 3,
                          [&](std::uint32_t number) { return number == kNumber ? clients : 0U; });
    for (int i = 0; i < 3; ++i)
        probes.send(eventOf("x"), std::chrono::steady_clock::now());
    (void)probes.collect();
    QCOMPARE(functions.open.size(), std::size_t{1});
    clients = 0;
    (void)probes.collect();
    QCOMPARE(functions.open.size(), std::size_t{3});
}

void TestFunctionProbes::whoWaitsTooLongHasFailed()
{
    ScriptedFunctions functions;
    FunctionProbes probes(functions, kNumber, 1, [](std::uint32_t) { return 1U; }); // never room
    probes.send(eventOf("x", 50ms), std::chrono::steady_clock::now() - 60ms);
    const auto ended = probes.collect();
    QCOMPARE(ended.size(), std::size_t{1});
    QVERIFY(!ended[0].answer.answered && !ended[0].answer.started);
    QCOMPARE(ended[0].answer.error, std::string("no instance was free in time"));
    QVERIFY(functions.open.empty());
    QVERIFY(probes.isIdle());
}

void TestFunctionProbes::whatIsNotAnsweredHasFailed()
{
    ScriptedFunctions functions;
    FunctionProbes probes(functions, kNumber, 1, {});
    probes.send(eventOf("x", 20ms), std::chrono::steady_clock::now());
    (void)probes.collect();
    QCOMPARE(functions.open.size(), std::size_t{1});
    std::vector<core::ProbeEnd> ended;
    QVERIFY(QTest::qWaitFor([&] { return !(ended = probes.collect()).empty(); }, 30'000));
    QCOMPARE(ended[0].answer.error, std::string("no answer in time"));
    QVERIFY(ended[0].tookMs > 20.0);
    QVERIFY(probes.isIdle());
    functions.answer(0, answered(0ms, 1ms)); // too late
    QVERIFY(probes.collect().empty());
}

void TestFunctionProbes::answersOfAllThreadsAreCollected()
{
    constexpr int kMany = 200;
    ScriptedFunctions functions;
    FunctionProbes probes(functions, kNumber, kMany, {});
    for (int i = 0; i < kMany; ++i)
        probes.send(eventOf("x"), std::chrono::steady_clock::now());
    (void)probes.collect();
    QCOMPARE(functions.open.size(), std::size_t{kMany});
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&functions, thread] {
            for (int i = thread; i < kMany; i += 4)
                functions.open[static_cast<std::size_t>(i)].done(answered(0ms, 1ms));
        });
    std::size_t ended = 0;
    QVERIFY(QTest::qWaitFor([&] { return (ended += probes.collect().size()) >= kMany; }, 30'000));
    QCOMPARE(ended, std::size_t{kMany});
    QVERIFY(probes.isIdle());
}

void TestFunctionProbes::lateAnswersAreNobodys()
{
    ScriptedFunctions functions;
    {
        FunctionProbes probes(functions, kNumber, 1, {});
        probes.send(eventOf("x"), std::chrono::steady_clock::now());
        (void)probes.collect();
    }
    functions.answer(0, answered(0ms, 1ms)); // of a calibration that is gone
    QVERIFY(functions.open.empty());
}

QTEST_GUILESS_MAIN(TestFunctionProbes)
#include "tst_functionprobes.moc"
