// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewcharts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::size_t kMostApplications = 6;
constexpr std::size_t kMostBackends = 8;
constexpr std::size_t kMostFailures = 6;
constexpr int kBandAlpha = 200;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::OverviewCharts)
};

ChartFrame emptyFrame(const OverviewScope& scope)
{
    ChartFrame frame;
    const std::int64_t step = stepOf(scope.range).count();
    frame.to = scope.nowMillis() / step * step;
    frame.from = frame.to - lengthOf(scope.range).count();
    frame.object = scope.application.empty() ? Text::tr("all applications") : fromUtf8(scope.application);
    return frame;
}

QList<QPointF> pointsOf(const OverviewScope& scope, const Timeline& timeline, Metric metric)
{
    return timeline.points(scope.range, metric, scope.nowMillis());
}

double sumOf(const QList<QPointF>& points)
{
    double sum = 0.0;
    for (const QPointF& point : points)
        sum += std::isnan(point.y()) ? 0.0 : point.y();
    return sum;
}

const ApplicationConfiguration* chosenOf(const OverviewScope& scope)
{
    return scope.site.findApplication(scope.application);
}

/// Told apart without colour too.
Qt::PenStyle penOf(std::size_t turn)
{
    constexpr std::array<Qt::PenStyle, 5> kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine,
                                                  Qt::DashDotDotLine};
    return kStyles[turn % kStyles.size()];
}

/// Backends of one tier are told apart by shades, the line style says the tier. Each shade lies nearer to the words'
/// colour than the one before, so all have at least the contrast of the first.
QColor shade(const QColor& color, const QColor& text, int turn)
{
    constexpr std::array<float, 3> kParts{0.0F, 0.35F, 0.6F};
    const float part = kParts[static_cast<std::size_t>(turn) % kParts.size()];
    const auto mixed = [part](float from, float to) { return from + part * (to - from); };
    return QColor::fromRgbF(mixed(color.redF(), text.redF()), mixed(color.greenF(), text.greenF()),
                            mixed(color.blueF(), text.blueF()));
}

/// How much of the range's requests lies in each band of sizes; none without data.
QList<Bar> sizeBars(const OverviewScope& scope, const Timeline& timeline)
{
    QList<Bar> bars;
    double all = 0.0;
    for (std::size_t band = 0; band < kSizeBands; ++band) {
        Bar bar;
        bar.low = band == 0 ? 1.0 : static_cast<double>(kSizeBoundsBytes[band - 1]);
        bar.high = band + 1 == kSizeBands ? std::numeric_limits<double>::infinity()
                                          : static_cast<double>(kSizeBoundsBytes[band]);
        bar.share = sumOf(pointsOf(scope, timeline, sizedIn(band)));
        all += bar.share;
        bars.append(bar);
    }
    if (!(all > 0.0))
        return {};
    for (Bar& bar : bars)
        bar.share /= all;
    return bars;
}

} // namespace

std::int64_t OverviewScope::nowMillis() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.taken.time_since_epoch()).count();
}

Marker markerOf(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return Marker::Circle;
    case Tier::Container:
        return Marker::Square;
    case Tier::Serverless:
        return Marker::Triangle;
    }
    return Marker::None;
}

ChartFrame frequencyFrame(const OverviewScope& scope)
{
    ChartFrame frame = emptyFrame(scope);
    if (const ApplicationConfiguration* application = chosenOf(scope)) {
        frame.thresholdName = QStringLiteral("F");
        frame.threshold = application->thresholds.frequencyHz;
        frame.thresholdUnit = 0.01;
    }
    const auto& applications = scope.snapshot.applications;
    for (std::size_t i = 0; i < applications.size(); ++i) {
        const bool chosen = scope.application.empty() || applications[i].name == scope.application;
        const Timeline* timeline = scope.timelines.findApplication(applications[i].name);
        if (timeline == nullptr || (i >= kMostApplications && applications[i].name != scope.application))
            continue;
        Curve curve;
        curve.name = fromUtf8(applications[i].name);
        curve.color = scope.colors.plain[i % scope.colors.plain.size()];
        curve.width = chosen ? 2.0 : 1.0;
        curve.style = penOf(i);
        curve.points = pointsOf(scope, *timeline, Metric::Frequency);
        frame.curves.append(std::move(curve));
    }
    return frame;
}

