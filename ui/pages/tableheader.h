// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace straightline::ui
{

/// Titles of a table. The arrow of the sorted column stands above its title, where it covers no text, whatever its
/// alignment; the style would draw it over the end of what is right-aligned. GUI thread; owned by its table.
class TableHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(QWidget* parent);

    /// Where the arrow of the sorted column is drawn, in the viewport; empty = nothing is sorted.
    QRect arrowRect() const;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int logicalIndex) const override;
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
};

} // namespace straightline::ui
