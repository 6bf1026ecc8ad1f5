// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/planeaxes.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/charts/ticks.h"
#include "ui/text/format.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{
constexpr double kPixelsPerFrequency = 100.0;
constexpr double kFewDecades = 2.0;
} // namespace

std::vector<AxisTick> frequencyTicks(double lowHz, double highHz, double width, const PlaceOf& xOf)
{
    std::vector<AxisTick> ticks;
    for (const double each : niceTicks(lowHz, highHz, std::max(2, static_cast<int>(width / kPixelsPerFrequency))))
        ticks.push_back({xOf(each), formatRateLike(each, highHz)});
    return ticks;
}

std::vector<AxisTick> sizeTicks(double lowBytes, double highBytes, const PlaceOf& yOf)
{
    std::vector<AxisTick> ticks;
    const double low = std::max(lowBytes, 1.0);
    const bool isFine = std::log10(highBytes / low) <= kFewDecades;
    for (double decade = std::pow(10.0, std::ceil(std::log10(low) - 1e-9)); decade <= highBytes * 1.001;
         decade *= 10.0) {
        for (const double part : {1.0, 2.0, 5.0}) {
            if ((part == 1.0 || isFine) && decade * part <= highBytes * 1.001)
                ticks.push_back({yOf(decade * part), formatBytes(decade * part)});
        }
    }
    return ticks;
}

void paintPlaneAxes(QPainter& painter, const QRectF& plot, const ThemeColors& colors, const PlaneAxes& axes)
{
    const int line = painter.fontMetrics().height();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.border, 1));
    painter.drawRect(plot);
    painter.setPen(colors.muted);
    for (const AxisTick& tick : axes.frequencies) {
        painter.drawLine(QPointF(tick.at, plot.bottom()), QPointF(tick.at, plot.bottom() + 3));
        painter.drawText(QRectF(tick.at - 60, plot.bottom() + 4, 120, line), Qt::AlignHCenter, tick.label);
    }
    for (const AxisTick& tick : axes.sizes) {
        painter.drawLine(QPointF(plot.left() - 3, tick.at), QPointF(plot.left(), tick.at));
        painter.drawText(QRectF(0, tick.at - line / 2.0, plot.left() - 6, line), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
    painter.drawText(QRectF(plot.left(), plot.bottom() + 4 + line, plot.width(), line), Qt::AlignHCenter,
                     axes.frequencyTitle);
    painter.drawText(QRectF(4, 0, plot.width() / 2, line + 4), Qt::AlignLeft | Qt::AlignVCenter, axes.sizeTitle);
}

} // namespace straightline::ui
