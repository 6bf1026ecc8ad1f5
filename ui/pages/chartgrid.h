// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>

class QGridLayout;

namespace straightline::ui
{

class TimeChart;
class ViewState;

/// Charts side by side, in as many columns as there is room for, scrolled where they do not fit. They share the
/// window's crosshair. GUI thread; owned by a page.
class ChartGrid : public QScrollArea
{
    Q_OBJECT
public:
    explicit ChartGrid(ViewState& view, QWidget* parent = nullptr);
    void add(TimeChart* chart);
    const QList<TimeChart*>& charts() const { return m_charts; }
    /// The one that had the focus or the menu last; the first until then.
    TimeChart* current() const { return m_current; }
    int columns() const { return m_columns; }

Q_SIGNALS:
    void menuWanted(const QPoint& globalAt);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    ViewState& m_view;
    QWidget* m_content;
    QGridLayout* m_layout;
    QList<TimeChart*> m_charts;
    QList<QWidget*> m_cards;
    TimeChart* m_current = nullptr;
    int m_columns = 0;
};

} // namespace straightline::ui
