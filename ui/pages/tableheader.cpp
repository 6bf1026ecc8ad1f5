// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tableheader.h"

#include <algorithm>

#include <QPainter>

namespace straightline::ui
{
namespace
{

constexpr int kPadding = 7; ///< of the style sheet
constexpr QSize kArrow(7, 4);
constexpr int kTop = 2;

} // namespace

TableHeader::TableHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
}

void TableHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    option->sortIndicator = QStyleOptionHeader::None; // paintSection()
}

QRect TableHeader::arrowRect() const
{
    const int column = sortIndicatorSection();
    if (!isSortIndicatorShown() || column < 0 || column >= count() || isSectionHidden(column) || model() == nullptr)
        return {};
    const QVariant aligned = model()->headerData(column, orientation(), Qt::TextAlignmentRole);
    const bool isRight = (aligned.isValid() ? aligned.toInt() : static_cast<int>(defaultAlignment())) & Qt::AlignRight;
    const int size = sectionSize(column);
    const int title = std::min(fontMetrics().horizontalAdvance(model()->headerData(column, orientation()).toString()),
                               size - 2 * kPadding);
    const int middle = isRight ? size - kPadding - title / 2 : kPadding + title / 2;
    return {QPoint(sectionViewportPosition(column) + middle - kArrow.width() / 2, kTop), kArrow};
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, logicalIndex);
    painter->restore();
    if (logicalIndex != sortIndicatorSection())
        return;
    const QRectF at = arrowRect();
    if (at.isEmpty())
        return;
    const bool isDown = sortIndicatorOrder() == Qt::AscendingOrder; // as Qt's styles draw it
    const QPointF tip(at.center().x(), isDown ? at.bottom() : at.top());
    const double base = isDown ? at.top() : at.bottom();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette().color(QPalette::WindowText));
    painter->drawPolygon(QPolygonF{tip, QPointF(at.left(), base), QPointF(at.right(), base)});
    painter->restore();
}

} // namespace straightline::ui
