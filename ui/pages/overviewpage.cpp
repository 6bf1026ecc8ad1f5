// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewpage.h"

#include <cmath>

#include <QSettings>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/pages/chartactions.h"
#include "ui/pages/chartgrid.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/eventlines.h"
#include "ui/pages/overviewcharts.h"
#include "ui/pages/thresholdbar.h"
#include "ui/pages/tilerow.h"
#include "ui/readonly.h"
#include "ui/text/curl.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::array<const char*, 3> kPercentileNames{"p50", "p95", "p99"};

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

QString percentileKey(std::size_t index)
{
    return QStringLiteral("overview/") + QLatin1String(kPercentileNames[index]);
}

} // namespace

OverviewPage::OverviewPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_retry(actions.add(QStringLiteral("readHistoryAction"), tr("Read the &history again"), QStringLiteral("refresh"),
                          {}, tr("Ask the engine again for the shown time range")))
    , m_empty(new EmptyState(this))
    , m_tiles(new TileRow(this))
    , m_thresholds(new ThresholdBar(this))
    , m_grid(new ChartGrid(view, this))
    , m_chartActions(new ChartActions(*m_grid, actions, this))
    , m_events(new EventLines(link, this))
{
    setObjectName(QStringLiteral("OverviewPage"));
    m_empty->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_tiles);
    layout->addWidget(m_empty);
    layout->addWidget(m_thresholds);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_events);
    buildCharts();
    connect(m_chartActions, &ChartActions::said, m_events, &EventLines::say);
    connectThresholds();
    connectLink();
    refreshEditors();
}

void OverviewPage::connectLink()
{
    connect(&m_link, &EngineLink::frameDue, this, [this] {
        if (isVisible() && m_view.isLive())
            refresh();
    });
    connect(&m_link, &EngineLink::historyLoaded, this, [this] {
        if (m_held)
            m_held = m_link.timelines(); // a range that was not looked at before the pause
        if (isVisible()) {
            refreshCharts();
            refreshEmpty();
        }
    });
    connect(m_retry, &QAction::triggered, this, [this] { m_link.retryHistory(m_view.range()); });
    connect(&m_link, &EngineLink::siteChanged, this, [this] {
        refreshEditors();
        if (isVisible())
            refreshCharts(); // the lines F and D move, also while the view is paused
    });
    connect(&m_link, &EngineLink::statusChanged, this, &OverviewPage::refreshEditors);
    connect(&m_link, &EngineLink::failed, this, &OverviewPage::refreshEditors);
    connect(&m_view, &ViewState::changed, this, [this] {
        hold();
        refresh();
    });
    hold();
}

void OverviewPage::hold()
{
    if (m_view.isLive())
        m_held.reset();
    else if (!m_held)
        m_held = m_link.timelines();
}

TimeChart* OverviewPage::addChart(const char* objectName, const QString& title, TimeChart::Scale scale,
                                  const NumberFormat& format, const QString& unit, const QString& meaning)
{
    auto* chart = new TimeChart(title, scale, format, unit);
    chart->setObjectName(QLatin1String(objectName));
    chart->menuButton()->setObjectName(QLatin1String(objectName) + QStringLiteral("MenuToolButton"));
    chart->setMeaning(meaning);
    m_grid->add(chart);
    return chart;
}

void OverviewPage::buildCharts()
{
    using Scale = TimeChart::Scale;
    m_frequencyChart =
        addChart("frequencyTimeChart", tr("Request frequency"), Scale::Linear, {formatRate, formatRateLike},
                 QStringLiteral("/s"),
                 tr("Requests per second of each application, in its sliding window. Above the line F small requests "
                    "are a burst and go to the serverless tier."));
    m_sizeChart = addChart("sizeTimeChart", tr("Data size"), Scale::Logarithmic, formatBytes, QStringLiteral("B"),
                           tr("Size of the request bodies: half of them are below p50, 95 of 100 below p95; at the "
                              "right edge, how they spread over the whole time range. Above the line D requests go to "
                              "the container tier."));
    m_latencyChart =
        addChart("latencyTimeChart", tr("Latency per backend"), Scale::Linear, {formatMillis, formatMillisLike},
                 QStringLiteral("ms"), tr("How long requests took, from head to last byte."));
    m_shareChart = addChart("shareTimeChart", tr("Placement share"), Scale::Linear, formatPercent, {},
                            tr("Which tier took what share of the requests; failures on top."));
    m_failuresChart = addChart("failuresTimeChart", tr("Failures by reason"), Scale::Linear,
                               {formatRate, formatRateLike}, QStringLiteral("/s"),
                               tr("Requests per second that were not answered, or with a status of 500 or more."));
    m_loadChart =
        addChart("loadTimeChart", tr("In flight and waiting"), Scale::Linear, {formatNumber, formatNumberLike}, {},
                 tr("Requests begun and not yet finished, and those of them that wait for room."));
    m_latencyChart->setHeadWidget(buildPercentiles());
}

