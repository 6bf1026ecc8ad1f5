// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QColor>
#include <QList>
#include <QPixmap>
#include <QPointF>
#include <QWidget>

class QGraphicsScene;
class QChart;
class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace straightline::ui
{

enum class Marker { None, Circle, Square, Triangle, Cross };

/// A line over time: x in milliseconds since the epoch, y NaN where there is no data.
struct Curve {
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    Marker marker = Marker::None;
    double width = 2.0;
    bool inLegend = true;
    QList<QPointF> points;
};

/// A filled area between two lines of the same x.
struct Band {
    QString name;
    QColor color;
    Qt::BrushStyle fill = Qt::SolidPattern;
    Marker marker = Marker::None;
    QList<QPointF> lower, upper;
    QList<double> shares; ///< what hovering shows, one for each point
};

/// All that a chart shows at one moment.
struct ChartFrame {
    std::int64_t from = 0;
    std::int64_t to = 0;
    QList<Curve> curves;
    QList<Band> bands;
    std::optional<double> threshold;
    QString thresholdName; ///< "F"
    double fixedTop = 0.0; ///< 0 = from the data
};

/// Draws lines and areas over time with Qt Charts, axes with units, a legend with markers, the window's crosshair and a
/// threshold line that can be dragged. The series are rendered once per frame into a picture; crosshair and ghost line
/// are drawn over it, so moving the mouse costs nothing. Never more than 300 points a series. GUI thread.
class TimeChart : public QWidget
{
    Q_OBJECT
public:
    enum class Scale { Linear, Logarithmic };
    using Format = std::function<QString(double)>;

    TimeChart(const QString& title, Scale scale, Format format, QWidget* parent = nullptr);
    ~TimeChart() override;

    void showFrame(ChartFrame frame);
    const ChartFrame& frame() const { return m_frame; }
    /// The crosshair of the whole window; empty = none.
    void setCrosshair(std::optional<std::int64_t> atMillis);
    void setThresholdMovable(bool movable, const QString& why);
    /// Shown where the data would be while there is none.
    void setEmptyText(const QString& text);
    /// A control beside the title; becomes a child of the chart.
    void setHeadWidget(QWidget* widget);
    int mostSeriesPoints() const; ///< of the series as Qt Charts has them
    QRectF plotRect() const;
    double yOf(double value) const; ///< widget coordinate of a value
    double valueAt(double y) const;
    QSize minimumSizeHint() const override { return {280, 150}; }
    QSize sizeHint() const override { return {480, 220}; }

Q_SIGNALS:
    void crosshairMoved(std::optional<std::int64_t> atMillis);
    void thresholdDragged(double value); ///< while the mouse is down
    void thresholdDropped(double value);
    void thresholdDragCancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
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

    double scaled(double value) const;
    double xOf(std::int64_t millis) const;
    bool nearThreshold(const QPointF& at) const;
    bool hasData() const;
    void endDrag(bool apply);
    void chooseRange();
    void updateSeries();
    void updateLine(Line& line, const Curve& curve);
    void updateArea(Area& area, const Band& band);
    QLineSeries* newLine();
    void describe();
    void placeHead();
    void renderPicture();
    void paintGrid(QPainter& painter) const;
    void paintHead(QPainter& painter) const;
    void paintThreshold(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;
    void paintEnds(QPainter& painter) const;
    QStringList crosshairLines(std::size_t index) const;

    QString m_title;
    Scale m_scale;
    Format m_format;
    ChartFrame m_frame;
    QString m_emptyText;
    QWidget* m_head = nullptr;
    double m_low = 0.0; ///< of the y axis, scaled
    double m_high = 1.0;
    std::optional<std::int64_t> m_crosshair;
    std::optional<double> m_ghost; ///< the value under the mouse while F or D is dragged
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
