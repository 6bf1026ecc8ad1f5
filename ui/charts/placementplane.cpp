// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/placementplane.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr double kGrip = 6.0; ///< pixels around a line or a dot that belong to it
constexpr double kMostBytes = 1'099'511'627'776.0;

/// Three significant digits: what a hand can mean.
double roundedByHand(double value)
{
    if (value <= 0.0)
        return 0.0;
    const double step = std::pow(10.0, std::floor(std::log10(value)) - 2.0);
    return std::round(value / step) * step;
}

} // namespace

QString dotText(const PlaneDot& dot)
{
    const QString backend = dot.backend.isEmpty() ? noData() : dot.backend;
    const QString status = dot.status == 0 ? noData() : QString::number(dot.status);
    const QString text =
        !dot.simulated.isEmpty()
            ? dot.simulated
            : PlacementPlane::tr("%1 \u2192 %2, status %3").arg(fromUtf8(toString(dot.reason)), backend, status);
    return PlacementPlane::tr("%1: f %2, d %3\n%4\nClick for its receipt.")
        .arg(formatTimeMillis(dot.arrivalUnixMicros), formatRate(dot.frequencyHz),
             formatBytes(static_cast<double>(dot.sizeBytes)), text);
}

PlacementPlane::PlacementPlane(QWidget* parent)
    : QWidget(parent)
    , m_extent(planeExtent({}, {}, 0.0, 0, 0))
{
    setObjectName(QStringLiteral("placementPlane"));
    setAccessibleName(tr("Decision plane: request frequency across, data size up"));
    setWhatsThis(
        tr("Drag the line F or D, or press F or D and then the arrow keys, with Shift in larger steps. Enter "
           "applies, Esc gives up. Page Up and Page Down walk through the requests, Space opens the receipt."));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PlacementPlane::showMap(const PlacementMap& map, const PlaneGrid& grid)
{
    m_nothing.clear();
    if (m_map == map && m_mapGrid == grid)
        return;
    const bool otherApplication = !m_map || m_map->application != map.application;
    m_map = map;
    m_mapGrid = grid;
    if (otherApplication)
        m_dot = kNoDot;
    setAccessibleDescription(planeSummary(map));
    redraw();
}

void PlacementPlane::showNothing(const QString& why)
{
    if (!m_map && m_nothing == why)
        return;
    m_map.reset();
    m_nothing = why;
    m_dots.clear();
    m_dot = kNoDot;
    giveUp();
    setAccessibleDescription(why);
    redraw();
}

void PlacementPlane::setDots(std::vector<PlaneDot> dots)
{
    const std::uint64_t current = m_dot != kNoDot ? m_dots[static_cast<std::size_t>(m_dot)].id : 0;
    m_dots = std::move(dots);
    m_dot = kNoDot;
    for (std::size_t i = 0; i < m_dots.size() && current != 0; ++i) {
        if (m_dots[i].id == current)
            m_dot = static_cast<int>(i);
    }
    rescale();
    redraw();
}

void PlacementPlane::setLimits(std::vector<PlaneLimit> limits)
{
    if (m_limits == limits)
        return;
    m_limits = std::move(limits);
    rescale();
    redraw();
}

void PlacementPlane::setThresholds(const Thresholds& thresholds)
{
    if (m_thresholds == thresholds)
        return;
    m_thresholds = thresholds;
    rescale();
    redraw();
}

void PlacementPlane::setMovable(bool movable, const QString& whyNot)
{
    m_movable = movable;
    m_whyNotMovable = whyNot;
    if (!movable)
        giveUp();
}

std::vector<std::uint64_t> PlacementPlane::limitSizes() const
{
    std::vector<std::uint64_t> sizes;
    for (const PlaneLimit& limit : m_limits)
        sizes.push_back(limit.bytes);
    return sizes;
}

PlaneGrid PlacementPlane::grid() const
{
    return planeGrid(m_extent, m_ghost.value_or(m_thresholds), limitSizes());
}

void PlacementPlane::rescale()
{
    if (m_ghost)
        return; // the scale stands still under the mouse
    double mostHz = 0.0;
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    for (const PlaneDot& dot : m_dots) {
        mostHz = std::max(mostHz, dot.frequencyHz);
        if (dot.sizeBytes > 0)
            least = least == 0 ? dot.sizeBytes : std::min(least, dot.sizeBytes);
        most = std::max(most, dot.sizeBytes);
    }
    m_extent = planeExtent(m_thresholds, limitSizes(), mostHz, least, most);
}

void PlacementPlane::redraw()
{
    m_stale = true;
    update();
}

QRectF PlacementPlane::plotRect() const
{
    const int line = fontMetrics().height();
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("888 MB")) + 12;
    return QRectF(rect()).adjusted(left, 8 + line, -left / 2.0, -(2.0 * line + 10));
}

