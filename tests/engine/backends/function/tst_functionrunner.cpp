// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The function runner with real processes: pool, Runtime API, relay and supervisor together.
#include <set>

#include <QDir>
#include <QTest>

#include "tests/engine/backends/function/functionbench.h"

using namespace straightline;
using namespace std::chrono_literals;
using dispatch::FunctionAnswer;

namespace
{

constexpr int kLong = 30'000; ///< ms; a bound, never waited for when all is well

std::string bytes(std::size_t size)
{
    std::string made(size, '\0');
    std::uint32_t state = 1;
    for (char& c : made) {
        state = state * 1'664'525U + 1'013'904'223U;
        c = static_cast<char>(state >> 24);
    }
    return made;
}

QByteArray named(AttemptOutcome outcome)
{
    return QByteArray::fromStdString(std::string(toString(outcome)));
}

QByteArray text(const std::string& from)
{
    return QByteArray::fromStdString(from);
}

} // namespace

class TestFunctionRunner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWarmInstanceIsUsedAgain();
    void invocationsScaleOutToTheCapacity();
    void idleInstancesEnd();
    void coldStartsAreCountedAndTimed();
    void aColdStartIsHeldNotFailed();
    void bodiesOfMegabytesComeBackTheSame();
    void aFailureIsOfThatInvocationOnly_data();
    void aFailureIsOfThatInvocationOnly();
    void aFailureLeavesOthersAlone();
    void runtimeApiMisuseIsRefused();
    void aHangingInvocationEndsItsInstance();
    void aHangingStartEndsItsInstance();
    void aCommandThatFailsIsNoForkStorm_data();
    void aCommandThatFailsIsNoForkStorm();
    void aCommandComesBackAfterFailures();
    void theDeadlineOfAHeldInvocationIsKept();
    void aCancelledInvocationIsNotAnswered();
    void aStormOfAbortsLeavesNoBusyInstance();
    void manyInvocationsAtOnceAreAllAnswered();
    void newSettingsReplaceInstances();
    void aRemovedBackendEndsItsInstances();
    void theEndLeavesNothingBehind();
};

void TestFunctionRunner::aWarmInstanceIsUsedAgain()
{
    FunctionBench bench;
    bench.open();
    const auto first = bench.invoke("/echo", "one");
    QVERIFY(bench.wait(first));
    QCOMPARE(named(first->answer().outcome), named(AttemptOutcome::Ok));
    QCOMPARE(int{first->answer().status}, 200);
    QCOMPARE(text(first->answer().body), QByteArray("one"));
    QVERIFY(first->answer().coldStart);
    QVERIFY(first->answer().backendMicros > 0);
    for (int i = 0; i < 20; ++i) {
        const auto next = bench.invoke("/echo", "more");
        QVERIFY(bench.wait(next));
        QCOMPARE(named(next->answer().outcome), named(AttemptOutcome::Ok));
        QCOMPARE(text(next->header("x-pid")), text(first->header("x-pid")));
        QVERIFY(!next->answer().coldStart);
    }
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 21U, kLong);
    QCOMPARE(bench.status().instances.size(), 1U);
}

void TestFunctionRunner::invocationsScaleOutToTheCapacity()
{
    FunctionBench bench;
    bench.route.capacity = 3;
    bench.route.function.isolation = Isolation::None; // process ids differ only in one namespace
    bench.open();
    std::vector<PendingPtr> all;
    for (int i = 0; i < 9; ++i)
        all.push_back(bench.invoke("/sleep?100"));
    std::set<std::string> processes;
    for (const auto& each : all) {
        QVERIFY(bench.wait(each));
        QCOMPARE(named(each->answer().outcome), named(AttemptOutcome::Ok));
        processes.insert(each->header("x-pid"));
    }
    QVERIFY(processes.size() >= 2 && processes.size() <= 3);
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 9U, kLong);
    QVERIFY(bench.status().coldStarts <= 3);
}

void TestFunctionRunner::idleInstancesEnd()
{
    FunctionBench bench;
    bench.route.function.keepAlive = 100ms;
    bench.open();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 0U, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().instances.empty(), kLong);
    QVERIFY(bench.ask("/echo").coldStart); // from zero again
    QCOMPARE(bench.status().startFailures, 0U);
    QVERIFY(bench.status().lastError.empty());
}

