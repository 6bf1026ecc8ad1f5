// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "engine/api/discovery.h"

namespace straightline::ui
{

/// What could be registered: one row for each thing that was found. GUI thread; owned by a DiscoveryPanel.
class DiscoveryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Address, From, State, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setFound(std::vector<DiscoveredBackend> found);
    const DiscoveredBackend* at(int row) const; ///< null = no such row

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<DiscoveredBackend> m_found;
};

} // namespace straightline::ui
