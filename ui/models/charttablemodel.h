// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/charts/chartdata.h"

namespace straightline::ui
{

/// A chart's numbers as a table: a row for each moment, a column for each series. Holds what the chart showed when the
/// table was opened. GUI thread.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int NumberRole = Qt::UserRole; ///< for sorting: the plain number

    ChartTableModel(ChartData data, NumberFormat format, QObject* parent = nullptr);

    const ChartData& chartData() const { return m_data; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ChartData m_data;
    NumberFormat m_format;
};

} // namespace straightline::ui
