// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewcharts.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::size_t kMostApplications = 6;
constexpr std::size_t kMostBackends = 6;
constexpr int kBandAlpha = 200;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::OverviewCharts)
};

std::int64_t nowOf(const OverviewScope& scope)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(scope.snapshot.taken.time_since_epoch()).count();
}

ChartFrame emptyFrame(const OverviewScope& scope)
{
    ChartFrame frame;
    const std::int64_t step = stepOf(scope.range).count();
    frame.to = nowOf(scope) / step * step;
    frame.from = frame.to - lengthOf(scope.range).count();
    return frame;
}

void putThreshold(ChartFrame& frame, const OverviewScope& scope, const char* name, double Thresholds::*frequency)
{
    if (const ApplicationConfiguration* application = scope.site.findApplication(scope.application)) {
        frame.thresholdName = QLatin1String(name);
        frame.threshold = frequency != nullptr ? application->thresholds.*frequency
                                               : static_cast<double>(application->thresholds.sizeBytes);
    }
}

/// Backends of one tier are told apart by lightness; the line style says the tier.
QColor shade(const QColor& color, int turn)
{
    constexpr std::array<int, 3> kFactors{100, 150, 70};
    return color.lighter(kFactors[static_cast<std::size_t>(turn) % kFactors.size()]);
}

} // namespace

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
    putThreshold(frame, scope, "F", &Thresholds::frequencyHz);
    const auto add = [&](const ApplicationSnapshot& application, std::size_t turn) {
        const Timeline* timeline = scope.timelines.findApplication(application.name);
        if (timeline == nullptr)
            return;
        const bool chosen = scope.application.empty() || application.name == scope.application;
        Curve curve;
        curve.name = fromUtf8(application.name);
        curve.color = scope.colors.plain[turn % scope.colors.plain.size()];
        curve.width = chosen ? 2.0 : 1.0;
        curve.style = turn % 3 == 0 ? Qt::SolidLine : turn % 3 == 1 ? Qt::DashLine : Qt::DotLine;
        curve.points = timeline->points(scope.range, Metric::Frequency, nowOf(scope));
        frame.curves.append(std::move(curve));
    };
    const auto& applications = scope.snapshot.applications;
    for (std::size_t i = 0; i < applications.size(); ++i) {
        if (i < kMostApplications || applications[i].name == scope.application)
            add(applications[i], i);
    }
    return frame;
}

ChartFrame sizeFrame(const OverviewScope& scope)
{
    ChartFrame frame = emptyFrame(scope);
    putThreshold(frame, scope, "D", nullptr);
    const auto add = [&](const std::string& application, std::size_t turn) {
        const Timeline* timeline = scope.timelines.findApplication(application);
        if (timeline == nullptr)
            return;
        const QString prefix = scope.application.empty() ? fromUtf8(application) + QLatin1Char(' ') : QString();
        const QColor color = scope.colors.plain[turn % scope.colors.plain.size()];
        frame.curves.append({.name = prefix + QStringLiteral("p50"),
                             .color = color,
                             .style = Qt::SolidLine,
                             .points = timeline->points(scope.range, Metric::SizeP50, nowOf(scope))});
        frame.curves.append({.name = prefix + QStringLiteral("p95"),
                             .color = color,
                             .style = Qt::DashLine,
                             .width = 1.5,
                             .points = timeline->points(scope.range, Metric::SizeP95, nowOf(scope))});
    };
    const auto& applications = scope.snapshot.applications;
    for (std::size_t i = 0; i < applications.size(); ++i) {
        if (scope.application.empty() ? i < kMostApplications / 2 : applications[i].name == scope.application)
            add(applications[i].name, i);
    }
    return frame;
}

ChartFrame latencyFrame(const OverviewScope& scope, const std::array<bool, 3>& shown)
{
    struct Percentile {
        const char* name;
        Metric metric;
        double width;
        int alpha;
    };
    constexpr std::array<Percentile, 3> kPercentiles{{{"p50", Metric::LatencyP50, 2.0, 255},
                                                      {"p95", Metric::LatencyP95, 1.5, 190},
                                                      {"p99", Metric::LatencyP99, 1.0, 150}}};
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
        const QColor color = shade(scope.colors.tierLine[tier], turns[tier]++);
        const QString name = fromUtf8(scope.application.empty() ? backend.status.id : backend.name);
        bool first = true;
        for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
            if (!shown[i])
                continue;
            Curve curve;
            curve.name = first ? name : name + QLatin1Char(' ') + QLatin1String(kPercentiles[i].name);
            curve.color = color;
            curve.color.setAlpha(first ? 255 : kPercentiles[i].alpha);
            curve.style = tierPen(backend.tier);
            curve.marker = markerOf(backend.tier);
            curve.width = first ? 2.0 : kPercentiles[i].width;
            curve.inLegend = std::exchange(first, false);
            curve.points = timeline->points(scope.range, kPercentiles[i].metric, nowOf(scope));
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
    const auto pointsOf = [&](Metric metric) { return timeline->points(scope.range, metric, nowOf(scope)); };
    const std::array<QList<QPointF>, kTierCount> placed{
        pointsOf(Metric::PlacedLocal), pointsOf(Metric::PlacedContainer), pointsOf(Metric::PlacedServerless)};
    const QList<QPointF> requests = pointsOf(Metric::Requests);
    const QList<QPointF> failures = pointsOf(Metric::Failures);
    std::array<Band, kTierCount> bands;
    for (const Tier tier : kTiers) {
        Band& band = bands[static_cast<std::size_t>(tier)];
        band.name = tierWord(tier);
        band.color = scope.colors.tier[static_cast<std::size_t>(tier)];
        band.color.setAlpha(kBandAlpha);
        band.marker = markerOf(tier);
    }
    Band failed{.name = Text::tr("failed"),
                .color = scope.colors.failure,
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

} // namespace straightline::ui