QWidget* OverviewPage::buildPercentiles()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (std::size_t i = 0; i < kPercentileNames.size(); ++i) {
        auto* button = new QToolButton(row);
        button->setText(QLatin1String(kPercentileNames[i]));
        button->setObjectName(QLatin1String(kPercentileNames[i]) + QStringLiteral("ToolButton"));
        button->setAccessibleName(tr("Show %1").arg(QLatin1String(kPercentileNames[i])));
        button->setToolTip(tr("Show %1").arg(QLatin1String(kPercentileNames[i])));
        button->setProperty("small", true);
        button->setCheckable(true);
        button->setChecked(settings().value(percentileKey(i), i < 2).toBool());
        connect(button, &QToolButton::toggled, this, [this, i](bool shown) {
            settings().setValue(percentileKey(i), shown);
            refreshCharts();
        });
        layout->addWidget(button);
        m_percentiles[i] = button;
    }
    return row;
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
        if (const ApplicationConfiguration* application = chosen())
            applyThresholds(fromUtf8(application->name), {value, application->thresholds.sizeBytes});
    });
    connect(m_sizeChart, &TimeChart::thresholdDropped, this, [this, chosen](double value) {
        if (const ApplicationConfiguration* application = chosen())
            applyThresholds(fromUtf8(application->name),
                            {application->thresholds.frequencyHz, static_cast<std::uint64_t>(std::llround(value))});
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
    m_chartActions->setOn(true);
    refresh();
}

void OverviewPage::hideEvent(QHideEvent* event)
{
    m_chartActions->setOn(false);
    QWidget::hideEvent(event);
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
    refreshCharts();
    refreshEmpty();
}

void OverviewPage::refreshEditors()
{
    const ApplicationConfiguration* application = m_link.site()->findApplication(m_view.application());
    const QString whyNot = whyReadOnly(m_link);
    m_thresholds->show(application, whyNot);
    const bool movable = application != nullptr && whyNot.isEmpty();
    m_frequencyChart->setThresholdMovable(movable, whyNot);
    m_sizeChart->setThresholdMovable(movable, whyNot);
}

QString OverviewPage::whyNoData() const
{
    const EngineLink::HistoryState& history = m_link.historyState(m_view.range());
    if (!m_shown)
        return tr("Waiting for the engine's first numbers…");
    if (history.pending > 0)
        return tr("Loading the history…");
    if (history.error)
        return tr("The history cannot be read. %1").arg(errorText(*history.error));
    return tr("No requests in this time range.");
}

void OverviewPage::refreshCharts()
{
    const QString whyNot = whyNoData();
    for (TimeChart* chart : m_grid->charts())
        chart->setEmptyText(whyNot);
    if (!m_shown)
        return;
    const OverviewScope scope{m_held ? *m_held : m_link.timelines(),
                              *m_shown,
                              *m_link.site(),
                              themeColors(palette()),
                              m_view.range(),
                              m_view.application()};
    m_tiles->show(scope);
    m_frequencyChart->showFrame(frequencyFrame(scope));
    m_sizeChart->showFrame(sizeFrame(scope));
    m_latencyChart->showFrame(latencyFrame(
        scope, {m_percentiles[0]->isChecked(), m_percentiles[1]->isChecked(), m_percentiles[2]->isChecked()}));
    m_shareChart->showFrame(shareFrame(scope));
    m_failuresChart->showFrame(failuresFrame(scope));
    m_loadChart->showFrame(loadFrame(scope));
    if (!m_failuresChart->hasData() && m_frequencyChart->hasData())
        m_failuresChart->setEmptyText(tr("No failures in this time range."));
    if (std::none_of(m_percentiles.begin(), m_percentiles.end(), [](const auto* each) { return each->isChecked(); }))
        m_latencyChart->setEmptyText(tr("Choose p50, p95 or p99 above."));
}

void OverviewPage::refreshEmpty()
{
    const SnapshotPtr& snapshot = m_link.snapshot();
    if (const EngineLink::HistoryState& history = m_link.historyState(m_view.range()); history.error) {
        m_empty->show(tr("The history cannot be read. %1").arg(errorText(*history.error)), tr("Retry"),
                      [this] { m_retry->trigger(); });
        return;
    }
    if (!snapshot || snapshot->totals.requests > 0) {
        m_empty->hide();
        return;
    }
    if (m_link.site()->applications.empty()) {
        m_empty->show(tr("No application yet: it begins with its first backend."), tr("Register a backend…"),
                      *m_actions.find(QStringLiteral("registerBackendAction")));
        return;
    }
    const ApplicationConfiguration* chosen = m_link.site()->findApplication(m_view.application());
    m_empty->show(tr("No requests yet. Send one:"),
                  exampleCommand(m_link.status(), chosen != nullptr ? *chosen : m_link.site()->applications.front()));
}

} // namespace straightline::ui
