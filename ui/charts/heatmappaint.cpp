// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing half of HeatMap.
#include <algorithm>
#include <array>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/charts/heatmap.h"
#include "ui/charts/planeaxes.h"
#include "ui/theme.h"

namespace straightline::ui
{

namespace
{

constexpr int kScaleWidth = 14;
constexpr double kMark = 5.0; ///< radius, pixels

/// Cividis (Nuñez et al. 2018): lightness rises evenly, and the same for those who see no red or no green.
QColor rampColor(double share)
{
    constexpr std::array<QRgb, 9> kStops{0xFF00224E, 0xFF123570, 0xFF3B496C, 0xFF575D6D, 0xFF707173,
                                         0xFF8A8678, 0xFFA59C74, 0xFFC3B369, 0xFFFEE838};
    const double at = std::clamp(share, 0.0, 1.0) * (kStops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), kStops.size() - 2);
    const double part = at - static_cast<double>(low);
    const QColor from(kStops[low]);
    const QColor to(kStops[low + 1]);
    const auto mix = [part](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * part)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

/// Dark and light at once: seen on every colour of the ramp.
void strokeTwice(QPainter& painter, const QPainterPath& path, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, width + 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

QPainterPath ring(QPointF at, double radius)
{
    QPainterPath path;
    path.addEllipse(at, radius, radius);
    return path;
}

QPainterPath diamond(QPointF at, double radius)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({at + QPointF(0, -radius), at + QPointF(radius, 0), at + QPointF(0, radius),
                               at + QPointF(-radius, 0), at + QPointF(0, -radius)}));
    return path;
}

QPainterPath square(QPointF at, double radius)
{
    QPainterPath path;
    path.addRect(QRectF(at - QPointF(radius, radius), at + QPointF(radius, radius)));
    return path;
}

QPainterPath cross(QPointF at, double radius)
{
    QPainterPath path;
    path.moveTo(at - QPointF(radius, radius));
    path.lineTo(at + QPointF(radius, radius));
    path.moveTo(at + QPointF(-radius, radius));
    path.lineTo(at + QPointF(radius, -radius));
    return path;
}

QPainterPath crossHair(QPointF at, const QRectF& plot)
{
    QPainterPath path;
    path.moveTo(at.x(), plot.top());
    path.lineTo(at.x(), plot.bottom());
    path.moveTo(plot.left(), at.y());
    path.lineTo(plot.right(), at.y());
    return path;
}

/// Where a value lies among cells' middles, in cells from the first cell's edge.
double placeAmong(const std::vector<double>& middles, double value)
{
    if (value <= middles.front())
        return value < middles.front() ? 0.0 : 0.5;
    for (std::size_t i = 1; i < middles.size(); ++i) {
        if (value <= middles[i])
            return static_cast<double>(i) - 0.5 + (value - middles[i - 1]) / (middles[i] - middles[i - 1]);
    }
    return static_cast<double>(middles.size());
}

std::vector<double> logs(const std::vector<std::uint64_t>& sizes)
{
    std::vector<double> values;
    for (const std::uint64_t each : sizes)
        values.push_back(std::log(std::max<double>(static_cast<double>(each), 0.5)));
    return values;
}

} // namespace

QRectF HeatMap::plotRect() const
{
    const int line = fontMetrics().height();
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("999 MB")) + 14;
    const int right = kScaleWidth + fontMetrics().horizontalAdvance(QStringLiteral("0.000123 $")) + 26;
    return QRectF(rect()).adjusted(left, line + 6, -right, -(3.0 * line + 10));
}

QRectF HeatMap::scaleRect() const
{
    const QRectF plot = plotRect();
    return {plot.right() + 14, plot.top(), kScaleWidth, plot.height()};
}

