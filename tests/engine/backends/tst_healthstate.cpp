// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/backends/healthcheck.h"
#include "engine/backends/healthstate.h"
#include "tests/engine/backends/comparewords.h"

using namespace straightline;
using namespace straightline::backends;

class TestHealthState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outcomes_data()
    {
        QTest::addColumn<QString>("outcomes"); // + healthy, - not
        QTest::addColumn<QString>("states");   // ? unknown, U up, D down
        QTest::newRow("the first success is enough") << "+"
                                                     << "U";
        QTest::newRow("the first failure is enough") << "-"
                                                     << "D";
        QTest::newRow("never up: one success is enough, however late") << "---+"
                                                                       << "DDDU";
        QTest::newRow("two failures in a row do not make it down") << "+--"
                                                                   << "UUU";
        QTest::newRow("three failures in a row make it down") << "+---"
                                                              << "UUUD";
        QTest::newRow("a success between begins the count anew") << "+--+--"
                                                                 << "UUUUUU";
        QTest::newRow("after that three are needed again") << "+--+---"
                                                           << "UUUUUUD";
        QTest::newRow("down after up: one success is not enough") << "+---+"
                                                                  << "UUUDD";
        QTest::newRow("down after up: two successes in a row") << "+---++"
                                                               << "UUUDDU";
        QTest::newRow("down after up: a failure between begins anew") << "+---+-++"
                                                                      << "UUUDDDDU";
    }
    void outcomes()
    {
        QFETCH(QString, outcomes);
        QFETCH(QString, states);
        HealthState health(2, 3);
        QCOMPARE(health.state(), BackendState::Unknown);
        BackendState before = BackendState::Unknown;
        for (qsizetype i = 0; i < outcomes.size(); ++i) {
            const bool changed = health.observe(outcomes[i] == u'+');
            const BackendState expected = states[i] == u'U' ? BackendState::Up : BackendState::Down;
            QCOMPARE(health.state(), expected);
            QCOMPARE(changed, expected != before);
            before = expected;
        }
    }

    void unsettledUntilFirstUpAndDuringAStreak()
    {
        HealthState health(2, 3);
        QVERIFY(health.unsettled());
        health.observe(false);
        QVERIFY(health.unsettled());
        health.observe(true);
        QVERIFY(!health.unsettled());
        health.observe(false);
        QVERIFY(health.unsettled());
        health.observe(true);
        QVERIFY(!health.unsettled());
    }

    void delayIsJitteredAroundTheInterval()
    {
        HealthCheckSettings settings;
        settings.interval = std::chrono::milliseconds(2'000);
        QCOMPARE(nextCheckDelay(settings, false, 0.0).count(), 1'800);
        QCOMPARE(nextCheckDelay(settings, false, 0.5).count(), 2'000);
        QCOMPARE(nextCheckDelay(settings, false, 1.0).count(), 2'200);
        QCOMPARE(nextCheckDelay(settings, true, 0.5).count(), 500);
        settings.interval = std::chrono::milliseconds(50);
        QCOMPARE(nextCheckDelay(settings, true, 0.0).count(), 20);
    }
};

QTEST_GUILESS_MAIN(TestHealthState)
#include "tst_healthstate.moc"
