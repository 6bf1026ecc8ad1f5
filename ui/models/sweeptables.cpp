// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sweeptables.h"

#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "ui/charts/heatmap.h"
#include "ui/models/whatiftables.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Sweeps)
};

using Rows = std::vector<ValueTableModel::Row>;

WallTime timeOf(std::int64_t unixMicros)
{
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(unixMicros)));
}

/// "−23 %", "+0.4 points"; the sign always.
QString signedText(double value, const QString& unit)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', std::abs(value) < 9.95 ? 1 : 0);
    const QString sign = value < 0.0 ? QStringLiteral("\u2212") : QStringLiteral("+");
    return QStringLiteral("%1%2\u00A0%3").arg(sign, digits, unit);
}

/// "p95 −23 %, 95 % CI −31…−14 %".
QString changeText(const QString& figure, const Interval& interval, const QString& unit)
{
    const auto bare = [](double value) {
        return (value < 0.0 ? QStringLiteral("\u2212") : QStringLiteral("+"))
               + QLocale().toString(std::abs(value), 'f', std::abs(value) < 9.95 ? 1 : 0);
    };
    return Texts::tr("%1 %2, 95 % CI %3…%4")
        .arg(figure, signedText(interval.estimate, unit), bare(interval.low), signedText(interval.high, unit));
}

QString verdictWord(const SweepAdvice& advice)
{
    switch (advice.kind) {
    case AdviceKind::None:
        return Texts::tr("stopped before");
    case AdviceKind::Better:
        return placingText(advice.thresholds);
    case AdviceKind::NoBetter:
        return Texts::tr("no better pair found");
    case AdviceKind::Unable:
        return Texts::tr("too few requests");
    }
    return {};
}

QString liveText(const ThresholdWatch& watch)
{
    return Texts::tr("p95 %1 (predicted %2 – %3), failed %4 (predicted %5 – %6), %7 requests")
        .arg(formatMillis(watch.p95Ms), formatMillis(watch.predictedP95Ms.low), formatMillis(watch.predictedP95Ms.high),
             formatPercent(watch.failedShare), formatPercent(watch.predictedFailedShare.low),
             formatPercent(watch.predictedFailedShare.high), formatCount(watch.requests));
}

} // namespace

QString placingText(const Thresholds& thresholds)
{
    return Texts::tr("F %1, D %2")
        .arg(formatRate(thresholds.frequencyHz), formatBytes(static_cast<double>(thresholds.sizeBytes)));
}

std::vector<ValueColumn> pointColumns()
{
    return {
        {Texts::tr("F"), Texts::tr("Frequency threshold."), QStringLiteral("frequency_hz"), true},
        {Texts::tr("D"), Texts::tr("Size threshold."), QStringLiteral("size_bytes"), true},
        {Texts::tr("p95"), Texts::tr("95 of 100 answered requests took at most this long."), QStringLiteral("p95_ms"),
         true},
        {Texts::tr("Failed"), Texts::tr("Share of all requests that got no good answer."),
         QStringLiteral("failed_share"), true},
        {Texts::tr("Cost"), Texts::tr("At usual prices, of all the requests together."), QStringLiteral("usd"), true},
        {Texts::tr("Pareto front"), Texts::tr("No other pair has a lower p95, share of failures and cost together."),
         QStringLiteral("front"), false}};
}

Rows pointRows(const ThresholdSweep& sweep, bool onlyFront)
{
    Rows rows;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const SweepPoint& point = sweep.points[i];
        if (!point.isDone || (onlyFront && !point.isOnFront))
            continue;
        const auto size = static_cast<double>(point.thresholds.sizeBytes);
        rows.push_back({i + 1,
                        {{formatRate(point.thresholds.frequencyHz), point.thresholds.frequencyHz},
                         {formatBytes(size), size},
                         {formatMillis(point.p95Ms), point.p95Ms},
                         {formatPercent(point.failedShare), point.failedShare},
                         {formatUsd(point.usd), point.usd},
                         {point.isOnFront ? Texts::tr("yes") : Texts::tr("no"), point.isOnFront ? 1 : 0}}});
    }
    return rows;
}

std::vector<ValueColumn> sweepColumns()
{
    return {
        {Texts::tr("Time"), Texts::tr("When it began."), QStringLiteral("begun_unix_us"), false},
        {Texts::tr("Application"), Texts::tr("Whose requests were tried."), {}, false},
        {Texts::tr("Grid"), Texts::tr("How many F × how many D."), {}, false},
        {Texts::tr("Goal"), Texts::tr("What it was tuned for."), {}, false},
        {Texts::tr("Requests"), Texts::tr("The latest recorded, that were tried."), QStringLiteral("requests"), true},
        {Texts::tr("Took"), Texts::tr("Time to compute."), QStringLiteral("took_ms"), true},
        {Texts::tr("Recommended"), Texts::tr("Proven on requests that it was not tuned on."), {}, false},
        {Texts::tr("Change of p95"), Texts::tr("Of the recommended pair against the one before."),
         QStringLiteral("p95_percent"), true},
        {Texts::tr("Applied"), Texts::tr("The pair of it that was applied, if one was."), {}, false},
        {Texts::tr("By"), Texts::tr("Who began it."), {}, false}};
}

