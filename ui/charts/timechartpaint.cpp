// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of TimeChart: grid, axis labels, legend, threshold, crosshair.
#include <cmath>

#include <QChart>
#include <QDateTime>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "ui/charts/ticks.h"
#include "ui/charts/timechart.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr double kPad = 8.0;
constexpr int kPixelsPerTimeTick = 84;

QString timeLabel(std::int64_t millis, std::int64_t step)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(millis);
    if (step >= 86'400'000)
        return time.toString(QStringLiteral("MM-dd"));
    return time.toString(step < 60'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

/// An axis needs no digits beyond the point that are all zero: "20.0 /s" → "20 /s".
QString shortened(QString label)
{
    const QString point = QLocale().decimalPoint();
    const qsizetype at = label.indexOf(point);
    qsizetype end = label.indexOf(QChar(u'\u00A0'));
    if (at < 0 || end < at)
        return label;
    while (end > at && label[end - 1] == QLatin1Char('0')) {
        label.remove(end - 1, 1);
        --end;
    }
    if (label.mid(at, end - at) == point)
        label.remove(at, end - at);
    return label;
}

void paintSample(QPainter& painter, const QRectF& at, const QColor& color, Qt::PenStyle style, Marker marker)
{
    painter.setPen(QPen(color, 2.0, style));
    painter.drawLine(QPointF(at.left(), at.center().y()), QPointF(at.right(), at.center().y()));
    paintMarker(painter, marker, at.center(), 4.0, color);
}

} // namespace

void paintMarker(QPainter& painter, Marker marker, const QPointF& at, double size, const QColor& color)
{
    painter.setPen(marker == Marker::Cross ? QPen(color, 2.0) : QPen(Qt::NoPen));
    painter.setBrush(color);
    switch (marker) {
    case Marker::None:
        break;
    case Marker::Circle:
        painter.drawEllipse(at, size, size);
        break;
    case Marker::Square:
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size));
        break;
    case Marker::Triangle:
        painter.drawPolygon(QPolygonF{at + QPointF(0, -size * 1.2), at + QPointF(size * 1.15, size * 0.9),
                                      at + QPointF(-size * 1.15, size * 0.9)});
        break;
    case Marker::Cross:
        painter.drawLine(at + QPointF(-size, -size), at + QPointF(size, size));
        painter.drawLine(at + QPointF(-size, size), at + QPointF(size, -size));
        break;
    }
    painter.setBrush(Qt::NoBrush);
}

void TimeChart::paintEvent(QPaintEvent*)
{
    if (m_dirty || m_picture.deviceIndependentSize().toSize() != size())
        renderPicture();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, m_picture);
    paintThreshold(painter);
    paintCrosshair(painter);
    if (!hasData() && !m_emptyText.isEmpty()) {
        painter.setPen(themeColors(palette()).muted);
        painter.drawText(plotRect().adjusted(kPad, kPad, -kPad, -kPad), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
    }
}

void TimeChart::paintGrid(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const auto line = [&](double y, const QString& label) {
        painter.setPen(QPen(colors.grid, 1.0));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colors.muted);
        painter.drawText(QRectF(0, y - 10, plot.left() - kPad, 20), Qt::AlignRight | Qt::AlignVCenter, label);
    };
    if (m_scale == Scale::Linear) {
        const int wanted = std::clamp(static_cast<int>(plot.height() / 36.0), 2, 6);
        for (const double tick : niceTicks(m_low, m_high, wanted))
            line(yOf(tick), shortened(m_format(tick)));
    } else {
        const double every = std::ceil((m_high - m_low) * 24.0 / plot.height());
        for (double power = m_low; power <= m_high; power += std::max(1.0, every))
            line(yOf(std::pow(10.0, power)), shortened(m_format(std::pow(10.0, power))));
    }
    const int wanted = std::max(2, static_cast<int>(plot.width()) / kPixelsPerTimeTick);
    const std::int64_t offset = qint64{QDateTime::fromMSecsSinceEpoch(m_frame.to).offsetFromUtc()} * 1'000;
    const std::int64_t step = timeTickStep(m_frame.to - m_frame.from, wanted);
    for (const std::int64_t at : timeTicks(m_frame.from, m_frame.to, wanted, offset)) {
        const double x = xOf(at);
        painter.setPen(QPen(colors.grid, 1.0));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(colors.muted);
        const double left = std::clamp(x - 40.0, 0.0, width() - 80.0);
        painter.drawText(QRectF(left, plot.bottom() + 4, 80, 20), Qt::AlignHCenter | Qt::AlignTop, timeLabel(at, step));
    }
}

