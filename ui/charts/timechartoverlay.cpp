// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What TimeChart draws over its picture at each move of the mouse: threshold, ghost, crosshair.
#include <cmath>

#include <QPainter>

#include "ui/charts/timechart.h"
#include "ui/theme.h"

namespace straightline::ui
{

void TimeChart::paintThreshold(QPainter& painter) const
{
    if (!m_frame.threshold)
        return;
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const auto line = [&](double value, const QColor& color, Qt::PenStyle style, const QString& label) {
        const double y = std::clamp(yOf(value), plot.top(), plot.bottom());
        painter.setPen(QPen(color, 2.0, style));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(
            QPolygonF{{plot.right() + 7, y}, {plot.right(), y - 7}, {plot.right() - 7, y}, {plot.right(), y + 7}});
        painter.setBrush(Qt::NoBrush);
        const QFontMetricsF metrics(painter.font());
        const double boxWidth = metrics.horizontalAdvance(label) + 12.0;
        const bool above = y - 24.0 > plot.top();
        const QRectF box(plot.right() - boxWidth - 12.0, above ? y - 23.0 : y + 3.0, boxWidth, 20.0);
        QColor back = colors.surface;
        back.setAlpha(220);
        painter.setPen(Qt::NoPen);
        painter.setBrush(back);
        painter.drawRoundedRect(box, 4, 4);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(colors.thresholdText);
        painter.drawText(box, Qt::AlignCenter, label);
    };
    const auto label = [this](double value) { return m_frame.thresholdName + QLatin1Char(' ') + m_format(value); };
    if (!m_ghost) {
        line(*m_frame.threshold, colors.threshold, Qt::SolidLine, label(*m_frame.threshold));
        return;
    }
    const double y = yOf(*m_frame.threshold);
    QColor faded = colors.threshold;
    faded.setAlpha(110);
    painter.setPen(QPen(faded, 2.0, Qt::DotLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    line(*m_ghost, colors.threshold, Qt::SolidLine,
         label(*m_frame.threshold) + QStringLiteral(" \u2192 ") + m_format(*m_ghost));
}

/// A dot where the crosshair meets each line.
void TimeChart::paintCrosshair(QPainter& painter) const
{
    const qsizetype index = m_crosshair ? nearestIndex(*m_crosshair) : -1;
    if (index < 0 || !hasData())
        return;
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const double at = (*reference())[index].x();
    const double x = xOf(static_cast<std::int64_t>(at));
    if (x < plot.left() - 1.0 || x > plot.right() + 1.0)
        return;
    painter.setPen(QPen(colors.muted, 1.0, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (const Curve& curve : m_frame.curves) {
        if (index < curve.points.size() && !std::isnan(curve.points[index].y()))
            paintMarker(painter, curve.marker == Marker::None ? Marker::Circle : curve.marker,
                        {x, yOf(curve.points[index].y())}, 3.0, curve.color);
    }
    paintReadings(painter, x, linesAt(*m_crosshair));
}

/// The values beside the crosshair, in as many columns as the chart's height asks for.
void TimeChart::paintReadings(QPainter& painter, double x, const QStringList& lines) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    const auto most = std::max<qsizetype>(2, static_cast<qsizetype>((plot.height() - 18.0) / height));
    const qsizetype columns = (lines.size() + most - 1) / most;
    const qsizetype each = (lines.size() + columns - 1) / columns;
    double widest = 0.0;
    for (const QString& line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    const double step = widest + 16.0;
    QRectF box(0, 0, step * static_cast<double>(columns), height * static_cast<double>(each) + 10.0);
    const double left = x + 10.0 + box.width() > plot.right() ? x - 10.0 - box.width() : x + 10.0;
    box.moveTopLeft({std::clamp(left, 4.0, std::max(4.0, width() - box.width() - 4.0)), plot.top() + 4.0});
    painter.setPen(QPen(colors.border, 1.0));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(box, 4, 4);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(colors.text);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QPointF at(box.left() + 8.0 + step * static_cast<double>(i / each),
                         box.top() + 5.0 + height * static_cast<double>(i % each) + metrics.ascent());
        painter.drawText(at, lines[i]);
    }
}

} // namespace straightline::ui
