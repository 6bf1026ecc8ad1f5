// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "ui/enginelink.h"
#include "ui/viewstate.h"

class QGridLayout;

namespace straightline::ui
{

class EmptyState;
class ThresholdBar;
class Tile;
class TimeChart;

/// Is it healthy, where do requests go, why, and what would change it: tiles, thresholds, four charts, latest events.
/// GUI thread; owned by the main window.
class OverviewPage : public QWidget
{
    Q_OBJECT
public:
    OverviewPage(EngineLink& link, ViewState& view, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildTiles();
    QWidget* buildCharts();
    QWidget* buildPercentiles();
    QWidget* buildEvents();
    void connectThresholds();
    void refresh();
    void refreshTiles();
    void refreshCharts();
    void refreshEditors();
    void refreshEvents();
    void refreshEmpty();
    void applyThresholds(const QString& application, const Thresholds& thresholds);

    EngineLink& m_link;
    ViewState& m_view;
    SnapshotPtr m_shown; ///< the newest, or where the view was paused
    EmptyState* m_empty;
    ThresholdBar* m_thresholds;
    Tile* m_requestsTile = nullptr;
    Tile* m_latencyTile = nullptr;
    Tile* m_failuresTile = nullptr;
    Tile* m_inFlightTile = nullptr;
    Tile* m_backendsTile = nullptr;
    TimeChart* m_frequencyChart = nullptr;
    TimeChart* m_sizeChart = nullptr;
    TimeChart* m_latencyChart = nullptr;
    TimeChart* m_shareChart = nullptr;
    std::array<QToolButton*, 3> m_percentiles{};
    QLabel* m_events = nullptr;
};

} // namespace straightline::ui
