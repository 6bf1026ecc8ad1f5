// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPixmap>
#include <QWidget>

#include "engine/api/thresholdsweep.h"

namespace straightline::ui
{

QString goalTitle(Goal goal);                         ///< "p95", …
double goalValue(Goal goal, const SweepPoint& point); ///< ms, a share, or $
QString goalText(Goal goal, double value);            ///< with its unit

/// A sweep of thresholds as coloured cells, F across and D up in equal factors, with a scale of what the colours mean:
/// from dark to light, which all eyes can tell, so marks are dark and light at once. Marked are the points of the
/// Pareto front (rings), the present and the tried pair (crossed lines, a cross), the one that was present when it was
/// swept (a square) and the recommended one (a diamond).
/// Arrow keys walk over the cells, Enter chooses. GUI thread; owned by a page.
class HeatMap : public QWidget
{
    Q_OBJECT
public:
    explicit HeatMap(QWidget* parent = nullptr);

    void show(const ThresholdSweep& sweep, Goal goal);
    void showNothing(const QString& why);
    /// What is in force and what the page tries: marked where they lie.
    void setPairs(const Thresholds& present, const Thresholds& tried);
    Thresholds present() const; ///< in force; until that is said, as it was when it was swept
    bool isOutdated() const;    ///< another pair was in force when it was swept: its advice is against that one

    const std::optional<ThresholdSweep>& sweep() const { return m_sweep; }
    Goal goal() const { return m_goal; }
    QRectF plotRect() const;
    QRectF cellRect(std::size_t frequency, std::size_t size) const;
    QPointF pointOf(const Thresholds& thresholds) const; ///< inside the plot, at its edge when it lies beyond
    QString textAt(QPointF at) const;                    ///< what hovering shows there
    std::vector<QRectF> textAreas() const;               ///< where the axes and the scale write, for tests
    QSize minimumSizeHint() const override { return {360, 200}; }

Q_SIGNALS:
    void pointChosen(const straightline::Thresholds& thresholds);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell {
        std::size_t frequency = 0;
        std::size_t size = 0;
        bool operator==(const Cell&) const = default;
    };
    struct Range {
        double low = 0.0;
        double high = 0.0;
        bool isLog = false;
        double shareOf(double value) const; ///< 0 … 1
        double at(double share) const;
    };

    std::optional<Cell> cellAt(QPointF at) const;
    QString cellText(const Cell& cell) const;
    void choose(const Cell& cell);
    Range range() const;
    QRectF scaleRect() const;
    QString summary() const;
    void redraw();
    void paintPicture();
    void paintCells(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    std::optional<ThresholdSweep> m_sweep;
    Goal m_goal = Goal::P95;
    QString m_nothing;
    std::optional<Thresholds> m_present, m_tried;
    std::optional<Cell> m_current; ///< of the keyboard
    QPixmap m_picture;
    bool m_stale = true;
};

} // namespace straightline::ui