void TestFunctionRunner::coldStartsAreCountedAndTimed()
{
    FunctionBench bench;
    bench.route.function.command = {TEST_FUNCTION, "init-slow"}; // 300 ms
    bench.open();
    const FunctionAnswer& answer = bench.ask("/echo");
    QVERIFY(answer.coldStart);
    QVERIFY(answer.waitMicros >= 300'000);
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().latestColdStarts.size(), 1U, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().latestColdStarts.front().firstAnswer > 0us, kLong);
    const FunctionStatus status = bench.status();
    QCOMPARE(status.coldStarts, 1U);
    QVERIFY(status.latestColdStarts.front().toReady >= 300ms);
}

void TestFunctionRunner::aColdStartIsHeldNotFailed()
{
    FunctionBench bench;
    bench.route.capacity = 1;
    bench.route.function.command = {TEST_FUNCTION, "init-slow"};
    bench.open();
    std::vector<PendingPtr> all;
    for (int i = 0; i < 5; ++i)
        all.push_back(bench.invoke("/echo", std::to_string(i)));
    for (int i = 0; i < 5; ++i) {
        QVERIFY(bench.wait(all[static_cast<std::size_t>(i)]));
        QCOMPARE(text(all[static_cast<std::size_t>(i)]->answer().body), QByteArray::number(i));
    }
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().coldStarts, 1U, kLong);
}

void TestFunctionRunner::bodiesOfMegabytesComeBackTheSame()
{
    FunctionBench bench;
    bench.open();
    for (const std::size_t size : {0UL, 1UL, 65'537UL, 6'291'456UL}) {
        const std::string body = bytes(size);
        const FunctionAnswer& answer = bench.ask("/echo", body);
        QVERIFY2(answer.outcome == AttemptOutcome::Ok, answer.error.c_str());
        QVERIFY(answer.body == body);
    }
}

void TestFunctionRunner::aFailureIsOfThatInvocationOnly_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<bool>("survives");
    QTest::newRow("a crash") << QByteArray("/crash") << QByteArray("killed by SIGABRT") << false;
    QTest::newRow("an exit") << QByteArray("/exit") << QByteArray("exit code 3") << false;
    QTest::newRow("half an answer") << QByteArray("/half") << QByteArray("exit code 4") << false;
    QTest::newRow("an error posted") << QByteArray("/error") << QByteArray("Digits: no digit") << true;
    QTest::newRow("garbage") << QByteArray("/garbage") << QByteArray("not JSON") << true;
    QTest::newRow("an oversized answer") << QByteArray("/oversize?20000000") << QByteArray("above the limit") << false;
    QTest::newRow("an answer just above the limit")
        << QByteArray("/oversize?6291457") << QByteArray("not JSON") << true;
    QTest::newRow("no answer before the next") << QByteArray("/next") << QByteArray("without answering") << true;
}

void TestFunctionRunner::aFailureIsOfThatInvocationOnly()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, error);
    QFETCH(bool, survives);
    FunctionBench bench;
    bench.route.capacity = 1;
    bench.open();
    QCOMPARE(named(bench.ask("/echo", "before").outcome), named(AttemptOutcome::Ok));
    const FunctionAnswer& failed = bench.ask(target.toStdString());
    QCOMPARE(named(failed.outcome), named(AttemptOutcome::FunctionFailed));
    QVERIFY2(failed.error.find(error.toStdString()) != std::string::npos, failed.error.c_str());
    QVERIFY(failed.handedOver);
    const FunctionAnswer& after = bench.ask("/echo", "after");
    QVERIFY2(after.outcome == AttemptOutcome::Ok, after.error.c_str());
    QCOMPARE(text(after.body), QByteArray("after"));
    QCOMPARE(after.coldStart, !survives);
    QTRY_VERIFY_WITH_TIMEOUT(text(bench.status().lastError).contains(error), kLong);
    QCOMPARE(bench.status().startFailures, 0U);
}

void TestFunctionRunner::aFailureLeavesOthersAlone()
{
    FunctionBench bench;
    bench.open();
    const auto slow = bench.invoke("/sleep?500");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 1U, kLong);
    QCOMPARE(named(bench.ask("/crash").outcome), named(AttemptOutcome::FunctionFailed));
    QVERIFY(bench.wait(slow));
    QCOMPARE(named(slow->answer().outcome), named(AttemptOutcome::Ok));
}

