// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewpage.h"

#include <cmath>

#include <QGridLayout>
#include <QVBoxLayout>

#include "ui/pages/emptystate.h"
#include "ui/pages/overviewcharts.h"
#include "ui/pages/thresholdbar.h"
#include "ui/pages/tile.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::size_t kShownEvents = 3;

QFrame* cardAround(QWidget* content)
{
    auto* card = new QFrame;
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(content);
    return card;
}

} // namespace

OverviewPage::OverviewPage(EngineLink& link, ViewState& view, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_empty(new EmptyState(this))
    , m_thresholds(new ThresholdBar(this))
{
    setObjectName(QStringLiteral("OverviewPage"));
    m_empty->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildTiles());
    layout->addWidget(m_empty);
    layout->addWidget(m_thresholds);
    layout->addWidget(buildCharts(), 1);
    layout->addWidget(buildEvents());
    connectThresholds();
    connect(&m_link, &EngineLink::frameDue, this, [this] {
        if (isVisible() && m_view.isLive())
            refresh();
    });
    connect(&m_link, &EngineLink::historyLoaded, this, [this] {
        if (isVisible())
            refreshCharts();
    });
    connect(&m_link, &EngineLink::siteChanged, this, [this] {
        refreshEditors();
        if (isVisible())
            refreshCharts(); // the lines F and D move, also while the view is paused
    });
    connect(&m_link, &EngineLink::statusChanged, this, &OverviewPage::refreshEditors);
    connect(&m_link, &EngineLink::failed, this, &OverviewPage::refreshEditors);
    connect(&m_link, &EngineLink::eventsChanged, this, &OverviewPage::refreshEvents);
    connect(&m_view, &ViewState::changed, this, &OverviewPage::refresh);
    refreshEditors();
    refreshEvents();
}

QWidget* OverviewPage::buildTiles()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto add = [&](const char* objectName, const QString& name, const QString& meaning) {
        auto* tile = new Tile(name, meaning, row);
        tile->setObjectName(QLatin1String(objectName));
        layout->addWidget(tile, 1);
        return tile;
    };
    m_requestsTile = add("requestsTile", tr("Requests"), tr("Finished requests over the last second."));
    m_latencyTile = add("latencyTile", tr("Latency p95"),
                        tr("95 of 100 requests of the last 10 s took at most this long, from head to last byte."));
    m_failuresTile =
        add("failuresTile", tr("Failed"),
            tr("Share of the last second's requests that were not answered, or with a status of 500 or more."));
    m_inFlightTile = add("inFlightTile", tr("In flight"), tr("Requests begun and not yet finished, now."));
    m_backendsTile = add("backendsTile", tr("Backends up"), tr("Backends that are up, of all that are registered."));
    return row;
}

QWidget* OverviewPage::buildCharts()
{
    auto* grid = new QWidget(this);
    auto* layout = new QGridLayout(grid);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_frequencyChart = new TimeChart(tr("Request frequency"), TimeChart::Scale::Linear, formatRate);
    m_sizeChart = new TimeChart(tr("Data size"), TimeChart::Scale::Logarithmic, formatBytes);
    m_latencyChart = new TimeChart(tr("Latency per backend"), TimeChart::Scale::Linear, formatMillis);
    m_shareChart = new TimeChart(tr("Placement share"), TimeChart::Scale::Linear, formatPercent);
    m_frequencyChart->setObjectName(QStringLiteral("frequencyTimeChart"));
    m_sizeChart->setObjectName(QStringLiteral("sizeTimeChart"));
    m_latencyChart->setObjectName(QStringLiteral("latencyTimeChart"));
    m_shareChart->setObjectName(QStringLiteral("shareTimeChart"));
    m_latencyChart->setHeadWidget(buildPercentiles());
    const std::array<TimeChart*, 4> charts{m_frequencyChart, m_sizeChart, m_latencyChart, m_shareChart};
    for (std::size_t i = 0; i < charts.size(); ++i) {
        charts[i]->setEmptyText(tr("No requests in this time range."));
        layout->addWidget(cardAround(charts[i]), static_cast<int>(i / 2), static_cast<int>(i % 2));
        connect(charts[i], &TimeChart::crosshairMoved, this, [charts](std::optional<std::int64_t> at) {
            for (TimeChart* chart : charts)
                chart->setCrosshair(at);
        });
    }
    return grid;
}

