// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tilerow.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>

#include "ui/pages/tile.h"
#include "ui/text/format.h"

namespace straightline::ui
{
namespace
{

constexpr double kBadShare = 0.01;

} // namespace

TileRow::TileRow(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_requests = add("requestsTile", tr("Requests"), tr("Finished requests over the last second."));
    m_latency = add("latencyTile", tr("Latency p95"),
                    tr("95 of 100 requests of the last 10 s took at most this long, from head to last byte."));
    m_failures =
        add("failuresTile", tr("Failed"),
            tr("Share of the last second's requests that were not answered, or with a status of 500 or more."));
    m_inFlight = add("inFlightTile", tr("In flight"), tr("Requests begun and not yet finished, now."));
    m_backends = add("backendsTile", tr("Backends up"), tr("Backends that are up, of all that are registered."));
}

Tile* TileRow::add(const char* objectName, const QString& name, const QString& meaning)
{
    auto* tile = new Tile(name, meaning, this);
    tile->setObjectName(QLatin1String(objectName));
    static_cast<QHBoxLayout*>(layout())->addWidget(tile, 1);
    return tile;
}

void TileRow::show(const OverviewScope& scope)
{
    const Snapshot& snapshot = scope.snapshot;
    const auto found = std::find_if(snapshot.applications.begin(), snapshot.applications.end(),
                                    [&](const auto& each) { return each.name == scope.application; });
    const bool one = found != snapshot.applications.end();
    const double rate = one ? found->requestsPerSecond : snapshot.requestsPerSecond;
    const double failures = one ? found->failuresPerSecond : snapshot.failuresPerSecond;
    const Percentiles& latency = one ? found->latency.total : snapshot.latency.total;
    const std::uint32_t inFlight = one ? found->inFlight : snapshot.gateway.inFlight;
    const std::uint32_t queued = one ? found->queued : snapshot.gateway.queued;
    const double share = rate > 0.0 ? failures / rate : std::nan("");
    m_requests->show(formatRate(rate), one ? tr("f %1").arg(formatRate(found->frequencyHz)) : QString());
    m_latency->show(latency.count > 0 ? formatMillis(latency.p95) : noData(),
                    latency.count > 0 ? tr("p50 %1").arg(formatMillis(latency.p50)) : QString());
    m_failures->show(formatPercent(share), {}, share > kBadShare);
    m_inFlight->show(formatCount(inFlight), queued > 0 ? tr("%1 waiting").arg(formatCount(queued)) : QString());
    int up = 0;
    int all = 0;
    for (const BackendSnapshot& backend : snapshot.backends) {
        if (one && backend.application != found->name)
            continue;
        ++all;
        up += backend.status.state == BackendState::Up ? 1 : 0;
    }
    m_backends->show(tr("%1 of %2").arg(up).arg(all), {}, up < all);
    if (const Timeline* timeline = scope.timelines.findApplication(one ? found->name : std::string()))
        showCourses(scope, *timeline);
}

void TileRow::showCourses(const OverviewScope& scope, const Timeline& timeline)
{
    const std::int64_t now = scope.nowMillis();
    const auto mean = [&](Metric metric, int back) { return timeline.mean(scope.range, metric, now, back); };
    const auto show = [&](Tile* tile, Metric metric, const auto& format) {
        tile->setCourse(timeline.points(scope.range, metric, now));
        tile->setChange(mean(metric, 0), mean(metric, 1), format);
    };
    show(m_requests, Metric::Requests, formatRate);
    show(m_latency, Metric::LatencyP95, formatMillis);
    show(m_inFlight, Metric::InFlight, formatNumber);
    m_failures->setCourse(timeline.points(scope.range, Metric::Failures, now));
    m_failures->setChangeOfShare(mean(Metric::Failures, 0) / mean(Metric::Requests, 0),
                                 mean(Metric::Failures, 1) / mean(Metric::Requests, 1));
}

} // namespace straightline::ui