void TestFunctionRunner::runtimeApiMisuseIsRefused()
{
    FunctionBench bench;
    bench.open();
    QCOMPARE(text(bench.ask("/other-id").body), QByteArray("400"));
    QCOMPARE(text(bench.ask("/misuse").body), QByteArray("[403,404,405]"));
    QCOMPARE(text(bench.ask("/answer-and-exit").body), QByteArray("\"bye\""));
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 0U, kLong);
    QCOMPARE(bench.status().crashes, 0U);
}

void TestFunctionRunner::aHangingInvocationEndsItsInstance()
{
    FunctionBench bench;
    bench.route.function.invocationTimeout = 300ms;
    bench.open();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
    const FunctionAnswer& answer = bench.ask("/hang");
    QCOMPARE(named(answer.outcome), named(AttemptOutcome::Timeout));
    QVERIFY(text(answer.error).contains("within 300 ms"));
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 0U, kLong);
    QVERIFY(bench.ask("/echo").coldStart);
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().timeouts, 1U, kLong);
}

void TestFunctionRunner::aHangingStartEndsItsInstance()
{
    FunctionBench bench;
    bench.route.function.command = {TEST_FUNCTION, "init-hang"};
    bench.route.function.initTimeout = 200ms;
    bench.open();
    const FunctionAnswer& answer = bench.ask("/echo");
    QCOMPARE(named(answer.outcome), named(AttemptOutcome::ConnectFailed));
    QVERIFY(!answer.handedOver);
    QVERIFY2(text(answer.error).contains("within 200 ms of its start"), answer.error.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 0U, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().startFailures >= 3, kLong);
}

void TestFunctionRunner::aCommandThatFailsIsNoForkStorm_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("ends at once") << QByteArray(TEST_FUNCTION) << QByteArray("init-exit")
                                  << QByteArray("exit code 5 (last output: cannot read the model)");
    QTest::newRow("reports an error") << QByteArray(TEST_FUNCTION) << QByteArray("init-error")
                                      << QByteArray("initialization failed: Init: no weights");
    QTest::newRow("does not exist") << QByteArray("/nowhere/function") << QByteArray("x")
                                    << QByteArray("there is no program /nowhere/function");
    QTest::newRow("is no program") << QByteArray("/etc/passwd") << QByteArray("x") << QByteArray("not executable");
}

void TestFunctionRunner::aCommandThatFailsIsNoForkStorm()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, error);
    FunctionBench bench;
    bench.route.capacity = 1;
    bench.route.function.command = {command.toStdString(), mode.toStdString()};
    bench.open();
    for (int i = 0; i < 50; ++i) {
        const FunctionAnswer& answer = bench.ask("/echo");
        QCOMPARE(named(answer.outcome), named(AttemptOutcome::ConnectFailed));
        QVERIFY(!answer.handedOver);
        QVERIFY2(text(answer.error).contains(error), answer.error.c_str());
    }
    // 50 invocations; the pauses between starts double.
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().startFailures >= 3, kLong);
    QVERIFY(bench.status().startFailures < 25);
    QCOMPARE(bench.status().coldStarts, 0U);
}

void TestFunctionRunner::aCommandComesBackAfterFailures()
{
    FunctionBench bench;
    bench.route.function.command = {TEST_FUNCTION, "init-exit"};
    bench.open();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::ConnectFailed));
    bench.route.function.command = {TEST_FUNCTION};
    bench.publish();
    const FunctionAnswer& answer = bench.ask("/echo", "repaired");
    QVERIFY2(answer.outcome == AttemptOutcome::Ok, answer.error.c_str());
}

void TestFunctionRunner::theDeadlineOfAHeldInvocationIsKept()
{
    FunctionBench bench;
    bench.route.capacity = 1;
    bench.open();
    const auto busy = bench.invoke("/sleep?1000");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 1U, kLong);
    const auto held = bench.invoke("/echo", "", 100ms);
    const auto late = bench.invoke("/sleep?1", "", 30s);
    QVERIFY(bench.wait(held));
    QCOMPARE(named(held->answer().outcome), named(AttemptOutcome::Timeout));
    QVERIFY(!held->answer().handedOver);
    QVERIFY(!busy->ended());
    QVERIFY(bench.wait(busy));
    QCOMPARE(named(busy->answer().outcome), named(AttemptOutcome::Ok));
    QVERIFY(bench.wait(late));
    const auto working = bench.invoke("/sleep?500", "", 100ms);
    QVERIFY(bench.wait(working));
    QCOMPARE(named(working->answer().outcome), named(AttemptOutcome::Timeout));
    QVERIFY(working->answer().handedOver);
    QVERIFY(!bench.ask("/echo").coldStart); // the instance went on and came back
}

