// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

namespace straightline::ui
{

/// A table as it was at one moment: titles, texts and values for export. Copies cell by cell, so only for tables of
/// some hundred rows. GUI thread; owned by who reads it.
class FrozenRows : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FrozenRows(const QAbstractItemModel& model, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Cell {
        QVariant shown;
        QVariant value;
        const QVariant& of(int role) const;
    };
    int m_rows;
    std::vector<Cell> m_titles;
    std::vector<Cell> m_cells; ///< row by row
};

} // namespace straightline::ui
