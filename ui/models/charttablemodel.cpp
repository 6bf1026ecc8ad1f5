// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/charttablemodel.h"

#include <cmath>

namespace straightline::ui
{

ChartTableModel::ChartTableModel(ChartData data, NumberFormat format, QObject* parent)
    : QAbstractTableModel(parent)
    , m_data(std::move(data))
    , m_format(std::move(format))
{
}

int ChartTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.rows());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_data.columns.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != NumberRole)
        return {};
    const std::int64_t time = m_data.times[index.row()];
    if (index.column() == 0)
        return role == NumberRole ? QVariant(qint64{time}) : QVariant(chartTime(time, m_data.to - m_data.from));
    const double value = m_data.columns[index.column() - 1][index.row()];
    if (role == NumberRole)
        return std::isnan(value) ? QVariant(-1.0) : QVariant(value);
    return m_format(value);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_data.names[section - 1];
}

} // namespace straightline::ui
