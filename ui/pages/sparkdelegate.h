// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace straightline::ui
{

/// A cell that draws the values of a role (QList<double>, 0 … 1, oldest first) as a line with its area; NaN is a gap.
/// GUI thread.
class SparkDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `samples`: how many fill the cell's width.
    SparkDelegate(int role, int samples, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_role;
    int m_samples;
};

} // namespace straightline::ui
