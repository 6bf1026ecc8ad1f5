// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QToolButton>
#include <QWidget>

#include "ui/charts/timechart.h"
#include "ui/enginelink.h"
#include "ui/viewstate.h"

namespace straightline::ui
{

class ActionRegistry;
class ChartActions;
class ChartGrid;
class EmptyState;
class EventLines;
class ThresholdBar;
class TileRow;

/// Is it healthy, where do requests go, why, and what would change it: tiles, thresholds, six charts, latest events.
/// GUI thread; owned by the main window.
class OverviewPage : public QWidget
{
    Q_OBJECT
public:
    OverviewPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildCharts();
    TimeChart* addChart(const char* objectName, const QString& title, TimeChart::Scale scale,
                        const NumberFormat& format, const QString& unit, const QString& meaning);
    QWidget* buildPercentiles();
    void connectLink();
    void connectThresholds();
    void hold(); ///< when the view is paused: what is shown stays
    void refresh();
    void refreshCharts();
    void refreshEditors();
    void refreshEmpty();
    QString whyNoData() const;
    void applyThresholds(const QString& application, const Thresholds& thresholds);

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    SnapshotPtr m_shown;             ///< the newest, or where the view was paused
    std::optional<Timelines> m_held; ///< of that moment, while the view is paused
    QAction* m_retry;                ///< reads the history again
    EmptyState* m_empty;
    TileRow* m_tiles;
    ThresholdBar* m_thresholds;
    ChartGrid* m_grid;
    ChartActions* m_chartActions;
    EventLines* m_events;
    TimeChart* m_frequencyChart = nullptr;
    TimeChart* m_sizeChart = nullptr;
    TimeChart* m_latencyChart = nullptr;
    TimeChart* m_shareChart = nullptr;
    TimeChart* m_failuresChart = nullptr;
    TimeChart* m_loadChart = nullptr;
    std::array<QToolButton*, 3> m_percentiles{};
};

} // namespace straightline::ui