void TestFunctionRunner::aCancelledInvocationIsNotAnswered()
{
    FunctionBench bench;
    bench.route.capacity = 1;
    bench.open();
    const auto running = bench.invoke("/sleep?300");
    const auto waiting = bench.invoke("/sleep?300");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 1U, kLong);
    bench.cancel(running);
    bench.cancel(waiting);
    const FunctionAnswer& after = bench.ask("/echo", "after");
    QCOMPARE(text(after.body), QByteArray("after"));
    QVERIFY(!after.coldStart); // the same instance, once it had answered
    QVERIFY(!running->ended());
    QVERIFY(!waiting->ended());
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 2U, kLong); // the waiting one never ran
}

void TestFunctionRunner::aStormOfAbortsLeavesNoBusyInstance()
{
    FunctionBench bench;
    bench.open();
    std::vector<PendingPtr> all;
    for (int i = 0; i < 200; ++i) {
        all.push_back(bench.invoke("/sleep?" + std::to_string(i % 7), bytes(1'000)));
        if (i % 3 != 0)
            bench.cancel(all.back());
        if (i % 20 == 0)
            QCoreApplication::processEvents();
    }
    for (std::size_t i = 0; i < all.size(); i += 3)
        QVERIFY(bench.wait(all[i]));
    QTRY_COMPARE_WITH_TIMEOUT(bench.count(FunctionInstanceState::Busy), 0U, kLong);
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().waiting, 0U, kLong);
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
}

void TestFunctionRunner::manyInvocationsAtOnceAreAllAnswered()
{
    FunctionBench bench;
    bench.open();
    std::vector<PendingPtr> all;
    for (int i = 0; i < 400; ++i)
        all.push_back(bench.invoke("/echo", std::to_string(i) + bytes(2'000)));
    for (int i = 0; i < 400; ++i) {
        const auto& each = all[static_cast<std::size_t>(i)];
        QVERIFY(bench.wait(each));
        QVERIFY2(each->answer().outcome == AttemptOutcome::Ok, each->answer().error.c_str());
        QVERIFY(each->answer().body == std::to_string(i) + bytes(2'000));
    }
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 400U, kLong);
    QVERIFY(bench.status().coldStarts <= 4);
}

void TestFunctionRunner::newSettingsReplaceInstances()
{
    FunctionBench bench;
    bench.route.function.environment = {{"COLOUR", "green"}};
    bench.open();
    QCOMPARE(text(bench.ask("/environment?COLOUR").body), QByteArray("green"));
    const auto running = bench.invoke("/sleep?300");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 2U, kLong);
    bench.route.function.environment = {{"COLOUR", "blue"}};
    bench.publish();
    QCOMPARE(text(bench.ask("/environment?COLOUR").body), QByteArray("blue"));
    QVERIFY(bench.wait(running));
    QCOMPARE(named(running->answer().outcome), named(AttemptOutcome::Ok));
    bench.runner().recycle(bench.route.number);
    QVERIFY(bench.ask("/echo").coldStart);
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 1U, kLong);
}

void TestFunctionRunner::aRemovedBackendEndsItsInstances()
{
    FunctionBench bench;
    bench.open();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
    const auto running = bench.invoke("/sleep?300");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 2U, kLong);
    bench.publish(false);
    QVERIFY(bench.wait(running));
    QCOMPARE(named(running->answer().outcome), named(AttemptOutcome::Ok)); // what runs is not broken off
    QTRY_COMPARE_WITH_TIMEOUT(bench.supervisor().running(), 0U, kLong);
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::ConnectFailed));
    bench.publish();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
}

void TestFunctionRunner::theEndLeavesNothingBehind()
{
    FunctionBench bench;
    bench.open();
    QCOMPARE(named(bench.ask("/echo").outcome), named(AttemptOutcome::Ok));
    const auto hanging = bench.invoke("/hang");
    QTRY_COMPARE_WITH_TIMEOUT(bench.status().invocations, 2U, kLong);
    bench.stop();
    QVERIFY(!hanging->ended());
    const QDir sockets(QString::fromStdString(bench.socketFolder()));
    QVERIFY(sockets.exists());
    QVERIFY(sockets.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).isEmpty());
}

QTEST_GUILESS_MAIN(TestFunctionRunner)
#include "tst_functionrunner.moc"
