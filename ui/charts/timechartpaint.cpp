// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of TimeChart: head and legend, grid, axis labels, histogram, lines.
#include <cmath>

#include <QChart>
#include <QDateTime>
#include <QGraphicsScene>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include "ui/charts/ticks.h"
#include "ui/charts/timechart.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr int kLeft = 72;
constexpr int kTop = 40;
constexpr int kRight = 24;
constexpr int kBottom = 28;
constexpr int kLegendRow = 22;
constexpr int kMostLegendRows = 2;
constexpr double kPad = 8.0;
constexpr double kBarPart = 0.18; ///< of the plot's width, the longest bar of the histogram
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
    const qsizetype unit = label.indexOf(QChar(u'\u00A0'));
    qsizetype end = unit < 0 ? label.size() : unit;
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

QFontMetricsF boldMetrics(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return QFontMetricsF(font);
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

void TimeChart::renderPicture()
{
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    paintPicture(painter);
    m_dirty = false;
}

void TimeChart::paintOn(QPainter& painter)
{
    paintPicture(painter);
    paintThreshold(painter);
}

void TimeChart::paintPicture(QPainter& painter)
{
    m_chart->resize(size());
    m_chart->setPlotArea(plotRect());
    m_scene->setSceneRect(rect());
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrid(painter);
    paintBars(painter);
    m_scene->render(&painter, rect(), rect());
    paintEnds(painter);
    paintHead(painter);
}

void TimeChart::paintEvent(QPaintEvent*)
{
    if (m_dirty || m_picture.deviceIndependentSize().toSize() != size())
        renderPicture();
    const ThemeColors& colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, m_picture);
    paintThreshold(painter);
    paintCrosshair(painter);
    if (!hasData() && !m_emptyText.isEmpty()) {
        painter.setPen(colors.muted);
        painter.drawText(plotRect().adjusted(kPad, kPad, -kPad, -kPad), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 4, 4);
    }
}

QRectF TimeChart::barRect(const Bar& bar) const
{
    const QRectF plot = plotRect();
    double greatest = 0.0;
    for (const Bar& each : m_frame.bars)
        greatest = std::max(greatest, each.share);
    const double top = std::isinf(bar.high) ? plot.top() : std::clamp(yOf(bar.high), plot.top(), plot.bottom());
    const double bottom = std::clamp(yOf(bar.low), plot.top(), plot.bottom());
    const double length = greatest > 0.0 ? kBarPart * plot.width() * bar.share / greatest : 0.0;
    return {plot.right() - length, top, length, bottom - top};
}

void TimeChart::paintBars(QPainter& painter) const
{
    QColor fill = themeColors(palette()).accent;
    painter.setPen(QPen(fill, 1.0));
    fill.setAlpha(70);
    painter.setBrush(fill);
    for (const Bar& bar : m_frame.bars) {
        if (bar.share > 0.0)
            painter.drawRect(barRect(bar).adjusted(0, 1, 0, -1));
    }
    painter.setBrush(Qt::NoBrush);
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
            line(yOf(tick), shortened(m_format.onAxis(tick, m_high)));
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
        painter.drawText(QRectF(left, plot.bottom() + 8, 80, 20), Qt::AlignHCenter | Qt::AlignTop, timeLabel(at, step));
    }
}

/// Rows of at most the chart's width: first what stays free beside the title, then below it.
void TimeChart::layoutLegend()
{
    m_legend.clear();
    m_legendLeft = 0;
    m_legendRows = 0;
    const QFontMetricsF metrics(font());
    QList<LegendEntry> wanted;
    for (const Curve& curve : std::as_const(m_frame.curves)) {
        const QString& name = curve.legend.isEmpty() ? curve.name : curve.legend;
        if (curve.inLegend)
            wanted.append({QRectF(0, 0, metrics.horizontalAdvance(name) + 26.0, 24), name, &curve, nullptr});
    }
    for (const Band& band : std::as_const(m_frame.bands))
        wanted.append({QRectF(0, 0, metrics.horizontalAdvance(band.name) + 26.0, 24), band.name, nullptr, &band});
    double all = 0.0;
    for (const LegendEntry& entry : std::as_const(wanted))
        all += entry.at.width() + 10.0;
    const double titleEnd =
        (m_head != nullptr ? m_head->geometry().right() : 16 + boldMetrics(font()).horizontalAdvance(m_title)) + 16;
    const double right = m_menu->geometry().left() - 8.0;
    const bool beside = titleEnd + all <= right;
    double x = beside ? right - all + 10.0 : 16.0;
    double y = beside ? 8.0 : kTop - 8.0;
    m_legendRows = beside || wanted.isEmpty() ? 0 : 1;
    for (LegendEntry& entry : wanted) {
        if (!beside && x + entry.at.width() > width() - 16.0 && x > 16.0) {
            if (m_legendRows == kMostLegendRows) {
                ++m_legendLeft;
                continue;
            }
            x = 16.0;
            y += kLegendRow;
            ++m_legendRows;
        }
        entry.at.moveTopLeft({x, y});
        x += entry.at.width() + 10.0;
        m_legend.append(entry);
    }
}

QRectF TimeChart::plotRect() const
{
    const int top = kTop + m_legendRows * kLegendRow;
    return QRectF(kLeft, top, std::max(1, width() - kLeft - kRight), std::max(1, height() - top - kBottom));
}

void TimeChart::layoutHead()
{
    m_menu->resize(m_menu->sizeHint());
    m_menu->move(width() - m_menu->width() - 8, 20 - m_menu->height() / 2);
    if (m_head != nullptr) {
        m_head->resize(m_head->sizeHint());
        m_head->move(16 + static_cast<int>(boldMetrics(font()).horizontalAdvance(m_title)) + 16,
                     20 - m_head->height() / 2);
    }
    layoutLegend();
}

void TimeChart::setHeadWidget(QWidget* widget)
{
    m_head = widget;
    m_head->setParent(this);
    m_head->show();
    layoutHead();
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    m_dirty = true;
    layoutHead();
    QWidget::resizeEvent(event);
}

void TimeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_dirty = true;
        layoutHead();
        update();
    }
    QWidget::changeEvent(event);
}

void TimeChart::paintHead(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(QRectF(16, 8, width() - 32, 24), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(font());
    for (const LegendEntry& entry : m_legend) {
        painter.setPen(colors.muted);
        painter.drawText(entry.at.adjusted(25.0, 0, 4.0, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        const QRectF key(entry.at.left(), entry.at.top() + 4.0, 20.0, 16.0);
        if (entry.curve != nullptr)
            paintSample(painter, key, entry.curve->color, entry.curve->style, entry.curve->marker);
        else
            paintMarker(painter, entry.band->marker, key.center(), 5.0, entry.band->line);
    }
    if (m_legendLeft > 0 && !m_legend.isEmpty()) {
        painter.setPen(colors.muted);
        painter.drawText(QPointF(m_legend.last().at.right() + 10.0, m_legend.last().at.bottom() - 7.0),
                         QStringLiteral("+%1").arg(m_legendLeft));
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

} // namespace straightline::ui
