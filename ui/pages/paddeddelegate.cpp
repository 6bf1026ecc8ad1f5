// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/paddeddelegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

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

bool PaddedDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    const QString text = displayText(index.data(), option.locale);
    if (event->type() != QEvent::ToolTip || text.isEmpty() || sizeHint(option, index).width() <= option.rect.width())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString meaning = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(),
                       meaning.isEmpty() || meaning == text ? text : text + QLatin1Char('\n') + meaning, view);
    return true;
}

void PaddedDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_middleColumns.contains(index.column()))
        option->textElideMode = Qt::ElideMiddle;
    if (!option->state.testFlag(QStyle::State_Selected) || option->icon.isNull())
        return;
    // The ground of chosen rows is not the highlight that icons of the mode Selected are drawn for.
    const QPixmap picture = option->icon.pixmap(option->decorationSize);
    option->icon = QIcon(picture);
    option->icon.addPixmap(picture, QIcon::Selected);
}

} // namespace straightline::ui