QRectF HeatMap::cellRect(std::size_t frequency, std::size_t size) const
{
    const QRectF plot = plotRect();
    const double width = plot.width() / static_cast<double>(m_sweep->frequenciesHz.size());
    const double height = plot.height() / static_cast<double>(m_sweep->sizesBytes.size());
    return {plot.left() + width * static_cast<double>(frequency),
            plot.bottom() - height * static_cast<double>(size + 1), width, height};
}

QPointF HeatMap::pointOf(const Thresholds& thresholds) const
{
    const QRectF plot = plotRect();
    if (!m_sweep || m_sweep->points.empty())
        return plot.center();
    const double x = placeAmong(m_sweep->frequenciesHz, thresholds.frequencyHz);
    const double y = placeAmong(logs(m_sweep->sizesBytes),
                                std::log(std::max<double>(static_cast<double>(thresholds.sizeBytes), 0.5)));
    return {plot.left() + plot.width() * x / static_cast<double>(m_sweep->frequenciesHz.size()),
            plot.bottom() - plot.height() * y / static_cast<double>(m_sweep->sizesBytes.size())};
}

std::vector<QRectF> HeatMap::textAreas() const
{
    const QRectF plot = plotRect();
    return {QRectF(0, plot.top(), plot.left() - 6, plot.height()),
            QRectF(plot.left(), plot.bottom() + 4, plot.width(), height() - plot.bottom() - 4),
            QRectF(scaleRect().right() + 4, plot.top(), width() - scaleRect().right() - 4, plot.height())};
}

void HeatMap::paintEvent(QPaintEvent*)
{
    if (m_stale)
        paintPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_sweep && m_current) {
        QPainterPath frame;
        frame.addRect(cellRect(m_current->frequency, m_current->size));
        strokeTwice(painter, frame, 1.5);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(themeColors(palette()).accent, 1.5));
        painter.drawRect(plotRect().adjusted(-2, -2, 2, 2));
    }
}

void HeatMap::paintPicture()
{
    m_stale = false;
    m_picture = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    const ThemeColors& colors = themeColors(palette());
    m_picture.fill(colors.surface);
    QPainter painter(&m_picture);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_sweep || m_sweep->points.empty()) {
        painter.setPen(colors.muted);
        painter.drawText(rect().adjusted(16, 0, -16, 0), Qt::AlignCenter | Qt::TextWordWrap, m_nothing);
        return;
    }
    paintCells(painter);
    paintAxes(painter);
    paintScale(painter);
    paintMarks(painter);
    paintLegend(painter);
}

void HeatMap::paintCells(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const Range scale = range();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t f = 0; f < m_sweep->frequenciesHz.size(); ++f) {
        for (std::size_t d = 0; d < m_sweep->sizesBytes.size(); ++d) {
            const SweepPoint& point = m_sweep->at(f, d);
            const QRectF cell = cellRect(f, d);
            const QRect box(cell.topLeft().toPoint(), cell.bottomRight().toPoint() - QPoint(1, 1));
            if (point.isDone)
                painter.fillRect(box, rampColor(scale.shareOf(goalValue(m_goal, point))));
            else
                painter.fillRect(box, QBrush(colors.muted, Qt::BDiagPattern));
        }
    }
    painter.restore();
}

void HeatMap::paintAxes(QPainter& painter) const
{
    const auto& frequencies = m_sweep->frequenciesHz;
    const auto& sizes = m_sweep->sizesBytes;
    const auto xOf = [this](double hertz) { return pointOf({.frequencyHz = hertz, .sizeBytes = 0}).x(); };
    const auto yOf = [this](double bytes) {
        return pointOf({.frequencyHz = 0.0, .sizeBytes = static_cast<std::uint64_t>(bytes)}).y();
    };
    const QRectF plot = plotRect();
    paintPlaneAxes(painter, plot, themeColors(palette()),
                   {.frequencies = frequencyTicks(frequencies.front(), frequencies.back(), plot.width(), xOf),
                    .sizes = sizeTicks(static_cast<double>(sizes.front()), static_cast<double>(sizes.back()), yOf),
                    .frequencyTitle = tr("Frequency threshold F"),
                    .sizeTitle = tr("Size threshold D")});
}

