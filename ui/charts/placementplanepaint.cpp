// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing half of PlacementPlane.
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/charts/placementplane.h"
#include "ui/charts/planeaxes.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr double kDot = 2.6; ///< radius, pixels
constexpr double kSmallDot = 1.8;
constexpr double kLargeDot = 3.6; ///< before small ones

/// The second channel of a tier's area, beside its colour.
Qt::BrushStyle areaPattern(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return Qt::NoBrush;
    case Tier::Container:
        return Qt::HorPattern;
    case Tier::Serverless:
        return Qt::Dense7Pattern;
    }
    return Qt::NoBrush;
}

/// The rule wanted another tier, which has no room.
bool isDiverted(const PlacementCell& cell)
{
    return cell.verdict == Verdict::Placed
           && (cell.reason == Reason::BurstOfSmallFallback || cell.reason == Reason::LargeInputFallback
               || cell.reason == Reason::OverBackendLimit || cell.reason == Reason::ContainerHasRoom
               || cell.reason == Reason::Overflow);
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

void paintPill(QPainter& painter, const QRectF& box, const QString& text, const QColor& fill, const QColor& ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace

void PlacementPlane::paintEvent(QPaintEvent*)
{
    if (m_stale)
        paintPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = themeColors(palette());
    if (m_dot != kNoDot) {
        const PlaneDot& dot = m_dots[static_cast<std::size_t>(m_dot)];
        const QPointF at = pointOf(dot.frequencyHz, static_cast<double>(dot.sizeBytes));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.text, 2));
        painter.drawEllipse(at, 2 * kDot + 2, 2 * kDot + 2);
        const QString text = dotText(dot);
        const QSizeF size = fontMetrics().size(0, text);
        QRectF box(at + QPointF(12, -size.height() - 12), size + QSizeF(16, 8));
        const QRectF plot = plotRect();
        box.moveLeft(std::max(plot.left(), std::min(box.left(), plot.right() - box.width())));
        box.moveTop(std::max(plot.top(), box.top()));
        if (hasFocus())
            paintPill(painter, box, text, withAlpha(colors.surface, 0.92), colors.text);
    }
    if (m_ghost)
        paintLines(painter, *m_ghost, true);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, 1.5));
        painter.drawRect(plotRect().adjusted(-2, -2, 2, 2));
    }
}

void PlacementPlane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    redraw();
}

void PlacementPlane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
    QWidget::changeEvent(event);
}

QPixmap PlacementPlane::picture()
{
    if (m_stale)
        paintPicture();
    return m_picture;
}

void PlacementPlane::paintPicture()
{
    m_stale = false;
    m_picture = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    const ThemeColors& colors = themeColors(palette());
    m_picture.fill(colors.surface);
    QPainter painter(&m_picture);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_map) {
        painter.setPen(colors.muted);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_nothing);
        return;
    }
    paintAreas(painter);
    paintAxes(painter);
    paintLimits(painter);
    paintDots(painter);
    paintLabels(painter);
    paintLines(painter, m_thresholds, false);
}

void PlacementPlane::paintAreas(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const bool isDark = colors.surface.lightness() < 128;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (std::size_t row = 0; row < m_map->sizesBytes.size(); ++row) {
        // Equal neighbours are one rectangle, so that patterns have no seams.
        for (std::size_t from = 0; from < m_map->frequenciesHz.size();) {
            const PlacementCell& cell = m_map->cell(row, from);
            std::size_t to = from + 1;
            while (to < m_map->frequenciesHz.size() && m_map->cell(row, to) == cell)
                ++to;
            const QRect box =
                QRect(pointOf(m_mapGrid.frequencyEdges[from], m_mapGrid.sizeEdges[row + 1]).toPoint(),
                      pointOf(m_mapGrid.frequencyEdges[to], m_mapGrid.sizeEdges[row]).toPoint() - QPoint(1, 1));
            from = to;
            if (cell.verdict != Verdict::Placed) {
                painter.fillRect(box, withAlpha(colors.failure, 0.16));
                painter.fillRect(box, QBrush(withAlpha(colors.failure, 0.6), Qt::DiagCrossPattern));
                continue;
            }
            const QColor& color = colors.tier[static_cast<std::size_t>(cell.tier)];
            painter.fillRect(box, withAlpha(color, isDark ? 0.30 : 0.22));
            if (areaPattern(cell.tier) != Qt::NoBrush)
                painter.fillRect(box, QBrush(withAlpha(color, 0.40), areaPattern(cell.tier)));
            if (isDiverted(cell))
                painter.fillRect(box, QBrush(withAlpha(colors.text, 0.22), Qt::BDiagPattern));
        }
    }
    painter.restore();
}

void PlacementPlane::paintAxes(QPainter& painter) const
{
    const auto xOf = [this](double hertz) { return pointOf(hertz, m_extent.lowBytes).x(); };
    const auto yOf = [this](double bytes) { return pointOf(0.0, bytes).y(); };
    const QRectF plot = plotRect();
    paintPlaneAxes(painter, plot, themeColors(palette()),
                   {.frequencies = frequencyTicks(0.0, m_extent.topHz, plot.width(), xOf),
                    .sizes = sizeTicks(m_extent.lowBytes, m_extent.highBytes, yOf),
                    .frequencyTitle = tr("Request frequency f"),
                    .sizeTitle = tr("Data size d")});
}