void TimeChart::paintHead(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(QRectF(16, 8, width() - 32, 24), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    const double titleEnd =
        (m_head != nullptr ? m_head->geometry().right() : 16 + QFontMetricsF(bold).horizontalAdvance(m_title)) + 16;
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    double right = width() - 24.0;
    const auto entry = [&](const QString& name, const auto& paintKey) {
        const double needed = metrics.horizontalAdvance(name) + 26.0;
        if (right - needed < titleEnd)
            return;
        painter.setPen(colors.muted);
        painter.drawText(QRectF(right - needed + 25.0, 8, needed, 24), Qt::AlignLeft | Qt::AlignVCenter, name);
        paintKey(QRectF(right - needed, 12, 20, 16));
        right -= needed + 10.0;
    };
    for (auto curve = m_frame.curves.crbegin(); curve != m_frame.curves.crend(); ++curve) {
        if (!curve->inLegend)
            continue;
        entry(curve->name,
              [&](const QRectF& at) { paintSample(painter, at, curve->color, curve->style, curve->marker); });
    }
    for (auto band = m_frame.bands.crbegin(); band != m_frame.bands.crend(); ++band) {
        entry(band->name, [&](const QRectF& at) {
            painter.setPen(Qt::NoPen);
            paintMarker(painter, band->marker, at.center(), 5.0, band->color);
        });
    }
}

void TimeChart::paintEnds(QPainter& painter) const
{
    for (const Curve& curve : m_frame.curves) {
        for (auto point = curve.points.crbegin(); point != curve.points.crend(); ++point) {
            if (std::isnan(point->y()))
                continue;
            paintMarker(painter, curve.marker, {xOf(static_cast<std::int64_t>(point->x())), yOf(point->y())}, 4.0,
                        curve.color);
            break;
        }
    }
}

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

QStringList TimeChart::crosshairLines(std::size_t index) const
{
    QStringList lines;
    const auto at = static_cast<qsizetype>(index);
    for (const Curve& curve : m_frame.curves) {
        if (at < curve.points.size())
            lines.append(curve.name + QStringLiteral("  ") + m_format(curve.points[at].y()));
    }
    for (const Band& band : m_frame.bands) {
        if (at < band.shares.size())
            lines.append(band.name + QStringLiteral("  ") + m_format(band.shares[at]));
    }
    return lines;
}

void TimeChart::paintCrosshair(QPainter& painter) const
{
    const QList<QPointF>* reference = nullptr;
    if (!m_frame.curves.isEmpty())
        reference = &m_frame.curves.first().points;
    else if (!m_frame.bands.isEmpty())
        reference = &m_frame.bands.first().upper;
    if (!m_crosshair || reference == nullptr || reference->isEmpty() || !hasData())
        return;
    const auto nearest =
        std::min_element(reference->begin(), reference->end(), [this](const QPointF& a, const QPointF& b) {
            const auto wanted = static_cast<double>(*m_crosshair);
            return std::abs(a.x() - wanted) < std::abs(b.x() - wanted);
        });
    const auto index = static_cast<std::size_t>(nearest - reference->begin());
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const double x = xOf(static_cast<std::int64_t>(nearest->x()));
    painter.setPen(QPen(colors.muted, 1.0, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    QStringList lines = crosshairLines(index);
    lines.prepend(
        QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(nearest->x())).toString(QStringLiteral("HH:mm:ss")));
    const QFontMetricsF metrics(painter.font());
    double widest = 0.0;
    for (const QString& line : std::as_const(lines))
        widest = std::max(widest, metrics.horizontalAdvance(line));
    QRectF box(0, 0, widest + 16.0, metrics.height() * static_cast<double>(lines.size()) + 10.0);
    box.moveTopLeft({x + 10.0 + box.width() > plot.right() ? x - 10.0 - box.width() : x + 10.0, plot.top() + 4.0});
    painter.setPen(QPen(colors.border, 1.0));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box.adjusted(8, 5, -8, -5), Qt::AlignLeft | Qt::AlignTop, lines.join(QLatin1Char('\n')));
}

} // namespace straightline::ui
