// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The input half of TimeChart: crosshair, threshold by mouse and by keys, tool tips.
#include <cmath>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/charts/timechart.h"

namespace straightline::ui
{
namespace
{

constexpr double kGrabDistance = 7.0;
constexpr double kKeyStep = 0.01;  ///< of the axis
constexpr double kPageStep = 0.10; ///< of the axis

} // namespace

/// Three digits, and a multiple of the threshold's unit: what is shown is what will be applied.
double TimeChart::snapped(double value) const
{
    const double unit = m_frame.thresholdUnit;
    if (value < unit)
        return value < unit / 2.0 ? 0.0 : unit;
    const double step = std::max(unit, std::pow(10.0, std::floor(std::log10(value)) - 2.0));
    // Through text, so that 0.1 × 3 is 0.3 in the configuration as on the screen.
    return QString::number(std::round(value / step) * step, 'g', 12).toDouble();
}

bool TimeChart::nearThreshold(const QPointF& at) const
{
    return m_frame.threshold && plotRect().adjusted(0, -kGrabDistance, 24, kGrabDistance).contains(at)
           && std::abs(yOf(*m_frame.threshold) - at.y()) <= kGrabDistance;
}

void TimeChart::moveGhost(double value)
{
    m_ghost = snapped(std::max(0.0, value));
    Q_EMIT thresholdDragged(*m_ghost);
    update();
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_ghost && !m_ghostByKey) {
        moveGhost(valueAt(at.y()));
        return;
    }
    setCursor(m_movable && nearThreshold(at) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    const QRectF plot = plotRect();
    if (!plot.contains(at)) {
        Q_EMIT crosshairMoved(std::nullopt);
        return;
    }
    const double part = (at.x() - plot.left()) / plot.width();
    Q_EMIT crosshairMoved(m_frame.from
                          + static_cast<std::int64_t>(part * static_cast<double>(m_frame.to - m_frame.from)));
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton || !m_movable || !nearThreshold(event->position()))
        return;
    m_ghostByKey = false;
    Q_EMIT crosshairMoved(std::nullopt);
    m_ghost = m_frame.threshold; // a press alone changes nothing
    update();
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_ghostByKey)
        endDrag(true);
}

void TimeChart::endDrag(bool apply)
{
    if (!m_ghost)
        return;
    const double value = *m_ghost;
    m_ghost.reset();
    m_ghostByKey = false;
    update();
    if (apply && value != m_frame.threshold)
        Q_EMIT thresholdDropped(value);
    else
        Q_EMIT thresholdDragCancelled();
}

bool TimeChart::thresholdKey(int key)
{
    if (m_ghost && (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        endDrag(key != Qt::Key_Escape);
        return true;
    }
    const bool up = key == Qt::Key_Up || key == Qt::Key_PageUp;
    if (!m_movable || !m_frame.threshold || (!up && key != Qt::Key_Down && key != Qt::Key_PageDown))
        return false;
    const double size = key == Qt::Key_Up || key == Qt::Key_Down ? kKeyStep : kPageStep;
    const double present = m_ghost.value_or(*m_frame.threshold);
    const double moved = scaled(present) + (up ? size : -size) * (m_high - m_low);
    double next = snapped(m_scale == Scale::Linear ? std::max(0.0, moved) : std::pow(10.0, std::max(0.0, moved)));
    if (next == present)
        next = std::max(0.0, present + (up ? m_frame.thresholdUnit : -m_frame.thresholdUnit));
    m_ghostByKey = true;
    moveGhost(next);
    return true;
}

bool TimeChart::crosshairKey(int key)
{
    const QList<QPointF>* points = reference();
    if (points == nullptr || points->isEmpty())
        return false;
    const qsizetype last = points->size() - 1;
    const qsizetype present = m_crosshair ? nearestIndex(*m_crosshair) : last + 1;
    qsizetype next = present;
    switch (key) {
    case Qt::Key_Left:
        next = std::max<qsizetype>(0, present - 1);
        break;
    case Qt::Key_Right:
        next = std::min(last, present + 1);
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    default:
        return false;
    }
    Q_EMIT crosshairMoved(static_cast<std::int64_t>((*points)[next].x()));
    return true;
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & ~Qt::KeypadModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (thresholdKey(event->key()) || crosshairKey(event->key()))
        return;
    if (event->key() == Qt::Key_Escape && m_crosshair)
        Q_EMIT crosshairMoved(std::nullopt);
    else
        QWidget::keyPressEvent(event);
}

void TimeChart::focusInEvent(QFocusEvent* event)
{
    Q_EMIT chosen();
    update();
    QWidget::focusInEvent(event);
}

void TimeChart::focusOutEvent(QFocusEvent* event)
{
    if (m_ghostByKey)
        endDrag(false);
    update();
    QWidget::focusOutEvent(event);
}

void TimeChart::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT chosen();
    Q_EMIT menuWanted(event->globalPos());
}

void TimeChart::leaveEvent(QEvent* event)
{
    Q_EMIT crosshairMoved(std::nullopt);
    QWidget::leaveEvent(event);
}

QString TimeChart::tipAt(const QPointF& at) const
{
    if (nearThreshold(at))
        return m_movable ? tr("Drag %1 up or down; Escape leaves it as it was. With the keyboard: the arrow keys, then "
                              "Enter.")
                               .arg(m_frame.thresholdName)
                         : m_whyNot;
    for (const Bar& bar : m_frame.bars) {
        if (!(bar.share > 0.0) || !barRect(bar).contains(at))
            continue;
        const QString share = QLocale().toString(bar.share * 100.0, 'f', 1) + QStringLiteral("\u00A0%");
        return std::isinf(bar.high)
                   ? tr("Above %1: %2 of the requests in this time range").arg(m_format(bar.low), share)
                   : tr("%1 to %2: %3 of the requests in this time range")
                         .arg(m_format(bar.low), m_format(bar.high), share);
    }
    return at.y() < plotRect().top() ? m_meaning : QString();
}

bool TimeChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    // Inside the plot the crosshair tells the values: a tip would hide them.
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

} // namespace straightline::ui
