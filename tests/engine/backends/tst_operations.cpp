// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "engine/backends/operations.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/support/fakeclock.h"

using namespace straightline;
using namespace straightline::backends;

class TestOperations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsThenSucceeds()
    {
        FakeClock clock;
        Operations operations(clock);
        QSignalSpy changed(&operations, &Operations::changed);
        const Operation begun = operations.begin("redeploy", "digits:box", "api");
        QCOMPARE(begun.id, 1u);
        QCOMPARE(begun.state, OperationState::Running);
        clock.advance(std::chrono::seconds(3));
        operations.report(1, "waiting", 0.5);
        QCOMPARE(operations.find(1)->step, "waiting");
        operations.finish(1, OperationState::Succeeded, "done");
        const Operation ended = *operations.find(1);
        QCOMPARE(ended.state, OperationState::Succeeded);
        QCOMPARE(ended.step, "done");
        QCOMPARE(ended.progress, 1.0);
        QVERIFY(ended.ended - ended.started == std::chrono::seconds(3));
        QCOMPARE(changed.count(), 3);
        operations.report(1, "late", 0.1);
        operations.finish(1, OperationState::Failed, "late");
        QCOMPARE(operations.find(1)->step, "done");
        QCOMPARE(changed.count(), 3);
    }

    void cancelRunsTheCancellerOnce()
    {
        FakeClock clock;
        Operations operations(clock);
        const auto id = operations.begin("drain", "a:b", "console").id;
        QCOMPARE(operations.cancel(id).error().code, ErrorCode::Conflict); // nothing to cancel it with yet
        int calls = 0;
        operations.setCanceller(id, [&] { ++calls; });
        QVERIFY(operations.cancel(id).has_value());
        QCOMPARE(calls, 1);
        QCOMPARE(operations.cancel(id).error().code, ErrorCode::Conflict);
        operations.finish(id, OperationState::Cancelled, "cancelled");
        QCOMPARE(operations.cancel(id).error().code, ErrorCode::Conflict);
        QCOMPARE(operations.cancel(77).error().code, ErrorCode::NotFound);
        QCOMPARE(calls, 1);
    }

    void keepsTheLatestAndEveryRunningOne()
    {
        FakeClock clock;
        Operations operations(clock);
        const auto running = operations.begin("redeploy", "a:b", "x").id;
        for (int i = 0; i < 300; ++i) {
            const auto id = operations.begin("drain", "a:c", "x").id;
            operations.finish(id, OperationState::Succeeded, "");
        }
        const auto all = operations.list();
        QCOMPARE(all.size(), Operations::kKept);
        QCOMPARE(all.front().id, 301u);
        QCOMPARE(all.back().id, running);
        QVERIFY(operations.find(running).has_value());
        QCOMPARE(operations.find(2).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