void HeatMap::paintScale(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF box = scaleRect();
    const Range scale = range();
    QLinearGradient gradient(box.bottomLeft(), box.topLeft());
    for (int i = 0; i <= 8; ++i)
        gradient.setColorAt(i / 8.0, rampColor(scale.high > scale.low ? i / 8.0 : 0.0));
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(gradient);
    painter.drawRect(box);
    painter.setPen(colors.muted);
    const int line = fontMetrics().height();
    const double left = box.right() + 5;
    painter.drawText(QRectF(box.left() - 40, 0, width() - box.left() + 36, line + 4), Qt::AlignRight | Qt::AlignVCenter,
                     goalTitle(m_goal));
    const bool same = !(scale.high > scale.low);
    const int steps = same ? 0 : box.height() > 6.0 * line ? 4 : 2;
    for (int i = 0; i <= steps; ++i) {
        const double share = steps == 0 ? 0.0 : static_cast<double>(i) / steps;
        const double y =
            std::clamp(box.bottom() - box.height() * share, box.top() + line / 2.0, box.bottom() - line / 2.0);
        painter.drawText(QRectF(left, y - line / 2.0, width() - left - 2, line), Qt::AlignLeft | Qt::AlignVCenter,
                         goalText(m_goal, scale.at(share)));
    }
}

void HeatMap::paintMarks(QPainter& painter) const
{
    painter.save();
    painter.setClipRect(plotRect().adjusted(-kMark - 2, -kMark - 2, kMark + 2, kMark + 2));
    strokeTwice(painter, crossHair(pointOf(present()), plotRect()), 1.0);
    if (isOutdated())
        strokeTwice(painter, square(pointOf(m_sweep->present), kMark), 1.6);
    for (std::size_t f = 0; f < m_sweep->frequenciesHz.size(); ++f) {
        for (std::size_t d = 0; d < m_sweep->sizesBytes.size(); ++d) {
            const QRectF cell = cellRect(f, d);
            if (m_sweep->at(f, d).isOnFront)
                strokeTwice(painter, ring(cell.center(), std::clamp(cell.height() / 2.0 - 2.0, 1.5, 4.0)), 1.2);
        }
    }
    if (m_tried && *m_tried != present())
        strokeTwice(painter, cross(pointOf(*m_tried), kMark), 1.6);
    if (m_sweep->advice.kind == AdviceKind::Better) {
        const QPainterPath path = diamond(pointOf(m_sweep->advice.thresholds), kMark + 2);
        strokeTwice(painter, path, 2.0);
        painter.fillPath(path, Qt::white);
    }
    painter.restore();
}

void HeatMap::paintLegend(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const int line = fontMetrics().height();
    const double y = height() - line / 2.0 - 3;
    double x = 8;
    const auto entry = [&](const QPainterPath& mark, const QString& text) {
        const double width = fontMetrics().horizontalAdvance(text);
        if (x + 20 + width > this->width())
            return;
        strokeTwice(painter, mark.translated(x + 7, y), 1.4);
        painter.setPen(colors.muted);
        painter.drawText(QRectF(x + 18, y - line / 2.0, width + 4, line), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += 18 + width + 16;
    };
    entry(crossHair({0, 0}, {-5, -5, 10, 10}), tr("present"));
    if (isOutdated())
        entry(square({0, 0}, 4), tr("present at the sweep"));
    if (m_tried && *m_tried != present())
        entry(cross({0, 0}, 4), tr("tried"));
    if (m_sweep->advice.kind == AdviceKind::Better)
        entry(diamond({0, 0}, 5), tr("recommended"));
    entry(ring({0, 0}, 4), tr("Pareto front"));
}

} // namespace straightline::ui
