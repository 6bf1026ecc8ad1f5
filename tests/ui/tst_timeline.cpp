// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "ui/charts/ticks.h"
#include "ui/models/timelines.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

Sample requestsOf(double rate)
{
    Sample sample = emptySample();
    sample[static_cast<std::size_t>(Metric::Requests)] = rate;
    return sample;
}

int known(const QList<QPointF>& points)
{
    return static_cast<int>(
        std::count_if(points.begin(), points.end(), [](const QPointF& p) { return !std::isnan(p.y()); }));
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverMoreThanThreeHundredPoints_data();
    void neverMoreThanThreeHundredPoints();
    void aBucketIsTheMeanOfItsSamples();
    void oldRoundsOfTheRingAreForgotten();
    void historyFillsOnlyWhatWasNotSeen();
    void aStepOfHistoryCoversAllItsBuckets();
    void theTimelinesFollowTheSnapshot();
    void ticksAreRound();
};

void TestTimeline::neverMoreThanThreeHundredPoints_data()
{
    QTest::addColumn<int>("range");
    for (const TimeRange range : kTimeRanges)
        QTest::addRow("range %d", static_cast<int>(range)) << static_cast<int>(range);
}

void TestTimeline::neverMoreThanThreeHundredPoints()
{
    QFETCH(int, range);
    const auto wanted = static_cast<TimeRange>(range);
    Timeline timeline;
    const std::int64_t start = 1'700'000'000'000;
    const std::int64_t step = stepOf(wanted).count();
    for (std::int64_t i = 0; i < 700; ++i)
        timeline.add(start + i * step, requestsOf(1.0));
    const auto points = timeline.points(wanted, Metric::Requests, start + 699 * step);
    QVERIFY(points.size() <= kTimelinePoints);
    QCOMPARE(known(points), static_cast<int>(points.size()));
    QVERIFY(points.last().x() - points.first().x() <= static_cast<double>(lengthOf(wanted).count()));
}

void TestTimeline::aBucketIsTheMeanOfItsSamples()
{
    Timeline timeline;
    for (int i = 0; i < 4; ++i)
        timeline.add(10'000 + i * 250, requestsOf(i)); // one bucket of a second: 0 1 2 3
    const auto points = timeline.points(TimeRange::Minutes5, Metric::Requests, 10'999);
    QCOMPARE(points.last().y(), 1.5);
    QCOMPARE(points.last().x(), 10'000.0);
    QVERIFY(std::isnan(timeline.points(TimeRange::Minutes5, Metric::LatencyP50, 10'999).last().y()));
    QCOMPARE(timeline.latest(Metric::Requests), 3.0);
}

void TestTimeline::oldRoundsOfTheRingAreForgotten()
{
    Timeline timeline;
    timeline.add(1'000, requestsOf(7.0));
    const std::int64_t later = 1'000 + 10 * lengthOf(TimeRange::Minute1).count();
    timeline.add(later, requestsOf(1.0));
    QCOMPARE(known(timeline.points(TimeRange::Minute1, Metric::Requests, later)), 1);
}

void TestTimeline::historyFillsOnlyWhatWasNotSeen()
{
    Timeline timeline;
    timeline.add(100'000, requestsOf(5.0));
    History history;
    for (std::int64_t second = 95; second <= 101; ++second) {
        RollupRow row;
        row.startUnixSeconds = second;
        row.requests = 9;
        history.rows.push_back(row);
    }
    QVERIFY(!timeline.isFilled(TimeRange::Minutes5));
    timeline.fill(TimeRange::Minutes5, history);
    QVERIFY(timeline.isFilled(TimeRange::Minutes5));
    const auto points = timeline.points(TimeRange::Minutes5, Metric::Requests, 100'000);
    QCOMPARE(points.last().y(), 5.0); // the snapshot stays
    QCOMPARE(points[points.size() - 2].y(), 9.0);
    timeline.add(101'000, requestsOf(2.0)); // live data replaces what history said of the same second
    QCOMPARE(timeline.points(TimeRange::Minutes5, Metric::Requests, 101'000).last().y(), 2.0);
}

void TestTimeline::aStepOfHistoryCoversAllItsBuckets()
{
    Timeline timeline;
    History history;
    history.step = RollupStep::Minute;
    RollupRow row;
    row.startUnixSeconds = 600;
    row.requests = 120;
    history.rows = {row};
    timeline.fill(TimeRange::Minutes15, history);
    const auto points = timeline.points(TimeRange::Minutes15, Metric::Requests, 660'000);
    QCOMPARE(known(points), 20); // 60 s in steps of 3 s
    QCOMPARE(points[points.size() - 2].y(), 2.0);
}

void TestTimeline::theTimelinesFollowTheSnapshot()
{
    Timelines timelines;
    Snapshot snapshot;
    snapshot.taken = WallTime{} + std::chrono::hours(1);
    snapshot.requestsPerSecond = 3.0;
    snapshot.applications.resize(1);
    snapshot.applications[0].name = "digits";
    snapshot.applications[0].frequencyHz = 4.0;
    snapshot.backends.resize(1);
    snapshot.backends[0].status.id = "digits:web";
    timelines.take(snapshot);
    QCOMPARE(timelines.findApplication("digits")->latest(Metric::Frequency), 4.0);
    QCOMPARE(timelines.findApplication("")->latest(Metric::Requests), 3.0);
    QVERIFY(std::isnan(timelines.findBackend("digits:web")->latest(Metric::LatencyP50)));
    snapshot.backends.clear();
    timelines.take(snapshot);
    QVERIFY(timelines.findBackend("digits:web") == nullptr);
}

void TestTimeline::ticksAreRound()
{
    QVERIFY((niceTicks(0.0, 60.0, 3) == std::vector<double>{0.0, 20.0, 40.0, 60.0}));
    QVERIFY(niceTicks(1.0, 1.0, 4).empty());
    QVERIFY(niceTop(41.0) >= 41.0);
    QCOMPARE(niceTop(0.0), 1.0);
    const auto ticks = timeTicks(1'000, 61'000, 4, 0);
    QCOMPARE(timeTickStep(60'000, 4), std::int64_t{15'000});
    QCOMPARE(ticks.front(), std::int64_t{15'000});
    QVERIFY(std::all_of(ticks.begin(), ticks.end(), [](std::int64_t at) { return at % 15'000 == 0; }));
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