QWidget* OverviewPage::buildPercentiles()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    constexpr std::array<const char*, 3> kNames{"p50", "p95", "p99"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        auto* button = new QToolButton(row);
        button->setText(QLatin1String(kNames[i]));
        button->setObjectName(QLatin1String(kNames[i]) + QStringLiteral("ToolButton"));
        button->setAccessibleName(tr("Show %1").arg(QLatin1String(kNames[i])));
        button->setToolTip(tr("Show %1").arg(QLatin1String(kNames[i])));
        button->setProperty("small", true);
        button->setCheckable(true);
        button->setChecked(i < 2);
        connect(button, &QToolButton::toggled, this, &OverviewPage::refreshCharts);
        layout->addWidget(button);
        m_percentiles[i] = button;
    }
    return row;
}

QWidget* OverviewPage::buildEvents()
{
    m_events = new QLabel(this);
    m_events->setObjectName(QStringLiteral("eventsLabel"));
    m_events->setAccessibleName(tr("Latest events"));
    m_events->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_events->setTextFormat(Qt::PlainText);
    m_events->setProperty("muted", true);
    m_events->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return m_events;
}

void OverviewPage::connectThresholds()
{
    connect(m_thresholds, &ThresholdBar::thresholdsEdited, this, &OverviewPage::applyThresholds);
    connect(m_thresholds, &ThresholdBar::policyEdited, this, [this](const QString& application, PolicyKind policy) {
        m_link.apply(PutPolicy{toUtf8(application), policy},
                     tr("Policy of %1: %2").arg(application, policyTitle(policy)));
    });
    const auto chosen = [this] { return m_link.site()->findApplication(m_view.application()); };
    connect(m_frequencyChart, &TimeChart::thresholdDropped, this, [this, chosen](double value) {
        if (const ApplicationConfiguration* application = chosen()) {
            const double step = std::pow(10.0, std::floor(std::log10(std::max(1.0, value))) - 2.0);
            applyThresholds(fromUtf8(application->name),
                            {std::round(value / step) * step, application->thresholds.sizeBytes});
        }
    });
    connect(m_sizeChart, &TimeChart::thresholdDropped, this, [this, chosen](double value) {
        if (const ApplicationConfiguration* application = chosen()) {
            const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(std::max(1.0, value))) - 2.0));
            applyThresholds(fromUtf8(application->name),
                            {application->thresholds.frequencyHz,
                             static_cast<std::uint64_t>(std::llround(std::round(value / step) * step))});
        }
    });
}

void OverviewPage::applyThresholds(const QString& application, const Thresholds& thresholds)
{
    m_link.apply(PutThresholds{toUtf8(application), thresholds},
                 tr("Thresholds of %1: F %2, D %3")
                     .arg(application, formatRate(thresholds.frequencyHz),
                          formatBytes(static_cast<double>(thresholds.sizeBytes))));
}

void OverviewPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void OverviewPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        refreshCharts();
    QWidget::changeEvent(event);
}

void OverviewPage::refresh()
{
    if (m_view.isLive() || !m_shown)
        m_shown = m_link.snapshot();
    m_link.loadHistory(m_view.range());
    refreshEditors();
    refreshTiles();
    refreshCharts();
    refreshEmpty();
}

void OverviewPage::refreshEditors()
{
    const ApplicationConfiguration* application = m_link.site()->findApplication(m_view.application());
    const QString whyNot = m_link.status().readOnly ? tr("The engine is in read-only mode.") : QString();
    m_thresholds->show(application, whyNot);
    const bool movable = application != nullptr && whyNot.isEmpty();
    m_frequencyChart->setThresholdMovable(movable, {});
    m_sizeChart->setThresholdMovable(movable, {});
}

