// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/heatmap.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/models/whatiftables.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

namespace
{

constexpr double kLogFrom = 10.0; ///< highest / lowest from which on the scale is one of equal factors

} // namespace

QString goalTitle(Goal goal)
{
    switch (goal) {
    case Goal::P95:
        return HeatMap::tr("p95");
    case Goal::Failures:
        return HeatMap::tr("failed");
    case Goal::Cost:
        return HeatMap::tr("cost");
    case Goal::Slo:
        break;
    }
    return {};
}

double goalValue(Goal goal, const SweepPoint& point)
{
    return goal == Goal::P95 ? point.p95Ms : goal == Goal::Failures ? point.failedShare : point.usd;
}

QString goalText(Goal goal, double value)
{
    return goal == Goal::P95 ? formatMillis(value) : goal == Goal::Failures ? formatPercent(value) : formatUsd(value);
}

double HeatMap::Range::shareOf(double value) const
{
    if (!(high > low))
        return 0.0;
    const double share =
        isLog ? std::log(std::max(value, low) / low) / std::log(high / low) : (value - low) / (high - low);
    return std::clamp(share, 0.0, 1.0);
}

double HeatMap::Range::at(double share) const
{
    return isLog ? low * std::pow(high / low, share) : low + (high - low) * share;
}

HeatMap::HeatMap(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("heatMap"));
    setAccessibleName(tr("Threshold map: F across, D up"));
    setWhatsThis(tr("Each cell is a pair of thresholds, tried on the recorded requests. Click one, or walk there with "
                    "the arrow keys and press Enter, to try it on this page."));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::show(const ThresholdSweep& sweep, Goal goal)
{
    if (m_sweep == sweep && m_goal == goal)
        return;
    const bool another = !m_sweep || m_sweep->id != sweep.id;
    m_sweep = sweep;
    m_goal = goal;
    m_nothing.clear();
    if (another)
        m_current.reset();
    setAccessibleDescription(summary());
    redraw();
}

void HeatMap::showNothing(const QString& why)
{
    m_sweep.reset();
    m_current.reset();
    m_nothing = why;
    setAccessibleDescription(why);
    redraw();
}

void HeatMap::setPairs(const Thresholds& present, const Thresholds& tried)
{
    if (m_present == present && m_tried == tried)
        return;
    m_present = present;
    m_tried = tried;
    redraw();
}

Thresholds HeatMap::present() const
{
    return m_present ? *m_present : m_sweep ? m_sweep->present : Thresholds();
}

bool HeatMap::isOutdated() const
{
    return m_sweep && m_sweep->present != present();
}

HeatMap::Range HeatMap::range() const
{
    Range range;
    bool any = false;
    for (const SweepPoint& point : m_sweep->points) {
        if (!point.isDone)
            continue;
        const double value = goalValue(m_goal, point);
        range.low = any ? std::min(range.low, value) : value;
        range.high = any ? std::max(range.high, value) : value;
        any = true;
    }
    range.isLog = range.low > 0.0 && range.high / range.low >= kLogFrom;
    return range;
}

QString HeatMap::summary() const
{
    const Range all = range();
    const SweepPoint* best = nullptr;
    for (const SweepPoint& point : m_sweep->points) {
        if (point.isDone && (best == nullptr || goalValue(m_goal, point) < goalValue(m_goal, *best)))
            best = &point;
    }
    if (best == nullptr)
        return tr("No pair was tried.");
    return tr("%1 from %2 to %3 over %4 pairs of F and D; lowest at F %5, D %6.")
        .arg(goalTitle(m_goal), goalText(m_goal, all.low), goalText(m_goal, all.high), formatCount(m_sweep->done),
             formatRate(best->thresholds.frequencyHz), formatBytes(static_cast<double>(best->thresholds.sizeBytes)));
}

std::optional<HeatMap::Cell> HeatMap::cellAt(QPointF at) const
{
    const QRectF plot = plotRect();
    if (!m_sweep || m_sweep->points.empty() || !plot.contains(at))
        return std::nullopt;
    const auto columns = static_cast<double>(m_sweep->frequenciesHz.size());
    const auto rows = static_cast<double>(m_sweep->sizesBytes.size());
    const double x = (at.x() - plot.left()) / plot.width() * columns;
    const double y = (plot.bottom() - at.y()) / plot.height() * rows;
    return Cell{static_cast<std::size_t>(std::clamp(x, 0.0, columns - 1.0)),
                static_cast<std::size_t>(std::clamp(y, 0.0, rows - 1.0))};
}

QString HeatMap::cellText(const Cell& cell) const
{
    const SweepPoint& point = m_sweep->at(cell.frequency, cell.size);
    const QString place = tr("F %1, D %2")
                              .arg(formatRate(point.thresholds.frequencyHz),
                                   formatBytes(static_cast<double>(point.thresholds.sizeBytes)));
    if (!point.isDone)
        return tr("%1\nnot tried: the sweep was stopped before").arg(place);
    const QString figures =
        tr("%1\np95 %2, failed %3, cost %4")
            .arg(place, formatMillis(point.p95Ms), formatPercent(point.failedShare), formatUsd(point.usd));
    return point.isOnFront ? tr("%1\non the Pareto front: no other pair is better in all three").arg(figures) : figures;
}

QString HeatMap::textAt(QPointF at) const
{
    const auto cell = cellAt(at);
    return cell ? cellText(*cell) : QString();
}

bool HeatMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textAt(help->pos()), this);
    return true;
}

void HeatMap::choose(const Cell& cell)
{
    m_current = cell;
    update();
    Q_EMIT pointChosen(m_sweep->at(cell.frequency, cell.size).thresholds);
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton)
        choose(*cell);
    else
        QWidget::mousePressEvent(event);
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    const bool chooses =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    const bool moves = event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down;
    if (!m_sweep || m_sweep->points.empty() || (!moves && !chooses))
        return QWidget::keyPressEvent(event);
    if (chooses) {
        if (m_current)
            choose(*m_current);
        return;
    }
    const bool begins = !m_current;
    Cell cell = m_current.value_or(*cellAt(pointOf(m_tried.value_or(present()))));
    const auto step = [&](std::size_t& value, std::size_t count, bool up) {
        if (begins)
            return; // the first key shows where one is
        value = up ? std::min(value + 1, count - 1) : value - std::min<std::size_t>(value, 1);
    };
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        step(cell.frequency, m_sweep->frequenciesHz.size(), event->key() == Qt::Key_Right);
    else
        step(cell.size, m_sweep->sizesBytes.size(), event->key() == Qt::Key_Up);
    m_current = cell;
    setAccessibleDescription(cellText(cell));
    QToolTip::showText(mapToGlobal(cellRect(cell.frequency, cell.size).bottomRight().toPoint()), cellText(cell), this);
    update();
}

void HeatMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    redraw();
}

void HeatMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
    QWidget::changeEvent(event);
}

void HeatMap::redraw()
{
    m_stale = true;
    update();
}

} // namespace straightline::ui
