// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "engine/backends/scope.h"
#include "tests/engine/backends/comparewords.h"

using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<void> sleepInto(Scope scope, std::chrono::milliseconds duration, std::vector<std::string>* log)
{
    const bool slept = co_await scope.sleep(duration);
    log->emplace_back(slept ? "slept" : "stopped");
}

QCoro::Task<void> countRings(Scope scope, Bell bell, int* rings)
{
    for (;;) {
        const bool alive = co_await bell.wait(scope, 60s);
        if (!alive)
            co_return;
        ++*rings;
    }
}

} // namespace

class TestScope : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sleepEnds()
    {
        std::vector<std::string> log;
        const Scope scope;
        spawn(sleepInto(scope, 1ms, &log));
        QVERIFY(log.empty());
        QTRY_COMPARE(log.size(), 1u);
        QCOMPARE(log[0], "slept");
    }

    void stopEndsEveryWaitAtOnce()
    {
        std::vector<std::string> log;
        const Scope scope;
        spawn(sleepInto(scope, 1h, &log));
        spawn(sleepInto(scope.child(), 1h, &log));
        scope.stop();
        QCOMPARE(log.size(), 2u);
        QCOMPARE(log[0], "stopped");
        QCOMPARE(log[1], "stopped");
        spawn(sleepInto(scope, 1h, &log));
        QCOMPARE(log.size(), 3u);
        QCOMPARE(log[2], "stopped");
    }

    void aChildStopsAlone()
    {
        const Scope scope;
        {
            const Scope child = scope.child();
            child.stop();
            QVERIFY(child.stopped());
        }
        QVERIFY(!scope.stopped());
        scope.stop();
    }

    void ringsAreRememberedAndCoalesced()
    {
        const Scope scope;
        const Bell bell;
        int rings = 0;
        bell.ring(); // before anybody waits
        spawn(countRings(scope, bell, &rings));
        QTRY_COMPARE(rings, 1);
        bell.ring();
        bell.ring();
        QCOMPARE(rings, 1); // never on the caller's stack
        QTRY_COMPARE(rings, 2);
        scope.stop();
        bell.ring();
        QTest::qWait(1);
        QCOMPARE(rings, 2);
    }
};

QTEST_GUILESS_MAIN(TestScope)
#include "tst_scope.moc"
