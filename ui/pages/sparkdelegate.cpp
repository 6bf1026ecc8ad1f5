// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sparkdelegate.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/theme.h"

namespace straightline::ui
{

namespace
{

constexpr double kDotRadius = 1.5;

/// A line without gaps, with its area; a single sample is a dot.
void paintPiece(QPainter& painter, const QPolygonF& line, double bottom, const QColor& color)
{
    if (line.isEmpty())
        return;
    if (line.size() == 1) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(line.first(), kDotRadius, kDotRadius);
        return;
    }
    QPolygonF filled = line;
    filled.append(QPointF(line.last().x(), bottom));
    filled.append(QPointF(line.first().x(), bottom));
    QColor light = color;
    light.setAlpha(48);
    painter.setPen(Qt::NoPen);
    painter.setBrush(light);
    painter.drawPolygon(filled);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5));
    painter.drawPolyline(line);
}

} // namespace

SparkDelegate::SparkDelegate(int role, int samples, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
    , m_samples(samples)
{
}

void SparkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the background: there is no text
    const auto values = index.data(m_role).value<QList<double>>();
    const QRectF area = QRectF(option.rect).adjusted(4, 4, -4, -4);
    if (values.size() < 2 || area.width() < 8)
        return;
    const double step = area.width() / (m_samples - 1);
    const double from = area.right() - step * static_cast<double>(values.size() - 1);
    const QColor color = themeColors(option.palette).tierLine[static_cast<std::size_t>(Tier::Container)];
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPolygonF line;
    for (qsizetype i = 0; i <= values.size(); ++i) {
        if (i < values.size() && !std::isnan(values[i])) {
            line.append(QPointF(from + step * static_cast<double>(i),
                                area.bottom() - area.height() * std::clamp(values[i], 0.0, 1.0)));
            continue;
        }
        paintPiece(*painter, line, area.bottom(), color);
        line.clear();
    }
    painter->restore();
}

} // namespace straightline::ui