void OverviewPage::refreshTiles()
{
    const SnapshotPtr& snapshot = m_shown;
    if (!snapshot)
        return;
    const auto found = std::find_if(snapshot->applications.begin(), snapshot->applications.end(),
                                    [this](const auto& each) { return each.name == m_view.application(); });
    const bool one = found != snapshot->applications.end();
    const double rate = one ? found->requestsPerSecond : snapshot->requestsPerSecond;
    const double failures = one ? found->failuresPerSecond : snapshot->failuresPerSecond;
    const Percentiles& latency = one ? found->latency.total : snapshot->latency.total;
    const std::uint32_t inFlight = one ? found->inFlight : snapshot->gateway.inFlight;
    const std::uint32_t queued = one ? found->queued : snapshot->gateway.queued;
    const double share = rate > 0.0 ? failures / rate : std::nan("");
    m_requestsTile->show(formatRate(rate), one ? tr("f %1").arg(formatRate(found->frequencyHz)) : QString());
    m_latencyTile->show(latency.count > 0 ? formatMillis(latency.p95) : noData(),
                        latency.count > 0 ? tr("p50 %1").arg(formatMillis(latency.p50)) : QString());
    m_failuresTile->show(formatPercent(share), {}, share > 0.01);
    m_inFlightTile->show(formatCount(inFlight), queued > 0 ? tr("%1 waiting").arg(formatCount(queued)) : QString());
    int up = 0;
    int all = 0;
    for (const BackendSnapshot& backend : snapshot->backends) {
        if (one && backend.application != found->name)
            continue;
        ++all;
        up += backend.status.state == BackendState::Up ? 1 : 0;
    }
    m_backendsTile->show(tr("%1 of %2").arg(up).arg(all), {}, up < all);
    const Timeline* timeline = m_link.timelines().findApplication(one ? found->name : std::string());
    if (timeline == nullptr)
        return;
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::milliseconds>(snapshot->taken.time_since_epoch()).count();
    m_requestsTile->setCourse(timeline->points(m_view.range(), Metric::Requests, now));
    m_latencyTile->setCourse(timeline->points(m_view.range(), Metric::LatencyP95, now));
    m_failuresTile->setCourse(timeline->points(m_view.range(), Metric::Failures, now));
    m_inFlightTile->setCourse(timeline->points(m_view.range(), Metric::InFlight, now));
}

void OverviewPage::refreshCharts()
{
    if (!m_shown)
        return;
    const OverviewScope scope{m_link.timelines(),     *m_shown,       *m_link.site(),
                              themeColors(palette()), m_view.range(), m_view.application()};
    m_frequencyChart->showFrame(frequencyFrame(scope));
    m_sizeChart->showFrame(sizeFrame(scope));
    m_latencyChart->showFrame(latencyFrame(
        scope, {m_percentiles[0]->isChecked(), m_percentiles[1]->isChecked(), m_percentiles[2]->isChecked()}));
    m_shareChart->showFrame(shareFrame(scope));
}

void OverviewPage::refreshEmpty()
{
    const SnapshotPtr& snapshot = m_link.snapshot();
    if (!snapshot || snapshot->totals.requests > 0) {
        m_empty->hide();
        return;
    }
    if (m_link.site()->applications.empty()) {
        m_empty->show(tr("No application yet. Register its first backend on the Backends page."));
        return;
    }
    const std::string name =
        m_view.application().empty() ? m_link.site()->applications.front().name : m_view.application();
    m_empty->show(tr("No requests yet. Send one:"), exampleCommand(fromUtf8(snapshot->gateway.listen), fromUtf8(name)));
}

void OverviewPage::refreshEvents()
{
    QStringList lines;
    for (const Event& event : m_link.events()) {
        lines.append(formatTime(event.time) + QStringLiteral("  ") + fromUtf8(event.subject) + QStringLiteral(": ")
                     + fromUtf8(event.text));
        if (lines.size() == static_cast<qsizetype>(kShownEvents))
            break;
    }
    m_events->setText(lines.isEmpty() ? tr("No events yet.") : lines.join(QLatin1Char('\n')));
}

} // namespace straightline::ui
