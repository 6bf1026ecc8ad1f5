// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace straightline::ui
{

class ActionRegistry;
class ChartGrid;
class TimeChart;

/// What can be had of the chosen chart: its table, its numbers on the clipboard or in a file, itself as a picture.
/// GUI thread; owned by the page of the charts.
class ChartActions : public QObject
{
    Q_OBJECT
public:
    ChartActions(ChartGrid& grid, ActionRegistry& actions, QWidget* page);
    /// Off while the page is not shown.
    void setOn(bool on);

Q_SIGNALS:
    void said(const QString& text); ///< where it was saved, or why not

private:
    void popUp(const QPoint& globalAt);
    void save(const QString& extension, const QString& filter, const std::function<QByteArray(TimeChart&)>& bytes,
              const QString& nameEnd = {});
    void write(const QString& path, const QByteArray& bytes);

    ChartGrid& m_grid;
    QWidget* m_page;
    QMenu* m_menu;
    QList<QAction*> m_actions;
    QAction* m_bars = nullptr; ///< only for a chart with a histogram
};

} // namespace straightline::ui