Rows sweepRows(const std::vector<ThresholdSweep>& sweeps)
{
    Rows rows;
    for (const ThresholdSweep& sweep : sweeps) {
        const bool better = sweep.advice.kind == AdviceKind::Better;
        const std::size_t points = sweep.frequenciesHz.size() * sweep.sizesBytes.size();
        const QString grid = QStringLiteral("%1 × %2").arg(sweep.frequenciesHz.size()).arg(sweep.sizesBytes.size());
        rows.push_back(
            {sweep.id,
             {{formatDayAndTime(timeOf(sweep.begunUnixMicros)), static_cast<qlonglong>(sweep.begunUnixMicros)},
              {fromUtf8(sweep.application)},
              {sweep.done < points ? Texts::tr("%1, stopped").arg(grid) : grid,
               {},
               Texts::tr("%1 of %2 pairs were tried.").arg(formatCount(sweep.done), formatCount(points))},
              {goalTitle(sweep.goal)},
              {formatCount(sweep.requests), static_cast<qulonglong>(sweep.requests)},
              {formatMillis(sweep.tookMs), sweep.tookMs},
              {verdictWord(sweep.advice), {}, adviceText(sweep)},
              {better ? signedText(sweep.advice.p95Percent.estimate, QStringLiteral("%")) : noData(),
               better ? sweep.advice.p95Percent.estimate : 1e12},
              {sweep.appliedUnixMicros != 0 ? placingText(sweep.applied) : Texts::tr("no"),
               {},
               sweep.appliedUnixMicros != 0
                   ? Texts::tr("Applied at %1.").arg(formatDayAndTime(timeOf(sweep.appliedUnixMicros)))
                   : QString()},
              {actorWord(sweep.actor)}}});
    }
    return rows;
}

QString sweepTitle(const ThresholdSweep& sweep)
{
    const QString requests = Texts::tr("%1 requests, %2 – %3.")
                                 .arg(formatCount(sweep.requests), formatTime(timeOf(sweep.fromUnixMicros)),
                                      formatTime(timeOf(sweep.toUnixMicros)));
    if (sweep.done == sweep.points.size())
        return requests;
    return Texts::tr("%1 Stopped: %2 of %3 pairs were tried.")
        .arg(requests, formatCount(sweep.done), formatCount(sweep.points.size()));
}

QString adviceText(const ThresholdSweep& sweep)
{
    const SweepAdvice& advice = sweep.advice;
    const QString percent = QStringLiteral("%");
    const QString split = Texts::tr("Tuned on %1 requests, proven on the %2 after them.")
                              .arg(formatCount(advice.tunedOn), formatCount(advice.provenOn));
    switch (advice.kind) {
    case AdviceKind::None:
        return Texts::tr("The sweep was stopped before it could recommend a pair.");
    case AdviceKind::Better: {
        const QString gain = sweep.goal == Goal::Cost ? changeText(Texts::tr("cost"), advice.costPercent, percent)
                             : sweep.goal == Goal::Failures
                                 ? changeText(Texts::tr("failed"), advice.failurePoints, Texts::tr("points"))
                                 : changeText(Texts::tr("p95"), advice.p95Percent, percent);
        return Texts::tr("Recommended: %1: %2, on traffic it has not seen. %3")
            .arg(placingText(advice.thresholds), gain, split);
    }
    case AdviceKind::NoBetter:
        if (advice.thresholds == sweep.present)
            return Texts::tr("No better pair found: the present one is the best of those that were tried. %1")
                .arg(split);
        return Texts::tr("No better pair found: of %1 it could not be proven (%2). %3")
            .arg(placingText(advice.thresholds), changeText(Texts::tr("p95"), advice.p95Percent, percent), split);
    case AdviceKind::Unable:
        return Texts::tr("No recommendation: %1").arg(engineText(advice.reason));
    }
    return {};
}

QString watchText(const ThresholdWatch& watch)
{
    const QString tried = placingText(watch.tried.thresholds);
    switch (watch.phase) {
    case WatchPhase::Predicting:
        return Texts::tr("Watching %1: computing what is to be expected…").arg(tried);
    case WatchPhase::Waiting:
        return Texts::tr("Watching %1: %2 of the %3 requests that are needed have come. Predicted: p95 %4 – %5.")
            .arg(tried, formatCount(watch.requests), formatCount(kWatchLeast), formatMillis(watch.predictedP95Ms.low),
                 formatMillis(watch.predictedP95Ms.high));
    case WatchPhase::Within:
        return Texts::tr("Watching %1, within what was predicted: %2.").arg(tried, liveText(watch));
    case WatchPhase::Outside:
        return Texts::tr("Watching %1, worse than predicted: %2.").arg(tried, liveText(watch));
    case WatchPhase::RolledBack:
        return Texts::tr("Rolled back from %1 to %2, as it was worse than predicted: %3.")
            .arg(tried, placingText(watch.before.thresholds), liveText(watch));
    case WatchPhase::Ended:
        if (watch.keptWithin)
            return Texts::tr("%1 fares as predicted: %2.").arg(tried, liveText(watch));
        return Texts::tr("The watch of %1 has ended: %2.").arg(tried, engineText(watch.reason));
    }
    return {};
}

} // namespace straightline::ui