void PlacementPlane::paintLimits(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    for (const PlaneLimit& limit : m_limits) {
        const double y = pointOf(0.0, static_cast<double>(limit.bytes)).y();
        painter.setPen(QPen(colors.tierLine[static_cast<std::size_t>(limit.tier)], 1.5, Qt::DashDotLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const QString text =
            tr("%1 takes at most %2").arg(limit.backend, formatBytes(static_cast<double>(limit.bytes)));
        const QSizeF size = fontMetrics().size(0, text);
        paintPill(painter,
                  QRectF(plot.right() - size.width() - 14, y - size.height() - 3, size.width() + 10, size.height() + 2),
                  text, withAlpha(colors.surface, 0.85), colors.text);
    }
}

void PlacementPlane::paintDots(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const bool hasBackground = !m_dots.empty() && m_dots.front().isBackground;
    for (const PlaneDot& dot : m_dots) {
        const QPointF at = pointOf(dot.frequencyHz, static_cast<double>(dot.sizeBytes));
        const double r = dot.isBackground ? kSmallDot : hasBackground ? kLargeDot : kDot;
        if (dot.failed) {
            painter.setPen(QPen(colors.failureText, 1.6));
            painter.drawLine(at - QPointF(r, r), at + QPointF(r, r));
            painter.drawLine(at - QPointF(r, -r), at + QPointF(r, -r));
            continue;
        }
        painter.setPen(dot.isBackground ? QPen(Qt::NoPen) : QPen(withAlpha(colors.surface, 0.7), 0.7));
        painter.setBrush(colors.tierLine[static_cast<std::size_t>(dot.tier)]);
        if (dot.tier == Tier::Local)
            painter.drawEllipse(at, r, r);
        else if (dot.tier == Tier::Container)
            painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        else
            painter.drawPolygon(
                QPolygonF({at + QPointF(0, -r - 1), at + QPointF(r + 0.6, r), at + QPointF(-r - 0.6, r)}));
    }
}

void PlacementPlane::paintLabels(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    std::vector<double> xs;
    std::vector<double> ys;
    for (const double edge : m_mapGrid.frequencyEdges)
        xs.push_back(pointOf(edge, m_extent.lowBytes).x());
    for (const double edge : m_mapGrid.sizeEdges)
        ys.push_back(pointOf(0.0, edge).y());
    const double line = pointOf(m_thresholds.frequencyHz, m_extent.lowBytes).x();
    for (const PlaneArea& area : planeAreas(*m_map, xs, ys)) {
        const QRectF box(QPointF(xs[area.firstColumn], ys[area.lastRow + 1]),
                         QPointF(xs[area.lastColumn + 1], ys[area.firstRow]));
        const QString text =
            fontMetrics().elidedText(cellText(area.cell), Qt::ElideRight, static_cast<int>(box.width()) - 20);
        const QSizeF size = fontMetrics().size(0, text);
        if (box.height() < size.height() + 4 || box.width() < 60)
            continue;
        QRectF pill(QPointF(), size + QSizeF(16, 6));
        pill.moveCenter(box.center());
        constexpr double kGap = 6.0;
        if (pill.left() < line + kGap && pill.right() > line - kGap) { // beside F, not under it
            if (line + kGap + pill.width() <= box.right())
                pill.moveLeft(line + kGap);
            else if (line - kGap - pill.width() >= box.left())
                pill.moveRight(line - kGap);
        }
        paintPill(painter, pill, text, withAlpha(colors.surface, 0.88), colors.text);
    }
}

void PlacementPlane::paintLines(QPainter& painter, const Thresholds& thresholds, bool ghost) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF plot = plotRect();
    const QPointF at = pointOf(thresholds.frequencyHz, static_cast<double>(thresholds.sizeBytes));
    const auto tag = [&](const QString& text, QPointF middle, bool moved) {
        const QSizeF size = fontMetrics().size(0, text) + QSizeF(12, 4);
        QRectF box(middle - QPointF(size.width() / 2, size.height() / 2), size);
        box.moveLeft(std::clamp(box.left(), plot.left(), plot.right() - box.width()));
        paintPill(painter, box, text, moved ? colors.thresholdText : colors.surface,
                  moved ? colors.surface : colors.thresholdText);
    };
    const bool movesF = ghost && thresholds.frequencyHz != m_thresholds.frequencyHz;
    const bool movesD = ghost && thresholds.sizeBytes != m_thresholds.sizeBytes;
    painter.setPen(QPen(colors.thresholdText, 2, ghost ? Qt::DashLine : Qt::SolidLine));
    if (!ghost || movesF || m_dragged == Line::F)
        painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()));
    if (!ghost || movesD || m_dragged == Line::D)
        painter.drawLine(QPointF(plot.left(), at.y()), QPointF(plot.right(), at.y()));
    const double above = plot.top() - fontMetrics().height() / 2.0 - 2;
    if (!ghost || movesF || m_dragged == Line::F)
        tag(QStringLiteral("F %1").arg(formatRate(thresholds.frequencyHz)), QPointF(at.x(), above), ghost);
    if (!ghost || movesD || m_dragged == Line::D)
        tag(QStringLiteral("D %1").arg(formatBytes(static_cast<double>(thresholds.sizeBytes))),
            QPointF(plot.left() + 60, at.y()), ghost);
}

} // namespace straightline::ui