ChartFrame sizeFrame(const OverviewScope& scope)
{
    ChartFrame frame = emptyFrame(scope);
    if (const ApplicationConfiguration* application = chosenOf(scope)) {
        frame.thresholdName = QStringLiteral("D");
        frame.threshold = static_cast<double>(application->thresholds.sizeBytes);
    }
    const auto add = [&](const Timeline& timeline, const std::string& application, std::size_t turn) {
        const QString prefix = scope.application.empty() ? fromUtf8(application) + QLatin1Char(' ') : QString();
        const QColor color = scope.colors.plain[turn % scope.colors.plain.size()];
        frame.curves.append({.name = prefix + QStringLiteral("p50"),
                             .color = color,
                             .style = Qt::SolidLine,
                             .points = pointsOf(scope, timeline, Metric::SizeP50)});
        frame.curves.append({.name = prefix + QStringLiteral("p95"),
                             .color = color,
                             .style = Qt::DashLine,
                             .width = 1.5,
                             .points = pointsOf(scope, timeline, Metric::SizeP95)});
    };
    const auto& applications = scope.snapshot.applications;
    for (std::size_t i = 0; i < applications.size(); ++i) {
        const Timeline* timeline = scope.timelines.findApplication(applications[i].name);
        if (timeline != nullptr
            && (scope.application.empty() ? i < kMostApplications / 2 : applications[i].name == scope.application))
            add(*timeline, applications[i].name, i);
    }
    if (const Timeline* timeline = scope.timelines.findApplication(scope.application))
        frame.bars = sizeBars(scope, *timeline);
    return frame;
}

ChartFrame latencyFrame(const OverviewScope& scope, const std::array<bool, 3>& shown)
{
    struct Percentile {
        const char* name;
        Metric metric;
        double width; ///< the higher the finer: they lie above one another in this order, in the backend's colour
    };
    constexpr std::array<Percentile, 3> kPercentiles{
        {{"p50", Metric::LatencyP50, 2.4}, {"p95", Metric::LatencyP95, 1.7}, {"p99", Metric::LatencyP99, 1.2}}};
    ChartFrame frame = emptyFrame(scope);
    std::array<int, kTierCount> turns{};
    std::size_t count = 0;
    for (const BackendSnapshot& backend : scope.snapshot.backends) {
        if ((!scope.application.empty() && backend.application != scope.application) || count == kMostBackends)
            continue;
        const Timeline* timeline = scope.timelines.findBackend(backend.status.id);
        if (timeline == nullptr)
            continue;
        ++count;
        const auto tier = static_cast<std::size_t>(backend.tier);
        const QColor color = shade(scope.colors.tierLine[tier], scope.colors.text, turns[tier]++);
        const QString name = fromUtf8(scope.application.empty() ? backend.status.id : backend.name);
        bool first = true;
        for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
            if (!shown[i])
                continue;
            Curve curve;
            curve.name = name + QLatin1Char(' ') + QLatin1String(kPercentiles[i].name);
            curve.legend = name;
            curve.color = color;
            curve.style = tierPen(backend.tier);
            curve.marker = markerOf(backend.tier);
            curve.width = kPercentiles[i].width;
            curve.inLegend = std::exchange(first, false);
            curve.points = pointsOf(scope, *timeline, kPercentiles[i].metric);
            frame.curves.append(std::move(curve));
        }
    }
    return frame;
}

