// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/frozenrows.h"

#include "ui/text/tableexport.h"

namespace straightline::ui
{

const QVariant& FrozenRows::Cell::of(int role) const
{
    static const QVariant nothing;
    return role == Qt::DisplayRole ? shown : role == kExportRole ? value : nothing;
}

FrozenRows::FrozenRows(const QAbstractItemModel& model, QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(model.rowCount())
{
    for (int column = 0; column < model.columnCount(); ++column)
        m_titles.push_back({model.headerData(column, Qt::Horizontal, Qt::DisplayRole),
                            model.headerData(column, Qt::Horizontal, kExportRole)});
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex cell = model.index(row, column);
            m_cells.push_back({cell.data(Qt::DisplayRole), cell.data(kExportRole)});
        }
    }
}

int FrozenRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int FrozenRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant FrozenRows::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    return m_cells[row * m_titles.size() + static_cast<std::size_t>(index.column())].of(role);
}

QVariant FrozenRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return m_titles[static_cast<std::size_t>(section)].of(role);
}

} // namespace straightline::ui
