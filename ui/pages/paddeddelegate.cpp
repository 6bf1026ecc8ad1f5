// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/paddeddelegate.h"

#include <QApplication>
#include <QPainter>

namespace straightline::ui
{
namespace
{
constexpr int kCellPadding = 4;
} // namespace

void PaddedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle* style = cell.widget != nullptr ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    QStyleOptionViewItem inner = option;
    inner.rect.adjust(kCellPadding, 0, -kCellPadding, 0);
    if (inner.state.testFlag(QStyle::State_Selected))
        inner.state.setFlag(QStyle::State_HasFocus, false); // the chosen row and the table's border say it
    QStyledItemDelegate::paint(painter, inner, index);
}

QSize PaddedDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kCellPadding, 0);
}

void PaddedDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == m_middleColumn)
        option->textElideMode = Qt::ElideMiddle;
    if (!option->state.testFlag(QStyle::State_Selected) || option->icon.isNull())
        return;
    // The ground of chosen rows is not the highlight that icons of the mode Selected are drawn for.
    const QPixmap picture = option->icon.pixmap(option->decorationSize);
    option->icon = QIcon(picture);
    option->icon.addPixmap(picture, QIcon::Selected);
}

} // namespace straightline::ui
