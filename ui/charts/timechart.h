// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "ui/charts/chartdata.h"

class QAreaSeries;
class QChart;
class QGraphicsScene;
class QLineSeries;
class QToolButton;
class QValueAxis;

namespace straightline::ui
{

/// Draws lines and areas over time with Qt Charts, axes with units, a legend with markers, the window's crosshair, a
/// histogram at the right edge and a threshold line that is dragged with the mouse or moved with the arrow keys. The
/// series are rendered once per frame into a picture; crosshair and ghost line are drawn over it, so moving the mouse
/// costs nothing. Never more than 300 points a series. GUI thread.
class TimeChart : public QWidget
{
    Q_OBJECT
public:
    enum class Scale { Linear, Logarithmic };

    /// `unit` is that of the plain numbers, for tables and files.
    TimeChart(const QString& title, Scale scale, NumberFormat format, const QString& unit, QWidget* parent = nullptr);
    ~TimeChart() override;

    const QString& title() const { return m_title; }
    const NumberFormat& format() const { return m_format; }
    void showFrame(ChartFrame frame);
    const ChartFrame& frame() const { return m_frame; }
    ChartData data() const { return chartDataOf(m_frame, m_title, m_unit); }
    QString summary() const { return summaryOf(m_frame, m_title, m_format); }
    const QString& unit() const { return m_unit; }
    bool hasData() const;
    /// The chart as a picture, without crosshair: on a screen, in a PNG, in an SVG.
    void paintOn(QPainter& painter);

    /// The crosshair of the whole window; empty = none.
    void setCrosshair(std::optional<std::int64_t> atMillis);
    std::optional<std::int64_t> crosshair() const { return m_crosshair; }
    /// The time and what each series has there, as hovering shows it; empty without data.
    QStringList linesAt(std::int64_t millis) const;
    /// `meaning` says what the chart shows; `whyNot` why its threshold does not move, empty = it does.
    void setMeaning(const QString& meaning);
    void setThresholdMovable(bool movable, const QString& whyNot);
    /// Shown where the data would be while there is none.
    void setEmptyText(const QString& text);
    const QString& emptyText() const { return m_emptyText; }
    /// A control beside the title; becomes a child of the chart.
    void setHeadWidget(QWidget* widget);
    /// The button at the right end of the head, whose menu the owner fills.
    QToolButton* menuButton() const { return m_menu; }
    int mostSeriesPoints() const; ///< of the series as Qt Charts has them
    QRectF plotRect() const;
    double yOf(double value) const; ///< widget coordinate of a value
    double valueAt(double y) const;
    std::optional<double> ghost() const { return m_ghost; } ///< the threshold under the mouse or the keys
    QSize minimumSizeHint() const override { return {280, 190}; }
    QSize sizeHint() const override { return {480, 220}; }

Q_SIGNALS:
    void crosshairMoved(std::optional<std::int64_t> atMillis);
    void thresholdDragged(double value); ///< while it moves
    void thresholdDropped(double value);
    void thresholdDragCancelled();
    void menuWanted(const QPoint& globalAt);
    void chosen(); ///< it got the focus, or its menu is wanted

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Line { ///< one curve: a few series, one for each stretch without a gap
        QList<QLineSeries*> runs;
    };
    struct Area {
        QLineSeries* lower = nullptr;
        QLineSeries* upper = nullptr;
        QAreaSeries* area = nullptr;
    };

    struct LegendEntry {
        QRectF at;
        QString name;
        const Curve* curve = nullptr; ///< or a band
        const Band* band = nullptr;
    };

    double scaled(double value) const;
    double xOf(std::int64_t millis) const;
    double snapped(double value) const;
    bool nearThreshold(const QPointF& at) const;
    QString tipAt(const QPointF& at) const;
    void moveGhost(double value);
    void endDrag(bool apply);
    bool thresholdKey(int key);
    bool crosshairKey(int key);
    const QList<QPointF>* reference() const; ///< whose x all series have
    qsizetype nearestIndex(std::int64_t millis) const;
    void chooseRange();
    void updateSeries();
    void updateLine(Line& line, const Curve& curve);
    void updateArea(Area& area, const Band& band);
    QLineSeries* newLine();
    void describe();
    void layoutHead();
    void layoutLegend();
    void renderPicture();
    void paintPicture(QPainter& painter);
    QRectF barRect(const Bar& bar) const;
    void paintGrid(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintHead(QPainter& painter) const;
    void paintThreshold(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;
    void paintReadings(QPainter& painter, double x, const QStringList& lines) const;
    void paintEnds(QPainter& painter) const;

    QString m_title;
    Scale m_scale;
    NumberFormat m_format;
    QString m_unit;
    QString m_meaning;
    QString m_whyNot;
    ChartFrame m_frame;
    QString m_emptyText;
    QWidget* m_head = nullptr;
    QToolButton* m_menu;
    QList<LegendEntry> m_legend;
    int m_legendLeft = 0; ///< entries that found no place
    int m_legendRows = 0; ///< below the title
    QTimer m_describing;  ///< the sentence for screen readers follows with less haste
    double m_low = 0.0;   ///< of the y axis, scaled
    double m_high = 1.0;
    std::optional<std::int64_t> m_crosshair;
    std::optional<double> m_ghost;
    bool m_ghostByKey = false;
    bool m_movable = false;
    bool m_dirty = true;
    QPixmap m_picture;
    std::unique_ptr<QGraphicsScene> m_scene;
    QChart* m_chart = nullptr; ///< owned by the scene
    QValueAxis* m_xAxis = nullptr;
    QValueAxis* m_yAxis = nullptr;
    QList<Line> m_lines;
    QList<Area> m_areas;
};

void paintMarker(QPainter& painter, Marker marker, const QPointF& at, double size, const QColor& color);

} // namespace straightline::ui