QPointF PlacementPlane::pointOf(double frequencyHz, double sizeBytes) const
{
    const QRectF plot = plotRect();
    const double x = std::clamp(frequencyHz / m_extent.topHz, 0.0, 1.0);
    const double decades = std::log10(m_extent.highBytes / m_extent.lowBytes);
    const double y = std::clamp(std::log10(std::max(sizeBytes, 1e-3) / m_extent.lowBytes) / decades, 0.0, 1.0);
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

double PlacementPlane::frequencyAt(double x) const
{
    const QRectF plot = plotRect();
    return std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0) * m_extent.topHz;
}

double PlacementPlane::sizeAt(double y) const
{
    const QRectF plot = plotRect();
    const double share = std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0);
    return m_extent.lowBytes * std::pow(m_extent.highBytes / m_extent.lowBytes, share);
}

PlacementPlane::Line PlacementPlane::lineAt(QPointF at) const
{
    if (!m_map || !plotRect().adjusted(-kGrip, -kGrip - fontMetrics().height(), kGrip, kGrip).contains(at))
        return Line::None;
    const QPointF lines = pointOf(m_thresholds.frequencyHz, static_cast<double>(m_thresholds.sizeBytes));
    const double toF = std::abs(at.x() - lines.x());
    const double toD = std::abs(at.y() - lines.y());
    if (std::min(toF, toD) > kGrip)
        return Line::None;
    return toF <= toD ? Line::F : Line::D;
}

int PlacementPlane::dotAt(QPointF at) const
{
    int nearest = kNoDot;
    double closest = kGrip;
    for (std::size_t i = 0; i < m_dots.size(); ++i) {
        const QPointF away = pointOf(m_dots[i].frequencyHz, static_cast<double>(m_dots[i].sizeBytes)) - at;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= closest) { // of equals the newest, which is the last
            closest = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

QString PlacementPlane::textAt(QPointF at) const
{
    if (!m_map || !plotRect().contains(at))
        return {};
    if (const int dot = dotAt(at); dot != kNoDot)
        return dotText(m_dots[static_cast<std::size_t>(dot)]);
    const double frequency = frequencyAt(at.x());
    const double size = sizeAt(at.y());
    const auto place = [](const std::vector<double>& edges, double value) {
        const auto above = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
        return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(edges) - 2));
    };
    const PlacementCell& cell =
        m_map->cell(place(m_mapGrid.sizeEdges, size), place(m_mapGrid.frequencyEdges, frequency));
    return tr("f %1, d %2: %3\n%4")
        .arg(formatRate(frequency), formatBytes(size), cellText(cell), reasonMeaning(cell.reason));
}

void PlacementPlane::moveGhost(Line line, double value)
{
    Thresholds moved = m_ghost.value_or(m_thresholds);
    if (line == Line::F)
        moved.frequencyHz = std::clamp(value, 0.0, 1e9);
    else
        moved.sizeBytes = static_cast<std::uint64_t>(std::llround(std::clamp(value, 0.0, kMostBytes)));
    m_dragged = line;
    m_ghost = moved;
    Q_EMIT ghostMoved();
    update();
}

void PlacementPlane::nudge(Line line, int steps)
{
    const Thresholds from = m_ghost.value_or(m_thresholds);
    if (line == Line::F) {
        const double step = m_extent.topHz / 100.0;
        moveGhost(line, std::min(m_extent.topHz, roundedByHand(from.frequencyHz + steps * step)));
        return;
    }
    const double size = std::max(1.0, static_cast<double>(from.sizeBytes)) * std::pow(10.0, steps / 20.0);
    moveGhost(line, std::clamp(roundedByHand(size), m_extent.lowBytes, m_extent.highBytes));
}