ChartFrame shareFrame(const OverviewScope& scope)
{
    ChartFrame frame = emptyFrame(scope);
    frame.fixedTop = 1.0;
    const Timeline* timeline = scope.timelines.findApplication(scope.application);
    if (timeline == nullptr)
        return frame;
    const auto course = [&](Metric metric) { return pointsOf(scope, *timeline, metric); };
    const std::array<QList<QPointF>, kTierCount> placed{course(Metric::PlacedLocal), course(Metric::PlacedContainer),
                                                        course(Metric::PlacedServerless)};
    const QList<QPointF> requests = course(Metric::Requests);
    const QList<QPointF> failures = course(Metric::Failures);
    std::array<Band, kTierCount> bands;
    for (const Tier tier : kTiers) {
        Band& band = bands[static_cast<std::size_t>(tier)];
        band.name = tierWord(tier);
        band.color = scope.colors.tier[static_cast<std::size_t>(tier)];
        band.color.setAlpha(kBandAlpha);
        band.line = scope.colors.tierLine[static_cast<std::size_t>(tier)];
        band.marker = markerOf(tier);
    }
    Band failed{.name = Text::tr("failed"),
                .color = scope.colors.failure,
                .line = scope.colors.failure,
                .fill = Qt::BDiagPattern,
                .marker = Marker::Cross,
                .lower = {},
                .upper = {},
                .shares = {}};
    bool any = false;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        double sum = 0.0;
        for (const auto& tier : placed)
            sum += std::isnan(tier[i].y()) ? 0.0 : tier[i].y();
        const double total = std::max(sum, std::isnan(requests[i].y()) ? 0.0 : requests[i].y());
        const bool known = total > 0.0;
        any = any || known;
        const double x = requests[i].x();
        double height = 0.0;
        for (std::size_t tier = 0; tier < kTierCount; ++tier) {
            const double share = known && !std::isnan(placed[tier][i].y()) ? placed[tier][i].y() / total : 0.0;
            bands[tier].lower.append({x, height});
            height += share;
            bands[tier].upper.append({x, height});
            bands[tier].shares.append(known ? share : std::nan(""));
        }
        const double lost = known && !std::isnan(failures[i].y()) ? std::min(1.0, failures[i].y() / total) : 0.0;
        failed.lower.append({x, known ? 1.0 - lost : 0.0});
        failed.upper.append({x, known ? 1.0 : 0.0});
        failed.shares.append(known ? lost : std::nan(""));
    }
    if (!any)
        return frame;
    for (Band& band : bands)
        frame.bands.append(std::move(band));
    frame.bands.append(std::move(failed));
    return frame;
}

ChartFrame failuresFrame(const OverviewScope& scope)
{
    struct Way {
        Outcome outcome;
        QList<QPointF> points;
        double sum;
    };
    ChartFrame frame = emptyFrame(scope);
    const Timeline* timeline = scope.timelines.findApplication(scope.application);
    if (timeline == nullptr)
        return frame;
    std::vector<Way> ways;
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        const auto outcome = static_cast<Outcome>(i);
        Way way{outcome, pointsOf(scope, *timeline, failedBy(outcome)), 0.0};
        way.sum = sumOf(way.points);
        if (way.sum > 0.0)
            ways.push_back(std::move(way));
    }
    // Which six is a matter of their number; their order is not, or the lines would change colour as they go.
    std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.sum > b.sum; });
    ways.resize(std::min(ways.size(), kMostFailures));
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.outcome < b.outcome; });
    for (Way& way : ways) {
        const auto turn = static_cast<std::size_t>(way.outcome);
        Curve curve;
        curve.name = way.outcome == Outcome::Answered ? Text::tr("answered 5xx") : outcomeWord(way.outcome);
        const auto& plain = scope.colors.plain;
        const std::array<QColor, 7> colors{scope.colors.failure,
                                           plain[0],
                                           scope.colors.warning,
                                           plain[3],
                                           plain[2],
                                           plain[4],
                                           plain[5]}; // prime to the line styles: no pair twice
        curve.color = colors[turn % colors.size()];
        curve.style = penOf(turn);
        curve.marker = Marker::Cross;
        curve.points = std::move(way.points);
        frame.curves.append(std::move(curve));
    }
    return frame;
}

ChartFrame loadFrame(const OverviewScope& scope)
{
    ChartFrame frame = emptyFrame(scope);
    const Timeline* timeline = scope.timelines.findApplication(scope.application);
    if (timeline == nullptr)
        return frame;
    frame.curves.append({.name = Text::tr("in flight"),
                         .color = scope.colors.plain[0],
                         .style = Qt::SolidLine,
                         .marker = Marker::Circle,
                         .points = pointsOf(scope, *timeline, Metric::InFlight)});
    frame.curves.append({.name = Text::tr("waiting"),
                         .color = scope.colors.plain[1],
                         .style = Qt::DashLine,
                         .marker = Marker::Square,
                         .points = pointsOf(scope, *timeline, Metric::Queued)});
    return frame;
}

} // namespace straightline::ui