void PlacementPlane::giveUp()
{
    m_dragged = Line::None;
    if (!std::exchange(m_ghost, std::nullopt))
        return;
    rescale();
    Q_EMIT ghostMoved();
    redraw();
}

void PlacementPlane::drop()
{
    const std::optional<Thresholds> chosen = m_ghost;
    giveUp();
    if (chosen && *chosen != m_thresholds)
        Q_EMIT thresholdsDropped(*chosen);
}

void PlacementPlane::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_map)
        return;
    // A dot on a line is taken only where it is hit well: the line is the larger target.
    const Line line = lineAt(event->position());
    if (line != Line::None && m_movable) {
        m_dragged = line;
        return;
    }
    chooseDot(dotAt(event->position()));
    if (m_dot != kNoDot)
        Q_EMIT dotChosen(m_dots[static_cast<std::size_t>(m_dot)].id);
}

void PlacementPlane::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if ((event->buttons() & Qt::LeftButton) != 0 && m_dragged != Line::None) {
        moveGhost(m_dragged, roundedByHand(m_dragged == Line::F ? frequencyAt(at.x()) : sizeAt(at.y())));
        return;
    }
    const Line line = lineAt(at);
    setCursor(line == Line::None || !m_movable ? dotAt(at) != kNoDot ? Qt::PointingHandCursor : Qt::ArrowCursor
              : line == Line::F                ? Qt::SizeHorCursor
                                               : Qt::SizeVerCursor);
    QString text = textAt(at);
    if (line != Line::None && !m_movable && !m_whyNotMovable.isEmpty())
        text = m_whyNotMovable;
    else if (line != Line::None && m_movable)
        text = line == Line::F
                   ? tr("F %1: drag to change").arg(formatRate(m_thresholds.frequencyHz))
                   : tr("D %1: drag to change").arg(formatBytes(static_cast<double>(m_thresholds.sizeBytes)));
    QToolTip::showText(event->globalPosition().toPoint(), text, this);
}

void PlacementPlane::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_dragged == Line::None)
        return;
    if (m_ghost)
        drop();
    else
        m_dragged = Line::None;
}

void PlacementPlane::leaveEvent(QEvent*)
{
    QToolTip::hideText();
}

void PlacementPlane::chooseDot(int dot)
{
    m_dot = dot;
    update();
}

void PlacementPlane::keyPressEvent(QKeyEvent* event)
{
    const bool hasShift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const int steps = hasShift ? 10 : 1;
    const auto last = static_cast<int>(m_dots.size()) - 1;
    const Line line = m_dragged == Line::None ? Line::F : m_dragged;
    switch (event->key()) {
    case Qt::Key_F:
    case Qt::Key_D:
        if (m_movable && m_map)
            moveGhost(event->key() == Qt::Key_F ? Line::F : Line::D,
                      event->key() == Qt::Key_F ? m_ghost.value_or(m_thresholds).frequencyHz
                                                : static_cast<double>(m_ghost.value_or(m_thresholds).sizeBytes));
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: {
        if (!m_movable || !m_map)
            return;
        const bool more = event->key() == Qt::Key_Right || event->key() == Qt::Key_Up;
        const bool across = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
        nudge(m_ghost ? line : across ? Line::F : Line::D, more ? steps : -steps);
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_ghost) {
            drop();
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_ghost || m_dragged != Line::None) {
            giveUp();
            return;
        }
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (last >= 0)
            chooseDot(m_dot == kNoDot ? last : std::clamp(m_dot + (event->key() == Qt::Key_PageUp ? -1 : 1), 0, last));
        return;
    case Qt::Key_Space:
        if (m_dot != kNoDot)
            Q_EMIT dotChosen(m_dots[static_cast<std::size_t>(m_dot)].id);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void PlacementPlane::focusOutEvent(QFocusEvent* event)
{
    giveUp();
    QWidget::focusOutEvent(event);
    update();
}

} // namespace straightline::ui
